import { readReferenceFile } from '../../platform/index.ts';
import {
  AGE_BANDS,
  DURATION_BANDS,
  type RateCell,
  type Rates,
  type Standing,
  type State,
} from './model-input.ts';
import { MODEL_DEFAULTS } from './model-reference.ts';
import { MOST_QUARTERS } from './move-counts.ts';
import { publishedRatesField, type PublishedFile } from './published-rates-file.ts';
import { PLACEMENT_STATES } from './state-of-level.ts';

/** Published totals and what is supposed beside them, read and checked once at start. */
export const PUBLISHED: PublishedFile = readReferenceFile(
  'published-rates.yaml',
  publishedRatesField,
);

const PER = 10_000;
const QUARTERS_A_YEAR = 4;
const CHILD_BANDS = AGE_BANDS.filter(({ to }) => to < 18);

/** Published rates, with children under 18 in the area that they are applied to. */
export interface PublishedRates extends Rates {
  readonly source: 'published';
}

/**
 * How children move by national totals, and where they would stand in an area of so many children
 * under 18 (as many as the mean council when left out). Each chance is wide: see `supposed` of
 * `reference/published-rates.yaml`.
 */
export function publishedRates(childrenUnder18?: number): PublishedRates {
  const { children, councils } = PUBLISHED.values;
  const flows = flowsOf(PUBLISHED);
  const here = childrenUnder18 ?? Math.round(children / councils);
  return {
    source: 'published',
    basis:
      'National totals of children in need, protection plans and children looked after, as ' +
      'published by the Department for Education, with what must be supposed between them; not ' +
      'this area\u2019s own records.',
    cells: cellsOf(flows),
    standing: standingOf(PUBLISHED, flows.lately, here),
    birthsAYear: here / 18,
  };
}

/** Chances in a quarter that follow from the totals. */
interface Flows {
  /** Children in need who close, by band of duration. */
  readonly closing: readonly number[];
  readonly needToPlan: number;
  readonly planToNeed: number;
  readonly planToUniversal: number;
  /** Into care by age band: from a plan, from in need, and of who came alone from abroad. */
  readonly intoCare: readonly { plan: number; need: number; universal: number }[];
  /** Out of care to no level, by age band. */
  readonly outOfCare: readonly number[];
  readonly newNeed: number;
  readonly newNeedAfterClosing: number;
  /** Children per 10,000 who are without help and closed within the last year. */
  readonly lately: number;
}

function flowsOf({ values, supposed, careByAge, careStartsByAge }: PublishedFile): Flows {
  const part = (percent: number) => percent / 100;
  const need = values.inNeedStanding - values.planStanding - values.careStanding;
  const closing = closingByDuration(values);
  const plansStart = values.planStarting * part(supposed.plansFromInNeed);
  const starts = [...careStartsByAge.values()].reduce((sum, one) => sum + one, 0);
  const alone = part(values.arrivedAlone) * values.careStarting;
  const ofBand = (levels: number, { from, to }: Band) => (levels * (to - from + 1)) / 18;
  const intoCare = CHILD_BANDS.map((band) => {
    const all = (values.careStarting * (careStartsByAge.get(band.code) ?? 0)) / starts;
    // Who comes alone from abroad is nearly always 16 or 17, and had no help here before.
    const fromAbroad = band.to === 17 ? Math.min(all, alone) : 0;
    const fromPlan = (all - fromAbroad) * part(supposed.careFromPlans);
    return {
      plan: chance(fromPlan, ofBand(values.planStanding, band)),
      need: chance(all - fromAbroad - fromPlan, ofBand(need, band)),
      universal: chance(fromAbroad, ofBand(PER, band)),
    };
  });
  const careFromPlans = (values.careStarting - alone) * part(supposed.careFromPlans);
  const planEnds = Math.max(0, values.planStarting - careFromPlans);
  const stepDown = planEnds * part(supposed.plansEndingInNeed);
  const closed = (1 - staying(closing, values)) * need * QUARTERS_A_YEAR;
  const leftNeed = closed + plansStart + (values.careStarting - alone - careFromPlans);
  const newNeed = Math.max(0, leftNeed - stepDown);
  const lately = closed + (planEnds - stepDown);
  const again = newNeed * part(values.reReferred);
  return {
    closing,
    needToPlan: chance(plansStart, need),
    planToNeed: chance(stepDown, values.planStanding),
    planToUniversal: chance(planEnds - stepDown, values.planStanding),
    intoCare,
    outOfCare: leavingCareByAge(values, careByAge, careStartsByAge),
    newNeed: chance(newNeed - again, PER - values.inNeedStanding - lately),
    newNeedAfterClosing: chance(again, lately),
    lately,
  };
}

