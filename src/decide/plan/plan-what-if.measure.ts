import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  formatDay,
  formatPence,
  pence,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { loadPlan, type PlanState } from './load-plan.ts';
import { findChange } from './name-change.ts';
import { listChanges } from './named-change.store.ts';
import { noPlan } from './no-plan.ts';
import { cellAt } from './plan-cell.ts';
import { itemsOf } from './plan.ts';
import {
  type Hit,
  HIT_PARTS,
  HIT_WORDS,
  type HitPart,
  type KeptChange,
  whatBreaks,
  type WhatBreaks,
} from './what-if.ts';

const COLUMNS = ['breaks', 'weakens', 'needs-a-new-owner', 'survives', 'to-keep'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  breaks: 'Breaks',
  weakens: 'Weakens',
  'needs-a-new-owner': 'Needs somebody new',
  survives: 'Is not touched',
  'to-keep': 'Money to find to keep it',
};

/** Parts of the plan in words. */
export const HIT_PART_WORDS: Readonly<Record<HitPart, string>> = {
  statements: 'Statements of the vision',
  priorities: 'Priorities',
  measures: 'Measures',
  actions: 'Actions',
  commissions: 'Commissions',
  pledges: 'Pledges',
};

/** A named change beside the plan in force, and what it would do to it. */
export interface ChangeShown {
  readonly state: PlanState;
  readonly change: KeptChange;
  readonly broken: WhatBreaks;
}

/** What a named change would do to the plan; the next one by default. Null without either. */
export async function changeShown(tx: Tx, id: string | undefined): Promise<ChangeShown | null> {
  const state = await loadPlan(tx);
  const change = id ? await findChange(tx, id) : (await listChanges(tx))[0];
  if (!state || !change) return null;
  const { words, deliveries } = state;
  return { state, change, broken: whatBreaks(state.plan.content, change, { words, deliveries }) };
}

/** What a named change of policy or funding would break in the shared plan. */
export const planWhatIfMeasure: Measure = defineMeasure({
  name: 'plan-what-if',
  title: 'What a change of policy or funding would break in the shared plan',
  who: thoseWhoSeeFigures,
  parameters: {
    change: 'the number of a change that somebody named; the next one by default',
    row: HIT_PARTS.join(', '),
    column: COLUMNS.join(', '),
  },
  compute: async (tx, _actor, { change, row, column }) => {
    const shown = await changeShown(tx, change);
    if (!shown) return nothingNamed(change);
    const finding = whatIfFinding(shown);
    const parameters = { change: String(shown.change.id), row, column: column ?? 'breaks' };
    return row === undefined ? finding : cellAt(finding, figureId('plan-what-if', parameters));
  },
});

function nothingNamed(change: string | undefined): Finding {
  const none = noPlan('plan-what-if', { change });
  return { ...none, headline: 'Nobody has named a change yet, or there is no plan' };
}

/** The finding of a named change: a row for each part of the plan. */
export function whatIfFinding(shown: ChangeShown): Finding {
  const { change, state } = shown;
  const { content } = state.plan;
  return {
    id: figureId('plan-what-if', { change: String(change.id) }),
    headline: whatIfHeadline(shown),
    subtitle: `${change.title}, from ${formatDay(change.on)}: what it does to the shared plan`,
    rowHeading: 'Part of the plan',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: HIT_PARTS.filter((part) => itemsOf(content, part).length > 0).map((part) => ({
      label: HIT_PART_WORDS[part],
      figures: COLUMNS.map((column) => figureOf(shown, part, column)),
    })),
    chart: 'none',
    notes: [
      'What relies on something is what the plan says of it: what nobody wrote down is not found.',
      'A commission and a pledge may be the same money seen twice, so they are never added up.',
    ],
  };
}

/** What a change would break and what it would cost to keep, in one sentence. */
export function whatIfHeadline({ broken }: ChangeShown): string {
  const { hits, keepPence, hours, days } = broken;
  if (hits.length === 0) return 'Nothing in the plan is written down as relying on it';
  const count = (part: HitPart, hit: Hit) =>
    hits.filter((one) => one.part === part && one.hit === hit).length;
  const things = (['breaks', 'weakens', 'needs-a-new-owner'] as const).flatMap((hit) => {
    const numbers = (['priorities', 'commissions', 'actions', 'pledges'] as const)
      .map((part) => ({ part, number: count(part, hit) }))
      .filter(({ number }) => number > 0);
    if (numbers.length === 0) return [];
    const all = numbers.reduce((sum, { number }) => sum + number, 0);
    return [`${listed(numbers.map(({ part, number }) => NOUNS[part](number)))} ${VERBS[hit](all)}`];
  });
  const most = Math.max(keepPence.commissions, keepPence.pledges);
  const time = [
    ...(hours > 0 ? [`${hours.toLocaleString('en-GB')} hours`] : []),
    ...(days > 0 ? [`${days.toLocaleString('en-GB')} days of premises`] : []),
  ];
  const cost = [...(most > 0 ? [`at least ${formatPence(pence(most))}`] : []), ...time].join(', ');
  const list = things.length > 0 ? things.join('; ') : 'A measure is less sure';
  return cost === '' ? list : `${list}; keeping all of it takes ${cost}`;
}

function listed(parts: readonly string[]): string {
  const [last = ''] = parts.slice(-1);
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

const plural = (one: string, many: string) => (number: number) =>
  `${number} ${number === 1 ? one : many}`;

const NOUNS = {
  priorities: plural('priority', 'priorities'),
  commissions: plural('commission', 'commissions'),
  actions: plural('action', 'actions'),
  pledges: plural('pledge', 'pledges'),
} as const;

const VERBS: Readonly<Record<Hit, (number: number) => string>> = {
  breaks: (number) => (number === 1 ? 'breaks' : 'break'),
  weakens: (number) => (number === 1 ? 'is weakened' : 'are weakened'),
  'needs-a-new-owner': (number) => (number === 1 ? 'needs somebody new' : 'need somebody new'),
};

function figureOf({ change, broken }: ChangeShown, part: HitPart, column: Column): Figure {
  const id = figureId('plan-what-if', { change: String(change.id), row: part, column });
  const label = `${HIT_PART_WORDS[part]}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const href = `/plan/what-if?change=${change.id}`;
  const question = 'Which are they?';
  const own = broken.hits.filter((one) => one.part === part);
  if (column === 'to-keep') {
    const value = own.reduce((sum, one) => sum + one.pence, 0);
    const count = own.filter((one) => one.pence > 0).length;
    const formula =
      part === 'commissions'
        ? 'Of each commission, its value by the day from the change to its end, times the share ' +
          'that goes; added up.'
        : 'Of each pledge of money, what falls after the change by the day, at most what is ' +
          'still to come, times the share that goes; added up.';
    return { id, label, value, unit: 'pence', how: { formula, rows: { question, count, href } } };
  }
  const value =
    column === 'survives'
      ? broken.survives[part].length
      : own.filter(({ hit }) => hit === column).length;
  const formula = FORMULA[column];
  const how = { formula, rows: { question, count: value, href } };
  return { id, label, value, unit: 'number', how };
}

const FORMULA: Readonly<Record<Exclude<Column, 'to-keep'>, string>> = {
  breaks: 'What relies on it wholly, where all of it goes, and what all of which breaks.',
  weakens: 'What loses a part of what is still to be done or given for it.',
  'needs-a-new-owner': 'What goes on, but needs another person or agency.',
  survives: 'What the plan does not say to rely on it, or what is over by then.',
};

/** The words for how hard a thing is hit. */
export function hitWords(hit: Hit) {
  return HIT_WORDS[hit];
}
