import { type Kysely, sql } from 'kysely';
import { changePlan, emptyPlan, movePlan, type PlanContent } from '../src/decide/index.ts';
import { actorFor, addMembers } from '../src/govern/index.ts';
import { day, financialYear } from '../src/lib/index.ts';
import { type Actor, asActor, asSystem, type Database } from '../src/platform/index.ts';
import { askEnquiry, newBriefing, signBriefing } from '../src/tell/index.ts';
import { MEASURES } from '../src/wings.ts';
import type { TestAuthority } from '../test/database.ts';
import type { Ground } from './piece.ts';

/** What people of the authority made: a plan, briefings, enquiries and a round of reviews. */
export interface Made {
  readonly briefing: number;
  readonly round: number;
}

/** Makes a plan for sign-off, a signed briefing, 200 enquiries and reviews of 120 children. */
export async function fillWork(
  database: Database,
  owner: Kysely<unknown>,
  { ground, agencies }: { readonly ground: Ground; readonly agencies: TestAuthority['agencies'] },
): Promise<Made> {
  const { authorityId } = ground;
  const at = { authorityId, agencyId: agencies.council };
  const [first = 0, second = 0] = await asSystem(database, 'operator', (tx) =>
    addMembers(tx, authorityId, [
      { email: 'one@bench.example', name: 'One', role: 'manager', agencyId: agencies.council },
      { email: 'two@bench.example', name: 'Two', role: 'analyst', agencyId: agencies.council },
    ]),
  );
  const manager = actorFor({ ...at, id: String(first), role: 'manager' });
  const analyst = actorFor({ ...at, id: String(second), role: 'analyst' });
  await writePlan(database, actorFor({ ...at, id: 'c', role: 'commissioner' }), agencies);
  const briefing = await asActor(database, analyst, (tx) =>
    newBriefing(tx, analyst, { wardId: ground.firstWard, audience: 'ward', measures: MEASURES }),
  );
  await asActor(database, manager, (tx) =>
    signBriefing(tx, manager, { id: briefing, version: 1, seen: null, measures: MEASURES }),
  );
  await asActor(database, analyst, async (tx) => {
    for (let number = 0; number < 200; number += 1) {
      const asked = { topic: 'cost', wardId: null, figure: '', question: 'Why so much?' } as const;
      await askEnquiry(tx, analyst, { ...asked, today: day('2026-10-01') });
    }
  });
  const round = await fillReviews(owner, ground, [first, second]);
  return { briefing, round };
}

/** A plan of three priorities, six actions and six pledges, put up for sign-off. */
async function writePlan(
  database: Database,
  actor: Actor,
  { council, health }: TestAuthority['agencies'],
): Promise<void> {
  const keys = ['p1', 'p2', 'p3'];
  const each = keys.flatMap((priority) =>
    [council, health].map((agencyId) => ({ priority, agencyId })),
  );
  const today = day('2026-04-01');
  const content: PlanContent = {
    ...emptyPlan(today),
    title: 'A plan',
    vision: 'Every child is safe at home.',
    priorities: keys.map((key) => ({
      key,
      title: 'Safe at home',
      why: 'Found most often',
      outcomes: ['national-framework/safe'],
      themes: ['domestic-abuse'],
    })),
    measures: keys.map((priority) => ({
      key: `m${priority}`,
      priority,
      indicator: 'late-help-cost',
      label: 'Cost of late help',
      baseline: null,
      target: 100_000_00,
      unit: 'pence',
      targetDay: day('2029-03-31'),
      direction: 'down',
    })),
    actions: each.map((of, at) => ({
      ...of,
      key: `a${at}`,
      title: 'A worker',
      person: 'Ash Field',
      dueDay: day('2027-03-31'),
    })),
    pledges: each.map((of, at) => ({
      ...of,
      key: `r${at}`,
      kind: 'money',
      year: financialYear(2026),
      amount: 120_000_00,
      what: 'Workers at clinics',
    })),
    asked: [council, health],
  };
  await asActor(database, actor, async (tx) => {
    const made = await changePlan(tx, actor, { openedHash: '', today, change: () => content });
    await movePlan(tx, { openedHash: made.hash, to: 'for-sign-off' });
  });
}

async function fillReviews(
  owner: Kysely<unknown>,
  { authorityId }: Ground,
  readers: readonly number[],
): Promise<number> {
  const own = sql.lit(authorityId);
  const { rows } = await sql<{ id: number }>`
    insert into understand.review_round (authority_id, name, form_version, from_day, to_day, seed,
      frame_size, frame_hash, sample_size, actor_id)
    values (${own}, 'A round', '2026-1', '2024-04-01', '2025-04-01', 1, 800, 'bench', 120, 'bench')
    returning id`.execute(owner);
  const round = sql.lit(rows[0]?.id ?? 0);
  await sql`insert into understand.review_stratum (authority_id, round_id, age_band, frame_size,
      sample_size)
    values (${own}, ${round}, '5-to-9', 800, 120)`.execute(owner);
  await sql`insert into understand.review_entry (authority_id, round_id, person_id, entry_day,
      age_band, case_number, decided, decided_how, decided_at)
    select ${own}, ${round}, one.person_id, one.day, '5-to-9',
      case when one.at <= 120 then one.at end, case when one.at <= 120 then
        (array['avoidable', 'not-avoidable'])[1 + one.at % 2] end,
      case when one.at <= 120 then 'agreement' end, case when one.at <= 120 then now() end
    from (select person_id, min(day) as day, row_number() over () as at from record.event
      where event.authority_id = ${own} and event.kind = 'looked-after-start'
        and event.day >= '2024-04-01' and event.day < '2025-04-01' group by 1 limit 800) one
    `.execute(owner);
  await sql`insert into understand.review (authority_id, round_id, case_number, reviewer_id, status,
      assigned_by, submitted_at)
    select ${own}, ${round}, n, reader, 'submitted', 'bench', now()
    from generate_series(1, 120) n
    cross join unnest(array[${sql.join(readers)}]::bigint[]) reader`.execute(owner);
  await sql`insert into understand.review_answer (authority_id, round_id, case_number, reviewer_id,
      judgement, extent, confidence, moment, themes, help)
    select ${own}, ${round}, n, reader,
      (array['definitely', 'definitely-not'])[1 + n % 2], 'avoided', 'high', 'assessment',
      '{parenting}', '{}'
    from generate_series(1, 120) n
    cross join unnest(array[${sql.join(readers)}]::bigint[]) reader`.execute(owner);
  return rows[0]?.id ?? 0;
}
