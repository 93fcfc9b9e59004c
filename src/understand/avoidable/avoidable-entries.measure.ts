import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatDay,
  addDays,
  HIDDEN_ROW,
  pence,
  splitPence,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { THEMES } from '../../record/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { AGENCY_LABELS } from '../cost/cost-groups.ts';
import {
  agenciesOf,
  ofCashKind,
  partOfAgency,
  priceActivity,
  type PricedLine,
  sumAmounts,
  sumLines,
} from '../cost/late-help-cost.ts';
import { priceOfDay } from '../unit-costs/price-list.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import {
  dayFigures,
  type EstimateRow,
  OUTCOME_COLUMN_LABELS,
  OUTCOME_COLUMNS,
  type OutcomeAsked,
  outcomeFigure,
  outcomeId,
} from './avoidable-figures.ts';
import {
  type Estimate,
  estimateAll,
  estimateBy,
  isEnough,
  OUTCOME_BREAKDOWNS,
  type OutcomeBreakdown,
} from './estimate.ts';
import {
  type CareDays,
  type DayPrices,
  daysOf,
  outcomeOf,
  type Progress,
  progressOf,
} from './outcome.store.ts';
import { AGE_BANDS, ageBandWords, formOf, REVIEW_BOOK } from './review-form.ts';
import { asFinding, roundAsked } from './round-asked.ts';
import { type RoundRow, strataOf } from './rounds.store.ts';
import { judgementsFor } from './submit-review.ts';

const BREAKDOWNS = [...OUTCOME_BREAKDOWNS, 'agency', 'kind', 'days'] as const;
type Breakdown = (typeof BREAKDOWNS)[number];

/** Everything that a round has come to, once enough cases are decided. */
interface Outcome {
  readonly round: RoundRow;
  readonly progress: Progress;
  readonly all: Estimate;
  readonly rows: readonly EstimateRow[];
  readonly lines: readonly PricedLine[];
  readonly days: readonly Figure[];
}

/** Entries to care that could have been avoided: share, children and cost, from reviewed cases. */
export const avoidableEntriesMeasure: Measure = defineMeasure({
  name: 'avoidable-entries',
  title: 'Entries to care that could have been avoided',
  who: thoseWhoSeeFigures,
  parameters: {
    round: 'the number of a round of reviews; the newest by default',
    by: `${BREAKDOWNS.slice(0, -1).join(', ')}; age by default`,
    row: 'one row, or total',
    column: 'one column of that row: share, children, cost, frame, decided, avoidable or days',
  },
  compute: async (tx, _actor, given) => {
    const by = readChoice(given.by ?? 'age', BREAKDOWNS, 'by');
    const round = await roundAsked(tx, given);
    const outcome = await readOutcome(tx, round, by);
    const asked = { round: round.id, by };
    const finding = findingOf(asked, outcome);
    if (given.row === undefined) return finding;
    const id = outcomeId(asked, given.row, given.column ?? 'share');
    return asFinding(
      finding,
      everyFigure(asked, outcome, finding).find((one) => one.id === id),
    );
  },
});

/** What a round has come to, read once a request: its page breaks it down in several ways. */
const READ = new WeakMap<Tx, Map<number, ReturnType<typeof readRound>>>();

function readOnce(tx: Tx, round: RoundRow, prices: DayPrices): ReturnType<typeof readRound> {
  const known = READ.get(tx) ?? new Map<number, ReturnType<typeof readRound>>();
  READ.set(tx, known);
  const reading = known.get(round.id) ?? readRound(tx, round, prices);
  known.set(round.id, reading);
  return reading;
}

async function readRound(tx: Tx, round: RoundRow, prices: DayPrices) {
  const yes = judgementsFor(round.form_version);
  const progress = await progressOf(tx, round.id);
  const rows = await outcomeOf(tx, round.id, { prices, yes });
  const strata = (await strataOf(tx, round.id)).sort(
    (a, b) => AGE_BANDS.indexOf(a.ageBand) - AGE_BANDS.indexOf(b.ageBand),
  );
  return { progress, rows, strata, days: await daysOf(tx, round.id) };
}

async function readOutcome(tx: Tx, round: RoundRow, by: Breakdown): Promise<Outcome> {
  const prices = pricesOf();
  const any = priceOfDay(prices, 'looked-after');
  const dayPrices: DayPrices = Object.fromEntries(
    [...prices.days]
      .filter(([key]) => key.startsWith('looked-after/'))
      .map(([key, price]) => [key.slice(13), [price.pence, price.low, price.high] as const])
      .concat(any ? [['any', [any.pence, any.low, any.high] as const]] : []),
  );
  const { progress, rows, strata, days } = await readOnce(tx, round, dayPrices);
  const { lines } = priceActivity(days.map(activityOf), prices);
  const figures = dayFigures(round.id, days, lines);
  const wanted: OutcomeBreakdown = OUTCOME_BREAKDOWNS.find((one) => one === by) ?? 'age';
  return {
    round,
    progress,
    all: estimateAll(rows, strata),
    rows: estimateBy(wanted, rows, strata).map((estimate) => ({
      estimate,
      label: wordsOf(wanted, estimate.key, round.form_version),
      days: [],
    })),
    lines,
    days: figures,
  };
}

function activityOf({ placementGroup, days }: CareDays) {
  const level = 'looked-after' as const;
  return { group: '', kind: 'days' as const, level, placementGroup, quantity: days };
}

function wordsOf(by: OutcomeBreakdown, key: string, version: string): string {
  const form = formOf(version);
  const options = {
    age: [],
    theme: THEMES.map(({ theme, label }) => ({ code: theme, label })),
    help: form.help,
    moment: form.moments,
    extent: form.extents,
  }[by];
  if (by === 'age') return ageBandWords(key);
  return options.find((one) => one.code === key)?.label ?? key;
}

