import type { Random } from '../src/lib/index.ts';
import type { Calibration } from './calibration.ts';
import { makeCare } from './care.ts';
import { addWorkingDays, type DayNumber, dayOf, onWorkingDay, YEAR } from './days.ts';
import { draw, exponential, type Lot, logNormal, lot } from './draw.ts';
import type { Factors } from './factors.ts';
import { ageOf, eighteenth } from './families.ts';
import type { Assessment, Episode, ProtectionPlan } from './journey-types.ts';
import type { Referrers } from './sources.ts';

/** What an episode is made from. */
export interface EpisodeStart {
  readonly child: number;
  readonly family: number;
  readonly born: DayNumber;
  readonly male: boolean;
  readonly disabled: boolean;
  readonly day: DayNumber;
  readonly source: string;
  /** Protection plans that the child has had before. */
  readonly plansBefore: number;
  /** Draws shared by brothers and sisters referred together, so that they fare alike. */
  readonly shared: readonly number[];
  readonly homePostcode: string;
}

/** What episodes are drawn with. */
export interface EpisodeRules {
  readonly model: Calibration['model'];
  readonly referrers: Referrers;
  readonly factors: Factors;
  readonly needs: Lot<string>;
}

const CATEGORIES = lot<string>([
  ['NEG', 0.5],
  ['EMO', 0.36],
  ['PHY', 0.08],
  ['SAB', 0.04],
  ['MUL', 0.02],
]);

/** Working days that an assessment takes: 84.5% within 45. */
const ASSESSMENT_DAYS = lot<readonly [number, number]>([
  [[3, 10], 0.12],
  [[11, 20], 0.17],
  [[21, 35], 0.24],
  [[36, 45], 0.315],
  [[46, 68], 0.155],
]);

const EARLY_HELP_CLOSURE_FROM = dayOf('2023-04-01');

/** A referral and all that follows until the case is closed. */
export function makeEpisode(start: EpisodeStart, rules: EpisodeRules, random: Random): Episode {
  const episode = beginEpisode(start, rules, random);
  if (episode.noFurtherAction) return episode;
  const assessment = assess(start, rules, addLag(start.day, random), random);
  episode.assessments.push(assessment);
  const alike = (which: number) =>
    random.chance(0.75) ? (start.shared[which] ?? random.next()) : random.next();
  if (!start.disabled && alike(1) < rules.referrers.notInNeed(start.source)) {
    const noFactors = random.chance(0.22);
    const early = assessment.end >= EARLY_HELP_CLOSURE_FROM && random.chance(0.4);
    episode.assessments[0] = noFactors ? { ...assessment, factors: ['21'] } : assessment;
    episode.close = assessment.end;
    episode.reason = early ? 'RC9' : 'RC8';
    return capped({ ...episode, notInNeed: true }, eighteenth(start.born));
  }
  if (start.disabled) {
    longSupport(episode, { start, rules, from: assessment.end }, random);
  } else if (alike(2) < rules.model.enquiryAtReferral * seriousness(start)) {
    const asked = Math.min(onWorkingDay(start.day + random.int(0, 9)), assessment.end - 3);
    enquire(episode, { start, rules, asked, alike: alike(3) }, random);
  } else {
    support(episode, { start, rules, from: assessment.end }, random);
  }
  return capped(episode, eighteenth(start.born));
}

/** A child who arrives alone is referred and looked after from the same days on. */
export function makeArrival(start: EpisodeStart, rules: EpisodeRules, random: Random): Episode {
  const episode = { ...beginEpisode(start, rules, random), noFurtherAction: false, need: 'N8' };
  const assessment = assess(start, rules, start.day, random);
  episode.assessments.push({ ...assessment, factors: ['9A', ...assessment.factors].slice(0, 3) });
  enterCare(episode, { start, day: start.day + random.int(0, 2), alone: true }, random);
  return capped(episode, eighteenth(start.born));
}

function beginEpisode(start: EpisodeStart, rules: EpisodeRules, random: Random): Episode {
  const shared = random.chance(0.75) ? (start.shared[0] ?? 1) : random.next();
  const atOnce =
    !start.disabled && shared < rules.referrers.noFurtherAction(start.source, start.day);
  return {
    child: start.child,
    day: start.day,
    source: start.source,
    need: start.disabled ? 'N2' : draw(rules.needs, random),
    noFurtherAction: atOnce,
    notInNeed: false,
    assessments: [],
    plans: [],
    enquiries: [],
    protection: [],
    care: [],
    close: start.day,
    reason: '',
  };
}

function addLag(day: DayNumber, random: Random): DayNumber {
  return onWorkingDay(day + (random.chance(0.8) ? 1 : random.int(2, 4)));
}

