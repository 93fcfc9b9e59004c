import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { recordState, select } from '../../../test/record-state.ts';
import { day } from '../../lib/index.ts';
import { asSystem, generatedFile } from '../../platform/index.ts';
import { census, child, file, header, itemReader, load } from './import-file.sample.ts';
import type { ReadItem, ReturnReader } from './statement.ts';

withDatabase('the same file loaded twice changes nothing', async (database) => {
  const authority = await anAuthority(database);
  const of = file('cin-census.txt', census(30));
  const first = await load(database, authority, of, { batchRows: 7 });
  assert.equal(first.status, 'loaded');
  assert.equal(first.counts.peopleAdded, 30);
  const before = await recordState(database, authority);
  const again = await load(database, authority, of);
  assert.equal(again.status, 'already-loaded');
  assert.deepEqual(await recordState(database, authority), before);
});

withDatabase(
  'a file saved again with the same facts changes nothing but the list of files',
  async (database) => {
    const authority = await anAuthority(database);
    await load(database, authority, file('cin-census.txt', census(30)));
    const { source: _, ...before } = await recordState(database, authority);
    const saved = file('cin-census-again.txt', census(30));
    const spaced = generatedFile('cin-census-again.txt', () =>
      ['\n', ...saved.name, '\n']
        .slice(0, 1)
        .concat([...census(30)].map((item) => `${JSON.stringify(item)}\n\n`)),
    );
    const outcome = await load(database, authority, spaced, { batchRows: 7 });
    assert.equal(outcome.status, 'loaded');
    const changes = Object.entries(outcome.counts).filter(
      ([name, n]) => /Added|Changed/.test(name) && n > 0,
    );
    assert.deepEqual(changes, []);
    const { source: __, ...after } = await recordState(database, authority);
    assert.deepEqual(after, before);
  },
);

withDatabase(
  'a row that is not sound is kept out with its reason, and sound rows go in',
  async (database) => {
    const authority = await anAuthority(database);
    const problem = {
      file: 'cin-census.txt',
      row: 2,
      field: 'DOB',
      rule: 'date/not-a-day',
      severity: 'error' as const,
      message: 'It is not a day.',
      fix: 'Correct it.',
    };
    const bad = { ...child('2'), problems: [problem], quarantine: true } as ReadItem;
    const nobody = child('3', { identifiers: [] });
    const outcome = await load(
      database,
      authority,
      file('cin-census.txt', [header('2026-03-31'), child('1'), bad, nobody]),
    );
    assert.equal(outcome.counts.quarantined, 2);
    assert.equal(outcome.counts.peopleAdded, 1);
    const kept = await select(
      database,
      authority,
      'select row_number, rule, is_quarantined from record.problem order by rule',
    );
    assert.deepEqual(kept, [
      { row_number: 2, rule: 'date/not-a-day', is_quarantined: true },
      { row_number: 3, rule: 'identity/none', is_quarantined: true },
    ]);
  },
);

withDatabase(
  'an import stopped after any batch and taken up again equals one that ran through',
  async (database) => {
    const items = census(33);
    const whole = await anAuthority(database);
    const of = file('cin-census.txt', items);
    await load(database, whole, of, { batchRows: 6 });
    const expected = await recordState(database, whole);
    const batches = Math.ceil(items.length / 6);
    for (let stop = 1; stop < batches; stop += 1) {
      const authority = await anAuthority(database);
      let calls = 0;
      const progress = async () => {
        calls += 1;
        return calls === stop;
      };
      const stopped = await load(database, authority, of, { batchRows: 6, progress });
      assert.equal(stopped.status, 'stopped', `after batch ${stop}`);
      // A day later: what the file does not date is still read as of the first day.
      const taken = await load(database, authority, of, { batchRows: 6, today: day('2026-06-02') });
      assert.equal(taken.status, 'loaded');
      assert.deepEqual(await recordState(database, authority), expected, `after batch ${stop}`);
    }
  },
);

