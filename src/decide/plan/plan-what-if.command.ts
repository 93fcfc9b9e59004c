import { recordAudit } from '../../govern/index.ts';
import { formatDay, parseDay, refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  defineCommand,
  type Tx,
} from '../../platform/index.ts';
import { nameChange } from './name-change.ts';
import { listChanges } from './named-change.store.ts';
import { changeShown, whatIfFinding } from './plan-what-if.measure.ts';
import { thoseWhoEditThePlan } from './plan-view.ts';
import { CHANGE_KINDS, HIT_WORDS, isChangeKind } from './what-if.ts';

/** `headwater plan what-if`: what a named change of policy or funding would break. */
export const planWhatIfCommand: Command = defineCommand({
  name: 'plan what-if',
  summary: 'What a change of policy or funding would break in the shared plan',
  usage: '[--change 1] | --as EMAIL --kind grant-ends --subject NAME --on 2028-04-01 TITLE',
  explanation:
    'Prints each change that somebody named, and what one of them would break: the next by ' +
    'default. With --kind a change is named and kept: the subject is the name of the money, ' +
    'service or person as the plan has it, or the number of an agency. Exit status 1: something ' +
    'breaks.',
  options: {
    change: { value: 'NUMBER', explanation: 'a change that somebody named' },
    kind: { value: 'KIND', explanation: `one of ${Object.keys(CHANGE_KINDS).join(', ')}` },
    subject: { value: 'NAME', explanation: 'on what it acts' },
    on: { value: 'DAY', explanation: 'the day from which it holds' },
    share: { value: 'PER-CENT', explanation: 'how much of it goes; 100 by default' },
    note: { value: 'WORDS', explanation: 'what is known of it' },
  },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { kind, change } = context.options;
      const id = kind === undefined ? change : String(await named(context, tx));
      const shown = await changeShown(tx, id);
      if (!shown) {
        return { lines: ['Nobody has named a change yet, or there is no plan.'], status: 0 };
      }
      const finding = whatIfFinding(shown);
      const changes = await listChanges(tx);
      const { hits } = shown.broken;
      return {
        figures: finding.rows.flatMap(({ figures }) => figures),
        rows: [
          { ...shown.broken, change: shown.change.id },
          ...changes.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() })),
        ],
        lines: [
          `${shown.change.title}, from ${formatDay(shown.change.on)}`,
          finding.headline,
          ...hits.map((one) => `${HIT_WORDS[one.hit].text}: ${one.title}. ${one.why}`),
          'Changes that somebody named:',
          ...changes.map((one) => `${one.id}: ${one.title}, from ${formatDay(one.on)}`),
        ],
        status: hits.some(({ hit }) => hit === 'breaks') ? 1 : 0,
      };
    }),
});

async function named({ actor, options, ...context }: CommandContext, tx: Tx): Promise<number> {
  if (!thoseWhoEditThePlan.allows(actor)) {
    const sentence = 'Name with --as a commissioner or manager who names the change.';
    throw refuse('not-for-this-role', 'forbidden', sentence);
  }
  const { kind = '', subject = '', share = '100', note = '' } = options;
  const on = parseDay(options.on ?? '');
  if (!isChangeKind(kind)) {
    const known = Object.keys(CHANGE_KINDS).join(', ');
    throw refuse('change-kind', 'invalid', `The kind of a change is one of ${known}.`);
  }
  if (on === null) throw refuse('change-day', 'invalid', 'Write the day as 2028-04-01.');
  const title = context.arguments.join(' ').trim();
  const change = { kind, title, subject: subject.trim(), on, share: Number(share), note };
  const id = await nameChange(tx, actor, change);
  await recordAudit(tx, actor, {
    action: 'plan.change-named',
    subjectKind: 'plan-change',
    subjectId: String(id),
    detail: { kind, on, share: Number(share) },
  });
  return id;
}
