import { financialYear } from '../src/lib/index.ts';
import { readCalibration } from '../demo/calibration.ts';
import { northbridge } from '../demo/northbridge.ts';
import { measureSchools } from '../demo/write-school-census.ts';

/** Prints, as a Markdown table, each published figure beside what Northbridge came to. */
function main(): void {
  const { rates, percentages } = readCalibration();
  const set = northbridge();
  const newest = financialYear(2025);
  const measured = set.measured(financialYear(2024), newest);
  const { maternities } = set.world.people.families;
  const found: Readonly<Record<string, number>> = {
    ...measured.rates,
    ...measured.percentages,
    ...measureSchools(set.world, newest),
    'multiple-maternities': (100 * maternities.multiple) / maternities.all,
  };
  console.log('| figure | published | Northbridge |\n|---|---:|---:|');
  for (const [unit, targets] of [
    ['per 10,000', rates],
    ['%', percentages],
  ] as const) {
    for (const [name, { value }] of Object.entries(targets)) {
      console.log(
        `| ${name.replaceAll('-', ' ')} (${unit}) | ${value} | ${found[name]?.toFixed(1)} |`,
      );
    }
  }
}

main();
