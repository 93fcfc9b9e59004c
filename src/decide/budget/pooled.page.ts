import { listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  formatFinancialYear,
  formatPenceExactly,
  parseFinancialYear,
  parsePounds,
  type Pence,
} from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type FormResult,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { loadResult } from '../scenario/load-result.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { sharesFinding } from '../scenario/scenario-shares.measure.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { agreeContribution } from './agree-contribution.ts';
import { runChoices } from './finance.page.ts';
import { listPoolEntries } from './pool.store.ts';
import { CONTRIBUTION_KINDS, type PoolEntry } from './pool.ts';
import { poolNames, pooledBudgetMeasure, proposalFinding } from './pooled.measure.ts';
import { refused } from './streams-edit.page.ts';
import { thoseWhoCommitMoney } from './streams.page.ts';

const TRAIL = BUDGET_TRAIL;

/** A pooled budget: agreed against paid, and contributions that leave nobody worse off. */
export const pooledPage: Page = definePage({
  url: '/budget/pooled',
  title: 'Pooled budget',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const pools = await poolNames(tx);
    const pool = query.pool || (pools[0] ?? '');
    const entries = (await listPoolEntries(tx)).filter((one) => one.pool === pool);
    const names = new Map((await listAgencies(tx)).map(({ id, name }) => [id, name]));
    const given = { pool, year: query.year };
    const finding = await pooledBudgetMeasure.compute(tx, actor, given);
    const readsRuns = thoseWhoReadScenarios.allows(actor);
    const loaded = readsRuns && query.result ? await loadResult(tx, Number(query.result)) : null;
    const basis = query.basis === 'cash' ? 'cash' : 'public';
    const years = [...new Set(entries.map(({ year }) => year))].toSorted();
    return {
      template: 'decide/budget/pooled.njk',
      title: finding.headline,
      breadcrumbs: TRAIL,
      data: {
        heading: finding.headline,
        finding,
        paid: finding.total?.figures[1] ?? null,
        url,
        chosen: { ...query, basis },
        pools: pools.map((value) => ({ value, text: value })),
        years: years.map((value) => ({ value, text: formatFinancialYear(value) })),
        runs: readsRuns ? await runChoices(tx) : [],
        readsRuns,
        shares: loaded ? sharesFinding(loaded, basis) : null,
        proposal: loaded ? proposalFinding(loaded, basis) : null,
        mayChange: thoseWhoCommitMoney.allows(actor),
        entries: entries.map((one) => ({
          agency: names.get(one.agencyId) ?? 'An agency',
          year: formatFinancialYear(one.year),
          kind: one.kind === 'agreed' ? 'Agreed' : 'Paid',
          amount: formatPenceExactly(one.amountPence),
          note: one.note,
          by: one.madeBy,
          on: momentWords(one.madeAt),
        })),
      },
    };
  },
});

/** The form that keeps what an agency agreed to give, or has paid. */
export const contributionPage: Page = definePage({
  url: '/budget/pooled/new',
  title: 'Enter a contribution',
  who: thoseWhoCommitMoney,
  audit: 'changes',
  get: async (request) => showForm(request, []),
  post: async (request) => {
    const { tx, form } = request;
    const read = readEntry(
      form,
      (await listAgencies(tx)).map(({ id }) => id),
    );
    if (!read.ok) return showForm(request, read.errors);
    let id = 0;
    try {
      id = await agreeContribution(tx, request.actor, read.value);
    } catch (error) {
      return showForm(request, refused(error, 'amount'));
    }
    await request.audit({
      action: 'pool-contribution.added',
      subjectKind: 'pool-contribution',
      subjectId: String(id),
      detail: { ...read.value },
    });
    return { redirect: `/budget/pooled?pool=${encodeURIComponent(read.value.pool)}` };
  },
});

/** Reads an entry of a pool; errors name `pool`, `agency`, `year`, `kind` and `amount`. */
export function readEntry(
  form: Readonly<Record<string, string>>,
  agencies: readonly PoolEntry['agencyId'][],
): FormResult<PoolEntry> {
  const errors: FieldError[] = [];
  const wrong = (field: string, sentence: string) => errors.push({ field, sentence });
  const pool = (form.pool ?? '').trim();
  if (pool === '' || pool.length > 120) wrong('pool', 'Enter the name of the pool, in a few words');
  const agencyId = agencies.find((id) => String(id) === form.agency);
  if (agencyId === undefined) wrong('agency', 'Select an agency');
  const year = parseFinancialYear((form.year ?? '').trim());
  if (year === null) wrong('year', 'Enter the year as 2026-27');
  const kind = CONTRIBUTION_KINDS.find((one) => one === form.kind);
  if (!kind) wrong('kind', 'Select whether it was agreed or paid');
  const amount = parsePounds(form.amount ?? '');
  if (!amount) wrong('amount', 'Enter an amount in pounds, such as 12,500 or 99.50');
  const isBack = form.act === 'back';
  const note = (form.note ?? '').trim().slice(0, 2_000);
  if (isBack && note === '') wrong('note', 'Enter why it is taken back');
  if (errors.length > 0 || !agencyId || !year || !kind || !amount) return { ok: false, errors };
  const amountPence = (isBack ? -amount : amount) as Pence;
  return { ok: true, value: { pool, agencyId, year, kind, amountPence, note } };
}

async function showForm(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const agencies = await listAgencies(request.tx);
  const [first = ''] = await poolNames(request.tx);
  return {
    template: 'decide/budget/contribution.njk',
    breadcrumbs: [...TRAIL, { href: '/budget/pooled', text: 'Pooled budget' }],
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      errors,
      form: { values: { pool: first, act: 'give', ...request.query, ...request.form }, errors },
      agencies: agencies.map(({ id, name }) => ({ value: String(id), text: name })),
    },
  };
}
