import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { oneFinding } from '../needs/need.measure.ts';
import { missedTwoFigure } from './missed-two.ts';
import { readYear } from './reach-asked.ts';
import { earlyYears, readEarlyYears } from './read-early-years.ts';

/** How many children under 5 missed two checks or more. */
export const earlyYearsMissedMeasure: Measure = defineMeasure({
  name: 'early-years-missed',
  title: 'Children who missed two checks or more',
  who: thoseWhoSeeFigures,
  parameters: { year: 'a financial year such as 2024-25; the newest loaded when left out' },
  compute: async (tx, _actor, given) => {
    const year = readYear(await earlyYears(tx), given.year);
    return oneFinding(missedTwoFigure(await readEarlyYears(tx, 'ward', year)));
  },
});
