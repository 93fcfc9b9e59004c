import { random } from '../src/lib/index.ts';
import type { EnglandIndicator, MadeUpIndicator, Polarity } from './calibration.ts';
import { dayOf } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { isChildOn } from './families.ts';
import { NORTHBRIDGE } from './identifiers.ts';
import { type Measured, measure } from './measure.ts';
import type { World } from './world.ts';

/** Ten invented councils that resemble Northbridge, with numbers that no council has. */
export const NEIGHBOURS = [
  { number: '951', name: 'Marlhaven', closeness: 'Very close' },
  { number: '952', name: 'Tarnborough Quays', closeness: 'Very close' },
  { number: '953', name: 'Ravensea', closeness: 'Close' },
  { number: '954', name: 'Coldwater and Fells', closeness: 'Close' },
  { number: '955', name: 'Stonehythe', closeness: 'Close' },
  { number: '956', name: 'Ashmere Vale', closeness: 'Close' },
  { number: '957', name: 'Kestrel Downs', closeness: 'Close' },
  { number: '958', name: 'Pellworth', closeness: 'Somewhat close' },
  { number: '959', name: 'Millhaven Moors', closeness: 'Somewhat close' },
  { number: '960', name: 'Easter Wold', closeness: 'Somewhat close' },
] as const;

const REGION = 'Wendshire';

/** Northbridge's statistical neighbours, in the form of the published model. */
export function neighboursFile(): DemoFile {
  const columns = NEIGHBOURS.map((_, i) => `SN_${i + 1},SN_${i + 1}P`).join(',');
  const cells = NEIGHBOURS.flatMap(({ number, closeness }) => [number, closeness]);
  const row = [NORTHBRIDGE.number, NORTHBRIDGE.name, '10', REGION, ...cells];
  return {
    name: 'statistical-neighbours-2025.csv',
    kind: 'statistical-neighbours',
    text: () => csv(`old_la_code,la_name,region_ind,region_name,${columns}`, [row]),
  };
}

/**
 * Published indicators in the long form of the interactive tool: England as published, Northbridge
 * as counted from its own years, the neighbours near England with a level and a wobble of their
 * own.
 */
export function indicatorsFile(world: World, firstYear: number): DemoFile {
  return {
    name: 'dfe-indicators-northbridge.csv',
    kind: 'dfe-indicators',
    text: () =>
      csv(
        'Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region',
        rows(world, firstYear),
      ),
  };
}

function* rows(world: World, firstYear: number): Generator<string[]> {
  const { years, values } = world.calibration['england-indicators'];
  const measured = new Map<number, Measured>();
  for (const year of years.filter((one) => one >= firstYear)) {
    const span = [dayOf(`${year - 1}-04-01`), dayOf(`${year}-04-01`)] as const;
    measured.set(year, measure(world.people, world.journeys, ...span));
  }
  for (const indicator of values) yield* indicatorRows(world, indicator, years, measured);
  const { values: madeUp } = world.calibration['england-spending-and-results'];
  for (const indicator of madeUp) yield* madeUpRows(world, indicator);
  yield* populationRows(world);
}

/** Spending and results that no file counts: near England, Northbridge by a factor of its own. */
function* madeUpRows(world: World, indicator: MadeUpIndicator): Generator<string[]> {
  const { code, label, years, values, northbridge } = indicator;
  const chance = random(world.seed).fork(2_000 + code.length * 31 + (values[0] ?? 0));
  // What is spent as a whole goes with how many children there are; a rate does not.
  const isWhole = northbridge < 0.02;
  const { children } = world.calibration['england-spending-and-results'];
  const levels = NEIGHBOURS.map((_, i) => {
    const near = Math.exp(chance.normal(0, 0.1));
    return isWhole ? near * ((NEIGHBOUR_CHILDREN[i] ?? 0) / children) : near;
  });
  const isCount = values.every(Number.isInteger);
  const written = (value: number) => (isCount ? String(Math.round(value)) : value.toFixed(2));
  for (const [i, year] of years.entries()) {
    const england = values[i] ?? 0;
    const row = (area: string, value: number, number: string, region: string) =>
      [code, label, year, area, written(value), number, region] as string[];
    const size = isWhole ? childrenHere(world) / 60_000 : 1;
    const own = england * northbridge * size * Math.exp(chance.normal(0, 0.02));
    yield row(NORTHBRIDGE.name, own, NORTHBRIDGE.number, REGION);
    for (const [which, neighbour] of NEIGHBOURS.entries()) {
      const value = england * (levels[which] ?? 1) * Math.exp(chance.normal(0, 0.03));
      yield row(neighbour.name, value, neighbour.number, REGION);
    }
    yield row('England', england, '970', 'NA');
  }
}

/** Children aged 0 to 17 of each neighbour; ours. */
const NEIGHBOUR_CHILDREN = [
  48_000, 71_000, 39_000, 88_000, 52_000, 64_000, 33_000, 57_000, 45_000, 79_000,
];
const MIDDLE_OF_2023 = dayOf('2023-06-30');
const POPULATION = 'children-aged-0-to-17-years/population-estimate';

