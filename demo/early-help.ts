import type { Random } from '../src/lib/index.ts';
import { type DayNumber, onWorkingDay } from './days.ts';
import { draw, hashShare, logNormal, lot } from './draw.ts';
import { ageOf, isChildOn, type People } from './families.ts';
import type { EarlyHelp } from './journey-types.ts';

/** Who asks for early help; no publication states it, so these shares are ours. */
const SOURCES = lot<string>([
  ['schools', 0.42],
  ['health', 0.2],
  ['family', 0.15],
  ['early-years', 0.07],
  ['council', 0.08],
  ['police', 0.05],
  ['charities', 0.03],
]);

/** Needs that early help assessments find, with how common each is; ours. */
const NEEDS: readonly (readonly [string, number])[] = [
  ['parenting', 0.42],
  ['child-mental-health', 0.3],
  ['parent-mental-health', 0.28],
  ['attendance', 0.24],
  ['domestic-abuse', 0.19],
  ['money-and-housing', 0.27],
  ['special-needs', 0.22],
  ['behaviour', 0.25],
  ['alcohol-and-drugs', 0.1],
  ['parental-conflict', 0.18],
  ['young-carer', 0.04],
  ['exploitation', 0.04],
];

const LEADS = lot<string>([
  ['school', 0.38],
  ['family-support-worker', 0.36],
  ['health-visitor', 0.13],
  ['charity-worker', 0.09],
  ['housing-officer', 0.04],
]);

const CLOSURES = lot<string>([
  ['needs-met', 0.57],
  ['disengaged', 0.15],
  ['stepped-up', 0.13],
  ['moved-away', 0.05],
  ['other-support', 0.1],
]);

/** A family's request and what came of it; null if no child of the family is a child then. */
export function makeEarlyHelp(
  people: People,
  home: { family: number; first: number; count: number; day: DayNumber; random: Random },
): EarlyHelp | null {
  const { family, first, count, random } = home;
  const requested = onWorkingDay(home.day);
  const children: number[] = [];
  for (let child = first; child < first + count; child += 1) {
    if (isChildOn(people, child, requested) && ageOf(people.born[child] ?? 0, requested) < 17) {
      children.push(child);
    }
  }
  if (children.length === 0) return null;
  const source = draw(SOURCES, random);
  const lead = draw(LEADS, random);
  if (random.chance(0.14)) {
    const closed = requested + random.int(3, 20);
    const closure = random.chance(0.55) ? 'declined' : 'advice-given';
    return {
      family,
      children,
      requested,
      source,
      assessed: null,
      needs: [],
      lead,
      started: null,
      closed,
      closure,
    };
  }
  const assessed = onWorkingDay(requested + 3 + Math.floor(logNormal(random, 17, 0.6)));
  const started = onWorkingDay(assessed + random.int(2, 16));
  const closed = started + Math.max(20, Math.floor(logNormal(random, 150, 0.6)));
  const needs = NEEDS.filter(
    ([, share], i) => (random.chance(0.6) ? hashShare(family, 200 + i) : random.next()) < share,
  ).map(([need]) => need);
  return {
    family,
    children,
    requested,
    source,
    assessed,
    needs: needs.length > 0 ? needs : ['parenting'],
    lead,
    started,
    closed,
    closure: draw(CLOSURES, random),
  };
}
