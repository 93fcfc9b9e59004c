import { rm } from 'node:fs/promises';
import { systemActor, only, authorityOf } from '../../govern/index.ts';
import { refuse, type Table, toCsv } from '../../lib/index.ts';
import {
  definePage,
  enqueueJob,
  type FieldError,
  type Page,
  type PageRequest,
} from '../../platform/index.ts';
import { outcomeLine } from './returns.command.ts';
import { READERS } from './readers.ts';
import { returnsUpTo } from './returns-view.ts';
import {
  listProblems,
  listSources,
  problemsByRule,
  type SourceRow,
  sourceById,
} from './source.store.ts';

const loaders = only('analyst', 'administrator', 'commissioner', 'manager');
const PAGE_SIZE = 50;
const PROBLEMS_IN_FILE = 100_000;

/** Files that were loaded, and the form that loads more. */
export const returnsPage: Page = definePage({
  url: '/returns',
  title: 'Returns and files',
  who: loaders,
  audit: 'changes',
  upload: true,
  get: (request) => show(request, []),
  post: async (request) => {
    const errors = uploadErrors(request);
    if (errors.length > 0) return show(request, errors);
    const files = request.files.map(({ path, name }) => ({ path, name }));
    const names = files.map((file) => file.name).join(', ');
    const id = await enqueueJob(request.tx, {
      name: 'import-files',
      title: files.length === 1 ? `Loading ${names}` : `Loading ${files.length} files`,
      payload: { files },
      actor: { ...systemActor(authorityOf(request.actor)), id: request.actor.id },
      lane: 'import',
      unit: 'KB',
    });
    await request.audit({ action: 'return.upload', subjectKind: 'job', subjectId: String(id) });
    return { redirect: `/jobs/${id}` };
  },
});

function uploadErrors(request: PageRequest): FieldError[] {
  if (request.files.length > 0) return [];
  return [{ field: 'file', sentence: 'Choose the file that you want to load' }];
}

async function show(request: PageRequest, errors: readonly FieldError[]) {
  if (errors.length > 0) await removeFiles(request);
  const sources = await listSources(request.tx);
  return {
    template: 'record/returns/returns.njk',
    status: errors.length > 0 ? 400 : 200,
    data: {
      errors,
      sources: sources.map(sourceView),
      upTo: returnsUpTo(sources),
      labels: READERS.map((reader) => reader.label),
    },
  };
}

async function removeFiles(request: PageRequest): Promise<void> {
  await Promise.all(request.files.map((file) => rm(file.path, { force: true })));
}

/** One loaded file: what it did, and what was wrong in it. */
export const returnPage: Page = definePage({
  url: '/returns/:id',
  title: 'A loaded file',
  who: loaders,
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
        source: view,
        rules,
        chosen: { rule: rule ?? '', severity: severity ?? '' },
        ruleOptions: rules.map((one) => ({
          value: one.rule,
          text: `${one.rule} (${one.problems})`,
        })),
        problems: problems.rows,
        page: { number, size: PAGE_SIZE, total: problems.total },
        url: request.url,
      },
    };
  },
});

/** The problems of one file as a table to work through. */
export const returnProblemsPage: Page = definePage({
  url: '/returns/:id/problems.csv',
  title: 'Problems of a loaded file, to download',
  who: loaders,
  audit: 'none',
  get: async (request) => {
    const source = await findOrRefuse(request);
    const page = { sourceId: source.id, limit: PROBLEMS_IN_FILE, offset: 0 };
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

async function findOrRefuse(request: PageRequest): Promise<SourceRow> {
  const id = Number(request.params.id);
  const source = Number.isSafeInteger(id) ? await sourceById(request.tx, id) : null;
  if (!source) throw refuse('no-such-file', 'not-found', 'There is no such file here.');
  return source;
}

function sourceView(source: SourceRow) {
  const count = (name: string) => source.outcome[name] ?? 0;
  const reader = READERS.find((one) => one.kind === source.return_kind);
  return {
    id: source.id,
    name: source.name,
    kind: reader?.label ?? source.return_kind ?? 'A file',
    part: source.part === source.return_kind ? '' : (source.part ?? ''),
    year: source.year ?? '',
    asOf: source.as_of_day,
    status: STATUS_VIEW[source.status],
    rows: count('rows'),
    quarantined: count('quarantined'),
    errors: count('errors'),
    warnings: count('warnings'),
    summary:
      count('quarantined') > 0
        ? `${count('quarantined')} of ${count('rows')} rows were kept out`
        : `all ${count('rows')} rows went in`,
    did: outcomeLine({
      file: source.name,
      kind: null,
      part: source.part,
      status: 'loaded',
      sourceId: source.id,
      counts: source.outcome,
    }),
    startedAt: source.started_at,
  };
}

const STATUS_VIEW = {
  loading: { text: 'Loading', tone: 'going' },
  loaded: { text: 'Loaded', tone: 'done' },
  stopped: { text: 'Stopped part-way', tone: 'attention' },
} as const;
