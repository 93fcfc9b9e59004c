import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  oneFigure,
} from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { UNDERSTAND_MEASURES } from '../../understand/index.ts';
import { KINDS_COUNTED } from '../model/gain-ranges.ts';
import { OUTCOMES, statePrices } from '../model/model-reference.ts';
import { type BenefitLine, PERSPECTIVES, type Perspective } from '../model/model-result.ts';
import { DETAILED_RUNS } from '../model/run-chunk.ts';
import type { LoadedResult } from './load-result.ts';
import { effectAssumptions, outcomeAssumption } from './scenario-assumption.measure.ts';
import {
  agencyLabel,
  explained,
  isState,
  moneyWords,
  PERSPECTIVE_MEANING,
  PERSPECTIVE_WORDS,
  readOneOf,
  readPerspective,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  sourceLabel,
} from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { stateFigure } from './scenario-states.measure.ts';

const NAME = 'scenario-benefits';
const BY = ['source', 'agency', 'kind'] as const;

/** What gains are broken down by. */
export type BenefitsBy = (typeof BY)[number];

const KIND_WORDS: Readonly<Record<BenefitLine['kind'], string>> = {
  cash: 'Cash that leaves a budget',
  capacity: 'Staff time and places set free',
  'social-value': 'Value to people',
  transfer: 'Money that changes hands',
};

const HEADINGS: Readonly<Record<BenefitsBy, string>> = {
  source: 'Where it arises',
  agency: 'Agency',
  kind: 'Kind of gain',
};

/** Where the gains of a run arise: by level of help or outcome, by agency, or by kind. */
export const scenarioBenefitsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Where the gains of a scenario arise',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    perspective: `${PERSPECTIVES.join(', ')}; public by default`,
    by: `${BY.join(', ')}; source by default`,
    row: 'a level of help, an outcome, an agency or a kind, or total',
    column: 'a year, such as 2026-27, or all',
  },
  compute: async (tx, actor, given) => {
    const loaded = await resultOf(tx, given);
    const perspective = readPerspective(given.perspective);
    const by = readOneOf(BY, given.by, 'by');
    const finding = findingOf(loaded, perspective, by);
    if (given.row === undefined) return finding;
    const years = ['all', ...loaded.found.years];
    const column = readOneOf(years, given.column, 'column');
    const year = years.indexOf(column) - 1;
    const of = { perspective, by, key: given.row, year: year < 0 ? null : year };
    // An agency that pays and gains nothing has a row of 0, which others are worked out from.
    const agencies = by === 'agency' ? loaded.found.agencies.map(({ agency }) => agency) : [];
    const known = [...keysOf(loaded, perspective, by), ...agencies, 'total'];
    readOneOf(known, given.row, 'row');
    const figure = benefitFigure(loaded, of);
    const prices = by === 'source' ? await priceFigures(tx, actor, given.row) : [];
    const how = { ...figure.how, inputs: [...(figure.how.inputs ?? []), ...prices] };
    return oneFigure(finding, { ...figure, how }, columnLabel(loaded, of.year));
  },
});

const RANGE_RUNS = DETAILED_RUNS.toLocaleString('en-GB');

interface BenefitOf {
  readonly perspective: Perspective;
  readonly by: BenefitsBy;
  readonly key: string;
  /** Place of the year; null for all years together. */
  readonly year: number | null;
}

function linesOf({ found }: LoadedResult, perspective: Perspective): readonly BenefitLine[] {
  return found.benefits.filter(({ kind }) => KINDS_COUNTED[perspective].includes(kind));
}

function keysOf(loaded: LoadedResult, perspective: Perspective, by: BenefitsBy): string[] {
  const keys = [...new Set(linesOf(loaded, perspective).map((line) => line[by]))];
  const size = (key: string) => Math.abs(sumOf(loaded, { perspective, by, key, year: null }));
  return keys.filter((key) => size(key) > 0).sort((a, b) => size(b) - size(a));
}

function sumOf(loaded: LoadedResult, { perspective, by, key, year }: BenefitOf): number {
  return linesOf(loaded, perspective)
    .filter((line) => key === 'total' || line[by] === key)
    .reduce((sum, { byYear }) => {
      const own = year === null ? byYear : byYear.slice(year, year + 1);
      return sum + own.reduce((all, one) => all + one, 0);
    }, 0);
}

function findingOf(loaded: LoadedResult, perspective: Perspective, by: BenefitsBy): Finding {
  const years = [null, ...loaded.found.years.keys()];
  const rowOf = (key: string): FindingRow => ({
    label: labelOf(by, key),
    figures: years.map((year) => benefitFigure(loaded, { perspective, by, key, year })),
  });
  const keys = keysOf(loaded, perspective, by);
  return {
    id: figureId(NAME, { result: String(loaded.result.id), perspective, by }),
    headline: headlineOf(loaded, { perspective, by, key: keys[0] ?? '', year: null }),
    subtitle:
      `${restsOn(loaded)}; gains (${PERSPECTIVE_WORDS[perspective].toLowerCase()}), mean of all ` +
      'runs, not discounted',
    rowHeading: HEADINGS[by],
    columns: years.map((year) => columnLabel(loaded, year)),
    rows: keys.map(rowOf),
    ...(keys.length > 0 ? { total: rowOf('total') } : {}),
    chart: 'none',
    notes: [
      PERSPECTIVE_MEANING[perspective],
      'Means of parts add up; their ranges do not, because not every part is high in the same ' +
        `run. Ranges of parts are of the first ${RANGE_RUNS} runs.`,
      ...resultNotes(loaded),
    ],
  };
}

