import type { Citation, FinancialYear } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { indicatorValues, ownAreaCodes, sourceById } from '../../record/index.ts';

/** Published children aged 0 to 17 of the council, with where the number comes from. */
export interface ChildrenOfYear {
  readonly children: number;
  readonly period: string;
  readonly source: Citation;
}

/** The published estimate of children aged 0 to 17, as the indicators of peers use it too. */
const POPULATION = 'children-aged-0-to-17-years/population-estimate';

/** Estimates of children by year, read once: gives the newest that is not of a later year. */
export async function readChildren(
  tx: Tx,
): Promise<(year: FinancialYear) => ChildrenOfYear | null> {
  const rows = await indicatorValues(tx, POPULATION, await ownAreaCodes(tx));
  const names = new Map<number, string>();
  for (const id of new Set(rows.map((row) => row.source_id))) {
    names.set(id, (await sourceById(tx, id))?.name ?? 'a loaded file');
  }
  const known = rows.filter((row) => row.value !== null && row.value > 0);
  return (year) => {
    const row = known.findLast((one) => one.period.slice(0, 4) <= year.slice(0, 4));
    if (!row?.value) return null;
    const source = {
      title: names.get(row.source_id) ?? 'a loaded file',
      publisher: 'loaded here',
      locator: `row ${row.source_row ?? 'not stated'}, ${row.label}`,
      date: row.period,
    };
    return { children: row.value, period: row.period, source };
  };
}
