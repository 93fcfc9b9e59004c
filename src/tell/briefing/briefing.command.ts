import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatFigure, refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
  type Measure,
  momentWords,
} from '../../platform/index.ts';
import { listPlaces } from '../../record/index.ts';
import { thoseWhoAreTold, thoseWhoSign, thoseWhoTell } from '../who.ts';
import { AUDIENCES, numberOf, type Piece, STATUS_WORDS, statusOf } from './briefing.ts';
import { type Reading, readBriefing, tablesFile } from './briefing.page.ts';
import { plainText, viewOf } from './briefing-view.ts';
import { listBriefings } from './briefings.store.ts';
import { newBriefing, openBriefing, signBriefing, withdrawBriefing } from './change-briefing.ts';
import { checkLanguage } from './plain-language.ts';
import { PLAIN_WORDS } from './plain-words.ts';

/** The commands of briefings: list and read, draft, sign, withdraw. */
export function briefingCommands(measures: readonly Measure[]): readonly Command[] {
  return [readCommand(measures), newCommand(measures), signCommand(measures), withdrawCommand];
}

function readCommand(measures: readonly Measure[]): Command {
  return defineCommand({
    name: 'briefing',
    summary: 'Print a briefing as it was signed, or list them all',
    usage: '[ID]',
    explanation:
      'A signed briefing is printed with its frozen figures, and its seal is checked again. A ' +
      'draft is printed with the figures of now. --ods writes all its tables into one file.',
    options: {
      ods: { value: 'FILE', explanation: 'write all tables into this file' },
      draft: { explanation: 'the newest draft, where a version is signed already' },
    },
    run: async (context) => {
      allow(thoseWhoAreTold.allows(context.actor));
      const [id] = context.arguments;
      if (id === undefined) return listAll(context);
      const query = context.options.draft === undefined ? {} : { version: 'draft' };
      const { database, actor } = context;
      const reading = await asActor(database, actor, (tx) =>
        readBriefing({ tx, actor, query }, Number(id), measures),
      );
      const { ods } = context.options;
      if (ods !== undefined) await writeFile(resolve(context.folder, ods), tablesFile(reading));
      return printed(reading);
    },
  });
}

async function listAll({ database, actor }: CommandContext): Promise<CommandResult> {
  const writes = thoseWhoTell.allows(actor);
  const all = (await asActor(database, actor, (tx) => listBriefings(tx))).filter(
    (one) => writes || one.signed !== null,
  );
  const rows = all.map((one) => ({
    id: one.id,
    title: one.title,
    ward: one.wardName,
    audience: one.audience,
    status: statusOf({ ...one, isWithdrawn: one.withdrawnReason !== null }),
    signedAt: one.signedAt,
  }));
  const lines = rows.map((row) => `${row.id}  ${STATUS_WORDS[row.status].text}  ${row.title}`);
  return { rows, lines, status: 0 };
}

function printed(reading: Reading): CommandResult {
  const { briefing, words, shown, signing, isWhole } = reading;
  const view = viewOf(briefing, words, shown);
  const text = (pieces: readonly Piece[]) => plainText(pieces, pieceText);
  const listed = (heading: string, lines: readonly (readonly Piece[])[]) =>
    lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `- ${text(line)}`)];
  const seal = signing
    ? [
        `Signed on ${momentWords(signing.signedAt)}, version ${signing.number}.`,
        `Seal: ${signing.hash}`,
        isWhole
          ? 'Unchanged since it was signed.'
          : 'CHANGED since it was signed: do not quote it.',
      ]
    : [`A draft, version ${reading.newest.number}: its numbers are those of now.`];
  const figures = [...shown.values()].flatMap(({ source, finding }) =>
    source.token.startsWith('figure') ? (numberOf(finding) ?? []) : [],
  );
  return {
    figures,
    rows: [{ id: briefing.id, words, hash: signing?.hash ?? null, isWhole }],
    lines: [
      view.title,
      view.place,
      '',
      text(view.story),
      ...listed(
        'Three figures',
        view.points.map((point) => [...point.pieces, SPACE, ...point.why]),
      ),
      ...listed(view.place, [view.placeWords]),
      ...listed('Compared with similar councils', [view.peerWords]),
      ...listed('What else the record shows', view.more),
      ...listed('What we ask of you', view.ask),
      ...listed('Questions you could ask', view.questions),
      ...listed('What we are not sure of', view.unsure),
      '',
      view.contact,
      '',
      ...seal,
    ],
    status: isWhole ? 0 : 1,
  };
}

