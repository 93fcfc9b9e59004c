import { sql } from 'kysely';
import { addAuthority, actorFor } from '../src/govern/index.ts';
import type { AuthorityId, PersonId } from '../src/lib/index.ts';
import { type Actor, asActor, asSystem, type Database, type Tx } from '../src/platform/index.ts';
import { personJourney } from '../src/record/index.ts';
import { MEASURES } from '../src/wings.ts';
import { openTestSuperuser } from '../test/postgresql.ts';
import { fillJourneys, WARDS, writeMore } from './fill-journeys.ts';
import { median, percentile95, type Row, RUNS, say, sayTiming, timeOf } from './measure.ts';
import { withPostgresql } from './postgresql.ts';

const LOOKS = 40;
const YEARS = ['2021-22', '2022-23', '2023-24', '2024-25', '2025-26'];

/** Pages of figures over millions of events, beside the same question asked of the rows. */
export const dashboards: Row = {
  id: 'dashboards',
  work: 'figures of cost and one journey over 5,000,000 events and spells on PostgreSQL',
  aim: '95 of 100 within 50 ms; roll-ups cost at most twice on writing 10,000 rows',
  run: () =>
    withPostgresql(async (database) => {
      const authorityId = await asSystem(database, 'operator', (tx) =>
        addAuthority(tx, { code: 'BENCH', name: 'Bench' }),
      );
      const owner = await openTestSuperuser(database);
      try {
        const filled = await timeOf(async () => {
          const rows = await fillJourneys(owner.kysely, authorityId);
          say(`  ${rows.toLocaleString('en-GB')} rows of journeys`);
        });
        say(`  written with their roll-ups in ${(filled / 1000).toFixed(0)} s`);
        await sayLooks(database, authorityId);
        await sayFromRows(owner);
        await sayRollUps(owner, authorityId);
      } finally {
        await owner.close();
      }
    }),
};

async function sayLooks(database: Database, authorityId: AuthorityId): Promise<void> {
  const actor = actorFor({ id: 'bench', authorityId, agencyId: null, role: 'manager' });
  const all: number[] = [];
  for (const by of ['status', 'agency', 'ward', 'year']) {
    const times = await looks((look) => costBy(database, actor, by, look));
    sayLook(`cost of late help by ${by}`, times);
    all.push(...times);
  }
  const { low, high } = await asActor(database, actor, peopleRange);
  const journeys = await looks((look) =>
    asActor(database, actor, (tx) =>
      personJourney(tx, (low + ((look * 7919) % (high - low))) as PersonId),
    ),
  );
  sayLook('the journey of one child', journeys);
  say(`  all: 95 of 100 within ${percentile95([...all, ...journeys]).toFixed(1)} ms`);
}

async function looks(work: (look: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  await work(0);
  for (let look = 1; look <= LOOKS; look += 1) times.push(await timeOf(() => work(look)));
  return times;
}

function costBy(database: Database, actor: Actor, by: string, look: number): Promise<unknown> {
  const measure = MEASURES.find((one) => one.name === 'late-help-cost');
  if (!measure) throw new Error('there is no measure late-help-cost');
  const year = by === 'year' ? undefined : YEARS[look % YEARS.length];
  return asActor(database, actor, (tx) => measure.compute(tx, actor, { by, year }));
}

function sayLook(label: string, times: readonly number[]): void {
  const middle = median(times).toFixed(1);
  say(`  ${label}: p95 ${percentile95(times).toFixed(1)} ms, median ${middle} ms of ${LOOKS}`);
}

async function peopleRange(tx: Tx): Promise<{ low: number; high: number }> {
  const { rows } = await sql<{ low: number; high: number }>`
    select min(id) as low, max(id) as high from record.person`.execute(tx);
  return rows[0] ?? { low: 0, high: 1 };
}

/** The peer of the roll-ups: days by level and ward in a year, counted from the spells. */
async function sayFromRows(owner: Database): Promise<void> {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(
      await timeOf(() =>
        sql`
          select level, ward_id,
            sum(least(end_day, '2025-04-01') - greatest(start_day, '2024-04-01'))
          from record.level_spell
          where start_day < '2025-04-01' and end_day > '2024-04-01'
          group by 1, 2`.execute(owner.kysely),
      ),
    );
  }
  sayTiming({ label: `peer: days by level and ${WARDS} wards counted from the spells`, runs });
}

async function sayRollUps(owner: Database, authorityId: AuthorityId): Promise<void> {
  const times: Record<'on' | 'off', number[]> = { on: [], off: [] };
  for (let run = 0; run <= RUNS; run += 1) {
    for (const state of ['on', 'off'] as const) {
      const took = await writeMore(owner.kysely, authorityId, state === 'on');
      if (run > 0) times[state].push(took);
    }
  }
  sayTiming({ label: '10,000 rows written with roll-ups', runs: times.on });
  sayTiming({ label: 'peer: the same without roll-ups', runs: times.off });
  say(`  ratio: ${(median(times.on) / median(times.off)).toFixed(2)}`);
}
