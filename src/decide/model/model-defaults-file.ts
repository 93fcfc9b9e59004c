import {
  type CalendarDay,
  checkedField,
  codeField,
  dayField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  mapField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  type Reading,
  recordField,
  textField,
} from '../../lib/index.ts';
import type { PlacementGroup } from '../../record/index.ts';
import { basisField } from './likely-field.ts';
import { type CashStep, type State, STATES } from './model-input.ts';
import { PLACEMENT_STATES } from './state-of-level.ts';

/** Why a starting value is what it is, in plain words for whoever changes it. */
export interface DefaultReason {
  readonly code: string;
  /** What it means, to somebody who has never seen a model. */
  readonly words: string;
  readonly why: string;
  readonly basis: 'published' | 'judgement';
  readonly source: string | null;
}

/** A step of cash with its reason. */
export type DefaultCashStep = CashStep & DefaultReason;

/** The starting value of one lever; the numbers are in the unit named, one or several of them. */
export interface DefaultLever extends DefaultReason {
  readonly label: string;
  readonly unit: 'percent' | 'percent-of-value' | 'percent-by-year' | 'years' | 'rule';
  /** Low, likely, high; or by year. */
  readonly numbers: readonly number[];
  /** Where the lever is a choice of words. */
  readonly choice: string | null;
}

/** What `reference/model-defaults.yaml` says. */
export interface ModelDefaults {
  readonly checkedOn: CalendarDay;
  readonly reviewBy: CalendarDay;
  /** Shares of children looked after by group of placement; they sum to 1. */
  readonly placementMix: ReadonlyMap<PlacementGroup, number>;
  readonly placementMixReason: Pick<DefaultReason, 'why' | 'basis' | 'source'>;
  readonly cashSteps: readonly DefaultCashStep[];
  readonly levers: ReadonlyMap<string, DefaultLever>;
}

const GROUPS = PLACEMENT_STATES.map(([group]) => group);

const reason = {
  code: codeField,
  words: textField,
  why: textField,
  basis: basisField,
  source: optionalField(textField),
};

const leverValueField: FieldReader<number | string> = (value) =>
  typeof value === 'string' ? textField(value) : numberField(0, 1000)(value);

const shape = checkedField(
  recordField({
    about: textField,
    checkedOn: dayField,
    reviewBy: dayField,
    placementMix: recordField({
      shares: mapField(oneOfField(GROUPS), numberField(0, 100)),
      why: textField,
      basis: basisField,
      source: optionalField(textField),
    }),
    cashSteps: entriesField(
      recordField({
        ...reason,
        states: listField(oneOfField(STATES)),
        childrenAStep: numberField(1, 1000),
        lagQuarters: numberField(0, 40),
      }),
    ),
    levers: entriesField(
      recordField({
        ...reason,
        label: textField,
        unit: oneOfField(['percent', 'percent-of-value', 'percent-by-year', 'years', 'rule']),
        value: listField(leverValueField),
      }),
    ),
  }),
  fileFaults,
);

/**
 * Reads the content of `reference/model-defaults.yaml`: the mix sums to 100, no state has two
 * steps, and what rests on a publication names it.
 */
export const modelDefaultsField: FieldReader<ModelDefaults> = mappedField(shape, (file) => ({
  checkedOn: file.checkedOn,
  reviewBy: file.reviewBy,
  placementMix: new Map(
    [...file.placementMix.shares].map(([group, share]) => [group, share / 100]),
  ),
  placementMixReason: {
    why: file.placementMix.why,
    basis: file.placementMix.basis,
    source: file.placementMix.source ?? null,
  },
  cashSteps: file.cashSteps.map((step) => ({ ...step, source: step.source ?? null })),
  levers: new Map(
    file.levers.map(({ value, ...lever }): [string, DefaultLever] => [
      lever.code,
      {
        ...lever,
        source: lever.source ?? null,
        numbers: value.filter((one): one is number => typeof one === 'number'),
        choice: value.find((one): one is string => typeof one === 'string') ?? null,
      },
    ]),
  ),
}));

/** Reads the text of `reference/model-defaults.yaml`. */
export function parseModelDefaults(file: string, text: string): Reading<ModelDefaults> {
  return parseReference(file, text, modelDefaultsField);
}

interface Sourced {
  readonly basis: 'published' | 'judgement';
  readonly source?: string;
}

function fileFaults(file: {
  readonly placementMix: Sourced & { readonly shares: ReadonlyMap<string, number> };
  readonly cashSteps: readonly (Sourced & { readonly states: readonly State[] })[];
  readonly levers: readonly Sourced[];
}): FieldFault[] {
  const faults: FieldFault[] = [];
  const total = [...file.placementMix.shares.values()].reduce((sum, share) => sum + share, 0);
  if (Math.abs(total - 100) > 0.01) {
    const message = `The shares come to ${total}, not 100.`;
    faults.push({ path: ['placementMix', 'shares'], message, fix: 'Write per cent of the whole.' });
  }
  const seen = new Set<State>();
  for (const [index, step] of file.cashSteps.entries()) {
    for (const state of step.states) {
      const message = `${state} has two steps.`;
      if (seen.has(state)) {
        faults.push({ path: ['cashSteps', index], message, fix: 'Name each state once.' });
      }
      seen.add(state);
    }
  }
  for (const part of ['cashSteps', 'levers'] as const) {
    for (const [index, one] of file[part].entries()) {
      if (one.basis === 'judgement' || one.source !== undefined) continue;
      const message = 'A published value names no publication.';
      faults.push({ path: [part, index], message, fix: 'Name it, or write basis: judgement.' });
    }
  }
  return faults;
}