const SPACE: Piece = { kind: 'text', text: ' ' };

function pieceText(piece: Piece): string {
  if (piece.kind === 'figure') return formatFigure(piece.figure);
  return piece.kind === 'finding' ? piece.finding.headline : piece.text;
}

function newCommand(measures: readonly Measure[]): Command {
  return defineCommand({
    name: 'briefing new',
    summary: 'Draft a briefing about a ward from the figures of now',
    usage: '',
    explanation: 'Without --ward it is about the whole authority.',
    options: {
      ward: { value: 'NAME', explanation: 'the name of a ward' },
      audience: { value: 'WHO', explanation: `${AUDIENCES.join(', ')}; ward when left out` },
    },
    run: async ({ database, actor, options }) => {
      allow(thoseWhoTell.allows(actor));
      const audience = AUDIENCES.find((one) => one === (options.audience ?? 'ward'));
      if (!audience) {
        throw refuse('no-such-choice', 'invalid', `audience is one of ${AUDIENCES.join(', ')}.`);
      }
      const id = await asActor(database, actor, async (tx) => {
        const wards = await listPlaces(tx, 'ward');
        const ward = wards.find((one) => one.name.toLowerCase() === options.ward?.toLowerCase());
        if (options.ward !== undefined && !ward) {
          throw refuse('no-such-ward', 'not-found', `There is no ward ${options.ward} here.`);
        }
        return newBriefing(tx, actor, {
          wardId: ward ? Number(ward.id) : null,
          audience,
          measures,
        });
      });
      return { rows: [{ id }], lines: [`Briefing ${id} is drafted.`], status: 0 };
    },
  });
}

function signCommand(measures: readonly Measure[]): Command {
  return defineCommand({
    name: 'briefing sign',
    summary: 'Sign a briefing that somebody else wrote, and freeze its figures',
    usage: 'ID',
    explanation: 'Say who signs with --as EMAIL. Words that are refused stop it and are listed.',
    options: {},
    run: async ({ database, actor, arguments: [text] }) => {
      allow(thoseWhoSign.allows(actor));
      const id = Number(text);
      const { newest } = await asActor(database, actor, (tx) => openBriefing(tx, id));
      const notes = checkLanguage(newest.words, PLAIN_WORDS);
      const problems = notes.map((note) => ({
        file: null,
        row: null,
        field: note.field,
        rule: 'plain-words',
        severity: note.level === 'refuse' ? ('error' as const) : ('warning' as const),
        message: note.sentence,
        fix: `In: ${note.where}`,
      }));
      if (problems.some((problem) => problem.severity === 'error')) return { problems, status: 1 };
      const asked = { id, version: newest.number, seen: null, measures };
      const hash = await asActor(database, actor, (tx) => signBriefing(tx, actor, asked));
      return { problems, rows: [{ id, hash }], lines: [`Signed. Its seal is ${hash}.`], status: 0 };
    },
  });
}

const withdrawCommand: Command = defineCommand({
  name: 'briefing withdraw',
  summary: 'Withdraw a briefing, with a reason that its readers see',
  usage: 'ID',
  explanation: 'Nothing is deleted. It cannot be taken back.',
  options: { reason: { value: 'WORDS', explanation: 'why it is withdrawn' } },
  run: async ({ database, actor, arguments: [id], options }) => {
    allow(thoseWhoTell.allows(actor));
    const asked = { id: Number(id), reason: options.reason ?? '' };
    await asActor(database, actor, (tx) => withdrawBriefing(tx, actor, asked));
    return { lines: [`Briefing ${asked.id} is withdrawn.`], status: 0 };
  },
});

function allow(may: boolean): void {
  if (may) return;
  throw refuse('command-not-for-role', 'forbidden', 'Your role does not do this with briefings.');
}
