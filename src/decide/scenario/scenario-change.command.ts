import { recordAudit } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
  type Tx,
} from '../../platform/index.ts';
import { knownCodes } from './build-input.ts';
import {
  deleteScenario,
  lockScenario,
  saveScenario,
  shareScenario,
  unlockScenario,
} from './change-scenario.ts';
import { type ChangedScenario, createScenario, type ScenarioStart } from './create-scenario.ts';
import { readNumber } from './load-scenario.ts';
import { faulty, readScenarioFile } from './model.command.ts';
import { SHARINGS } from './scenario-record.ts';
import { readAsked } from './scenarios.command.ts';
import { TEMPLATE_CODES } from './scenario-templates.ts';

/** `headwater scenario add`: a scenario begun from a file, a template or a copy. */
export const scenarioAddCommand: Command = defineCommand({
  name: 'scenario add',
  summary: 'Begin a scenario from a file, a template or a copy',
  usage: 'FILE.yaml | --template edge-of-care | --copy ID [--name NAME]',
  explanation:
    'Until it is shared, those alone see it who write scenarios at the agency of whoever adds ' +
    `it; name them with --as. Templates: ${TEMPLATE_CODES.join(', ')}.`,
  options: {
    template: { value: 'CODE', explanation: 'begin from a template' },
    copy: { value: 'ID', explanation: 'begin from a copy of a scenario' },
    name: { value: 'NAME', explanation: 'what it is called; as its source by default' },
  },
  run: async (context) => {
    const { template, copy, name } = context.options;
    let from: ScenarioStart;
    if (template !== undefined) from = { kind: 'template', code: template };
    else if (copy !== undefined) from = { kind: 'copy', id: readNumber(copy) };
    else {
      const read = await readScenarioFile(context, context.arguments[0] ?? '');
      if (!read.scenario) return faulty(read);
      from = { kind: 'file', text: read.text, known: knownCodes() };
    }
    const asked = { from, today: context.today, ...(name === undefined ? {} : { name }) };
    return change(context, 'Kept', (tx) => createScenario(tx, context.actor, asked));
  },
});

/** `headwater scenario save`: the next version of a scenario. */
export const scenarioSaveCommand: Command = defineCommand({
  name: 'scenario save',
  summary: 'Save the next version of a scenario from a file',
  usage: 'ID FILE.yaml --opened 2 [--note WORDS]',
  explanation:
    'VERSION is the one that you changed. If somebody saved a newer one since, nothing is saved.',
  options: {
    opened: { value: 'VERSION', explanation: 'the version that you changed' },
    note: { value: 'WORDS', explanation: 'what you changed and why' },
  },
  run: async (context) => {
    const [id, path = ''] = context.arguments;
    const read = await readScenarioFile(context, path);
    if (!read.scenario) return faulty(read);
    const asked = {
      id: readNumber(id),
      openedVersion: readNumber(context.options.opened, 'version; name it with --opened'),
      save: { text: read.text, known: knownCodes() },
      note: context.options.note ?? '',
    };
    return change(context, 'Saved', (tx) => saveScenario(tx, context.actor, asked));
  },
});

/** `headwater scenario lock`, `unlock` and `delete`. */
export const scenarioHoldCommands: readonly Command[] = [
  held({
    name: 'scenario lock',
    summary: 'Lock a scenario, so that nobody else changes it',
    said: 'Locked',
    action: lockScenario,
  }),
  held({
    name: 'scenario unlock',
    summary: 'Unlock a scenario',
    said: 'Unlocked',
    action: unlockScenario,
  }),
  held({
    name: 'scenario delete',
    summary: 'Take away a scenario that was never run',
    said: 'Taken away',
    action: deleteScenario,
  }),
];

function held(of: {
  readonly name: string;
  readonly summary: string;
  readonly said: string;
  readonly action: typeof lockScenario;
}): Command {
  const { name, summary, said, action } = of;
  return defineCommand({
    name,
    summary,
    usage: 'ID',
    explanation: 'ID is a number of "headwater scenarios".',
    options: {},
    run: (context) =>
      change(context, said, (tx) => action(tx, context.actor, readAsked(context).id)),
  });
}

/** `headwater scenario share`: who sees a scenario. */
export const scenarioShareCommand: Command = defineCommand({
  name: 'scenario share',
  summary: 'Share a scenario with the partnership, or take it back',
  usage: 'ID partnership | own',
  explanation: 'Others read what is shared; those who write scenarios may also change it.',
  options: {},
  run: async (context) => {
    const sharing = SHARINGS.find((word) => word === context.arguments[1]);
    if (!sharing) throw refuse('sharing-not-known', 'invalid', 'Say "partnership" or "own".');
    const { id } = readAsked(context);
    return change(context, sharing === 'own' ? 'Taken back' : 'Shared', (tx) =>
      shareScenario(tx, context.actor, { id, sharing }),
    );
  },
});

async function change(
  context: CommandContext,
  said: string,
  action: (tx: Tx) => Promise<ChangedScenario>,
): Promise<CommandResult> {
  const { id, version } = await asActor(context.database, context.actor, async (tx) => {
    const done = await action(tx);
    await recordAudit(tx, context.actor, done.note);
    return done;
  });
  return {
    rows: [{ id, version }],
    lines: [`${said}: scenario ${id}, version ${version}.`],
    status: 0,
  };
}
