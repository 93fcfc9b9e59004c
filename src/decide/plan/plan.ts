import type { AgencyId, CalendarDay, FinancialYear, Unit } from '../../lib/index.ts';

/** Where a version of the plan stands, in the order in which it moves on. */
export const PLAN_STATUSES = [
  'draft',
  'for-comment',
  'for-sign-off',
  'agreed',
  'superseded',
] as const;

/** Where one version of the plan stands. */
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** The words for each status on a page, and how it is coloured. */
export const PLAN_STATUS_WORDS: Readonly<
  Record<PlanStatus, { readonly text: string; readonly tone: string }>
> = {
  draft: { text: 'Draft', tone: 'quiet' },
  'for-comment': { text: 'Shared for comment', tone: 'waiting' },
  'for-sign-off': { text: 'For sign-off', tone: 'waiting' },
  agreed: { text: 'Agreed', tone: 'done' },
  superseded: { text: 'Superseded', tone: 'quiet' },
};

/** What the partnership puts first; it serves outcomes of frameworks and touches themes. */
export interface Priority {
  /** Stays the same through all versions, such as `p1`. */
  readonly key: string;
  readonly title: string;
  readonly why: string;
  /** Outcomes, such as `national-framework/safe`. */
  readonly outcomes: readonly string[];
  readonly themes: readonly string[];
  /** Keys of the statements of the vision that it serves. */
  readonly serves?: readonly string[];
  /** Who answers for it, and when it is looked at again. */
  readonly agencyId?: AgencyId;
  readonly reviewDay?: CalendarDay;
}

/** A figure as it stood on the day from which progress is counted. */
export interface Baseline {
  /** The address of the figure, computed again when opened. */
  readonly figure: string;
  readonly label: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: Unit;
  readonly day: CalendarDay;
  /** SHA-256 of the figure as it was: address, value, range and unit. */
  readonly hash: string;
  /** The frozen figure that keeps it whole; null where none was kept. */
  readonly frozenId: number | null;
}

/** What shows whether a priority is met: an indicator, where it stood, where it should be when. */
export interface PlanMeasure {
  readonly key: string;
  /** The key of what it shows: a priority, a statement of the vision or a commission. */
  readonly priority: string;
  readonly indicator: string;
  readonly label: string;
  /** Null where nothing measured it when the plan was written. */
  readonly baseline: Baseline | null;
  readonly target: number;
  readonly unit: Unit;
  readonly targetDay: CalendarDay;
  readonly direction: 'up' | 'down';
  /** The level of the model whose children it counts; a scenario forecasts it then. */
  readonly level?: string;
  readonly agencyId?: AgencyId;
}

/** Something that someone does by a day. Owner and person may be empty only in a draft. */
export interface PlanAction {
  readonly key: string;
  readonly priority: string;
  readonly title: string;
  readonly agencyId: AgencyId | null;
  readonly person: string;
  readonly dueDay: CalendarDay | null;
  /** The funding stream and the service on which it relies, where it does. */
  readonly stream?: string;
  readonly service?: string;
}

/** What an agency can pledge, with the unit of its amounts. */
export const PLEDGE_KINDS = {
  money: { text: 'Money', unit: 'pence' },
  staff: { text: 'Staff time', unit: 'hours' },
  premises: { text: 'Premises', unit: 'days' },
} as const satisfies Record<string, { readonly text: string; readonly unit: Unit }>;

/** One kind of resource. */
export type PledgeKind = keyof typeof PLEDGE_KINDS;

/** What an agency says that it will give in one financial year; in pence, hours or days. */
export interface Pledge {
  readonly key: string;
  readonly priority: string;
  readonly agencyId: AgencyId;
  readonly kind: PledgeKind;
  readonly year: FinancialYear;
  readonly amount: number;
  readonly what: string;
  /** The funding stream from which it comes, where that is said. */
  readonly stream?: string;
}

/** One thing that the vision says; priorities serve it. */
export interface Statement {
  /** Stays the same through all versions, such as `v1`. */
  readonly key: string;
  readonly text: string;
  /** Who answers for it, and when it is looked at again. */
  readonly agencyId: AgencyId | null;
  readonly reviewDay: CalendarDay | null;
}

/** Something that is to be commissioned: what, from which money, from when to when. */
export interface Commission {
  /** Stays the same through all versions, such as `c1`. */
  readonly key: string;
  readonly priority: string;
  readonly what: string;
  /** The code or name of the funding stream that pays. */
  readonly stream: string;
  /** The service of the directory that it pays for; empty where it is a new one. */
  readonly service: string;
  readonly startDay: CalendarDay;
  /** The last day. */
  readonly endDay: CalendarDay;
  /** What it costs from the first day to the last, in pence. */
  readonly value: number;
  readonly agencyId: AgencyId | null;
  readonly person: string;
  readonly reviewDay: CalendarDay | null;
}

