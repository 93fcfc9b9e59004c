import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { anAuthority, asThief, withDatabase } from '../../../test/database.ts';
import type { AuthorityId } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import {
  type AuditEntry,
  CHAIN_START,
  canonicalJson,
  checkSeals,
  type SealedEntry,
  sealOf,
} from './audit.ts';
import { countAudit, listAudit, recordAudit } from './audit.store.ts';
import { sealAudit } from './seal-audit.ts';
import { reportWords, verifyAudit } from './verify-audit.ts';

function anEntry(id: number): AuditEntry {
  return {
    id,
    at: '2026-01-05T10:00:00.000000Z',
    authorityId: 1 as AuthorityId,
    actorId: '7',
    role: 'analyst',
    action: 'person.read',
    subjectKind: 'person',
    subjectId: String(id),
    detail: { why: 'review' },
  };
}

function aChain(length: number): SealedEntry[] {
  let hash = CHAIN_START.hash;
  return Array.from({ length }, (_, index) => {
    const entry = anEntry(index + 10);
    hash = sealOf(hash, entry);
    return { position: index + 1, hash, entry };
  });
}

test('a chain that nobody touched has no fault', () => {
  const { head, faults } = checkSeals(CHAIN_START, aChain(5));
  assert.deepEqual(faults, []);
  assert.equal(head.position, 5);
});

test('any change of any part of any entry is found at its position', () => {
  const parts = ['at', 'actorId', 'role', 'action', 'subjectKind', 'subjectId', 'detail'] as const;
  fc.assert(
    fc.property(fc.nat(4), fc.constantFrom(...parts), (index, part) => {
      const chain = aChain(5).map((seal, at) =>
        at === index && seal.entry ? { ...seal, entry: { ...seal.entry, [part]: 'else' } } : seal,
      );
      const { faults } = checkSeals(CHAIN_START, chain);
      assert.deepEqual(faults, [{ position: index + 1, kind: 'entry-changed' }]);
    }),
  );
});

test('a seal that is missing in the middle is found', () => {
  const chain = aChain(5).filter((seal) => seal.position !== 3);
  assert.deepEqual(checkSeals(CHAIN_START, chain).faults[0], { position: 3, kind: 'seal-missing' });
});

test('equal values have one canonical form, whatever the order of their names', () => {
  assert.equal(
    canonicalJson({ b: [1, { d: null, c: 'x' }], a: true }),
    '{"a":true,"b":[1,{"c":"x","d":null}]}',
  );
});

async function act(database: Database, actor: Actor, subjectId: string): Promise<void> {
  await asActor(database, actor, (tx) =>
    recordAudit(tx, actor, {
      action: 'person.read',
      subjectKind: 'person',
      subjectId,
      detail: { why: 'review', order: 1 },
    }),
  );
}

withDatabase('what was done is sealed once, and the trail is then whole', async (database) => {
  const here = await anAuthority(database);
  await act(database, here.actors.analyst, 'one');
  const before = await verifyAudit(database);
  assert.ok(before.unsealed >= 1, 'an entry waits for its seal');
  assert.ok((await sealAudit(database)).sealed >= 1);
  assert.equal((await sealAudit(database)).sealed, 0);
  const report = await verifyAudit(database);
  assert.deepEqual([report.firstFault, report.unsealed], [null, 0]);
  assert.match(reportWords(report)[0] ?? '', /is whole/);
});

withDatabase(
  'an entry whose transaction ended late is sealed late, not skipped',
  async (database) => {
    const here = await anAuthority(database);
    await act(database, here.actors.analyst, 'early');
    await sealAudit(database);
    await asThief(database, (tx) =>
      sql`insert into govern.audit_entry
        (id, authority_id, actor_id, action, subject_kind)
      overriding system value
      values (-${here.authorityId}::bigint, ${here.authorityId}, 'late', 'person.read',
        'person')`.execute(tx),
    );
    assert.equal((await sealAudit(database)).sealed, 1);
    const report = await verifyAudit(database);
    assert.deepEqual([report.firstFault, report.unsealed], [null, 0]);
  },
);

