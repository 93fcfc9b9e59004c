import type { FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, isoDay } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { hashShare } from './draw.ts';
import { ageOf, residenceOn } from './families.ts';
import { childNumber } from './identifiers.ts';
import type { EarlyHelp } from './journey-types.ts';
import { DEMO_SERVICES, type DemoService } from './services.ts';
import type { World } from './world.ts';

/** The headings of the file of services received, as far as Northbridge fills them in. */
export const SERVICES_RECEIVED_HEADINGS =
  'child_id,birth_date,postcode,family_reference,service_code,service_name,provider,agency,' +
  'start_date,end_date,outcome';

/** Which services a need leads to, and how often; invented. */
const OFFERS: Readonly<Record<string, readonly (readonly [code: string, share: number])[]>> = {
  parenting: [
    ['NB-EHW', 0.5],
    ['NB-STEP', 0.62],
    ['NB-STR2', 0.55],
    ['NB-HVV', 0.3],
    ['NB-FSW', 0.25],
  ],
  behaviour: [
    ['NB-STEP', 0.2],
    ['NB-NUR', 0.35],
    ['NB-EHW', 0.25],
  ],
  'child-mental-health': [
    ['NB-MHS', 0.4],
    ['NB-COU', 0.45],
    ['NB-TALK', 0.4],
  ],
  'parent-mental-health': [
    ['NB-EHW', 0.3],
    ['NB-PMH', 0.3],
  ],
  attendance: [
    ['NB-EWS', 0.55],
    ['NB-ATT', 0.4],
  ],
  'domestic-abuse': [
    ['NB-SAH', 0.4],
    ['NB-REC', 0.35],
    ['NB-SAO', 0.1],
  ],
  'parental-conflict': [['NB-EHW', 0.3]],
  'money-and-housing': [
    ['NB-MON', 0.3],
    ['NB-TEN', 0.35],
    ['NB-DEBT', 0.15],
  ],
  'alcohol-and-drugs': [
    ['NB-DFS', 0.25],
    ['NB-YDA', 0.3],
  ],
  'young-carer': [['NB-YCA', 0.6]],
  exploitation: [
    ['NB-DET', 0.4],
    ['NB-STR', 0.35],
    ['NB-MEN', 0.3],
  ],
};

const SERVICES = new Map(DEMO_SERVICES.map((one) => [one.code, one]));

/** One stretch of help of one child; `outcome` is null while it goes on. */
interface Stretch {
  readonly child: number;
  readonly family: number;
  readonly service: DemoService;
  readonly start: DayNumber;
  readonly end: DayNumber;
}

/** Services that families of early help had in a year: a row for each child and service. */
export function servicesReceivedFile(world: World, year: FinancialYear): DemoFile {
  return {
    name: `services-received-${year}.csv`,
    kind: 'services-received',
    text: () => csv(SERVICES_RECEIVED_HEADINGS, rows(world, year)),
  };
}

function* rows(world: World, year: FinancialYear): Generator<string[]> {
  const { end } = bounds(year);
  for (const stretch of received(world, year)) {
    const { child, family, service } = stretch;
    const isOver = stretch.end < end;
    yield [
      childNumber(child),
      isoDay(world.people.born[child] ?? 0),
      residenceOn(world.people, family, world.map, Math.min(end - 1, stretch.start)).postcode,
      `FAM${String(family + 1).padStart(6, '0')}`,
      service.code,
      service.name,
      service.provider,
      service.agency ?? 'charities',
      isoDay(stretch.start),
      isOver ? isoDay(stretch.end) : '',
      isOver ? (hashShare(family, 7_100) < 0.7 ? 'completed' : 'stopped') : '',
    ];
  }
}

/** How many families had each service in a year, by its code. */
export function familiesByService(world: World, year: FinancialYear): Map<string, number> {
  const families = new Map<string, Set<number>>();
  for (const { service, family } of received(world, year)) {
    const own = families.get(service.code) ?? new Set<number>();
    families.set(service.code, own.add(family));
  }
  return new Map([...families].map(([code, own]) => [code, own.size]));
}

/** Drawn by numbers of the family and the service alone, so that no other stream changes. */
function* received(world: World, year: FinancialYear): Generator<Stretch> {
  const { start: first, end: last } = bounds(year);
  for (const help of world.journeys.earlyHelp) {
    if (help.started === null || help.started >= last || help.closed < first) continue;
    const ward = wardOf(world, help);
    for (const [service, at] of offered(help, ward)) {
      const start = help.started + 5 + (at % 4) * 9;
      const end = Math.max(start + 14, help.closed - ((at * 7) % 20));
      if (start >= last || end < first) continue;
      for (const child of help.children) {
        const age = ageOf(world.people.born[child] ?? 0, start);
        const [from, to] = service.ages;
        if (age < (from ?? 0) || age > (to ?? 18)) continue;
        yield { child, family: help.family, service, start, end };
      }
    }
  }
}

function wardOf({ people, map }: World, help: EarlyHelp): string {
  const area = map.areas[people.families.area[help.family] ?? 0];
  return map.wards[area?.ward ?? 0]?.name ?? '';
}

function* offered(help: EarlyHelp, ward: string): Generator<[DemoService, number]> {
  const seen = new Set<string>();
  for (const need of help.needs) {
    for (const [code, share] of OFFERS[need] ?? []) {
      const service = SERVICES.get(code);
      if (!service || seen.has(code)) continue;
      if (service.wards.length > 0 && !service.wards.includes(ward)) continue;
      const at = DEMO_SERVICES.indexOf(service);
      if (hashShare(help.family * 131 + at, 7_000) >= share) continue;
      seen.add(code);
      yield [service, at];
    }
  }
}
