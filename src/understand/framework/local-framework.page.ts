import { AGENCY_KIND_WORDS, AGENCY_KINDS, authorityOf } from '../../govern/index.ts';
import {
  definePage,
  type FieldError,
  localFile,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { addFramework, addIndicator, loadFrameworkFile } from './add-framework.ts';
import { themesAndDay } from './frameworks.page.ts';
import { loadFrameworkBook } from './frameworks.store.ts';
import {
  FRAMEWORK_COLUMNS,
  POLARITY_OPTIONS,
  readFramework,
  readIndicator,
} from './local-framework.ts';
import { thoseWhoWriteFrameworks } from './who-writes.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/frameworks', text: 'What we mean by better' },
];

/** A framework of the authority's own: typed, or loaded from a file. */
export const newFrameworkPage: Page = definePage({
  url: '/frameworks/new',
  title: 'Add a framework of your own',
  who: thoseWhoWriteFrameworks,
  audit: 'changes',
  upload: true,
  get: async (request) => showFramework(request, []),
  post: async (request) => {
    const [file] = request.files;
    return file ? loadFile(request, file) : typeFramework(request);
  },
});

async function typeFramework(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const read = readFramework(form, {
    publisher: form.publisher || 'This partnership',
    today: themesAndDay().on,
  });
  if (!read.ok) return showFramework(request, read.errors);
  const isNew = await addFramework(tx, actor, read.value);
  if (!isNew) {
    const sentence = 'There is a framework of that name already. Give this one another name';
    return showFramework(request, [{ field: 'label', sentence }]);
  }
  await request.audit({
    action: 'framework.added',
    subjectKind: 'framework',
    subjectId: read.value.code,
    detail: { outcomes: read.value.outcomes.length },
  });
  return { redirect: `/frameworks/${read.value.code}` };
}

async function loadFile(
  request: PageRequest,
  file: PageRequest['files'][number],
): Promise<PageAnswer> {
  const { tx, actor } = request;
  const opened = await localFile(file.path, file.name);
  const loaded = await loadFrameworkFile(tx, actor, { file: opened, today: themesAndDay().on });
  await request.audit({
    action: 'framework.loaded',
    subjectKind: 'framework',
    subjectId: null,
    detail: { frameworks: loaded.frameworks, indicators: loaded.indicators },
  });
  if (loaded.problems.length === 0) return { redirect: '/frameworks' };
  const shown = loaded.problems.slice(0, 10).map(({ row, message, fix }) => ({
    field: 'file',
    sentence: `${row === null ? '' : `Row ${row}: `}${message} ${fix}`,
  }));
  return showFramework(request, shown);
}

function showFramework(request: PageRequest, errors: readonly FieldError[]): PageAnswer {
  return {
    template: 'understand/framework/framework-form.njk',
    breadcrumbs: TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      form: { values: request.form, errors },
      errors,
      columns: FRAMEWORK_COLUMNS.join(', '),
    },
  };
}

/** An indicator of the authority's own. */
export const newIndicatorPage: Page = definePage({
  url: '/frameworks/indicators/new',
  title: 'Add an indicator of your own',
  who: thoseWhoWriteFrameworks,
  audit: 'changes',
  get: async (request) => showIndicator(request, []),
  post: async (request) => {
    const { tx, actor, form } = request;
    const options = await outcomeOptions(request);
    const read = readIndicator(
      form,
      options.map(({ value }) => value),
    );
    if (!read.ok) return showIndicator(request, read.errors);
    const isNew = await addIndicator(tx, authorityOf(actor), { ...read.value, madeBy: actor.id });
    if (!isNew) {
      const sentence = 'There is an indicator of that name already. Give this one another name';
      return showIndicator(request, [{ field: 'label', sentence }]);
    }
    await request.audit({
      action: 'indicator.added',
      subjectKind: 'indicator',
      subjectId: read.value.code,
    });
    return { redirect: `/frameworks/indicators/${read.value.code}` };
  },
});

async function outcomeOptions({ tx }: PageRequest) {
  const book = await loadFrameworkBook(tx);
  return book.frameworks
    .filter(({ until }) => until === null)
    .flatMap((one) =>
      one.outcomes.map(({ code, label }) => ({
        value: `${one.code}/${code}`,
        text: `${label} (${one.label})`,
      })),
    );
}

async function showIndicator(
  request: PageRequest,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  return {
    template: 'understand/framework/indicator-form.njk',
    breadcrumbs: TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      form: {
        values: { ...request.form, outcomes: (request.form.outcomes ?? '').split(';') },
        errors,
      },
      errors,
      polarities: POLARITY_OPTIONS,
      owners: AGENCY_KINDS.map((kind) => ({ value: kind, text: AGENCY_KIND_WORDS[kind] })),
      outcomes: await outcomeOptions(request),
    },
  };
}