type Band = (typeof AGE_BANDS)[number];

/** The chance in a quarter of moves that come to so many a year, out of so many who stand. */
function chance(movesAYear: number, standing: number): number {
  if (!(standing > 0) || !(movesAYear > 0)) return 0;
  return 1 - Math.exp(-movesAYear / QUARTERS_A_YEAR / standing);
}

/** Children of whom an episode of need has not ended, by quarters since it began (0 is 1). */
function openAfter(values: PublishedFile['values']): number[] {
  const [half, year] = [
    values.endedUnder3Months + values.ended3To6Months,
    values.endedUnder3Months + values.ended3To6Months + values.ended6To12Months,
  ];
  const known = [
    [0, 0],
    [1, values.endedUnder3Months],
    [2, half],
    [4, year],
    [8, year + values.ended1To2Years],
  ] as const;
  return Array.from({ length: 9 }, (_, quarter) => {
    const after = known.findIndex(([at]) => at >= quarter);
    const [to, ended] = known[after] ?? [8, 0];
    const [from, endedBefore] = known[Math.max(0, after - 1)] ?? [0, 0];
    const along = to === from ? 1 : (quarter - from) / (to - from);
    return 1 - (endedBefore + (ended - endedBefore) * along) / 100;
  });
}

/**
 * The chance of closing in a quarter by band of duration: children seen at the beginning of a
 * quarter who are gone by the next, as ends are spread over durations. Beyond two years, so many
 * close that all who are in need at once add up.
 */
function closingByDuration(values: PublishedFile['values']): number[] {
  const seen = seenByQuarter(values);
  const two = openAfter(values)[8] ?? 0;
  const longer = longerThanTwoYears(values, seen);
  return DURATION_BANDS.map(({ from, to }) => {
    if (!Number.isFinite(to)) return Math.min(1, two / QUARTERS_A_YEAR / longer);
    const band = seen.slice(from, to + 1).reduce((sum, one) => sum + one, 0);
    const next = seen.slice(from + 1, to + 2).reduce((sum, one) => sum + one, 0);
    return 1 - next / band;
  });
}

/** Of those who begin in a quarter, how many are seen so many whole quarters later, for 0 to 8. */
function seenByQuarter(values: PublishedFile['values']): number[] {
  const open = openAfter(values);
  const seen = open.slice(0, 8).map((one, quarter) => (one + (open[quarter + 1] ?? one)) / 2);
  const [last = 0, before = last] = [seen[7], seen[6]];
  return [...seen, (last * last) / before];
}

/** Years of need beyond two, for each episode that begins. */
function longerThanTwoYears(values: PublishedFile['values'], seen: readonly number[]): number {
  const known = seen.slice(0, 8).reduce((sum, one) => sum + one, 0) / QUARTERS_A_YEAR;
  return Math.max(0.1, values.inNeedStanding / values.inNeedStarting - known);
}

/** Of children in need at once, the share who are still so a quarter later. */
function staying(closing: readonly number[], values: PublishedFile['values']): number {
  const spread = needByDuration(values);
  return spread.reduce((sum, share, band) => sum + share * (1 - (closing[band] ?? 0)), 0);
}

/** Of children in need at once, the share by band of duration. */
function needByDuration(values: PublishedFile['values']): number[] {
  const seen = seenByQuarter(values);
  const years = DURATION_BANDS.map(({ from, to }) =>
    Number.isFinite(to)
      ? seen.slice(from, to + 1).reduce((sum, one) => sum + one, 0) / QUARTERS_A_YEAR
      : longerThanTwoYears(values, seen),
  );
  const all = years.reduce((sum, one) => sum + one, 0);
  return years.map((one) => one / all);
}

/** Out of care by age band so that numbers at each age stay: in, less those who grow out of it. */
function leavingCareByAge(
  values: PublishedFile['values'],
  byAge: ReadonlyMap<string, number>,
  startsByAge: ReadonlyMap<string, number>,
): number[] {
  const shares = [...byAge.values()].reduce((sum, one) => sum + one, 0);
  const starts = [...startsByAge.values()].reduce((sum, one) => sum + one, 0);
  let grownIn = 0;
  return CHILD_BANDS.map(({ code, from, to }) => {
    const standing = (values.careStanding * (byAge.get(code) ?? 0)) / shares;
    const begins = (values.careStarting * (startsByAge.get(code) ?? 0)) / starts;
    const growOut = standing / (to - from + 1);
    const leave = chance(begins + grownIn - growOut, standing);
    grownIn = growOut;
    return leave;
  });
}

