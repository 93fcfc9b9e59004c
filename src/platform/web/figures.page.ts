import {
  chartOf,
  type Figure,
  type Finding,
  findingTable,
  figureId,
  refuse,
  toCsv,
  toOds,
  toXlsx,
} from '../../lib/index.ts';
import { isAboutOne } from './frozen-figure.ts';
import type { Measure, Parameters } from './measure.ts';
import { definePage, type Page, type PageAnswer, type PageRequest, type Who } from './page.ts';

const FORMATS = ['csv', 'ods', 'xlsx', 'svg', 'json'] as const;
/** A form in which a finding is downloaded. */
export type Format = (typeof FORMATS)[number];

/** The page at which every figure explains itself, and its downloads. */
export function figurePage(
  measures: readonly Measure[],
  who: Who,
  mayFreeze: Who = { label: 'nobody', allows: () => false },
): Page {
  return definePage({
    url: '/figures/:measure',
    title: 'Where this figure comes from',
    who,
    audit: 'none',
    get: async (request) => {
      const { name, format } = readName(request.params.measure ?? '');
      const measure = findMeasure(measures, name);
      if (!measure.who.allows(request.actor)) {
        throw refuse('figure-not-for-role', 'forbidden', 'Your role does not include this figure.');
      }
      const finding = await computeFinding(measure, request);
      if (format !== null) return downloadFinding(finding, format);
      return explain(finding, request, mayFreeze);
    },
  });
}

/** The measure of this name; refuses one that does not exist. */
export function findMeasure(measures: readonly Measure[], name: string): Measure {
  const measure = measures.find((one) => one.name === name);
  if (!measure) throw refuse('no-such-figure', 'not-found', 'There is no such figure.');
  return measure;
}

/** Computes a measure for whoever asks; refuses parameters that it does not know. */
export async function computeFinding(
  measure: Measure,
  asked: Pick<PageRequest, 'tx' | 'actor' | 'query'>,
): Promise<Finding> {
  const unknown = Object.keys(asked.query).filter((key) => !(key in measure.parameters));
  if (unknown.length > 0) {
    const known = Object.keys(measure.parameters).join(', ');
    const sentence =
      `${measure.name} cannot be asked for ${unknown.join(', ')}; ` + `only for ${known}.`;
    throw refuse('unknown-parameter', 'invalid', sentence);
  }
  const parameters: Parameters = Object.fromEntries(
    Object.entries(asked.query).filter(([, value]) => value !== ''),
  );
  return measure.compute(asked.tx, asked.actor, parameters);
}

/** The name and the format of an address's part such as `late-help-cost.ods`; null: the page. */
export function readName(text: string): { name: string; format: Format | null } {
  const found = FORMATS.find((format) => text.endsWith(`.${format}`));
  return found
    ? { name: text.slice(0, -found.length - 1), format: found }
    : { name: text, format: null };
}

function explain(finding: Finding, request: PageRequest, mayFreeze: Who): PageAnswer {
  const only = onlyFigure(finding);
  const id = figureId(request.params.measure ?? '', request.query);
  return {
    template: 'platform/web/blocks/figure-page.njk',
    title: only ? only.label : finding.headline,
    data: {
      figure: only ?? false,
      finding: only ? false : finding,
      command: `npx headwater figure "${id}"`,
      freeze: mayFreeze.allows(request.actor) && !isAboutOne(id) ? id : false,
    },
    breadcrumbs: [{ href: '/', text: 'Home' }],
  };
}

/** The figure of a finding that is one number; null of any other. */
export function onlyFigure(finding: Finding): Figure | null {
  const [row] = finding.rows;
  const isOne = finding.rows.length === 1 && row?.figures.length === 1 && !finding.total;
  return isOne ? (row?.figures[0] ?? null) : null;
}

/** A finding as a file to save; `id` names the file. */
export async function downloadFinding(
  finding: Finding,
  format: Format,
  id: string = finding.id,
): Promise<PageAnswer> {
  const name = `${id.replace(/[?&=%]+/g, '-')}.${format}`;
  if (format === 'json') return { json: finding };
  if (format === 'svg') {
    const svg = chartOf(finding, { idPrefix: 'chart', width: 640, withHeading: true });
    return { file: svg, type: 'image/svg+xml', name };
  }
  const table = findingTable(finding);
  if (format === 'csv') return { file: toCsv(table), type: 'text/csv; charset=utf-8', name };
  if (format === 'ods') {
    return { file: toOds(table), type: 'application/vnd.oasis.opendocument.spreadsheet', name };
  }
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { file: await toXlsx(table), type, name };
}
