import type { FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, YEAR } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { HORIZON, isChildOn } from './families.ts';
import { NORTHBRIDGE } from './identifiers.ts';
import type { Stretch } from './journey-types.ts';
import { ageOf } from './families.ts';
import type { World } from './world.ts';

/**
 * A line of the revenue outturn: its heading as published, its share of staff costs, its spending.
 */
interface Line {
  readonly heading: string;
  readonly staff: number;
  readonly pounds: number;
}

/**
 * What Northbridge spent on children in a year, in the form of the revenue outturn (RO3): the
 * activity of the year times what each kind costs, so that unit costs derived from it come out.
 */
export function spendingFile(world: World, year: FinancialYear): DemoFile {
  return {
    name: `ro3_${year.slice(0, 4)}_${year.slice(5)}_children_lines_long.csv`,
    kind: 'council-spending',
    text: () => csv('c0,c1,c2,c4,line,value_thousand', rows(world, year)),
  };
}

function* rows(world: World, year: FinancialYear): Generator<string[]> {
  const { outturnCode, code, name } = NORTHBRIDGE;
  const front = [outturnCode, code, `${name} UA`, 'UA'];
  for (const block of blocks(spendingLines(world, year))) {
    for (const [measure, thousands] of measures(block)) {
      yield [...front, `${block.heading} - ${measure}`, String(thousands)];
    }
    if (block.heading === TOTAL) {
      const agency = Math.round(block.staff.employees * 0.09);
      const memorandum = "Children's Social Care - agency staff cost memorandum item";
      yield [...front, `${TOTAL} - ${memorandum}`, String(agency)];
    }
  }
}

const TOTAL = 'TOTAL CHILDREN SOCIAL CARE';

interface Block {
  readonly heading: string;
  readonly staff: { readonly employees: number; readonly running: number };
  readonly income: { readonly sales: number; readonly other: number };
}

/** The lines in thousands, each made of whole numbers that add up, with the total among them. */
function* blocks(lines: readonly Line[]): Generator<Block> {
  const made = lines.map(blockOf);
  const named = new Map(made.map((block) => [block.heading, block]));
  const parts = OF_LOOKED_AFTER.map((part) => named.get(part)).filter((one) => one !== undefined);
  const lookedAfter = sumOf(LOOKED_AFTER, parts);
  const main = made.filter(({ heading }) => MAIN.has(heading));
  const total = sumOf(TOTAL, [lookedAfter, ...main]);
  for (const block of made) {
    if (block.heading === OF_LOOKED_AFTER[0]) yield lookedAfter;
    yield block;
    if (block.heading === LAST_MAIN) yield total;
  }
}

function blockOf({ heading, staff, pounds }: Line): Block {
  const gross = Math.round(pounds / 1000);
  const employees = Math.round(gross * staff);
  const sales = Math.round(gross * 0.008);
  return {
    heading,
    staff: { employees, running: gross - employees },
    income: { sales, other: Math.round(gross * 0.022) },
  };
}

function sumOf(heading: string, parts: readonly Block[]): Block {
  const add = (pick: (block: Block) => number) => parts.reduce((sum, one) => sum + pick(one), 0);
  return {
    heading,
    staff: {
      employees: add((one) => one.staff.employees),
      running: add((one) => one.staff.running),
    },
    income: { sales: add((one) => one.income.sales), other: add((one) => one.income.other) },
  };
}

function measures({ staff, income }: Block): (readonly [string, number])[] {
  const gross = staff.employees + staff.running;
  const earned = income.sales + income.other;
  return [
    ['Employees (C1)', staff.employees],
    ['Running Expenses (C2)', staff.running],
    ['Total Expenditure (C3 = C1 + C2)', gross],
    ['Sales, Fees and Charges (C4)', income.sales],
    ['Other Income (C5)', income.other],
    ['Total Income (C6 = C4 + C5)', earned],
    ['Net Current Expenditure (C7 = C3 - C6)', gross - earned],
  ];
}

const LOOKED_AFTER = "Children's social care - Children Looked After";
const OF_LOOKED_AFTER = [
  `${LOOKED_AFTER} of which residential care`,
  `${LOOKED_AFTER} of which fostering services`,
  `${LOOKED_AFTER} of which asylum seeking children who are looked after`,
  `${LOOKED_AFTER} of which other`,
] as const;
const SURE_START = "Children's social care: Sure start children's centres and early years";
const LAST_MAIN = "Children's social care: Services for young people";
const MAIN_LINES = [
  SURE_START,
  "Children's social care - Other children's and families services",
  "Children's social care - Family Support Services",
  "Children's social care - Youth Justice",
  "Children's social care: Safeguarding children and young people’s services",
  "Children's social care - Asylum Seekers",
  LAST_MAIN,
] as const;
const MAIN: ReadonlySet<string> = new Set(MAIN_LINES);

