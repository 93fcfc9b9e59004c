import {
  addDays,
  type CalendarDay,
  dayFromNumber,
  financialYearOf,
  type PersonId,
  random,
  type Random,
  yearEnd,
  yearStart,
} from './lib/index.ts';
import type { Actor, Tx } from './platform/index.ts';
import { latestKnownDay, findPerson, type PersonEvent, personJourney } from './record/index.ts';
import {
  adjudicateMany,
  assignReviews,
  careEntries,
  disputedCases,
  drawSample,
  finishRound,
  formOn,
  listCases,
  listReadings,
  listRounds,
  NO_ANSWERS,
  REVIEW_BOOK,
  type ReviewForm,
  reviewersOf,
  sideOf,
  startRound,
  submitReviews,
  type WholeReview,
} from './understand/index.ts';

const FINISHED = { name: 'Entries of the last year', size: 60, seed: 2026 };
const OPEN = { name: 'Entries of the last six months', size: 24, seed: 41 };
/** Of the open round, every second reviewer of so many cases has answered, and both of a few. */
const OPEN_READ = { once: 16, twice: 11 };
const LEAST = 20;

/**
 * Gives the demo two rounds of reviews, once: one that is finished and one under way. Answers are
 * made from each journey by a seed, with some disagreement, and go in by the ordinary actions.
 */
export async function demoAvoidableReview(tx: Tx, actor: Actor): Promise<void> {
  const known = await latestKnownDay(tx);
  const rounds = await listRounds(tx);
  const isDone = rounds.some(({ name }) => name === FINISHED.name);
  const people = await whoReviews(tx);
  if (known === null || isDone || people === null) return;
  const year = financialYearOf(addDays(known, -1));
  const span = { fromDay: yearStart(year), toDay: yearEnd(year) };
  const finished = await begin(tx, actor, { ...FINISHED, ...span });
  if (finished !== null) {
    const { practitioner, triage, manager } = people;
    await assignReviews(tx, actor, { roundId: finished, reviewerIds: [practitioner, triage] });
    const reviews = await answersOf(tx, finished, FINISHED.seed);
    await submitReviews(tx, actor, { roundId: finished, reviews });
    await settle(tx, actor, { roundId: finished, adjudicatorId: manager, reviews });
    await finishRound(tx, finished);
  }
  const half = { fromDay: addDays(span.toDay, -182), toDay: span.toDay };
  const open = await begin(tx, actor, { ...OPEN, ...half });
  if (open === null) return;
  const reviewerIds = [people.practitioner, people.analyst];
  await assignReviews(tx, actor, { roundId: open, reviewerIds });
  const begun = (await answersOf(tx, open, OPEN.seed)).filter(
    ({ caseNumber, reviewerId }) =>
      caseNumber <= OPEN_READ.twice ||
      (caseNumber <= OPEN_READ.once && reviewerId === people.practitioner),
  );
  await submitReviews(tx, actor, { roundId: open, reviews: begun });
}

/** Someone in each of the roles that review and decide; null where one of them is missing. */
async function whoReviews(tx: Tx) {
  const all = await reviewersOf(tx);
  const by = (role: string) => all.find(({ roles }) => roles.includes(role))?.id;
  const [practitioner, triage] = [by('practitioner'), by('triage-officer')];
  const [analyst, manager] = [by('analyst'), by('manager')];
  return practitioner && triage && analyst && manager
    ? { practitioner, triage, analyst, manager }
    : null;
}

interface Wanted {
  readonly name: string;
  readonly size: number;
  readonly seed: number;
  readonly fromDay: CalendarDay;
  readonly toDay: CalendarDay;
}

/** Starts a round by the first seed that draws no restricted record: one manager reads once. */
async function begin(tx: Tx, actor: Actor, wanted: Wanted): Promise<number | null> {
  const scope = { ...wanted, ward: null, levelBefore: '' };
  const entries = await careEntries(tx, scope, REVIEW_BOOK.leftOut);
  if (entries.length < LEAST) return null;
  const size = Math.min(wanted.size, Math.floor(entries.length / 2) + LEAST / 4);
  const today = dayFromNumber(Math.floor(Date.now() / 86_400_000));
  for (let seed = wanted.seed; seed < wanted.seed + 20; seed += 1) {
    const drawn = drawSample(entries, size, seed).entries.filter((one) => one.caseNumber !== null);
    const people = [];
    for (const one of drawn) people.push(await findPerson(tx, one.personId as PersonId));
    if (people.some((person) => person?.is_restricted)) continue;
    return startRound(tx, actor, { ...scope, size, seed, today });
  }
  return null;
}

