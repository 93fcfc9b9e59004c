import { type FinancialYear, type Pence, pence, splitPence } from '../../lib/index.ts';
import { type Service, spendOfYear } from '../../record/index.ts';

/** What stands for services that state no aim, and for days without a theme. */
export const NO_AIM = 'none-stated';

/** The aims of a service, `NO_AIM` where it states none. */
export function aimsOf(service: Pick<Service, 'themes'>): readonly string[] {
  return service.themes.length === 0 ? [NO_AIM] : service.themes;
}

/** Pence in equal parts that add up to the whole; the first parts bear what does not divide. */
export function splitEvenly(whole: Pence, parts: number): readonly Pence[] {
  return splitPence(
    whole,
    Array.from({ length: parts }, () => 1),
  );
}

/** What all payers spend on a service in a year, in pence; null where none is stated. */
export function spendOf(service: Pick<Service, 'spends'>, year: FinancialYear): Pence | null {
  const own = spendOfYear(service.spends, year);
  return own.length === 0 ? null : pence(own.reduce((sum, one) => sum + one.spendPence, 0));
}

/** A part of one service's spend: for one of its aims, in one of its areas, in pence. */
export interface SpendPart {
  readonly service: Service;
  readonly aim: string;
  /** The number of a place, or `whole` for the whole authority. */
  readonly area: string;
  readonly pence: Pence;
}

/**
 * The spend of services in a year in parts: each service's evenly over its aims, and each of these
 * evenly over the areas that it names. The parts add up to the spend, to the penny. The rule is
 * ours: nobody states how much of a service is for which of its aims.
 */
export function spendParts(services: readonly Service[], year: FinancialYear): SpendPart[] {
  return services.flatMap((service) => {
    const whole = spendOf(service, year);
    if (whole === null) return [];
    const aims = aimsOf(service);
    const areas = areasOf(service);
    return splitEvenly(whole, aims.length).flatMap((ofAim, at) =>
      splitEvenly(ofAim, areas.length).map((part, place) => ({
        service,
        aim: aims[at] as string,
        area: areas[place] as string,
        pence: part,
      })),
    );
  });
}

/** The areas that a service names, or `whole`. */
export function areasOf(service: Pick<Service, 'isWholeArea' | 'areaIds'>): readonly string[] {
  return service.isWholeArea || service.areaIds.length === 0
    ? ['whole']
    : service.areaIds.map(String);
}

/** Adds parts up, in pence. */
export function sumParts(parts: readonly Pick<SpendPart, 'pence'>[]): Pence {
  return pence(parts.reduce((sum, one) => sum + one.pence, 0));
}

/** A modelled amount with its range, in pence. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A part's share of a whole in percent, to a tenth. The range is the widest that both allow: the
 * part at its low end while the rest is at its high end, and the other way round.
 */
export function shareOfWhole(part: Range, whole: Range): Range | null {
  if (whole.value <= 0) return null;
  const share = (own: number, rest: number) =>
    own + rest <= 0 ? 0 : Math.round((1000 * own) / (own + rest)) / 10;
  return {
    value: share(part.value, whole.value - part.value),
    low: share(part.low, whole.high - part.high),
    high: share(part.high, whole.low - part.low),
  };
}

/** A difference of percentages to a tenth, without the noise of binary fractions. */
export function minus(a: number, b: number): number {
  return Math.round(10 * (a - b)) / 10 + 0;
}

/**
 * How spend and cost differ, in words: a gap of -18 is `18 points under`. From half a point on a
 * gap is told; the sign says whether early spending is under or over the share of cost.
 */
export function gapWords(points: number): string {
  const size = Math.round(Math.abs(points));
  if (size === 0) return 'about even';
  return `${size} ${size === 1 ? 'point' : 'points'} ${points < 0 ? 'under' : 'over'}`;
}

/** A shade from 0 (nothing) to 4 (most) for a value among others: by quarters of the largest. */
export function shadeOf(value: number | null, largest: number): 0 | 1 | 2 | 3 | 4 {
  if (value === null || value <= 0 || largest <= 0) return 0;
  return Math.min(4, Math.ceil((4 * value) / largest)) as 1 | 2 | 3 | 4;
}
