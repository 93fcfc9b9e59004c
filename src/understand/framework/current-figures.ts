import { roleOf } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, Refusal } from '../../lib/index.ts';
import type { Actor, Measure, Parameters, Tx } from '../../platform/index.ts';
import { RECORD_MEASURES } from '../../record/index.ts';
import { yearsKnown } from '../cost/activity.store.ts';
import { markWords, unitOf } from '../peers/peer-standing.ts';
import { ownArea } from '../peers/peers.store.ts';
import type { Indicator, IndicatorSource } from './framework.ts';
import { type NewestValue, newestValues } from './frameworks.store.ts';

/** The measure whose figures stand for others: an indicator cannot take its value from itself. */
const OWN = 'framework-indicators';

/** Every measure of this wing and of the record; the list names us too, so it is asked late. */
async function sources(): Promise<readonly Measure[]> {
  const { UNDERSTAND_MEASURES } = await import('../understand-pages.ts');
  return [...RECORD_MEASURES, ...UNDERSTAND_MEASURES].filter(({ name }) => name !== OWN);
}

/**
 * The figure from which each of some indicators takes its value now, by code of the indicator;
 * null where nothing measures it, or what would measure it is not loaded.
 */
export async function currentFigures(
  tx: Tx,
  actor: Actor,
  indicators: readonly Indicator[],
): Promise<ReadonlyMap<string, Figure | null>> {
  const codes = indicators.flatMap(({ source }) =>
    source.kind === 'published' ? [source.indicator] : [],
  );
  const own = await ownArea(tx);
  const published = codes.length === 0 ? new Map() : await newestValues(tx, codes, own.codes);
  const found = new Map<string, Figure | null>();
  for (const { code, source } of indicators) {
    found.set(code, await sourceFigure(tx, actor, { source, published, name: own.name }));
  }
  return found;
}

async function sourceFigure(
  tx: Tx,
  actor: Actor,
  of: {
    readonly source: IndicatorSource;
    readonly published: ReadonlyMap<string, NewestValue>;
    readonly name: string;
  },
): Promise<Figure | null> {
  const { source, published, name } = of;
  if (source.kind === 'none') return null;
  if (source.kind === 'measure') {
    const figure = await figureAt(tx, actor, source.figure);
    // Where no return is loaded a count is nought, which says nothing.
    return figure?.value === 0 && (await yearsKnown(tx)).length === 0 ? null : figure;
  }
  const value = published.get(source.indicator);
  return value ? publishedFigure(value, name) : null;
}

/** A figure by its address, such as `late-help-cost?by=ward&row=12`; null when there is none. */
export async function figureAt(tx: Tx, actor: Actor, address: string): Promise<Figure | null> {
  const [name = '', query = ''] = address.split('?', 2);
  const measure = (await sources()).find((one) => one.name === name);
  // Jobs write plans too, as the demo does: a baseline is about no person.
  if (!measure || !(roleOf(actor) === 'system' || measure.who.allows(actor))) return null;
  const given: Parameters = Object.fromEntries(new URLSearchParams(query));
  if (Object.keys(given).some((key) => !(key in measure.parameters))) return null;
  try {
    return onlyFigure(await measure.compute(tx, actor, given));
  } catch (error) {
    // What is not loaded has no such row, year or indicator.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function onlyFigure({ rows, total }: Finding): Figure | null {
  const [row] = rows;
  return rows.length === 1 && !total ? (row?.figures[0] ?? null) : (total?.figures[0] ?? null);
}

function publishedFigure(value: NewestValue, area: string): Figure {
  const { indicator, period } = value;
  const base = {
    id: figureId('peer-indicator', { indicator, period, row: 'own' }),
    label: `${value.label}: ${area}, ${period}`,
    unit: unitOf(value.unitLabel ?? value.label),
  };
  const citation = {
    title: value.file,
    publisher: 'loaded here, as published',
    locator: value.row === null ? 'row not stated' : `row ${value.row}`,
    date: period,
  };
  const how = { formula: 'As published.', citations: [citation] };
  if (value.value !== null) return { ...base, value: value.value, how };
  const absent = value.mark === 'c' ? 'suppressed' : 'not-available';
  return { ...base, value: null, absent, how: { ...how, formula: markWords(value.mark) } };
}
