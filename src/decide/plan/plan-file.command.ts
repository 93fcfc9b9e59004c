import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { recordAudit } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { importPlan } from './import-plan.ts';
import { agencyName, loadPlan } from './load-plan.ts';
import { planFileOf } from './plan-file.ts';
import { thoseWhoEditThePlan } from './plan-view.ts';

/** `headwater plan export`: the newest version as a readable file. */
export const planExportCommand: Command = defineCommand({
  name: 'plan export',
  summary: 'Print the newest version of the shared plan as a file that can be edited',
  usage: '> plan.yaml',
  explanation:
    'Agencies stand by name, money in pounds, days as 2027-03-31. The first line names the hash ' +
    'that "headwater plan import" asks for. Baselines are not in the file: they are frozen.',
  options: {},
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const first = await loadPlan(tx);
      const state = first && (await loadPlan(tx, first.newest.version));
      if (!state) return { lines: ['No shared plan has been begun.'], status: 0 };
      const { content, hash, version } = state.plan;
      const text = planFileOf(content, (id) => agencyName(state, id));
      return {
        rows: [{ version, hash, text }],
        lines: [`# hash: ${hash}`, ...text.trimEnd().split('\n')],
        status: 0,
      };
    }),
});

/** `headwater plan import`: the newest version becomes what a file says. */
export const planImportCommand: Command = defineCommand({
  name: 'plan import',
  summary: 'Make the shared plan what a file says, checked as the pages check it',
  usage: 'FILE --as EMAIL [--hash HASH]',
  explanation:
    'The file as "headwater plan export" prints it. Something new has no key; what is left out ' +
    'is taken out. A version that was shared stays, and a new one is made. Baselines of ' +
    'measures stay; a new measure takes its own from the record. Exit status 1: something is ' +
    'wrong with the file, and nothing is changed.',
  options: {
    hash: { value: 'HASH', explanation: 'the hash of the text that was edited; else the file’s' },
  },
  run: async (context) => {
    const [path] = context.arguments;
    if (path === undefined) throw refuse('no-file', 'invalid', 'Name the file of the plan.');
    if (!thoseWhoEditThePlan.allows(context.actor)) {
      const sentence = 'Name with --as a commissioner or manager who writes the plan.';
      throw refuse('not-for-this-role', 'forbidden', sentence);
    }
    const text = await readText(resolve(context.folder, path), path);
    const own = /^# hash: ([0-9a-f]{64})\s*$/m.exec(text)?.[1] ?? '';
    return asActor(context.database, context.actor, async (tx) => {
      const openedHash = context.options.hash ?? own;
      const { today, actor } = context;
      const { changed, faults } = await importPlan(tx, actor, { text, openedHash, today });
      if (changed === null) {
        return {
          problems: faults.map(({ part, row, field, sentence }) => ({
            file: path,
            row,
            field: `${part}.${field}`,
            rule: 'plan-file',
            severity: 'error' as const,
            message: sentence,
            fix: 'Mend it in the file and import it again.',
          })),
          lines: ['Nothing was changed.'],
          status: 1,
        };
      }
      await recordAudit(tx, actor, {
        action: 'plan.imported',
        subjectKind: 'plan',
        subjectId: String(changed.version),
        detail: { hash: changed.hash, isNewVersion: changed.isNew },
      });
      const words = changed.isNew ? 'is a new draft' : 'was changed';
      return {
        rows: [{ ...changed }],
        lines: [`Version ${changed.version} ${words}: ${changed.hash}`],
        status: 0,
      };
    });
  },
});

const MOST_BYTES = 1_000_000;

async function readText(path: string, shown: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw refuse('no-file', 'invalid', `There is no file ${shown} to read.`);
  if (text.length > MOST_BYTES) throw refuse('plan-file', 'invalid', 'The file is too long.');
  return text;
}
