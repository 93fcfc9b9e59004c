import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { LEVELS, THEMES } from '../../record/index.ts';
import { readChoice, readWard, readYear } from '../cost/cost-asked.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { groupJourney } from './typical-journey.store.ts';
import {
  FEWEST_IN_GROUP,
  TYPICAL_VIEWS,
  type TypicalAsked,
  typicalFinding,
} from './typical-journey.ts';

/**
 * The typical journey of a group. Only counts leave the database, of everyone and of no group under
 * 10, so whoever sees figures may ask; nobody sees a child by it.
 */
export const typicalJourneyMeasure: Measure = defineMeasure({
  name: 'typical-journey',
  title: 'Typical journey of a group',
  who: thoseWhoSeeFigures,
  parameters: {
    show: 'levels, agency, flows or group; levels by default',
    ended: 'the highest level in the year, such as looked-after (the default)',
    year: 'a financial year such as 2024-25; the newest known by default',
    ward: 'the number of a ward, for children with any day there in the year',
    theme: 'one of the eight themes, for children in whom it was found',
    row: 'one row of the view',
    column: 'one column of that row',
  },
  compute: async (tx, _actor, given) => {
    const asked = await readTypicalAsked(tx, given);
    const journey = await groupJourney(tx, {
      ...asked,
      level: asked.ended,
      startYear: Number(asked.year.slice(0, 4)),
    });
    const finding = typicalFinding(asked, journey, pricesOf());
    if (given.row === undefined) return finding;
    if (journey === null) {
      const sentence = `A typical journey is told of ${FEWEST_IN_GROUP} children or more.`;
      throw refuse('group-too-small', 'invalid', sentence);
    }
    return cellOf(finding, given);
  },
});

/** The group that an address asks for. */
export async function readTypicalAsked(tx: Tx, given: Parameters): Promise<TypicalAsked> {
  const themes = THEMES.map((theme) => theme.theme);
  return {
    show: readChoice(given.show ?? 'levels', TYPICAL_VIEWS, 'show'),
    ended: readChoice(given.ended ?? 'looked-after', LEVELS, 'ended'),
    year: await readYear(tx, given.year),
    ward: given.ward === undefined ? null : readWard(given.ward),
    theme: given.theme === undefined ? null : readChoice(given.theme, themes, 'theme'),
  };
}

function cellOf({ total, ...finding }: Finding, given: Parameters): Finding {
  const figure = [...finding.rows, ...(total ? [total] : [])]
    .flatMap((row) => row.figures)
    .find((one) => {
      const own = new URLSearchParams(one.id.split('?')[1]);
      const isColumn = given.column === undefined || own.get('column') === given.column;
      return own.get('row') === given.row && isColumn;
    });
  if (!figure) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
  const { id, label } = figure;
  const rows = [{ label, figures: [figure] }];
  return { ...finding, id, headline: label, columns: ['Value'], rows, chart: 'none' };
}
