import { AGENCY_KINDS } from '../../govern/index.ts';
import {
  checkedField,
  codeField,
  entriesField,
  type FieldFault,
  type FieldRead,
  type FieldReader,
  listField,
  mapField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  readFault,
  readWell,
  recordField,
  textField,
  yearField,
} from '../../lib/index.ts';
import { type Likely, STATES } from '../model/model-input.ts';
import { SCENARIO_FORMAT, type Scenario, type ScenarioEffect } from './scenario.ts';

/** Codes that a scenario may name, as the references hold them. */
export interface KnownCodes {
  readonly discounts: readonly string[];
  readonly outcomes: readonly string[];
}

/** The bounds of what a scenario may say; years are whole, money is in pounds. */
export const SCENARIO_LIMITS = {
  years: { least: 1, most: 40 },
  draws: { least: 100, most: 100_000 },
  ages: { least: 0, most: 24 },
  places: { least: 0, most: 100_000 },
  pounds: { least: 0, most: 1_000_000_000 },
  seed: { least: 0, most: 2_147_483_647 },
  steps: { least: 1, most: 1000 },
  programmes: 12,
  effects: 12,
  text: 200_000,
} as const;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function wholeField({ least, most }: Bounds): FieldReader<number> {
  return checkedField(numberField(least, most), (value) =>
    Number.isInteger(value)
      ? []
      : [{ path: [], message: `${value} is not whole.`, fix: 'Write a whole number.' }],
  );
}

/** Reads a range as `[low, likely, high]`, or one sure number. */
export function likelyField(least: number, most: number): FieldReader<Likely> {
  const number = numberField(least, most);
  return (value): FieldRead<Likely> => {
    if (typeof value === 'number') {
      const read = number(value);
      return read.ok ? readWell({ low: value, likely: value, high: value }) : read;
    }
    if (!Array.isArray(value) || value.length !== 3) {
      const fix = 'Write [low, likely, high], or one number where nothing is in doubt.';
      return readFault('This is not a range.', fix);
    }
    const read = listField(number)(value);
    if (!read.ok) return read;
    const [low = 0, likely = 0, high = 0] = read.value;
    if (low <= likely && likely <= high) return readWell({ low, likely, high });
    const fix = 'Write the lowest first and the highest last: low <= likely <= high.';
    return readFault(`[${read.value.join(', ')}] is not in order.`, fix);
  };
}

const percent = likelyField(0, 100);
const pounds = likelyField(SCENARIO_LIMITS.pounds.least, SCENARIO_LIMITS.pounds.most);
const state = oneOfField(STATES);
const spanYears = numberField(0, SCENARIO_LIMITS.years.most);

/** Reads a mapping from a few words to values, as an object. */
function objectField<K extends string, V>(key: FieldReader<K>, value: FieldReader<V>) {
  return mappedField(
    mapField(key, value),
    (map) => Object.fromEntries(map) as Readonly<Record<K, V>>,
  );
}

function atLeastOne<T>(reader: FieldReader<readonly T[]>, what: string): FieldReader<readonly T[]> {
  return checkedField(reader, (list) =>
    list.length > 0
      ? []
      : [{ path: [], message: 'The list is empty.', fix: `Name at least one ${what}.` }],
  );
}

const states = atLeastOne(listField(state), 'state');

const ages: FieldReader<readonly [number, number]> = (value) => {
  const read = listField(wholeField(SCENARIO_LIMITS.ages))(value);
  if (!read.ok) return read;
  const [from, to] = read.value;
  const fix = 'Write the youngest and the oldest age in whole years, such as [0, 15].';
  if (from === undefined || to === undefined || read.value.length !== 2) {
    return readFault('Ages are two numbers.', fix);
  }
  return from <= to ? readWell([from, to]) : readFault(`${from} is older than ${to}.`, fix);
};

const paidBy = checkedField(
  objectField(oneOfField(AGENCY_KINDS), numberField(0, 100)),
  (shares): readonly FieldFault[] => {
    const sum = Object.values(shares).reduce((total, share) => total + share, 0);
    if (Math.round(sum * 100) === 100 * 100) return [];
    const message = `The shares sum to ${Math.round(sum * 100) / 100}, not to 100.`;
    return [{ path: [], message, fix: 'Write per cent by kind of agency that sum to 100.' }];
  },
);

const cost = recordField({
  perPlace: pounds,
  fixedAYear: pounds,
  setUp: pounds,
  paidBy,
  kind: oneOfField(['cash', 'capacity']),
});

const evidence = recordField({
  programme: optionalField(codeField),
  scheme: textField,
  level: textField,
  source: textField,
});

function outcomeField(known: KnownCodes | null): FieldReader<string> {
  return known === null ? codeField : oneOfField(known.outcomes);
}

function onField(known: KnownCodes | null): FieldReader<ScenarioEffect['on']> {
  const move = recordField({ from: states, to: states });
  const outcome = recordField({ outcome: outcomeField(known) });
  return (value) => {
    const isOutcome = typeof value === 'object' && value !== null && 'outcome' in value;
    return isOutcome ? outcome(value) : move(value);
  };
}

