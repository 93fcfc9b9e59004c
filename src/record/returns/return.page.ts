import { thoseWhoLoadFiles } from '../../govern/index.ts';
import { refuse, type Table, toCsv } from '../../lib/index.ts';
import { definePage, momentWords, type Page, type PageRequest } from '../../platform/index.ts';
import { sourceView, whatBecame } from './return-view.ts';
import { listProblems, problemsByRule, type SourceRow, sourceById } from './source.store.ts';

const PAGE_SIZE = 50;
const PROBLEMS_IN_FILE = 100_000;

/** One loaded file: what it did, and what was wrong in it. */
export const returnPage: Page = definePage({
  url: '/returns/:id',
  title: 'A loaded file',
  who: thoseWhoLoadFiles,
  audit: 'none',
  get: async (request) => {
    const source = await findOrRefuse(request);
    const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
    const { rule, severity } = request.query;
    const problems = await listProblems(request.tx, {
      sourceId: source.id,
      rule: rule || undefined,
      severity: severity || undefined,
      limit: PAGE_SIZE,
      offset: (number - 1) * PAGE_SIZE,
    });
    const rules = await problemsByRule(request.tx, source.id);
    const view = sourceView(source);
    return {
      template: 'record/returns/return.njk',
      title: `${view.name}: ${view.summary}`,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/returns', text: 'Returns and files' },
      ],
      data: {
        source: { ...view, startedAt: momentWords(view.startedAt) },
        became: whatBecame(source.outcome),
        rules,
        chosen: { rule: rule ?? '', severity: severity ?? '' },
        ruleOptions: rules.map((one) => ({
          value: one.rule,
          text: `${one.rule} (${one.problems})`,
        })),
        problems: problems.rows,
        page: { number, size: PAGE_SIZE, total: problems.total },
        url: request.url,
        download: downloadOf(source.id, request.url),
      },
    };
  },
});

/** The problems of one file as a table to work through. */
export const returnProblemsPage: Page = definePage({
  url: '/returns/:id/problems.csv',
  title: 'Problems of a loaded file, to download',
  who: thoseWhoLoadFiles,
  audit: 'none',
  get: async (request) => {
    const source = await findOrRefuse(request);
    const { rule, severity } = request.query;
    const page = {
      sourceId: source.id,
      rule: rule || undefined,
      severity: severity || undefined,
      limit: PROBLEMS_IN_FILE,
      offset: 0,
    };
    const { rows } = await listProblems(request.tx, page);
    const headings = [
      'Row',
      'Field',
      'Rule',
      'Severity',
      'Kept out',
      'What is wrong',
      'What to do',
    ];
    const table: Table = {
      title: `Problems in ${source.name}`,
      subtitle: '',
      notes: [],
      columns: headings.map((heading) => ({ heading, kind: 'text' as const })),
      rows: rows.map((row) => [
        row.row_number === null ? '' : String(row.row_number),
        row.field ?? '',
        row.rule,
        row.severity,
        row.is_quarantined ? 'yes' : 'no',
        row.message,
        row.fix,
      ]),
    };
    const name = `${source.name}-problems.csv`;
    return { file: toCsv(table), type: 'text/csv; charset=utf-8', name };
  },
});

/** The address of the problems as a file, with what was chosen on the page. */
function downloadOf(id: number, url: string): string {
  const query = new URLSearchParams(url.split('?', 2)[1] ?? '');
  query.delete('page');
  const text = query.toString();
  return `/returns/${id}/problems.csv${text === '' ? '' : `?${text}`}`;
}

async function findOrRefuse(request: PageRequest): Promise<SourceRow> {
  const id = Number(request.params.id);
  const source = Number.isSafeInteger(id) ? await sourceById(request.tx, id) : null;
  if (!source) throw refuse('no-such-file', 'not-found', 'There is no such file here.');
  return source;
}
