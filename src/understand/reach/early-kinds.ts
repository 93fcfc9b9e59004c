import { EARLY_YEARS_CHECKS, type EarlyYearsCheck, HUB_USE } from '../../record/index.ts';
import type { FactTree } from './reach-table.ts';

/** A number that is counted of each group. */
export interface EarlyColumn {
  readonly value: string;
  /** What is counted; null for the children who live there. */
  readonly fact: string | null;
  readonly heading: string;
  readonly formula: string;
}

/** A share of two of the columns. */
export interface EarlyShare {
  readonly value: string;
  /** The column that is counted, and the one that it is out of. */
  readonly of: readonly [counted: string, of: string];
  readonly heading: string;
}

/** What is counted of one part of the early years, and which shares are made of it. */
export interface EarlyKind {
  readonly measure: 'early-years-checks' | 'early-years-hubs' | 'early-years-readiness';
  /** The check, where the kind is about one. */
  readonly check: string | null;
  readonly label: string;
  readonly trees: readonly FactTree[];
  readonly columns: readonly EarlyColumn[];
  /** The first is the one that is shown first and drawn. */
  readonly shares: readonly EarlyShare[];
  /** Of which share areas are told to stand out, and what standing out means. */
  readonly hotspot: { readonly of: readonly [string, string]; readonly heading: string };
  /** What to say where nothing measures it. */
  readonly notMeasured: string;
  readonly note: string;
}

const NO_FILE = 'No early years file is loaded that tells it for this year.';

/** One universal check: due in the year, and what became of it. */
export function checkKind(check: EarlyYearsCheck): EarlyKind {
  const fact = (status: string) => `check/${check.check}/${status}`;
  const tree = { fact: fact('due'), parts: ['in-time', 'late', 'missed', 'declined'].map(fact) };
  const column = (value: string, heading: string, formula: string): EarlyColumn => ({
    value,
    fact: fact(value),
    heading,
    formula: `${formula} ${NEWEST}`,
  });
  return {
    measure: 'early-years-checks',
    check: check.check,
    label: check.label,
    trees: [tree, { fact: fact('not-yet-due'), parts: [] }],
    columns: [
      column('due', 'Due', 'Children whose time for the check ended in the year.'),
      column('in-time', 'In time', 'Of those due, checked by the last day of the time.'),
      column('late', 'Late', 'Of those due, checked after the last day of the time.'),
      column('missed', 'Missed', 'Of those due, not checked by the day of the newest file.'),
      column('declined', 'Declined', 'Of those due, the family did not want the check.'),
      column(
        'not-yet-due',
        'Not yet due',
        'Children whose time for the check had begun by the day of the newest file of the year, ' +
          'had not ended, and who were not checked yet. They are not among those due.',
      ),
    ],
    shares: [
      { value: 'in-time-share', of: ['in-time', 'due'], heading: 'In time, share of due' },
      { value: 'missed-share', of: ['missed', 'due'], heading: 'Missed, share of due' },
    ],
    hotspot: { of: ['missed', 'due'], heading: 'Missed' },
    notMeasured: NO_FILE,
    note: `${check.label}: ${check.note}`,
  };
}

const NEWEST = 'Each child counts once, by the newest statement.';

/** Every check, in the order of a childhood. */
export const CHECK_KINDS: readonly EarlyKind[] = EARLY_YEARS_CHECKS.map(checkKind);

/** Registration with family hubs and children's centres, and use of them. */
export const HUB_KIND: EarlyKind = {
  measure: 'early-years-hubs',
  check: null,
  label: 'Family hubs',
  trees: [
    { fact: 'hub/registered', parts: [] },
    { fact: 'hub/used', parts: [] },
    { fact: 'under-five', parts: [] },
  ],
  columns: [
    {
      value: 'of',
      fact: null,
      heading: 'Children under 5',
      formula: '',
    },
    {
      value: 'registered',
      fact: 'hub/registered',
      heading: 'Registered',
      formula:
        'Children under 5 on the last day of the year who were registered with a hub or ' +
        "children's centre on any day of it.",
    },
    {
      value: 'used',
      fact: 'hub/used',
      heading: `There at least ${HUB_USE.usedTimes} times`,
      formula:
        `Children under 5 on the last day of the year who were at a hub at least ` +
        `${HUB_USE.usedTimes} times in it. ${HUB_USE.why}`,
    },
  ],
  shares: [
    { value: 'used-share', of: ['used', 'of'], heading: 'Used a hub, share of children' },
    { value: 'registered-share', of: ['registered', 'of'], heading: 'Registered, share' },
  ],
  hotspot: { of: ['used', 'of'], heading: 'Used a hub' },
  notMeasured: NO_FILE,
  note: HUB_USE.why,
};

/** Readiness for school: the good level of development at the end of reception. */
export const READINESS_KIND: EarlyKind = {
  measure: 'early-years-readiness',
  check: null,
  label: 'Ready for school',
  trees: [{ fact: 'profile', parts: ['profile/good-level', 'profile/not-good-level'] }],
  columns: [
    {
      value: 'profiles',
      fact: 'profile',
      heading: 'Children with a result',
      formula: 'Children whose early years profile of the year is loaded, each by the last result.',
    },
    {
      value: 'good',
      fact: 'profile/good-level',
      heading: 'Good level',
      formula: 'Of those with a result, at a good level of development.',
    },
    {
      value: 'not-good',
      fact: 'profile/not-good-level',
      heading: 'Not yet',
      formula: 'Of those with a result, not yet at a good level of development.',
    },
  ],
  shares: [
    { value: 'good-share', of: ['good', 'profiles'], heading: 'Good level, share of children' },
  ],
  hotspot: { of: ['not-good', 'profiles'], heading: 'Not yet at a good level' },
  notMeasured: NO_FILE,
  note: 'A good level of development at the end of the reception year, as schools assess it.',
};