/** The lines of a year, in pounds of that year. */
export function spendingLines(world: World, year: FinancialYear): Line[] {
  const activity = activityOf(world, year);
  const rise = (1 + cost(world, 'yearlyRise')) ** (Number(year.slice(0, 4)) - 2024);
  const at = (name: string) => cost(world, name) * rise;
  const week = 1 / 7;
  const asylum = activity.aloneDays * week * at('otherPlacementWeek');
  const other =
    activity.otherDays * week * at('otherPlacementWeek') + activity.leavers * at('leavingCareYear');
  const safeguarding =
    activity.assessed * at('referralAndAssessment') +
    activity.needYears * at('childInNeedYear') +
    activity.planYears * at('protectionPlanYear');
  const [sureStart, otherFamilies, support, justice, guarding, seekers, young] = MAIN_LINES;
  return [
    { heading: sureStart, staff: 0.55, pounds: activity.under5 * at('familyHubsPerChild0to4') },
    {
      heading: OF_LOOKED_AFTER[0],
      staff: 0.12,
      pounds: activity.homeDays * week * at('residentialWeek'),
    },
    {
      heading: OF_LOOKED_AFTER[1],
      staff: 0.21,
      pounds: activity.fosterDays * week * at('fosterWeek'),
    },
    { heading: OF_LOOKED_AFTER[2], staff: 0.15, pounds: asylum },
    { heading: OF_LOOKED_AFTER[3], staff: 0.42, pounds: other },
    { heading: otherFamilies, staff: 0.4, pounds: activity.children * 9 * rise },
    { heading: support, staff: 0.66, pounds: activity.helped * at('earlyHelpEpisode') },
    { heading: justice, staff: 0.78, pounds: activity.children * at('youthJusticePerChild') },
    { heading: guarding, staff: 0.79, pounds: safeguarding },
    { heading: seekers, staff: 0, pounds: 0 },
    { heading: young, staff: 0.6, pounds: activity.children * at('youthServicesPerChild') },
    ...PUBLIC_HEALTH.map(([heading, perChild]) => ({
      heading,
      staff: 0.2,
      pounds: activity.children * perChild * rise,
    })),
  ];
}

/** Public health for children, in pounds of 2024-25 for each child; ours. */
const PUBLIC_HEALTH: readonly (readonly [string, number])[] = [
  ['National child measurement programme (prescribed functions)', 1.8],
  ['Obesity - children', 1.1],
  ['Physical activity - children', 0.7],
  [
    'Substance misuse - Specialist drug and alcohol misuse services for children and young people',
    6.2,
  ],
  ['Children 5–19 public health programmes', 22],
  ["Miscellaneous public health services - Children's 0–5 services (prescribed functions)", 58],
];

/** What the year's services did; years and days are of children. */
export interface Activity {
  readonly children: number;
  readonly under5: number;
  readonly homeDays: number;
  readonly fosterDays: number;
  readonly aloneDays: number;
  readonly otherDays: number;
  readonly leavers: number;
  readonly assessed: number;
  readonly needYears: number;
  readonly planYears: number;
  readonly helped: number;
}

/** Counts what spending pays for in a year. */
export function activityOf(world: World, year: FinancialYear): Activity {
  const { start, end } = bounds(year);
  const { people, journeys } = world;
  const days = { home: 0, foster: 0, alone: 0, other: 0, need: 0, plan: 0 };
  const leavers = new Set<number>();
  let assessed = 0;
  for (const episode of journeys.episodes) {
    assessed += episode.assessments.filter((one) => one.end >= start && one.end < end).length;
    days.plan += sumDays(episode.protection, start, end);
    days.need += sumDays(episode.plans, start, end);
    for (const care of episode.care) {
      const age = ageOf(people.born[care.child] ?? 0, start);
      if (care.end < end && age >= 17 && age < 21) leavers.add(care.child);
      for (const placement of care.placements) {
        const stayed = overlap(placement, start, end);
        if (care.alone) days.alone += stayed;
        else if (/^K/.test(placement.place)) days.home += stayed;
        else if (/^U/.test(placement.place)) days.foster += stayed;
        else days.other += stayed;
      }
    }
  }
  let children = 0;
  let under5 = 0;
  for (let child = 0; child < people.childCount; child += 1) {
    if (!isChildOn(people, child, end - 1)) continue;
    children += 1;
    if (ageOf(people.born[child] ?? 0, end - 1) < 5) under5 += 1;
  }
  const helped = journeys.earlyHelp.filter(
    (one) => one.started !== null && one.started >= start && one.started < end,
  );
  return {
    children,
    under5,
    homeDays: days.home,
    fosterDays: days.foster,
    aloneDays: days.alone,
    otherDays: days.other,
    leavers: leavers.size,
    assessed,
    needYears: days.need / YEAR,
    planYears: days.plan / YEAR,
    helped: helped.reduce((sum, one) => sum + one.children.length, 0),
  };
}

function sumDays(stretches: readonly Stretch[], start: DayNumber, end: DayNumber): number {
  return stretches.reduce((sum, one) => sum + overlap(one, start, end), 0);
}

function overlap(stretch: Stretch, start: DayNumber, end: DayNumber): number {
  return Math.max(0, Math.min(stretch.end, end, HORIZON) - Math.max(stretch.start, start));
}

function cost(world: World, name: string): number {
  const entry = world.calibration.spending[name];
  if (!entry) throw new RangeError(`no cost ${name} in the calibration`);
  return entry.value;
}
