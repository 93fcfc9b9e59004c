import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import type { AgencyKind, EventStatement, PersonStatement } from '../../record/index.ts';
import { loadPeople } from '../hand-made.sample.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { noFurtherActionCostMeasure } from './no-further-action-cost.measure.ts';

const { events } = pricesOf();
const referral = events.get('referral') ?? assert.fail();
const assessment = events.get('assessment') ?? assert.fail();

type Ended = 'at-referral' | 'after-assessment' | 'in-help';

let made = 0;

function referred(agencyKind: AgencyKind, count: number, ended: Ended): PersonStatement[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const outcome = ended === 'at-referral' ? 'no-further-action' : 'accepted';
    return person([
      { kind: 'referral', code: '6', day: day('2024-06-01'), outcome, agencyKind },
      ...(ended === 'after-assessment' ? [closure('2024-07-15')] : []),
    ]);
  });
}

function closure(on: string): EventStatement {
  return { kind: 'closure', code: 'RC8', day: day(on) };
}

function person(own: readonly EventStatement[]): PersonStatement {
  made += 1;
  const identifiers = [{ kind: 'la-child-id', value: `R${made}` } as const];
  return { row: made, identifiers, birthDay: day('2014-01-01'), spells: [], events: own };
}

withDatabase(
  'a referral that led to nothing costs itself and its assessment, by who referred',
  async (database) => {
    const { authorityId, actors } = await anAuthority(database);
    await loadPeople(database, authorityId, 'referrals.xml', [
      ...referred('police', 20, 'at-referral'),
      ...referred('police', 10, 'after-assessment'),
      ...referred('police', 9, 'in-help'),
      ...referred('health', 5, 'at-referral'),
      ...referred('health', 15, 'in-help'),
      ...referred('schools', 2, 'at-referral'),
      ...referred('schools', 1, 'in-help'),
      // The first closure belongs to the last referral before it, not to the one before that.
      person([
        {
          kind: 'referral',
          code: '6',
          day: day('2023-06-01'),
          outcome: 'accepted',
          agencyKind: 'police',
        },
        {
          kind: 'referral',
          code: '6',
          day: day('2024-06-01'),
          outcome: 'accepted',
          agencyKind: 'police',
        },
        { kind: 'closure', code: 'RC7', day: day('2024-08-01') },
        closure('2024-09-01'),
      ]),
    ]);
    const { member } = actors;
    const compute = (given: Record<string, string>) =>
      asActor(database, member, (tx) => noFurtherActionCostMeasure.compute(tx, member, given));
    const finding = await compute({ year: '2024-25' });
    const byName = (name: RegExp) =>
      finding.rows.find((row) => name.test(row.label))?.figures ?? [];
    const police = byName(/police/i);
    assert.deepEqual(
      police.slice(0, 3).map((one) => one.value),
      [40, 20, 10],
    );
    assert.equal(police[3]?.value, 75);
    // Wilson, 30 of 40: 59.8% to 85.8%.
    assert.deepEqual(
      [police[3]?.low, police[3]?.high].map((one) => one?.toFixed(1)),
      ['59.8', '85.8'],
    );
    assert.equal(police[4]?.value, 30 * referral.pence + 10 * assessment.pence);
    assert.ok(
      byName(/school/i).every((figure) => figure.absent === 'suppressed' || figure.value === 0),
    );
    assert.deepEqual(
      finding.total?.figures.slice(0, 3).map((one) => one.value),
      [63, 27, 10],
    );
    assert.match(finding.headline, /^59% of referrals in 2024 to 2025 led to nothing/);
    const cell = await compute(
      Object.fromEntries(new URLSearchParams(police[4]?.id.split('?')[1])),
    );
    assert.equal(cell.rows[0]?.figures[0]?.value, police[4]?.value);
    const before = await compute({ year: '2023-24' });
    assert.equal(before.total?.figures[1]?.value, 0);
  },
);

withDatabase('a year without referrals says so', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst } = actors;
  const finding = await asActor(database, analyst, (tx) =>
    noFurtherActionCostMeasure.compute(tx, analyst, { year: '2024-25' }),
  );
  assert.equal(finding.headline, 'No referral is on record in 2024 to 2025');
  assert.deepEqual(finding.rows, []);
});
