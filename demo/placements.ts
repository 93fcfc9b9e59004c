import type { Random } from '../src/lib/index.ts';
import { type DayNumber, dayOf, YEAR } from './days.ts';
import { draw, exponential, type Lot, lot } from './draw.ts';
import { ageOf } from './families.ts';
import type { CareEnding, CareStart, Placement } from './journey-types.ts';
import { farPostcode } from './map.ts';

/** Placement codes of the looked-after return by age; H5 stands for supported accommodation. */
const YOUNG = lot<string>([
  ['U6', 0.5],
  ['U4', 0.2],
  ['U3', 0.15],
  ['U1', 0.08],
  ['P1', 0.05],
  ['R1', 0.02],
]);
const MIDDLE = lot<string>([
  ['U6', 0.34],
  ['U4', 0.34],
  ['U3', 0.09],
  ['U1', 0.07],
  ['K2', 0.1],
  ['P1', 0.06],
]);
const TEENAGE = lot<string>([
  ['U6', 0.3],
  ['U4', 0.31],
  ['U3', 0.04],
  ['U1', 0.04],
  ['K2', 0.25],
  ['P1', 0.03],
  ['R1', 0.01],
  ['K1', 0.005],
  ['Z1', 0.015],
]);
const NEARLY_ADULT = lot<string>([
  ['U6', 0.16],
  ['U4', 0.32],
  ['U1', 0.04],
  ['K2', 0.19],
  ['H5', 0.23],
  ['P1', 0.02],
  ['R5', 0.01],
  ['Z1', 0.03],
]);
const ALONE = lot<string>([
  ['U6', 0.42],
  ['U4', 0.14],
  ['H5', 0.42],
  ['Z1', 0.02],
]);

const PROVIDERS: Readonly<Record<string, Lot<string>>> = {
  foster: lot([
    ['PR1', 0.58],
    ['PR4', 0.37],
    ['PR5', 0.05],
  ]),
  home: lot([
    ['PR1', 0.16],
    ['PR4', 0.79],
    ['PR5', 0.05],
  ]),
  other: lot([
    ['PR4', 0.75],
    ['PR5', 0.25],
  ]),
};

const REASONS = lot<string>([
  ['CARPL', 0.38],
  ['STAND', 0.03],
  ['ALLEG', 0.03],
  ['APPRR', 0.05],
  ['CREQB', 0.16],
  ['CREQO', 0.12],
  ['CHILD', 0.08],
  ['PLACE', 0.05],
  ['OTHER', 0.1],
]);

interface CarePlan extends CareStart {
  readonly end: DayNumber;
  readonly ending: CareEnding;
}

interface Turn {
  readonly day: DayNumber;
  readonly place: string | null;
  readonly legal: string | null;
}

/** The rows of one period of care: a new one at each change of placement or of legal status. */
export function placementsOf(plan: CarePlan, random: Random): Placement[] {
  const legal = legalTurns(plan, random);
  const first = legal[0]?.legal ?? 'V2';
  const turns = [...legal.slice(1), ...placeTurns(plan, random)]
    .filter((turn) => turn.day > plan.day && turn.day < plan.end)
    .sort((a, b) => a.day - b.day);
  const rows: Placement[] = [
    openRow(
      plan,
      { day: plan.day, place: placeFor(plan, plan.day, first, random), legal: first },
      'S',
      random,
    ),
  ];
  for (const turn of turns) {
    const last = rows[rows.length - 1] as Placement;
    if (turn.day <= last.start + 1) continue;
    const legalStatus = turn.legal ?? last.legalStatus;
    const wanted =
      turn.place === '?'
        ? placeFor(plan, turn.day, legalStatus, random)
        : (turn.place ?? last.place);
    const newPlace = turn.place !== null;
    last.end = turn.day;
    last.reasonEnded = 'X1';
    last.reasonForChange = newPlace ? draw(REASONS, random) : '';
    if (newPlace) {
      const rne = legalStatus === last.legalStatus ? 'P' : 'B';
      rows.push(openRow(plan, { day: turn.day, place: wanted, legal: legalStatus }, rne, random));
    } else {
      rows.push({ ...last, start: turn.day, rne: 'L', legalStatus, reasonForChange: '' });
    }
  }
  const final = rows[rows.length - 1] as Placement;
  final.end = plan.end;
  final.reasonEnded = endCode(plan.ending, final.place, random);
  final.reasonForChange = '';
  return rows;
}

