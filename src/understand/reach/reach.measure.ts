import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Finding, type FindingRow, formatFinancialYear, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { LEVEL_LABELS, LEVELS } from '../../record/index.ts';
import { oneFinding } from '../needs/need.measure.ts';
import { BASE_WORDS, BASES, helpWords, reachYears, readReachAsked, yearOf } from './reach-asked.ts';
import { REACH_VALUES, ratioOf, reachFigure, reachId, rowName } from './reach-figures.ts';
import { BREAKDOWN_WORDS } from './reach-parts.ts';
import { BREAKDOWNS, EVERYONE, type Part, reachStanding } from './reach-table.ts';
import { type Reach, readReach } from './read-reach.ts';

/** Whom help reached beside whom it would have reached had every group been reached alike. */
export const reachMeasure: Measure = defineMeasure({
  name: 'reach',
  title: 'Reached and expected',
  who: thoseWhoSeeFigures,
  parameters: {
    by: `one of ${BREAKDOWNS.join(', ')}; ward when left out`,
    level: `one of ${LEVELS.join(', ')}; targeted-early-help when left out`,
    expected: `expected by the share of: ${BASES.join(', ')}; referrals when left out`,
    year: 'a financial year such as 2024-25; the newest loaded when left out',
    row: 'one group only; not-recorded, or all for everyone',
    value: `one figure of the group: ${REACH_VALUES.join(', ')}; ratio when left out`,
  },
  compute: async (tx, _actor, given) => {
    const reach = await readReach(tx, readReachAsked(await reachYears(tx), given));
    if (given.row === undefined) return reachFinding(reach);
    const value = REACH_VALUES.find((one) => one === (given.value ?? 'ratio'));
    if (value === undefined) {
      throw refuse('no-such-choice', 'invalid', `value is one of ${REACH_VALUES.join(', ')}.`);
    }
    return oneFinding(reachFigure(reach, partOf(reach, given.row), value));
  },
});

/** The part of an address; refuses one that there is not. */
export function partOf(reach: Pick<Reach, 'parts' | 'whole'>, row: string): Part {
  if (row === EVERYONE) return reach.whole;
  const part = reach.parts.find((one) => rowName(one) === row);
  if (part === undefined) throw refuse('no-such-row', 'not-found', 'There is no such group here.');
  return part;
}

/** All groups with reached, expected and the one against the other, least reached first. */
export function reachFinding(reach: Reach): Finding {
  const { asked, shown, unknown, whole } = reach;
  const row = (part: Part): FindingRow => ({
    label: part.label,
    figures: (['ratio', 'reached', 'expected'] as const).map((v) => reachFigure(reach, part, v)),
    ...(part.href ? { href: part.href } : {}),
  });
  return {
    id: reachId(reach),
    headline: reachHeadline(reach),
    subtitle:
      `Children whose ${helpWords(asked.level)} began beside those expected by their share of ` +
      `${BASE_WORDS[asked.base][1]}, ${formatFinancialYear(yearOf(asked.year))}`,
    rowHeading: BREAKDOWN_WORDS[asked.by][0],
    columns: ['Reached, in percent of expected', 'Reached', 'Expected'],
    rows: [...leastReached(reach), ...(unknown ? [unknown] : [])].map(row),
    total: {
      label: 'Everyone',
      figures: (['ratio', 'reached', 'expected'] as const).map((v) => reachFigure(reach, whole, v)),
    },
    chart: shown.some((part) => ratioOf(reach, part) !== null) ? 'bars' : 'none',
    notes: [
      `Expected is counted by: ${reach.baseFormula}`,
      'Fewer than expected does not say why: less need, less asking, or help that does not fit.',
      ...(asked.base === 'referrals' ? [BY_REFERRALS] : []),
      ...(asked.by === 'age' ? [AGE] : []),
    ],
  };
}

const BY_REFERRALS =
  'Referrals stand for need, but they also fall where early help works: compare with the share ' +
  'of all children.';

const AGE = 'Age is that on 30 September of the year; those over 17 count with 16 and 17.';

/** The groups from the least reached to the most; those that cannot be compared come last. */
export function leastReached(reach: Reach): Part[] {
  const worth = new Map(
    reach.shown.map((part) => [part, ratioOf(reach, part)?.value ?? Number.POSITIVE_INFINITY]),
  );
  return [...reach.shown].sort((a, b) => (worth.get(a) ?? 0) - (worth.get(b) ?? 0) || 0);
}

/** What the reach of a year says, without numbers. */
export function reachHeadline(reach: Reach): string {
  const { asked } = reach;
  const help = LEVEL_LABELS[asked.level];
  const when = formatFinancialYear(yearOf(asked.year));
  const missed = leastReached(reach).filter(
    (part) => reachStanding(ratioOf(reach, part)) === 'less',
  );
  const [least] = missed;
  if (least !== undefined) {
    const more = missed.length > 1 ? ', and others fewer than expected' : '';
    return `${help} reaches ${inWords(least, asked.by)} least${more}, ${when}`;
  }
  if (reach.shown.every((part) => ratioOf(reach, part) === null)) {
    return `Whom ${help.toLowerCase()} reaches cannot be compared by ${byWords(asked.by)}, ${when}`;
  }
  const clear = `no group is clearly reached less by ${help.toLowerCase()}`;
  return `By ${byWords(asked.by)}, ${clear}, ${when}`;
}

function inWords(part: Part, by: Reach['by']): string {
  if (by === 'ward' || by === 'locality') return part.label;
  return `the group "${part.label}"`;
}

function byWords(by: Reach['by']): string {
  return BREAKDOWN_WORDS[by][0].toLowerCase();
}
