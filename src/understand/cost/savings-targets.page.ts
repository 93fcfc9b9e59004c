import { authorityOf, listAgencies, only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { financialYear, formatFinancialYear, formatPence, refuse } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { readCover, readTarget } from './savings-forms.ts';
import {
  COVER_KIND_WORDS,
  COVER_KINDS,
  COVER_STATUS_WORDS,
  COVER_STATUSES,
} from './savings-target.ts';
import {
  type KeptCover,
  listCovers,
  saveCover,
  savingsYears,
  saveTarget,
  withdrawCover,
} from './savings-target.store.ts';
import { readSavingsYear, savingsTargetsMeasure } from './savings-targets.measure.ts';

/** Who sets targets and says what covers them. */
const whoKeeps = only('commissioner', 'finance', 'manager');

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/cost', text: 'Cost of late help' },
];
const OWN_TRAIL = [...TRAIL, { href: '/cost/targets', text: 'Savings targets' }];

const targetsPage: Page = definePage({
  url: '/cost/targets',
  title: 'Savings targets',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const year = await readSavingsYear(tx, query.year);
    const finding = await savingsTargetsMeasure.compute(tx, actor, { year: year ?? undefined });
    const covers = year === null ? [] : await listCovers(tx, Number(year.slice(0, 4)));
    const names = new Map((await listAgencies(tx)).map((one) => [one.id, one.name]));
    return {
      template: 'understand/cost/savings-targets.njk',
      title: finding.headline,
      breadcrumbs: TRAIL,
      data: {
        finding,
        url,
        chosen: { year: year ?? '' },
        years: (await savingsYears(tx)).map((start) => ({
          value: financialYear(start),
          text: formatFinancialYear(financialYear(start)),
        })),
        covers: covers.map((one) => ({ ...coverWords(one), agency: names.get(one.agencyId) })),
        mayKeep: whoKeeps.allows(actor),
      },
    };
  },
});

function coverWords(one: KeptCover) {
  const [low, likely, high] = [one.low, one.likely, one.high].map(formatPence);
  return {
    id: one.id,
    what: one.what,
    kind: COVER_KIND_WORDS[one.kind],
    status: COVER_STATUS_WORDS[one.status],
    amount: low === high ? likely : `${likely}, between ${low} and ${high}`,
    figure: one.figure,
  };
}

const setPage: Page = definePage({
  url: '/cost/targets/set',
  title: 'Set a savings target',
  who: whoKeeps,
  audit: 'changes',
  get: async (request) => showForm(request, 'target', []),
  post: async (request) => {
    const read = readTarget(request.form, await listAgencies(request.tx));
    if (!read.ok) return showForm(request, 'target', read.errors);
    const { agencyId, year, amount } = read.value;
    await saveTarget(request.tx, keeperOf(request), read.value);
    await request.audit({
      action: 'savings-target.set',
      subjectKind: 'agency',
      subjectId: String(agencyId),
      detail: { year, amountPence: amount },
    });
    return { redirect: `/cost/targets?year=${year}` };
  },
});

const coverPage: Page = definePage({
  url: '/cost/targets/cover',
  title: 'Say what covers a savings target',
  who: whoKeeps,
  audit: 'changes',
  get: async (request) => showForm(request, 'cover', []),
  post: async (request) => {
    const read = readCover(request.form, await listAgencies(request.tx));
    if (!read.ok) return showForm(request, 'cover', read.errors);
    const id = await saveCover(request.tx, keeperOf(request), read.value);
    const { agencyId, year, kind, status, likely } = read.value;
    await request.audit({
      action: 'savings-cover.stated',
      subjectKind: 'savings-cover',
      subjectId: String(id),
      detail: { agencyId, year, kind, status, likelyPence: likely },
    });
    return { redirect: `/cost/targets?year=${year}` };
  },
});

const withdrawPage: Page = definePage({
  url: '/cost/targets/withdraw',
  title: 'Withdraw what covered a savings target',
  who: whoKeeps,
  audit: 'changes',
  post: async (request) => {
    const id = Number(request.form.id);
    const why = request.form.why || 'No reason was given';
    const isDone = Number.isSafeInteger(id) && (await withdrawCover(request.tx, id, why));
    if (!isDone) throw refuse('no-such-cover', 'not-found', 'There is no such line any more.');
    await request.audit({
      action: 'savings-cover.withdrawn',
      subjectKind: 'savings-cover',
      subjectId: String(id),
      detail: { why },
    });
    return { redirect: '/cost/targets' };
  },
});

/** The pages of savings targets: the table, and the forms behind it. */
export const SAVINGS_PAGES: readonly Page[] = [targetsPage, setPage, coverPage, withdrawPage];

function keeperOf({ actor }: PageRequest) {
  return { authorityId: authorityOf(actor), actorId: actor.id };
}

const TEMPLATES = {
  target: 'understand/cost/savings-target.njk',
  cover: 'understand/cost/savings-cover.njk',
} as const;

async function showForm(
  request: PageRequest,
  form: 'target' | 'cover',
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const agencies = await listAgencies(request.tx);
  return {
    template: TEMPLATES[form],
    breadcrumbs: OWN_TRAIL,
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      errors,
      form: { values: request.form, errors },
      agencies: agencies.map((one) => ({ value: String(one.id), text: one.name })),
      kinds: COVER_KINDS.map((value) => ({ value, text: COVER_KIND_WORDS[value] })),
      statuses: COVER_STATUSES.map((value) => ({ value, text: COVER_STATUS_WORDS[value] })),
    },
  };
}
