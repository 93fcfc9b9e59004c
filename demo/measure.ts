import { type DayNumber, addWorkingDays } from './days.ts';
import { isChildOn, type People } from './families.ts';
import type { Care, Episode, Journeys } from './journey-types.ts';
import { groupOf } from './sources.ts';

/** What a year of the made-up authority comes to, by the names of the calibration. */
export interface Measured {
  readonly children: number;
  readonly rates: Readonly<Record<string, number>>;
  readonly percentages: Readonly<Record<string, number>>;
  readonly shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Counts a stretch of days (the end not included) the way the published statistics count a year. */
export function measure(
  people: People,
  journeys: Journeys,
  start: DayNumber,
  end: DayNumber,
): Measured {
  const { episodes } = journeys;
  const last = end - 1;
  const within = (day: DayNumber) => day >= start && day < end;
  const children = count(people.childCount, (child) => isChildOn(people, child, last));
  const years = (end - start) / 365.25;
  const referred = episodes.filter((one) => within(one.day));
  const open = episodes.filter((one) => isOpenNeed(one, last));
  const plans = episodes.flatMap((one) => one.protection);
  const plansStarting = plans.filter((one) => within(one.start));
  const plansEnding = plans.filter((one) => within(one.end));
  const enquiries = episodes.flatMap((one) => one.enquiries);
  const conferences = enquiries.filter((one) => one.conference !== null && within(one.conference));
  const assessed = episodes.flatMap((one) => one.assessments).filter((one) => within(one.end));
  const cares = episodes.flatMap((one) => one.care);
  const careStarting = cares.filter((one) => within(one.start));
  const careEnding = cares.filter((one) => within(one.end));
  const careOpen = cares.filter((one) => one.start <= last && one.end > last);
  const careYear = cares.filter((one) => one.start < end && one.end >= start);
  const help = journeys.earlyHelp.filter((one) => one.started !== null && within(one.started));
  const flow = (number: number) => (number / children / years) * 10_000;
  const stock = (number: number) => (number / children) * 10_000;
  return {
    children,
    rates: {
      referrals: flow(referred.length),
      'children-in-need-at-31-march': stock(open.length),
      'episodes-of-need-starting': flow(referred.filter(isNeed).length),
      'section-47-enquiries': flow(enquiries.filter((one) => within(one.start)).length),
      'initial-conferences': flow(conferences.length),
      'protection-plans-starting': flow(plansStarting.length),
      'protection-plans-at-31-march': stock(
        plans.filter((one) => one.start <= last && one.end > last).length,
      ),
      'assessments-completed': flow(assessed.length),
      'looked-after-at-31-march': stock(careOpen.length),
      'looked-after-starting': flow(careStarting.length),
      'early-help-episodes-starting': flow(help.reduce((sum, one) => sum + one.children.length, 0)),
    },
    percentages: {
      're-referrals': percent(referred, (one) => isReReferral(one, lastReferrals(episodes))),
      'referrals-no-further-action': percent(referred, (one) => one.noFurtherAction),
      'referrals-assessed-not-in-need': percent(referred, (one) => one.notInNeed),
      'assessments-within-45-working-days': percent(
        assessed,
        (one) => one.end <= addWorkingDays(one.start, 45),
      ),
      'conferences-within-15-working-days': percent(
        conferences,
        (one) => (one.conference ?? 0) <= one.target,
      ),
      'plans-second-or-later': percent(plansStarting, (one) => one.previous > 0),
      'plans-ended-after-2-years': percent(plansEnding, (one) => one.end - one.start >= 730),
      'unaccompanied-of-looked-after-starting': percent(careStarting, (one) => one.alone),
      'adopted-of-looked-after-ending': percent(careEnding, (one) =>
        /^E1[12]$/.test(finalCode(one)),
      ),
      'special-guardianship-of-looked-after-ending': percent(careEnding, (one) =>
        /^E4[5-8]$/.test(finalCode(one)),
      ),
      'looked-after-missing-in-year': percent(careYear, (one) =>
        one.missing.some((stretch) => within(stretch.start)),
      ),
      'foster-placements': percent(careOpen, (one) => /^U/.test(placeOn(one, last))),
      'childrens-home-placements': percent(careOpen, (one) => /^K/.test(placeOn(one, last))),
    },
    shares: {
      'referral-source': tally(referred, (one) => groupOf(one.source)),
      'primary-need': tally(open, (one) => one.need),
      factors: factorShares(referred, within),
      'need-ended-duration': tally(
        episodes.filter((one) => isNeed(one) && within(one.close)),
        (one) => durationBand(one.close - one.day),
      ),
      'need-open-duration': tally(open, (one) => durationBand(last - one.day)),
    },
  };
}

function isNeed(episode: Episode): boolean {
  return !episode.noFurtherAction && !episode.notInNeed;
}

function isOpenNeed(episode: Episode, on: DayNumber): boolean {
  return !episode.noFurtherAction && episode.day <= on && episode.close > on;
}

let ordered: { of: readonly Episode[]; before: Map<Episode, DayNumber> } | null = null;

function lastReferrals(episodes: readonly Episode[]): Map<Episode, DayNumber> {
  if (ordered?.of === episodes) return ordered.before;
  const before = new Map<Episode, DayNumber>();
  const latest = new Map<number, DayNumber>();
  for (const one of [...episodes].sort((a, b) => a.day - b.day)) {
    const day = latest.get(one.child);
    if (day !== undefined) before.set(one, day);
    latest.set(one.child, one.day);
  }
  ordered = { of: episodes, before };
  return before;
}

function isReReferral(episode: Episode, before: Map<Episode, DayNumber>): boolean {
  const day = before.get(episode);
  return day !== undefined && episode.day - day <= 365;
}

function finalCode(care: Care): string {
  return care.placements[care.placements.length - 1]?.reasonEnded ?? '';
}

function placeOn(care: Care, day: DayNumber): string {
  return care.placements.find((one) => one.start <= day && one.end > day)?.place ?? '';
}

function durationBand(days: number): string {
  if (days < 91) return 'under-3-months';
  if (days < 183) return '3-to-6-months';
  if (days < 365) return '6-to-12-months';
  return days < 730 ? '1-to-2-years' : '2-years-or-more';
}

function factorShares(
  episodes: readonly Episode[],
  within: (day: DayNumber) => boolean,
): Record<string, number> {
  const found: Record<string, number> = {};
  let withFactor = 0;
  for (const one of episodes) {
    const assessment = one.assessments[0];
    if (!assessment || !within(assessment.end) || assessment.factors.includes('21')) continue;
    withFactor += 1;
    for (const factor of assessment.factors) found[factor] = (found[factor] ?? 0) + 1;
  }
  for (const factor of Object.keys(found)) found[factor] = (found[factor] ?? 0) / withFactor;
  return found;
}

function tally<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const item of items) shares[key(item)] = (shares[key(item)] ?? 0) + 1 / items.length;
  return shares;
}

function percent<T>(items: readonly T[], test: (item: T) => boolean): number {
  return (100 * items.filter(test).length) / Math.max(1, items.length);
}

function count(length: number, test: (index: number) => boolean): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) if (test(i)) sum += 1;
  return sum;
}
