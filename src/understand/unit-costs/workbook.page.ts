import { rm } from 'node:fs/promises';
import { only } from '../../govern/index.ts';
import { formatFinancialYear, formatPenceExactly } from '../../lib/index.ts';
import { definePage, type FieldError, type Page, type PageRequest } from '../../platform/index.ts';
import { checkWorkbook, type WorkbookCheck } from './check-workbook.ts';
import type { WorkbookChange } from './workbook-changes.ts';
import { listEditions, saveWorkbook } from './workbook-cost.store.ts';
import { readWorkbookFile } from './workbook-file.ts';

/** An edition of the Unit Cost Database: what is wrong in it, what it changes, and keeping it. */
export const workbookPage: Page = definePage({
  url: '/unit-costs/workbook',
  title: 'Unit Cost Database workbook',
  who: only('analyst', 'commissioner', 'administrator'),
  audit: 'changes',
  upload: true,
  get: (request) => show(request, []),
  post: async (request) => {
    try {
      return await take(request);
    } finally {
      await Promise.all(request.files.map((file) => rm(file.path, { force: true })));
    }
  },
});

async function take(request: PageRequest) {
  const [file] = request.files;
  if (!file) return show(request, [{ field: 'file', sentence: 'Choose the workbook to check' }]);
  const read = await readWorkbookFile(file.path, file.name);
  if ('refused' in read) return show(request, [{ field: 'file', sentence: read.refused }]);
  const check = await checkWorkbook(file.name, read.bytes);
  if (check.entries.length === 0) {
    const sentence = `${file.name}: ${check.problems[0]?.message ?? 'nothing could be read in it'}`;
    return show(request, [{ field: 'file', sentence }]);
  }
  const edition = read.sha256;
  const kept = await saveWorkbook(request.tx, { edition, fileName: file.name }, check.entries);
  const detail = { edition, kept };
  await request.audit({
    action: 'unit-costs.import',
    subjectKind: 'workbook',
    subjectId: edition.slice(0, 12),
    detail,
  });
  return show(request, [], viewOf(file.name, check, kept));
}

async function show(
  request: PageRequest,
  errors: readonly FieldError[],
  result: ReturnType<typeof viewOf> | false = false,
) {
  const editions = await listEditions(request.tx);
  return {
    template: 'understand/unit-costs/workbook.njk',
    status: errors.length > 0 ? 400 : 200,
    title: result ? result.heading : 'Unit Cost Database workbook',
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/unit-costs', text: 'Unit costs' },
    ],
    data: {
      errors,
      result,
      editions: editions.map((one) => [
        one.file_name,
        String(one.entries),
        one.edition.slice(0, 12),
      ]),
    },
  };
}

const MOST_SHOWN = 200;

function viewOf(name: string, { entries, problems, changes }: WorkbookCheck, kept: number) {
  const changed = changes.filter((change) => change.change !== 'same');
  return {
    name,
    heading:
      changed.length === 0
        ? 'This edition changes none of the values typed here'
        : `This edition changes ${changed.length} of ${changes.length} values typed here`,
    entries: entries.length,
    kept,
    problemCount: problems.length,
    problems: problems
      .slice(0, MOST_SHOWN)
      .map((one) => [placeWords(one.field, one.row), one.message, one.fix]),
    changes: changed.map(changeCells),
  };
}

function placeWords(field: string | null, row: number | null): string {
  if (row === null) return field ?? 'The file';
  return field === null ? `Row ${row}` : `${field}, row ${row}`;
}

function changeCells(change: WorkbookChange): string[] {
  const amount = (of: WorkbookChange['typed']) =>
    `${formatPenceExactly(of.pence)} (prices of ${formatFinancialYear(of.year)})`;
  const printed = change.printed ? amount(change.printed) : 'no longer there';
  return [change.code, change.workbookCode, amount(change.typed), printed, change.detail ?? ''];
}
