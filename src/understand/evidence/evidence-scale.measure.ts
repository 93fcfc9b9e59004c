import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Citation, type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { narrowed } from '../spend-map/keyed-finding.ts';
import {
  type CausalConfidence,
  causalConfidence,
  CONFIDENCES,
  levelOf,
  schemeOf,
  stepOf,
} from './evidence-scales.ts';
import { SCALES } from './evidence-scales-file.ts';
import { CHECK_WORDS } from './evidence-words.ts';

const SCALE = 'evidence-scale';
const CAUTION = 'evidence-caution';

/** The levels of one published scheme, as we read them on the ladder of causal confidence. */
export const evidenceScaleMeasure: Measure = defineMeasure({
  name: SCALE,
  title: 'Levels of a scheme of evidence, and how sure each makes us',
  who: thoseWhoSeeFigures,
  parameters: {
    scheme: SCALES.schemes
      .filter((one) => one.kind !== 'cost')
      .map((one) => one.code)
      .join(', '),
    row: 'a level as the scheme names it, such as 3+',
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const scheme = schemeOf(given.scheme ?? 'eif');
    return narrowed(
      {
        name: SCALE,
        asked: { scheme: scheme.code },
        headline: scheme.label,
        subtitle:
          'Levels as published, and the causal confidence from 0 to 5 at which we read them',
        rowHeading: 'Level',
        columns: ['Causal confidence'],
        columnKeys: ['confidence'],
        rows: scheme.levels.map(({ level }) => ({
          key: level,
          label: level,
          figures: [confidenceFigure(scheme.code, level)],
        })),
        chart: 'none',
        notes: [scheme.about],
      },
      { row: given.row },
    );
  },
});

/** The step of the ladder at which a level of a scheme is read, with the reason. */
export function confidenceFigure(scheme: string, level: string): Figure {
  const of = schemeOf(scheme);
  const one = levelOf(scheme, level);
  const citation: Citation = { ...of.source, entry: `evidence-scales/${scheme}` };
  return {
    id: figureId(SCALE, { scheme, row: level }),
    label: `${of.label}, ${level}: causal confidence`,
    value: causalConfidence(scheme, level),
    unit: 'number',
    how: {
      formula: `Read on our ladder of 0 to 5. ${one.why ?? ''}`.trim(),
      citations: [citation],
      notes: [one.meaning, `${CHECK_WORDS[one.checked ?? of.checked]}.`],
    },
  };
}

const CAUTION_COLUMNS = ['reduction', 'inflation'] as const;

/** What caution each step of the ladder asks of the model. */
export const evidenceCautionMeasure: Measure = defineMeasure({
  name: CAUTION,
  title: 'Caution that the model applies, by causal confidence',
  who: thoseWhoSeeFigures,
  parameters: {
    row: 'a causal confidence, 0 to 5',
    column: CAUTION_COLUMNS.join(', '),
  },
  compute: async (_tx, _actor, given): Promise<Finding> =>
    narrowed(
      {
        name: CAUTION,
        asked: {},
        headline: 'The less sure the evidence, the less of an effect the model counts on',
        subtitle: 'Taken off an effect, and by what its standard error is multiplied',
        rowHeading: 'Causal confidence',
        columns: ['Taken off the effect', 'Standard error times'],
        columnKeys: CAUTION_COLUMNS,
        rows: CONFIDENCES.map((confidence) => ({
          key: String(confidence),
          label: `${confidence}: ${stepOf(confidence).label}`,
          figures: CAUTION_COLUMNS.map((column) => cautionFigure(confidence, column)),
        })),
        chart: 'none',
        notes: [
          'That 0 to 40% is taken off by quality, source and age of evidence was read. Which ' +
            'step gets how much was not: even steps are our judgement. So is the standard error.',
        ],
      },
      given,
    ),
});

/** One cell of the table of caution. */
export function cautionFigure(
  confidence: CausalConfidence,
  column: (typeof CAUTION_COLUMNS)[number],
): Figure {
  const step = stepOf(confidence);
  const isReduction = column === 'reduction';
  return {
    id: figureId(CAUTION, { row: String(confidence), column }),
    label: isReduction ? 'Taken off the effect' : 'Standard error multiplied by',
    value: isReduction ? step.reduction : step.inflation,
    unit: isReduction ? 'percent' : 'decimal',
    how: {
      formula: isReduction
        ? 'Even steps over the 0 to 40% that were read; which step gets how much is our judgement.'
        : 'Our judgement: weaker studies were wrong more often than their own intervals said.',
      citations: isReduction ? [SCALES.ladder.own, SCALES.ladder.source] : [SCALES.ladder.own],
      notes: [step.meaning],
    },
  };
}
