import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, type Finding, formatFinancialYear } from '../../lib/index.ts';
import {
  type Actor,
  definePage,
  type Measure,
  type Page,
  type PageRequest,
} from '../../platform/index.ts';
import { listServices, provisionYears } from '../../record/index.ts';
import { spendGapMeasure } from './spend-gap.measure.ts';
import { gapWords, shadeOf } from './spend-map.ts';
import {
  BY_LABELS,
  readAsked,
  SHOW_LABELS,
  SPEND_MAP_BY,
  SPEND_MAP_SHOWS,
  spendMapMeasure,
} from './spend-map.measure.ts';
import { spendReconciledMeasure } from './spend-reconciled.measure.ts';

const TRAIL = [{ href: '/', text: 'Home' }];

/** The links between the pages of the map, and the year that all of them are of. */
export async function mapFrame(request: PageRequest, current: string) {
  const years = await provisionYears(request.tx);
  const year = request.query.year || years[0] || '';
  const more = year === '' ? '' : `?year=${year}`;
  const link = (path: string, text: string) => ({
    href: `/spend-map${path}${more}`,
    text,
    current: path === current,
  });
  return {
    year,
    url: request.url,
    isEmpty: (await listServices(request.tx)).length === 0,
    years: years.map((one) => ({ value: one, text: formatFinancialYear(one) })),
    links: [
      link('', 'Spend and late cost'),
      link('/overlaps', 'Overlaps'),
      link('/gaps', 'Gaps'),
      link('/fragmentation', 'Split'),
      link('/dependencies', 'Needs and answers'),
    ],
  };
}

/** Computes measures as the reader of a page. */
export async function asking(
  { tx, actor }: { readonly tx: PageRequest['tx']; readonly actor: Actor },
  measures: readonly Measure[],
  given: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const measure of measures) findings.push(await measure.compute(tx, actor, given));
  return findings;
}

/** The map of spending: themes against agencies, levels or areas, beside what drives late cost. */
export const spendMapPage: Page = definePage({
  url: '/spend-map',
  title: 'Early spending and what drives late cost',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const frame = await mapFrame(request, '');
    const { by, show } = readAsked(request.query);
    const year = frame.year || undefined;
    const [gap] = (await asking(request, [spendGapMeasure], { year })) as [Finding];
    const [map] = (await asking(request, [spendMapMeasure], { by, show, year })) as [Finding];
    const [reconciled] = (await asking(request, [spendReconciledMeasure], { year })) as [Finding];
    return {
      template: 'understand/spend-map/spend-map.njk',
      title: frame.isEmpty ? 'No service is on the directory yet' : gap.headline,
      breadcrumbs: TRAIL,
      data: {
        ...frame,
        gap,
        map,
        reconciled,
        rows: heatRows(map, gap),
        total: map.total ? { ...map.total, cells: shaded(map.total.figures, 0) } : null,
        chosen: { year: request.query.year ?? '', by, show },
        fields: fieldsOf(frame.years),
      },
    };
  },
});

function fieldsOf(years: readonly { readonly value: string; readonly text: string }[]) {
  return [
    {
      name: 'by',
      label: 'Columns',
      kind: 'radios',
      options: SPEND_MAP_BY.map((value) => ({ value, text: BY_LABELS[value] })),
    },
    {
      name: 'show',
      label: 'Cells',
      kind: 'radios',
      options: SPEND_MAP_SHOWS.map((value) => ({ value, text: SHOW_LABELS[value] })),
    },
    { name: 'year', label: 'Financial year', kind: 'select', options: years },
  ];
}

/** Rows of the map in the order of the gap, each with its shares of cost and of early spending. */
function heatRows(map: Finding, gap: Finding) {
  const largest = Math.max(
    0,
    ...map.rows.flatMap(({ figures }) => figures.slice(0, -1).map((one) => one.value ?? 0)),
  );
  return gap.rows.flatMap(({ label, figures }) => {
    const row = map.rows.find((one) => one.label === label);
    const points = figures[2]?.value;
    return row
      ? [
          {
            label,
            cells: shaded(row.figures, largest),
            late: figures[0],
            early: figures[1],
            gap: figures[2],
            words: points == null ? '' : gapWords(points),
          },
        ]
      : [];
  });
}

function shaded(figures: readonly Figure[], largest: number) {
  return figures.map((figure, at) => ({
    figure,
    shade: at === figures.length - 1 ? 0 : shadeOf(figure.value, largest),
  }));
}
