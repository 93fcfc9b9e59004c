import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatPenceExactly, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { changesIn } from './check-workbook.ts';
import { uplift } from './deflators.ts';
import { DEFLATORS } from './reference-books.ts';
import { deflatorCitation, findUnitCost, priceBase } from './unit-cost-figures.ts';
import { entriesOfEdition, listEditions } from './workbook-cost.store.ts';

/** What the newest imported edition of the Unit Cost Database says of a unit cost. */
export const workbookCostMeasure: Measure = defineMeasure({
  name: 'workbook-cost',
  title: 'A unit cost in the imported edition',
  who: thoseWhoSeeFigures,
  parameters: { code: 'the code of a unit cost that was typed from the Unit Cost Database' },
  compute: async (tx, _actor, { code = '' }) => {
    const figure = (await importedFigures(tx)).get(code);
    if (!figure) {
      const sentence = 'No edition that was imported states this unit cost.';
      throw refuse('not-in-edition', 'not-found', sentence);
    }
    return {
      id: figure.id,
      headline: figure.label,
      subtitle: `As the newest imported edition prints it, in ${priceBase()}`,
      rowHeading: 'What it is for',
      columns: ['Cost'],
      rows: [{ label: figure.label, figures: [figure] }],
      chart: 'none',
    };
  },
});

/** By our code, what the newest imported edition states, in the price base; empty without one. */
export async function importedFigures(tx: Tx): Promise<ReadonlyMap<string, Figure>> {
  const [newest] = await listEditions(tx);
  if (!newest) return new Map();
  const entries = await entriesOfEdition(tx, newest.edition);
  const placeOf = new Map(entries.map((entry) => [entry.code, entry]));
  const { standard, priceBase: year } = DEFLATORS;
  return new Map(
    changesIn(entries).flatMap((change): [string, Figure][] => {
      const { code, printed, workbookCode } = change;
      const entry = placeOf.get(workbookCode);
      if (!printed || !entry || !standard.index.has(printed.year)) return [];
      const stated = `${formatPenceExactly(printed.pence)} in prices of ${printed.year}`;
      const citation = {
        title: newest.file_name,
        publisher: 'imported here',
        locator: `sheet ${entry.sheet}, row ${entry.row}, code ${workbookCode}: ${entry.detail}`,
        date: `SHA-256 ${newest.edition.slice(0, 12)}`,
      };
      const figure: Figure = {
        id: figureId('workbook-cost', { code }),
        label: `${findUnitCost(code)?.label ?? code}, in the imported edition`,
        value: uplift(printed.pence, printed.year, year, standard),
        unit: 'pence',
        how: {
          formula: `${stated}, as the edition prints it, moved to ${priceBase()}.`,
          citations: [citation, deflatorCitation()],
        },
      };
      return [[code, figure]];
    }),
  );
}
