import { headlineWarnings } from './may-be-headline.ts';
import type { ModelResult } from './model-result.ts';
import { AGE_BANDS, type ModelInput, STATES } from './model-input.ts';
import { LIVING } from './moves.ts';
import type { Prepared } from './prepare.ts';
import { eligibleNow, placesIn } from './served.ts';
import { STATE_LABELS } from './state-of-level.ts';

/** Cash of less than one part in so many of capacity is almost none. */
const ALMOST = 100;

/** Below this, a cell rests on so little that its own chance is mostly guessed: child-quarters. */
const LITTLE_DATA = 30;

/** What a reader must know before they use a result, each a sentence. */
export function warningsOf(prepared: Prepared, result: Pick<ModelResult, 'benefits'>): string[] {
  const { input } = prepared;
  return [
    ...headlineWarnings(input),
    ...doubledCaution(input),
    ...placesWarnings(input),
    ...thinCells(prepared),
    ...noCash(input, result),
    ...sharedChildren(input),
    ...overlapWarnings(input),
  ];
}

function doubledCaution({ programmes }: ModelInput): string[] {
  return programmes.flatMap(({ name, effects }) =>
    effects.flatMap(({ code, deadweight, caution }) => {
      if (deadweight === null || deadweight.high === 0 || caution.reduction === 0) return [];
      return [
        `${name}, effect "${code}": both deadweight and the caution of the evidence reduce it. ` +
          'Where it was seen against comparison, deadweight is counted twice.',
      ];
    }),
  );
}

function placesWarnings({ programmes, rates }: ModelInput): string[] {
  return programmes.flatMap((programme) => {
    const { name, who, reach, eligibleAYear, years } = programme;
    const places = Math.max(
      ...Array.from({ length: years }, (_, year) => placesIn(programme, year)),
    );
    const now = eligibleNow(rates, who);
    if (now === 0) {
      return [`${name}: nobody stands where it serves, so nobody begins. Its fixed costs remain.`];
    }
    if (eligibleAYear !== null && eligibleAYear * reach.likely < places) {
      const reached = Math.round(eligibleAYear * reach.likely).toLocaleString('en-GB');
      return [
        `${name}: only about ${reached} children a year can be reached, fewer than there are ` +
          'places. Fixed costs are paid all the same.',
      ];
    }
    if (eligibleAYear === null && places > now) {
      return [
        `${name}: there are more places a year than children who stand where it serves today.`,
      ];
    }
    return [];
  });
}

function thinCells({ moves }: Prepared): string[] {
  const thin = moves.rows.filter(({ bands }) => bands.every(({ total }) => total < LITTLE_DATA));
  const missing = missingRows({ moves });
  const names = (rows: readonly number[]) => rows.map(nameOfRow).join('; ');
  return [
    ...(thin.length === 0
      ? []
      : [`Little is known of how children move from: ${names(thin.map(({ row }) => row))}.`]),
    ...(missing.length === 0
      ? []
      : [`Nothing is known of moves, so that nobody moves, from: ${names(missing)}.`]),
  ];
}

/** A state and the ages of a row: "child in need at 5-9". */
function nameOfRow(row: number): string {
  const state = STATE_LABELS[STATES[row % LIVING] ?? 'adult'].toLowerCase();
  return `${state} at ${AGE_BANDS[Math.floor(row / LIVING)]?.code}`;
}

function missingRows({ moves }: Pick<Prepared, 'moves'>): number[] {
  return moves.statesOfBand.flatMap((states, band) =>
    [...states]
      .filter((state) => STATES[state] !== 'leaving-care')
      .map((state) => band * LIVING + state)
      .filter((row) => !moves.isKnown(row)),
  );
}

function noCash({ cashSteps, prices }: ModelInput, { benefits }: Pick<ModelResult, 'benefits'>) {
  return cashSteps.flatMap(({ states, childrenAStep }): string[] => {
    const priced = states.filter((state) =>
      prices.some((price) => price.state === state && price.kind === 'cash'),
    );
    const own = benefits.filter(({ source }) => priced.some((state) => state === source));
    const sum = (kind: string) =>
      own
        .filter((line) => line.kind === kind)
        .reduce((total, { byYear }) => total + byYear.reduce((a, b) => a + b, 0), 0);
    if (!(sum('capacity') > 0) || sum('cash') > sum('capacity') / ALMOST) return [];
    const named = priced.map((state) => STATE_LABELS[state].toLowerCase()).join(', ');
    return [
      `Fewer children (${named}) free almost no cash: it takes ${childrenAStep} fewer at once, ` +
        'and the programmes seldom reach that. What they free is capacity.',
    ];
  });
}

function sharedChildren({ programmes }: ModelInput): string[] {
  const pairs = programmes.flatMap((one, index) =>
    programmes.slice(index + 1).flatMap((other) => {
      const isShared =
        one.who.states.some((state) => other.who.states.includes(state)) &&
        one.who.ages.from <= other.who.ages.to &&
        other.who.ages.from <= one.who.ages.to;
      return isShared ? [[one.name, other.name].sort().join(' and ')] : [];
    }),
  );
  if (pairs.length === 0) return [];
  return [
    `These serve children of the same kind: ${pairs.sort().join('; ')}. The model gives each ` +
      'children of its own; where one child gets both, their gains are less than the sum.',
  ];
}

function overlapWarnings({ outcomes, overlap }: ModelInput): string[] {
  if (overlap !== 'sum') return [];
  const groups = Map.groupBy(outcomes, ({ overlapGroup }) => overlapGroup ?? '');
  return [...groups].flatMap(([name, own]) =>
    name === '' || own.length < 2
      ? []
      : [
          `${own.map(({ label }) => label).join(', ')} value partly the same thing and are ` +
            'summed: the benefit is too high.',
        ],
  );
}
