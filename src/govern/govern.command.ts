import { refuse } from '../lib/index.ts';
import { asSystem, type Command, defineCommand } from '../platform/index.ts';
import { ACCOUNT_COMMANDS } from './accounts/accounts.command.ts';
import { addAuthority } from './agencies/add-authority.ts';
import { listAuthorities } from './agencies/agencies.store.ts';
import { checkNewAuthority } from './agencies/agency.ts';
import { recordAudit } from './audit/audit.store.ts';
import type { ChainHead } from './audit/audit.ts';
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
    'Recomputes the chain of seals from its start. A head noted earlier, as the log states it, ' +
    'shows whether the newest entries were cut off. Exit status 1: something was changed, ' +
    'removed or forged.',
  options: { head: { value: 'POSITION:HASH', explanation: 'a head of the chain noted earlier' } },
  needsNoAuthority: true,
  run: async ({ database, options }) => {
    const knownHead = options.head === undefined ? null : readHead(options.head);
    const report = await verifyAudit(database, knownHead === null ? {} : { knownHead });
    const isWhole = report.firstFault === null && report.knownHeadFound !== false;
    return { rows: [{ ...report }], lines: [...reportWords(report)], status: isWhole ? 0 : 1 };
  },
});

function readHead(text: string): ChainHead {
  const [position = '', hash = ''] = text.split(':');
  if (/^\d+$/.test(position) && /^[0-9a-f]{64}$/.test(hash)) {
    return { position: Number(position), hash };
  }
  throw refuse('no-such-head', 'invalid', 'A head is a position, a colon and 64 hex digits.');
}

/** The commands of this wing. */
export const GOVERN_COMMANDS: readonly Command[] = [
  authorityAdd,
  authorityList,
  ...ACCOUNT_COMMANDS,
  auditVerify,
];