function columnLabel({ found }: LoadedResult, year: number | null): string {
  const of = year === null ? undefined : found.years[year];
  return of === undefined ? 'All years' : formatFinancialYear(of);
}

function labelOf(by: BenefitsBy, key: string): string {
  if (key === 'total') return 'Together';
  if (by === 'source') return sourceLabel(key);
  if (by === 'agency') return agencyLabel(key as BenefitLine['agency']);
  return KIND_WORDS[key as BenefitLine['kind']];
}

function headlineOf(loaded: LoadedResult, of: BenefitOf): string {
  const total = sumOf(loaded, { ...of, key: 'total' });
  if (of.key === '' || total === 0) return 'No gain arises in this run';
  const part = sumOf(loaded, of);
  const label = labelOf(of.by, of.key);
  // Where some parts cost more, a share of the sum would say nothing.
  if (total < 0) return `Together ${moneyWords(-total)} more is spent elsewhere than is set free`;
  if (part < 0 || part > total) return `Gains come to ${moneyWords(total)}, less in some places`;
  const share = Math.round((100 * part) / total);
  return `${label}: ${share}% of ${moneyWords(total)} of gains`;
}

/** A part of the gains: the mean of all runs; as an input of others it says its formula alone. */
export function benefitFigure(loaded: LoadedResult, of: BenefitOf, isInput = false): Figure {
  const { perspective, by, key, year } = of;
  const column = year === null ? 'all' : (loaded.found.years[year] ?? 'all');
  const parameters = {
    result: String(loaded.result.id),
    perspective,
    by,
    row: key,
    column,
  };
  return {
    id: figureId(NAME, parameters),
    label: `${labelOf(by, key)}: gains, ${columnLabel(loaded, year).toLowerCase()}`,
    ...withRange(loaded, of),
    unit: 'pence',
    how: explained(isInput, formulaOf(of), () => inputsOf(loaded, of)),
  };
}

/** The mean of all runs and the range of the first; without one where none was kept. */
function withRange(
  loaded: LoadedResult,
  of: BenefitOf,
): Pick<Figure, 'low' | 'high'> & {
  readonly value: number;
} {
  const { perspective, by, key, year } = of;
  const value = Math.round(sumOf(loaded, of));
  if (loaded.found.gainRanges === undefined) return { value };
  const what = key === 'total' ? 'total' : by;
  const range = loaded.found.gainRanges.find(
    (one) => one.perspective === perspective && one.of === what && one.key === key,
  );
  const low = year === null ? range?.low : range?.lowByYear[year];
  const high = year === null ? range?.high : range?.highByYear[year];
  return { value, low: Math.min(low ?? 0, value), high: Math.max(high ?? 0, value) };
}

function formulaOf({ by, key, year }: BenefitOf): string {
  const span = year === null ? 'of all years, not discounted' : 'of the year';
  if (key === 'total') return `All gains ${span}, the mean of all runs.`;
  if (by !== 'source') return `Gains ${span} of this row, from every source; the mean of all runs.`;
  return isState(key)
    ? `Children fewer at once, times the days of a year, times what a day costs, ${span}, in ` +
        'each run with prices drawn from their range; the mean of all runs.'
    : `How much rarer it becomes among the children helped, times what one costs, ${span}, in ` +
        'each run; the mean of all runs.';
}

function inputsOf(loaded: LoadedResult, of: BenefitOf): Figure[] {
  const { perspective, by, key, year } = of;
  if (key === 'total' || by !== 'source') return benefitFigures(loaded, perspective, year);
  if (!isState(key)) {
    return [...effectAssumptions(loaded, key), ...outcomeAssumption(loaded, key)];
  }
  const change = loaded.found.states.find(({ state }) => state === key);
  if (!change) return [];
  const places = year === null ? [...loaded.found.years.keys()] : [year];
  return places.map((index) => stateFigure(loaded, { change, index, shown: 'change' }, true));
}

/** Gains by source, of all years or of one, as inputs of what they add up to. */
export function benefitFigures(
  loaded: LoadedResult,
  perspective: Perspective,
  year: number | null = null,
): Figure[] {
  const by = 'source';
  return keysOf(loaded, perspective, by).map((key) =>
    benefitFigure(loaded, { perspective, by, key, year }, true),
  );
}

/** The published unit costs behind the price of a state or an outcome, with their own addresses. */
async function priceFigures(tx: Tx, actor: Actor, source: string): Promise<Figure[]> {
  const measure = UNDERSTAND_MEASURES.find(({ name }) => name === 'unit-cost');
  const codes = isState(source)
    ? statePrices()
        .filter(({ state }) => state === source)
        // What follows a colon tells placements apart that one published cost prices.
        .map(({ code }) => code.split(':')[0] ?? code)
    : (OUTCOMES.get(source)?.costs ?? []).map(({ cost }) => cost);
  const figures: Figure[] = [];
  for (const code of new Set(codes)) {
    const finding = await measure?.compute(tx, actor, { code });
    figures.push(...(finding?.rows[0]?.figures ?? []));
  }
  return figures;
}
