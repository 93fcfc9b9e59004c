import { childNumber } from '../demo/identifiers.ts';
import { HORIZON, isChildOn } from '../demo/families.ts';
import type { DemoSet } from '../demo/northbridge.ts';
import type { SpecialRecords } from '../demo/special-records.ts';
import { authorityOf } from './govern/index.ts';
import { addDays, dayFromNumber, type PersonId, Refusal } from './lib/index.ts';
import type { Actor, Tx } from './platform/index.ts';
import { DEMO_RELATED, demoHasDone } from './demo.store.ts';
import {
  addRelationship,
  insertActionSource,
  peopleByCouncilNumber,
  protectAddresses,
  recordUnbornChild,
  relationshipOf,
  restrictRecord,
} from './record/index.ts';

const FAMILIES_RELATED = 40;
const UNBORN_CHILDREN = 3;

/**
 * Records in Northbridge, once, what no return can say: some restricted records, brothers, sisters
 * and twins of families that have help now, and a few unborn children.
 */
export async function relateDemoRecords(tx: Tx, actor: Actor, set: DemoSet): Promise<void> {
  if (await demoHasDone(tx, DEMO_RELATED)) return;
  await insertActionSource(tx, authorityOf(actor), DEMO_RELATED);
  const { restricted } = set.specialRecords();
  const day = dayFromNumber(Math.floor(Date.now() / 86_400_000));
  const found = await peopleByCouncilNumber(tx, restricted);
  for (const personId of found.values()) {
    await restrictRecord(tx, actor, { personId, reason: 'own-staff', day });
  }
  const families = helpedFamilies(set);
  const numbers = families.flat().map(childNumber);
  const known = await peopleByCouncilNumber(tx, numbers);
  for (const children of families) await relate(tx, actor, { set, children, known });
  const eldest = families.flatMap(([child]) => known.get(childNumber(child ?? -1)) ?? []);
  for (const [index, relativeId] of eldest.slice(0, UNBORN_CHILDREN).entries()) {
    const expectedDay = addDays(day, 30 + 45 * index);
    const asked = { relation: 'sibling', expectedDay, relativeId, today: day } as const;
    await recordUnbornChild(tx, actor, asked);
  }
}

/** Children of families of which several children are known now, the eldest first. */
function helpedFamilies(set: DemoSet): number[][] {
  const { people, journeys } = set.world;
  const helped = new Set<number>();
  for (const episode of journeys.episodes) {
    const isOpen = episode.close >= HORIZON && !episode.noFurtherAction;
    if (isOpen && isChildOn(people, episode.child, HORIZON - 1)) helped.add(episode.child);
  }
  const byFamily = Map.groupBy(helped, (child) => people.familyOf[child] ?? -1);
  return [...byFamily]
    .filter(([family, children]) => family >= 0 && children.length > 1)
    .map(([, children]) => children.sort((a, b) => a - b))
    .slice(0, FAMILIES_RELATED);
}

async function relate(
  tx: Tx,
  actor: Actor,
  of: {
    readonly set: DemoSet;
    readonly children: readonly number[];
    readonly known: ReadonlyMap<string, PersonId>;
  },
): Promise<void> {
  const { people } = of.set.world;
  const [first, ...others] = of.children;
  const eldest = of.known.get(childNumber(first ?? -1));
  for (const child of others) {
    const other = of.known.get(childNumber(child));
    if (eldest === undefined || other === undefined || eldest === other) continue;
    const isTwin = people.multiple[child] === 1 && people.born[child] === people.born[first ?? -1];
    const asked = relationshipOf(eldest, other, isTwin ? 'twin' : 'sibling', null);
    await unlessRefused(() => addRelationship(tx, actor, asked));
  }
}

/** Hides the addresses of the children of Northbridge whom somebody must not find. */
export async function protectDemoAddresses(
  tx: Tx,
  actor: Actor,
  { protectedAddresses }: SpecialRecords,
): Promise<void> {
  const found = await peopleByCouncilNumber(tx, protectedAddresses);
  for (const personId of found.values()) {
    // Some have no address yet: an older file brings it.
    await unlessRefused(() => protectAddresses(tx, actor, { personId, withFamily: true }));
  }
}

async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
