import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ReferenceProblem, refuse } from '../../lib/index.ts';
import {
  asActor,
  canonicalJson,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
  sha256Of,
} from '../../platform/index.ts';
import { moneyWords } from '../scenario/scenario-figures.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { planPortfolio } from './build-problem.ts';
import type { LoadedPortfolio } from './keep-portfolio.ts';
import type { Portfolio } from './portfolio.ts';
import { parsePortfolio, PORTFOLIO_LIMITS } from './portfolio-file.ts';
import { isSolved, type SolvedPortfolio } from './portfolio-figures.ts';
import { gainFinding } from './portfolio-findings.ts';
import { portfolioHash, workOutPortfolio } from './work-out-portfolio.ts';
import { type PortfolioResult, yearlyCost } from './portfolio-result.ts';

/** `headwater portfolio solve`: a portfolio file worked out, kept nowhere. */
export const portfolioSolveCommand: Command = defineCommand({
  name: 'portfolio solve',
  summary: 'Choose what to buy where within a portfolio file’s limits',
  usage: 'FILE.yaml',
  explanation:
    'Says what is best to buy, how sure its gain is, what each limit costs and what was left ' +
    'out. The same file, data and seed give the same answer, whose hash is printed. With --json ' +
    'all of it is printed. Exit status 1: nothing keeps to all limits; 2: the file has faults.',
  options: {},
  run: async (context) => {
    if (!thoseWhoReadScenarios.allows(context.actor)) {
      throw refuse('portfolio-not-for-role', 'forbidden', 'Your role does not include portfolios.');
    }
    const [path = ''] = context.arguments;
    const text = await readPortfolioText(context, path);
    const { portfolio, problems } = parsePortfolio(text, path);
    if (!portfolio) return faultyPortfolio(problems);
    return solved(context, portfolio, text);
  },
});

/** The faults of a portfolio file as a command reports them. */
export function faultyPortfolio(problems: readonly ReferenceProblem[]): CommandResult {
  return {
    problems: problems.map(({ file, line, field, message, fix }) => ({
      ...{ file, row: line, field, message, fix },
      rule: 'portfolio/not-understood',
      severity: 'error' as const,
    })),
    status: 2,
  };
}

async function solved(
  context: CommandContext,
  portfolio: Portfolio,
  content: string,
): Promise<CommandResult> {
  const { database, actor } = context;
  const plan = await asActor(database, actor, (tx) => planPortfolio(tx, portfolio));
  const found = await workOutPortfolio(portfolio, plan, (done, of) =>
    context.progress(`${done} of ${of} steps`),
  );
  const result = canonicalJson(found);
  const inputHash = portfolioHash(portfolio, plan);
  const resultHash = sha256Of(result);
  const loaded: LoadedPortfolio = {
    kept: {
      id: 0,
      name: portfolio.name,
      content,
      madeBy: actor.id,
      madeByName: '',
      madeAt: new Date(),
      inputHash,
      edition: plan.edition.note,
      result,
      resultHash,
      solvedAt: null,
    },
    portfolio,
    found,
  };
  const rows = [{ ...found, inputHash, resultHash }];
  if (!isSolved(loaded)) return { rows, lines: clashLines(found), status: 1 };
  return { finding: gainFinding(loaded), rows, lines: answerLines(loaded), status: 0 };
}

/** The text of a portfolio file; refuses one that is not there or far too large. */
export async function readPortfolioText({ folder }: CommandContext, path: string): Promise<string> {
  if (path === '') throw refuse('no-file-named', 'invalid', 'Name a portfolio file.');
  try {
    const file = resolve(folder, path);
    if ((await stat(file)).size <= PORTFOLIO_LIMITS.text) return await readFile(file, 'utf8');
  } catch {
    throw refuse('no-such-file', 'not-found', `There is no file ${path} that can be read here.`);
  }
  throw refuse('file-too-large', 'limit', `${path} is too large to be a portfolio.`);
}

/** What clashes, line by line. */
export function clashLines({ clashes }: Pick<PortfolioResult, 'clashes'>): string[] {
  if (!clashes) return [];
  const alone = clashes.alone.length > 0;
  return [
    alone
      ? 'Nothing keeps to all limits. Giving up any one of these would be enough:'
      : 'Nothing keeps to all limits, nor without any single one. Together these must give:',
    ...(alone ? clashes.alone : clashes.together).map((label) => `- ${label}`),
  ];
}

/** An answer, line by line. */
export function answerLines({ found, kept }: SolvedPortfolio): string[] {
  const { bought, limits, leftOut } = found.solved;
  const name = (code: string) => found.programmeNames[code] ?? code;
  return [
    'Bought:',
    ...bought.map(
      ({ programme, area, places, costByYear, value }) =>
        `- ${name(programme)}, ${found.areaNames[area] ?? area}: ${places} places a year, ` +
        `${moneyWords(yearlyCost(costByYear))} a year, likely gain ${moneyWords(value.mean)}`,
    ),
    'What each limit costs:',
    ...limits.map(({ label, without }) => `- ${label}: ${moneyWords(without.value)}`),
    ...(leftOut.length > 0 ? ['Left out:'] : []),
    ...leftOut.map(({ programme, loses }) =>
      loses
        ? `- ${name(programme)}: buying it somewhere would lose ${moneyWords(loses.value)}`
        : `- ${name(programme)}: it does not fit beside the other limits`,
    ),
    `Input ${kept.inputHash ?? ''}`,
    `Result ${kept.resultHash ?? ''}`,
  ];
}