/**
 * Everything that agencies agree to when they sign; a hash of it names it exactly. Parts that came
 * later are left out where there are none, so that a text signed before them keeps its name.
 */
export interface PlanContent {
  readonly title: string;
  /** What the area should be like in 10 to 20 years, and by which year. */
  readonly vision: string;
  readonly visionYear: number;
  /** The days between which the plan runs. */
  readonly fromDay: CalendarDay;
  readonly untilDay: CalendarDay;
  readonly reviewDay: CalendarDay;
  readonly priorities: readonly Priority[];
  readonly measures: readonly PlanMeasure[];
  readonly actions: readonly PlanAction[];
  readonly pledges: readonly Pledge[];
  /** What the vision says, statement by statement; its priorities serve them. */
  readonly statements?: readonly Statement[];
  /** What is to be commissioned, when and from which money. */
  readonly commissions?: readonly Commission[];
  /** The run of a scenario from which measures are forecast. */
  readonly basis?: number;
  /** Which agencies are asked to sign. */
  readonly asked: readonly AgencyId[];
}

/** A part of the plan that is a list of things with keys. */
export type PlanPart =
  | 'statements'
  | 'priorities'
  | 'measures'
  | 'actions'
  | 'commissions'
  | 'pledges';

const KEY_LETTERS: Readonly<Record<PlanPart, string>> = {
  statements: 'v',
  priorities: 'p',
  measures: 'm',
  actions: 'a',
  commissions: 'c',
  pledges: 'r',
};

/** The things of one part, whatever a text holds of it. */
export function itemsOf<P extends PlanPart>(
  content: PlanContent,
  part: P,
): NonNullable<PlanContent[P]> {
  return content[part] ?? ([] as unknown as NonNullable<PlanContent[P]>);
}

/** One version of the plan. */
export interface PlanVersion {
  readonly version: number;
  readonly status: PlanStatus;
  readonly content: PlanContent;
  readonly hash: string;
  readonly madeAt: Date;
  /** When it was put up for sign-off, and when the last agency signed. */
  readonly putUpAt: Date | null;
  readonly agreedAt: Date | null;
}

/** An agency's answer to one exact version: signed, or refused with its reason. */
export interface PlanAnswer {
  readonly version: number;
  readonly hash: string;
  readonly agencyId: AgencyId;
  readonly answer: 'signed' | 'refused';
  readonly reason: string;
  readonly role: string;
  readonly by: string;
  readonly at: Date;
}

/** What an agency says about a version, or about one thing in it. */
export interface PlanComment {
  readonly id: number;
  readonly version: number;
  readonly agencyId: AgencyId;
  readonly agencyName: string;
  /** The key of what it is about; empty for the plan as a whole. */
  readonly about: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/** Where an action stands, as its owner says. */
export const ACTION_STATUSES = ['not-started', 'on-track', 'late', 'done', 'dropped'] as const;

/** Where one action stands. */
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** The words for where an action stands. */
export const ACTION_STATUS_WORDS: Readonly<
  Record<ActionStatus, { readonly text: string; readonly tone: string }>
> = {
  'not-started': { text: 'Not started', tone: 'quiet' },
  'on-track': { text: 'On track', tone: 'going' },
  late: { text: 'Late', tone: 'attention' },
  done: { text: 'Done', tone: 'done' },
  dropped: { text: 'Dropped', tone: 'quiet' },
};

/** What an owner last said of an action; the newest word stands. */
export interface ActionWord {
  readonly action: string;
  readonly status: ActionStatus;
  readonly reason: string;
  readonly on: CalendarDay;
}

/** Something that was given of a pledge, in its unit. */
export interface Delivery {
  readonly id: number;
  readonly pledge: string;
  readonly amount: number;
  readonly on: CalendarDay;
  readonly note: string;
}

/** A plan with nothing in it yet, which runs for three years from a day. */
export function emptyPlan(today: CalendarDay): PlanContent {
  const year = Number(today.slice(0, 4));
  const on = (later: number) => `${year + later}${today.slice(4)}` as CalendarDay;
  return {
    title: 'Our shared plan for children and families',
    vision: '',
    visionYear: year + 10,
    fromDay: today,
    untilDay: today.endsWith('02-29') ? (`${year + 3}-02-28` as CalendarDay) : on(3),
    reviewDay: today.endsWith('02-29') ? (`${year + 1}-02-28` as CalendarDay) : on(1),
    priorities: [],
    measures: [],
    actions: [],
    pledges: [],
    asked: [],
  };
}

/** The next free key of a part: `a13` after `a12`, whatever was removed since. */
export function nextKey(content: PlanContent, part: PlanPart, used: readonly string[]): string {
  const letter = KEY_LETTERS[part];
  const items: readonly { readonly key: string }[] = itemsOf(content, part);
  const numbers = [...items.map(({ key }) => key), ...used]
    .filter((key) => key.startsWith(letter))
    .map((key) => Number(key.slice(1)));
  return `${letter}${Math.max(0, ...numbers) + 1}`;
}
