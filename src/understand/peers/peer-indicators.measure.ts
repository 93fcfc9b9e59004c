import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { figureId, type Finding, type FindingRow } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { betterOf, PEER_LABELS, peerFigure, type PeerRow } from './peer-figures.ts';
import { type LoadedIndicator, loadIndicator } from './peer-indicator.measure.ts';
import { ownArea, ownIndicators } from './peers.store.ts';

const COLUMNS: readonly PeerRow[] = ['own', 'lower', 'median', 'upper', 'england'];
const MOST_ROWS = 10;

/** About ten published indicators at once: here, beside the middle half of similar councils. */
export const peerIndicatorsMeasure: Measure = defineMeasure({
  name: 'peer-indicators',
  title: 'Published indicators beside similar councils',
  who: thoseWhoSeeFigures,
  parameters: { topic: 'a topic of the loaded indicators; the most asked for by default' },
  compute: async (tx, _actor, given) => {
    const own = await ownArea(tx);
    const loaded = await loadChosen(tx, given.topic);
    const rows = loaded.map(
      ({ shown, newest, polarity }): FindingRow => ({
        label: `${shown.label}, ${newest.period}`,
        figures: COLUMNS.map((column) => peerFigure(shown, newest, column)),
        href: `/peers/${encodeURIComponent(shown.code)}`,
        ...betterOf(polarity),
      }),
    );
    return {
      id: figureId('peer-indicators', { topic: given.topic }),
      headline: headlineOf(own.name, loaded),
      subtitle:
        'Published indicators, newest period of each: here, the middle half of statistical ' +
        'neighbours, and England',
      rowHeading: 'Indicator',
      columns: COLUMNS.map((column) => (column === 'own' ? own.name : PEER_LABELS[column])),
      rows,
      chart: rows.length === 0 ? 'none' : 'spine',
      notes: loaded.flatMap(({ shown, standing }) =>
        standing === 'better' || standing === 'worse' ? [`${shown.label}: ${standing}.`] : [],
      ),
    } satisfies Finding;
  },
});

async function loadChosen(tx: Tx, topic: string | undefined): Promise<LoadedIndicator[]> {
  const own = await ownArea(tx);
  const all = await ownIndicators(tx, own);
  const within = topic === undefined ? all : all.filter((one) => one.topic === topic);
  const chosen = topic === undefined ? mostAskedFor(within) : within.slice(0, MOST_ROWS);
  const loaded: LoadedIndicator[] = [];
  for (const { code } of chosen) loaded.push(await loadIndicator(tx, code));
  return loaded;
}

/** The indicators that members ask for first, in this order, then others up to ten. */
const ASKED_FOR = [
  /looked.?after.*(rate|per 10)|rate.*looked.?after/i,
  /protection plan.*(rate|per 10)|rate.*protection plan/i,
  /in need.*(rate|per 10)|rate.*in need/i,
  /^(?!.*re-?referral).*referral.*(rate|per 10)|rates? (per 10,?000 )?of referrals/i,
  /re-?referral|within 12 months of a previous referral/i,
  /section 47.*(rate|per 10)|rate.*section 47/i,
  /assessment.*45|within 45/i,
  /no further action/i,
  /(three|3) or more placements/i,
  /care leavers.*(suitable|employment|education)/i,
];

/** Picks at most ten of these indicators: those most asked for first, then in their order. */
export function mostAskedFor<T extends { readonly label: string }>(all: readonly T[]): T[] {
  const first = ASKED_FOR.flatMap((pattern) => all.find((one) => pattern.test(one.label)) ?? []);
  return [...new Set([...first, ...all])].slice(0, MOST_ROWS);
}

function headlineOf(name: string, loaded: readonly LoadedIndicator[]): string {
  const compared = loaded.filter((one) => one.standing !== null);
  if (compared.length === 0) return `There is nothing to compare ${name} with yet`;
  const different = compared.filter((one) => one.standing !== 'similar').length;
  if (different === 0)
    return `${name} is similar to its neighbours in all ${compared.length} indicators`;
  const share = `${different} of ${compared.length} indicators`;
  return `${name} differs from most of its neighbours in ${share}`;
}
