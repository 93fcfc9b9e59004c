import { refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  defineCommand,
  type Measure,
} from '../../platform/index.ts';
import { listPlaces } from '../../record/index.ts';
import { electedMembers, thoseWhoTell } from '../who.ts';
import { askEnquiry, endEnquiry, openEnquiry, readEnd, takeEnquiry } from './change-enquiry.ts';
import { enquiriesMeasure } from './enquiries.measure.ts';
import { thoseWhoSeeEnquiries } from './enquiries.page.ts';
import { ENQUIRY_STATUS_WORDS, readEnquiry, statusOn, TOPICS } from './enquiry.ts';
import { listEnquiries } from './enquiries.store.ts';

/** The commands of enquiries: list, ask, take in hand, answer. */
export function enquiryCommands(measures: readonly Measure[]): readonly Command[] {
  return [listCommand, askCommand(measures), takeCommand, answerCommand];
}

const listCommand: Command = defineCommand({
  name: 'enquiries',
  summary: 'List the enquiries of elected members, or show one',
  usage: '[ID]',
  explanation: 'The list names nobody; it says what is due when, and how many were in time.',
  options: {},
  run: async ({ database, actor, arguments: [id], today }) => {
    allow(thoseWhoSeeEnquiries.allows(actor));
    return asActor(database, actor, async (tx) => {
      const listed =
        id === undefined ? await listEnquiries(tx) : [await openEnquiry(tx, actor, Number(id))];
      const rows = listed.map((one) => ({
        id: one.id,
        topic: one.topic,
        ward: one.wardName,
        status: statusOn(one, today),
        askedOn: one.askedOn,
        dueOn: one.dueOn,
        endedOn: one.endedOn,
        ...(id === undefined ? {} : { question: one.question, answer: one.answer }),
        frozen: one.frozenIds,
      }));
      const lines = listed.flatMap((one) => [
        `${one.id}  ${ENQUIRY_STATUS_WORDS[statusOn(one, today)].text}, due ${one.dueOn}  ` +
          `${TOPICS[one.topic]}${one.wardName ? `, ${one.wardName}` : ''}`,
        ...(id === undefined ? [] : [one.question, ...(one.answer === null ? [] : [one.answer])]),
      ]);
      if (id !== undefined) return { rows, lines, status: 0 as const };
      const finding = await enquiriesMeasure.compute(tx, actor, {});
      return { finding, rows, lines, status: 0 as const };
    });
  },
});

function askCommand(measures: readonly Measure[]): Command {
  return defineCommand({
    name: 'enquiries ask',
    summary: 'Ask something as an elected member',
    usage: 'QUESTION',
    explanation: 'Say who asks with --as EMAIL. A question that seems to name a person is refused.',
    options: {
      topic: { value: 'TOPIC', explanation: `${Object.keys(TOPICS).join(', ')}; other by default` },
      ward: { value: 'NAME', explanation: 'the name of a ward' },
      figure: { value: 'ADDRESS', explanation: 'the figure that it is about' },
    },
    run: async (context) => {
      const { database, actor, options, today } = context;
      allow(electedMembers.allows(actor));
      const id = await asActor(database, actor, async (tx) => {
        const wards = await listPlaces(tx, 'ward');
        const ward = wards.find((one) => one.name.toLowerCase() === options.ward?.toLowerCase());
        if (options.ward !== undefined && !ward) {
          throw refuse('no-such-ward', 'not-found', `There is no ward ${options.ward} here.`);
        }
        const form = {
          topic: options.topic ?? 'other',
          ward: ward ? String(ward.id) : '',
          figure: options.figure ?? '',
          question: context.arguments.join(' '),
        };
        const names = measures.map((one) => one.name);
        const read = readEnquiry(form, { wards, measures: names });
        if (!read.ok) throw invalid(read.errors);
        return askEnquiry(tx, actor, { ...read.value, today });
      });
      return { rows: [{ id }], lines: [`Enquiry ${id} is kept.`], status: 0 };
    },
  });
}

const takeCommand: Command = defineCommand({
  name: 'enquiries take',
  summary: 'Take an enquiry in hand',
  usage: 'ID',
  explanation: 'The member sees that somebody works on it.',
  options: {},
  run: async ({ database, actor, arguments: [id], today }) => {
    allow(thoseWhoTell.allows(actor));
    await asActor(database, actor, (tx) => takeEnquiry(tx, actor, { id: Number(id), today }));
    return { lines: [`Enquiry ${id} is in hand.`], status: 0 };
  },
});

const answerCommand: Command = defineCommand({
  name: 'enquiries answer',
  summary: 'Answer an enquiry, or decline it with the reason',
  usage: 'ID WORDS',
  explanation: 'An answer that seems to name a person is refused.',
  options: {
    frozen: { value: 'NUMBERS', explanation: 'frozen figures that go with it, such as 3,5' },
    decline: { explanation: 'the words are the reason for declining' },
  },
  run: async (context: CommandContext) => {
    const { database, actor, options, today } = context;
    allow(thoseWhoTell.allows(actor));
    const [id, ...words] = context.arguments;
    await asActor(database, actor, async (tx) => {
      const end = options.decline === undefined ? 'answered' : 'declined';
      const form = { end, answer: words.join(' '), figures: options.frozen ?? '' };
      const read = await readEnd(tx, form);
      if (!read.ok) throw invalid(read.errors);
      await endEnquiry(tx, actor, { ...read.value, id: Number(id), today });
    });
    return { lines: [`Enquiry ${id} has its answer.`], status: 0 };
  },
});

function invalid(errors: readonly { readonly sentence: string }[]) {
  return refuse('enquiry-invalid', 'invalid', errors.map((one) => `${one.sentence}.`).join(' '));
}

function allow(may: boolean): void {
  if (may) return;
  throw refuse('command-not-for-role', 'forbidden', 'Your role does not do this with enquiries.');
}
