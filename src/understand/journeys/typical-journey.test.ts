import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import type { PersonStatement, SpellStatement } from '../../record/index.ts';
import { loadPeople } from '../hand-made.sample.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { typicalJourneyMeasure } from './typical-journey.measure.ts';

let made = 0;

/** A child referred on each of these days, then at these statuses one after the other. */
function child(
  referrals: readonly string[],
  spells: readonly (readonly [string, string, string])[],
): PersonStatement {
  made += 1;
  return {
    row: made,
    identifiers: [{ kind: 'la-child-id', value: `T${made}` }],
    birthDay: day('2012-01-01'),
    spells: spells.map(
      ([code, start, end]): SpellStatement => ({
        kind: 'status',
        code,
        startDay: day(start),
        endDay: day(end),
      }),
    ),
    events: referrals.map((on) => ({
      kind: 'referral',
      code: '6',
      day: day(on),
      outcome: 'accepted',
    })),
  };
}

/** Six came by way of need, five by way of a plan, one straight into care: twelve in care. */
function inCare(): PersonStatement[] {
  return [
    ...Array.from({ length: 6 }, () =>
      child(
        ['2024-05-01'],
        [
          ['child-in-need', '2024-05-01', '2024-05-31'],
          ['looked-after', '2024-05-31', '2024-06-10'],
        ],
      ),
    ),
    ...Array.from({ length: 5 }, () =>
      child(
        ['2023-05-01', '2024-05-01', '2024-05-21'],
        [
          ['protection-plan', '2024-05-21', '2024-06-30'],
          ['looked-after', '2024-06-30', '2024-07-10'],
        ],
      ),
    ),
    child([], [['looked-after', '2024-08-01', '2024-08-11']]),
  ];
}

async function partnership(database: Database) {
  const authority = await anAuthority(database);
  await loadPeople(database, authority.authorityId, 'journeys.xml', [
    ...inCare(),
    child([], [['child-in-need', '2024-05-01', '2024-05-11']]),
  ]);
  const { member } = authority.actors;
  return (given: Record<string, string>) =>
    asActor(database, member, (tx) =>
      typicalJourneyMeasure.compute(tx, member, {
        year: '2024-25',
        ended: 'looked-after',
        ...given,
      }),
    );
}

withDatabase(
  'a typical journey tells how children came to where they are, and what it cost',
  async (database) => {
    const compute = await partnership(database);
    const levels = await compute({});
    const numbers = Object.fromEntries(
      levels.rows.map((row) => [row.label, row.figures.map((figure) => figure.value)]),
    );
    // From first contact: care after 0 days (1 child), 30 (6) and 426 (5; from 1 May 2023).
    assert.deepEqual(numbers, {
      'Looked after': [12, 100, 30],
      'Child protection': [5, 500 / 12, 386],
      'Child in need': [6, 50, 0],
    });
    assert.match(levels.headline, /^None of these 12 children had early help/);

    const group = await compute({ show: 'group' });
    // Referrals before care: 0, six times 1, five times 3.
    assert.deepEqual(
      group.rows[0]?.figures.map((one) => one.value),
      [12, 1],
    );

    const flows = await compute({ show: 'flows' });
    assert.deepEqual(
      flows.rows.map((row) => [row.label, row.figures[0]?.value]),
      [
        ['First contact \u2192 Child in need (1)', 6],
        // Hidden too: first steps sum to the group, so one hidden number could be worked out.
        ['First contact \u2192 Child protection (1)', null],
        ['First contact \u2192 Looked after (1)', null],
        ['Child in need (1) \u2192 Looked after (2)', 6],
        ['Child protection (1) \u2192 Looked after (2)', 5],
      ],
    );
    assert.equal(flows.rows[2]?.figures[0]?.absent, 'suppressed');

    const prices = pricesOf();
    const dayOf = (key: string) => prices.days.get(key)?.pence ?? assert.fail();
    const agency = await compute({ show: 'agency' });
    const total =
      Math.round(120 * dayOf('looked-after/any')) +
      Math.round(180 * dayOf('child-in-need')) +
      Math.round(200 * dayOf('child-protection')) +
      21 * (prices.events.get('referral')?.pence ?? 0);
    assert.equal(agency.total?.figures[0]?.value, Math.round(total / 12));
    const cell = await compute(
      Object.fromEntries(new URLSearchParams(agency.rows[0]?.figures[0]?.id.split('?')[1])),
    );
    assert.equal(cell.rows[0]?.figures[0]?.value, agency.rows[0]?.figures[0]?.value);
  },
);

withDatabase('a group of fewer than ten is refused, with the reason', async (database) => {
  const compute = await partnership(database);
  const finding = await compute({ ended: 'child-in-need' });
  assert.deepEqual(finding.rows, []);
  assert.match(finding.headline, /^Fewer than 10 children are in this group/);
  await assert.rejects(
    compute({ ended: 'child-in-need', row: 'child-in-need' }),
    /told of 10 children or more/,
  );
});

withDatabase('a group of one authority holds nobody of another', async (database) => {
  await partnership(database);
  const { actors } = await anAuthority(database);
  const finding = await asActor(database, actors.member, (tx) =>
    typicalJourneyMeasure.compute(tx, actors.member, { year: '2024-25', ended: 'looked-after' }),
  );
  assert.deepEqual(finding.rows, []);
});
