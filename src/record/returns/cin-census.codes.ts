import type { AgencyKind } from './statement.ts';

/**
 * Code lists of the children in need census. Codes, years and meanings after the Department for
 * Education's collection guides and published schemas, 2017 to 2026 ("Children in need census:
 * guide to submitting data", code sets of each year); the labels are ours, in plain words.
 */
export interface Code {
  readonly label: string;
  /** First census (the year in which it ends) that has the code; every census when left out. */
  readonly since?: number;
  /** Last census that has the code; every later one when left out. */
  readonly until?: number;
}

/** A list of codes by code. */
export type CodeList = ReadonlyMap<string, Code>;

function list(labels: Readonly<Record<string, string | Code>>): CodeList {
  return new Map(
    Object.entries(labels).map(([code, of]) => [code, typeof of === 'string' ? { label: of } : of]),
  );
}

/** Whether a census of this year (that in which it ends) may use the code. */
export function isCode(codes: CodeList, text: string, censusYear: number): boolean {
  const code = codes.get(text);
  if (code === undefined) return false;
  return (code.since ?? 0) <= censusYear && censusYear <= (code.until ?? 9999);
}

/** Sex as recorded: figures up to the census of 2024, letters from that of 2025. */
export const SEX_CODES: CodeList = list({
  '0': { label: 'Not recorded, or unborn', until: 2024 },
  '1': { label: 'Male', until: 2024 },
  '2': { label: 'Female', until: 2024 },
  '9': { label: 'Indeterminate', until: 2024 },
  M: { label: 'Male', since: 2025 },
  F: { label: 'Female', since: 2025 },
  U: { label: 'Unknown, or unborn', since: 2025 },
});

/** Ethnic group. */
export const ETHNICITY_CODES: CodeList = list({
  WBRI: 'White British',
  WIRI: 'White Irish',
  WIRT: 'Traveller of Irish heritage',
  WOTH: 'Other White background',
  WROM: 'Gypsy or Roma',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Other mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  AOTH: 'Other Asian background',
  BCRB: 'Black Caribbean',
  BAFR: 'Black African',
  BOTH: 'Other Black background',
  CHNE: 'Chinese',
  OOTH: 'Other ethnic group',
  REFU: 'Declined to say',
  NOBT: 'Not yet obtained',
});

/** Disability; `NONE` excludes the others. */
export const DISABILITY_CODES: CodeList = list({
  NONE: 'No disability',
  MOB: 'Mobility',
  HAND: 'Hand function',
  PC: 'Personal care',
  INC: 'Incontinence',
  COMM: 'Communication',
  LD: 'Learning',
  HEAR: 'Hearing',
  VIS: 'Vision',
  BEH: 'Behaviour',
  CON: 'Consciousness',
  AUT: 'Autism',
  DDA: 'Other disability',
});

/** Why a unique pupil number is not given. */
export const UPN_UNKNOWN_CODES: CodeList = list({
  UN1: 'Not of school age and none assigned yet',
  UN2: 'Educated outside England and never had one',
  UN3: 'Newly looked after, number not yet known',
  UN4: 'From abroad or seeking asylum, none assigned yet',
  UN5: 'Sources disagree about the number',
  UN6: 'Not at a school that gives one',
  UN7: 'Referral with no further action',
});

/** Who referred. Early help (5D) is a source of its own from the census of 2023. */
export const REFERRAL_SOURCE_CODES: CodeList = list({
  '1A': 'Family member, relative or carer',
  '1B': 'Acquaintance, such as a neighbour or child minder',
  '1C': 'The child',
  '1D': 'Other individual',
  '2A': 'School',
  '2B': 'Education service',
  '3A': 'General practitioner',
  '3B': 'Health visitor',
  '3C': 'School nurse',
  '3D': 'Other primary health service',
  '3E': 'Accident and emergency department',
  '3F': 'Other health service',
  '4': 'Housing',
  '5A': 'Social care within the council',
  '5B': 'Another department of the council',
  '5C': 'Another council',
  '5D': { label: 'Early help', since: 2023 },
  '6': 'Police',
  '7': 'Court, probation, immigration, Cafcass or prison',
  '8': "Other: children's centre, independent agency or voluntary body",
  '9': 'Anonymous',
  '10': 'Unknown',
});

/**
 * What kind of agency refers, by source code. Individuals and anonymous callers are the public; a
 * neighbouring council counts as council. Source 8 mixes children's centres with voluntary bodies
 * and independent agencies: most are outside the public sector, so it counts as charities, which
 * is ours to say and not the guide's. Source 10 is of no known kind.
 */
export const AGENCY_OF_REFERRAL_SOURCE: Readonly<Record<string, AgencyKind | null>> = {
  '1A': 'public',
  '1B': 'public',
  '1C': 'public',
  '1D': 'public',
  '2A': 'schools',
  '2B': 'schools',
  '3A': 'health',
  '3B': 'health',
  '3C': 'health',
  '3D': 'health',
  '3E': 'health',
  '3F': 'health',
  '4': 'housing',
  '5A': 'council',
  '5B': 'council',
  '5C': 'council',
  '5D': 'council',
  '6': 'police',
  '7': 'courts',
  '8': 'charities',
  '9': 'public',
  '10': null,
};

