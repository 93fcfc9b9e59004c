import { only } from '../../govern/index.ts';
import type { HomeCard, HomeItem } from '../../platform/index.ts';
import { disputesWaiting, reviewsWaiting } from './reviews.store.ts';
import { listRounds } from './rounds.store.ts';

/** What reviews of entries to care put on home pages: what waits for whom, and where to read on. */
export const AVOIDABLE_HOME_CARDS: readonly HomeCard[] = [
  {
    who: only('practitioner', 'triage-officer', 'analyst', 'manager'),
    load: async (tx, actor) => {
      const account = Number(actor.id);
      if (!Number.isSafeInteger(account)) return { items: [] };
      const reviews = (await reviewsWaiting(tx, account)).map((one): HomeItem => {
        const what = one.reviews === 1 ? '1 review waits' : `${one.reviews} reviews wait`;
        return needs(`${what} for you: could care have been avoided?`, one.roundId, one.round);
      });
      if (!only('analyst', 'manager').allows(actor)) return { items: reviews };
      const disputes = (await disputesWaiting(tx, account)).map((one): HomeItem => {
        const what = one.reviews === 1 ? '1 case waits' : `${one.reviews} cases wait`;
        return needs(`${what} for your decision: the reviewers differ`, one.roundId, one.round);
      });
      return { items: [...reviews, ...disputes] };
    },
  },
  {
    who: only('commissioner', 'analyst', 'manager', 'member', 'finance'),
    load: async (tx) => {
      const text = 'Entries to care that could have been avoided';
      const hint = (await listRounds(tx)).length === 0 ? { hint: 'No case was reviewed yet' } : {};
      return { items: [{ kind: 'start', text, href: '/avoidable', ...hint }] };
    },
  },
];

function needs(text: string, roundId: number, round: string): HomeItem {
  return { kind: 'needs-you', text, href: `/avoidable/${roundId}#cases`, hint: round };
}
