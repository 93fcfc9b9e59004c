import { type AccountId, type AgencyId, refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
  momentWords,
  type Tx,
} from '../../platform/index.ts';
import { listAgencies } from '../agencies/agencies.store.ts';
import { type Agency, isAgencyKind } from '../agencies/agency.ts';
import { recordAudit } from '../audit/audit.store.ts';
import { type Account, ROLE_WORDS, readMembership, readNewAccount } from './account.ts';
import { accountIdOf, listAccounts } from './accounts.store.ts';
import { authorityOf, ROLES } from './actor.ts';
import {
  addAccount,
  addRole,
  disableAccount,
  enableAccount,
  giveOneTimePassword,
  removeRole,
  unlockAccount,
} from './change-account.ts';

const ROLE = { value: 'ROLE', explanation: `one of ${ROLES.join(', ')}` };
const AGENCY = {
  value: 'AGENCY',
  explanation: 'the name of the agency, or its kind where there is one of it, such as council',
};

/** Runs one change of an account, and writes it into the trail with its own transaction. */
async function change(
  context: CommandContext,
  action: string,
  work: (tx: Tx, id: AccountId) => Promise<readonly string[]>,
): Promise<CommandResult> {
  const { database, actor } = context;
  const lines = await asActor(database, actor, async (tx) => {
    const email = context.arguments[0] ?? '';
    const id = await accountIdOf(tx, email);
    if (id === null)
      throw refuse('no-such-account', 'not-found', `Nobody has the account ${email}.`);
    const said = await work(tx, id);
    await recordAudit(tx, actor, { action, subjectKind: 'account', subjectId: String(id) });
    return said;
  });
  return { lines, status: 0 };
}

const accountAdd = defineCommand({
  name: 'account add',
  summary: 'Add someone who signs in, and print a one-time password',
  usage: '--email EMAIL --name NAME --agency AGENCY --role ROLE',
  explanation:
    'The password lets them in only to choose their own. It is printed once and kept nowhere.',
  options: {
    email: { value: 'EMAIL', explanation: 'their address, with which they sign in' },
    name: { value: 'NAME', explanation: 'their full name' },
    agency: AGENCY,
    role: ROLE,
  },
  run: async ({ database, actor, options }) => {
    const made = await asActor(database, actor, async (tx) => {
      const agency = findAgency(await listAgencies(tx), options.agency);
      const form = { ...texts(options), agency: String(agency) };
      const read = readNewAccount(form, [agency]);
      if (!read.ok) throw invalid(read.errors);
      const added = await addAccount(tx, authorityOf(actor), read.value);
      const subjectId = String(added.accountId);
      await recordAudit(tx, actor, { action: 'account.added', subjectKind: 'account', subjectId });
      return added;
    });
    const lines = [`One-time password: ${made.oneTimePassword}`];
    return { rows: [{ ...made }], lines, status: 0 };
  },
});

const accountList = defineCommand({
  name: 'account list',
  summary: 'Who signs in, as what, and when last',
  usage: '',
  explanation: 'All accounts of the authority, by name.',
  options: {},
  run: async ({ database, actor }) => {
    const accounts = await asActor(database, actor, (tx) => listAccounts(tx));
    const lines = accounts.map(accountLine);
    return {
      rows: accounts.map((account) => ({ ...account })),
      lines: lines.length > 0 ? lines : ['Nobody yet. Add someone with: headwater account add'],
      status: 0,
    };
  },
});

function accountLine(account: Account): string {
  const roles = account.memberships.map((one) => `${ROLE_WORDS[one.role]}, ${one.agencyName}`);
  const last = account.lastSignInAt === null ? 'never' : momentWords(account.lastSignInAt);
  const state = [
    ...(account.isDisabled ? ['disabled'] : []),
    ...(account.lockedUntil === null ? [] : ['locked']),
  ];
  return [`${account.email}  ${account.name}`, roles.join('; '), `last: ${last}`, ...state].join(
    '  ',
  );
}

