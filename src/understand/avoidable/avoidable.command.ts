import { type Finding, refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
} from '../../platform/index.ts';
import { recordAudit } from '../../govern/index.ts';
import { avoidableAgreementMeasure } from './avoidable-agreement.measure.ts';
import { avoidableEntriesMeasure } from './avoidable-entries.measure.ts';
import { avoidableProgressMeasure } from './avoidable-progress.measure.ts';
import { avoidableSampleMeasure } from './avoidable-sample.measure.ts';
import { readRound, readScope } from './draw-sample.ts';
import { OUTCOME_BREAKDOWNS } from './estimate.ts';
import { progressOf } from './outcome.store.ts';
import { listRounds } from './rounds.store.ts';
import { startRound } from './start-round.ts';

const SCOPE = {
  from: { value: 'DAY', explanation: 'the first day of entry to care, such as 2024-04-01' },
  to: { value: 'DAY', explanation: 'the day after the last' },
  ward: { value: 'NUMBER', explanation: 'one ward; all by default' },
  level: { value: 'LEVEL', explanation: 'the level the day before, or universal; all by default' },
  size: { value: 'CASES', explanation: 'how many cases to review' },
};

/** `headwater avoidable`: the rounds of reviews and how far they are. */
export const avoidableCommand: Command = defineCommand({
  name: 'avoidable',
  summary: 'Rounds of reviews: could entries to care have been avoided?',
  usage: '',
  explanation:
    'Lists the rounds with their numbers. "avoidable sample" plans or draws one, ' +
    '"avoidable result" says what one found, "avoidable export" gives everything it found.',
  options: {},
  run: (context) =>
    asActor(context.database, context.actor, async (tx): Promise<CommandResult> => {
      const rounds = await listRounds(tx);
      const rows = [];
      for (const round of rounds) {
        const { cases, decided, disputed } = await progressOf(tx, round.id);
        const { id, name, seed } = round;
        const status = round.finished_at === null ? 'under way' : 'finished';
        const span = { from: round.from_day, to: round.to_day };
        rows.push({ round: id, name, ...span, status, cases, decided, disputed, seed });
      }
      const lines =
        rows.length === 0
          ? ['No round of reviews was started yet. Plan one with "headwater avoidable sample".']
          : rows.map(
              (row) =>
                `${row.round}  ${row.name}: ${row.decided} of ${row.cases} cases decided, ` +
                row.status,
            );
      return { rows, lines, status: 0 };
    }),
});

/** `headwater avoidable sample`: how precise a sample will be; with a seed, draws it. */
export const avoidableSampleCommand: Command = defineCommand({
  name: 'avoidable sample',
  summary: 'Plan a round of reviews; with --seed, draw its sample',
  usage: '--from 2024-04-01 --to 2025-04-01 [--size 60] [--seed 2026 --name NAME]',
  explanation:
    'Without --seed it changes nothing and says how precise samples of several sizes will be. ' +
    'With --seed it draws the sample and starts the round: the same seed, the same sample.',
  options: {
    ...SCOPE,
    seed: { value: 'NUMBER', explanation: 'draw now, by this whole number' },
    name: { value: 'NAME', explanation: 'the name of the round' },
  },
  run: (context) =>
    asActor(context.database, context.actor, async (tx): Promise<CommandResult> => {
      const { options, actor, today } = context;
      if (options.seed === undefined) {
        const scope = readScope(options);
        if (!scope.ok) return notUnderstood(scope.errors);
        const { from, to, ward, level, size } = options;
        const given = { from, to, ward, level, size };
        return { finding: await avoidableSampleMeasure.compute(tx, actor, given), status: 0 };
      }
      const read = readRound(options);
      if (!read.ok) return notUnderstood(read.errors);
      const id = await startRound(tx, actor, { ...read.value, today });
      await recordAudit(tx, actor, {
        action: 'avoidable.round-started',
        subjectKind: 'review-round',
        subjectId: String(id),
        detail: { seed: read.value.seed, size: read.value.size },
      });
      const finding = await avoidableProgressMeasure.compute(tx, actor, { round: String(id) });
      return { finding, lines: [`Round ${id} is started. Choose its reviewers.`], status: 0 };
    }),
});

function notUnderstood(errors: readonly { readonly field: string; readonly sentence: string }[]) {
  const problems = errors.map(({ field, sentence }) => ({
    file: null,
    row: null,
    field,
    rule: 'avoidable/not-understood',
    severity: 'error' as const,
    message: `${sentence}.`,
    fix: `Give --${field} again.`,
  }));
  return { problems, status: 2 as const };
}

/** `headwater avoidable result`: what a round found. */
export const avoidableResultCommand: Command = defineCommand({
  name: 'avoidable result',
  summary: 'What reviews found: how many entries to care could have been avoided',
  usage: '[ROUND] [--by theme]',
  explanation:
    'ROUND is a number of "headwater avoidable"; the newest by default. Groups of fewer than 5 ' +
    'children are hidden.',
  options: {
    by: {
      value: 'WHAT',
      explanation: 'age, theme, help, moment, extent, agency or kind; age by default',
    },
  },
  run: async (context) => ({ finding: await resultOf(context, context.options.by), status: 0 }),
});

function resultOf(context: CommandContext, by: string | undefined): Promise<Finding> {
  const [round] = context.arguments;
  return asActor(context.database, context.actor, (tx) =>
    avoidableEntriesMeasure.compute(tx, context.actor, { round, by }),
  );
}

/** `headwater avoidable export`: every figure of a round at once, for `--json`. */
export const avoidableExportCommand: Command = defineCommand({
  name: 'avoidable export',
  summary: 'Everything a round of reviews found, as figures',
  usage: '[ROUND] --json',
  explanation:
    'The estimate by each breakdown, the agreement of the reviewers, and the sample. No answer ' +
    'of a single case is in it.',
  options: {},
  run: async (context) => {
    const [round] = context.arguments;
    const findings = await asActor(context.database, context.actor, async (tx) => {
      const rounds = await listRounds(tx);
      if (rounds.length === 0) {
        throw refuse('no-such-round', 'not-found', 'No round of reviews was started yet.');
      }
      const found: Finding[] = [];
      for (const by of [...OUTCOME_BREAKDOWNS, 'agency', 'kind']) {
        found.push(await avoidableEntriesMeasure.compute(tx, context.actor, { round, by }));
      }
      found.push(await avoidableAgreementMeasure.compute(tx, context.actor, { round }));
      found.push(await avoidableProgressMeasure.compute(tx, context.actor, { round }));
      return found;
    });
    const figures = findings.flatMap(({ rows, total }) => [
      ...rows.flatMap((row) => row.figures),
      ...(total?.figures ?? []),
    ]);
    return { figures, lines: findings.map(({ headline }) => headline), status: 0 };
  },
});
