import { recordAudit } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { asActor, type Command, type CommandContext, defineCommand } from '../../platform/index.ts';
import { thoseWhoSpeakForAnAgency } from '../../understand/index.ts';
import { answerPlan, commentOnPlan } from './change-plan.ts';
import { loadPlan } from './load-plan.ts';
import { agencyOf } from './plan.store.ts';

/** `headwater plan sign`: an agency answers to exactly one text. */
export const planSignCommand: Command = defineCommand({
  name: 'plan sign',
  summary: 'Sign the shared plan for your agency, or refuse with a reason',
  usage: '--as EMAIL --hash HASH [--refuse REASON]',
  explanation:
    'HASH names the text that you read: "headwater plan --json" prints it. Another text ' +
    'than that is not signed.',
  options: {
    hash: { value: 'HASH', explanation: 'the hash of the version that you read' },
    refuse: { value: 'REASON', explanation: 'do not sign, and say why' },
  },
  run: async (context) => {
    const forAgency = agencyAt(context);
    const { hash = '', refuse: reason } = context.options;
    const answer = reason === undefined ? 'signed' : 'refused';
    const { version, isAgreed } = await asActor(context.database, context.actor, async (tx) => {
      const state = await loadPlan(tx);
      if (!state) throw refuse('no-such-version', 'not-found', 'No shared plan has been begun.');
      const asked = { version: state.newest.version, hash, forAgency, answer } as const;
      const kept = await answerPlan(tx, context.actor, { ...asked, reason: reason ?? '' });
      await recordAudit(tx, context.actor, {
        action: answer === 'signed' ? 'plan.signed' : 'plan.refused',
        subjectKind: 'plan',
        subjectId: String(asked.version),
        detail: { agency: forAgency, hash, isAgreed: kept.isAgreed },
      });
      return { ...asked, ...kept };
    });
    const said = answer === 'signed' ? 'signed' : 'not signed';
    const agreed = isAgreed ? ' Every agency has signed: it is agreed.' : '';
    return { lines: [`Version ${version} is ${said} by your agency.${agreed}`], status: 0 };
  },
});

/** `headwater plan comment`: an agency says what it thinks of the newest version. */
export const planCommentCommand: Command = defineCommand({
  name: 'plan comment',
  summary: 'Say what your agency thinks of the shared plan',
  usage: '--as EMAIL [--about a1] WORDS',
  explanation: 'The newest version must have been shared for comment.',
  options: {
    about: { value: 'KEY', explanation: 'the key of a priority, measure, action or pledge' },
  },
  run: async (context) => {
    const forAgency = agencyAt(context);
    const text = context.arguments.join(' ').trim();
    if (text === '') throw refuse('no-comment', 'invalid', 'Say what your agency thinks.');
    await asActor(context.database, context.actor, async (tx) => {
      const state = await loadPlan(tx);
      if (!state) throw refuse('no-such-version', 'not-found', 'No shared plan has been begun.');
      const { version } = state.newest;
      const about = context.options.about ?? '';
      await commentOnPlan(tx, context.actor, { version, forAgency, about, text });
      await recordAudit(tx, context.actor, {
        action: 'plan.commented',
        subjectKind: 'plan',
        subjectId: String(version),
        detail: { agency: forAgency, about },
      });
    });
    return { lines: ['Your comment is kept.'], status: 0 };
  },
});

function agencyAt({ actor }: CommandContext) {
  const agency = agencyOf(actor.settings);
  if (agency !== null && thoseWhoSpeakForAnAgency.allows(actor)) return agency;
  const sentence = 'Name with --as someone who speaks for an agency.';
  throw refuse('not-your-agency', 'forbidden', sentence);
}