/** Children looked after by state, as shares that sum to 1. */
function placements(): (readonly [State, number])[] {
  const shares = new Map<State, number>();
  const all = [...MODEL_DEFAULTS.placementMix.values()].reduce((sum, one) => sum + one, 0);
  for (const [group, state] of PLACEMENT_STATES) {
    const share = (MODEL_DEFAULTS.placementMix.get(group) ?? 0) / all;
    shares.set(state, (shares.get(state) ?? 0) + share);
  }
  return [...shares];
}

function cellsOf(flows: Flows): RateCell[] {
  const cells: RateCell[] = [];
  const mix = placements();
  for (const [ageBand, band] of CHILD_BANDS.entries()) {
    const care = flows.intoCare[ageBand] ?? { plan: 0, need: 0, universal: 0 };
    const toCare = (all: number) => mix.map(([state, share]) => [state, all * share] as const);
    for (const durationBand of DURATION_BANDS.keys()) {
      const cell = (from: State, moves: readonly (readonly [State, number])[]) =>
        cells.push({ ageBand, from, durationBand, weights: weightsOf(from, moves) });
      // Before the first birthday, time without help goes back to birth, not to an ended episode.
      const isLately = durationBand < 2 && band.from > 0;
      const need = isLately ? flows.newNeedAfterClosing : flows.newNeed;
      cell('universal', [['child-in-need', need], ...toCare(care.universal)]);
      cell('child-in-need', [
        ['universal', flows.closing[durationBand] ?? 0],
        ['child-protection', flows.needToPlan],
        ...toCare(care.need),
      ]);
      cell('child-protection', [
        ['universal', flows.planToUniversal],
        ['child-in-need', flows.planToNeed],
        ...toCare(care.plan),
      ]);
      for (const [state] of mix) cell(state, [['universal', flows.outOfCare[ageBand] ?? 0]]);
    }
  }
  const ageBand = CHILD_BANDS.length;
  return [
    ...cells,
    { ageBand, from: 'leaving-care', durationBand: 0, weights: { 'leaving-care': PER } },
  ];
}

/** Weights by which the likeliest move is as sure as a stated number of moves seen. */
function weightsOf(
  from: State,
  moves: readonly (readonly [State, number])[],
): Partial<Record<State, number>> {
  const known = moves.filter(([, one]) => one > 0);
  const most = Math.max(0, ...known.map(([, one]) => one));
  if (most === 0) return { [from]: PUBLISHED.supposed.asSureAsMoves };
  const all = PUBLISHED.supposed.asSureAsMoves / most;
  const left = known.reduce((sum, [, one]) => sum + one, 0);
  return {
    ...Object.fromEntries(known.map(([state, one]) => [state, one * all])),
    [from]: Math.max(0, 1 - left) * all,
  };
}

function standingOf(
  { values, careByAge }: PublishedFile,
  lately: number,
  children: number,
): Standing[] {
  const scale = children / PER;
  const need = values.inNeedStanding - values.planStanding - values.careStanding;
  const spread = needByDuration(values);
  const shares = [...careByAge.values()].reduce((sum, one) => sum + one, 0);
  return CHILD_BANDS.flatMap(({ code, from, to }) => {
    const ages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const care = (values.careStanding * (careByAge.get(code) ?? 0)) / shares / ages.length;
    return ages.flatMap((age): Standing[] => {
      const stands = (state: State, share: number, quarters: number): Standing => {
        const limited = Math.min(quarters, age * QUARTERS_A_YEAR + 2, MOST_QUARTERS);
        return { age, state, quarters: limited, children: share * scale };
      };
      const helped = (need + values.planStanding) / 18 + care;
      // Who closed within the last year was born before it.
      const closed = age === 0 ? 0 : lately / 17;
      return [
        stands('universal', PER / 18 - helped - closed, MOST_QUARTERS),
        ...(closed > 0 ? [stands('universal', closed, 1)] : []),
        ...DURATION_BANDS.map((band, index) =>
          stands('child-in-need', (need / 18) * (spread[index] ?? 0), band.from),
        ),
        stands('child-protection', values.planStanding / 18, 1),
        ...placements().map(([state, share]) => stands(state, care * share, QUARTERS_A_YEAR)),
      ];
    });
  });
}