/** Younger children, and those on a plan before, are likelier to meet an enquiry. */
function seriousness(start: EpisodeStart): number {
  const age = ageOf(start.born, start.day);
  return (age < 1 ? 1.35 : age < 5 ? 1.1 : 0.93) * (start.plansBefore > 0 ? 1.25 : 1);
}

function assess(
  start: EpisodeStart,
  rules: EpisodeRules,
  from: DayNumber,
  random: Random,
): Assessment {
  const [low, high] = draw(ASSESSMENT_DAYS, random);
  const age = Math.max(0, ageOf(start.born, from));
  const found = rules.factors.find({ family: start.family, age, male: start.male }, random);
  return { start: from, end: addWorkingDays(from, random.int(low, high)), factors: found };
}

interface Enquiring {
  readonly start: EpisodeStart;
  readonly rules: EpisodeRules;
  readonly asked: DayNumber;
  readonly alike: number;
}

function enquire(episode: Episode, of: Enquiring, random: Random): void {
  const { start, rules } = of;
  const assessed = lastAssessed(episode);
  const { conference, planned, before } = confer(episode, of, random);
  if (conference !== null && planned) {
    protect(episode, { start, rules, from: conference, before }, random);
  } else {
    const from = Math.max(assessed, (conference ?? of.asked) + 1);
    support(episode, { start, rules, from }, random);
  }
}

/** Adds an enquiry; says whether a conference was held and whether it decided on a plan. */
function confer(
  episode: Episode,
  of: Enquiring,
  random: Random,
): { conference: DayNumber | null; planned: boolean; before: number } {
  const { start, rules, asked } = of;
  const before = start.plansBefore + episode.protection.length;
  const held = of.alike < rules.model.conferenceAfterEnquiry * (before > 0 ? 1.9 : 0.9);
  const wait = random.chance(0.8) ? random.int(7, 15) : random.int(16, 27);
  const conference = held ? addWorkingDays(asked, wait) : null;
  episode.enquiries.push({ start: asked, target: addWorkingDays(asked, 15), conference });
  return { conference, planned: held && random.chance(rules.model.planAfterConference), before };
}

interface Protecting {
  readonly start: EpisodeStart;
  readonly rules: EpisodeRules;
  readonly from: DayNumber;
  readonly before: number;
}

function protect(episode: Episode, of: Protecting, random: Random): void {
  const { start, rules, from, before } = of;
  let end = from + Math.max(25, Math.floor(logNormal(random, 262, 0.62)));
  const age = ageOf(start.born, from);
  const intoCare = random.chance(age < 1 ? 0.48 : age < 5 ? 0.23 : 0.15);
  const careDay = Math.floor(from + (0.1 + 0.8 * random.next()) * (end - from));
  if (intoCare) end = careDay + random.int(20, 75);
  const category = draw(CATEGORIES, random);
  const plan: ProtectionPlan = {
    start: from,
    end,
    category,
    latest: random.chance(0.1) ? draw(CATEGORIES, random) : category,
    previous: before,
    reviews: reviewDays(from, end),
  };
  episode.protection.push(plan);
  episode.close = end;
  if (intoCare) {
    enterCare(episode, { start, day: careDay, alone: false }, random);
    episode.close = Math.max(episode.close, end + 1);
  } else if (random.chance(0.78)) {
    const stepped = end + Math.floor(logNormal(random, 110, 0.7));
    episode.plans.push({ start: end, end: stepped });
    episode.close = stepped;
    episode.reason = 'RC7';
    if (random.chance(0.14)) enquireAgain(episode, { start, rules, from: end }, random);
  } else {
    episode.close = end + random.int(3, 20);
    episode.reason = 'RC7';
  }
}

/** Review conferences: after three months, then every six. */
function reviewDays(from: DayNumber, end: DayNumber): DayNumber[] {
  const days: DayNumber[] = [];
  for (let day = from + 85; day < end; day += 175) days.push(onWorkingDay(day));
  const last = onWorkingDay(end - 1);
  return [
    ...days.filter((day) => day < last - 20),
    ...(end - from > 60 && last <= end ? [last] : []),
  ];
}

interface Supporting {
  readonly start: EpisodeStart;
  readonly rules: EpisodeRules;
  readonly from: DayNumber;
}

