import { only } from '../../govern/index.ts';
import { formatDay } from '../../lib/index.ts';
import type { HomeCard, HomeItem } from '../../platform/index.ts';
import { today } from '../people/people.page.ts';
import { at } from './answer-door.ts';
import { isOpen, isOverdue } from './mapping.ts';
import { listMessages, listRequests } from './mapping.store.ts';
import { mayAskAgencies } from './may-change.ts';

/** For partners and providers: what their agency was asked. */
const askedCard: HomeCard = {
  who: only('partner', 'provider'),
  load: async (tx) => {
    const open = (await listRequests(tx)).filter(isOpen);
    return {
      items: [
        ...open.map(
          (one): HomeItem => ({
            kind: 'needs-you',
            text: 'Tell the council what your agency offers families',
            href: at({ base: '/mapping/mine' }, { request: String(one.id) }),
            hint: isOverdue(one, today())
              ? `It was due on ${formatDay(one.dueDay)}; you can still answer.`
              : `Please answer by ${formatDay(one.dueDay)}.`,
          }),
        ),
        { kind: 'start', text: 'Services for families', href: '/provision' },
      ],
    };
  },
};

/** For those who ask: requests that are overdue, and messages that wait to be sent. */
const askingCard: HomeCard = {
  who: mayAskAgencies,
  load: async (tx) => {
    const late = (await listRequests(tx)).filter((one) => isOverdue(one, today()));
    const untaken = (await listMessages(tx, null)).filter((one) => one.takenAt === null);
    return {
      items: [
        ...late.map(
          (one): HomeItem => ({
            kind: 'needs-you',
            text: `${one.agencyName} has not told what it offers`,
            href: `/mapping/${one.id}`,
            hint: `It was due on ${formatDay(one.dueDay)}.`,
          }),
        ),
        ...(untaken.length === 0 ? [] : [waitingItem]),
        { kind: 'start', text: 'Services for families', href: '/provision' },
      ],
    };
  },
};

const waitingItem: HomeItem = {
  kind: 'needs-you',
  text: 'Messages to agencies wait to be sent',
  href: '/mapping',
  hint: 'Headwater sends no mail: take each message and send it yourself.',
};

/** What provision puts on the home pages. */
export const PROVISION_HOME_CARDS: readonly HomeCard[] = [askedCard, askingCard];
