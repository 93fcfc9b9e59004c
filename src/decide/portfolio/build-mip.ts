import {
  type ChoiceProgramme,
  type Limit,
  meanOf,
  type Option,
  type Pair,
  pairsOf,
  type Problem,
  WORST,
} from './choice.ts';
import { addChoice, addColumn, addRow, emptyMip, type Mip, type Terms } from './mip.ts';

/** Pence in the unit in which problems are solved, a thousand pounds: numbers near 1 solve best. */
export const SOLVER_PENCE = 100_000;

/** A problem as a linear one: column i, for each option i, is whether it is bought. */
export interface BuiltMip {
  readonly mip: Mip;
  /** Columns that pay for a programme from a stream in a year. */
  readonly payments: readonly {
    readonly column: number;
    readonly stream: string;
    readonly year: number;
  }[];
}

/**
 * Writes a problem as a linear one with whole numbers. The mean of the worst tenth is exact by the
 * linear form of Rockafellar and Uryasev (2000): the highest threshold less the mean shortfall
 * below it over a tenth.
 */
export function buildMip(problem: Problem): BuiltMip {
  const mip = emptyMip();
  const { options } = problem;
  for (const { values } of options) {
    addChoice(mip, ((1 - problem.cautious) * meanOf(values)) / SOLVER_PENCE);
  }
  const pairs = pairsOf(problem).map((pair) => ({ ...pair, column: addPair(mip, problem, pair) }));
  oneSizeEach(mip, options);
  const payments = pay(mip, problem);
  for (const limit of problem.limits) addLimit(mip, problem, limit, pairs);
  if (problem.cautious > 0) addWorstTenth(mip, problem, pairs);
  return { mip, payments };
}

type PlacedPair = Pair & { readonly column: number };

/** A pair counts exactly when both of it are bought. */
function addPair(mip: Mip, { options, cautious }: Problem, pair: Pair): number {
  const { first, second, share } = pair;
  const mean = [first, second].reduce(
    (sum, place) => sum + meanOf(options[place]?.values ?? new Float64Array()),
    0,
  );
  const gain = ((1 - cautious) * share * mean) / SOLVER_PENCE;
  const column = addColumn(mip, { gain, least: 0, most: 1, isWhole: false });
  addRow(
    mip,
    [
      [column, 1],
      [first, -1],
    ],
    { most: 0 },
  );
  addRow(
    mip,
    [
      [column, 1],
      [second, -1],
    ],
    { most: 0 },
  );
  addRow(
    mip,
    [
      [column, -1],
      [first, 1],
      [second, 1],
    ],
    { most: 1 },
  );
  return column;
}

/** A programme is bought in an area in one size at most. */
function oneSizeEach(mip: Mip, options: readonly Option[]): void {
  const places = options.map((_, place) => place);
  const same = Map.groupBy(places, (place) => {
    const { programme, area } = options[place] as Option;
    return `${programme}\n${area}`;
  });
  for (const sizes of same.values()) {
    if (sizes.length > 1)
      addRow(
        mip,
        sizes.map((place) => [place, 1] as const),
        { most: 1 },
      );
  }
}

/** Every year's cost of programmes is paid from the streams that may pay for them. */
function pay(mip: Mip, problem: Problem): BuiltMip['payments'] {
  const { options, programmes, years } = problem;
  const payments: { column: number; stream: string; year: number }[] = [];
  // Programmes that the same streams may pay for are paid together.
  const groups = Map.groupBy(programmes, ({ paidFrom }) => [...paidFrom].sort().join('\n'));
  for (const group of groups.values()) {
    const codes = new Set(group.map(({ code }) => code));
    const own = options.flatMap(({ programme }, place) => (codes.has(programme) ? [place] : []));
    for (let year = 0; year < years; year += 1) {
      const costs: Terms = own.map((place) => [
        place,
        -(options[place]?.costByYear[year] ?? 0) / SOLVER_PENCE,
      ]);
      if (costs.every(([, cost]) => cost === 0)) continue;
      const from = (group[0]?.paidFrom ?? []).map((stream) => {
        const column = addColumn(mip, { gain: 0, least: 0, most: Infinity, isWhole: false });
        payments.push({ column, stream, year });
        return [column, 1] as const;
      });
      addRow(mip, [...costs, ...from], { least: 0, most: 0 });
    }
  }
  for (const limit of problem.limits) {
    if (limit.kind !== 'money') continue;
    for (let year = 0; year < years; year += 1) {
      const own = payments.filter((one) => one.stream === limit.stream && one.year === year);
      if (own.length === 0) continue;
      const most = moneyIn(limit.byYear, year) / SOLVER_PENCE;
      addRow(
        mip,
        own.map(({ column }) => [column, 1] as const),
        { most },
      );
    }
  }
  return payments;
}

