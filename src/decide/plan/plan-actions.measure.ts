import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type CalendarDay,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { agencyName, loadPlan, type PlanState, readVersion } from './load-plan.ts';
import { noPlan } from './no-plan.ts';
import {
  ACTION_STATUS_WORDS,
  ACTION_STATUSES,
  type ActionStatus,
  type PlanAction,
} from './plan.ts';
import { actionStatus } from './plan-rules.ts';

const COLUMNS = ['all', ...ACTION_STATUSES] as const;
type Column = (typeof COLUMNS)[number];

interface Asked {
  readonly by: 'priority' | 'agency';
  readonly version: string | undefined;
}

interface Group {
  readonly key: string;
  readonly label: string;
  readonly actions: readonly PlanAction[];
}

/** How many actions of the plan stand where, by priority or by agency. */
export const planActionsMeasure: Measure = defineMeasure({
  name: 'plan-actions',
  title: 'Actions of the shared plan',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'priority or agency; priority by default',
    version: 'the number of a version; the agreed one by default, else the newest',
    row: 'the key of a priority, the number of an agency, or total',
    column: `one of ${COLUMNS.join(', ')}`,
  },
  compute: async (tx, _actor, given) => {
    const by = given.by ?? 'priority';
    if (by !== 'priority' && by !== 'agency') {
      throw refuse('by-not-known', 'invalid', 'by is one of priority, agency.');
    }
    const asked: Asked = { by, version: given.version };
    const state = await loadPlan(tx, readVersion(given.version));
    if (!state) return noPlan('plan-actions', { ...asked });
    const groups = groupsOf(state, by);
    const finding = findingOf(asked, state, groups);
    return given.row === undefined ? finding : cellOf(asked, given, { finding, groups });
  },
});

function groupsOf({ plan, agencies }: PlanState, by: Asked['by']): Group[] {
  const { actions, priorities } = plan.content;
  if (by === 'priority') {
    return priorities.map(({ key, title }) => ({
      key,
      label: title,
      actions: actions.filter(({ priority }) => priority === key),
    }));
  }
  const owners = [...new Set(actions.map(({ agencyId }) => agencyId))];
  return owners.map((owner) => ({
    key: owner === null ? 'nobody' : String(owner),
    label: owner === null ? 'Nobody yet' : agencyName({ agencies }, owner),
    actions: actions.filter(({ agencyId }) => agencyId === owner),
  }));
}

function findingOf(asked: Asked, state: PlanState, groups: readonly Group[]): Finding {
  const on = today();
  const { actions } = state.plan.content;
  const rowOf = (group: Group): FindingRow => ({
    label: group.label,
    figures: COLUMNS.map((column) =>
      figureOf(asked, group, countOf(state, group, { column, on }), column),
    ),
  });
  return {
    id: figureId('plan-actions', { ...asked }),
    headline: actionsHeadline(state, on),
    subtitle: `Actions of version ${state.plan.version} of the shared plan, by where they stand`,
    rowHeading: asked.by === 'priority' ? 'Priority' : 'Agency',
    columns: COLUMNS.map((column) => (column === 'all' ? 'All' : ACTION_STATUS_WORDS[column].text)),
    rows: groups.map(rowOf),
    ...(actions.length === 0
      ? {}
      : { total: rowOf({ key: 'total', label: 'All actions', actions }) }),
    chart: 'none',
    notes: [
      'An action whose day has passed is late, whatever was said, until it is done or dropped.',
    ],
  };
}

/** How many actions are late, in one sentence. */
export function actionsHeadline(state: PlanState, on: CalendarDay): string {
  const { actions } = state.plan.content;
  if (actions.length === 0) return 'The plan has no action yet';
  const group = { key: 'total', label: '', actions };
  const late = countOf(state, group, { column: 'late', on });
  const done = countOf(state, group, { column: 'done', on });
  const are = late === 1 ? 'is' : 'are';
  const of = `${late} of ${actions.length} actions ${are} late`;
  return `${of}, ${done} ${done === 1 ? 'is' : 'are'} done`;
}

function countOf(
  { words }: PlanState,
  { actions }: Group,
  { column, on }: { readonly column: Column; readonly on: CalendarDay },
): number {
  if (column === 'all') return actions.length;
  return actions.filter((one) => actionStatus(one, words, on) === column).length;
}

function figureOf(asked: Asked, group: Group, value: number, column: Column): Figure {
  const what = column === 'all' ? 'all actions' : ACTION_STATUS_WORDS[column].text.toLowerCase();
  return {
    id: figureId('plan-actions', { ...asked, row: group.key, column }),
    label: group.key === 'total' && column === 'all' ? group.label : `${group.label}: ${what}`,
    value,
    unit: 'number',
    how: {
      formula: FORMULA[column],
      rows: { question: 'Which actions are they?', count: value, href: '/plan/progress' },
    },
  };
}

const FORMULA: Readonly<Record<Column, string>> = {
  all: 'Actions in this version of the plan.',
  'not-started': 'Actions of which their owner has said nothing, or that they have not started.',
  'on-track': 'Actions that their owner says are on track, and whose day has not passed.',
  late: 'Actions whose day has passed and that are neither done nor dropped, or said to be late.',
  done: 'Actions that their owner says are done.',
  dropped: 'Actions that their owner has dropped, with the reason.',
} satisfies Record<Column | ActionStatus, string>;

function cellOf(
  asked: Asked,
  given: { readonly row?: string | undefined; readonly column?: string | undefined },
  of: { readonly finding: Finding; readonly groups: readonly Group[] },
): Finding {
  const { finding, groups } = of;
  const keys = [...groups.map(({ key }) => key), ...(finding.total ? ['total'] : [])];
  const rows = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  const line = rows[keys.indexOf(given.row ?? '')];
  const index = COLUMNS.findIndex((column) => column === (given.column ?? 'all'));
  const figure = line?.figures[index];
  if (!line || !figure) throw refuse('no-such-row', 'not-found', 'There is no such row here.');
  const { total, ...rest } = finding;
  return {
    ...rest,
    id: figureId('plan-actions', { ...asked, row: given.row, column: COLUMNS[index] }),
    columns: [finding.columns[index] ?? ''],
    rows: [{ label: line.label, figures: [figure] }],
  };
}
