import { refuse } from '../../lib/index.ts';
import { asActor, type Command, defineCommand, type Measure } from '../../platform/index.ts';
import { listMarks } from './overlap-mark.store.ts';
import { readDependencies, serviceDependenciesMeasure } from './dependencies.measure.ts';
import { BREAK_WORDS } from './dependencies.ts';
import { markOf } from './mark-overlap.ts';
import { provisionGapsMeasure } from './provision-gaps.measure.ts';
import { readProvision } from './read-spend-map.ts';
import { alikePairs, serviceOverlapMeasure } from './service-overlap.measure.ts';
import { spendGapMeasure } from './spend-gap.measure.ts';
import { spendMapMeasure } from './spend-map.measure.ts';

const SHOWS: Readonly<Record<string, Measure>> = {
  overlaps: serviceOverlapMeasure,
  gaps: provisionGapsMeasure,
  dependencies: serviceDependenciesMeasure,
  'late-cost': spendGapMeasure,
};

/** `headwater spend-map`: early spending beside late cost, overlaps, gaps and broken needs. */
export const spendMapCommand: Command = defineCommand({
  name: 'spend-map',
  summary: 'Provision by theme, beside what drives late cost; overlaps, gaps and needs',
  usage: '[--year 2025-26] [--by agency] [--show overlaps]',
  explanation:
    'Without --by or --show: each theme’s share of late cost and of early spending. With --by ' +
    'the map itself, its cells told by --cells. With --json, --show overlaps gives the reasons ' +
    'of each pair and whether someone looked at it, and --show dependencies what is broken.',
  options: {
    year: { value: 'YEAR', explanation: 'a financial year; the newest that services speak of' },
    by: { value: 'WHAT', explanation: 'agency, level or area: what the columns of the map are' },
    cells: { value: 'WHAT', explanation: 'spend, services, capacity, reach or evidence' },
    show: { value: 'WHAT', explanation: 'overlaps, gaps, dependencies or late-cost' },
  },
  run: async (context) => {
    const { options, actor } = context;
    const { year, by, cells, show } = options;
    const measure = show === undefined ? null : SHOWS[show];
    if (measure === undefined) {
      const known = Object.keys(SHOWS).join(', ');
      throw refuse('no-such-choice', 'invalid', `show is one of ${known}.`);
    }
    return asActor(context.database, actor, async (tx) => {
      const provision = await readProvision(tx, actor, year);
      const asMap = measure === null && (by !== undefined || cells !== undefined);
      const finding = asMap
        ? await spendMapMeasure.compute(tx, actor, { year, by, show: cells })
        : await (measure ?? spendGapMeasure).compute(tx, actor, { year });
      if (show === 'overlaps') {
        const marks = await listMarks(tx);
        const rows = alikePairs(provision).map((pair) => {
          const mark = markOf(pair, marks);
          return {
            pair: pair.key,
            first: pair.first.name,
            second: pair.second.name,
            reasons: pair.reasons.map(({ words }) => words),
            lookedAt: mark !== null && !mark.isFaded,
            note: mark?.note ?? null,
          };
        });
        return { finding, rows, status: 0 as const };
      }
      if (show !== 'dependencies') return { finding, status: 0 as const };
      const { needs } = await readDependencies(tx, provision);
      const rows = needs.map(({ from, to, why, breaks }) => ({
        service: from.name,
        needs: to.name,
        why,
        broken: breaks.map((one) => BREAK_WORDS[one]),
      }));
      return { finding, rows, status: 0 as const };
    });
  },
});
