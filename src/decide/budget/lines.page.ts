import { only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay, formatFinancialYear } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { changeSpendClass } from './change-spend-class.ts';
import { CLASS_CHOICES, readClassForm } from './class-form.ts';
import { classWords, lineFigure } from './line-figures.ts';
import {
  readSpendAsked,
  readSpending,
  readSpendYear,
  type SpendLine,
  type Spending,
} from './read-lines.ts';
import { PUBLICATIONS, type SPEND_CLASS_WORDS } from './spend-class.ts';
import { publicationOf } from './spend-classes-file.ts';
import type { SpendClassWord } from './spend-class.store.ts';

/** Who classes a line otherwise than the reference does. */
const whoClasses = only('commissioner', 'finance', 'manager', 'analyst');

const TRAIL = BUDGET_TRAIL;

/** Every loaded line with its class, the reason, and what was said of it before. */
export const budgetLinesPage: Page = definePage({
  url: '/budget/lines',
  title: 'How lines of spending are classed',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const asked = await readSpendAsked(tx, { scope: 'with-public-health', ...blanksOut(query) });
    const spending = await readSpending(tx, asked);
    const year = readSpendYear(spending, query.year);
    return {
      template: 'decide/budget/lines.njk',
      title: headingOf(year?.lines ?? []),
      breadcrumbs: TRAIL,
      data: {
        heading: headingOf(year?.lines ?? []),
        year,
        publication: publicationOf(asked.publication),
        publications: PUBLICATIONS.map((value) => ({ value, text: publicationOf(value).label })),
        years: spending.years.map((one) => ({
          value: one.year,
          text: formatFinancialYear(one.year),
        })),
        chosen: { publication: asked.publication, year: year?.year ?? '' },
        url,
        lines: (year?.lines ?? []).map((line) => ({
          ...line,
          figure: lineFigure(asked, line, 'spent'),
          classText: classWords(line),
          changeHref: `/budget/lines/class?line=${asked.publication}/${line.line}`,
        })),
        words: spending.words.map((word) => wordShown(word, spending)),
        mayClass: whoClasses.allows(actor),
      },
    };
  },
});

function blanksOut(query: PageRequest['query']): Record<string, string> {
  const { publication, scope } = query;
  return { ...(publication ? { publication } : {}), ...(scope ? { scope } : {}) };
}

function headingOf(lines: readonly SpendLine[]): string {
  if (lines.length === 0) return 'How lines of spending are classed';
  if (lines.some(({ rule, word }) => rule === null && word === null)) {
    return 'Some lines are not classed yet';
  }
  return lines.some(({ word }) => word !== null)
    ? 'Some lines are classed here otherwise than by default'
    : 'Every line is classed by default';
}

function wordShown(word: SpendClassWord, { years }: Spending) {
  const line = years.flatMap(({ lines }) => lines).find((one) => one.line === word.line);
  return {
    label: line?.label ?? word.line,
    classText:
      word.class === 'as-published'
        ? 'Back to the default'
        : classWords({ class: word.class, share: word.share }),
    reason: word.reason,
    by: word.madeBy,
    on: formatDay(word.madeAt.toISOString().slice(0, 10) as Parameters<typeof formatDay>[0]),
  };
}

/** The form that classes one line otherwise, with a reason. */
export const budgetClassPage: Page = definePage({
  url: '/budget/lines/class',
  title: 'Class a line of spending',
  who: whoClasses,
  audit: 'changes',
  get: async (request) => showForm(request, []),
  post: async (request) => {
    const lines = await everyLine(request);
    const read = readClassForm(request.form, new Set(lines.map(({ value }) => value)));
    if (!read.ok) return showForm(request, read.errors);
    const { publication, line, class: own, share, reason } = read.value;
    const id = await changeSpendClass(request.tx, request.actor, read.value);
    await request.audit({
      action: 'spend-class.changed',
      subjectKind: 'spend-class',
      subjectId: String(id),
      detail: { publication, line, class: own, ...(share ?? {}), reason },
    });
    return { redirect: `/budget/lines?publication=${publication}` };
  },
});

async function everyLine({ tx }: PageRequest) {
  const all = [];
  for (const publication of PUBLICATIONS) {
    const spending = await readSpending(tx, { publication, scope: 'with-public-health' });
    const { short } = publicationOf(publication);
    const newest = spending.years.at(-1)?.lines ?? [];
    for (const line of newest.filter(({ holding }) => holding === 'counts')) {
      const value = `${publication}/${line.line}`;
      all.push({ value, text: `${line.label} (${short})`, line });
    }
  }
  return all;
}

async function showForm(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const lines = await everyLine(request);
  const asked = lines.find(({ value }) => value === request.query.line);
  const values = request.form.line === undefined ? valuesOf(asked) : request.form;
  return {
    template: 'decide/budget/class.njk',
    breadcrumbs: [...TRAIL, { href: '/budget/lines', text: 'How lines are classed' }],
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      errors,
      form: { values, errors },
      lines: lines.map(({ value, text }) => ({ value, text })),
      now: asked
        ? { label: asked.line.label, text: classWords(asked.line), why: asked.line.why }
        : null,
      classes: CLASS_CHOICES.map((value) => ({
        value,
        text: value === 'as-published' ? 'As by default' : CLASS_TEXTS[value],
      })),
    },
  };
}

const CLASS_TEXTS: typeof SPEND_CLASS_WORDS = {
  early: 'Early: before a child needs a plan or care',
  late: 'Late: a social worker’s plan, care, and what follows',
  shared: 'Shared: part of it is early',
  'left-out': 'Left out: a total, or neither early nor late',
};

function valuesOf(asked: { readonly value: string; readonly line: SpendLine } | undefined) {
  if (!asked) return {};
  const { class: own, share } = asked.line;
  const percent = share
    ? { low: String(share.low), likely: String(share.likely), high: String(share.high) }
    : {};
  return { line: asked.value, class: own, ...percent };
}
