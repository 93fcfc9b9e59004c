import {
  citationField,
  codeField,
  entriesField,
  listField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
  yearField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

const checkedWordField = oneOfField(['read', 'quoted']);
const spanField = recordField({ from: numberField(0), to: numberField(0) });

const changeField = recordField({
  code: codeField,
  label: textField,
  from: yearField,
  to: yearField,
  early: optionalField(spanField),
  late: optionalField(spanField),
  earlyPercent: numberField(-100, 1000),
  latePercent: numberField(-100, 1000),
  source: citationField,
  checked: checkedWordField,
  note: optionalField(textField),
});

const effectField = recordField({
  code: codeField,
  label: textField,
  low: numberField(0, 10),
  likely: numberField(0, 10),
  high: numberField(0, 10),
  source: citationField,
  checked: checkedWordField,
  why: textField,
});

const delayField = recordField({
  code: codeField,
  label: textField,
  years: numberField(1, 10),
  extraChildrenInCare: numberField(0),
  byYear: yearField,
  costPounds: listField(recordField({ years: numberField(1, 40), billion: numberField(0) })),
  source: citationField,
  checked: checkedWordField,
});

const plannerField = recordField({
  code: oneOfField(['share', 'years', 'lag', 'cut']),
  label: textField,
  value: numberField(0, 100),
  unit: oneOfField(['percent', 'years']),
  why: textField,
});

/** Reads the content of `reference/spend-history.yaml`. */
export const spendHistoryField = recordField({
  about: textField,
  changes: entriesField(changeField),
  effects: entriesField(effectField),
  delays: entriesField(delayField),
  planner: entriesField(plannerField),
});

/** What spending did before, what need follows, and what the planner begins from. */
export const SPEND_HISTORY = readReferenceFile('spend-history.yaml', spendHistoryField);

/** One change of national spending that was seen. */
export type SeenChange = ReadBy<typeof changeField>;

/** How late need follows early spending, as a source found it. */
export type SpendEffect = ReadBy<typeof effectField>;

/** The effect that the planner assumes unless told otherwise. */
export function standardEffect(): SpendEffect {
  const [first] = SPEND_HISTORY.effects;
  if (!first) throw new Error('spend-history.yaml names no effect');
  return first;
}

/** What the planner begins from: per cent or years. */
export function plannerDefault(code: 'share' | 'years' | 'lag' | 'cut'): number {
  const found = SPEND_HISTORY.planner.find((one) => one.code === code);
  if (!found) throw new Error(`spend-history.yaml has no ${code} for the planner`);
  return found.value;
}
