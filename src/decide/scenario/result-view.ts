import type { Figure, Finding } from '../../lib/index.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import { UNPRICED_STATES } from '../model/state-prices.ts';
import type { LoadedResult } from './load-result.ts';
import { resultNotes } from './scenario-figures.ts';
import { agencyFigure } from './scenario-agencies.measure.ts';
import { resultFigure } from './scenario-result.measure.ts';

const MOST_DRIVERS = 8;

/** The four numbers that a reader asks for first, in plain words. */
export function keyFigures(
  loaded: LoadedResult,
): readonly { figure: Figure; comparator: string }[] {
  const years = loaded.found.years.length;
  const over = `over ${years} ${years === 1 ? 'year' : 'years'}`;
  const council = loaded.found.agencies.find(({ agency }) => agency === 'council');
  const named = (figure: Figure, label: string) => ({ ...figure, label });
  return [
    {
      figure: named(resultFigure(loaded, 'cash', 'peak'), 'Money to find before gains arrive'),
      comparator: 'At its deepest point, counting cash alone',
    },
    {
      figure: named(resultFigure(loaded, 'public', 'npv'), `Gain less cost ${over}`),
      comparator: 'Public purse, in today’s money',
    },
    {
      figure: named(resultFigure(loaded, 'cash', 'npv'), `The same in cash alone, ${over}`),
      comparator: 'What shows in budgets',
    },
    ...(council
      ? [
          {
            figure: named(agencyFigure(loaded, council, 'net'), `For the council, ${over}`),
            comparator: 'Its gains in cash and freed time, less what it pays',
          },
        ]
      : []),
  ];
}

/** Gains over costs for the public purse; null where nothing is spent. */
export function ratioOf({ found }: LoadedResult): number | null {
  return found.perspectives.find(({ perspective }) => perspective === 'public')?.ratio ?? null;
}

/** What a run leaves out, in a few sentences beside the chart. */
export const UNQUANTIFIED: readonly string[] = [
  'Whether enough staff can be found, and whether other services change at the same time.',
  `No cost is known for ${UNPRICED_STATES.filter(({ state }) => state === 'leaving-care')
    .map(({ state }) => STATE_LABELS[state].toLowerCase())
    .join()}, so what is avoided there counts as nothing.`,
  'What a safer childhood is worth to a child, beyond what a price has been put on.',
  'What runs beside the level of help, such as youth justice, a special needs plan or a ' +
    'protection plan of a child in care: it stays as it is unless an effect names it.',
];

/** The finding of drivers as a tornado around the middle of all runs. */
export function tornadoOf(finding: Finding, loaded: LoadedResult): Finding {
  const rows = finding.rows.slice(0, MOST_DRIVERS);
  if (rows.length === 0) return finding;
  const whole = resultFigure(loaded, 'public', 'npv');
  const information = resultFigure(loaded, 'public', 'information');
  const figures = finding.columns.map((_, column) => (column < 2 ? whole : information));
  return { ...finding, rows, total: { label: 'Mean of all runs', figures }, chart: 'tornado' };
}

/** A finding without what the page says once above all of them: caveats, and what it rests on. */
export function withoutCaveats<F extends Finding>(finding: F, loaded: LoadedResult): F {
  const said = new Set(resultNotes(loaded));
  return { ...finding, notes: (finding.notes ?? []).filter((note) => !said.has(note)) };
}
