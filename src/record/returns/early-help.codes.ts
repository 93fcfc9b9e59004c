import { type ThemeKey, THEME_OF_FACTOR } from './cin-census.codes.ts';
import { plainCode } from './row-values.ts';
import type { AgencyKind } from './statement.ts';

/** A code that may stand in an early help file, what it means, and other spellings of it. */
export interface EarlyHelpCode<Meaning> {
  readonly code: string;
  readonly label: string;
  readonly meaning: Meaning;
  readonly alsoWritten: readonly string[];
}

/** A code of a list of ours; other spellings are separated by blanks. */
export const coded = <Meaning>(
  code: string,
  label: string,
  meaning: Meaning,
  alsoWritten = '',
): EarlyHelpCode<Meaning> => ({
  code,
  label,
  meaning,
  alsoWritten: alsoWritten.split(' ').filter(Boolean),
});

/** Who asks for help, or who leads it, as a kind of agency. */
export const earlyHelpAgencies: readonly EarlyHelpCode<AgencyKind>[] = [
  coded(
    'council',
    'Council',
    'council',
    'social-care family-support-worker family-support family-hub youth-service youth-justice ' +
      'early-help-service local-authority',
  ),
  coded(
    'health',
    'Health',
    'health',
    'gp health-visitor school-nurse midwife hospital camhs mental-health-service nhs',
  ),
  coded('schools', 'School or college', 'schools', 'school college education'),
  coded(
    'early-years',
    'Nursery or childminder',
    'schools',
    'nursery childminder early-years-setting',
  ),
  coded('police', 'Police', 'police'),
  coded('job-centre', 'Job centre', 'job-centre', 'jobcentre dwp'),
  coded('housing', 'Housing', 'housing', 'housing-officer housing-association landlord'),
  coded(
    'charities',
    'Charity or community group',
    'charities',
    'charity charity-worker voluntary voluntary-sector community-group faith-group',
  ),
  coded('courts', 'Courts', 'courts', 'court cafcass probation'),
  coded(
    'family',
    'The family itself, or a member of the public',
    'public',
    'self parent child relative public neighbour anonymous',
  ),
];

/** What was decided about a request for early help. */
export const earlyHelpDecisions: readonly EarlyHelpCode<string>[] = [
  coded('accepted', 'Accepted for targeted early help', 'accepted', 'accept'),
  coded('advice', 'Advice or a universal service', 'advice', 'advice-given signposted'),
  coded('no-further-action', 'No further action', 'no-further-action', 'nfa'),
  coded('stepped-up', "Passed to children's social care", 'stepped-up', 'step-up referred-on'),
  coded('declined', 'The family did not want it', 'declined', 'refused consent-refused'),
];

/** Why targeted early help ended. */
export const earlyHelpClosures: readonly EarlyHelpCode<string>[] = [
  coded('needs-met', 'Needs met', 'needs-met', 'outcomes-met completed'),
  coded('other-support', 'Carried on by another service', 'other-support', 'universal-support'),
  coded('stepped-up', "Passed to children's social care", 'stepped-up', 'step-up escalated'),
  coded('disengaged', 'The family stopped taking part', 'disengaged', 'disengagement'),
  coded('declined', 'The family did not want it', 'declined', 'refused consent-withdrawn'),
  coded('moved-away', 'Moved out of the area', 'moved-away', 'moved'),
  coded('advice', 'Advice was enough', 'advice', 'advice-given'),
  coded('age-limit', 'Reached the age limit', 'age-limit', 'too-old'),
  coded('other', 'Another reason', 'other'),
];

/**
 * Needs that an assessment may find, and which of the eight themes each speaks of; a need without a
 * theme is kept and counted as itself. The list and its division are ours.
 */
export const earlyHelpNeeds: readonly EarlyHelpCode<ThemeKey | null>[] = [
  coded('parenting', 'Parenting', 'parenting'),
  coded('parental-conflict', 'Conflict between parents', null),
  coded('domestic-abuse', 'Domestic abuse', 'domestic-abuse'),
  coded('alcohol-and-drugs', 'Alcohol or drugs', 'alcohol-and-drugs', 'substance-misuse'),
  coded('mental-health', 'Mental health', 'mental-health'),
  coded('child-mental-health', 'Mental health of the child', 'mental-health'),
  coded('parent-mental-health', 'Mental health of a parent', 'mental-health'),
  coded('attendance', 'Missing school', 'missing-school', 'school-attendance missing-school'),
  coded('school-readiness', 'Not ready for school', 'missing-school'),
  coded('unemployment', 'Family out of work', 'unemployment', 'worklessness'),
  coded('money-and-housing', 'Money or housing', null, 'money housing debt'),
  coded('crime', 'Crime or antisocial behaviour', 'crime', 'antisocial-behaviour police'),
  coded('exploitation', 'Exploitation', 'exploitation'),
  coded('behaviour', 'Behaviour', null),
  coded('special-needs', 'Special needs or disability', null, 'disability send'),
  coded('health', 'Physical health', null),
  coded('young-carer', 'Young carer', null),
  coded('other', 'Another need', null),
];

/** Whether help is going on. */
export const earlyHelpStatuses: readonly EarlyHelpCode<'open' | 'closed' | 'waiting'>[] = [
  coded('waiting', 'Asked for, not begun', 'waiting', 'pending'),
  coded('open', 'Going on', 'open', 'active'),
  coded('closed', 'Ended', 'closed', 'ended'),
];

/** Codes and their other spellings, for looking up what a cell means. */
export function codesOf<Meaning>(
  list: readonly EarlyHelpCode<Meaning>[],
): ReadonlyMap<string, EarlyHelpCode<Meaning>> {
  return new Map(
    list.flatMap((one) => [one.code, ...one.alsoWritten].map((word) => [word, one] as const)),
  );
}

/** What a list of needs says: factors of the census, needs of ours, and the themes of both. */
export interface NeedsFound {
  readonly factors: readonly string[];
  readonly needs: readonly string[];
  readonly themes: readonly ThemeKey[];
  readonly unknown: number;
}

const NEEDS = codesOf(earlyHelpNeeds);

/**
 * Reads needs separated by semicolons: codes of `earlyHelpNeeds`, or factor codes of the children
 * in need census such as `3B` where `isFactor` knows them.
 */
export function needsIn(text: string, isFactor: (code: string) => boolean): NeedsFound {
  const factors = new Set<string>();
  const needs = new Set<string>();
  const themes = new Set<ThemeKey>();
  let unknown = 0;
  for (const word of text.split(';').filter((one) => one.trim() !== '')) {
    const factor = word.trim().toUpperCase();
    const need = NEEDS.get(plainCode(word));
    if (isFactor(factor)) factors.add(factor);
    else if (need !== undefined) needs.add(need.code);
    else unknown += 1;
    const theme = isFactor(factor) ? THEME_OF_FACTOR[factor] : need?.meaning;
    if (theme) themes.add(theme);
  }
  return { factors: [...factors], needs: [...needs], themes: [...themes].sort(), unknown };
}
