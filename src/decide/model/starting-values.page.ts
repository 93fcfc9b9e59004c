import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { isStale } from './discount.ts';
import { DISCOUNTS } from './model-reference.ts';
import type { StartingValue } from './starting-values.ts';
import {
  STARTING_VALUES,
  startingFigure,
  startingValuesMeasure,
} from './starting-values.measure.ts';

const GROUPS = [
  ['lever', 'Levers of a new programme'],
  ['step', 'When a fall in need becomes cash'],
  ['outcome', 'How often things happen without help'],
] as const;

/** What the model starts from, with each reason, and the discount schedules with their editions. */
export const startingValuesPage: Page = definePage({
  url: '/model/starting-values',
  title: 'What the model starts from',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const finding = await startingValuesMeasure.compute(tx, actor, {});
    return {
      template: 'decide/model/starting-values.njk',
      title: finding.headline,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/model/proofs', text: 'Published results, worked out again' },
      ],
      data: {
        finding,
        groups: GROUPS.map(([group, label]) => ({
          group,
          label,
          rows: STARTING_VALUES.filter((one) => one.group === group).map(rowOf),
        })),
        schedules: [...DISCOUNTS.schedules.values()].map((one) => ({
          label: one.label,
          href: `/reference/discount-schedules/${one.code}`,
          status: STATUS[one.status],
          checked: one.checked === 'read' ? 'read by us' : 'read where somebody quotes it',
          due: dueOf(one.reviewBy === null ? null : { reviewBy: one.reviewBy }),
        })),
      },
    };
  },
});

const STATUS = {
  'in-force': { text: 'In force', tone: 'done' },
  superseded: { text: 'Followed by another', tone: 'quiet' },
  proposed: { text: 'Proposed, not adopted', tone: 'attention' },
} as const;

function rowOf(one: StartingValue) {
  return {
    label: one.label,
    figure: startingFigure(one),
    words: one.words,
    why: one.why,
    source: one.source,
    basis:
      one.basis === 'published'
        ? { text: 'Published', tone: 'done' }
        : { text: 'Our judgement', tone: 'attention' },
    due: dueOf(one),
  };
}

function dueOf(fact: Pick<StartingValue, 'reviewBy'> | null) {
  if (fact === null) return null;
  const on = formatDay(fact.reviewBy);
  return isStale(fact, today())
    ? { text: `Was to be looked at again by ${on}`, isLate: true }
    : { text: `To be looked at again by ${on}`, isLate: false };
}
