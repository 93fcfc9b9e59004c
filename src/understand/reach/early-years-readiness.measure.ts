import { thoseWhoSeeFigures } from '../../govern/index.ts';
import type { Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { peerFigure } from '../peers/peer-figures.ts';
import { loadIndicatorIfKnown } from '../peers/peer-indicator.measure.ts';
import { EARLY_PARAMETERS, kindFinding, readAsked } from './early-years-checks.measure.ts';
import { READINESS_KIND } from './early-kinds.ts';

/** The published indicator of a good level of development, by its code in the loaded files. */
export const PUBLISHED_READINESS = 'FSP_NEW_GOODDEV';

/** Who is ready for school: the good level of development at the end of reception. */
export const earlyYearsReadinessMeasure: Measure = defineMeasure({
  name: 'early-years-readiness',
  title: 'Ready for school',
  who: thoseWhoSeeFigures,
  parameters: {
    ...EARLY_PARAMETERS,
    value: 'one figure of the group, such as good-share, profiles or estimate',
  },
  compute: async (tx, _actor, given) =>
    kindFinding(await readAsked(tx, given), READINESS_KIND, given),
});

/** The same as published for this area and for England; null where no loaded file has it. */
export async function publishedReadiness(tx: Tx): Promise<Finding | null> {
  const loaded = await loadIndicatorIfKnown(tx, PUBLISHED_READINESS);
  if (loaded === null || loaded.newest.own === null) return null;
  const { shown, newest } = loaded;
  const figures = (['own', 'england'] as const).map((row) => peerFigure(shown, newest, row));
  return {
    id: `peer-indicator?indicator=${PUBLISHED_READINESS}`,
    headline: 'Readiness as published',
    subtitle: `${shown.label}, ${newest.period}, as published`,
    rowHeading: 'Area',
    columns: [newest.period],
    rows: [shown.ownName, 'England'].map((label, at) => ({
      label,
      figures: figures.slice(at, at + 1),
    })),
    chart: 'none',
    notes: ['Published figures count the children of schools here, loaded ones those on record.'],
  };
}
