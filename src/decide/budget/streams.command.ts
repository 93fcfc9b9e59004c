import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { recordAudit } from '../../govern/index.ts';
import { type Finding, refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  defineCommand,
  type FieldError,
  type FormResult,
} from '../../platform/index.ts';
import { commitMoney, saveNeed, saveStream } from './change-streams.ts';
import { readMoney } from './read-streams.ts';
import { readCommitmentForm, readNeedForm, readStreamForm } from './streams-form.ts';
import {
  fundingStreamsMeasure,
  lapsingMoneyMeasure,
  proposedPaymentsMeasure,
  spendingNeedsMeasure,
} from './streams.measure.ts';
import { thoseWhoCommitMoney } from './streams.page.ts';

const SHOWN = {
  lapses: lapsingMoneyMeasure,
  streams: fundingStreamsMeasure,
  proposed: proposedPaymentsMeasure,
  needs: spendingNeedsMeasure,
} as const;

/** `headwater budget streams`: which money may pay for what, and what lapses when. */
export const budgetStreamsCommand: Command = defineCommand({
  name: 'budget streams',
  summary: 'Funding streams, what lapses when, and which money would pay for what',
  usage: '[--show lapses]',
  explanation:
    'Money with its rules, as it was entered. Without --show each table is summed up in a line, ' +
    'and --json holds all figures.',
  options: {
    show: { value: 'WHAT', explanation: `one table: ${Object.keys(SHOWN).join(', ')}` },
  },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { show } = context.options;
      if (show !== undefined) {
        const measure = Object.entries(SHOWN).find(([name]) => name === show)?.[1];
        if (measure) return { finding: await measure.compute(tx, context.actor, {}), status: 0 };
        const sentence = `--show is one of ${Object.keys(SHOWN).join(', ')}.`;
        throw refuse('no-such-choice', 'invalid', sentence);
      }
      const findings: Finding[] = [];
      for (const measure of Object.values(SHOWN)) {
        findings.push(await measure.compute(tx, context.actor, {}));
      }
      return {
        figures: findings.flatMap(({ rows, total }) =>
          [...rows, ...(total ? [total] : [])].flatMap(({ figures }) => figures),
        ),
        lines: findings.map(({ headline }) => headline),
        status: 0,
      };
    }),
});

/** `headwater budget save-stream`: enters a stream, or changes its amounts and rules. */
export const budgetStreamSaveCommand: Command = defineCommand({
  name: 'budget save-stream',
  summary: 'Enter a funding stream, or change its amounts and rules',
  usage: '--as EMAIL [--code CODE] FILE',
  explanation:
    'FILE is YAML with the fields of the form: name, giver, kind, amounts (2026-27: 310000), ' +
    'levels, themes, classes, uses, endDay (2029-03-31), carryOver, carryPercent, hasPermission, ' +
    'mayReserve, matchPercent, conditions, reason. --code names the stream to change.',
  options: { code: { value: 'CODE', explanation: 'the stream to change; else a new one' } },
  run: async (context) => {
    const form = await formOf(context);
    return asActor(context.database, context.actor, async (tx) => {
      const { streams } = await readMoney(tx);
      const taken = streams.map(({ code }) => code);
      const code = knownCode(context.options.code, taken);
      const read = readOrRefuse(readStreamForm(form, { code, taken }));
      await saveStream(tx, context.actor, read);
      await recordAudit(tx, context.actor, {
        action: 'funding-stream.saved',
        subjectKind: 'funding-stream',
        subjectId: read.content.code,
        detail: { ...read.content, reason: read.reason },
      });
      return { lines: [`Saved as ${read.content.code}.`], status: 0 };
    });
  },
});

/** `headwater budget save-need`: enters what is to be paid, or changes what it costs. */
export const budgetNeedSaveCommand: Command = defineCommand({
  name: 'budget save-need',
  summary: 'Enter what is to be paid, or change what it costs',
  usage: '--as EMAIL [--code CODE] FILE',
  explanation:
    'FILE is YAML with the fields of the form: name, of, levels, themes, class, use, costs ' +
    '(2026-27: 120000), reason. --code names what to change.',
  options: { code: { value: 'CODE', explanation: 'what to change; else something new' } },
  run: async (context) => {
    const form = await formOf(context);
    return asActor(context.database, context.actor, async (tx) => {
      const { needs } = await readMoney(tx);
      const taken = needs.map(({ code }) => code);
      const code = knownCode(context.options.code, taken);
      const read = readOrRefuse(readNeedForm(form, { code, taken }));
      await saveNeed(tx, context.actor, read);
      await recordAudit(tx, context.actor, {
        action: 'spending-need.saved',
        subjectKind: 'spending-need',
        subjectId: read.content.code,
        detail: { ...read.content, reason: read.reason },
      });
      return { lines: [`Saved as ${read.content.code}.`], status: 0 };
    });
  },
});