withDatabase(
  'an import that fails in any batch leaves whole batches only, and is taken up',
  async (database) => {
    const items = census(20);
    const whole = await anAuthority(database);
    const of = file('cin-census.txt', items);
    await load(database, whole, of, { batchRows: 6 });
    const authority = await anAuthority(database);
    const broken: ReturnReader = {
      ...itemReader('cin-census'),
      async *read(input) {
        let count = 0;
        for await (const item of itemReader('cin-census').read(input)) {
          if (++count > 15) throw new Error('the disk is gone');
          yield item;
        }
      },
    };
    await assert.rejects(
      load(database, authority, of, { batchRows: 6, readers: [broken] }),
      /disk/,
    );
    const [half] = await select<{ people: number; items_done: number }>(
      database,
      authority,
      `select (select count(*) from record.person) as people, items_done from record.source`,
    );
    assert.deepEqual(half, { people: 9, items_done: 12 });
    await load(database, authority, of, { batchRows: 6 });
    assert.deepEqual(await recordState(database, authority), await recordState(database, whole));
  },
);

withDatabase('progress tells the bytes read, up to all of them', async (database) => {
  const authority = await anAuthority(database);
  const of = file('cin-census.txt', census(10));
  const told: number[] = [];
  const progress = async (done: number, total: number) => {
    assert.equal(total, of.byteCount);
    told.push(done);
    return false;
  };
  await load(database, authority, of, { batchRows: 3, progress });
  assert.ok(told.length >= 4);
  assert.equal(told.at(-1), of.byteCount);
  assert.deepEqual(
    told,
    [...told].sort((a, b) => a - b),
  );
});

withDatabase('two imports of one file at once load it once', async (database) => {
  const authority = await anAuthority(database);
  const of = file('cin-census.txt', census(30));
  const both = await Promise.allSettled([
    load(database, authority, of, { batchRows: 5 }),
    load(database, authority, of, { batchRows: 5 }),
  ]);
  const refused = both.filter((one) => one.status === 'rejected');
  for (const one of refused) assert.match(String(one.reason), /being loaded by someone else/);
  await load(database, authority, of, { batchRows: 5 });
  const alone = await anAuthority(database);
  await load(database, alone, of, { batchRows: 5 });
  assert.deepEqual(await recordState(database, authority), await recordState(database, alone));
});

withDatabase(
  'imports of several files at once neither double a child nor wait for ever',
  async (database) => {
    const authority = await anAuthority(database);
    const files = [1, 2, 3].map((number) => {
      const kind = (['cin-census', 'ssda903', 'annex-a'] as const)[number - 1];
      const people = census(24).filter((item) => item.type === 'person');
      const items = number === 2 ? people.reverse() : people;
      return file(`${kind}.txt`, [header(`2026-03-0${number}`), ...items]);
    });
    await Promise.all(files.map((of) => load(database, authority, of, { batchRows: 4 })));
    const [found] = await select<{ people: number; sources: number }>(
      database,
      authority,
      `select (select count(*) from record.person) as people,
      (select count(*) from record.source where status = 'loaded') as sources`,
    );
    assert.deepEqual(found, { people: 24, sources: 3 });
  },
);

withDatabase(
  'the return of another authority is loaded with a warning about the file',
  async (database) => {
    const authority = await anAuthority(database);
    await asSystem(database, 'operator', (tx) =>
      sql`update govern.authority set la_number = '999'
        where id = ${authority.authorityId}`.execute(tx),
    );
    const own = await load(
      database,
      authority,
      file('cin-census-1.txt', [header('2026-03-31', { authorityCode: '999' }), child('1')]),
    );
    assert.equal(own.counts.warnings, 0);
    const other = await load(
      database,
      authority,
      file('cin-census-2.txt', [header('2026-03-31', { authorityCode: '302' }), child('2')]),
    );
    assert.equal(other.counts.warnings, 1);
    assert.equal(other.counts.peopleAdded, 1);
    const [problem] = await select<{ rule: string; row_number: number | null }>(
      database,
      authority,
      'select rule, row_number from record.problem',
    );
    assert.deepEqual(problem, { rule: 'structure/another-authority', row_number: null });
  },
);
