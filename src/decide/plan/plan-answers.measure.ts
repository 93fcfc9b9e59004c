import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, formatDay, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { dayOf, loadPlan, type PlanState, readVersion } from './load-plan.ts';
import { noPlan } from './no-plan.ts';
import { standingAnswers } from './plan-rules.ts';

const ROWS = { signed: 'Signed', refused: 'Refused', waiting: 'Has not answered' } as const;
type Row = keyof typeof ROWS;

/** How many of the agencies that were asked have signed the plan. */
export const planAnswersMeasure: Measure = defineMeasure({
  name: 'plan-answers',
  title: 'Who signed the shared plan',
  who: thoseWhoSeeFigures,
  parameters: {
    version: 'the number of a version; the agreed one by default, else the newest',
    row: 'signed, refused or waiting',
  },
  compute: async (tx, _actor, given) => {
    const state = await loadPlan(tx, readVersion(given.version));
    const asked = { version: given.version };
    if (!state) return noPlan('plan-answers', asked);
    const counts = answerCounts(state);
    const rows = (Object.keys(ROWS) as Row[]).map((row) => ({
      label: ROWS[row],
      figures: [figureOf(asked, row, counts[row])],
    }));
    const { row } = given;
    if (row !== undefined && !(row in ROWS)) {
      throw refuse('no-such-row', 'not-found', 'A row is signed, refused or waiting.');
    }
    return {
      id: figureId('plan-answers', { ...asked, row }),
      headline: answersHeadline(state),
      subtitle: `Answers of agencies to version ${state.plan.version} of the shared plan`,
      rowHeading: 'Answer',
      columns: ['Agencies'],
      rows: row === undefined ? rows : rows.filter(({ label }) => label === ROWS[row as Row]),
      chart: 'none',
      notes: ['Only answers to exactly this text count.'],
    } satisfies Finding;
  },
});

/** How many of the agencies that were asked signed, refused or have not answered this text. */
export function answerCounts({ plan, answers }: PlanState): Readonly<Record<Row, number>> {
  const standing = standingAnswers(plan, answers);
  const count = (answer: string | undefined) =>
    plan.content.asked.filter((agency) => standing.get(agency)?.answer === answer).length;
  return { signed: count('signed'), refused: count('refused'), waiting: count(undefined) };
}

/** What the partnership has agreed, or how far it is from it, in one sentence. */
export function answersHeadline(state: PlanState): string {
  const { plan } = state;
  const { signed } = answerCounts(state);
  const of = `${signed} of ${plan.content.asked.length} agencies`;
  switch (plan.status) {
    case 'agreed':
    case 'superseded':
      return `Agreed by ${of}${plan.agreedAt ? ` on ${formatDay(dayOf(plan.agreedAt))}` : ''}`;
    case 'for-sign-off':
      return `Not agreed yet: signed by ${of}`;
    case 'for-comment':
      return 'Not agreed yet: agencies are asked what they think of it';
    case 'draft':
      return 'Not agreed yet: the plan is being drafted';
  }
}

function figureOf(
  asked: Readonly<Record<string, string | undefined>>,
  row: Row,
  value: number,
): Figure {
  return {
    id: figureId('plan-answers', { ...asked, row }),
    label: `Agencies: ${ROWS[row].toLowerCase()}`,
    value,
    unit: 'number',
    how: {
      formula: 'Agencies that were asked, by their newest answer to exactly this text.',
      rows: { question: 'Which agencies answered what?', count: value, href: '/plan#answers' },
    },
  };
}