function openRow(
  plan: CarePlan,
  turn: { day: DayNumber; place: string; legal: string },
  rne: string,
  random: Random,
): Placement {
  const { place } = turn;
  const kind = /^[UA]/.test(place) ? 'foster' : /^K/.test(place) ? 'home' : 'other';
  const family = place === 'U1' || place === 'U3' || /^A/.test(place);
  const provider =
    place === 'P1' ? 'PR0' : family ? 'PR1' : draw(PROVIDERS[kind] as Lot<string>, random);
  const key = plan.child * 31 + Math.floor(random.next() * 1000);
  return {
    start: turn.day,
    end: plan.end,
    rne,
    legalStatus: turn.legal,
    place,
    provider,
    postcode: place === 'P1' ? plan.homePostcode : farPostcode(key),
    urn: kind === 'other' ? '' : `99${String(key % 100_000).padStart(5, '0')}`,
    reasonEnded: '',
    reasonForChange: '',
  };
}

function legalTurns(plan: CarePlan, random: Random): Turn[] {
  const stays = plan.ending !== 'home';
  const started = plan.alone || random.chance(stays ? 0.4 : 0.72) ? 'V2' : 'C1';
  const turns: Turn[] = [{ day: plan.day, place: null, legal: started }];
  if (plan.alone || (!stays && started === 'V2')) return turns;
  let day = plan.day;
  if (started === 'V2' && random.chance(0.75)) {
    day += Math.floor(40 + exponential(random, 60));
    turns.push({ day, place: null, legal: 'C1' });
  }
  if (started === 'C1' || turns.length > 1) {
    day += Math.floor(150 + exponential(random, 90));
    turns.push({ day, place: null, legal: plan.ending === 'adopted' ? 'E1' : 'C2' });
  }
  return turns;
}

function placeTurns(plan: CarePlan, random: Random): Turn[] {
  const turns: Turn[] = [];
  let day = plan.day + exponential(random, 0.9 * YEAR);
  while (day < plan.end) {
    turns.push({ day: Math.floor(day), place: '?', legal: null });
    const settled = day - plan.day > 1.5 * YEAR;
    day += 8 + exponential(random, (settled ? 3.4 : 1.1) * YEAR);
  }
  const sixteen = plan.born + Math.floor(16.4 * YEAR);
  if (!plan.alone && sixteen > plan.day && sixteen < plan.end && random.chance(0.2)) {
    turns.push({ day: sixteen, place: 'H5', legal: null });
  }
  if (plan.ending === 'adopted') {
    const placed = Math.floor(plan.end - (0.6 + random.next() * 0.3) * YEAR);
    const calm = turns.filter((turn) => turn.day < placed - 10);
    return [...calm, { day: placed, place: random.chance(0.8) ? 'A6' : 'A4', legal: 'E1' }];
  }
  return turns;
}

function placeFor(plan: CarePlan, day: DayNumber, legal: string, random: Random): string {
  const age = ageOf(plan.born, day);
  const from = plan.alone
    ? ALONE
    : age < 5
      ? YOUNG
      : age < 11
        ? MIDDLE
        : age < 16
          ? TEENAGE
          : NEARLY_ADULT;
  const place = draw(from, random);
  // A child accommodated by agreement (V2) cannot be placed with the parents.
  if (place === 'P1' && legal === 'V2') return 'U6';
  if (place === 'H5' && age < 16) return 'U6';
  return place;
}

function endCode(ending: CareEnding, place: string, random: Random): string {
  switch (ending) {
    case 'adopted':
      return random.chance(0.6) ? 'E11' : 'E12';
    case 'guardianship':
      return /^U/.test(place) ? 'E45' : 'E47';
    case 'arrangements-order':
      return 'E41';
    case 'home':
      return random.chance(0.72) ? 'E4A' : random.chance(0.5) ? 'E4B' : 'E13';
    default:
      if (/^U/.test(place) && random.chance(0.5)) return 'E17';
      return random.chance(0.6) ? 'E5' : random.chance(0.3) ? 'E7' : 'E8';
  }
}

/** From the year 2024-25 the return knows supported accommodation as K3 and no longer as H5. */
export function placeCode(place: string, yearStart: DayNumber): string {
  return place === 'H5' && yearStart >= SUPPORTED_FROM ? 'K3' : place;
}

const SUPPORTED_FROM = dayOf('2024-04-01');
