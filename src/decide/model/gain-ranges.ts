import type { Outcomes } from './columns.ts';
import {
  type BenefitLine,
  type GainRange,
  type GainsOf,
  PERSPECTIVES,
  type Perspective,
} from './model-result.ts';
import { BENEFIT_KINDS } from './payments.ts';
import { detailLength } from './run-chunk.ts';
import { spreadOf } from './spread.ts';

/** The kinds of benefit that each perspective counts; transfers are in none. */
export const KINDS_COUNTED: Readonly<Record<Perspective, readonly BenefitLine['kind'][]>> = {
  cash: ['cash'],
  public: ['cash', 'capacity'],
  society: ['cash', 'capacity', 'social-value'],
};

/** A part of the gains: the places of its lines in what is kept of a run. */
interface Part {
  readonly of: GainsOf;
  readonly key: string;
  readonly lines: number[];
}

/**
 * How far each part of the gains spreads over the first runs: the parts of one run are added up
 * before runs are put in order, since parts move together. Parts without a gain are left out.
 */
export function gainRangesOf(outcomes: Outcomes): GainRange[] {
  return PERSPECTIVES.flatMap((perspective) =>
    partsOf(outcomes, perspective).flatMap(({ of, key, lines }): GainRange[] => {
      const years = gainsByYear(outcomes, lines);
      if (years.every((values) => values.every((pence) => pence === 0))) return [];
      const spreads = years.map((values) => spreadOf(values));
      const low = spreads.map(({ p5 }) => Math.round(p5));
      const high = spreads.map(({ p95 }) => Math.round(p95));
      return [
        {
          perspective,
          of,
          key,
          low: low[0] ?? 0,
          high: high[0] ?? 0,
          lowByYear: low.slice(1),
          highByYear: high.slice(1),
        },
      ];
    }),
  );
}

function partsOf({ prepared, layout }: Outcomes, perspective: Perspective): Part[] {
  const parts = new Map<string, Part>();
  const add = (of: GainsOf, key: string, line: number) => {
    const part = parts.get(`${of} ${key}`) ?? { of, key, lines: [] };
    parts.set(`${of} ${key}`, part);
    part.lines.push(line);
  };
  for (const [index, { source, agency }] of prepared.payments.payments.entries()) {
    for (const kind of KINDS_COUNTED[perspective]) {
      const place = BENEFIT_KINDS.indexOf(kind);
      const line = (index * BENEFIT_KINDS.length + place) * layout.years;
      add('source', source, line);
      add('agency', prepared.agencies[agency] as string, line);
      add('kind', kind, line);
      add('total', 'total', line);
    }
  }
  return [...parts.values()];
}

/** One number of each of the first runs: all years together, then each year. */
function gainsByYear(outcomes: Outcomes, lines: readonly number[]): Float64Array[] {
  const { layout, details } = outcomes;
  const size = detailLength(layout);
  const runs = details.reduce((sum, own) => sum + own.length / size, 0);
  const years = Array.from({ length: layout.years + 1 }, () => new Float64Array(runs));
  const all = years[0] as Float64Array;
  let run = 0;
  for (const own of details) {
    for (let at = 0; at < own.length; at += size, run += 1) {
      for (let year = 0; year < layout.years; year += 1) {
        let sum = 0;
        for (const line of lines) sum += own[at + line + year] as number;
        (years[year + 1] as Float64Array)[run] = sum;
        all[run] = (all[run] as number) + sum;
      }
    }
  }
  return years;
}