function support(episode: Episode, of: Supporting, random: Random): void {
  const { start, from } = of;
  episode.reason = random.chance(0.04) ? 'RC5' : random.chance(0.02) ? 'RC3' : 'RC7';
  if (random.chance(0.6)) {
    episode.close = from + random.int(2, 24);
    return;
  }
  const planned = from + random.int(1, 10);
  const long = random.chance(0.13);
  const length = long ? logNormal(random, 2000, 0.6) : logNormal(random, 125, 0.75);
  const close = planned + Math.max(14, Math.floor(length));
  episode.plans.push({ start: planned, end: close });
  episode.close = close;
  const age = ageOf(start.born, from);
  if (random.chance(age >= 11 ? 0.11 : 0.05)) {
    const day = Math.floor(planned + random.next() * Math.min(close - planned, 300));
    enterCare(episode, { start, day, alone: false }, random);
  } else if (length > 70 && random.chance(0.2)) {
    enquireAgain(episode, of, random);
  }
}

/** Concern rises again while a plan is running: a new assessment with an enquiry. */
function enquireAgain(episode: Episode, of: Supporting, random: Random): void {
  const plan = episode.plans[episode.plans.length - 1];
  const from = Math.max(plan?.start ?? of.from, lastAssessed(episode)) + 20;
  if (!plan || episode.close - from < 12) return;
  const asked = onWorkingDay(from + Math.floor(random.next() * (episode.close - from - 8)));
  const assessment = assess(of.start, of.rules, asked, random);
  episode.assessments.push(assessment);
  const found = confer(episode, { ...of, asked, alike: random.next() }, random);
  if (found.conference !== null && found.planned) {
    plan.end = found.conference;
    protect(episode, { ...of, from: found.conference, before: found.before }, random);
  } else {
    episode.close = Math.max(episode.close, assessment.end + 5, (found.conference ?? 0) + 5);
    plan.end = episode.close;
  }
}

function lastAssessed(episode: Episode): DayNumber {
  return episode.assessments[episode.assessments.length - 1]?.end ?? episode.day;
}

/** A disabled child is helped for years, by a plan that is assessed afresh now and then. */
function longSupport(episode: Episode, of: Supporting, random: Random): void {
  const { start, rules, from } = of;
  const close = from + Math.floor(logNormal(random, 4.2 * YEAR, 0.8));
  episode.plans.push({ start: from + random.int(1, 12), end: close });
  episode.close = close;
  episode.reason = 'RC7';
  const limit = Math.min(close, eighteenth(start.born)) - 120;
  for (let day = from + 0.9 * YEAR; day < limit; day += (0.8 + random.next()) * YEAR) {
    episode.assessments.push(assess(start, rules, onWorkingDay(Math.floor(day)), random));
  }
}

interface EnteringCare {
  readonly start: EpisodeStart;
  readonly day: DayNumber;
  readonly alone: boolean;
}

function enterCare(episode: Episode, of: EnteringCare, random: Random): void {
  const { start, alone } = of;
  const day = Math.max(of.day, start.born);
  if (day >= eighteenth(start.born) - 30) return;
  const { care, ending } = makeCare(
    {
      child: start.child,
      day,
      born: start.born,
      need: episode.need,
      alone,
      homePostcode: start.homePostcode,
    },
    random,
  );
  episode.care.push(care);
  for (const plan of episode.plans) plan.end = Math.min(plan.end, day);
  episode.plans.splice(0, Infinity, ...episode.plans.filter((plan) => plan.end > plan.start));
  episode.close = care.end;
  episode.reason = {
    adopted: 'RC1',
    guardianship: 'RC4',
    'arrangements-order': 'RC3',
    home: 'RC7',
    eighteen: 'RC7',
  }[ending];
  if (ending === 'home') {
    const after = Math.max(care.end, ...episode.protection.map((plan) => plan.end));
    episode.close = after + Math.floor(40 + exponential(random, 110));
    episode.plans.push({ start: after, end: episode.close });
  }
}

/** Nothing outlasts the eighteenth birthday, and a case closes after all that it holds. */
function capped(episode: Episode, limit: DayNumber): Episode {
  const held = [...episode.assessments, ...episode.protection, ...episode.care].map(
    (one) => one.end,
  );
  const conferences = episode.enquiries.map((one) => one.conference ?? one.start);
  const close = Math.max(episode.close, ...held, ...conferences);
  if (close <= limit) return { ...episode, close };
  const cut = <T extends { start: DayNumber; end: DayNumber }>(list: readonly T[]): T[] =>
    list
      .filter((one) => one.start < limit)
      .map((one) => ({ ...one, end: Math.min(one.end, limit) }));
  return {
    ...episode,
    assessments: cut(episode.assessments),
    plans: cut(episode.plans),
    protection: cut(episode.protection).map((plan) => ({
      ...plan,
      reviews: plan.reviews.filter((day) => day <= limit),
    })),
    enquiries: episode.enquiries
      .filter((one) => one.start < limit)
      .map((one) =>
        one.conference !== null && one.conference >= limit ? { ...one, conference: null } : one,
      ),
    close: limit,
    reason: episode.notInNeed ? episode.reason : 'RC7',
  };
}
