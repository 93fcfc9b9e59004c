import {
  type Figure,
  figureId,
  type QuartileBand,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { IndicatorValueRow } from '../../record/index.ts';
import { PEER_LABELS, type PeerRow, published, type ShownIndicator } from './peer-figures.ts';
import { type LoadedIndicator, loadIndicatorIfKnown } from './peer-indicator.measure.ts';
import { ENGLAND, type PeriodValues } from './peer-standing.ts';
import { SERVICE_AREAS, type ServiceArea, type SpendEntry } from './service-areas.ts';
import { spendBand, type SpendPlace, spendPlaceOf } from './spend-and-results.ts';

/** One amount of spending with what it is divided by, for every area it is told of. */
export interface Spending {
  readonly area: ServiceArea;
  readonly entry: SpendEntry;
  readonly shown: ShownIndicator;
  readonly values: PeriodValues;
  /** Children aged 0 to 17, where whole spending is divided by them. */
  readonly children: { readonly shown: ShownIndicator; readonly values: PeriodValues } | null;
  readonly band: QuartileBand | null;
  readonly place: SpendPlace | null;
}

/** Loads an amount of spending; null where no loaded file has it. */
export async function loadSpending(
  tx: Tx,
  area: ServiceArea,
  entry: SpendEntry,
): Promise<Spending | null> {
  const loaded = await loadIndicatorIfKnown(tx, entry.indicator);
  if (loaded === null) return null;
  const population =
    entry.per === 'whole' ? await loadIndicatorIfKnown(tx, SERVICE_AREAS.population) : null;
  const values = loaded.newest;
  const before = population && populationOf(population, values.period);
  const children = population && before ? { shown: population.shown, values: before } : null;
  const parts = { entry, values, children };
  const band = spendBand(values.neighbours.map((value) => amountOf(parts, value)));
  const place = spendPlaceOf(amountOf(parts, values.own), band);
  return { area, entry, shown: loaded.shown, values, children, band, place };
}

/** The newest population that is not of a later year than the spending. */
function populationOf({ periods }: LoadedIndicator, period: string): PeriodValues | null {
  return periods.findLast((one) => one.period.slice(0, 4) <= period.slice(0, 4)) ?? null;
}

type Parts = Pick<Spending, 'entry' | 'values' | 'children'>;

/** What an area spends in pence: per week as published, or whole spending per child. */
export function amountOf(
  { entry, children }: Parts,
  value: IndicatorValueRow | null,
): number | null {
  if (value?.value == null) return null;
  if (entry.per !== 'whole') return roundHalfAway(value.value * 100);
  const people = children === null ? null : childrenOf(children.values, value);
  if (!people?.value) return null;
  return roundHalfAway((value.value * 100) / people.value);
}

function childrenOf(values: PeriodValues, of: IndicatorValueRow): IndicatorValueRow | null {
  const all = [values.own, values.england, ...values.neighbours];
  return all.find((one) => one !== null && one.area_code === of.area_code) ?? null;
}

const PER_WORDS: Readonly<Record<SpendEntry['per'], string>> = {
  week: 'a week',
  whole: 'a child aged 0 to 17',
};

/** What an amount is, in words: `Fostering, pounds a week, 2024-25`. */
export function spendLabel({ entry, shown, values }: Spending): string {
  return `${shown.label}: ${PER_WORDS[entry.per]}, ${values.period}`;
}

/** An area with what its first amount is told for: `Fostering and adoption, a week, 2024-25`. */
export function areaSpendLabel({ area, entry, values }: Spending): string {
  return `${area.label}, ${PER_WORDS[entry.per]}, ${values.period}`;
}

/** The figure of one cell of spending: an area's amount, or a quartile of the neighbours'. */
export function spendFigure(spending: Spending, row: string): Figure {
  const { values } = spending;
  if (row === 'own') return areaFigure(spending, row, values.own);
  if (row === 'england') return areaFigure(spending, row, values.england);
  if (row === 'lower' || row === 'median' || row === 'upper') return bandFigure(spending, row);
  const value = values.neighbours.find((one) => (one.area_code ?? one.area_name) === row);
  if (!value) throw refuse('no-such-row', 'not-found', 'This area is not one of the neighbours.');
  return areaFigure(spending, row, value);
}

function baseOf(spending: Spending, row: string, who: string) {
  const { area, entry } = spending;
  return {
    id: figureId('spend-and-results', { area: area.code, spend: entry.indicator, row }),
    label: `${spendLabel(spending)}: ${who}`,
    unit: 'pence' as const,
  };
}

function areaFigure(spending: Spending, row: string, value: IndicatorValueRow | null): Figure {
  const { shown, values, children, entry } = spending;
  const isNamed = row === 'own' || row === 'england';
  const who = isNamed ? PEER_LABELS[row as PeerRow] : (value?.area_name ?? row);
  const base = baseOf(spending, row, who);
  const amount = amountOf(spending, value);
  const inputs = [published(shown, values.period, { row: inputRow(row), value })];
  if (entry.per === 'whole' && children !== null) {
    const people = value === null ? null : childrenOf(children.values, value);
    const of = { row: inputRow(row), value: people };
    inputs.push(published(children.shown, children.values.period, of));
  }
  const formula =
    entry.per === 'whole'
      ? 'Spending as published over children aged 0 to 17.'
      : `As published, ${PER_WORDS[entry.per]}, in pounds.`;
  if (amount === null) {
    const why = children === null && entry.per === 'whole' ? NO_CHILDREN : 'It is not published.';
    const how = { formula: `${formula} ${why}`, inputs };
    return { ...base, value: null, absent: 'not-available', how };
  }
  return { ...base, value: amount, how: { formula, inputs, notes: [entry.why] } };
}

const NO_CHILDREN = 'The number of children of each council is not loaded.';

function inputRow(row: string): string {
  return row === 'england' ? ENGLAND : row;
}

function bandFigure(spending: Spending, row: 'lower' | 'median' | 'upper'): Figure {
  const { band, values } = spending;
  const base = baseOf(spending, row, PEER_LABELS[row]);
  if (band === null) {
    const formula = 'Fewer than three neighbours have a published amount.';
    return { ...base, value: null, absent: 'not-available', how: { formula } };
  }
  const known = values.neighbours.filter((value) => amountOf(spending, value) !== null);
  return {
    ...base,
    value: roundHalfAway(band[row]),
    how: {
      formula: `${PEER_LABELS[row]} of ${known.length} statistical neighbours.`,
      inputs: known.map((one) => spendFigure(spending, one.area_code ?? one.area_name)),
    },
  };
}
