import { recordAudit } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
} from '../../platform/index.ts';
import { readNumber } from '../scenario/load-scenario.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { addPortfolio, loadPortfolio, solvePortfolio } from './keep-portfolio.ts';
import {
  answerLines,
  clashLines,
  faultyPortfolio,
  readPortfolioText,
} from './portfolio.command.ts';
import { parsePortfolio } from './portfolio-file.ts';
import { isSolved } from './portfolio-figures.ts';
import { gainFinding } from './portfolio-findings.ts';
import { listPortfolios } from './portfolio.store.ts';

function checkMayRead({ actor }: CommandContext): void {
  if (thoseWhoReadScenarios.allows(actor)) return;
  throw refuse('portfolio-not-for-role', 'forbidden', 'Your role does not include portfolios.');
}

/** `headwater portfolio list`: the portfolios that are kept. */
export const portfolioListCommand: Command = defineCommand({
  name: 'portfolio list',
  summary: 'List the portfolios that are kept',
  usage: '',
  explanation: 'The newest first, 50 at most.',
  options: {},
  run: async (context) => {
    checkMayRead(context);
    const kept = await asActor(context.database, context.actor, listPortfolios);
    return {
      rows: kept.map(({ content: _, result, ...row }) => ({ ...row, isSolved: result !== null })),
      lines:
        kept.length === 0
          ? ['No portfolio is kept yet. Add one with "headwater portfolio add".']
          : kept.map(
              ({ id, name, madeByName, result }) =>
                `${id}  ${name}, ${madeByName}${result === null ? ', not worked out yet' : ''}`,
            ),
      status: 0,
    };
  },
});

/** `headwater portfolio show`: what is best to buy by a portfolio that is kept. */
export const portfolioShowCommand: Command = defineCommand({
  name: 'portfolio show',
  summary: 'Show what a portfolio that is kept came to, or its file',
  usage: 'ID [--file]',
  explanation: 'Exit status 1: it is not worked out yet, or nothing keeps to all limits.',
  options: { file: { explanation: 'print the file instead of the answer' } },
  run: async (context) => {
    checkMayRead(context);
    return show(context, readNumber(context.arguments[0], 'portfolio'));
  },
});

/** `headwater portfolio add`: a portfolio file kept and worked out. */
export const portfolioAddCommand: Command = defineCommand({
  name: 'portfolio add',
  summary: 'Keep a portfolio file and work it out',
  usage: 'FILE.yaml --as EMAIL',
  explanation: 'Everybody who reads scenarios of the partnership can read it then.',
  options: {},
  run: async (context) => {
    const [path = ''] = context.arguments;
    const text = await readPortfolioText(context, path);
    const { portfolio, problems } = parsePortfolio(text, path);
    if (!portfolio) return faultyPortfolio(problems);
    const { database, actor } = context;
    const portfolioId = await asActor(database, actor, async (tx) => {
      const { id, note } = await addPortfolio(tx, actor, text);
      await recordAudit(tx, actor, note);
      return id;
    });
    await solvePortfolio({
      portfolioId,
      actor,
      inTransaction: (work) => asActor(database, actor, work),
      progress: (done, of) => context.progress(`${done} of ${of} steps`),
    });
    return show(context, portfolioId);
  },
});

async function show(context: CommandContext, id: number): Promise<CommandResult> {
  const loaded = await asActor(context.database, context.actor, (tx) => loadPortfolio(tx, id));
  const { kept, found } = loaded;
  if (context.options.file !== undefined) {
    return { rows: [{ id, content: kept.content }], lines: [kept.content], status: 0 };
  }
  if (isSolved(loaded)) {
    const { inputHash, resultHash } = kept;
    const rows = [{ id, ...loaded.found, inputHash, resultHash }];
    return { finding: gainFinding(loaded), rows, lines: answerLines(loaded), status: 0 };
  }
  const lines = found ? clashLines(found) : ['It is not worked out yet.'];
  return { rows: [{ id, ...found }], lines, status: 1 };
}