/** Money of a year: the last that is stated stands on. */
export function moneyIn(byYear: readonly number[], year: number): number {
  return byYear[year] ?? byYear.at(-1) ?? 0;
}

function addLimit(mip: Mip, problem: Problem, limit: Limit, pairs: readonly PlacedPair[]): void {
  const { options, programmes } = problem;
  const of = (amount: (option: Option) => number): Terms =>
    options.map((option, place) => [place, amount(option)] as const);
  const placesOf = (counts: (option: Option) => boolean) =>
    of((option) => (counts(option) ? option.places : 0));
  switch (limit.kind) {
    case 'money':
      break;
    case 'posts':
      addRow(
        mip,
        of(({ posts }) => posts[limit.staff] ?? 0),
        { most: limit.most },
      );
      break;
    case 'places':
      addRow(
        mip,
        placesOf(({ programme }) => programme === limit.programme),
        limit,
      );
      break;
    case 'area':
      addRow(
        mip,
        placesOf(({ area }) => area === limit.area),
        limit,
      );
      break;
    case 'theme':
      addRow(
        mip,
        placesOf(({ programme }) => hasTheme(programmes, programme, limit.theme)),
        limit,
      );
      break;
    case 'exclusion':
      exclude(mip, problem, limit.programmes);
      break;
    case 'loss':
      addLossLimit(mip, problem, limit.most, pairs);
      break;
  }
}

/** Whether a programme is for a theme. */
export function hasTheme(
  programmes: readonly ChoiceProgramme[],
  code: string,
  theme: string,
): boolean {
  return programmes.some((one) => one.code === code && one.themes.includes(theme));
}

function exclude(mip: Mip, { options }: Problem, programmes: readonly string[]): void {
  const places = options.flatMap(({ programme }, place) =>
    programmes.includes(programme) ? [place] : [],
  );
  const byArea = Map.groupBy(places, (place) => options[place]?.area);
  for (const own of byArea.values()) {
    addRow(
      mip,
      own.map((place) => [place, 1] as const),
      { most: 1 },
    );
  }
}

/** The value of a run as terms, in the unit of the solver. */
function runTerms(problem: Problem, pairs: readonly PlacedPair[], run: number): Terms {
  const gainOf = (place: number) => (problem.options[place]?.values[run] ?? 0) / SOLVER_PENCE;
  return [
    ...problem.options.map((_, place) => [place, gainOf(place)] as const),
    ...pairs.map(
      ({ column, first, second, share }) =>
        [column, share * (gainOf(first) + gainOf(second))] as const,
    ),
  ];
}

function addWorstTenth(mip: Mip, problem: Problem, pairs: readonly PlacedPair[]): void {
  const runs = problem.options[0]?.values.length ?? 0;
  const tail = Math.max(1, Math.round(runs * WORST));
  const gain = problem.cautious;
  const threshold = addColumn(mip, { gain, least: -Infinity, most: Infinity, isWhole: false });
  for (let run = 0; run < runs; run += 1) {
    const under = addColumn(mip, { gain: -gain / tail, least: 0, most: Infinity, isWhole: false });
    addRow(mip, [...runTerms(problem, pairs, run), [under, 1], [threshold, -1]], { least: 0 });
  }
}

/** A run that may lose is marked, and so many may be marked. */
function addLossLimit(
  mip: Mip,
  problem: Problem,
  most: number,
  pairs: readonly PlacedPair[],
): void {
  const runs = problem.options[0]?.values.length ?? 0;
  const marks: [number, number][] = [];
  for (let run = 0; run < runs; run += 1) {
    const terms = runTerms(problem, pairs, run);
    const worst = terms.reduce((sum, [, value]) => sum + Math.max(0, -value), 0);
    if (worst === 0) continue;
    const mark = addChoice(mip, 0);
    marks.push([mark, 1]);
    addRow(mip, [...terms, [mark, worst]], { least: 0 });
  }
  addRow(mip, marks, { most: Math.floor(most * runs + 1e-9) });
}