function totalOf({ all, days }: Outcome): EstimateRow {
  return { estimate: all, label: 'All entries to care', days };
}

function findingOf(asked: OutcomeAsked & { readonly by: Breakdown }, outcome: Outcome): Finding {
  const { round, progress } = outcome;
  const isSplit = asked.by === 'agency' || asked.by === 'kind';
  const line = (row: EstimateRow): FindingRow => ({
    label: row.label,
    figures: OUTCOME_COLUMNS.map((column) => outcomeFigure(asked, row, column)),
  });
  const total = line(totalOf(outcome));
  const enough = isEnough(progress);
  const shown = isSplit ? splitRows(asked, outcome) : outcome.rows.map(line);
  return {
    id: figureId('avoidable-entries', { round: String(asked.round), by: asked.by }),
    headline: headlineOf(outcome),
    subtitle:
      `Children who came into care from ${formatDay(round.from_day)} to ` +
      `${formatDay(addDays(round.to_day, -1))}, estimated from reviewed cases by ` +
      `${WORDS[asked.by].toLowerCase()}, cost in ${priceBase()}`,
    rowHeading: WORDS[asked.by],
    columns: isSplit
      ? [OUTCOME_COLUMN_LABELS.cost]
      : OUTCOME_COLUMNS.map((column) => OUTCOME_COLUMN_LABELS[column]),
    rows: enough && asked.by !== 'days' ? shown : [],
    ...(enough && !isSplit ? { total } : {}),
    chart: enough && shown.length > 0 ? 'bars' : 'none',
    notes: notesOf(asked.by),
  };
}

const WORDS: Readonly<Record<Breakdown, string>> = {
  age: 'Age at entry',
  theme: 'Theme',
  help: 'Help that was missing',
  moment: 'When it was needed',
  extent: 'What would have come of it',
  agency: 'Agency that bears it',
  kind: 'Cash or capacity',
  days: 'Kind of placement',
};

function notesOf(by: Breakdown): string[] {
  const [quoted] = REVIEW_BOOK.quoted;
  return [
    'Avoided cost is a view on what care cost; it is not cash in any budget until placements end.',
    ...(by === 'theme' || by === 'help'
      ? ['One case may name several, so that rows do not add up to the total.']
      : []),
    ...(quoted ? [`Quoted elsewhere: ${quoted.label} (${quoted.source.date}).`] : []),
  ];
}

function headlineOf({ progress, all }: Outcome): string {
  if (!isEnough(progress)) {
    return `Too early to say: ${progress.decided} of ${progress.cases} cases are decided`;
  }
  if (all.isHidden || all.share === null) {
    return 'Too few cases to say how many entries to care could have been avoided';
  }
  const points = (share: number) => Math.round(100 * share);
  const { value, low, high } = all.share;
  return (
    `About ${points(value)}% of entries to care could have been avoided ` +
    `(between ${points(low)}% and ${points(high)}%)`
  );
}

/** The cost parted as the days of the avoidable cases are: by agency, or cash and capacity. */
function splitRows(asked: OutcomeAsked & { readonly by: Breakdown }, outcome: Outcome) {
  const { lines, all } = outcome;
  const parts =
    asked.by === 'agency'
      ? agenciesOf(lines).map((kind) => ({
          key: kind,
          label: AGENCY_LABELS[kind],
          weight: sumAmounts(lines.map((line) => partOfAgency(line, kind))).pence,
        }))
      : (['cash', 'capacity'] as const).map((kind) => ({
          key: kind,
          label: kind === 'cash' ? 'Cash' : 'Staff time and places',
          weight: sumLines(ofCashKind(lines, kind)).pence,
        }));
  const weights = parts.map(({ weight }) => weight);
  if (!weights.some((weight) => weight > 0)) return [];
  const split = (amount: number) => splitPence(pence(Math.round(amount)), weights);
  const { value, low, high } = all.cost ?? { value: 0, low: 0, high: 0 };
  const [values, lows, highs] = [split(value), split(low), split(high)];
  return parts.map((part, index): FindingRow => {
    const id = outcomeId(asked, part.key, 'cost');
    const base = { id, label: `${part.label}: avoided cost`, unit: 'pence' as const };
    const inputs = [
      outcomeFigure({ ...asked, by: 'age' }, totalOf(outcome), 'cost'),
      ...outcome.days,
    ];
    const formula =
      'The estimated cost of all avoidable entries, parted as the cost of the days of the ' +
      'avoidable cases is parted by the sources of their prices.';
    const figure: Figure = all.isHidden
      ? { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } }
      : {
          ...base,
          value: values[index] ?? 0,
          low: lows[index] ?? 0,
          high: highs[index] ?? 0,
          how: { formula, inputs },
        };
    return { label: part.label, figures: [figure] };
  });
}

/** Every figure that has an address here: what is shown, and what that is worked out from. */
function everyFigure(asked: OutcomeAsked, outcome: Outcome, finding: Finding): Figure[] {
  if (!isEnough(outcome.progress)) return [];
  const behind = (['frame', 'decided', 'avoidable'] as const).flatMap((column) =>
    [...outcome.rows, totalOf(outcome)].map((row) => outcomeFigure(asked, row, column)),
  );
  return [
    ...finding.rows.flatMap((row) => row.figures),
    ...(finding.total?.figures ?? []),
    ...behind,
    ...outcome.days.filter(({ id }) => id.startsWith('avoidable-entries')),
  ];
}