withDatabase(
  'a changed entry is found, and found no more when it is put back',
  async (database) => {
    const here = await anAuthority(database);
    await act(database, here.actors.analyst, 'seen');
    await sealAudit(database);
    const change = (from: string, to: string) =>
      asThief(database, (tx) =>
        sql`update govern.audit_entry set subject_id = ${to}
        where authority_id = ${here.authorityId} and subject_id = ${from}`.execute(tx),
      );
    await change('seen', 'unseen');
    const report = await verifyAudit(database);
    await change('unseen', 'seen');
    assert.equal(report.changed, 1);
    assert.equal(report.firstFault?.kind, 'entry-changed');
    assert.match(reportWords(report)[0] ?? '', /tampered/);
    assert.equal((await verifyAudit(database)).firstFault, null);
  },
);

withDatabase('a deleted entry is found', async (database) => {
  const here = await anAuthority(database);
  await act(database, here.actors.analyst, 'gone');
  await sealAudit(database);
  const { rows } = await asThief(database, (tx) =>
    sql`delete from govern.audit_entry where authority_id = ${here.authorityId}
      returning to_jsonb(audit_entry) as row`.execute(tx),
  );
  const report = await verifyAudit(database);
  await putBack(database, (rows[0] as { row: Record<string, unknown> }).row);
  assert.equal(report.deleted, 1);
  assert.equal(report.firstFault?.kind, 'entry-deleted');
  assert.equal((await verifyAudit(database)).firstFault, null);
});

/** Other tests share the chain, so whatever a thief took goes back to its place. */
async function putBack(database: Database, row: Record<string, unknown>): Promise<void> {
  await asThief(database, async (tx) => {
    await sql`insert into govern.audit_entry overriding system value
      select * from jsonb_populate_record(null::govern.audit_entry,
        ${JSON.stringify(row)}::jsonb)`.execute(tx);
    await sql`delete from govern.audit_unsealed where entry_id = ${row.id}`.execute(tx);
  });
}

withDatabase(
  'the newest entries cut off with their seals are missed in the noted head',
  async (database) => {
    const here = await anAuthority(database);
    await act(database, here.actors.analyst, 'cut');
    const { head } = await sealAudit(database);
    assert.ok(head);
    const found = await verifyAudit(database, { knownHead: head });
    assert.equal(found.knownHeadFound, true);
    const cut = await verifyAudit(database, {
      knownHead: { ...head, position: head.position + 1 },
    });
    assert.equal(cut.knownHeadFound, false);
  },
);

withDatabase(
  'auditors read the trail of their authority, and nobody else reads any',
  async (database) => {
    const [here, there] = [await anAuthority(database), await anAuthority(database)];
    await act(database, here.actors.analyst, 'mine');
    const count = (actor: Actor) => asActor(database, actor, (tx) => countAudit(tx, {}));
    assert.equal(await count(here.actors.auditor), 1);
    assert.equal(await count(here.actors.administrator), 1);
    assert.equal(await count(here.actors.analyst), 0);
    assert.equal(await count(there.actors.auditor), 0);
    const lines = await asActor(database, here.actors.auditor, (tx) =>
      listAudit(tx, { subjectId: 'mine' }, { oldestFirst: true, limit: 10, offset: 0 }),
    );
    assert.deepEqual(
      lines.map((line) => [line.actorName, line.action, line.isSealed]),
      [['Test analyst', 'person.read', false]],
    );
  },
);

withDatabase('nobody writes the trail in another name or another authority', async (database) => {
  const [here, there] = [await anAuthority(database), await anAuthority(database)];
  const { analyst, manager } = here.actors;
  const forged = (as: Actor) =>
    asActor(database, analyst, (tx) =>
      recordAudit(tx, as, { action: 'x.y', subjectKind: 'x', subjectId: null }),
    );
  await assert.rejects(forged(manager), /row-level security/);
  await assert.rejects(forged(there.actors.analyst), /row-level security/);
});

for (const statement of [
  "update govern.audit_entry set action = 'x'",
  'delete from govern.audit_entry',
  "update govern.audit_seal set hash = 'x'",
  'delete from govern.audit_seal',
]) {
  withDatabase(`the application may not say: ${statement}`, async (database) => {
    const here = await anAuthority(database);
    await assert.rejects(
      asActor(database, here.actors.administrator, (tx) => sql.raw(statement).execute(tx)),
      /permission denied/,
    );
  });
}