/** Both reviews of each case of a round, made from the journey before the entry. */
async function answersOf(tx: Tx, roundId: number, seed: number): Promise<WholeReview[]> {
  const readings = Map.groupBy(await listReadings(tx, roundId), (one) => one.caseNumber);
  const stream = random(seed);
  const reviews: WholeReview[] = [];
  for (const one of await listCases(tx, roundId)) {
    const journey = await personJourney(tx, one.person_id);
    const before = journey.events.filter(
      ({ day, is_counted }) => is_counted && day < one.entry_day,
    );
    const themes = journey.levels
      .filter((level) => level.start_day <= one.entry_day)
      .flatMap((level) => level.themes);
    // By case and reader, not by their numbers in the database: the demo is the same everywhere.
    const lot = stream.fork(one.case_number);
    // What the journey itself suggests, the same for both; each reviewer then sees it their way.
    const leaning = leaningOf(before) + lot.normal(0, 0.45);
    for (const [place, { reviewerId }] of (readings.get(one.case_number) ?? []).entries()) {
      const own = lot.fork(place);
      const answers = made(own, { before, themes: [...new Set(themes)], leaning });
      reviews.push({ ...answers, caseNumber: one.case_number, reviewerId });
    }
  }
  return reviews;
}

/** Help that ended, or was asked for in vain, speaks for an entry that could have been avoided. */
function leaningOf(before: readonly PersonEvent[]): number {
  const inVain = before.filter(
    ({ kind, outcome }) => kind === 'closure' || outcome === 'no-further-action',
  ).length;
  return before.length === 0 ? -0.6 : -0.3 + 0.15 * Math.min(3, inVain);
}

function made(
  own: Random,
  of: {
    readonly before: readonly PersonEvent[];
    readonly themes: readonly string[];
    readonly leaning: number;
  },
) {
  const form = formOn(dayFromNumber(Math.floor(Date.now() / 86_400_000)));
  const judgement = judged(of.leaning + own.normal(0, 0.2), form);
  const themes = of.themes.length > 0 ? of.themes : ['parenting'];
  const isYes = sideOf(judgement, form) === 'avoidable';
  const fitting = form.help.filter((one) => one.themes.some((theme) => themes.includes(theme)));
  const help = fitting.filter(() => own.chance(0.6)).map(({ code }) => code);
  const event = of.before.findLast(({ kind }) =>
    form.moments.some(({ events }) => events.includes(kind)),
  );
  const moment = form.moments.find(({ events }) => event && events.includes(event.kind));
  const known = { moment: moment?.code ?? 'before-known', momentDay: event?.day ?? null };
  return {
    ...NO_ANSWERS,
    judgement,
    ...(isYes
      ? {
          extent: own.pick(['avoided', 'delayed', 'shorter'], [5, 2, 2]),
          help: help.length > 0 ? help : ['parent-behaviour'],
          ...known,
        }
      : {}),
    themes,
    offered: of.before.length === 0 ? 'none' : own.pick(['refused', 'too-little', 'too-late']),
    confidence: own.pick(['high', 'medium', 'low'], [3, 5, 2]),
    reason: isYes
      ? 'Made up for the demo: the journey shows a time when other help might have held.'
      : 'Made up for the demo: nothing in the journey shows what else would have held.',
  };
}

function judged(leaning: number, form: ReviewForm): string {
  const codes = form.judgements.map(({ code }) => code);
  const place = leaning > 0.5 ? 0 : leaning > 0 ? 1 : leaning > -0.5 ? 2 : 3;
  return codes[place] ?? '';
}

/** A manager decides what is disputed, each time with the reviewer who was surer. */
async function settle(
  tx: Tx,
  actor: Actor,
  {
    roundId,
    adjudicatorId,
    reviews,
  }: {
    readonly roundId: number;
    readonly adjudicatorId: number;
    readonly reviews: readonly WholeReview[];
  },
): Promise<void> {
  const form = formOn(dayFromNumber(Math.floor(Date.now() / 86_400_000)));
  const order = form.confidences.map(({ code }) => code);
  const decisions = (await disputedCases(tx, roundId)).flatMap((caseNumber) => {
    const [surest] = reviews
      .filter((one) => one.caseNumber === caseNumber)
      .sort((a, b) => order.indexOf(a.confidence) - order.indexOf(b.confidence));
    const side = surest ? sideOf(surest.judgement, form) : null;
    const reason = 'Made up for the demo: the surer of the two reviews is followed.';
    return side === null ? [] : [{ caseNumber, adjudicatorId, side, reason }];
  });
  if (decisions.length > 0) await adjudicateMany(tx, actor, { roundId, decisions });
}
