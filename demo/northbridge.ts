import { createHash } from 'node:crypto';
import { type FinancialYear, financialYear } from '../src/lib/index.ts';
import { dayOf } from './days.ts';
import type { DemoFile } from './demo-file.ts';
import { type Measured, measure } from './measure.ts';
import { type SpecialRecords, specialRecords } from './special-records.ts';
import { makeWorld, type World } from './world.ts';
import { adviceFile } from './write-advice.ts';
import { cinCensus } from './write-cin-census.ts';
import { earlyHelpFile } from './write-early-help.ts';
import { earlyYearsFiles } from './write-early-years.ts';
import { dictionaryFile, indicatorsFile, neighboursFile } from './write-indicators.ts';
import { outlinesFile, placesFile } from './write-places.ts';
import { policeFile } from './write-police.ts';
import { provisionFile } from './write-provision.ts';
import { schoolCensus } from './write-school-census.ts';
import { servicesReceivedFile } from './write-services-received.ts';
import { spendingFile } from './write-spending.ts';
import { lookedAfterReturn } from './write-ssda903.ts';
import { youthJusticeFile } from './write-youth-justice.ts';

export type { DemoFile } from './demo-file.ts';
export { NORTHBRIDGE } from './identifiers.ts';

/** How to make Northbridge; left out, the demo as it is shown. */
export interface NorthbridgeOptions {
  /** Another seed gives other families and journeys on the same map. */
  readonly seed?: number;
  /** How many children aged 0 to 17 live there at a time. */
  readonly children?: number;
  /** How many financial years of files, up to 2025-26; at most five. */
  readonly years?: number;
}

/** The made-up authority as files, made only when they are asked for. */
export interface DemoSet {
  readonly seed: number;
  /** Oldest first. */
  readonly years: readonly FinancialYear[];
  /** The returns of one year. */
  files(year: FinancialYear): DemoFile[];
  /** What belongs to no year: places first, then neighbours and indicators. */
  filesOfNoYear(): DemoFile[];
  /** What the years come to together, by the names of `reference/demo-calibration.yaml`. */
  measured(from: FinancialYear, to: FinancialYear): Measured;
  /** Whose records whoever loads the demo should protect: no return can say so. */
  specialRecords(): SpecialRecords;
  readonly world: World;
}

/** The seed of the demo as it is shown. */
export const DEMO_SEED = 1;
/** Children aged 0 to 17 of the demo as it is shown. */
export const DEMO_CHILDREN = 60_000;
const NEWEST_YEAR = 2025;
const MOST_YEARS = 5;

/**
 * Makes the authority Northbridge, which does not exist. The same options always give the same
 * bytes. Throws a RangeError for fewer than 500 children or for more years than there are.
 */
export function northbridge(options: NorthbridgeOptions = {}): DemoSet {
  const { seed = DEMO_SEED, children = DEMO_CHILDREN, years = MOST_YEARS } = options;
  if (!(children >= 500)) throw new RangeError('Northbridge needs at least 500 children');
  if (!(years >= 1 && years <= MOST_YEARS)) throw new RangeError('Northbridge has five years');
  const list = Array.from({ length: years }, (_, i) => financialYear(NEWEST_YEAR - years + 1 + i));
  let made: World | null = null;
  const world = () => {
    made ??= makeWorld(seed, children);
    return made;
  };
  return {
    seed,
    years: list,
    files: (year) => [
      cinCensus(world(), year),
      ...lookedAfterReturn(world(), year),
      earlyHelpFile(world(), year),
      servicesReceivedFile(world(), year),
      ...schoolCensus(world(), year),
      policeFile(world(), year),
      youthJusticeFile(world(), year),
      adviceFile(world(), year),
      spendingFile(world(), year),
      ...earlyYearsFiles(world(), year),
    ],
    filesOfNoYear: () => [
      placesFile(world()),
      outlinesFile(world()),
      neighboursFile(),
      dictionaryFile(world()),
      indicatorsFile(world(), NEWEST_YEAR - years + 2),
      provisionFile(world(), list.slice(-2)),
    ],
    measured: (from, to) => {
      const [start, end] = [`${from.slice(0, 4)}-04-01`, `${Number(to.slice(0, 4)) + 1}-04-01`];
      return measure(world().people, world().journeys, dayOf(start), dayOf(end));
    },
    specialRecords: () => specialRecords(world()),
    get world() {
      return world();
    },
  };
}

/** A fingerprint of every byte of every file, to tell whether two sets are the same. */
export function fingerprint(set: DemoSet): string {
  const hash = createHash('sha256');
  for (const file of [...set.filesOfNoYear(), ...set.years.flatMap((year) => set.files(year))]) {
    hash.update(file.name);
    for (const chunk of file.text()) hash.update(chunk);
  }
  return hash.digest('hex');
}
