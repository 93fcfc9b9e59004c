import { type Citation, type Figure, figureId } from '../../lib/index.ts';
import type { IndicatorValueRow } from '../../record/index.ts';
import { ENGLAND, markWords, type PeriodValues, unitOf } from './peer-standing.ts';

/** What the cells of an indicator are: one area, or a quartile of the neighbours. */
export type PeerRow = 'own' | 'lower' | 'median' | 'upper' | 'england';

/** An indicator as it is shown: its words, its unit and the files of its values. */
export interface ShownIndicator {
  readonly code: string;
  readonly label: string;
  readonly unitLabel: string | null;
  readonly ownName: string;
  readonly files: ReadonlyMap<number, string>;
}

/** The cell of one period: a published value with its file and row, or a quartile of such. */
export function peerFigure(of: ShownIndicator, values: PeriodValues, row: PeerRow): Figure {
  if (row === 'own') return published(of, values.period, { row, value: values.own });
  if (row === 'england') return published(of, values.period, { row, value: values.england });
  const { band, neighbours } = values;
  const base = baseOf(of, values.period, row, PEER_LABELS[row]);
  if (band === null) {
    const formula = 'Fewer than three neighbours have a published value in this period.';
    return { ...base, value: null, absent: 'not-available', how: { formula } };
  }
  const known = neighbours.filter((one) => one.value !== null);
  const left = neighbours.length - known.length;
  const without = left === 0 ? '' : ` ${left} more have no published value and are left out.`;
  return {
    ...base,
    value: band[row],
    how: {
      formula: `${PEER_LABELS[row]} of ${known.length} statistical neighbours.${without}`,
      inputs: known.map((one) =>
        published(of, values.period, { row: one.area_code ?? one.area_name, value: one }),
      ),
    },
  };
}

/** Rows in plain words. */
export const PEER_LABELS: Readonly<Record<PeerRow, string>> = {
  own: 'Here',
  lower: 'Lower quartile',
  median: 'Median',
  upper: 'Upper quartile',
  england: 'England',
};

/** A published value, or its mark in words where it has none. */
export function published(
  of: ShownIndicator,
  period: string,
  { row, value }: { readonly row: string; readonly value: IndicatorValueRow | null },
): Figure {
  const area = row === 'own' ? of.ownName : row === 'england' ? 'England' : value?.area_name;
  const base = baseOf(of, period, row === ENGLAND ? 'england' : row, area ?? row);
  if (value === null) {
    const how = { formula: 'The loaded files hold no value of this period.' };
    return { ...base, value: null, absent: 'not-available', how };
  }
  const citations = [citation(of, value)];
  if (value.value === null) {
    const absent = value.mark === 'c' ? 'suppressed' : 'not-available';
    return { ...base, value: null, absent, how: { formula: markWords(value.mark), citations } };
  }
  return { ...base, value: value.value, how: { formula: 'As published.', citations } };
}

function baseOf(of: ShownIndicator, period: string, row: string, who: string) {
  return {
    id: figureId('peer-indicator', { indicator: of.code, period, row }),
    label: `${of.label}: ${who}, ${period}`,
    unit: unitOf(of.unitLabel ?? of.label),
  };
}

function citation(of: ShownIndicator, value: IndicatorValueRow): Citation {
  return {
    title: of.files.get(value.source_id) ?? 'a loaded file',
    publisher: 'loaded here, as published',
    locator: value.source_row === null ? 'row not stated' : `row ${value.source_row}`,
    date: value.period,
  };
}

/** Which way is better, as a row of a finding says it; nothing where nobody takes a side. */
export function betterOf(polarity: IndicatorValueRow['polarity']): {
  readonly better?: 'higher' | 'lower';
} {
  if (polarity === null) return {};
  return { better: polarity === 'high' ? 'higher' : 'lower' };
}
