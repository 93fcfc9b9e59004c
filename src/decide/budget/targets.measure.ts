import { listAgencies } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  financialYear,
  type FinancialYear,
  formatFinancialYear,
  formatPence,
  type How,
  parseFinancialYear,
  type Pence,
  pence,
  refuse,
  sumPence,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { coverageOf, listCovers, listTargets, savingsYears } from '../../understand/index.ts';
import type { LoadedResult } from '../scenario/load-result.ts';
import { agencyLabel, resultNotes, resultOf, restsOn } from '../scenario/scenario-figures.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { type PlanCover, planCover, wouldCover } from './plan-cover.ts';
import { picked } from './streams.measure.ts';

const NAME = 'target-cover';

const COLUMNS = {
  target: 'To be saved in cash',
  agreed: 'Agreed or delivered',
  cash: 'Scenario: cash',
  pays: 'Scenario: pays for it',
  covers: 'Scenario would cover',
  open: 'Not covered',
  capacity: 'Apart: time and places',
  social: 'Apart: value to people',
} as const;

type Column = keyof typeof COLUMNS;

const FORMULAS: Readonly<Record<Column, string>> = {
  target: 'The targets of this kind of agency in the year, added up.',
  agreed: 'Lines of cash that are agreed or delivered, at their low end.',
  cash:
    'Money that leaves its budget no more: the mean of all runs; its range is moved from all ' +
    'years.',
  pays: 'Its part of what the programmes cost, in the year.',
  covers:
    'Cash of the scenario at its low end less what the agency pays for it; never below nothing.',
  open: 'The target less what is agreed or delivered and less what the scenario would cover.',
  capacity: 'Staff time and places set free. They pay no bill and cover nothing.',
  social: 'Value to people. It is in no budget and covers nothing.',
};

interface Line {
  readonly kind: AgencyKind;
  readonly target: Pence;
  readonly targets: number;
  readonly agreed: Pence;
  readonly covers: number;
  readonly plan: PlanCover | null;
}

/** Savings targets of a year beside what a scenario would cover in cash. */
export const targetCoverMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Savings targets, and what a scenario would cover',
  who: thoseWhoReadScenarios,
  parameters: {
    year: 'a financial year such as 2027-28; the newest with a target by default',
    result: 'the number of a run of a scenario; without one, only what is agreed counts',
    row: 'a kind of agency, such as health',
    column: Object.keys(COLUMNS).join(', '),
  },
  compute: async (tx, _actor, given) => {
    const year = await readYear(tx, given.year);
    const loaded = given.result ? await resultOf(tx, given) : null;
    if (year === null) return noTargets();
    const finding = await targetFinding(tx, year, loaded);
    const result = loaded ? String(loaded.result.id) : undefined;
    return given.row === undefined
      ? finding
      : picked(finding, { year, result, row: given.row, column: given.column });
  },
});

async function readYear(tx: Tx, text: string | undefined): Promise<FinancialYear | null> {
  if (!text) {
    const [newest] = await savingsYears(tx);
    return newest === undefined ? null : financialYear(newest);
  }
  const year = parseFinancialYear(text);
  if (year !== null) return year;
  throw refuse('no-such-year', 'invalid', 'Write the year as 2027-28.');
}

function noTargets(): Finding {
  return {
    id: NAME,
    headline: 'No savings target is set yet',
    subtitle: 'Savings targets by partner, and what a scenario would cover',
    rowHeading: 'Partner',
    columns: [],
    rows: [],
    chart: 'none',
  };
}

async function linesOf(
  tx: Tx,
  year: FinancialYear,
  loaded: LoadedResult | null,
): Promise<readonly Line[]> {
  const start = Number(year.slice(0, 4));
  const [targets, covers] = [await listTargets(tx, start), await listCovers(tx, start)];
  const kinds = new Map((await listAgencies(tx)).map(({ id, kind }) => [id, kind]));
  const asked = new Set(targets.flatMap(({ agencyId }) => kinds.get(agencyId) ?? []));
  return [...asked].map((kind): Line => {
    const own = targets.filter(({ agencyId }) => kinds.get(agencyId) === kind);
    const lines = covers.filter(({ agencyId }) => kinds.get(agencyId) === kind);
    const target = sumPence(own.map(({ amount }) => amount));
    const { covered } = coverageOf(target, lines);
    const cash = lines.filter((one) => one.kind === 'cash' && one.status !== 'planned');
    return {
      kind,
      target,
      targets: own.length,
      agreed: covered.low,
      covers: cash.length,
      plan: loaded ? planCover(loaded.found, kind, year) : null,
    };
  });
}

