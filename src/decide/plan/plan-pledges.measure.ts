import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatPence,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { agencyName, loadPlan, type PlanState, readVersion } from './load-plan.ts';
import { noPlan } from './no-plan.ts';
import { PLEDGE_KINDS, type Pledge, type PledgeKind } from './plan.ts';
import { deliveredOf } from './plan-progress.ts';

const COLUMNS = ['pledged', 'delivered', 'difference'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  pledged: 'Pledged',
  delivered: 'Delivered',
  difference: 'Still to come',
};

interface Asked {
  readonly kind: PledgeKind;
  readonly version: string | undefined;
}

/** What agencies pledged to the plan, and what of it was recorded as given. */
export const planPledgesMeasure: Measure = defineMeasure({
  name: 'plan-pledges',
  title: 'Pledged to the shared plan, and delivered',
  who: thoseWhoSeeFigures,
  parameters: {
    kind: 'money, staff (hours) or premises (days); money by default',
    version: 'the number of a version; the agreed one by default, else the newest',
    row: 'the number of an agency, or total',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const kind = given.kind ?? 'money';
    if (!(kind in PLEDGE_KINDS)) {
      throw refuse('kind-not-known', 'invalid', 'kind is one of money, staff, premises.');
    }
    const asked: Asked = { kind: kind as PledgeKind, version: given.version };
    const state = await loadPlan(tx, readVersion(given.version));
    if (!state) return noPlan('plan-pledges', { ...asked });
    const finding = findingOf(asked, state);
    return given.row === undefined ? finding : cellOf(asked, given, { finding, state });
  },
});

function pledgesOf({ plan }: PlanState, kind: PledgeKind): readonly Pledge[] {
  return plan.content.pledges.filter((one) => one.kind === kind);
}

function giversOf(state: PlanState, kind: PledgeKind): number[] {
  return [...new Set(pledgesOf(state, kind).map(({ agencyId }) => Number(agencyId)))];
}

function findingOf(asked: Asked, state: PlanState): Finding {
  const pledges = pledgesOf(state, asked.kind);
  const rowOf = (key: string, label: string, of: readonly Pledge[]): FindingRow => ({
    label,
    figures: COLUMNS.map((column) => figureOf(asked, { key, label, of, state }, column)),
  });
  const rows = giversOf(state, asked.kind).map((agency) =>
    rowOf(
      String(agency),
      agencyName(state, agency),
      pledges.filter(({ agencyId }) => Number(agencyId) === agency),
    ),
  );
  return {
    id: figureId('plan-pledges', { ...asked }),
    headline: pledgesHeadline(state, asked.kind),
    subtitle: `${PLEDGE_KINDS[asked.kind].text}, shared plan, version ${state.plan.version}`,
    rowHeading: 'Agency',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows,
    ...(rows.length === 0 ? {} : { total: rowOf('total', 'All agencies', pledges) }),
    chart: 'none',
    notes: ['A pledge counts as delivered only by what was recorded as given.'],
  };
}

/** How much of what was pledged was delivered, in one sentence. */
export function pledgesHeadline(state: PlanState, kind: PledgeKind = 'money'): string {
  const pledges = pledgesOf(state, kind);
  if (pledges.length === 0) return `No agency has pledged ${NOUNS[kind]} yet`;
  const pledged = amount(kind, sumOf(pledges));
  const delivered = amount(kind, deliveredSum(pledges, state));
  return `${delivered} of ${pledged} pledged was delivered`;
}

const NOUNS: Readonly<Record<PledgeKind, string>> = {
  money: 'money',
  staff: 'staff time',
  premises: 'premises',
};

function amount(kind: PledgeKind, value: number): string {
  if (kind === 'money') return formatPence(pence(value));
  return `${value.toLocaleString('en-GB')} ${PLEDGE_KINDS[kind].unit}`;
}

function sumOf(pledges: readonly Pledge[]): number {
  return pledges.reduce((sum, one) => sum + one.amount, 0);
}

function deliveredSum(pledges: readonly Pledge[], { deliveries }: PlanState): number {
  return pledges.reduce((sum, one) => sum + deliveredOf(one, deliveries), 0);
}

function figureOf(
  asked: Asked,
  row: {
    readonly key: string;
    readonly label: string;
    readonly of: readonly Pledge[];
    readonly state: PlanState;
  },
  column: Column,
): Figure {
  const { unit } = PLEDGE_KINDS[asked.kind];
  const base = {
    id: figureId('plan-pledges', { ...asked, row: row.key, column }),
    label: `${row.label}: ${COLUMN_LABELS[column].toLowerCase()}`,
    unit,
  };
  const pledged = sumOf(row.of);
  const delivered = deliveredSum(row.of, row.state);
  const href = '/plan/progress#pledges';
  switch (column) {
    case 'pledged': {
      const rows = { question: 'Which pledges are they?', count: row.of.length, href };
      return { ...base, value: pledged, how: { formula: 'What was pledged, added up.', rows } };
    }
    case 'delivered': {
      const keys = row.of.map(({ key }) => key);
      const count = row.state.deliveries.filter(({ pledge }) => keys.includes(pledge)).length;
      const rows = { question: 'Which deliveries are they?', count, href };
      const formula = 'What was recorded as given, added up. A pledge alone adds nothing.';
      return { ...base, value: delivered, how: { formula, rows } };
    }
    case 'difference': {
      const inputs = [figureOf(asked, row, 'pledged'), figureOf(asked, row, 'delivered')];
      const how = { formula: 'What was pledged less what was delivered.', inputs };
      return { ...base, value: pledged - delivered, how };
    }
  }
}

function cellOf(
  asked: Asked,
  given: { readonly row?: string | undefined; readonly column?: string | undefined },
  { finding, state }: { readonly finding: Finding; readonly state: PlanState },
): Finding {
  const keys = [...giversOf(state, asked.kind).map(String), ...(finding.total ? ['total'] : [])];
  const rows = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  const line = rows[keys.indexOf(given.row ?? '')];
  const index = COLUMNS.findIndex((column) => column === (given.column ?? 'pledged'));
  const figure = line?.figures[index];
  if (!line || !figure) throw refuse('no-such-row', 'not-found', 'There is no such row here.');
  const { total, ...rest } = finding;
  return {
    ...rest,
    id: figureId('plan-pledges', { ...asked, row: given.row, column: COLUMNS[index] }),
    columns: [finding.columns[index] ?? ''],
    rows: [{ label: line.label, figures: [figure] }],
  };
}
