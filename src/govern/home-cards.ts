import { type HomeCard, type HomeItem, latestJob } from '../platform/index.ts';
import { listAccounts } from './accounts/accounts.store.ts';
import { only } from './accounts/actor.ts';
import { VERIFY_AUDIT } from './audit/verify-audit.job.ts';

/** For administrators: who is locked out, and where people and agencies are kept. */
const administration: HomeCard = {
  who: only('administrator'),
  load: async (tx) => {
    const locked = (await listAccounts(tx)).filter((account) => account.lockedUntil !== null);
    const waiting: HomeItem[] = locked.map((account) => ({
      kind: 'needs-you',
      text: `The account of ${account.name} is locked`,
      href: `/accounts/${account.id}`,
      hint: 'After five wrong passwords. It opens by itself, or unlock it now.',
    }));
    return {
      items: [
        ...waiting,
        { kind: 'start', text: 'People who sign in', href: '/accounts' },
        { kind: 'start', text: 'Agencies of the partnership', href: '/partnership' },
      ],
    };
  },
};

/** For auditors: the trail, and whether anyone has checked it. */
const auditing: HomeCard = {
  who: only('auditor', 'administrator'),
  load: async (tx) => {
    const check = await latestJob(tx, VERIFY_AUDIT);
    const never: HomeItem[] =
      check === null
        ? [{ kind: 'needs-you', text: 'The audit trail has not been checked yet', href: '/audit' }]
        : [];
    return {
      items: [...never, { kind: 'start', text: 'Who did what, and who looked', href: '/audit' }],
    };
  },
};

/** What this wing puts on the home pages. */
export const governHomeCards: readonly HomeCard[] = [administration, auditing];
