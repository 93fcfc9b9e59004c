import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { actorFor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { type Actor, asActor, type Database, type Measure } from '../../platform/index.ts';
import { ADVICE_OUTCOMES, type AdviceOutcome, type AgencyKind } from '../../record/index.ts';
import { loadItems, loadPeople } from '../hand-made.sample.ts';
import { adviceAndReferralsMeasure } from './advice-and-referrals.measure.ts';
import { adviceCallsMeasure } from './advice-calls.measure.ts';
import { advicePage, newAdviceCallPage } from './advice.page.ts';
import { ADVICE_COUNTS, adviceTable } from './advice-table.ts';
import { manyReferred } from './referrals.sample.ts';

const YEAR = { year: '2024-25' };

let made = 0;

function calls(agencyKind: AgencyKind, outcome: AdviceOutcome, count: number, on = '2024-06-04') {
  return Array.from({ length: count }, () => {
    made += 1;
    const call = { row: made, line: 'Consultation line', day: day(on), agencyKind } as const;
    const rest = { about: 'neglect', outcome, minutes: 10, callNumber: `N${made}` } as const;
    return { type: 'advice-call', call: { ...call, ...rest } } as const;
  });
}

async function loaded(database: Database): Promise<TestAuthority> {
  const authority = await anAuthority(database);
  const { authorityId } = authority;
  await loadPeople(database, authorityId, 'advice.xml', manyReferred('schools', 'help', 30));
  await loadItems(database, authorityId, { kind: 'advice-line', name: 'advice.csv' }, [
    ...calls('schools', 'advice-only', 30),
    ...calls('schools', 'referral', 10, '2025-01-14'),
    ...calls('health', 'advice-only', 15),
    ...calls('health', 'early-help-request', 5),
  ]);
  return authority;
}

function ask(database: Database, actor: Actor, of: readonly [Measure, Record<string, string>]) {
  return asActor(database, actor, (tx) => of[0].compute(tx, actor, of[1]));
}

withDatabase(
  'calls stand by caller and by what came of them, with referrals beside',
  async (db) => {
    const { actors, agencies } = await loaded(db);
    const finding = await ask(db, actors.member, [adviceCallsMeasure, YEAR]);
    assert.equal(
      finding.headline,
      'Advice was enough in 75% of 60 calls to advice lines in 2024 to 2025',
    );
    assert.deepEqual(
      finding.rows.map((row) => row.figures.map((one) => one.value && Math.round(one.value))),
      [
        [40, 30, 0, 10, 0, 75, 30],
        [20, 15, 5, 0, 0, 75, 0],
      ],
    );
    for (const figure of [...finding.rows, finding.total ?? assert.fail()].flatMap(
      (r) => r.figures,
    )) {
      const asked = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
      const again = await ask(db, actors.member, [adviceCallsMeasure, asked]);
      assert.equal(again.rows[0]?.figures[0]?.value, figure.value);
    }
    const schools = { ...YEAR, agency: String(agencies.schools) };
    const beside = await ask(db, actors.member, [adviceAndReferralsMeasure, schools]);
    assert.deepEqual(
      beside.rows.map((row) => row.figures.map((one) => one.value)),
      [
        [30, 30],
        [0, 0],
        [0, 0],
        [10, 0],
      ],
    );
    assert.match(beside.notes?.join(' ') ?? '', /cannot be told from this/);
  },
);

withDatabase('a partner sees its own calls and the total', async (database) => {
  const { authorityId, agencies } = await loaded(database);
  const agencyId = agencies.schools;
  const partner = actorFor({ id: '1', authorityId, agencyId, role: 'partner' });
  const finding = await ask(database, partner, [adviceCallsMeasure, YEAR]);
  assert.equal(finding.rows.length, 1);
  assert.equal(finding.total?.figures[0]?.value, 60);
  const health = { ...YEAR, agency: String(agencies.health) };
  await assert.rejects(
    ask(database, partner, [adviceAndReferralsMeasure, health]),
    /shown to that agency/,
  );
  const row = { ...YEAR, row: String(agencies.health) };
  await assert.rejects(ask(database, partner, [adviceCallsMeasure, row]), /There is no row/);
});

withDatabase(
  'a call is recorded by a form without anyone’s details, and is in the trail',
  async (db) => {
    const { actors } = await anAuthority(db);
    const officer = actors['triage-officer'];
    const wrong = await askPage(db, newAdviceCallPage, officer, { form: { line: '' } });
    assert.match(wrong.html, /Enter the name of the advice line/);
    const form = {
      line: 'Consultation line',
      'day-day': '4',
      'day-month': '6',
      'day-year': '2024',
      agency: 'schools',
      about: 'attendance',
      outcome: 'advice-only',
      minutes: '',
    };
    const done = await askPage(db, newAdviceCallPage, officer, { form });
    assert.deepEqual(done.answer, { redirect: '/referrals/advice' });
    assert.equal(done.notes[0]?.action, 'advice-call.recorded');
    const few = await askPage(db, advicePage, actors.analyst, { query: YEAR });
    assert.match(few.html, /Too few calls to an advice line/);
    const none = await askPage(db, advicePage, actors.analyst, { query: { year: '2019-20' } });
    assert.match(none.html, /No call is on record in this year/);
    await assert.rejects(askPage(db, newAdviceCallPage, actors.member), /not for this role/);
  },
);

test('no hidden count of calls is the only hidden part of its row or column', () => {
  const rows = fc.array(
    fc.record({
      agency_id: fc.integer({ min: 1, max: 4 }),
      outcome: fc.constantFrom(...ADVICE_OUTCOMES),
      calls: fc.integer({ min: 1, max: 12 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(rows, (all) => {
      const table = adviceTable(all);
      const every = [...table.rows, table.total];
      const lines = [
        ...every.map((row) => ADVICE_COUNTS.map((count) => [row, count] as const)),
        ...ADVICE_COUNTS.map((count) => every.map((row) => [row, count] as const)),
      ];
      for (const line of lines) {
        const there = line.filter(([row, count]) => row.counts[count] > 0);
        const hidden = there.filter(([row, count]) => row.hidden.has(count));
        assert.ok(hidden.length !== 1 || there.length === 1);
        for (const [row, count] of there) {
          if (row.counts[count] < 5) assert.ok(row.hidden.has(count));
        }
      }
    }),
  );
});
