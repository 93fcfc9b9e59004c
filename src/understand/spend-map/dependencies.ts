import type { FinancialYear, ServiceId } from '../../lib/index.ts';
import { isOnOffer, type Service } from '../../record/index.ts';
import { spendOf } from './spend-map.ts';

/** That a service needs another. */
export interface Need {
  readonly serviceId: ServiceId;
  readonly needsServiceId: ServiceId;
  readonly why: string;
}

/** Why a need cannot be relied on. */
export type Break = 'closed' | 'planned' | 'paused' | 'stale' | 'unfunded';

/** Breaks in plain words. */
export const BREAK_WORDS: Readonly<Record<Break, string>> = {
  closed: 'is closed',
  planned: 'has not begun',
  paused: 'is paused',
  stale: 'has not been confirmed for over a year',
  unfunded: 'states no money for the year',
};

/** One need between two services of the directory, with what is wrong with it. */
export interface CheckedNeed {
  readonly from: Service;
  readonly to: Service;
  readonly why: string;
  readonly breaks: readonly Break[];
}

/** Needs of services on offer, each with what breaks it. `isStale` says which entries are stale. */
export function checkNeeds(
  services: readonly Service[],
  needs: readonly Need[],
  of: { readonly year: FinancialYear; isStale(service: Service): boolean },
): CheckedNeed[] {
  const byId = new Map(services.map((one) => [one.id, one]));
  return needs.flatMap(({ serviceId, needsServiceId, why }) => {
    const [from, to] = [byId.get(serviceId), byId.get(needsServiceId)];
    if (!from || !to || !isOnOffer(from)) return [];
    const breaks: Break[] = to.status === 'active' ? [] : [to.status];
    if (of.isStale(to)) breaks.push('stale');
    if (spendOf(to, of.year) === null) breaks.push('unfunded');
    return [{ from, to, why, breaks }];
  });
}

/** Services that need one another in a circle, each circle once, as numbers in order. */
export function loopsOf(needs: readonly Pick<Need, 'serviceId' | 'needsServiceId'>[]): number[][] {
  const next = Map.groupBy(needs, (one) => Number(one.serviceId));
  const loops = new Map<string, number[]>();
  const walk = (path: readonly number[]) => {
    const last = path.at(-1) ?? 0;
    for (const { needsServiceId } of next.get(last) ?? []) {
      const to = Number(needsServiceId);
      const start = path.indexOf(to);
      if (start >= 0) {
        const loop = path.slice(start);
        loops.set([...loop].sort((a, b) => a - b).join(' '), loop);
      } else if (path.length < LONGEST_LOOP) walk([...path, to]);
    }
  };
  for (const first of next.keys()) walk([first]);
  return [...loops.values()];
}

/** Longer circles are not looked for: nobody could read them. */
const LONGEST_LOOP = 8;
