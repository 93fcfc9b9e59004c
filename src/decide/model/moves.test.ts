import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { loadMovers, loadYear, type Mover, wardOf } from './moves.sample.ts';
import {
  areRates,
  knownSpan,
  movesOfRecord,
  readRates,
  ratesOfRecord,
  spanOfRecord,
} from './rates.ts';

/**
 * 2024-25 is looked at on 29 June, 28 September, 29 December 2024 and 30 March 2025.
 * - Ann, 12: in need from May to October, then on a plan until January, then without help
 * - Bea, restricted: with foster carers throughout, for many years; then with family
 * - Cal: born in August, in need from birth
 * - Dee: looked after until her birthday of 18 in November, then leaving care
 * - Eli: in need for ten days between two looks, twice: nothing of it is seen but that it ended
 */
const MOVERS: readonly Mover[] = [
  {
    id: 'Ann',
    born: '2012-01-01',
    spells: [
      ['child-in-need', '2024-05-01', '2025-02-01'],
      ['protection-plan', '2024-11-01', '2025-02-01'],
    ],
  },
  {
    id: 'Bea',
    born: '2014-01-01',
    isRestricted: true,
    spells: [
      ['looked-after', '2020-01-01', null],
      ['U4', '2020-01-01', '2024-12-01', 'placement'],
      ['U1', '2024-12-01', null, 'placement'],
    ],
  },
  { id: 'Cal', born: '2024-08-01', spells: [['child-in-need', '2024-08-01', null]] },
  {
    id: 'Dee',
    born: '2006-11-01',
    spells: [
      ['looked-after', '2024-01-01', '2024-11-01'],
      ['H5', '2024-01-01', '2024-11-01', 'placement'],
      ['care-leaver', '2024-11-01', null],
    ],
  },
  {
    id: 'Eli',
    born: '2018-01-01',
    spells: [
      ['child-in-need', '2023-07-10', '2023-07-20'],
      ['child-in-need', '2024-10-10', '2024-10-20'],
    ],
  },
];

async function movers(database: Database) {
  const authority = await anAuthority(database);
  const year = { kind: 'cin-census', startYear: 2024 } as const;
  await loadMovers(database, authority.authorityId, year, MOVERS);
  return authority;
}

withDatabase(
  'moves are counted as each child was seen from quarter to quarter',
  async (database) => {
    const { actors } = await movers(database);
    const counted = await asActor(database, actors.analyst, async (tx) => {
      const span = await spanOfRecord(tx);
      assert.ok(span);
      assert.deepEqual(
        [span.firstDay, span.lastDay, span.quarters],
        ['2024-06-29', '2025-03-30', 3],
      );
      return movesOfRecord(tx, span);
    });
    const seen = counted.moves.map(
      ({ quarter, ageBand, from, durationBand, to, children }) =>
        `${quarter}: age ${ageBand}, ${from} ${durationBand} -> ${to}: ${children}`,
    );
    assert.deepEqual(seen.toSorted(), [
      '0: age 0, universal 0 -> child-in-need: 1',
      '0: age 2, universal 1 -> universal: 1',
      '0: age 3, child-in-need 0 -> child-in-need: 1',
      '0: age 3, looked-after/foster 3 -> looked-after/foster: 1',
      '0: age 4, looked-after/other 0 -> looked-after/other: 1',
      '1: age 0, child-in-need 0 -> child-in-need: 1',
      '1: age 2, universal 2 -> universal: 1',
      '1: age 3, child-in-need 0 -> child-protection: 1',
      '1: age 3, looked-after/foster 3 -> looked-after/kinship: 1',
      '1: age 5, looked-after/other 1 -> leaving-care: 1',
      '2: age 0, child-in-need 0 -> child-in-need: 1',
      '2: age 2, universal 0 -> universal: 1',
      '2: age 3, child-protection 0 -> universal: 1',
      '2: age 3, looked-after/kinship 0 -> looked-after/kinship: 1',
      '2: age 5, leaving-care 0 -> leaving-care: 1',
    ]);
    assert.deepEqual(
      counted.standing.map(({ age, state, quarters }) => `${age} ${state} ${quarters}`).toSorted(),
      [
        '0 child-in-need 2',
        '11 looked-after/kinship 1',
        '13 universal 0',
        '18 leaving-care 1',
        '7 universal 1',
      ],
    );
  },
);

