import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { writeReminders } from './ask-agency.ts';
import { boardHeadline, isOverdue } from './mapping.ts';
import { listRequests } from './mapping.store.ts';

/** `headwater mapping`: what each agency was asked, by when, and how far its answer is. */
export const mappingCommand: Command = defineCommand({
  name: 'mapping',
  summary: 'What each agency was asked to map, by when, and how far its answer is',
  usage: '[--remind]',
  explanation:
    'With --remind it writes the reminders that are due. They are not sent: they wait at ' +
    '/mapping to be taken and sent by hand. Exit status 1: a request is overdue.',
  options: { remind: { explanation: 'write the reminders that are due today' } },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { actor, today } = context;
      const by = { actor, name: 'the command line', today };
      const done = context.options.remind === undefined ? null : await writeReminders(tx, by);
      const requests = await listRequests(tx);
      const lines = requests.map(
        (one) =>
          `${one.agencyName}: ${one.status}, due ${one.dueDay}, ${one.personName}, ` +
          `${one.answers} answered, ${one.drafts} in draft`,
      );
      const reminded = done === null ? [] : [`${done.written} reminders written, none sent`];
      return {
        lines: [boardHeadline(requests, today), ...lines, ...reminded],
        rows: requests.map((one) => ({ ...one, isOverdue: isOverdue(one, today) })),
        status: requests.some((one) => isOverdue(one, today)) ? (1 as const) : (0 as const),
      };
    }),
});
