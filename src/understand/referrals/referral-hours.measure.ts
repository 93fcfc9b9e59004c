import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { citationOfHours, hoursOf, type Step, STEPS } from './referral-work.ts';

const NAME = 'referral-hours';

/** Hours of workers that a referral or an assessment takes, as published. */
export const referralHoursMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Hours that a referral and an assessment take',
  who: thoseWhoSeeFigures,
  parameters: { step: 'referral or assessment; both by default' },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const steps =
      given.step === undefined ? STEPS : ([readChoice(given.step, STEPS, 'step')] as const);
    return {
      id: figureId(NAME, { step: given.step }),
      headline: 'A referral takes a few hours, an assessment more than a day',
      subtitle: 'Hours of workers for each, as published; old and from few councils',
      rowHeading: 'Step',
      columns: ['Hours'],
      rows: steps.map((step) => ({ label: hoursOf(step).label, figures: [hoursFigure(step)] })),
      chart: 'none',
    };
  },
});

/** The hours of a step as a figure, with its range and source. */
export function hoursFigure(step: Step): Figure {
  const work = hoursOf(step);
  return {
    id: figureId(NAME, { step }),
    label: work.label,
    value: work.hours,
    unit: 'hours',
    low: work.low,
    high: work.high,
    how: {
      formula:
        work.basis === 'stated'
          ? 'Hours as the source states them.'
          : 'Worked out by us from prices that the source states.',
      citations: [citationOfHours(work)],
      notes: [work.note],
    },
  };
}
