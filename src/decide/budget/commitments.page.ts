import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatFinancialYear, formatPenceExactly } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { commitMoney } from './change-streams.ts';
import { type Money, readMoney } from './read-streams.ts';
import { needFigure, needYears, shareOutNow, streamFigure } from './stream-figures.ts';
import { fenceWords, PAID_CLASS_WORDS } from './stream-words.ts';
import { mayPay } from './streams.ts';
import { readCommitmentForm } from './streams-form.ts';
import { spendingNeedsMeasure } from './streams.measure.ts';
import { refused } from './streams-edit.page.ts';
import { STREAMS_TRAIL, thoseWhoCommitMoney } from './streams.page.ts';

/** Everything that is to be paid, with the money that may and may not pay for it, and why. */
export const needsPage: Page = definePage({
  url: '/budget/needs',
  title: 'What is to be paid',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const money = await readMoney(tx);
    const finding = await spendingNeedsMeasure.compute(tx, actor, {});
    return {
      template: 'decide/budget/needs.njk',
      title: finding.headline,
      breadcrumbs: STREAMS_TRAIL,
      data: {
        heading: finding.headline,
        finding,
        open: needFigure(shareOutNow(money), null, 'open'),
        mayChange: thoseWhoCommitMoney.allows(actor),
        needs: money.needs.map((need) => ({
          ...need,
          what: `${PAID_CLASS_WORDS[need.class]}. ${fenceWords(need)}.`,
          href: `/budget/needs/edit?code=${need.code}`,
          answers: money.streams.flatMap((stream) => answersOf(stream, need)),
        })),
      },
    };
  },
});

function answersOf(stream: Money['streams'][number], need: Money['needs'][number]) {
  const answers = need.costs.map(({ year }) => {
    const all = stream.amounts.map((granted) => mayPay(stream, granted.year, need, year));
    const yes = all.find((one) => one.ok);
    // Of several refusals the last says most: it is about the newest money.
    const said = yes ?? all.at(-1);
    return { year: formatFinancialYear(year), ok: yes !== undefined, reason: said?.reason ?? '' };
  });
  return { stream: stream.name, href: `/budget/streams/${stream.code}`, answers };
}

/** Every entry of commitments, and the form that commits or releases money. */
export const commitmentsPage: Page = definePage({
  url: '/budget/commitments',
  title: 'Money that is committed',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const money = await readMoney(tx);
    return {
      template: 'decide/budget/commitments.njk',
      breadcrumbs: STREAMS_TRAIL,
      data: {
        committed: streamFigure(shareOutNow(money), null, 'committed'),
        entries: entriesShown(money),
        mayChange: thoseWhoCommitMoney.allows(actor),
      },
    };
  },
});

function entriesShown({ entries, streams, needs }: Money) {
  const nameOf = (all: readonly { code: string; name: string }[], code: string) =>
    all.find((one) => one.code === code)?.name ?? code;
  return entries.map((one) => ({
    amount: formatPenceExactly(one.amountPence),
    isRelease: one.amountPence < 0,
    stream: nameOf(streams, one.stream),
    granted: formatFinancialYear(one.grantedYear),
    need: nameOf(needs, one.need),
    spent: formatFinancialYear(one.spentYear),
    note: one.note,
    by: one.madeBy,
    on: momentWords(one.madeAt),
  }));
}

/** The form that commits money of a stream to something, or releases it again. */
export const commitPage: Page = definePage({
  url: '/budget/commitments/new',
  title: 'Commit money or release it',
  who: thoseWhoCommitMoney,
  audit: 'changes',
  get: async (request) => showForm(request, []),
  post: async (request) => {
    const money = await readMoney(request.tx);
    const read = readCommitmentForm(request.form, money);
    if (!read.ok) return showForm(request, read.errors);
    let id = 0;
    try {
      id = await commitMoney(request.tx, request.actor, read.value);
    } catch (error) {
      return showForm(request, refused(error, 'amount'));
    }
    await request.audit({
      action: 'money.committed',
      subjectKind: 'commitment',
      subjectId: String(id),
      detail: { ...read.value },
    });
    return { redirect: '/budget/commitments' };
  },
});

async function showForm(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const money = await readMoney(request.tx);
  return {
    template: 'decide/budget/commit.njk',
    breadcrumbs: [...STREAMS_TRAIL, { href: '/budget/commitments', text: 'Commitments' }],
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      errors,
      form: { values: { act: 'commit', ...request.query, ...request.form }, errors },
      money: money.streams.flatMap(({ code, name, amounts }) =>
        amounts.map(({ year }) => ({
          value: `${code}/${year}`,
          text: `${name}, given for ${formatFinancialYear(year)}`,
        })),
      ),
      needs: needYears(money).map(({ need, year }) => ({
        value: `${need.code}/${year}`,
        text: `${need.name}, ${formatFinancialYear(year)}`,
      })),
    },
  };
}
