import type { CalendarDay } from '../../lib/index.ts';
import { ethnicityOf, postcodeOf, type RowValues } from './row-values.ts';
import { provisionCodes, sexCodes } from './school-census.codes.ts';
import type { Collection } from './school-census.collection.ts';
import type { CensusField, CensusTable } from './school-census.tables.ts';
import { upnKind } from './school-census.upn.ts';
import type {
  AddressStatement,
  EventStatement,
  IdentifierStatement,
  NameStatement,
  PersonStatement,
  SpellStatement,
} from './statement.ts';

/** What the rows of one file have in common. */
export interface CensusFile {
  readonly table: CensusTable;
  /** Null where the file's name does not say which collection it belongs to. */
  readonly collection: Collection | null;
  readonly today: CalendarDay;
}

type Cells = RowValues<CensusField>;

/** Reads a row of the pupils on roll or no longer on roll; null where nobody is identified. */
export function pupilStatement(cells: Cells, file: CensusFile): PersonStatement | null {
  const identifiers = identifiersOf(cells, file);
  const birthDay = cells.day('birthDay', file.today);
  const entryDay = entryDayOf(cells, file, birthDay);
  if (identifiers.length === 0) {
    cells.report({
      field: 'upn',
      rule: 'structure/no-identifier',
      severity: 'error',
      message: 'The row has neither a UPN nor an id of its own, so it is nobody in particular.',
      fix: 'Add the UPN, or export the table with its id column.',
    });
    return null;
  }
  return {
    row: cells.row,
    identifiers,
    birthDay,
    sex: cells.code('sex', sexCodes),
    ethnicity: ethnicityOf(cells),
    names: namesOf(cells),
    address: addressOf(cells),
    spells: planSpells(cells, file, entryDay),
    events: possibleSessions(cells, file),
  };
}

/** The pupil's record id within its collection; null without an id or a collection. */
export function recordId(cells: Cells, file: CensusFile): IdentifierStatement | null {
  const id = cells.text('pupil');
  if (id === '' || file.collection === null) return null;
  return {
    kind: 'school-record-id',
    value: `${file.collection.id}/${file.table.roll}/${id}`,
  };
}

/** The address of a pupil, null where there is none that can be read. */
export function addressOf(cells: Cells): AddressStatement | null {
  const text = cells.text('postcode');
  if (text === '') return null;
  const postcode = postcodeOf(text);
  if (postcode === null) {
    cells.report({
      field: 'postcode',
      rule: 'type/postcode',
      message: 'The postcode does not have the form of one, so the address was left out.',
      fix: 'Correct the postcode.',
    });
    return null;
  }
  const uprn = cells.text('uprn').replace(/\.0+$/, '');
  return { postcode, uprn: /^[1-9]\d{0,11}$/.test(uprn) ? uprn : null };
}

function identifiersOf(cells: Cells, file: CensusFile): IdentifierStatement[] {
  const current = pupilNumber(cells, 'upn', file);
  const former = pupilNumber(cells, 'formerUpn', file);
  const own = recordId(cells, file);
  return [current, former, own].filter((one) => one !== null);
}

function pupilNumber(
  cells: Cells,
  field: 'upn' | 'formerUpn',
  file: CensusFile,
): IdentifierStatement | null {
  const text = cells.text(field);
  if (text === '') return null;
  const kind = upnKind(text);
  if (kind === 'permanent' || kind === 'temporary') {
    return { kind: field === 'upn' ? 'upn' : 'former-upn', value: text.toUpperCase() };
  }
  if (kind === 'invalid') {
    cells.report({
      field,
      rule: 'type/upn',
      message: 'This is no UPN: it is not 13 characters long or its check letter is wrong.',
      fix: 'Correct the UPN; until then the pupil is matched by name and date of birth only.',
    });
    return null;
  }
  cells.report({
    field,
    rule: 'type/upn-replaced',
    message: 'The UPN was replaced by a made-up code, which other returns do not know.',
    fix: 'Nothing in a test; to match pupils to other returns, load a file with their UPNs.',
  });
  if (field === 'formerUpn' || file.collection === null) return null;
  return { kind: 'school-record-id', value: `${file.collection.id}/upn/${text.toLowerCase()}` };
}

