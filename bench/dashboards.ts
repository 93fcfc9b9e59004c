import { sql } from 'kysely';
import { addAuthority, listAgencies } from '../src/govern/index.ts';
import { asSystem, type Database } from '../src/platform/index.ts';
import { openTestSuperuser } from '../test/postgresql.ts';
import { agenciesByKind, fillPlaces, fillProvision, fillPublished } from './fill-around.ts';
import { fillJourneys, writeMore } from './fill-journeys.ts';
import { fillWork } from './fill-work.ts';
import { type LookedAt, lookAt, sayLooked } from './look-pages.ts';
import { median, type Row, RUNS, say, sayTiming, timeOf } from './measure.ts';
import { type Ground, WARDS } from './piece.ts';
import { withPostgresql } from './postgresql.ts';

/** Pages of figures over millions of events, beside the same question asked of the rows. */
export const dashboards: Row = {
  id: 'dashboards',
  work: 'every page of figures, and one of each record, over 5,000,000 events and spells',
  aim: '95 of 100 within 50 ms; roll-ups cost at most twice on writing 10,000 rows',
  run: () =>
    withPostgresql(async (database) => {
      const owner = await openTestSuperuser(database);
      try {
        const { ground, at } = await fill(database, owner);
        sayLooked(await lookAt(database, at));
        await sayFromRows(owner);
        await sayRollUps(owner, ground);
      } finally {
        await owner.close();
      }
    }),
};

async function fill(
  database: Database,
  { kysely }: Database,
): Promise<{ readonly ground: Ground; readonly at: LookedAt }> {
  const [authorityId, agencies] = await asSystem(database, 'operator', async (tx) => {
    const id = await addAuthority(tx, { code: 'BENCH', name: 'Bench' });
    return [id, agenciesByKind(await listAgencies(tx, id))] as const;
  });
  const ground = await fillPlaces(kysely, authorityId, agencies);
  const filled = await timeOf(async () => {
    await fillPublished(kysely, ground);
    await fillProvision(kysely, ground);
    const rows = await fillJourneys(kysely, ground);
    say(`  ${rows.toLocaleString('en-GB')} rows of journeys`);
  });
  say(`  written with their roll-ups in ${(filled / 1000).toFixed(0)} s`);
  const made = await fillWork(database, kysely, { ground, agencies });
  const { council, health } = agencies;
  const ofRecords = { ward: ground.firstWard, person: await aPerson(kysely) };
  return { ground, at: { authorityId, council, health, ...ofRecords, ...made } };
}

async function aPerson(owner: Database['kysely']): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select min(person_id) + 777 as id from record.event`.execute(owner);
  return rows[0]?.id ?? 0;
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

async function sayRollUps(owner: Database, ground: Ground): Promise<void> {
  const times: Record<'on' | 'off', number[]> = { on: [], off: [] };
  for (let run = 0; run <= RUNS; run += 1) {
    for (const state of ['on', 'off'] as const) {
      const took = await writeMore(owner.kysely, ground, state === 'on');
      if (run > 0) times[state].push(took);
    }
  }
  sayTiming({ label: '10,000 rows written with roll-ups', runs: times.on });
  sayTiming({ label: 'peer: the same without roll-ups', runs: times.off });
  say(`  ratio: ${(median(times.on) / median(times.off)).toFixed(2)}`);
}