function effectField(known: KnownCodes | null): FieldReader<ScenarioEffect> {
  const effect: FieldReader<ScenarioEffect> = recordField({
    code: codeField,
    on: onField(known),
    relativeRisk: optionalField(numberField(0.01, 20)),
    effectSize: optionalField(numberField(-3, 3)),
    standardError: numberField(0, 5),
    lagYears: spanYears,
    fullYears: spanYears,
    fadeYears: spanYears,
    design: oneOfField(['comparison', 'before-after']),
    deadweightPercent: optionalField(percent),
    evidence,
  });
  return checkedField(effect, (one) => [...sizeFaults(one), ...designFaults(one)]);
}

function sizeFaults({ relativeRisk, effectSize }: ScenarioEffect): FieldFault[] {
  if ((relativeRisk === undefined) !== (effectSize === undefined)) return [];
  const both = relativeRisk !== undefined;
  const message = both ? 'The effect has two sizes.' : 'The effect has no size.';
  const fix = 'Give either relativeRisk (1 is no change) or effectSize (0 is no change).';
  return [{ path: [both ? 'effectSize' : 'relativeRisk'], message, fix }];
}

function designFaults({ design, deadweightPercent }: ScenarioEffect): FieldFault[] {
  if (design !== 'before-after' || deadweightPercent !== undefined) return [];
  const message =
    'An effect seen only before and after says nothing of what would have come anyway.';
  const fix = 'Add deadweightPercent: per cent that would have come about without the programme.';
  return [{ path: ['deadweightPercent'], message, fix }];
}

function programmeField(known: KnownCodes | null) {
  const effects = checkedField(entriesField(effectField(known)), (list) =>
    tooMany(list.length, SCENARIO_LIMITS.effects, 'effects'),
  );
  return recordField({
    code: codeField,
    name: textField,
    who: recordField({ states, ages }),
    placesAYear: numberField(SCENARIO_LIMITS.places.least, SCENARIO_LIMITS.places.most),
    rampPercent: atLeastOne(listField(numberField(0, 100)), 'year'),
    years: wholeField(SCENARIO_LIMITS.years),
    startsAfterYears: wholeField({ least: 0, most: SCENARIO_LIMITS.years.most - 1 }),
    reachPercent: percent,
    engagementPercent: percent,
    retentionPercent: percent,
    cost,
    effects,
    uncovers: optionalField(recordField({ percent, to: state })),
  });
}

function tooMany(count: number, most: number, what: string): FieldFault[] {
  if (count <= most) return [];
  return [{ path: [], message: `There are ${count} ${what}.`, fix: `Give at most ${most}.` }];
}

/** Reads a whole scenario, each rule of it; codes are checked where the known ones are given. */
export function scenarioField(known: KnownCodes | null): FieldReader<Scenario> {
  const programmes = checkedField(entriesField(programmeField(known)), (list) =>
    tooMany(list.length, SCENARIO_LIMITS.programmes, 'programmes'),
  );
  const { steps } = SCENARIO_LIMITS;
  const scenario = recordField({
    format: oneOfField([SCENARIO_FORMAT]),
    name: shortText,
    about: textField,
    firstYear: yearField,
    years: wholeField(SCENARIO_LIMITS.years),
    draws: wholeField(SCENARIO_LIMITS.draws),
    seed: wholeField(SCENARIO_LIMITS.seed),
    discount: known === null ? codeField : oneOfField(known.discounts),
    rates: oneOfField(['record', 'published']),
    overlap: oneOfField(['sum', 'largest', 'range']),
    programmes,
    outcomeChances: optionalField(objectField(outcomeField(known), percent)),
    cashSteps: optionalField(objectField(state, numberField(steps.least, steps.most))),
  });
  const whole = mappedField(
    scenario,
    (read): Scenario => ({
      ...read,
      format: SCENARIO_FORMAT,
      outcomeChances: read.outcomeChances ?? {},
      cashSteps: read.cashSteps ?? {},
    }),
  );
  return checkedField(whole, startFaults);
}

const shortText = checkedField(textField, (text) =>
  text.length <= 120
    ? []
    : [{ path: [], message: 'The name is too long.', fix: 'Use at most 120 letters.' }],
);

function startFaults({ years, programmes }: Scenario): FieldFault[] {
  return programmes.flatMap(({ startsAfterYears }, index) => {
    if (startsAfterYears < years) return [];
    const message = `It starts after the ${years} years that the scenario looks at.`;
    const fix = 'Look at more years, or start it sooner.';
    return [{ path: ['programmes', index, 'startsAfterYears'], message, fix }];
  });
}

/**
 * What a reader of the scenario should know though it may be run: deadweight beside a comparison,
 * an effect that nobody measured, a programme that runs beyond the years looked at.
 */
export function scenarioWarnings({ years, programmes }: Scenario): readonly string[] {
  return programmes.flatMap((programme) => {
    const { name, effects, startsAfterYears, years: runs } = programme;
    const of = (code: string) => `${name}, effect ${code}`;
    return [
      ...effects
        .filter((one) => one.design === 'comparison' && one.deadweightPercent !== undefined)
        .map(
          ({ code }) =>
            `${of(code)}: the comparison already leaves out what would have come anyway, and ` +
            'deadweight takes it off again. Remove one of them.',
        ),
      ...effects
        .filter(({ evidence: { scheme } }) => scheme === 'estimate')
        .map(({ code }) => `${of(code)}: it is somebody’s estimate, nobody has measured it.`),
      ...(effects.length === 0 ? [`${name}: it costs, and no effect of it is stated.`] : []),
      ...(startsAfterYears + runs > years
        ? [`${name}: it runs beyond the ${years} years that are looked at.`]
        : []),
    ];
  });
}
