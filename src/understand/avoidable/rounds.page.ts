import { thoseWhoSeeFigures, thoseWhoSeePeople } from '../../govern/index.ts';
import { addDays, type Figure, type Finding, formatDay } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { avoidableEntriesMeasure } from './avoidable-entries.measure.ts';
import { avoidableProgressMeasure } from './avoidable-progress.measure.ts';
import { thoseWhoSetUpReviews } from './avoidable-sample.measure.ts';
import { REVIEW_BOOK } from './review-form.ts';
import { takeDone } from './review-words.ts';
import { listRounds, type RoundRow } from './rounds.store.ts';
import { disputesWaiting, reviewsWaiting } from './reviews.store.ts';

/** Reviews of entries to care: what they found, the rounds, and what waits for this person. */
export const roundsPage: Page = definePage({
  url: '/avoidable',
  title: 'Entries to care that could have been avoided',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor } = request;
    const rounds = await listRounds(tx);
    const found = await firstFinding(request, rounds);
    return {
      template: 'understand/avoidable/rounds.njk',
      title: found?.finding.headline ?? 'Entries to care that could have been avoided',
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        done: takeDone(request.session),
        found,
        comparison: found ? comparisonWords(found.finding) : '',
        quoted: REVIEW_BOOK.quoted[0] ?? false,
        maySetUp: thoseWhoSetUpReviews.allows(actor),
        waiting: thoseWhoSeePeople.allows(actor) ? await waitingOf(request) : [],
        rounds: await Promise.all(rounds.map((round) => roundRow(request, round))),
      },
    };
  },
});

async function waitingOf({ tx, actor }: PageRequest) {
  const account = Number(actor.id);
  if (!Number.isSafeInteger(account)) return [];
  const reviews = await reviewsWaiting(tx, account);
  const disputes = thoseWhoSetUpReviews.allows(actor) ? await disputesWaiting(tx, account) : [];
  const line = (roundId: number, round: string, what: string) => ({
    href: `/avoidable/${roundId}#cases`,
    text: `${what} in ${round}`,
  });
  return [
    ...reviews.map((one) => line(one.roundId, one.round, 'Your cases to review')),
    ...disputes.map((one) => line(one.roundId, one.round, 'Cases on which reviewers differ')),
  ];
}

/** The newest round that has come to something, else the newest. */
async function firstFinding({ tx, actor }: PageRequest, rounds: readonly RoundRow[]) {
  let newest: { readonly round: RoundRow; readonly finding: Finding } | null = null;
  for (const round of rounds.slice(0, 5)) {
    const given = { round: String(round.id) };
    const finding = await avoidableEntriesMeasure.compute(tx, actor, given);
    if (finding.rows.length > 0) return { round, finding };
    newest ??= { round, finding };
  }
  return newest;
}

/** How the share lies beside what is quoted, in words; empty where there is no share. */
export function comparisonWords(finding: Finding): string {
  const share: Figure | undefined = finding.total?.figures[0];
  const quoted = REVIEW_BOOK.quoted[0]?.share;
  if (quoted === undefined || share?.low === undefined || share.high === undefined) return '';
  if (share.low > quoted) return 'What is quoted elsewhere lies below the range found here.';
  if (share.high < quoted) return 'What is quoted elsewhere lies above the range found here.';
  return 'What is quoted elsewhere lies within the range found here.';
}

async function roundRow({ tx, actor }: PageRequest, round: RoundRow) {
  const progress = (row: string) =>
    avoidableProgressMeasure.compute(tx, actor, { round: String(round.id), row });
  const [decided, cases] = await Promise.all([progress('decided'), progress('cases')]);
  return {
    href: `/avoidable/${round.id}`,
    name: round.name,
    span: `${formatDay(round.from_day)} to ${formatDay(addDays(round.to_day, -1))}`,
    status:
      round.finished_at === null
        ? { text: 'Under way', tone: 'going' }
        : { text: 'Finished', tone: 'done' },
    decided: decided.rows[0]?.figures[0],
    cases: cases.rows[0]?.figures[0],
  };
}
