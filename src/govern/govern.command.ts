import { refuse } from '../lib/index.ts';
import { asSystem, type Command, defineCommand } from '../platform/index.ts';
import { ACCOUNT_COMMANDS } from './accounts/accounts.command.ts';
import { addAuthority } from './agencies/add-authority.ts';
import { listAuthorities } from './agencies/agencies.store.ts';
import { checkNewAuthority } from './agencies/agency.ts';
import { recordAudit } from './audit/audit.store.ts';
import { reportWords, verifyAudit } from './audit/verify-audit.ts';

const authorityAdd = defineCommand({
  name: 'authority add',
  summary: 'Make an authority with its standard partnership of agencies',
  usage: '--code CODE --name NAME [--la-number 999] [--ons-code E06000000]',
  explanation:
    'An authority is a tenant: nobody sees across. It starts with one agency of each kind; ' +
    'change them on the page "Partnership". Returns are matched to it by its numbers.',
  options: {
    code: { value: 'CODE', explanation: 'a short code of capitals, such as NBR' },
    name: { value: 'NAME', explanation: 'its name' },
    'la-number': { value: 'NUMBER', explanation: 'the number that its returns carry (LEA)' },
    'ons-code': { value: 'CODE', explanation: 'its code in national statistics' },
  },
  needsNoAuthority: true,
  run: async ({ database, actor, options }) => {
    const asked = checkNewAuthority({
      code: (options.code ?? '').toUpperCase(),
      name: options.name ?? options.code ?? '',
      laNumber: options['la-number'] ?? null,
      onsCode: options['ons-code'] ?? null,
    });
    if (!asked.ok) {
      const sentences = asked.errors.map((error) => error.sentence).join('. ');
      throw refuse('authority-not-sound', 'invalid', `${sentences}.`);
    }
    const id = await asSystem(database, 'operator', async (tx) => {
      const made = await addAuthority(tx, asked.value);
      const note = { subjectKind: 'authority', subjectId: String(made) };
      await recordAudit(tx, actor, { action: 'authority.added', ...note });
      return made;
    });
    return {
      rows: [{ id, code: asked.value.code, name: asked.value.name }],
      lines: [`${asked.value.name} is authority ${asked.value.code}.`],
      status: 0,
    };
  },
});

const authorityList = defineCommand({
  name: 'authority list',
  summary: 'The authorities of this database',
  usage: '',
  explanation: 'Their codes are what --authority takes.',
  options: {},
  needsNoAuthority: true,
  run: async ({ database }) => {
    const all = await asSystem(database, 'operator', listAuthorities);
    const lines = all.map((one) => `${one.code}  ${one.name}`);
    return { rows: all.map((one) => ({ ...one })), lines, status: 0 };
  },
});

const auditVerify = defineCommand({
  name: 'audit verify',
  summary: 'Prove that the audit trail is whole, and say what is unsealed',
  usage: '',
  explanation:
    'Recomputes the chain of seals from its start. Exit status 1: something was changed, removed ' +
    'or forged.',
  options: {},
  needsNoAuthority: true,
  run: async ({ database }) => {
    const report = await verifyAudit(database);
    return {
      rows: [{ ...report }],
      lines: [...reportWords(report)],
      status: report.firstFault === null ? 0 : 1,
    };
  },
});

/** The commands of this wing. */
export const GOVERN_COMMANDS: readonly Command[] = [
  authorityAdd,
  authorityList,
  ...ACCOUNT_COMMANDS,
  auditVerify,
];
