import { isAbsolute, join } from 'node:path';
import { asActor, type Command, type CommandContext, defineCommand } from '../../platform/index.ts';
import { byMethod } from './backtest.measure.ts';
import type { Tested } from './backtest.store.ts';
import { headlineOf, leading } from './backtest-words.ts';
import { indicatorCases } from './indicator-backtest.ts';
import { seriesOfFile } from './read-indicator-file.ts';
import { ofIndicators, runBacktest } from './run-backtest.ts';

/** `headwater backtest`: how well projections have held, beside a naive trend. */
export const backtestCommand: Command = defineCommand({
  name: 'backtest',
  summary: 'How well projections have held, beside the last value and a straight line',
  usage: '[--of indicators] [--file bds_long.csv.gz]',
  explanation:
    'The newest years are held back, projected from the years before, and set beside what then ' +
    'was: children by level of help from the loaded returns, and published indicators of all ' +
    'areas. A way that loses to a naive trend says so first. With a file, its indicators are ' +
    'tested without loading them.',
  options: {
    of: { value: 'WHAT', explanation: 'levels or indicators only; both when left out' },
    file: { value: 'FILE', explanation: 'a file of published indicators, which is not loaded' },
  },
  run: async (context) => {
    const found = await test(context);
    const first = leading(found) ?? found[0];
    const figures = found.flatMap((one) => byMethod(one, 'all').rows.flatMap((row) => row.figures));
    return {
      ...(first ? { finding: byMethod(first, 'all') } : {}),
      figures,
      lines: found.map((one) => headlineOf(one.tested, one.groups[0])),
      status: 0,
    };
  },
});

async function test({ database, actor, options, folder, today, progress }: CommandContext) {
  if (options.file !== undefined) {
    const path = isAbsolute(options.file) ? options.file : join(folder, options.file);
    return [ofIndicators(indicatorCases(await seriesOfFile(path, today)))];
  }
  const asked: readonly Tested[] =
    options.of === 'indicators' || options.of === 'levels'
      ? [options.of]
      : ['levels', 'indicators'];
  const found = [];
  for (const tested of asked) {
    progress(`Testing ${tested}`);
    found.push(await asActor(database, actor, (tx) => runBacktest(tx, tested)));
  }
  return found;
}
