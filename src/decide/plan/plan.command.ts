import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { loadPlan, readVersion, agencyName } from './load-plan.ts';
import { planActionsMeasure } from './plan-actions.measure.ts';
import { planAnswersMeasure } from './plan-answers.measure.ts';
import { planChanges } from './plan-diff.ts';
import { planMeasuresMeasure } from './plan-measures.measure.ts';
import { planPledgesMeasure } from './plan-pledges.measure.ts';
import { findVersion, listComments } from './plan.store.ts';
import { PLAN_STATUS_WORDS } from './plan.ts';
import { actionShown } from './plan-view.ts';

/** `headwater plan`: what the partnership agreed, and how it stands. */
export const planCommand: Command = defineCommand({
  name: 'plan',
  summary: 'The shared plan: what was agreed, how it stands, what changed',
  usage: '[--version 2] [--changes-from 1]',
  explanation:
    'Prints the agreed version, else the newest. --changes-from says in words what changed since ' +
    'another version. Exit status 1: an action is late.',
  options: {
    version: { value: 'NUMBER', explanation: 'a version; the agreed one by default' },
    'changes-from': { value: 'NUMBER', explanation: 'a version to compare with' },
  },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { version } = context.options;
      const state = await loadPlan(tx, readVersion(version));
      if (!state) return { lines: ['No shared plan has been begun.'], status: 0 };
      const { plan } = state;
      const from = readVersion(context.options['changes-from']);
      const before = from === null ? null : await findVersion(tx, from);
      if (before) {
        const name = (id: number) => agencyName(state, id);
        const changes = planChanges(before.content, plan.content, name);
        const rows = changes.map((one) => ({ ...one }));
        return { rows, lines: changes.map(({ sentence }) => sentence), status: 0 };
      }
      const { actor } = context;
      const answers = await planAnswersMeasure.compute(tx, actor, { version });
      const actions = await planActionsMeasure.compute(tx, actor, { version });
      const pledges = await planPledgesMeasure.compute(tx, actor, { version });
      const measures = await planMeasuresMeasure.compute(tx, actor, { version });
      const lines = plan.content.actions.map((one) => actionShown(state, one));
      const findings = [answers, actions, pledges, measures];
      const isLate = lines.some(({ status }) => status.text === 'Late');
      return {
        figures: findings.flatMap(({ rows, total }) =>
          [...rows, ...(total ? [total] : [])].flatMap(({ figures }) => figures),
        ),
        rows: [
          {
            version: plan.version,
            status: plan.status,
            hash: plan.hash,
            content: plan.content,
            comments: await listComments(tx, plan.version),
          },
        ],
        lines: [
          `${plan.content.title}, version ${plan.version}: ${PLAN_STATUS_WORDS[plan.status].text}`,
          ...findings.map(({ headline }) => headline),
          ...lines.map((one) => `${one.status.text}: ${one.title} (${one.owner}, ${one.due})`),
        ],
        status: isLate ? 1 : 0,
      };
    }),
});
