import { thoseWhoSeeFigures } from '../../govern/index.ts';
import type { Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { narrowed } from '../spend-map/keyed-finding.ts';
import { programmeEvidence } from './evidence.ts';
import { EFFECT, EFFECT_COLUMNS, EFFECT_LABELS, effectFigure } from './evidence-figures.ts';
import type { Programme } from './evidence-file.ts';
import { DIRECTION_WORDS } from './evidence-words.ts';

/** What was found for each outcome of a programme, as published. */
export const programmeEffectMeasure: Measure = defineMeasure({
  name: EFFECT,
  title: 'What a programme changed, as published',
  who: thoseWhoSeeFigures,
  parameters: {
    programme: 'the code of a programme, such as family-group-conference',
    row: 'the code of an outcome',
    column: EFFECT_COLUMNS.join(', '),
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const programme = programmeEvidence(given.programme ?? '');
    return narrowed(
      {
        name: EFFECT,
        asked: { programme: programme.code },
        headline: effectHeadline(programme),
        subtitle: `${programme.name}: outcomes as their sources state them, not adjusted`,
        rowHeading: 'Outcome',
        columns: EFFECT_COLUMNS.map((column) => EFFECT_LABELS[column]),
        columnKeys: EFFECT_COLUMNS,
        rows: programme.outcomes.map((outcome) => ({
          key: outcome.code,
          label: `${outcome.what} (${DIRECTION_WORDS[outcome.direction].toLowerCase()})`,
          figures: EFFECT_COLUMNS.map((column) => effectFigure(programme, outcome, column)),
        })),
        chart: 'none',
        notes: ['Sizes of different kinds cannot be compared or added up.'],
      },
      given,
    );
  },
});

/** What was found, in one sentence. */
export function effectHeadline({ name, outcomes }: Programme): string {
  const known = outcomes.filter((one) => one.direction !== 'not-read');
  if (known.length === 0) return `No result of ${name} was read here`;
  const better = known.filter((one) => one.direction === 'better').length;
  const sized = known.filter((one) => one.size !== undefined).length;
  return (
    `${name}: ${better} of ${known.length} outcomes went better, ` +
    `and the size of ${sized || 'none'} could be verified`
  );
}
