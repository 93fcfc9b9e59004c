import { refuse } from '../../lib/index.ts';
import { type Command, type CommandProblem, defineCommand } from '../command.ts';
import { asActor } from '../database/as-actor.ts';
import { momentWords } from '../moment.ts';
import type { FrozenFigure } from './frozen-figure.ts';
import { listFrozen } from './frozen-figure.store.ts';
import { freezeAddress, type FrozenParts, openFrozen } from './frozen-figures.page.ts';

const PAGE = 500;

/** `headwater frozen`, `headwater frozen add` and `headwater frozen verify`. */
export function frozenCommands(parts: FrozenParts): readonly Command[] {
  return [showCommand(parts), addCommand(parts), verifyCommand()];
}

function showCommand(parts: FrozenParts): Command {
  return defineCommand({
    name: 'frozen',
    summary: 'Show a frozen figure as it was frozen, or list them all',
    usage: '[ID]',
    explanation:
      'A frozen figure never changes. Its number stands on its page and on the briefing that ' +
      'quotes it. Without a number, the newest are listed.',
    options: {},
    run: async ({ database, actor, arguments: [id] }) =>
      asActor(database, actor, async (tx) => {
        if (id === undefined) {
          const listed = await listFrozen(tx, { limit: PAGE });
          return { rows: listed.map(rowOf), lines: listed.map(lineOf), status: 0 };
        }
        const frozen = await openFrozen(parts, { tx, actor }, Number(id));
        return { finding: frozen.finding, rows: [rowOf(frozen)], status: 0 };
      }),
  });
}

function addCommand(parts: FrozenParts): Command {
  return defineCommand({
    name: 'frozen add',
    summary: 'Freeze a figure as it is now',
    usage: 'ADDRESS',
    explanation:
      'The address is what stands after /figures/, such as "late-help-cost?by=agency". Quote it, ' +
      'because of the "&".',
    options: {},
    run: async ({ database, actor, arguments: [address] }) => {
      if (!parts.mayFreeze.allows(actor)) {
        throw refuse('freezing-not-for-role', 'forbidden', 'Your role does not freeze figures.');
      }
      const asked = { actor, address };
      const { id, hash } = await asActor(database, actor, (tx) =>
        freezeAddress(parts, { tx, ...asked }),
      );
      return { rows: [{ id, hash }], lines: [`Frozen as ${id}. Its seal is ${hash}.`], status: 0 };
    },
  });
}

function verifyCommand(): Command {
  return defineCommand({
    name: 'frozen verify',
    summary: 'Check that no frozen figure was changed since it was frozen',
    usage: '',
    explanation: 'Hashes each one again and compares it with its seal.',
    options: {},
    run: async ({ database, actor }) => {
      let checked = 0;
      const problems: CommandProblem[] = [];
      for (;;) {
        const some = await asActor(database, actor, (tx) =>
          listFrozen(tx, { limit: PAGE, offset: checked }),
        );
        checked += some.length;
        problems.push(...some.filter(({ hash, hashNow }) => hash !== hashNow).map(problemOf));
        if (some.length < PAGE) break;
      }
      const lines = [`Checked: ${checked}. Changed since frozen: ${problems.length}.`];
      return { problems, lines, status: problems.length > 0 ? 1 : 0 };
    },
  });
}

function rowOf({ id, address, hash, asOf, frozenAt, actorId, finding }: FrozenFigure) {
  return { id, address, hash, asOf, frozenAt, actorId, headline: finding.headline };
}

function lineOf({ id, address, frozenAt, finding }: FrozenFigure): string {
  return `${id}  ${momentWords(frozenAt)}  ${finding.headline}  (${address})`;
}

function problemOf({ id }: FrozenFigure): CommandProblem {
  return {
    file: null,
    row: null,
    field: `frozen figure ${id}`,
    rule: 'frozen-figure-changed',
    severity: 'error',
    message: `Frozen figure ${id} no longer gives the seal that it had when it was frozen.`,
    fix: 'Do not quote it. Restore the database from a backup, and find out who changed it.',
  };
}
