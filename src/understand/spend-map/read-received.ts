import { isSmall } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { codesOfService, type Service } from '../../record/index.ts';
import { familiesByServices, type FamilySet } from './received.store.ts';
import type { Provision } from './read-spend-map.ts';

/** Who had which services in a year, as counts of families. */
export interface Received {
  /** Families that any file says had help from a service. */
  readonly families: number;
  familiesOf(service: Service): number;
  familiesOfBoth(first: Service, second: Service): number;
  /** Families that had any of these services, and how many of them they had in all. */
  ofAny(services: readonly Service[]): { readonly families: number; readonly received: number };
}

const READ = new WeakMap<Provision, Promise<Received>>();

/** Who had which services in the year of a directory, read once for all that a page asks. */
export function readReceived(tx: Tx, provision: Provision): Promise<Received> {
  const reading = READ.get(provision) ?? loadReceived(tx, provision);
  READ.set(provision, reading);
  return reading;
}

async function loadReceived(tx: Tx, { year }: Provision): Promise<Received> {
  return receivedOf(await familiesByServices(tx, year));
}

/** Counts families by service from exact sets of codes; a service goes by any of its codes. */
export function receivedOf(sets: readonly FamilySet[]): Received {
  const has = (set: FamilySet, service: Service) =>
    codesOfService(service).some((code) => set.codes.includes(code));
  const count = (fits: (set: FamilySet) => boolean) =>
    sets.filter(fits).reduce((sum, one) => sum + one.families, 0);
  return {
    families: count(() => true),
    familiesOf: (service) => count((set) => has(set, service)),
    familiesOfBoth: (first, second) => count((set) => has(set, first) && has(set, second)),
    ofAny: (services) =>
      sets.reduce(
        (sum, set) => {
          const own = services.filter((one) => has(set, one)).length;
          return own === 0
            ? sum
            : {
                families: sum.families + set.families,
                received: sum.received + own * set.families,
              };
        },
        { families: 0, received: 0 },
      ),
  };
}

/** Whether families of both may not be shown: they, or those of one service alone, are 1 to 4. */
export function isHiddenPair(both: number, each: readonly number[]): boolean {
  return isSmall(both) || each.some((one) => isSmall(one) || isSmall(one - both));
}
