import {
  type AgencyId,
  type CalendarDay,
  daysBetween,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import {
  type ActionWord,
  type Commission,
  type Delivery,
  itemsOf,
  type PlanContent,
  type Pledge,
} from './plan.ts';
import { deliveredOf } from './plan-progress.ts';

/** What may change around a plan, in words, and on what of the plan it acts. */
export const CHANGE_KINDS = {
  'grant-ends': { text: 'A grant or budget ends', subject: 'stream' },
  'funding-falls': { text: 'A grant or budget falls', subject: 'stream' },
  'role-moves': { text: 'A person or post moves to another body', subject: 'person' },
  'eligibility-changes': { text: 'Who may use a service changes', subject: 'service' },
  'service-closes': { text: 'A service closes', subject: 'service' },
  'agency-leaves': { text: 'An agency leaves the partnership', subject: 'agency' },
} as const satisfies Record<string, { readonly text: string; readonly subject: SubjectKind }>;

/** What a change acts on: money, a service, a named person, or an agency. */
export type SubjectKind = 'stream' | 'service' | 'person' | 'agency';

/** One kind of change. */
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** Whether a text names a kind of change. */
export function isChangeKind(text: string): text is ChangeKind {
  return Object.hasOwn(CHANGE_KINDS, text);
}

/** A change of policy or funding that somebody named, on its day. */
export interface NamedChange {
  readonly kind: ChangeKind;
  readonly title: string;
  /** The name of the stream, service or person as the plan has it, or the number of the agency. */
  readonly subject: string;
  readonly on: CalendarDay;
  /** Per cent of it that goes, 1 to 100. */
  readonly share: number;
  readonly note: string;
}

/** A change that is kept, with why it is not expected any more where somebody said so. */
export interface KeptChange extends NamedChange {
  readonly id: number;
  readonly by: string;
  readonly madeAt: Date;
  readonly endReason: string | null;
}

/** How hard a change hits a thing: all of it goes, a part goes, or it only needs somebody new. */
export type Hit = 'breaks' | 'weakens' | 'needs-a-new-owner';

/** The words for how hard a change hits. */
export const HIT_WORDS: Readonly<Record<Hit, { readonly text: string; readonly tone: string }>> = {
  breaks: { text: 'Breaks', tone: 'wrong' },
  weakens: { text: 'Weakens', tone: 'attention' },
  'needs-a-new-owner': { text: 'Needs somebody new', tone: 'waiting' },
};

/** The parts of a plan that a change can hit, in the order of a page. */
export const HIT_PARTS = [
  'statements',
  'priorities',
  'measures',
  'actions',
  'commissions',
  'pledges',
] as const;

/** A part of a plan that a change can hit. */
export type HitPart = (typeof HIT_PARTS)[number];

/** One thing that a change hits, and why, with what it would cost to keep. */
export interface HitThing {
  readonly part: HitPart;
  readonly key: string;
  readonly title: string;
  readonly hit: Hit;
  readonly why: string;
  /** Money that somebody else would have to find to keep it, in pence. */
  readonly pence: number;
}

/** What a named change does to a plan: what it hits and what survives, by part. */
export interface WhatBreaks {
  readonly hits: readonly HitThing[];
  /** Keys of what it does not touch, by part. */
  readonly survives: Readonly<Record<HitPart, readonly string[]>>;
  /** What keeping all of it would cost from the day on, by whom it goes missing from, in pence. */
  readonly keepPence: { readonly commissions: number; readonly pledges: number };
  /** Pledged time and premises that go missing, in hours and days. */
  readonly hours: number;
  readonly days: number;
}

/**
 * What a named change would break. A thing is hit directly where it relies on what changes and is
 * not over by then; a priority breaks when all that is still to be done for it breaks, and weakens
 * when a part does; measures and statements follow what they show. What it would cost to keep is
 * what commissions and pledges lose from the day on, day by day, less what was given already.
 */
export function whatBreaks(
  content: PlanContent,
  change: NamedChange,
  given: { readonly words: readonly ActionWord[]; readonly deliveries: readonly Delivery[] },
): WhatBreaks {
  const direct = [
    ...actionHits(content, change, given.words),
    ...commissionHits(content, change),
    ...pledgeHits(content, change, given.deliveries),
  ];
  const priorities = priorityHits(content, change, { direct, words: given.words });
  const statements = statementHits(content, priorities);
  const shown = new Map([...direct, ...priorities, ...statements].map((one) => [one.key, one]));
  const measures = measureHits(content, change, shown);
  const hits = [...statements, ...priorities, ...measures, ...direct];
  const isHit = new Set(hits.map(({ key }) => key));
  const left = (part: HitPart) => {
    const items: readonly { readonly key: string }[] = itemsOf(content, part);
    return items.map(({ key }) => key).filter((key) => !isHit.has(key));
  };
  const lost = lostPledges(content, change, given.deliveries);
  const sum = (part: HitPart) =>
    hits.filter((one) => one.part === part).reduce((total, one) => total + one.pence, 0);
  const amount = (kind: Pledge['kind']) =>
    lost.filter(({ pledge }) => pledge.kind === kind).reduce((total, one) => total + one.amount, 0);
  return {
    hits,
    survives: {
      statements: left('statements'),
      priorities: left('priorities'),
      measures: left('measures'),
      actions: left('actions'),
      commissions: left('commissions'),
      pledges: left('pledges'),
    },
    keepPence: { commissions: sum('commissions'), pledges: sum('pledges') },
    hours: amount('staff'),
    days: amount('premises'),
  };
}

/** Everything on which something in the plan relies, by kind, in the order of the alphabet. */
export function subjectsOf(content: PlanContent): Readonly<Record<SubjectKind, string[]>> {
  const commissions = itemsOf(content, 'commissions');
  const { actions, pledges, priorities, measures } = content;
  const all = (texts: readonly (string | undefined)[]) =>
    [...new Set(texts.map((one) => (one ?? '').trim()).filter((one) => one !== ''))].sort();
  const owners = [
    ...actions,
    ...commissions,
    ...pledges,
    ...priorities,
    ...measures,
    ...itemsOf(content, 'statements'),
  ].map(({ agencyId }) => (agencyId == null ? '' : String(agencyId)));
  return {
    stream: all([...commissions, ...pledges, ...actions].map(({ stream }) => stream)),
    service: all([...commissions, ...actions].map(({ service }) => service)),
    person: all([...commissions, ...actions].map(({ person }) => person)),
    agency: all([...owners, ...content.asked.map(String)]),
  };
}

interface Relying {
  readonly stream?: string;
  readonly service?: string;
  readonly person?: string;
  readonly agencyId?: AgencyId | null;
}

/** Whether a thing relies on what a change acts on. */
function relies(thing: Relying, { kind, subject }: NamedChange): boolean {
  const name = (text: string | undefined) => (text ?? '').trim().toLowerCase();
  const wanted = name(subject);
  if (wanted === '') return false;
  switch (CHANGE_KINDS[kind].subject) {
    case 'stream':
      return name(thing.stream) === wanted;
    case 'service':
      return name(thing.service) === wanted;
    case 'person':
      return name(thing.person) === wanted;
    case 'agency':
      return thing.agencyId != null && String(thing.agencyId) === subject.trim();
  }
}

function hitOf({ kind, share }: NamedChange): Hit {
  if (kind === 'role-moves') return 'needs-a-new-owner';
  return share >= 100 ? 'breaks' : 'weakens';
}

const WHY: Readonly<Record<SubjectKind, string>> = {
  stream: 'It is paid from this money.',
  service: 'It relies on this service.',
  person: 'This person is named for it.',
  agency: 'This agency owns it.',
};

function whyOf({ kind }: NamedChange): string {
  return WHY[CHANGE_KINDS[kind].subject];
}

function isOver(key: string, words: readonly ActionWord[]): boolean {
  const said = words.findLast(({ action }) => action === key)?.status;
  return said === 'done' || said === 'dropped';
}

function actionHits(
  { actions }: PlanContent,
  change: NamedChange,
  words: readonly ActionWord[],
): HitThing[] {
  return actions
    .filter((one) => relies(one, change) && !isOver(one.key, words))
    .filter(({ dueDay }) => dueDay === null || dueDay >= change.on)
    .map(({ key, title }) => {
      const part = 'actions' as const;
      return { part, key, title, hit: hitOf(change), why: whyOf(change), pence: 0 };
    });
}

/** What of a commission falls on the day of a change and later, in pence. */
export function valueFrom(one: Commission, on: CalendarDay): number {
  const whole = daysBetween(one.startDay, one.endDay) + 1;
  const first = on > one.startDay ? on : one.startDay;
  const left = Math.max(0, daysBetween(first, one.endDay) + 1);
  return Math.round((one.value * left) / whole);
}

function commissionHits(content: PlanContent, change: NamedChange): HitThing[] {
  const { subject } = CHANGE_KINDS[change.kind];
  return itemsOf(content, 'commissions')
    .filter((one) => relies(one, change) && one.endDay >= change.on)
    .map((one) => {
      // Only where money goes is there money to be found; an agency takes with it what it pays.
      const isMoney = subject === 'stream' || subject === 'agency';
      const pence = isMoney ? Math.round((valueFrom(one, change.on) * change.share) / 100) : 0;
      const base = { part: 'commissions' as const, key: one.key, title: one.what, pence };
      return { ...base, hit: hitOf(change), why: whyOf(change) };
    });
}

interface LostPledge {
  readonly pledge: Pledge;
  readonly amount: number;
}

/** What of pledges goes missing: what falls after the day, as far as it was not given already. */
function lostPledges(
  { pledges }: PlanContent,
  change: NamedChange,
  deliveries: readonly Delivery[],
): LostPledge[] {
  return pledges.flatMap((pledge) => {
    const [first, last] = [yearStart(pledge.year), yearEnd(pledge.year)];
    const left = daysBetween(change.on > first ? change.on : first, last);
    if (!relies(pledge, change) || left <= 0 || change.kind === 'role-moves') return [];
    const whole = daysBetween(first, last);
    const toCome = Math.max(0, pledge.amount - deliveredOf(pledge, deliveries));
    const falls = (pledge.amount * left * change.share) / (whole * 100);
    const amount = Math.round(Math.min(toCome, falls));
    return amount === 0 ? [] : [{ pledge, amount }];
  });
}

function pledgeHits(
  content: PlanContent,
  change: NamedChange,
  deliveries: readonly Delivery[],
): HitThing[] {
  return lostPledges(content, change, deliveries).map(({ pledge, amount }) => ({
    part: 'pledges' as const,
    key: pledge.key,
    title: pledge.what,
    hit: hitOf(change),
    why: whyOf(change),
    pence: pledge.kind === 'money' ? amount : 0,
  }));
}

function priorityHits(
  content: PlanContent,
  change: NamedChange,
  of: { readonly direct: readonly HitThing[]; readonly words: readonly ActionWord[] },
): HitThing[] {
  const { direct, words } = of;
  return content.priorities.flatMap((priority): HitThing[] => {
    const { key, title } = priority;
    const isIts = (one: { readonly priority: string }) => one.priority === key;
    const open = [
      ...content.actions.filter((one) => isIts(one) && !isOver(one.key, words)),
      ...itemsOf(content, 'commissions').filter((one) => isIts(one) && one.endDay >= change.on),
    ].map((one) => one.key);
    const pledges = content.pledges.filter(isIts).map((one) => one.key);
    const hits = direct.filter((one) => open.includes(one.key) || pledges.includes(one.key));
    const broken = open.filter((one) =>
      hits.some(({ key: hit, hit: how }) => hit === one && how === 'breaks'),
    );
    const base = { part: 'priorities' as const, key, title, pence: 0 };
    if (open.length > 0 && broken.length === open.length) {
      const why = 'All that is still to be done for it breaks.';
      return [{ ...base, hit: 'breaks', why }];
    }
    if (hits.some(({ hit }) => hit !== 'needs-a-new-owner')) {
      const why = 'A part of what is still to be done or given for it goes.';
      return [{ ...base, hit: 'weakens', why }];
    }
    if (hits.length > 0 || (priority.agencyId !== undefined && relies(priority, change))) {
      const why = 'Somebody new has to be found for it.';
      return [{ ...base, hit: 'needs-a-new-owner', why }];
    }
    return [];
  });
}

function statementHits(content: PlanContent, priorities: readonly HitThing[]): HitThing[] {
  return itemsOf(content, 'statements').flatMap(({ key, text }): HitThing[] => {
    const serving = content.priorities.filter(({ serves = [] }) => serves.includes(key));
    const hits = serving.flatMap((one) => priorities.filter((hit) => hit.key === one.key));
    const serious = hits.filter(({ hit }) => hit !== 'needs-a-new-owner');
    if (serious.length === 0) return [];
    const isBroken =
      serious.length === serving.length && serious.every(({ hit }) => hit === 'breaks');
    return [
      {
        part: 'statements',
        key,
        title: text,
        hit: isBroken ? 'breaks' : 'weakens',
        why: isBroken
          ? 'Every priority that serves it breaks.'
          : 'A priority that serves it is hit.',
        pence: 0,
      },
    ];
  });
}

function measureHits(
  { measures }: PlanContent,
  change: NamedChange,
  shown: ReadonlyMap<string, HitThing>,
): HitThing[] {
  return measures.flatMap(({ key, label, priority, agencyId }): HitThing[] => {
    const base = { part: 'measures' as const, key, title: label, pence: 0 };
    const of = shown.get(priority);
    if (of && of.hit !== 'needs-a-new-owner') {
      const why =
        of.hit === 'breaks'
          ? 'What it shows breaks, so its target has nothing behind it.'
          : 'What it shows is hit, so its target is less sure.';
      return [{ ...base, hit: of.hit, why }];
    }
    if (agencyId === undefined || !relies({ agencyId }, change)) return [];
    return [{ ...base, hit: 'needs-a-new-owner', why: 'Its owner leaves.' }];
  });
}
