import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, asThief, withDatabase } from '../test/database.ts';
import { asActor } from './platform/index.ts';
import { day } from './lib/index.ts';
import { systemActor } from './govern/index.ts';
import { loadHandMade } from './understand/hand-made.sample.ts';
import { demoBriefing } from './demo-briefing.ts';
import { listBriefings } from './tell/briefing/briefings.store.ts';
import { listEnquiries } from './tell/enquiries/enquiries.store.ts';
import { statusOn } from './tell/enquiries/enquiry.ts';
import { MEASURES } from './wings.ts';

const TODAY = day('2026-11-20');

withDatabase(
  'the demo tells its members, once: a signed briefing, a draft, three enquiries',
  async (db) => {
    const { authorityId, actors } = await anAuthority(db);
    const actor = systemActor(authorityId);
    const tell = () =>
      asActor(db, actor, (tx) =>
        demoBriefing(tx, actor, { people: actors, measures: MEASURES, today: TODAY }),
      );
    assert.equal(await tell(), false, 'nothing is told of a ward that is not loaded');
    await loadHandMade(db, authorityId);
    await asThief(db, (tx) =>
      sql`update record.place set name = 'Quarry Vale'
      where authority_id = ${authorityId} and name = 'Alder'`.execute(tx),
    );
    assert.equal(await tell(), true);
    assert.equal(await tell(), false, 'a second start tells nothing again');
    await asActor(db, actors.analyst, async (tx) => {
      const briefings = await listBriefings(tx);
      assert.deepEqual(
        briefings.map(({ wardName, signed }) => [wardName, signed]),
        [
          [null, null],
          ['Quarry Vale', 2],
        ],
      );
      const statuses = (await listEnquiries(tx)).map((one) => statusOn(one, TODAY));
      assert.deepEqual(statuses.sort(), ['answered', 'in-hand', 'overdue']);
    });
  },
);