function* populationRows(world: World): Generator<string[]> {
  const row = (area: string, value: number, number: string, region: string) => {
    const label = 'Children aged 0 to 17 years';
    return [POPULATION, label, '2023', area, String(value), number, region];
  };
  yield row(NORTHBRIDGE.name, childrenHere(world), NORTHBRIDGE.number, REGION);
  for (const [i, { name, number }] of NEIGHBOURS.entries()) {
    yield row(name, NEIGHBOUR_CHILDREN[i] ?? 0, number, REGION);
  }
  const { children } = world.calibration['england-spending-and-results'];
  yield row('England', children, '970', 'NA');
}

function childrenHere({ people }: World): number {
  return people.born.reduce(
    (count, _, child) => count + (isChildOn(people, child, MIDDLE_OF_2023) ? 1 : 0),
    0,
  );
}

/** What the publisher says of each indicator, in the form of its data dictionary. */
export function dictionaryFile(world: World): DemoFile {
  const counted = world.calibration['england-indicators'].values;
  const madeUp = world.calibration['england-spending-and-results'].values;
  return {
    name: 'dfe-indicators-dictionary.csv',
    kind: 'dfe-indicators',
    text: () =>
      csv(
        'Measure_short,Measure,Polarity,y_axis_name',
        [...counted, ...madeUp].map((one) => [
          one.code,
          one.label,
          POLARITY_WORDS[one.polarity],
          axisOf(one.label),
        ]),
      ),
  };
}

/** What is counted, as charts of the publisher label it. */
function axisOf(label: string): string {
  if (/unit costs/i.test(label)) return 'Unit Cost';
  if (/finance/i.test(label)) return 'Spend';
  return /per 10,000|\brates?\b/i.test(label) ? 'Rate per 10,000' : '% of children';
}

const POLARITY_WORDS: Readonly<Record<Polarity, string>> = { high: 'High', low: 'Low', none: 'NA' };

function* indicatorRows(
  world: World,
  indicator: EnglandIndicator,
  years: readonly number[],
  measured: ReadonlyMap<number, Measured>,
): Generator<string[]> {
  const chance = random(world.seed).fork(
    900 + indicator.code.length * 31 + (indicator.values[0] ?? 0),
  );
  const levels = NEIGHBOURS.map(() => Math.exp(chance.normal(0, 0.11)));
  const whole = indicator.values.every(Number.isInteger);
  const written = (value: number) => (whole ? String(Math.round(value)) : value.toFixed(1));
  for (const [i, year] of years.entries()) {
    const england = indicator.values[i] ?? 0;
    const row = (area: string, value: string, number: string, region: string) => [
      indicator.code,
      indicator.label,
      String(year),
      area,
      value,
      number,
      region,
    ];
    const own = measured.get(year);
    if (own) {
      yield row(
        NORTHBRIDGE.name,
        written(ownValue(own, indicator.code)),
        NORTHBRIDGE.number,
        REGION,
      );
    }
    for (const [which, neighbour] of NEIGHBOURS.entries()) {
      const value = england * (levels[which] ?? 1) * Math.exp(chance.normal(0, 0.035));
      yield row(neighbour.name, written(value), neighbour.number, REGION);
    }
    yield row('England', written(england), '970', 'NA');
  }
}

/** Which count of ours an indicator publishes. */
const RATES: Readonly<Record<string, string>> = {
  CIN: 'children-in-need-at-31-march',
  CPP_rate: 'protection-plans-at-31-march',
  'CPP_Total_Rateper10,000': 'referrals',
  Section_47: 'section-47-enquiries',
  ISCP_Conf: 'initial-conferences',
  LAC: 'looked-after-at-31-march',
  LAC_Start_Rate: 'looked-after-starting',
};
const PERCENTAGES: Readonly<Record<string, string>> = {
  ReReferral: 're-referrals',
  CIN_Refferals_NFA: 'referrals-no-further-action',
  Referrals_AssessedNotNeed: 'referrals-assessed-not-in-need',
  Continue_Assess_Comp: 'assessments-within-45-working-days',
  CP_conf_15days: 'conferences-within-15-working-days',
  PrevRegCPR: 'plans-second-or-later',
  CPPlans2yrs: 'plans-ended-after-2-years',
  '%_of LAC Adopted': 'adopted-of-looked-after-ending',
  Children_missing: 'looked-after-missing-in-year',
};
const SOURCES: Readonly<Record<string, string>> = {
  'RefBySource_Schl_%': 'schools',
  'RefBySource_HealthServ_%': 'health',
  'RefBySource_Police_%': 'police',
};

function ownValue(own: Measured, code: string): number {
  const rate = own.rates[RATES[code] ?? ''];
  if (rate !== undefined) return rate;
  const percentage = own.percentages[PERCENTAGES[code] ?? ''];
  if (percentage !== undefined) return percentage;
  const share = own.shares['referral-source']?.[SOURCES[code] ?? ''];
  if (share !== undefined) return share * 100;
  throw new RangeError(`nothing is counted for the indicator ${code}`);
}
