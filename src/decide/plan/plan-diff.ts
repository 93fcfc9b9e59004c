import {
  type AgencyId,
  type CalendarDay,
  formatDay,
  formatPenceExactly,
  pence,
} from '../../lib/index.ts';
import type {
  Commission,
  PlanAction,
  PlanContent,
  PlanMeasure,
  Pledge,
  Priority,
  Statement,
} from './plan.ts';
import { itemsOf, PLEDGE_KINDS } from './plan.ts';

/** One thing that differs between two versions, as a sentence. */
export interface PlanChange {
  readonly key: string;
  readonly sentence: string;
}

/** Names agencies by their number. */
export type AgencyNames = (agencyId: number) => string;

/** What differs between two versions, in words: what was added, taken out, and changed. */
export function planChanges(
  before: PlanContent,
  after: PlanContent,
  nameOf: AgencyNames,
): readonly PlanChange[] {
  return [
    ...frameChanges(before, after, nameOf),
    ...partChanges(
      'statement of the vision',
      itemsOf(before, 'statements'),
      itemsOf(after, 'statements'),
      (one) => statementWords(one, nameOf),
    ),
    ...partChanges('priority', before.priorities, after.priorities, (one) =>
      priorityWords(one, nameOf),
    ),
    ...partChanges('measure', before.measures, after.measures, (one) => measureWords(one, nameOf)),
    ...partChanges('action', before.actions, after.actions, (one) => actionWords(one, nameOf)),
    ...partChanges(
      'commission',
      itemsOf(before, 'commissions'),
      itemsOf(after, 'commissions'),
      (one) => commissionWords(one, nameOf),
    ),
    ...partChanges('pledge', before.pledges, after.pledges, (one) => pledgeWords(one, nameOf)),
  ];
}

function frameChanges(before: PlanContent, after: PlanContent, nameOf: AgencyNames): PlanChange[] {
  const frame = (content: PlanContent) => {
    const { title, vision, visionYear, fromDay, untilDay, reviewDay, asked, basis } = content;
    return new Map([
      ['The title', title],
      ['The vision', vision],
      ['The year of the vision', String(visionYear)],
      ['The first day', formatDay(fromDay)],
      ['The last day', formatDay(untilDay)],
      ['The day of review', formatDay(reviewDay)],
      ['The run of a scenario on which it rests', basis === undefined ? '' : `run ${basis}`],
      ['Who is asked to sign', [...asked].map(nameOf).sort().join(', ')],
    ]);
  };
  const was = frame(before);
  return [...frame(after)].flatMap(([what, is]) => {
    const old = was.get(what) ?? '';
    if (old === is) return [];
    return [{ key: '', sentence: `${what} was ${quoted(old)} and is ${quoted(is)}.` }];
  });
}

function quoted(text: string): string {
  return text === '' ? 'empty' : `"${text}"`;
}

interface Keyed {
  readonly key: string;
}

function partChanges<T extends Keyed>(
  noun: string,
  before: readonly T[],
  after: readonly T[],
  wordsOf: (one: T) => ReadonlyMap<string, string>,
): PlanChange[] {
  const added = after.filter(({ key }) => !before.some((one) => one.key === key));
  const removed = before.filter(({ key }) => !after.some((one) => one.key === key));
  const nameOf = (one: T) => quoted(wordsOf(one).get('title') ?? one.key);
  return [
    ...removed.map((one) => ({
      key: one.key,
      sentence: `The ${noun} ${nameOf(one)} was taken out.`,
    })),
    ...added.map((one) => ({ key: one.key, sentence: `The ${noun} ${nameOf(one)} is new.` })),
    ...after.flatMap((one) => {
      const old = before.find(({ key }) => key === one.key);
      if (!old) return [];
      const was = wordsOf(old);
      return [...wordsOf(one)].flatMap(([what, is]) => {
        const then = was.get(what) ?? '';
        if (then === is) return [];
        return [
          {
            key: one.key,
            sentence:
              `Of the ${noun} ${nameOf(one)}, the ${what} was ${quoted(then)} ` +
              `and is ${quoted(is)}.`,
          },
        ];
      });
    }),
  ];
}

/** Who answers for a thing and when it is looked at again; empty where nobody said. */
function keptWords(
  one: { readonly agencyId?: AgencyId | null; readonly reviewDay?: CalendarDay | null },
  nameOf: AgencyNames,
): [string, string][] {
  return [
    ['owner', one.agencyId == null ? '' : nameOf(one.agencyId)],
    ['day of review', one.reviewDay == null ? '' : formatDay(one.reviewDay)],
  ];
}

function statementWords(one: Statement, nameOf: AgencyNames): ReadonlyMap<string, string> {
  return new Map([['title', one.text], ...keptWords(one, nameOf)]);
}

function commissionWords(one: Commission, nameOf: AgencyNames): ReadonlyMap<string, string> {
  return new Map([
    ['title', one.what],
    ['money', one.stream],
    ['service', one.service],
    ['first day', formatDay(one.startDay)],
    ['last day', formatDay(one.endDay)],
    ['value', formatPenceExactly(pence(one.value))],
    ['named person', one.person],
    ['priority', one.priority],
    ...keptWords(one, nameOf),
  ]);
}

function priorityWords(one: Priority, nameOf: AgencyNames): ReadonlyMap<string, string> {
  const { title, why, outcomes, themes, serves = [] } = one;
  return new Map([
    ['title', title],
    ['reason', why],
    ['outcomes', [...outcomes].sort().join(', ')],
    ['themes', [...themes].sort().join(', ')],
    ['statements of the vision', [...serves].sort().join(', ')],
    ...keptWords(one, nameOf),
  ]);
}

function measureWords(one: PlanMeasure, nameOf: AgencyNames): ReadonlyMap<string, string> {
  const target = one.unit === 'pence' ? formatPenceExactly(pence(one.target)) : String(one.target);
  return new Map([
    ['title', one.label],
    ['target', target],
    ['day of the target', formatDay(one.targetDay)],
    ['direction', one.direction === 'up' ? 'more is better' : 'less is better'],
    ['baseline', one.baseline === null ? '' : `${one.baseline.value} on ${one.baseline.day}`],
    ['level of help', one.level ?? ''],
    ['owner', one.agencyId === undefined ? '' : nameOf(one.agencyId)],
    ['priority', one.priority],
  ]);
}

function actionWords(one: PlanAction, nameOf: AgencyNames): ReadonlyMap<string, string> {
  return new Map([
    ['title', one.title],
    ['owner', one.agencyId === null ? '' : nameOf(one.agencyId)],
    ['named person', one.person],
    ['day', one.dueDay === null ? '' : formatDay(one.dueDay)],
    ['money', one.stream ?? ''],
    ['service', one.service ?? ''],
    ['priority', one.priority],
  ]);
}

function pledgeWords(one: Pledge, nameOf: AgencyNames): ReadonlyMap<string, string> {
  return new Map([
    ['title', `${nameOf(one.agencyId)}: ${one.what}`],
    ['amount', amountWords(one)],
    ['kind', PLEDGE_KINDS[one.kind].text],
    ['year', one.year],
    ['money', one.stream ?? ''],
    ['priority', one.priority],
  ]);
}

/** An amount of a pledge with its unit: `£12,000.00`, `40 hours`, `12 days`. */
export function amountWords({ kind, amount }: Pick<Pledge, 'kind' | 'amount'>): string {
  if (kind === 'money') return formatPenceExactly(pence(amount));
  return `${amount.toLocaleString('en-GB')} ${PLEDGE_KINDS[kind].unit}`;
}