async function targetFinding(
  tx: Tx,
  year: FinancialYear,
  loaded: LoadedResult | null,
): Promise<Finding> {
  const lines = await linesOf(tx, year, loaded);
  const columns = (Object.keys(COLUMNS) as Column[]).filter(
    (column) => loaded !== null || ['target', 'agreed', 'open'].includes(column),
  );
  const result = loaded ? String(loaded.result.id) : undefined;
  const of = { year, result };
  return {
    id: figureId(NAME, of),
    headline: headlineOf(lines, year),
    subtitle: loaded
      ? `${restsOn(loaded)}; savings targets of ${formatFinancialYear(year)}`
      : `Savings targets of ${formatFinancialYear(year)}; no scenario is chosen`,
    rowHeading: 'Partner',
    columns: columns.map((column) => COLUMNS[column]),
    rows: lines.map((line) => ({
      label: agencyLabel(line.kind),
      figures: columns.map((column) => lineFigure(of, line, column)),
    })),
    chart: 'none',
    notes: [
      'Only cash covers a target. A scenario is no agreement: what it would cover counts at the ' +
        'low end, and only once it is agreed does it stand under savings targets.',
      ...(loaded && lines.some(({ plan }) => plan === null)
        ? ['The scenario does not reach this year.']
        : []),
      ...(loaded ? resultNotes(loaded) : []),
    ],
  };
}

/** What of a target nothing covers; below 0 where more is covered than asked. */
function openOf({ target, agreed, plan }: Line): Pence {
  return pence(target - agreed - (plan ? wouldCover(plan) : 0));
}

function headlineOf(lines: readonly Line[], year: FinancialYear): string {
  const when = formatFinancialYear(year);
  if (lines.length === 0) return `No savings target is set for ${when}`;
  const open = sumPence(lines.map((line) => pence(Math.max(0, openOf(line)))));
  const target = sumPence(lines.map((line) => line.target));
  if (open === 0) return `Cash covers every savings target of ${when}`;
  return `${formatPence(open)} of ${formatPence(target)} to be saved in ${when} is not covered`;
}

interface Of {
  readonly year: FinancialYear;
  readonly result: string | undefined;
}

function lineFigure(of: Of, line: Line, column: Column): Figure {
  const href = `/cost/targets?year=${of.year}`;
  const when = formatFinancialYear(of.year);
  const base = {
    id: figureId(NAME, { ...of, row: line.kind, column }),
    label: `${agencyLabel(line.kind)}, ${when}: ${COLUMNS[column].toLowerCase()}`,
    unit: 'pence' as const,
  };
  const how = (more: Partial<How> = {}): How => ({ formula: FORMULAS[column], ...more });
  const other = (name: Column) => lineFigure(of, line, name);
  switch (column) {
    case 'target': {
      const rows = { question: 'Targets that were set.', count: line.targets, href };
      return { ...base, value: line.target, how: how({ rows }) };
    }
    case 'agreed': {
      const rows = { question: 'Lines of cash that were stated.', count: line.covers, href };
      return { ...base, value: line.agreed, how: how({ rows }) };
    }
    case 'open': {
      const names: readonly Column[] = [
        'target',
        'agreed',
        ...(of.result ? ['covers' as const] : []),
      ];
      return { ...base, value: openOf(line), how: how({ inputs: names.map(other) }) };
    }
    default:
      return planFigure({ ...base, how: how() }, line.plan, { column, other });
  }
}

type PlanColumn = 'cash' | 'pays' | 'covers' | 'capacity' | 'social';

function planFigure(
  base: Omit<Figure, 'value'>,
  plan: PlanCover | null,
  at: { readonly column: PlanColumn; other(name: Column): Figure },
): Figure {
  if (plan === null) return { ...base, value: null, absent: 'not-available' };
  switch (at.column) {
    case 'cash':
      return { ...base, value: plan.cash.likely, low: plan.cash.low, high: plan.cash.high };
    case 'pays':
      return { ...base, value: plan.pays };
    case 'capacity':
      return { ...base, value: plan.capacity };
    case 'social':
      return { ...base, value: plan.socialValue };
    case 'covers': {
      const inputs = [at.other('cash'), at.other('pays')];
      return { ...base, value: wouldCover(plan), how: { ...base.how, inputs } };
    }
  }
}
