import { type AccountId, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { listAgencies } from '../agencies/agencies.store.ts';
import { type Account, ROLE_WORDS, readMembership } from './account.ts';
import { accountStatus, formOptions, showOneTimePassword } from './accounts.page.ts';
import { authorityOf, only } from './actor.ts';
import {
  addRole,
  disableAccount,
  enableAccount,
  getAccount,
  giveOneTimePassword,
  removeRole,
  unlockAccount,
} from './change-account.ts';

/** One account: who it is, what they may work as, and everything an administrator can do to it. */
export const accountPage: Page = definePage({
  url: '/accounts/:id',
  title: 'Account',
  who: only('administrator'),
  audit: 'changes',
  get: async (request) => showAccount(request, []),
  post: async (request) => {
    try {
      return await change(request);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error;
      return showAccount(request, [{ field: 'acts', sentence: error.message }]);
    }
  },
});

async function change(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const id = idOf(request);
  const back = { redirect: `/accounts/${id}` };
  switch (form.act) {
    case 'disable':
      await disableAccount(tx, actor.id, id);
      await note(request, 'account.disabled');
      return back;
    case 'enable':
      await enableAccount(tx, id);
      await note(request, 'account.enabled');
      return back;
    case 'unlock':
      await unlockAccount(tx, id);
      await note(request, 'account.unlocked');
      return back;
    case 'new-password':
      return newPassword(request);
    case 'add-role':
    case 'remove-role':
      return changeRole(request);
    default:
      return showAccount(request, [{ field: 'acts', sentence: 'Select what to do' }]);
  }
}

async function newPassword(request: PageRequest): Promise<PageAnswer> {
  const account = await getAccount(request.tx, idOf(request));
  const made = await giveOneTimePassword(request.tx, authorityOf(request.actor), account.id);
  await note(request, 'account.given-new-password');
  return showOneTimePassword({ ...made, name: account.name });
}

async function changeRole(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const agencies = await listAgencies(tx);
  const read = readMembership(
    form,
    agencies.map((agency) => agency.id),
  );
  if (!read.ok) return showAccount(request, read.errors);
  const asked = { accountId: idOf(request), ...read.value };
  if (form.act === 'add-role') await addRole(tx, authorityOf(actor), asked);
  else await removeRole(tx, actor.id, asked);
  await note(
    request,
    form.act === 'add-role' ? 'account.role-added' : 'account.role-removed',
    read.value,
  );
  return { redirect: `/accounts/${asked.accountId}` };
}

function note(request: PageRequest, action: string, detail = {}): Promise<void> {
  const subjectId = String(idOf(request));
  return request.audit({ action, subjectKind: 'account', subjectId, detail });
}

function idOf(request: PageRequest): AccountId {
  return Number(request.params.id) as AccountId;
}

async function showAccount(
  request: PageRequest,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const account = await getAccount(request.tx, idOf(request));
  const isOwn = request.actor.id === String(account.id);
  return {
    template: 'govern/accounts/account.njk',
    title: account.name,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/accounts', text: 'People who sign in' },
    ],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      account,
      facts: facts(account),
      memberships: account.memberships.map((one) => ({
        ...one,
        words: `${ROLE_WORDS[one.role]}, ${one.agencyName}`,
        isKept: isOwn && one.role === 'administrator',
      })),
      isOwn,
      form: { values: request.form, errors },
      errors,
      ...(await formOptions(request)),
    },
  };
}

function facts(account: Account) {
  const never = 'Never';
  return [
    { key: 'Email address', text: account.email },
    { key: 'Status', status: accountStatus(account) },
    {
      key: 'Last signed in',
      text: account.lastSignInAt === null ? never : momentWords(account.lastSignInAt),
    },
    ...(account.lockedUntil === null
      ? []
      : [{ key: 'Locked until', text: momentWords(account.lockedUntil) }]),
  ];
}
