import { listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FinancialYear,
  formatFinancialYear,
  formatPence,
  parseFinancialYear,
  type Pence,
  pence,
  refuse,
  sumPence,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { agencyLabel, resultNotes, resultOf, restsOn } from '../scenario/scenario-figures.ts';
import type { LoadedResult } from '../scenario/load-result.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { costShares } from '../scenario/scenario-shares.ts';
import { sharesFinding } from '../scenario/scenario-shares.measure.ts';
import { yearFigures } from '../scenario/scenario-years.measure.ts';
import { listPoolEntries } from './pool.store.ts';
import { type AgencyPart, partsOfPool, type PoolEntry, yearlyParts } from './pool.ts';
import { picked } from './streams.measure.ts';

const POOLED = 'pooled-budget';
const PROPOSAL = 'pool-proposal';

const COLUMNS = {
  agreed: 'Agreed',
  paid: 'Paid',
  owed: 'Agreed and not paid',
  share: 'Share of what is agreed',
} as const;

type Column = keyof typeof COLUMNS;

const FORMULAS: Readonly<Record<Column, string>> = {
  agreed: 'What was agreed less what was taken back.',
  paid: 'What was paid less what was paid back.',
  owed: 'What was agreed less what was paid; below nothing where more was paid.',
  share: 'What it agreed over all that was agreed.',
};

interface Asked {
  readonly pool: string;
  readonly year: FinancialYear | null;
}

/** Names of pools with an entry, in the order of the alphabet. */
export async function poolNames(tx: Tx): Promise<readonly string[]> {
  return [...new Set((await listPoolEntries(tx)).map(({ pool }) => pool))].toSorted();
}

async function readAsked(tx: Tx, given: Parameters): Promise<Asked> {
  const year = given.year ? parseFinancialYear(given.year) : null;
  if (given.year && year === null) {
    throw refuse('no-such-year', 'invalid', 'Write the year as 2026-27.');
  }
  return { pool: given.pool || ((await poolNames(tx))[0] ?? ''), year };
}

/** What each agency agreed to give to a pool, what it paid, and its share. */
export const pooledBudgetMeasure: Measure = defineMeasure({
  name: POOLED,
  title: 'A pooled budget: agreed and paid by agency',
  who: thoseWhoSeeFigures,
  parameters: {
    pool: 'the name of a pool; the first by default',
    year: 'a financial year such as 2026-27; all years by default',
    row: 'the number of an agency, or all',
    column: Object.keys(COLUMNS).join(', '),
  },
  compute: async (tx, _actor, given) => {
    const asked = await readAsked(tx, given);
    const entries = await listPoolEntries(tx);
    const names = new Map((await listAgencies(tx)).map(({ id, name }) => [id, name]));
    const parts = partsOfPool(entries, asked);
    const label = (part: AgencyPart) => names.get(part.agencyId) ?? 'An agency';
    const finding = pooledFinding(asked, { parts, entries, label });
    const at = { ...idOf(asked), row: given.row, column: given.column };
    return given.row === undefined ? finding : picked(finding, at);
  },
});

const idOf = ({ pool, year }: Asked) => ({ pool, year: year ?? undefined });

interface Parts {
  readonly parts: readonly AgencyPart[];
  readonly entries: readonly PoolEntry[];
  label(part: AgencyPart): string;
}

function pooledFinding(asked: Asked, of: Parts): Finding {
  const columns = Object.keys(COLUMNS) as Column[];
  const { parts } = of;
  const [agreed, paid] = (['agreedPence', 'paidPence'] as const).map((name) =>
    sumPence(parts.map((part) => part[name])),
  );
  const span = asked.year ? formatFinancialYear(asked.year) : 'all years';
  return {
    id: figureId(POOLED, idOf(asked)),
    headline:
      parts.length === 0
        ? 'No contribution is entered yet'
        : `${formatPence(paid ?? pence(0))} of ${formatPence(agreed ?? pence(0))} agreed is paid`,
    subtitle: `${asked.pool === '' ? 'Pooled budget' : asked.pool}, ${span}`,
    rowHeading: 'Agency',
    columns: columns.map((column) => COLUMNS[column]),
    rows: parts.map((part) => ({
      label: of.label(part),
      figures: columns.map((column) => partFigure(asked, of, { part, column })),
    })),
    ...(parts.length === 0
      ? {}
      : {
          total: {
            label: 'All agencies',
            figures: columns.map((column) => partFigure(asked, of, { part: null, column })),
          },
        }),
    chart: 'none',
  };
}

function partFigure(
  asked: Asked,
  of: Parts,
  { part, column }: { readonly part: AgencyPart | null; readonly column: Column },
): Figure {
  const all = part ? [part] : of.parts;
  const sum = (name: 'agreedPence' | 'paidPence' | 'owedPence') =>
    sumPence(all.map((one) => one[name]));
  const base = {
    id: figureId(POOLED, { ...idOf(asked), row: part ? String(part.agencyId) : 'all', column }),
    label: `${part ? of.label(part) : 'All agencies'}: ${COLUMNS[column].toLowerCase()}`,
  };
  const other = (name: Column, whose = part) =>
    partFigure(asked, of, { part: whose, column: name });
  const formula = FORMULAS[column];
  switch (column) {
    case 'agreed':
    case 'paid': {
      const count = of.entries.filter(
        (one) =>
          one.kind === column &&
          one.pool === asked.pool &&
          (asked.year === null || one.year === asked.year) &&
          (part === null || one.agencyId === part.agencyId),
      ).length;
      const href = `/budget/pooled?pool=${encodeURIComponent(asked.pool)}`;
      const rows = { question: 'Entries of the pool.', count, href };
      const value = sum(column === 'agreed' ? 'agreedPence' : 'paidPence');
      return { ...base, value, unit: 'pence', how: { formula, rows } };
    }
    case 'owed': {
      const inputs = [other('agreed'), other('paid')];
      return { ...base, value: sum('owedPence'), unit: 'pence', how: { formula, inputs } };
    }
    case 'share': {
      const inputs = [other('agreed'), ...(part ? [other('agreed', null)] : [])];
      const share = part ? part.share : of.parts.some((one) => one.share !== null) ? 1 : null;
      const how = { formula, inputs };
      if (share === null) {
        return { ...base, value: null, absent: 'not-available', unit: 'percent', how };
      }
      return { ...base, value: share * 100, unit: 'percent', how };
    }
  }
}

/** What each agency would give year by year so that, on average, no partner is worse off. */
export const poolProposalMeasure: Measure = defineMeasure({
  name: PROPOSAL,
  title: 'Contributions that leave no partner worse off, by year',
  who: thoseWhoReadScenarios,
  parameters: {
    result: 'the number of a run of a scenario',
    basis: 'public (cash and freed time, by default) or cash',
    row: 'a kind of agency, such as health; or short',
    column: 'a financial year; or all',
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    const basis = given.basis === 'cash' ? 'cash' : 'public';
    const finding = proposalFinding(loaded, basis);
    return given.row === undefined
      ? finding
      : picked(finding, { ...given, basis, result: String(loaded.result.id) });
  },
});

/** Yearly contributions in proportion to gains; each year sums to its cost to the penny. */
export function proposalFinding(loaded: LoadedResult, basis: 'public' | 'cash'): Finding {
  const { proportional } = costShares(loaded.found, basis);
  const result = String(loaded.result.id);
  const costs = yearFigures(loaded, 'public', 'cost');
  const amounts = costs.map((one) => pence(Math.max(0, one.value ?? 0)));
  const shares = proportional.possible
    ? proportional.shares.filter((one) => one.paysPence > 0)
    : [];
  const parts = yearlyParts(
    amounts,
    shares.map((one) => one.paysPence),
  );
  const { years } = loaded.found;
  const gains = sharesFinding(loaded, basis);
  const rows = (parts === null ? [] : shares).map((share, place) => ({
    label: agencyLabel(share.agency),
    figures: years.map(
      (year, index): Figure => ({
        id: figureId(PROPOSAL, { result, basis, row: share.agency, column: year }),
        label: `${agencyLabel(share.agency)}, ${formatFinancialYear(year)}: proposed contribution`,
        value: parts?.[index]?.[place] ?? pence(0),
        unit: 'pence',
        how: {
          formula:
            'The cost of the year, split in proportion to what each agency gains over all years.',
          inputs: [...costs.slice(index, index + 1), ...gainInputs(gains, share.agency)],
        },
      }),
    ),
  }));
  return {
    id: figureId(PROPOSAL, { result, basis }),
    headline:
      rows.length > 0
        ? 'What each would give, so that on average nobody is worse off'
        : 'No sharing of the cost leaves every partner better off',
    subtitle: `${restsOn(loaded)}; contributions by financial year, not discounted`,
    rowHeading: 'Agency',
    ...(proportional.possible
      ? { columns: years.map((year) => formatFinancialYear(year)), rows }
      : shortRow({ result, basis }, proportional.shortPence, gains.total?.figures ?? [])),
    chart: 'none',
    notes: [
      ...(proportional.possible ? [] : [proportional.reason]),
      'It shares averages: a bad run can leave a partner worse off, and costs fall before gains.',
      'Each year sums to its cost to the penny.',
      ...resultNotes(loaded),
    ],
  };
}

/** Where nothing can be shared: by how much all gains together fall short of the cost. */
function shortRow(
  of: { readonly result: string; readonly basis: 'public' | 'cash' },
  shortPence: Pence,
  inputs: readonly Figure[],
): Pick<Finding, 'columns' | 'rows'> {
  const label = 'All agencies';
  const figure: Figure = {
    id: figureId(PROPOSAL, { ...of, row: 'short', column: 'all' }),
    label: 'What all gains together fall short of the cost',
    value: shortPence,
    unit: 'pence',
    how: { formula: 'The cost of all years less what the agencies that gain would gain.', inputs },
  };
  return { columns: ['Falls short of the cost by'], rows: [{ label, figures: [figure] }] };
}

function gainInputs(gains: Finding, agency: string): readonly Figure[] {
  const isOwn = ({ id }: Figure) =>
    id.includes('column=proportional') && id.includes(`row=${agency}`);
  return gains.rows.flatMap(({ figures }) => figures).filter(isOwn);
}
