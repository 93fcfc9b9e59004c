import { random } from '../src/lib/index.ts';
import type { EnglandIndicator } from './calibration.ts';
import { dayOf } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
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
}

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