/** `headwater budget commit`: commits money of a stream to something, or releases it. */
export const budgetCommitCommand: Command = defineCommand({
  name: 'budget commit',
  summary: 'Commit money of a stream to something, or release it',
  usage: '--as EMAIL --money CODE/2026-27 --for CODE/2026-27 --amount POUNDS [--release]',
  explanation: 'What the rules of the stream forbid is refused with the reason.',
  options: {
    money: { value: 'CODE/YEAR', explanation: 'the stream and the year it was given for' },
    for: { value: 'CODE/YEAR', explanation: 'what it pays for, and in which year' },
    amount: { value: 'POUNDS', explanation: 'how much' },
    release: { explanation: 'release what was committed' },
    note: { value: 'WORDS', explanation: 'why, in words' },
  },
  run: async (context) => {
    mayChange(context);
    const { money: stream = '', for: need = '', amount = '', release, note = '' } = context.options;
    const act = release === undefined ? 'commit' : 'release';
    return asActor(context.database, context.actor, async (tx) => {
      const form = { money: stream, need, amount, note, act };
      const read = readOrRefuse(readCommitmentForm(form, await readMoney(tx)));
      const id = await commitMoney(tx, context.actor, read);
      await recordAudit(tx, context.actor, {
        action: 'money.committed',
        subjectKind: 'commitment',
        subjectId: String(id),
        detail: { ...read },
      });
      return { lines: [`Entry ${id} is kept.`], status: 0 };
    });
  },
});

function mayChange({ actor }: CommandContext): void {
  if (thoseWhoCommitMoney.allows(actor)) return;
  const sentence = 'Name with --as someone who answers for money.';
  throw refuse('not-your-money', 'forbidden', sentence);
}

function knownCode(code: string | undefined, taken: readonly string[]): string | null {
  if (code === undefined) return null;
  if (taken.includes(code)) return code;
  throw refuse('no-such-code', 'not-found', 'There is nothing with this code to change.');
}

function readOrRefuse<T>(read: FormResult<T>): T {
  if (read.ok) return read.value;
  const sentences = read.errors.map(({ field, sentence }: FieldError) => `${field}: ${sentence}.`);
  throw refuse('form-not-right', 'invalid', sentences.join(' '));
}

const LARGEST_BYTES = 100_000;

/** The file as the form of the page holds it. */
async function formOf(context: CommandContext): Promise<Record<string, string>> {
  mayChange(context);
  const [path] = context.arguments;
  if (path === undefined) throw refuse('no-file', 'invalid', 'Name a file.');
  const text = await readFile(resolve(context.folder, path), 'utf8').catch(() => null);
  if (text === null || text.length > LARGEST_BYTES) {
    throw refuse('file-not-read', 'not-found', 'The file cannot be read.');
  }
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('file-not-right', 'invalid', 'The file must hold fields with their values.');
  }
  return formFrom(value as Readonly<Record<string, unknown>>);
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    throw refuse('file-not-right', 'invalid', 'The file is not YAML that can be read.');
  }
}

function formFrom(value: Readonly<Record<string, unknown>>): Record<string, string> {
  const form: Record<string, string> = {};
  for (const [name, field] of Object.entries(value)) {
    if (name === 'endDay') {
      const [year = '', month = '', day = ''] = String(field).split('-');
      Object.assign(form, { 'endDay-day': day, 'endDay-month': month, 'endDay-year': year });
    } else if (Array.isArray(field)) form[name] = field.map(String).join(';');
    else if (typeof field === 'object' && field !== null) {
      form[name] = Object.entries(field)
        .map(([year, amount]) => `${year}: ${String(amount)}`)
        .join('\n');
    } else if (field !== null) form[name] = field === true ? 'yes' : String(field);
  }
  return form;
}
