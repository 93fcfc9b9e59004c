import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  HIDDEN_ROW,
  refuse,
  wilsonInterval,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { oneFinding } from '../needs/need.measure.ts';
import { oneOf, reachYears, readReachAsked, yearOf } from './reach-asked.ts';
import { absentFigure, counted, rowName } from './reach-figures.ts';
import { BREAKDOWN_WORDS } from './reach-parts.ts';
import { BREAKDOWNS, countOf, type Part } from './reach-table.ts';
import { NO_REQUESTS } from './reach-words.ts';
import { partOf } from './reach.measure.ts';
import { type Reach, readReach } from './read-reach.ts';

const NAME = 'reach-declined';

/** The two ends of the way into help: what was answered to a request, and how help ended. */
export const STAGES = ['asked', 'ended'] as const;
/** One of the two. */
export type Stage = (typeof STAGES)[number];

interface Column {
  readonly value: string;
  readonly fact: string;
  readonly heading: string;
  readonly counted: string;
}

const column = (value: string, fact: string, heading: string, counted: string): Column => ({
  value,
  fact,
  heading,
  counted,
});

const LAST = 'A child for whom help was asked more than once counts once, by the last answer.';

/** What is counted of each stage, the whole first. */
const COLUMNS: Readonly<Record<Stage, readonly Column[]>> = {
  asked: [
    column('asked', 'asked', 'Asked for', `Children for whom early help was asked. ${LAST}`),
    column('accepted', 'asked/accepted', 'Accepted', `Of those asked for, accepted. ${LAST}`),
    column(
      'declined',
      'asked/declined',
      'Declined by the family',
      `Of those asked for, the family did not want it. ${LAST}`,
    ),
    column(
      'other',
      'asked-other',
      'Another answer',
      'Of those asked for: advice, no further action, passed to social care, or not decided yet. ' +
        LAST,
    ),
  ],
  ended: [
    column('ended', 'ended', 'Ended', 'Children whose targeted early help ended in the year.'),
    column('needs-met', 'ended/needs-met', 'Needs met', 'Of those ended: needs met.'),
    column(
      'disengaged',
      'ended/disengaged',
      'Stopped taking part',
      'Of those ended: the family stopped taking part.',
    ),
    column(
      'declined',
      'ended/declined',
      'No longer wanted',
      'Of those ended: the family did not want it.',
    ),
    column(
      'other',
      'ended-other',
      'Another reason',
      'Of those ended: passed to social care, another service, moved away, or another reason.',
    ),
  ],
};

/** The share that is shown of each stage: what is lost there. */
const SHARES: Readonly<Record<Stage, readonly [value: string, of: string, heading: string]>> = {
  asked: ['declined', 'declined-share', 'Declined, share of asked for'],
  ended: ['disengaged', 'disengaged-share', 'Stopped taking part, share of ended'],
};

/** What families were offered, what they took up, and where they were lost. */
export const reachDeclinedMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Offered, accepted, declined and ended',
  who: thoseWhoSeeFigures,
  parameters: {
    by: `one of ${BREAKDOWNS.join(', ')}; ward when left out`,
    stage: `${STAGES.join(' or ')}; asked when left out`,
    year: 'a financial year such as 2024-25; the newest loaded when left out',
    row: 'one group only; not-recorded, or all for everyone',
    value: 'one figure of the group, such as declined, declined-share or disengaged',
  },
  compute: async (tx, _actor, given) => {
    const { by, year } = given;
    const asked = readReachAsked(await reachYears(tx), { by, year });
    const reach = await readReach(tx, asked);
    const stage = oneOf(STAGES, given.stage ?? 'asked', 'stage');
    if (given.row === undefined) return declinedFinding(reach, stage);
    const part = partOf(reach, given.row);
    const value = given.value ?? stage;
    if (value === SHARES[stage][1]) return oneFinding(lostShare(reach, part, stage));
    const found = COLUMNS[stage].find((one) => one.value === value);
    if (found === undefined) {
      const known = [...COLUMNS[stage].map((one) => one.value), SHARES[stage][1]].join(', ');
      throw refuse('no-such-choice', 'invalid', `value is one of ${known}.`);
    }
    return oneFinding(stageFigure(reach, part, stage, found));
  },
});

