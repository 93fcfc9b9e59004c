import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type CalendarDay,
  type Figure,
  figureId,
  type Finding,
  formatDay,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { isStale } from './discount.ts';
import { MODEL_DEFAULTS, OUTCOMES } from './model-reference.ts';
import { type StartingValue, startingValuesOf } from './starting-values.ts';

/** Every starting value of the model, as the reference says it. */
export const STARTING_VALUES = startingValuesOf(MODEL_DEFAULTS, OUTCOMES);

const NAME = 'model-starting-values';

/** What the model takes where nobody says otherwise, and how much of it rests on a publication. */
export const startingValuesMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What the model starts from',
  who: thoseWhoSeeFigures,
  parameters: { code: 'one value, such as lever/reach or outcome/section-47' },
  compute: async (_tx, _actor, { code }): Promise<Finding> => {
    const found = STARTING_VALUES.find((one) => one.code === code);
    if (code !== undefined && !found) {
      const sentence = `There is no starting value "${code}". All of them: /model/starting-values.`;
      throw refuse('no-such-value', 'not-found', sentence);
    }
    return startingValuesFinding(found ? [found] : STARTING_VALUES, code, today());
  },
});

/** The finding about some starting values, on a day. */
export function startingValuesFinding(
  values: readonly StartingValue[],
  code: string | undefined,
  on: CalendarDay,
): Finding {
  const published = values.filter(({ basis }) => basis === 'published').length;
  const due = values.filter((one) => isStale(one, on));
  const [only] = values;
  return {
    id: figureId(NAME, { code }),
    headline:
      code !== undefined && only
        ? only.label
        : `${published} of ${values.length} starting values rest on a publication, ` +
          `${values.length - published} on our judgement`,
    subtitle: 'What the model takes where nobody says otherwise, with its range',
    rowHeading: 'Starting value',
    columns: ['Value'],
    rows: values.map((one) => ({
      label: one.label,
      figures: [startingFigure(one)],
      ...(code === undefined ? { href: `/reference/${one.entry}` } : {}),
    })),
    chart: 'none',
    ...(due.length === 0
      ? {}
      : { notes: [`Due to be looked at again: ${due.map(({ label }) => label).join('; ')}.`] }),
  };
}

/** One starting value as a figure, with its range, its reason and where it comes from. */
export function startingFigure(one: StartingValue): Figure {
  return {
    id: figureId(NAME, { code: one.code }),
    label: one.label,
    value: one.value,
    unit: one.unit,
    ...(one.range ?? {}),
    how: {
      formula: `${one.words === null ? '' : `${one.words} `}${one.why}`,
      citations: [
        {
          title: one.source ?? 'Our judgement; no publication at hand states it',
          publisher: one.basis === 'published' ? 'As named' : 'Headwater',
          locator: `reference/${one.entry}`,
          date: `checked on ${formatDay(one.checkedOn)}`,
          entry: one.entry,
        },
      ],
      notes: [`To be looked at again by ${formatDay(one.reviewBy)}.`],
    },
  };
}