withDatabase('who may see no child counts the same moves as who sees all', async (database) => {
  const { actors } = await movers(database);
  const asked = [actors.member, actors.manager].map((actor) =>
    asActor(database, actor, async (tx) => {
      const span = await spanOfRecord(tx);
      assert.ok(span);
      return movesOfRecord(tx, span);
    }),
  );
  const [member, manager] = await Promise.all(asked);
  assert.deepEqual(member, manager);
  assert.ok(member?.moves.some((move) => move.to === 'looked-after/kinship'));
});

withDatabase('rates rest on all who live in the area, helped or not', async (database) => {
  const { authorityId, actors } = await movers(database);
  const places = { kind: 'places', startYear: 2024 } as const;
  await loadYear(database, authorityId, places, [wardOf(1800)]);
  const rates = await asActor(database, actors.analyst, (tx) => ratesOfRecord(tx));
  const living = rates.standing.filter(({ age }) => age < 18);
  assert.equal(
    Math.round(living.reduce((sum, one) => sum + one.children, 0)),
    1800,
    'everyone under 18 stands somewhere',
  );
  assert.equal(rates.birthsAYear, 100);
  const first = rates.cells.find(
    (cell) => cell.from === 'universal' && cell.ageBand === 2 && cell.durationBand === 3,
  );
  // Five ages of 100, in three quarters, less Eli, who was helped lately.
  assert.equal(Math.round(first?.observed ?? 0), 1497);
  const leaving = rates.cells.find((cell) => cell.from === 'leaving-care');
  assert.ok(leaving && leaving.ageBand === 5, 'who turned 18 while looked after leaves care');
});

withDatabase('a record without journeys says what to load', async (database) => {
  const { authorityId, actors } = await anAuthority(database);
  const read = () => asActor(database, actors.analyst, (tx) => readRates(tx));
  const none = await read();
  assert.ok(!areRates(none));
  assert.match(none.why, /Load a whole year/);
  await loadMovers(database, authorityId, { kind: 'cin-census', startYear: 2024 }, MOVERS);
  const withoutPeople = await read();
  assert.ok(!areRates(withoutPeople));
  assert.match(withoutPeople.why, /file of places/);
  await assert.rejects(
    asActor(database, actors.analyst, (tx) => ratesOfRecord(tx)),
    /file of places/,
  );
});

withDatabase('what is loaded later changes what was remembered', async (database) => {
  const { authorityId, actors } = await movers(database);
  const years = () =>
    asActor(database, actors.analyst, async (tx) => {
      const span = await spanOfRecord(tx);
      assert.ok(span);
      const { moves } = await movesOfRecord(tx, span);
      return { from: span.fromYear, moves: moves.length };
    });
  const before = await years();
  const later: Mover = { id: 'Fay', born: '2015-01-01', spells: MOVERS[4]?.spells ?? [] };
  await loadMovers(database, authorityId, { kind: 'cin-census', startYear: 2023 }, [later]);
  const after = await years();
  assert.deepEqual([before.from, after.from], [2024, 2023]);
  assert.ok(after.moves > before.moves);
});

withDatabase('only years that every kind of return covers are looked at', async () => {
  const span = knownSpan([
    { kind: 'cin-census', years: [2019, 2021, 2022, 2023, 2024] },
    { kind: 'ssda903', years: [2022, 2023, 2024] },
    { kind: 'early-help', years: [2021, 2022, 2023] },
  ]);
  assert.deepEqual([span?.fromYear, span?.toYear, span?.lastDay], [2022, 2023, '2024-03-30']);
  const withoutHelp = knownSpan([
    { kind: 'cin-census', years: [2024] },
    { kind: 'early-help', years: [2019] },
  ]);
  assert.deepEqual([withoutHelp?.fromYear, withoutHelp?.kinds], [2024, ['cin-census']]);
  assert.equal(knownSpan([]), null);
});

withDatabase('rates that were remembered are those that were worked out', async (database) => {
  const { authorityId, actors } = await movers(database);
  const places = { kind: 'places', startYear: 2024 } as const;
  await loadYear(database, authorityId, places, [wardOf(1800)]);
  const read = () => asActor(database, actors.analyst, (tx) => ratesOfRecord(tx));
  const [first, again] = [await read(), await read()];
  // As text: states in another order would be added up in another order.
  const weights = ({ cells }: typeof first) => JSON.stringify(cells.map((cell) => cell.weights));
  assert.equal(weights(again), weights(first));
  assert.deepEqual(again, first);
});
