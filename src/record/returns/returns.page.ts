import { rm } from 'node:fs/promises';
import { authorityOf, systemActor, thoseWhoLoadFiles } from '../../govern/index.ts';
import {
  definePage,
  enqueueJob,
  type FieldError,
  localFile,
  type Page,
  type PageAnswer,
  type PageRequest,
  type UploadedFile,
} from '../../platform/index.ts';
import { notRecognised } from './check-file.ts';
import { READERS } from './readers.ts';
import { sourceView } from './return-view.ts';
import { listSources, type SourceRow } from './source.store.ts';
import { OWN_FILES } from './template-pages.ts';

const PAGE_SIZE = 25;

/** Files that were loaded, and the form that loads more. */
export const returnsPage: Page = definePage({
  url: '/returns',
  title: 'Returns and files',
  who: thoseWhoLoadFiles,
  audit: 'changes',
  upload: true,
  get: (request) => show(request, []),
  post: async (request) => {
    const errors = await uploadErrors(request.files);
    if (errors.length > 0) return show(request, errors);
    const files = request.files.map(({ path, name }) => ({ path, name }));
    const [first] = files;
    const id = await enqueueJob(request.tx, {
      name: 'import-files',
      title:
        files.length === 1 && first ? `Loading ${first.name}` : `Loading ${files.length} files`,
      payload: { files },
      actor: { ...systemActor(authorityOf(request.actor)), id: request.actor.id },
      lane: 'import',
      unit: 'KB',
    });
    await request.audit({ action: 'return.upload', subjectKind: 'job', subjectId: String(id) });
    return { redirect: `/jobs/${id}` };
  },
});

/** What is wrong with what was sent: no file, or one that nobody can read. */
async function uploadErrors(files: readonly UploadedFile[]): Promise<FieldError[]> {
  if (files.length === 0) {
    return [{ field: 'file', sentence: 'Choose one or more files that you want to load' }];
  }
  const errors: FieldError[] = [];
  for (const { path, name } of files) {
    const file = await localFile(path, name);
    const head = await file.head();
    if (READERS.some((reader) => reader.recognise(name, head))) continue;
    const { message } = notRecognised(file, READERS);
    const rest = files.length > 1 ? ' Nothing was loaded: choose the others again.' : '';
    errors.push({ field: 'file', sentence: `${name}: ${message}${adviceOf(name)}${rest}` });
  }
  return errors;
}

/** What to do with a file of a kind that people often choose by mistake. */
function adviceOf(name: string): string {
  const kind = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (kind === 'zip') return ' Unpack it first, and choose the files in it.';
  if (kind === 'pdf' || kind === 'docx' || kind === 'doc') {
    return ' Export the return itself from your case system, as XML or CSV.';
  }
  if (kind === 'xls') return ' Save it as XLSX or CSV first.';
  return ' Check that it is the export itself, with its headings unchanged.';
}

async function show(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  if (errors.length > 0) await removeFiles(request);
  const sources = await listSources(request.tx);
  const { kind = '', year = '', show: only = '' } = request.query;
  const fitting = sources.filter(
    (source) =>
      (kind === '' || source.return_kind === kind) &&
      (year === '' || source.year === year) &&
      (only !== 'kept-out' || (source.outcome.quarantined ?? 0) > 0),
  );
  const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
  const first = (number - 1) * PAGE_SIZE;
  const own = OWN_FILES.find((one) => one.kind === request.query.start);
  return {
    template: 'record/returns/returns.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      errors,
      heading: headingOf(sources),
      all: sources.length,
      view: {
        caption: 'Loaded files, newest first',
        captionHidden: true,
        columns: COLUMNS,
        rows: fitting.slice(first, first + PAGE_SIZE).map(fileRow),
        url: request.url,
        sort: null,
        page: { number, size: PAGE_SIZE, total: fitting.length },
        noun: ['file', 'files'],
        clearHref: '/returns',
      },
      url: request.url,
      chosen: { kind, year, show: only },
      kinds: kindsOf(sources),
      years: yearsOf(sources),
      labels: READERS.map((reader) => reader.label),
      ownFiles: OWN_FILES.map(({ file, title }) => ({ href: `/returns/${file}`, title })),
      startWith: own ? { href: `/returns/${own.file}`, title: own.title } : false,
    },
  };
}

function headingOf(sources: readonly SourceRow[]): string {
  const files = sources.length;
  if (files === 0) return 'No file is loaded yet';
  const loaded = files === 1 ? 'One file is loaded' : `${files} files are loaded`;
  const bad = sources.filter((source) => (source.outcome.quarantined ?? 0) > 0).length;
  if (bad === 0) return loaded;
  return `${loaded}, ${bad === 1 ? 'one' : bad} with rows that were kept out`;
}

const COLUMNS = [
  { key: 'file', label: 'File' },
  { key: 'status', label: 'Status' },
  { key: 'rows', label: 'Rows', numeric: true },
  { key: 'kept', label: 'Kept out', numeric: true },
  { key: 'errors', label: 'Errors', numeric: true },
];

function fileRow(source: SourceRow) {
  const view = sourceView(source);
  const about = [view.kind, view.part, view.year].filter((part) => part !== '');
  const amount = (value: number) => ({ text: value.toLocaleString('en-GB') });
  return {
    cells: [
      { text: view.name, href: `/returns/${view.id}`, quiet: about.join(', ') },
      { status: view.status },
      amount(view.rows),
      amount(view.quarantined),
      amount(view.errors),
    ],
  };
}

function kindsOf(sources: readonly SourceRow[]) {
  const kinds = [...new Set(sources.flatMap((source) => source.return_kind ?? []))];
  return kinds.map((value) => ({
    value,
    text: READERS.find((reader) => reader.kind === value)?.label ?? value,
  }));
}

function yearsOf(sources: readonly SourceRow[]) {
  const years = [...new Set(sources.flatMap((source) => source.year ?? []))].sort().reverse();
  return years.map((value) => ({ value, text: value }));
}

async function removeFiles(request: PageRequest): Promise<void> {
  await Promise.all(request.files.map((file) => rm(file.path, { force: true })));
}
