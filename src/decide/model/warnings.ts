import { programmeCode } from './assumptions.ts';
import { childCountWarnings } from './child-count-warnings.ts';
import { yearsOf } from './columns.ts';
import { quartersOfEffect } from './effect-profile.ts';
import { headlineWarnings } from './may-be-headline.ts';
import type { ModelResult } from './model-result.ts';
import { AGE_BANDS, type ModelInput, type OutcomeInput, STATES } from './model-input.ts';
import { LIVING } from './moves.ts';
import type { Prepared } from './prepare.ts';
import { eligibleNow, placesIn } from './served.ts';
import { STATE_LABELS } from './state-of-level.ts';

/** Cash of less than one part in so many of capacity is almost none. */
const ALMOST = 100;

/** Below this, a cell rests on so little that its own chance is mostly guessed: child-quarters. */
const LITTLE_DATA = 30;

/**
 * What a reader must know before they use a result, each in sentences: the first one says it
 * plainly, the others hold the detail.
 */
export function warningsOf(
  prepared: Prepared,
  result: Pick<ModelResult, 'benefits' | 'drivers'>,
): string[] {
  // In order of code, so that the order of the input changes no sentence.
  const programmes = prepared.programmes.map(({ programme }) => programme);
  const input = { ...prepared.input, programmes };
  return [
    ...headlineWarnings(input),
    ...doubledCaution(input),
    ...placesWarnings(input),
    ...hiddenNeedThatPays(input, result),
    ...noCash(input, result),
    ...childCountWarnings(input),
    ...overlapWarnings(input),
    ...afterTheEnd(input),
    ...thinCells(prepared),
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
      : [
          'Little is known of how some of these children move, so their part is more of a guess. ' +
            `It rests on few who were: ${names(thin.map(({ row }) => row))}.`,
        ]),
    ...(missing.length === 0
      ? []
      : [
          'Where nobody was seen to move, the model lets nobody move. ' +
            `Those are: ${names(missing)}.`,
        ]),
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

function overlapWarnings(input: ModelInput): string[] {
  const { outcomes, overlap } = input;
  const between = overlapBetweenSources(input);
  if (overlap !== 'sum') return between;
  const groups = Map.groupBy(outcomes, ({ overlapGroup }) => overlapGroup ?? '');
  const summed = [...groups].flatMap(([name, own]) =>
    name === '' || own.length < 2
      ? []
      : [
          `${own.map(({ label }) => label).join(', ')} value partly the same thing and are ` +
            'summed: the benefit is too high.',
        ],
  );
  return [...summed, ...between];
}

/** Who is found to need more may look cheaper, where children leave the higher state sooner. */
function hiddenNeedThatPays(
  { programmes }: ModelInput,
  { drivers }: Pick<ModelResult, 'drivers'>,
): string[] {
  return programmes.flatMap((programme) => {
    const code = programmeCode(programme, 'uncovers');
    const driver = drivers.find((one) => one.code === code);
    if (!programme.uncovers || !driver || driver.atHigh <= driver.atLow) return [];
    const to = STATE_LABELS[programme.uncovers.to].toLowerCase();
    return [
      `${programme.name}: finding hidden need makes this result better, which should be doubted. ` +
        `Children leave "${to}" sooner than the help they had before, so moving up looks cheaper ` +
        'in the end. Set it to none and see what is left.',
    ];
  });
}

/** Effects that still act when the last year ends: what they bring later is in no sum. */
function afterTheEnd(input: ModelInput): string[] {
  const { programmes, years } = input;
  const longer = programmes.filter(({ startsAfterYears, years: own, effects }) => {
    const lastStart = Math.min(startsAfterYears + own, years) * 4 - 1;
    return effects.some((effect) => lastStart + quartersOfEffect(effect) > years * 4);
  });
  if (longer.length === 0) return [];
  const names = longer.map(({ name }) => name).join('; ');
  return [
    `Gains after the last year are left out. Effects go on beyond ${yearsOf(input).at(-1)}: ` +
      `${names}.`,
  ];
}

/** Outcomes of one programme that one agency pays for: their sources may hold part of the same. */
function overlapBetweenSources({ programmes, outcomes }: ModelInput): string[] {
  return programmes.flatMap(({ name, effects }) => {
    const hit = outcomes.filter(({ code }) =>
      effects.some(({ on }) => on.kind === 'outcome' && on.outcome === code),
    );
    const payers = (outcome: OutcomeInput) =>
      outcome.prices.flatMap(({ split }) => Object.keys(split).filter((one) => one !== 'public'));
    const clashing = hit.filter((one) =>
      hit.some(
        (other) =>
          other !== one &&
          (one.overlapGroup === undefined || one.overlapGroup !== other.overlapGroup) &&
          payers(one).some((agency) => payers(other).includes(agency)),
      ),
    );
    if (clashing.length === 0) return [];
    return [
      `${name}: gains that fall to the same agency may count part of one cost twice. ` +
        `Look at ${clashing.map(({ label }) => label).join('; ')}.`,
    ];
  });
}
