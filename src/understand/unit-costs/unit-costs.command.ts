import { basename, resolve } from 'node:path';
import { formatPenceExactly } from '../../lib/index.ts';
import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { checkWorkbook, type WorkbookCheck } from './check-workbook.ts';
import { everyUnitCost, priceBase, unitCostFigure } from './unit-cost-figures.ts';
import { saveWorkbook } from './workbook-cost.store.ts';
import { readWorkbookFile } from './workbook-file.ts';

/** `headwater unit-costs`: every published unit cost with its range and source. */
export const unitCostsCommand: Command = defineCommand({
  name: 'unit-costs',
  summary: 'Published unit costs, with range, grade and source',
  usage: '[--theme looked-after]',
  explanation: 'Every published unit cost of reference/unit-costs.yaml, moved to one price base.',
  options: {
    theme: { value: 'THEME', explanation: 'only the costs of one theme, such as looked-after' },
  },
  run: async (context) => {
    const { theme } = context.options;
    const costs = everyUnitCost().filter((cost) => theme === undefined || cost.theme === theme);
    const lines = costs.map((cost) => {
      const [value, low, high] = [cost.pence, cost.low, cost.high].map(formatPenceExactly);
      return `${cost.code.padEnd(34)} ${cost.grade}  ${value} (${low} to ${high}) per ${cost.unit}`;
    });
    return {
      figures: costs.map(unitCostFigure),
      lines: [`${costs.length} unit costs in ${priceBase()}`, ...lines],
      status: 0,
    };
  },
});

/** `headwater unit-costs check FILE`: what an edition of the workbook holds and changes. */
export const checkWorkbookCommand: Command = defineCommand({
  name: 'unit-costs check',
  summary: 'Check an edition of the Unit Cost Database workbook',
  usage: 'FILE.xlsx [--keep]',
  explanation:
    'Reads every sheet by its headings and reports rows that cannot be read, headlines that ' +
    'their parts do not come to, and what the edition changes in the values typed here. With ' +
    '--keep its values are kept for this authority and shown beside the typed ones.',
  options: { keep: { explanation: 'keep the values, to be shown beside the typed ones' } },
  run: async (context) => {
    const [path] = context.arguments;
    if (path === undefined) return { lines: ['Name the workbook: a file .xlsx.'], status: 2 };
    const file = resolve(context.folder, path);
    const read = await readWorkbookFile(file, basename(file));
    if ('refused' in read) return { lines: [read.refused], status: 2 };
    const check = await checkWorkbook(basename(file), read.bytes);
    const lines = summaryOf(check);
    if (context.options.keep !== undefined && check.entries.length > 0) {
      const of = { edition: read.sha256, fileName: basename(file) };
      const kept = await asActor(context.database, context.actor, (tx) =>
        saveWorkbook(tx, of, check.entries),
      );
      lines.push(`${kept} values kept${kept === 0 ? ': all of them were kept before' : ''}.`);
    }
    const rows = check.changes.filter((change) => change.change !== 'same');
    return {
      lines,
      rows: rows.map((row) => ({ ...row })),
      problems: check.problems,
      status: check.problems.length > 0 ? 1 : 0,
    };
  },
});

/** What a check found, in a few lines. */
export function summaryOf({ entries, changes, problems }: WorkbookCheck): string[] {
  const count = (change: string) => changes.filter((one) => one.change === change).length;
  return [
    `${entries.length} entries read, ${problems.length} problems found.`,
    `Of ${changes.length} values typed from an earlier edition: ${count('same')} the same, ` +
      `${count('new-value')} changed, ${count('gone')} gone.`,
  ];
}
