import { type DayNumber, addWorkingDays } from './days.ts';
import { isChildOn, type People } from './families.ts';
import type { Care, Episode, Journeys, Stretch } from './journey-types.ts';
import { groupOf } from './sources.ts';

/** What a year of the made-up authority comes to, by the names of the calibration. */
export interface Measured {
  readonly children: number;
  readonly rates: Readonly<Record<string, number>>;
  readonly percentages: Readonly<Record<string, number>>;
  readonly shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Counts a stretch of days (the end not included) the way the published statistics count a year.
 */
export function measure(
  people: People,
  journeys: Journeys,
  start: DayNumber,
  end: DayNumber,
): Measured {
  const span = { start, end, last: end - 1 };
  const children = count(people.childCount, (child) => isChildOn(people, child, span.last));
  const counts = countsOf(journeys, span);
  const flow = (number: number) => (number / children / ((end - start) / 365.25)) * 10_000;
  const stock = (number: number) => (number / children) * 10_000;
  const helped = counts.help.reduce((sum, one) => sum + one.children.length, 0);
  return {
    children,
    rates: {
      referrals: flow(counts.referred.length),
      'children-in-need-at-31-march': stock(counts.open.length),
      'episodes-of-need-starting': flow(counts.referred.filter(isNeed).length),
      'section-47-enquiries': flow(counts.enquiries.length),
      'initial-conferences': flow(counts.conferences.length),
      'protection-plans-starting': flow(counts.plansStarting.length),
      'protection-plans-at-31-march': stock(counts.plansOpen.length),
      'assessments-completed': flow(counts.assessed.length),
      'looked-after-at-31-march': stock(counts.careOpen.length),
      'looked-after-starting': flow(counts.careStarting.length),
      'early-help-episodes-starting': flow(helped),
    },
    percentages: percentagesOf(journeys.episodes, counts, span),
    shares: {
      'referral-source': tally(counts.referred, (one) => groupOf(one.source)),
      'primary-need': tally(counts.open, (one) => one.need),
      factors: factorShares(counts.referred, span),
      'need-ended-duration': tally(counts.needEnding, (one) => durationBand(one.close - one.day)),
      'need-open-duration': tally(counts.open, (one) => durationBand(span.last - one.day)),
    },
  };
}

/** The first day, the last one, and the day after it. */
interface Span {
  readonly start: DayNumber;
  readonly end: DayNumber;
  readonly last: DayNumber;
}

type Counts = ReturnType<typeof countsOf>;

function countsOf(journeys: Journeys, span: Span) {
  const { episodes, earlyHelp } = journeys;
  const within = (day: DayNumber) => day >= span.start && day < span.end;
  const open = (one: Stretch) => one.start <= span.last && one.end > span.last;
  const plans = episodes.flatMap((one) => one.protection);
  const enquiries = episodes.flatMap((one) => one.enquiries);
  const cares = episodes.flatMap((one) => one.care);
  return {
    referred: episodes.filter((one) => within(one.day)),
    open: episodes.filter((one) => isOpenNeed(one, span.last)),
    needEnding: episodes.filter((one) => isNeed(one) && within(one.close)),
    assessed: episodes.flatMap((one) => one.assessments).filter((one) => within(one.end)),
    enquiries: enquiries.filter((one) => within(one.start)),
    conferences: enquiries.filter((one) => one.conference !== null && within(one.conference)),
    plansStarting: plans.filter((one) => within(one.start)),
    plansEnding: plans.filter((one) => within(one.end)),
    plansOpen: plans.filter(open),
    careStarting: cares.filter((one) => within(one.start)),
    careEnding: cares.filter((one) => within(one.end)),
    careOpen: cares.filter(open),
    careYear: cares.filter((one) => one.start < span.end && one.end >= span.start),
    help: earlyHelp.filter((one) => one.started !== null && within(one.started)),
  };
}

function percentagesOf(
  episodes: readonly Episode[],
  counts: Counts,
  span: Span,
): Record<string, number> {
  const { referred, assessed, careStarting, careEnding, careOpen } = counts;
  const before = lastReferrals(episodes);
  const wentMissing = (care: Care) =>
    care.missing.some((one) => one.start >= span.start && one.start < span.end);
  return {
    're-referrals': percent(referred, (one) => isReReferral(one, before)),
    'referrals-no-further-action': percent(referred, (one) => one.noFurtherAction),
    'referrals-assessed-not-in-need': percent(referred, (one) => one.notInNeed),
    'assessments-within-45-working-days': percent(
      assessed,
      (one) => one.end <= addWorkingDays(one.start, 45),
    ),
    'conferences-within-15-working-days': percent(
      counts.conferences,
      (one) => (one.conference ?? 0) <= one.target,
    ),
    'plans-second-or-later': percent(counts.plansStarting, (one) => one.previous > 0),
    'plans-ended-after-2-years': percent(counts.plansEnding, (one) => one.end - one.start >= 730),
    'unaccompanied-of-looked-after-starting': percent(careStarting, (one) => one.alone),
    'adopted-of-looked-after-ending': percent(careEnding, (one) => /^E1[12]$/.test(finalCode(one))),
    'special-guardianship-of-looked-after-ending': percent(careEnding, (one) =>
      /^E4[5-8]$/.test(finalCode(one)),
    ),
    'looked-after-missing-in-year': percent(counts.careYear, wentMissing),
    'foster-placements': percent(careOpen, (one) => /^U/.test(placeOn(one, span.last))),
    'childrens-home-placements': percent(careOpen, (one) => /^K/.test(placeOn(one, span.last))),
  };
}

function isNeed(episode: Episode): boolean {
  return !episode.noFurtherAction && !episode.notInNeed;
}

function isOpenNeed(episode: Episode, on: DayNumber): boolean {
  return !episode.noFurtherAction && episode.day <= on && episode.close > on;
}

const remembered = new WeakMap<readonly Episode[], Map<Episode, DayNumber>>();

/** The day of the referral before each one, of the same child. */
function lastReferrals(episodes: readonly Episode[]): Map<Episode, DayNumber> {
  const known = remembered.get(episodes);
  if (known) return known;
  const before = new Map<Episode, DayNumber>();
  const latest = new Map<number, DayNumber>();
  for (const one of [...episodes].sort((a, b) => a.day - b.day)) {
    const day = latest.get(one.child);
    if (day !== undefined) before.set(one, day);
    latest.set(one.child, one.day);
  }
  remembered.set(episodes, before);
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

function factorShares(episodes: readonly Episode[], span: Span): Record<string, number> {
  const found: Record<string, number> = {};
  let withFactor = 0;
  for (const one of episodes) {
    const assessment = one.assessments[0];
    if (!assessment || assessment.end >= span.end || assessment.factors.includes('21')) continue;
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
