import {
  definePage,
  type FieldError,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
  readSort,
  type Sort,
} from '../../platform/index.ts';
import { Refusal } from '../../lib/index.ts';
import { listAgencies } from '../agencies/agencies.store.ts';
import { type Account, ROLE_WORDS, readNewAccount } from './account.ts';
import { listAccounts } from './accounts.store.ts';
import { authorityOf, only, ROLES } from './actor.ts';
import { addAccount } from './change-account.ts';

const PAGE_SIZE = 50;

/** The list of accounts, for administrators. */
export const accountsPage: Page = definePage({
  url: '/accounts',
  title: 'People who sign in',
  who: only('administrator'),
  audit: 'none',
  get: async ({ tx, query, url }) => {
    const sort = readSort(query.sort, ['name', 'email', 'last']);
    const accounts = sorted(await listAccounts(tx), sort);
    const number = Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1);
    const view = {
      caption: 'People who sign in',
      captionHidden: true,
      columns: [
        { key: 'name', label: 'Name', sortable: true },
        { key: 'email', label: 'Email address', sortable: true },
        { key: 'roles', label: 'Works as' },
        { key: 'last', label: 'Last signed in', sortable: true },
        { key: 'status', label: 'Status' },
      ],
      rows: accounts.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE).map(accountRow),
      url,
      sort,
      page: { number, size: PAGE_SIZE, total: accounts.length },
      noun: ['person', 'people'],
    };
    return { template: 'govern/accounts/accounts.njk', data: { view } };
  },
});

function sorted(accounts: readonly Account[], sort: Sort | null): readonly Account[] {
  if (sort === null) return accounts;
  const key = (account: Account) => {
    if (sort.key === 'last') return account.lastSignInAt?.toISOString() ?? '';
    return sort.key === 'email' ? account.email : account.name.toLowerCase();
  };
  const turn = sort.direction === 'ascending' ? 1 : -1;
  return accounts.toSorted((a, b) => turn * key(a).localeCompare(key(b), 'en-GB'));
}

function accountRow(account: Account) {
  const roles = account.memberships.map((one) => `${ROLE_WORDS[one.role]}, ${one.agencyName}`);
  return {
    cells: [
      { text: account.name, href: `/accounts/${account.id}` },
      { text: account.email },
      { text: roles.length === 0 ? 'Nothing' : roles.join('; ') },
      { text: account.lastSignInAt === null ? 'Never' : momentWords(account.lastSignInAt) },
      { status: accountStatus(account) },
    ],
  };
}

/** Where an account stands, as a status in words. */
export function accountStatus(account: Account): { readonly text: string; readonly tone: string } {
  if (account.isDisabled) return { text: 'Disabled', tone: 'quiet' };
  if (account.lockedUntil !== null) return { text: 'Locked', tone: 'attention' };
  if (account.lastSignInAt === null) return { text: 'Not signed in yet', tone: 'waiting' };
  if (account.awaitsPassword) return { text: 'Must choose a password', tone: 'waiting' };
  return { text: 'In use', tone: 'done' };
}

/** The form that adds an account, and the one-time password that it answers with. */
export const newAccountPage: Page = definePage({
  url: '/accounts/new',
  title: 'Add someone',
  who: only('administrator'),
  audit: 'changes',
  get: async (request) => showForm(request, []),
  post: async (request) => {
    const agencies = await listAgencies(request.tx);
    const read = readNewAccount(
      request.form,
      agencies.map((agency) => agency.id),
    );
    if (!read.ok) return showForm(request, read.errors);
    try {
      const made = await addAccount(request.tx, authorityOf(request.actor), read.value);
      await request.audit({
        action: 'account.added',
        subjectKind: 'account',
        subjectId: String(made.accountId),
        detail: { agencyId: read.value.agencyId, role: read.value.role },
      });
      return showOneTimePassword({ ...made, name: read.value.name });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showForm(request, [{ field: 'email', sentence: error.message }]);
    }
  },
});

/** Shows a one-time password, once: it is kept nowhere. */
export function showOneTimePassword(made: {
  readonly accountId: number;
  readonly oneTimePassword: string;
  readonly name: string;
}): PageAnswer {
  return {
    template: 'govern/accounts/one-time-password.njk',
    title: 'One-time password',
    data: { made },
  };
}

async function showForm(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  return {
    template: 'govern/accounts/new-account.njk',
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/accounts', text: 'People who sign in' },
    ],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: { form: { values: request.form, errors }, errors, ...(await formOptions(request)) },
  };
}

/** The choices of agency and role, for forms. */
export async function formOptions({ tx }: PageRequest) {
  const agencies = await listAgencies(tx);
  return {
    agencies: [
      { value: '', text: 'Select an agency' },
      ...agencies.map((agency) => ({ value: String(agency.id), text: agency.name })),
    ],
    roles: [
      { value: '', text: 'Select a role' },
      ...ROLES.map((role) => ({ value: role, text: ROLE_WORDS[role] })),
    ],
  };
}
