import { column, columns, type Outcomes, shareAboveZero, sumOfYears, yearsOf } from './columns.ts';
import { gainRangesOf } from './gain-ranges.ts';
import { BENEFIT_KINDS } from './payments.ts';
import type {
  AgencyResult,
  BenefitLine,
  ModelResult,
  Spread,
  StateChange,
} from './model-result.ts';
import { STATES } from './model-input.ts';
import { AGENCY_SUMS } from './row-layout.ts';
import { spreadOf } from './spread.ts';
import { summarisePerspectives } from './summarise-perspectives.ts';

/** What follows from the rows alone; drivers and warnings are worked out apart. */
export type Summary = Omit<ModelResult, 'drivers' | 'warnings' | 'breakEvenEffect'>;

/** Sums up the rows of all runs. The rows themselves stay as they are. */
export function summarise(outcomes: Outcomes): Summary {
  const { prepared, draws } = outcomes;
  return {
    seed: prepared.input.seed,
    draws,
    years: yearsOf(prepared.input),
    perspectives: summarisePerspectives(outcomes),
    agencies: agenciesOf(outcomes),
    benefits: benefitsOf(outcomes),
    gainRanges: gainRangesOf(outcomes),
    states: statesOf(outcomes),
    begun: begunOf(outcomes),
  };
}

function agenciesOf(outcomes: Outcomes): AgencyResult[] {
  const { prepared, layout } = outcomes;
  return prepared.agencies.map((agency, index): AgencyResult => {
    const at = layout.agency + index * layout.agencySize;
    const years = columns(outcomes, at + AGENCY_SUMS);
    const net = sumOfYears(years);
    return {
      agency,
      chanceOfGain: shareAboveZero(net),
      presentNet: spreadOf(sumOfYears(years, prepared.discount)),
      pays: spreadOf(column(outcomes, at)),
      cash: spreadOf(column(outcomes, at + 1)),
      capacity: spreadOf(column(outcomes, at + 2)),
      net: spreadOf(net),
      netByYear: years.map(spreadOf),
    };
  });
}

function benefitsOf({ prepared, layout, sums, draws }: Outcomes): BenefitLine[] {
  return prepared.payments.payments.flatMap(({ source, agency, parts }, index) =>
    BENEFIT_KINDS.flatMap((kind, place): BenefitLine[] => {
      const isOwn = parts.some((part) => part.kind === place);
      const at = layout.sums.payments + (index * BENEFIT_KINDS.length + place) * layout.years;
      const byYear = Array.from(sums.subarray(at, at + layout.years), (sum) => sum / draws);
      if (!isOwn && byYear.every((pence) => pence === 0)) return [];
      const name = prepared.agencies[agency] as BenefitLine['agency'];
      return [{ source, agency: name, kind, byYear }];
    }),
  );
}

function statesOf(outcomes: Outcomes): StateChange[] {
  const { layout, sums } = outcomes;
  const runs = sums[layout.sums.withoutRuns] as number;
  return STATES.map((state, index) => {
    const byYear: Spread[] = columns(outcomes, layout.states + index * layout.years).map(spreadOf);
    const at = layout.sums.without + index * layout.years;
    const without = byYear.map((_, year) => (runs === 0 ? 0 : (sums[at + year] as number) / runs));
    return {
      state,
      byYear,
      without,
      with: without.map((children, year) => children + (byYear[year]?.mean ?? 0)),
    };
  });
}

function begunOf({ prepared, layout, sums, draws }: Outcomes): ModelResult['begun'] {
  return prepared.programmes.map(({ programme }, index) => {
    const at = layout.sums.begun + index * layout.years;
    const byYear = Array.from(sums.subarray(at, at + layout.years), (sum) => sum / draws);
    return { programme: programme.code, byYear };
  });
}
