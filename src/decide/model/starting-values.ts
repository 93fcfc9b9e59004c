import type { CalendarDay, Unit } from '../../lib/index.ts';
import type { ModelDefaults } from './model-defaults-file.ts';
import type { ModelOutcome } from './outcomes-file.ts';

/** A number that the model starts from where nobody says otherwise, with its reason. */
export interface StartingValue {
  /** `lever/reach`, `step/residential` or `outcome/section-47`. */
  readonly code: string;
  readonly group: 'lever' | 'step' | 'outcome';
  readonly label: string;
  readonly unit: Unit;
  readonly value: number;
  /** Ends of its range, where it has one; in the unit of the value. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** What it means in plain words; null for outcomes, whose label says it. */
  readonly words: string | null;
  readonly why: string;
  readonly basis: 'published' | 'judgement';
  readonly source: string | null;
  readonly checkedOn: CalendarDay;
  readonly reviewBy: CalendarDay;
  /** The entry of `reference/` that holds it. */
  readonly entry: string;
}

/**
 * Every starting value of the model: levers of a new programme (by year, the first year), steps of
 * cash in children at once, and chances of outcomes in per cent a year.
 */
export function startingValuesOf(
  defaults: ModelDefaults,
  outcomes: ReadonlyMap<string, ModelOutcome>,
): StartingValue[] {
  const { checkedOn, reviewBy } = defaults;
  const levers = [...defaults.levers.values()].flatMap((lever): StartingValue[] => {
    const [first, second, third] = lever.numbers;
    const isByYear = lever.unit === 'percent-by-year';
    const value = isByYear ? first : second;
    if (value === undefined) return [];
    const { code, label, words, why, basis, source } = lever;
    const range =
      isByYear || first === undefined || third === undefined ? null : { low: first, high: third };
    return [
      {
        code: `lever/${code}`,
        group: 'lever',
        label: isByYear ? `${label}: the first` : label,
        unit: lever.unit === 'years' ? 'years' : 'percent',
        value,
        range,
        words,
        why,
        basis,
        source,
        checkedOn,
        reviewBy,
        entry: `model-defaults/${code}`,
      },
    ];
  });
  const steps = defaults.cashSteps.map(
    ({ code, words, why, basis, source, childrenAStep }): StartingValue => ({
      code: `step/${code}`,
      group: 'step',
      label: `${STEP_LABELS[code] ?? code}: children at once for one step of cash`,
      unit: 'children',
      value: childrenAStep,
      range: null,
      words,
      why,
      basis,
      source,
      checkedOn,
      reviewBy,
      entry: `model-defaults/${code}`,
    }),
  );
  return [...levers, ...steps, ...[...outcomes.values()].map(outcomeValue)];
}

const STEP_LABELS: Readonly<Record<string, string>> = {
  residential: 'Children’s homes',
  foster: 'Foster care',
  kinship: 'Care by family or friends',
  'other-placement': 'Supported and other accommodation',
  'social-work': 'Children in need and with protection plans',
  'early-help': 'Early help',
};

function outcomeValue(outcome: ModelOutcome): StartingValue {
  const { code, label, why, basis, source, checkedOn, reviewBy } = outcome;
  const { low, likely, high } = outcome.chancePercent;
  return {
    code: `outcome/${code}`,
    group: 'outcome',
    label: `${label}: chance in a year without help`,
    unit: 'percent',
    value: likely,
    range: { low, high },
    words: outcome.note,
    why,
    basis,
    source,
    checkedOn,
    reviewBy,
    entry: `outcomes/${code}`,
  };
}
