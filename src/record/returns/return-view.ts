import { READERS } from './readers.ts';
import type { SourceRow } from './source.store.ts';

/** What each count of a load is called, in the order of the page: `{ many, one }`. */
const COUNTED: readonly (readonly [name: string, one: string, many: string])[] = [
  ['people', 'child or young person', 'children and young people'],
  ['spells', 'stretch of a journey', 'stretches of journeys'],
  ['events', 'event', 'events'],
  ['places', 'place', 'places'],
  ['spendLines', 'line of spending', 'lines of spending'],
  ['indicatorValues', 'value of an indicator', 'values of indicators'],
  ['neighbours', 'statistical neighbour', 'statistical neighbours'],
];

/** What the rows of a file became: new in the record, or changed in it. */
export interface Became {
  readonly what: string;
  readonly added: number;
  readonly changed: number;
}

/** Sums up what a load wrote; what it left alone is not in it. */
export function whatBecame(outcome: Readonly<Record<string, number>>): Became[] {
  return COUNTED.flatMap(([name, , many]) => {
    const added = outcome[`${name}Added`] ?? 0;
    const changed = outcome[`${name}Changed`] ?? 0;
    if (added + changed === 0) return [];
    return [{ what: many.charAt(0).toUpperCase() + many.slice(1), added, changed }];
  });
}

/** How a loaded file is shown, in lists and on its own page. */
export function sourceView(source: SourceRow) {
  const count = (name: string) => source.outcome[name] ?? 0;
  const reader = READERS.find((one) => one.kind === source.return_kind);
  const [rows, quarantined] = [count('rows'), count('quarantined')];
  return {
    id: source.id,
    name: source.name,
    kind: reader?.label ?? source.return_kind ?? 'A file',
    part: source.part === source.return_kind ? '' : (source.part ?? '').replaceAll('-', ' '),
    year: source.year ?? '',
    asOf: source.as_of_day,
    status: STATUS_VIEW[source.status],
    state: source.status,
    rows,
    quarantined,
    errors: count('errors'),
    warnings: count('warnings'),
    summary: summaryOf(source.status, rows, quarantined),
    startedAt: source.started_at,
    actorId: source.actor_id,
  };
}

function summaryOf(status: SourceRow['status'], rows: number, quarantined: number): string {
  if (status === 'loading') return 'it is being loaded';
  if (status === 'stopped') return 'it was loaded only in part';
  if (rows === 0) return 'no row stood in it';
  if (quarantined === 0) return rows === 1 ? 'its row went in' : `all ${words(rows)} rows went in`;
  const were = quarantined === 1 ? 'was' : 'were';
  return `${words(quarantined)} of ${words(rows)} rows ${were} kept out`;
}

function words(count: number): string {
  return count.toLocaleString('en-GB');
}

const STATUS_VIEW = {
  loading: { text: 'Loading', tone: 'going' },
  loaded: { text: 'Loaded', tone: 'done' },
  stopped: { text: 'Stopped part-way', tone: 'attention' },
} as const;