function entryDayOf(
  cells: Cells,
  file: CensusFile,
  birthDay: CalendarDay | null,
): CalendarDay | null {
  const entryDay = cells.day('entryDay', file.today);
  if (entryDay === null) return null;
  if (birthDay !== null && entryDay < birthDay) {
    cells.report({
      field: 'entrydate',
      rule: 'date/entry-before-birth',
      message: 'The pupil joined the school before being born, so the date of joining is left out.',
      fix: 'Correct the date of birth or of joining.',
    });
    return null;
  }
  const censusDay = file.collection?.censusDay ?? null;
  if (file.table.roll === 'on-roll' && censusDay !== null && entryDay > censusDay) {
    cells.report({
      field: 'entrydate',
      rule: 'date/entry-after-census',
      message: 'The pupil is on roll on census day but joined the school after it.',
      fix: "Check the date of joining, and the year and term in the file's name.",
    });
  }
  const leavingDay = cells.day('leavingDay', file.today);
  if (leavingDay !== null && leavingDay < entryDay) {
    cells.report({
      field: 'leavingdate',
      rule: 'date/leaving-before-entry',
      message: 'The pupil left the school before joining it.',
      fix: 'Correct the date of joining or of leaving.',
    });
  }
  return entryDay;
}

function namesOf(cells: Cells): NameStatement[] {
  const given = cells.text('forename');
  const legal = cells.text('surname');
  const names: NameStatement[] = [];
  if (given !== '' || legal !== '') names.push({ kind: 'legal', given, family: legal });
  for (const [kind, field] of [
    ['preferred', 'preferredSurname'],
    ['former', 'formerSurname'],
  ] as const) {
    const family = cells.text(field);
    if (family !== '' && family !== legal) names.push({ kind, given, family });
  }
  return names;
}

/** An education, health and care plan, known from the day the pupil joined the school. */
function planSpells(
  cells: Cells,
  file: CensusFile,
  entryDay: CalendarDay | null,
): SpellStatement[] {
  const provision = cells.code('provision', provisionCodes);
  const censusYear = Number(file.collection?.id.slice(0, 4) ?? '2019');
  if (provision === 'retired' && censusYear >= 2019) {
    cells.report({
      field: 'senprovision',
      rule: 'code/provision-retired',
      message: 'School action, school action plus and statements have ended; this is not a plan.',
      fix: 'Use E for an education, health and care plan, K for support, N for none.',
    });
  }
  if (provision !== 'plan') return [];
  if (entryDay === null) {
    cells.report({
      field: 'entrydate',
      rule: 'date/plan-without-start',
      message: 'The pupil has a special needs plan, but no date from which it is known.',
      fix: 'Add the date on which the pupil joined the school.',
    });
    return [];
  }
  return [
    {
      kind: 'status',
      code: 'special-needs-plan',
      startDay: entryDay,
      endDay: null,
      detail: { provision: 'E', startBasis: 'school-entry', ...schoolDetail(cells) },
    },
  ];
}

function possibleSessions(cells: Cells, file: CensusFile): EventStatement[] {
  const possible = cells.count('sessionsPossible');
  if (possible === null || file.collection === null) return [];
  return [
    {
      kind: 'attendance-term',
      code: 'possible',
      day: file.collection.censusDay,
      agencyKind: 'schools',
      detail: {
        term: file.collection.id,
        sessionsPossible: String(possible),
        ...schoolDetail(cells),
      },
    },
  ];
}

/** The school's own id as a detail, where the row states it. */
export function schoolDetail(cells: Cells): Record<string, string> {
  const school = cells.text('school');
  return school === '' ? {} : { school: school.slice(0, 40) };
}
