import { thoseWhoSeePeople } from '../../govern/index.ts';
import { addDays, formatDay, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { nameOf } from '../../record/index.ts';
import {
  countedEvents,
  type CountedRow,
  countedStretches,
  type RowsAsked,
} from './counted-rows.store.ts';
import type { CostAsked } from './cost-asked.ts';
import { activityFigure } from './cost-figures.ts';
import { activityLabel, statusesOf } from './cost-groups.ts';
import { readActivityAsked } from './late-help-activity.measure.ts';
import type { Activity } from './late-help-cost.ts';
import { readActivity } from './read-activity.ts';

const PAGE_SIZE = 50;

/** The stretches or events behind a figure, each with the file and row that states it. */
export const countedRowsPage: Page = definePage({
  url: '/journeys/rows',
  title: 'What a figure counts',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const activity = readActivity(request.query.what);
    const asked = await readActivityAsked(request.tx, {
      year: request.query.year || undefined,
      month: request.query.month || undefined,
      ward: request.query.ward || undefined,
      theme: request.query.theme || undefined,
    });
    const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
    const rows = await rowsOf(request, activity, asked, number);
    await request.audit({
      action: 'figure.rows',
      subjectKind: 'people',
      subjectId: null,
      detail: { people: [...new Set(rows.map((row) => row.person_id))] },
    });
    const total = rows[0]?.total ?? 0;
    const figure = activityFigure(asked, activity, 0);
    return {
      template: 'understand/cost/counted-rows.njk',
      title: `What is counted: ${activityLabel(activity)}`,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/cost', text: 'Cost of late help' },
        { href: `/figures/${figure.id}`, text: 'The figure' },
      ],
      data: {
        label: activityLabel(activity),
        span: asked.month ?? (asked.year === null ? 'all years' : formatFinancialYear(asked.year)),
        isDays: activity.kind === 'days',
        days: rows[0]?.total_days ?? 0,
        figureId: figure.id,
        rows: rows.map((row) => ({ cells: cellsOf(row), statements: row.statements })),
        page: { number, size: PAGE_SIZE, total },
        url: request.url,
      },
    };
  },
});

function rowsOf(
  request: PageRequest,
  activity: Activity,
  asked: CostAsked,
  number: number,
): Promise<CountedRow[]> {
  const { from, to, ward, theme } = asked;
  const page: RowsAsked = {
    from,
    to,
    wardId: ward,
    theme,
    limit: PAGE_SIZE,
    offset: (number - 1) * PAGE_SIZE,
  };
  if (activity.kind === 'events') return countedEvents(request.tx, activity.event, page);
  const { level, placementGroup } = activity;
  return countedStretches(request.tx, { level, placementGroup, statuses: statusesOf(level) }, page);
}

function cellsOf(row: CountedRow) {
  const person = { id: row.person_id, given: row.given, family: row.family };
  const last = row.end_day === null ? null : addDays(row.end_day, -1);
  const span =
    last === null || last === row.start_day
      ? formatDay(row.start_day)
      : `${formatDay(row.start_day)} to ${formatDay(last)}`;
  return {
    person: { text: nameOf(person), href: `/people/${row.person_id}` },
    span,
    days: row.days,
    outcome: row.outcome === null ? '' : row.outcome.replaceAll('-', ' '),
  };
}
