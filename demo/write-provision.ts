import type { FinancialYear } from '../src/lib/index.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { hash, hashShare } from './draw.ts';
import { HORIZON, isChildOn } from './families.ts';
import { NORTHBRIDGE } from './identifiers.ts';
import { DEMO_SERVICES, type DemoService } from './services.ts';
import type { World } from './world.ts';
import { familiesByService } from './write-services-received.ts';

/** Children for whom the amounts of `services.ts` are meant. */
const SIZE = 60_000;

const AGENCIES: Readonly<Record<string, string>> = {
  council: `${NORTHBRIDGE.name} Council`,
  health: `${NORTHBRIDGE.name} health services`,
  police: `${NORTHBRIDGE.name} police`,
  schools: `${NORTHBRIDGE.name} schools`,
  'job-centre': `${NORTHBRIDGE.name} job centre`,
  housing: `${NORTHBRIDGE.name} housing`,
  charities: `${NORTHBRIDGE.name} charities`,
};

/** What Northbridge's agencies offer, with money, room and reach of these years. */
export function provisionFile(world: World, years: readonly FinancialYear[]): DemoFile {
  return {
    name: `provision-${years.at(-1)}.csv`,
    kind: 'provision',
    text: () => csv(PROVISION_HEADINGS, cellsOf(rows(world, years))),
  };
}

function* cellsOf(made: Iterable<Row>): Generator<string[]> {
  for (const row of made) yield FIELDS.map((field) => row[field] ?? '');
}

/** The columns of the provision file that Northbridge fills in, with their headings. */
const HEADINGS = {
  name: 'service_name',
  provider: 'provider',
  agency: 'responsible_agency',
  description: 'description',
  themes: 'themes',
  level: 'level',
  status: 'status',
  fromAge: 'from_age',
  toAge: 'to_age',
  areas: 'areas',
  accountableName: 'accountable_name',
  accountableRole: 'accountable_role',
  evidence: 'evidence',
  code: 'service_code',
  year: 'year',
  paidBy: 'paid_by',
  budget: 'budget_pounds',
  spent: 'spent_pounds',
  capacityFamilies: 'capacity_families',
  reachedFamilies: 'reached_families',
  confirmed: 'last_confirmed',
  needs: 'needs_services',
} as const;

type Field = keyof typeof HEADINGS;
const FIELDS = Object.keys(HEADINGS) as Field[];
/** The first line of the provision file. */
export const PROVISION_HEADINGS = Object.values(HEADINGS).join(',');

type Row = Partial<Record<Field, string>>;

function* rows(world: World, years: readonly FinancialYear[]): Generator<Row> {
  const share = childrenNow(world) / SIZE;
  for (const year of years) {
    const reached = familiesByService(world, year);
    for (const [at, service] of DEMO_SERVICES.entries()) {
      const money = moneyOf(service, { share, year, at });
      const room = roomOf(service, { share, families: reached.get(service.code), at });
      const facts = factsOf(service, at);
      const payer = service.agency === null ? 'Gifts' : AGENCIES[service.agency];
      yield { ...facts, ...room, year, ...(money ? { paidBy: payer ?? '', ...money } : {}) };
      const also = service.alsoPaid;
      if (also) {
        const pounds = String(Math.round(also.thousands * 1000 * share));
        yield { ...facts, year, paidBy: also.by, budget: pounds, spent: pounds };
      }
    }
  }
}

function childrenNow({ people }: World): number {
  let children = 0;
  for (let child = 0; child < people.born.length; child += 1) {
    if (isChildOn(people, child, HORIZON - 1)) children += 1;
  }
  return children;
}

const NAMES = ['Rowan Tate', 'Imani Cole', 'Elis Marsh', 'Petra Quill', 'Noor Hale', 'Tom Astley'];

function factsOf(service: DemoService, at: number): Row {
  const isNamed = service.agency !== null && !service.isUnnamed;
  return {
    name: service.name,
    provider: service.provider,
    agency: service.agency === null ? '' : (AGENCIES[service.agency] ?? ''),
    description: service.about,
    themes: service.themes.join(';'),
    level: service.level,
    status: service.status,
    fromAge: text(service.ages[0]),
    toAge: text(service.ages[1]),
    areas: service.wards.join(';'),
    accountableName: isNamed ? (NAMES[hash(at, 7_200) % NAMES.length] ?? '') : '',
    accountableRole: isNamed ? 'Service manager' : '',
    evidence: service.evidence,
    code: service.code,
    confirmed: service.isStale
      ? '2024-09-12'
      : `2026-${at % 2 === 0 ? '09' : '10'}-0${1 + (at % 8)}`,
    needs: service.needs,
  };
}

function text(value: number | null): string {
  return value === null ? '' : String(value);
}

/** Budget and spend in pounds; the year before was 4% less. Null where nobody states it. */
function moneyOf(
  { thousands }: DemoService,
  of: { readonly share: number; readonly year: FinancialYear; readonly at: number },
): Pick<Row, 'budget' | 'spent'> | null {
  if (thousands === null) return null;
  const rise = of.year === '2025-26' ? 1 : 0.96;
  const budget = Math.round(thousands * 1000 * of.share * rise);
  return {
    budget: String(budget),
    spent: String(Math.round(budget * (0.96 + 0.06 * hashShare(of.at, 7_300)))),
  };
}

function roomOf(
  { code }: DemoService,
  of: { readonly share: number; readonly families: number | undefined; readonly at: number },
): Pick<Row, 'capacityFamilies' | 'reachedFamilies'> {
  const guess = Math.round((60 + (hash(of.at, 7_400) % 900)) * of.share);
  const reached = of.families ?? (hash(of.at, 7_500) % 3 === 0 ? undefined : guess);
  if (reached === undefined || code === 'NB-HOL') return {};
  const room = Math.round(reached * (1.05 + 0.4 * hashShare(of.at, 7_600)));
  return { capacityFamilies: String(room), reachedFamilies: String(reached) };
}
