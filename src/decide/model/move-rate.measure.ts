import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { AGE_BANDS } from './model-input.ts';
import { rateFinding } from './rate-finding.ts';
import { ageWords } from './rate-words.ts';
import { hiddenOf, partFigure, RATE_VALUES, rateFigure, type RateValue } from './rate-figures.ts';
import { MOVE_TARGETS } from './rate-table.ts';
import {
  FROM_STATES,
  readAge,
  readRateAsked,
  readRateTable,
  readTarget,
} from './read-rate-table.ts';

/** How likely children at one level of help come to another: what every scenario rests on. */
export const moveRateMeasure: Measure = defineMeasure({
  name: 'move-rate',
  title: 'How children move between levels of help',
  who: thoseWhoSeeFigures,
  parameters: {
    from: `where children are: ${FROM_STATES.join(', ')}; child-in-need by default`,
    to: `where they come to: ${MOVE_TARGETS.join(', ')}; all when left out`,
    age: `all (the default) or one of ${AGE_BANDS.map(({ code }) => code).join(', ')}`,
    years: 'within 1 (the default) or 2 years',
    source: 'record (the default) or published totals',
    value: 'chance (the default), moved, seen or standing',
  },
  compute: async (tx, _actor, given) => {
    const table = await readRateTable(tx, readRateAsked(given));
    const finding = rateFinding(table);
    if (given.to === undefined && given.age === undefined && given.value === undefined) {
      return finding;
    }
    const value = RATE_VALUES.find((one) => one === (given.value ?? 'chance'));
    if (value === undefined) {
      throw refuse('no-such-choice', 'invalid', `value is one of ${RATE_VALUES.join(', ')}.`);
    }
    return oneFigure(finding, figureOf(table, readAge(given.age), given.to, value));
  },
});

function figureOf(
  table: Parameters<typeof rateFigure>[0],
  age: string,
  to: string | undefined,
  value: RateValue,
): Figure {
  const row = table.rows.find((one) => one.age === age) ?? (age === 'all' ? table.rows[0] : null);
  if (!row) {
    const words = ageWords(age).toLowerCase();
    throw refuse('no-such-row', 'not-found', `Nobody of this level is known there: ${words}.`);
  }
  const hidden = hiddenOf(table);
  if (value === 'seen' || value === 'standing') return partFigure(table, hidden, { row, value });
  const target = readTarget(to ?? 'looked-after');
  const chance = row.chances.find((one) => one.to === target);
  if (!chance) throw refuse('no-such-row', 'not-found', 'Children are there already.');
  if (value === 'moved') return partFigure(table, hidden, { row, value, chance });
  return rateFigure(table, hidden, { row, chance });
}

function oneFigure(finding: Finding, figure: Figure): Finding {
  return {
    ...finding,
    id: figure.id,
    headline: figure.label,
    columns: [figure.label],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}
