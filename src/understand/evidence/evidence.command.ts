import { type Finding, refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
} from '../../platform/index.ts';
import {
  confidenceOf,
  costBand,
  evidenceRatings,
  programmeEvidence,
  wasCompared,
} from './evidence.ts';
import { evidenceFitMeasure } from './evidence-fit.measure.ts';
import type { Programme } from './evidence-file.ts';
import { agesWords } from './evidence-words.ts';
import { ASKED_BY, findProgrammes, readProgrammesAsked } from './find-programmes.ts';
import { readLocalEvaluation } from './local-evaluation.ts';
import { localEvaluationsMeasure } from './local-evaluation.measure.ts';
import { programmeCostMeasure } from './programme-cost.measure.ts';
import { programmeEditionsMeasure } from './programme-editions.measure.ts';
import { programmeEffectMeasure } from './programme-effect.measure.ts';
import { programmesFoundMeasure } from './programmes-found.measure.ts';
import { recordLocalEvaluation, thoseWhoRecordEvaluations } from './record-local-evaluation.ts';

/** `headwater evidence`: programmes of the library by need, age, level, place, rating and cost. */
export const evidenceCommand: Command = defineCommand({
  name: 'evidence',
  summary: 'What works: programmes with ratings as published, effects, cost and drift',
  usage: '[PROGRAMME] [--theme domestic-abuse] [--age 4] [--fit]',
  explanation:
    'Without a programme, lists those that fit; with the code of one, what was found, what it ' +
    'costs and how estimates drifted. --fit sets the library beside the needs of the record; ' +
    '--local lists what the partnership found itself.',
  options: {
    theme: { value: 'THEME', explanation: 'one of the eight themes, such as domestic-abuse' },
    age: { value: 'AGE', explanation: 'in whole years: the programme must be for that age' },
    level: {
      value: 'LEVEL',
      explanation: 'universal, targeted-early-help, child-in-need and so on',
    },
    place: { value: 'PLACE', explanation: 'where help is given, such as home or school' },
    rating: { value: 'N', explanation: 'the least causal confidence of a rating, 1 to 5' },
    cost: { value: 'N', explanation: 'the highest band of cost, 1 to 5' },
    where: { value: 'uk', explanation: 'only what is used in the United Kingdom' },
    fit: { explanation: 'the needs of the record beside the programmes that bear on them' },
    local: { explanation: 'what the partnership found itself' },
    year: { value: 'YEAR', explanation: 'with --fit: a financial year; the newest by default' },
  },
  run: async (context) => {
    const { options, actor } = context;
    const [code] = context.arguments;
    if (code !== undefined) return showProgramme(context, programmeEvidence(code));
    if (options.local !== undefined) {
      return { finding: await asked(context, localEvaluationsMeasure, {}), status: 0 };
    }
    if (options.fit !== undefined) {
      const finding = await asked(context, evidenceFitMeasure, { year: options.year });
      return { finding, status: 0 };
    }
    const chosen = Object.fromEntries(ASKED_BY.map((name) => [name, options[name]]));
    const found = findProgrammes(readProgrammesAsked(chosen));
    const finding = await asActor(context.database, actor, (tx) =>
      programmesFoundMeasure.compute(tx, actor, chosen),
    );
    return {
      finding,
      rows: found.map(rowOf),
      lines: found.map((one) => `${one.code.padEnd(34)} ${one.name}`),
      status: 0,
    };
  },
});

async function showProgramme(
  context: CommandContext,
  programme: Programme,
): Promise<CommandResult> {
  const of = { programme: programme.code };
  const finding = await asked(context, programmeEffectMeasure, of);
  const rest = [
    await asked(context, programmeCostMeasure, of),
    await asked(context, programmeEditionsMeasure, of),
  ];
  const ratings = programme.ratings.map(
    (one) => `Rated ${one.level} by ${one.scheme}, ${one.edition}`,
  );
  return {
    finding,
    figures: rest.flatMap((one) => one.rows.flatMap((row) => row.figures)),
    rows: [rowOf(programme)],
    lines: [
      programme.about,
      ...(ratings.length > 0 ? ratings : ['Not rated that we could verify']),
      ...rest.map((one) => one.headline),
    ],
    status: 0,
  };
}

function rowOf(one: Programme) {
  return {
    code: one.code,
    name: one.name,
    ages: agesWords(one),
    themes: one.themes,
    levels: one.levels,
    places: one.places,
    ratings: evidenceRatings(one).map(({ scheme, level, edition }) => ({ scheme, level, edition })),
    causalConfidence: confidenceOf(one),
    costBand: costBand(one)?.level ?? null,
    isCompared: wasCompared(one),
  };
}

function asked(
  { database, actor }: CommandContext,
  measure: typeof programmeEffectMeasure,
  parameters: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  return asActor(database, actor, (tx) => measure.compute(tx, actor, parameters));
}

/** `headwater evidence add`: records what the partnership found itself. */
export const addEvaluationCommand: Command = defineCommand({
  name: 'evidence add',
  summary: 'Record a local evaluation, rated by its design',
  usage: '--name TEXT --design before-after --outcome TEXT --direction better --started 60 …',
  explanation:
    'Records what the partnership found when it tried something. The design decides the most ' +
    'that it can count. What is wrong is told by field, and then nothing is kept.',
  options: {
    programme: { value: 'CODE', explanation: 'a programme of the library; left out: our own' },
    name: { value: 'TEXT', explanation: 'what was tried, and where' },
    design: {
      value: 'DESIGN',
      explanation: 'case-stories, after-only, before-after, comparison, matched-over-time, random',
    },
    outcome: { value: 'TEXT', explanation: 'what was measured' },
    direction: { value: 'WAY', explanation: 'better, worse, no-difference or mixed' },
    started: { value: 'N', explanation: 'people who began' },
    measured: { value: 'N', explanation: 'people measured in the end' },
    kind: {
      value: 'KIND',
      explanation: 'kind of size: relative-risk, odds-ratio, effect-size, percentage-points',
    },
    effect: { value: 'SIZE', explanation: 'the size that was found' },
    error: { value: 'SE', explanation: 'its standard error; of the logarithm for a ratio' },
    months: { value: 'N', explanation: 'months followed' },
    by: { value: 'WHO', explanation: 'who did the evaluation' },
    report: { value: 'WHERE', explanation: 'where the report is found' },
    ended: { value: 'DAY', explanation: 'the day on which it ended, such as 2026-03-31' },
  },
  run: async (context) => {
    if (!thoseWhoRecordEvaluations.allows(context.actor)) {
      const sentence = 'Analysts, commissioners and managers record evaluations.';
      throw refuse('not-your-role', 'forbidden', sentence);
    }
    const { kind, error, by, ended, ...rest } = context.options;
    const typed = { ...rest, effectKind: kind, standardError: error, madeBy: by, endedOn: ended };
    const form = Object.fromEntries(
      Object.entries(typed).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const read = readLocalEvaluation(form, context.today);
    if (!read.ok) {
      const problems = read.errors.map(({ field, sentence }) => ({
        file: null,
        row: null,
        field,
        rule: 'local-evaluation',
        severity: 'error' as const,
        message: `${sentence}.`,
        fix: 'Give it and run the command again.',
      }));
      return { problems, status: 1 };
    }
    const { value } = read;
    const id = await asActor(context.database, context.actor, (tx) =>
      recordLocalEvaluation(tx, context.actor, value),
    );
    const finding = await asked(context, localEvaluationsMeasure, { row: String(id) });
    return { finding, lines: [`Recorded as evaluation ${id}.`], status: 0 };
  },
});