const accountDisable = defineCommand({
  name: 'account disable',
  summary: 'Stop an account from signing in, at once',
  usage: 'EMAIL',
  explanation: 'Whoever is signed in with it is signed out. What they did stays on record.',
  options: {},
  run: (context) =>
    change(context, 'account.disabled', async (tx, id) => {
      await disableAccount(tx, context.actor.id, id);
      return ['The account is disabled.'];
    }),
});

const accountEnable = defineCommand({
  name: 'account enable',
  summary: 'Let a disabled or locked account sign in again',
  usage: 'EMAIL',
  explanation: 'Takes back a disabling, and the lock that five wrong passwords put on.',
  options: {},
  run: (context) =>
    change(context, 'account.enabled', async (tx, id) => {
      await enableAccount(tx, id);
      await unlockAccount(tx, id);
      return ['The account can sign in again.'];
    }),
});

const accountPassword = defineCommand({
  name: 'account password',
  summary: 'Give an account a new one-time password',
  usage: 'EMAIL',
  explanation: 'For someone who forgot theirs. Whoever is signed in with it is signed out.',
  options: {},
  run: (context) =>
    change(context, 'account.given-new-password', async (tx, id) => {
      const made = await giveOneTimePassword(tx, authorityOf(context.actor), id);
      return [`One-time password: ${made.oneTimePassword}`];
    }),
});

const accountRole = defineCommand({
  name: 'account role',
  summary: 'Let an account work in one more role, or in one fewer',
  usage: 'EMAIL --agency AGENCY --role ROLE [--remove]',
  explanation: 'Someone works in one role at a time and chooses among theirs.',
  options: { agency: AGENCY, role: ROLE, remove: { explanation: 'take the role away' } },
  run: (context) => {
    const isLess = context.options.remove !== undefined;
    return change(context, isLess ? 'account.role-removed' : 'account.role-added', (tx, id) =>
      changeRole(context, tx, id),
    );
  },
});

async function changeRole(
  { actor, options }: CommandContext,
  tx: Tx,
  accountId: AccountId,
): Promise<readonly string[]> {
  const agency = findAgency(await listAgencies(tx), options.agency);
  const read = readMembership({ ...texts(options), agency: String(agency) }, [agency]);
  if (!read.ok) throw invalid(read.errors);
  const asked = { accountId, ...read.value };
  if (options.remove === undefined) await addRole(tx, authorityOf(actor), asked);
  else await removeRole(tx, actor.id, asked);
  return [options.remove === undefined ? 'The role is added.' : 'The role is taken away.'];
}

/** The agency that a word names: by its name, or by its kind where there is one of that kind. */
export function findAgency(agencies: readonly Agency[], word: string | undefined): AgencyId {
  const plain = word?.trim().toLowerCase() ?? '';
  const named = agencies.filter((agency) => agency.name.toLowerCase() === plain);
  const kept = isAgencyKind(plain)
    ? agencies.filter((agency) => agency.kind === plain && agency.untilDay === null)
    : [];
  const found = named[0] ?? (kept.length === 1 ? kept[0] : undefined);
  if (found) return found.id;
  const names = agencies.map((agency) => `"${agency.name}"`).join(', ');
  throw refuse('no-such-agency', 'invalid', `Say which agency with --agency, one of ${names}.`);
}

function texts(options: CommandContext['options']): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value ?? '']));
}

function invalid(errors: readonly { readonly sentence: string }[]): Error {
  const sentences = errors.map((error) => error.sentence).join('. ');
  return refuse('not-sound', 'invalid', `${sentences}.`);
}

/** The commands about accounts. */
export const ACCOUNT_COMMANDS: readonly Command[] = [
  accountAdd,
  accountList,
  accountDisable,
  accountEnable,
  accountPassword,
  accountRole,
];
