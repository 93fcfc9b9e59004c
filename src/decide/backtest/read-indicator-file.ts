import { type CalendarDay, refuse } from '../../lib/index.ts';
import { localFile } from '../../platform/index.ts';
import { READERS } from '../../record/index.ts';
import type { Series } from './indicator-backtest.ts';

/**
 * Series of a file of published indicators, without loading it: those that the long file of the
 * local authority interactive tool or an open data table holds, by indicator and area. Pooled years
 * and values that are marked are left out. Refuses a file of another kind.
 */
export async function seriesOfFile(path: string, today: CalendarDay): Promise<Series[]> {
  const file = await localFile(path);
  const reader = READERS.find(({ kind }) => kind === 'dfe-indicators');
  if (!reader?.recognise(file.name, await file.head())) {
    throw refuse('not-indicators', 'invalid', `${file.name} is no file of published indicators.`);
  }
  const found = new Map<string, Map<number, number>>();
  for await (const item of reader.read({ name: file.name, chunks: file.chunks(), today })) {
    if (item.type !== 'indicator') continue;
    const { indicator, areaName, period, value } = item.indicator;
    const year = /^(\d{4})(?:-\d\d)?$/.exec(period)?.[1];
    if (value === null || year === undefined) continue;
    const key = `${indicator}\n${areaName}`;
    const values = found.get(key) ?? new Map<number, number>();
    found.set(key, values.set(Number(year), value));
  }
  return [...found.values()].map((values) => ({
    group: GROUP_OF_FILE,
    values: [...values].map(([year, value]) => ({ year, value })).sort((a, b) => a.year - b.year),
  }));
}

/** The long file names no topics; its dictionary does. */
const GROUP_OF_FILE = 'All indicators of the file';