/**
 * The main reason for which a child is in need; N1 includes exploitation from the census of 2026.
 */
export const PRIMARY_NEED_CODES: CodeList = list({
  N0: 'Not stated',
  N1: 'Abuse, neglect or exploitation',
  N2: "Child's disability or illness",
  N3: "Parent's disability or illness",
  N4: 'Family in acute stress',
  N5: 'Family dysfunction',
  N6: 'Socially unacceptable behaviour',
  N7: 'Low income',
  N8: 'Absent parenting',
  N9: 'Case other than a child in need',
});

/** Why a case was closed. RC9 separates early help from RC8 from the census of 2023. */
export const CLOSURE_CODES: CodeList = list({
  RC1: 'Adopted',
  RC2: 'Died',
  RC3: 'Child arrangements order',
  RC4: 'Special guardianship order',
  RC5: 'Moved to the services of another council',
  RC6: 'Moved to adult social care',
  RC7: 'Services ended for any other reason',
  RC8: 'Closed after assessment, no further action',
  RC9: { label: 'Closed after assessment, to early help', since: 2023 },
});

/** Category of abuse of a protection plan. */
export const ABUSE_CODES: CodeList = list({
  NEG: 'Neglect',
  PHY: 'Physical abuse',
  SAB: 'Sexual abuse',
  EMO: 'Emotional abuse',
  MUL: 'Several categories',
});

const since2022 = (label: string): Code => ({ label, since: 2022 });

/** Factors found at the end of an assessment. */
export const FACTOR_CODES: CodeList = list({
  '1A': 'Alcohol misuse by the child',
  '1B': 'Alcohol misuse by a parent or carer',
  '1C': 'Alcohol misuse by someone else in the household',
  '2A': 'Drug misuse by the child',
  '2B': 'Drug misuse by a parent or carer',
  '2C': 'Drug misuse by someone else in the household',
  '3A': 'Domestic abuse of the child',
  '3B': 'Domestic abuse of a parent or carer',
  '3C': 'Domestic abuse of someone else in the household',
  '4A': 'Mental health of the child',
  '4B': 'Mental health of a parent or carer',
  '4C': 'Mental health of someone else in the household',
  '5A': 'Learning disability of the child',
  '5B': 'Learning disability of a parent or carer',
  '5C': 'Learning disability of someone else in the household',
  '6A': 'Physical disability or illness of the child',
  '6B': 'Physical disability or illness of a parent or carer',
  '6C': 'Physical disability or illness of someone else in the household',
  '7A': 'Young carer',
  '8B': 'Privately fostered: from overseas, to return',
  '8C': 'Privately fostered: from overseas, to stay',
  '8D': 'Privately fostered: in a placement for education',
  '8E': 'Privately fostered: family arrangement in the United Kingdom',
  '8F': 'Privately fostered: other',
  '9A': 'Unaccompanied child seeking asylum',
  '10A': 'Going missing',
  '11A': 'Child sexual exploitation',
  '12A': 'Trafficking',
  '13A': 'Gangs',
  '14A': 'Socially unacceptable behaviour',
  '15A': 'Self-harm',
  '16A': 'Neglect',
  '17A': 'Emotional abuse',
  '18A': 'Physical abuse',
  '18B': since2022('Physical abuse by a child'),
  '18C': since2022('Physical abuse by an adult'),
  '19A': 'Sexual abuse',
  '19B': since2022('Sexual abuse by a child'),
  '19C': since2022('Sexual abuse by an adult'),
  '20': 'Other',
  '21': 'No factors found',
  '22A': 'Female genital mutilation',
  '23A': 'Abuse linked to faith or belief',
  '24A': since2022('Child criminal exploitation'),
});

/**
 * The eight themes of the Barnet paper (2013, section 3.2), by the keys of `reference/themes.yaml`.
 */
export type ThemeKey =
  | 'domestic-abuse'
  | 'alcohol-and-drugs'
  | 'mental-health'
  | 'parenting'
  | 'unemployment'
  | 'crime'
  | 'missing-school'
  | 'exploitation';

/**
 * Which theme an assessment factor speaks of; a factor that speaks of none of the eight is left
 * out.
 * The census has no factor for parenting, unemployment, crime or school: those themes need other
 * sources and are "not measured" from this return. Self-harm counts as mental health; gangs,
 * trafficking and criminal exploitation count as exploitation beside the sexual kind, because the
 * paper's multi-agency panel deals with one and today's practice with all. Going missing is a sign,
 * not exploitation itself, and is left out. This division is ours.
 */
export const THEME_OF_FACTOR: Readonly<Record<string, ThemeKey>> = {
  '1A': 'alcohol-and-drugs',
  '1B': 'alcohol-and-drugs',
  '1C': 'alcohol-and-drugs',
  '2A': 'alcohol-and-drugs',
  '2B': 'alcohol-and-drugs',
  '2C': 'alcohol-and-drugs',
  '3A': 'domestic-abuse',
  '3B': 'domestic-abuse',
  '3C': 'domestic-abuse',
  '4A': 'mental-health',
  '4B': 'mental-health',
  '4C': 'mental-health',
  '15A': 'mental-health',
  '11A': 'exploitation',
  '12A': 'exploitation',
  '13A': 'exploitation',
  '24A': 'exploitation',
};
