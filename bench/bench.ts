import { cohort } from './cohort.ts';
import { dashboards } from './dashboards.ts';
import { draws } from './draws.ts';
import { load } from './load.ts';
import { type Row, say, sayMachine } from './measure.ts';
import { portfolio } from './portfolio.ts';
import { returns } from './returns.ts';
import { start } from './start.ts';

const ROWS: readonly Row[] = [returns, load, dashboards, draws, cohort, portfolio, start];

/** Runs the rows that are named, or all: `npm run bench -- returns load`. */
async function main(asked: readonly string[]): Promise<void> {
  const unknown = asked.filter((id) => !ROWS.some((row) => row.id === id));
  if (unknown.length > 0) {
    const known = ROWS.map((row) => row.id).join(', ');
    process.stderr.write(`There is no row ${unknown.join(', ')}. Rows: ${known}\n`);
    process.exitCode = 2;
    return;
  }
  sayMachine();
  for (const row of ROWS.filter(({ id }) => asked.length === 0 || asked.includes(id))) {
    say(`\n${row.id}: ${row.work}`);
    say(`  aim: ${row.aim}`);
    await row.run();
  }
}

await main(process.argv.slice(2));
