import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { EARLY_PARAMETERS, kindFinding, readAsked } from './early-years-checks.measure.ts';
import { HUB_KIND } from './early-kinds.ts';

/** Who is registered with a family hub or children's centre, and who uses one. */
export const earlyYearsHubsMeasure: Measure = defineMeasure({
  name: 'early-years-hubs',
  title: 'Family hubs: registered and used',
  who: thoseWhoSeeFigures,
  parameters: {
    ...EARLY_PARAMETERS,
    value: 'one figure of the group, such as used-share, registered, used or estimate',
  },
  compute: async (tx, _actor, given) => kindFinding(await readAsked(tx, given), HUB_KIND, given),
});
