import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarDay } from '../../lib/index.ts';
import { eventsThatCount, type StatedSpell, spellsThatCount } from './count-once.ts';

const day = (text: string) => text as CalendarDay;

function spell(
  returnKind: string,
  startDay: string,
  untilDay: string,
  facts: Partial<StatedSpell> = {},
): StatedSpell {
  const span = { startDay: day(startDay), untilDay: day(untilDay) };
  return { kind: 'status', code: 'child-in-need', isOpen: false, returnKind, ...span, ...facts };
}

const counted = (spells: StatedSpell[]) => spellsThatCount(spells).map((one) => one.isCounted);
const from = (spells: StatedSpell[]) => spellsThatCount(spells).map((one) => one.levelFrom);

test('of two returns that state one status, the first in the order of sources counts', () => {
  const census = spell('cin-census', '2024-01-01', '2024-06-01');
  const list = spell('annex-a', '2024-02-01', '2024-07-01');
  assert.deepEqual(counted([list, census]), [false, true]);
  assert.deepEqual(counted([census, list]), [true, false]);
});

test('a spell counts where the one before it does not overlap, or is another status', () => {
  const census = spell('cin-census', '2024-01-01', '2024-06-01');
  assert.deepEqual(counted([census, spell('annex-a', '2024-06-01', '2024-07-01')]), [true, true]);
  const plan = spell('annex-a', '2024-02-01', '2024-03-01', { code: 'protection-plan' });
  assert.deepEqual(counted([census, plan]), [true, true]);
});

test('one return may state overlapping episodes: both count', () => {
  const one = spell('ssda903', '2024-01-01', '2024-06-01');
  assert.deepEqual(counted([one, spell('ssda903', '2024-03-01', '2024-09-01')]), [true, true]);
});

test('a spell that does not count takes the count from none', () => {
  const first = spell('cin-census', '2024-01-01', '2024-03-01');
  const second = spell('early-help', '2024-02-01', '2024-06-01');
  const third = spell('annex-a', '2024-05-01', '2024-08-01');
  assert.deepEqual(counted([third, second, first]), [true, false, true]);
});

test('placements of two returns are one fact even where the codes differ', () => {
  const facts = { kind: 'placement', code: 'U1' };
  const one = spell('ssda903', '2024-01-01', '2024-06-01', facts);
  const other = spell('annex-a', '2024-01-01', '2024-06-01', { ...facts, code: 'K2' });
  assert.deepEqual(counted([one, other]), [true, false]);
});

test('where the earlier source left its spell open, the later one tells what came after', () => {
  const census = spell('cin-census', '2024-01-01', '2024-03-31', { isOpen: true });
  const list = spell('annex-a', '2024-01-01', '2024-09-30', { isOpen: true });
  assert.deepEqual(counted([census, list]), [true, false]);
  assert.deepEqual(from([census, list]), ['2024-01-01', '2024-03-31']);
});

test('where the earlier source ended its spell, the later one adds no day', () => {
  const census = spell('cin-census', '2024-01-01', '2024-03-31');
  const list = spell('annex-a', '2024-01-01', '2024-09-30');
  assert.deepEqual(from([census, list]), ['2024-01-01', null]);
});

test('an event of one kind and day counts once, by the order of sources', () => {
  const event = (returnKind: string, on: string, kind = 'referral') => ({
    kind,
    returnKind,
    day: day(on),
  });
  assert.deepEqual(
    eventsThatCount([
      event('annex-a', '2024-01-01'),
      event('cin-census', '2024-01-01'),
      event('annex-a', '2024-01-02'),
      event('annex-a', '2024-01-01', 'assessment'),
    ]),
    [false, true, true, true],
  );
});
