import { hash } from './draw.ts';
import { HORIZON, isChildOn } from './families.ts';
import { childNumber } from './identifiers.ts';
import type { World } from './world.ts';

/** Children of the demo whose records need more care than a return can say. */
export interface SpecialRecords {
  /** The council's numbers of children whose address must not be shown. */
  readonly protectedAddresses: readonly string[];
  /** The council's numbers of children whose record only some may open. */
  readonly restricted: readonly string[];
}

/**
 * Names a few children, known to services now, whose address is protected (domestic abuse was
 * found)
 * or whose record is restricted (such as an employee's child). No return carries either mark, so
 * whoever loads the demo sets them.
 */
export function specialRecords(world: World): SpecialRecords {
  const fled = new Set<number>();
  const restricted = new Set<number>();
  for (const episode of world.journeys.episodes) {
    if (episode.close < HORIZON || episode.noFurtherAction) continue;
    if (!isChildOn(world.people, episode.child, HORIZON - 1)) continue;
    const family = world.people.familyOf[episode.child] ?? -1;
    if (family < 0) continue;
    const abuse = episode.assessments.some((one) => one.factors.includes('3B'));
    if (abuse && hash(family, 95) % 40 === 0) fled.add(episode.child);
    if (hash(family, 96) % 150 === 0) restricted.add(episode.child);
  }
  return {
    protectedAddresses: [...fled].sort((a, b) => a - b).map(childNumber),
    restricted: [...restricted].sort((a, b) => a - b).map(childNumber),
  };
}
