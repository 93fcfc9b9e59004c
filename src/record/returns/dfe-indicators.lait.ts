import { chooseTable, matchHeadings, type TableSpec } from './columns.ts';
import { areaByNumber } from './dfe-indicators.areas.ts';
import { cellProblem, type IndicatorLayout, noPeriod, noValue } from './dfe-indicators.layout.ts';
import { type IndicatorPeriod, parseIndicatorPeriod } from './dfe-indicators.period.ts';
import { publishedValue } from './dfe-indicators.values.ts';
import type { ReadItem } from './statement.ts';

type LaitField = 'indicator' | 'label' | 'period' | 'area' | 'value' | 'number' | 'region';

const laitTable: TableSpec<LaitField> = {
  part: 'lait',
  label: 'indicator file of the local authority interactive tool',
  headings: 'exact',
  columns: [
    { field: 'indicator', headings: ['Short Desc'], need: 'must' },
    { field: 'period', headings: ['Years'], need: 'must' },
    { field: 'area', headings: ['LA and Regions'], need: 'must' },
    { field: 'value', headings: ['Values'], need: 'must' },
    { field: 'number', headings: ['LA Number'], need: 'must' },
    { field: 'label', headings: ['Data item'], need: 'may' },
    { field: 'region', headings: ['Region'], need: 'may' },
  ],
};

/** Reads the long file of the local authority interactive tool; null where this is not one. */
export function laitLayout(file: string, headings: readonly string[]): IndicatorLayout | null {
  if (chooseTable(headings, [laitTable]) === null) return null;
  const { positions, missing } = matchHeadings(headings, laitTable);
  if (missing.some((column) => column.need === 'must')) return null;
  const at = (field: LaitField) => positions.get(field) ?? -1;
  const [indicatorAt, labelAt, periodAt] = [at('indicator'), at('label'), at('period')];
  const [areaAt, valueAt, numberAt] = [at('area'), at('value'), at('number')];
  const labels = new Map<string, string>();
  const periods = new Map<string, IndicatorPeriod | null>();

  const periodOf = (text: string) => {
    let period = periods.get(text);
    if (period === undefined) {
      period = parseIndicatorPeriod(text);
      if (periods.size < 10_000) periods.set(text, period);
    }
    return period;
  };
  const labelOf = (indicator: string, stated: string) => {
    const known = labels.get(indicator);
    if (known !== undefined || stated === '') return known ?? indicator;
    const label = stated.replace(/\s+/g, ' ').trim().slice(0, 500);
    if (labels.size < 100_000) labels.set(indicator, label);
    return label;
  };

  return {
    part: 'lait',
    read({ row, cells }): readonly ReadItem[] {
      const indicator = (cells[indicatorAt] ?? '').trim();
      const period = periodOf((cells[periodAt] ?? '').trim());
      const published = publishedValue(cells[valueAt] ?? '');
      if (indicator === '') return [noIndicator(file, row)];
      if (period === null) return [noPeriod(file, row, 'Years')];
      if (published === null) return [noValue(file, row, 'Values')];
      const number = (cells[numberAt] ?? '').trim();
      return [
        {
          type: 'indicator',
          indicator: {
            row,
            indicator,
            indicatorLabel: labelOf(indicator, cells[labelAt] ?? ''),
            areaCode: areaByNumber(number)?.code ?? (number || null),
            areaName: (cells[areaAt] ?? '').trim(),
            period: period.text,
            ...(period.note === null ? {} : { periodNote: period.note }),
            value: published.value,
            mark: published.mark,
          },
        },
      ];
    },
    end: () => [],
  };
}

function noIndicator(file: string, row: number): ReadItem {
  return cellProblem(file, row, {
    field: 'Short Desc',
    rule: 'structure/no-indicator',
    message: 'The row does not say which indicator it is of.',
    fix: 'Load the file as published.',
  });
}
