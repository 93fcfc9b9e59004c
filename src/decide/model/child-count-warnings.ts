import type { ModelInput, ProgrammeInput, Rates } from './model-input.ts';
import { begunIn, eligibleNow, placesIn } from './served.ts';

/**
 * What a reader must know of children who would count more than once: by several programmes, or by
 * one that goes on for longer than children come anew. Each in sentences, the plain one first.
 */
export function childCountWarnings({ programmes, rates }: ModelInput): string[] {
  return [
    ...sharedChildren(programmes),
    ...competing(programmes),
    ...programmes.flatMap((programme) => sameChildAgain(programme, rates)),
  ];
}

function sharedChildren(programmes: readonly ProgrammeInput[]): string[] {
  const pairs = pairsOf(programmes).flatMap(([one, other]) => {
    const isShared =
      one.who.states.some((state) => other.who.states.includes(state)) &&
      one.who.ages.from <= other.who.ages.to &&
      other.who.ages.from <= one.who.ages.to;
    return isShared ? [[one.name, other.name].sort().join(' and ')] : [];
  });
  if (pairs.length === 0) return [];
  return [
    `These serve children of the same kind: ${pairs.sort().join('; ')}. The model gives each ` +
      'children of its own; where one child gets both, their gains are less than the sum.',
  ];
}

/** Programmes for the same children that offer more places together than can be reached. */
function competing(programmes: readonly ProgrammeInput[]): string[] {
  return pairsOf(programmes).flatMap(([one, other]) => {
    const wider = holds(one, other) ? one : holds(other, one) ? other : null;
    if (wider === null || wider.eligibleAYear === null) return [];
    const places = mostPlaces(one) + mostPlaces(other);
    const reached = wider.eligibleAYear * wider.reach.high;
    if (places <= reached) return [];
    const names = [one.name, other.name].sort().join(' and ');
    return [
      `${names} compete for the same children. Together they have ${whole(places)} places a ` +
        `year, but at most about ${whole(reached)} children can be reached; the model fills both.`,
    ];
  });
}

/** A programme that runs on after all who stand there have had it. */
function sameChildAgain(programme: ProgrammeInput, rates: Rates): string[] {
  const { name, who, years, eligibleAYear, reach, engagement } = programme;
  if (eligibleAYear === null || years < 2) return [];
  const standing = eligibleNow(rates, who);
  const coming = Math.max(0, eligibleAYear - standing);
  const children = (standing + coming * years) * reach.likely;
  const shares = { reach: reach.likely, engagement: engagement.likely };
  const begin = Array.from({ length: years }, (_, year) => begunIn(programme, year, shares)).reduce(
    (sum, children) => sum + children,
    0,
  );
  if (standing === 0 || begin <= children) return [];
  return [
    `${name}: some children would have to begin twice to fill it, and each time count in full. ` +
      `In ${years} years about ${whole(children)} different children can be reached, and ` +
      `${whole(begin)} are taken to begin.`,
  ];
}

function pairsOf(programmes: readonly ProgrammeInput[]): [ProgrammeInput, ProgrammeInput][] {
  return programmes.flatMap((one, index) =>
    programmes.slice(index + 1).map((other): [ProgrammeInput, ProgrammeInput] => [one, other]),
  );
}

/** Whether all whom the inner one serves are served by the outer one in the same years. */
function holds(outer: ProgrammeInput, inner: ProgrammeInput): boolean {
  return (
    inner.who.states.every((state) => outer.who.states.includes(state)) &&
    inner.who.ages.from >= outer.who.ages.from &&
    inner.who.ages.to <= outer.who.ages.to &&
    inner.startsAfterYears < outer.startsAfterYears + outer.years &&
    outer.startsAfterYears < inner.startsAfterYears + inner.years
  );
}

function mostPlaces(programme: ProgrammeInput): number {
  return Math.max(
    0,
    ...Array.from({ length: programme.years }, (_, year) => placesIn(programme, year)),
  );
}

const whole = (count: number): string => Math.round(count).toLocaleString('en-GB');