function stageId({ asked }: Reach, stage: Stage, row?: string, value?: string): string {
  return figureId(NAME, { by: asked.by, stage, year: yearOf(asked.year), row, value });
}

function stageFigure(reach: Reach, part: Part, stage: Stage, of: Column): Figure {
  const base = {
    id: stageId(reach, stage, rowName(part), of.value),
    label: `${part.label}: ${of.heading.toLowerCase()}, ${inYear(reach)}`,
    unit: 'children' as const,
  };
  if (countOf(reach.whole, stage) === 0) return absentFigure(base, 'not-measured', NO_REQUESTS);
  if (reach.isHidden(of.fact, part)) return absentFigure(base, 'suppressed', HIDDEN_ROW);
  return counted(base, countOf(part, of.fact), of.counted);
}

/** The share that is lost at a stage, with its interval. */
export function lostShare(reach: Reach, part: Part, stage: Stage): Figure {
  const [lost, value, heading] = SHARES[stage];
  const base = {
    id: stageId(reach, stage, rowName(part), value),
    label: `${part.label}: ${heading.toLowerCase()}, ${inYear(reach)}`,
    unit: 'percent' as const,
  };
  const inputs = COLUMNS[stage]
    .filter((one) => one.value === lost || one.value === stage)
    .map((one) => stageFigure(reach, part, stage, one));
  const missing = inputs.find((one) => one.value === null);
  if (missing?.absent) return absentFigure(base, missing.absent, missing.how.formula);
  const [all, own] = inputs.map((one) => one.value ?? 0);
  const share = wilsonInterval(own ?? 0, all ?? 0);
  if (share === null) return absentFigure(base, 'not-available', 'There is nobody to count.');
  return {
    ...base,
    value: share.value * 100,
    low: share.low * 100,
    high: share.high * 100,
    how: {
      formula:
        "The one divided by the other, in percent. The range is the 95% interval by Wilson's " +
        'score method.',
      inputs,
    },
  };
}

function inYear({ asked }: Reach): string {
  return formatFinancialYear(yearOf(asked.year));
}

/** One stage by group: what was answered, or how help ended. */
export function declinedFinding(reach: Reach, stage: Stage): Finding {
  const { asked, shown, unknown, whole } = reach;
  const columns = COLUMNS[stage];
  const row = (part: Part): FindingRow => ({
    label: part.label,
    figures: [
      lostShare(reach, part, stage),
      ...columns.map((one) => stageFigure(reach, part, stage, one)),
    ],
    ...(part.href ? { href: part.href } : {}),
  });
  const worth = (part: Part) => lostShare(reach, part, stage).value ?? -1;
  const rows = [...shown].sort((a, b) => worth(b) - worth(a));
  const isKnown = countOf(whole, stage) > 0;
  return {
    id: stageId(reach, stage),
    headline: isKnown ? HEADLINES[stage] : 'Offers and answers are not measured in this year',
    subtitle: `${SUBTITLES[stage]}, ${inYear(reach)}`,
    rowHeading: BREAKDOWN_WORDS[asked.by][0],
    columns: [SHARES[stage][2], ...columns.map((one) => one.heading)],
    rows: isKnown ? [...rows, ...(unknown ? [unknown] : [])].map(row) : [],
    ...(isKnown ? { total: row(whole) } : {}),
    chart: isKnown ? 'bars' : 'none',
    notes: isKnown ? NOTES[stage] : [NO_REQUESTS],
  };
}

const HEADLINES: Readonly<Record<Stage, string>> = {
  asked: 'What was answered when early help was asked for',
  ended: 'How early help ended',
};
const SUBTITLES: Readonly<Record<Stage, string>> = {
  asked: 'Children for whom early help was asked, by the last answer',
  ended: 'Children whose targeted early help ended, by the last reason',
};
const NOTES: Readonly<Record<Stage, readonly string[]>> = {
  asked: [
    'Why a family declined stands in no file, so it is not measured. Ask those who offered.',
    'Help that nobody asked for is not seen here: compare reached and expected.',
  ],
  ended: ['Whoever stopped taking part was reached, but not helped to the end.'],
};
