import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../../lib/index.ts';
import type { ReadItem } from './statement.ts';
import { ssda903Reader } from './ssda903.reader.ts';
import { PLACEMENTS, placementGroupOf } from './ssda903.codes.ts';
import { careLeaverSpan } from './ssda903.statements.ts';

test('a care leaver counts from the 18th birthday to the end of the year or the 21st', () => {
  const year = { year: '2024-25', lastDay: day('2025-03-31') } as Parameters<
    typeof careLeaverSpan
  >[1];
  const span = (birth: string) => Object.values(careLeaverSpan(day(birth), year) ?? {});
  assert.deepEqual(span('2007-10-05'), ['2024-10-05', '2025-04-01'], 'turned 17');
  assert.deepEqual(span('2005-10-05'), ['2023-10-05', '2025-04-01'], 'turned 19');
  assert.deepEqual(span('2004-02-29'), ['2022-03-01', '2025-03-01'], 'turned 21 in the year');
  assert.deepEqual(span('2008-10-05'), [], 'not yet 17');
});

test('the group of a placement is told by its type, or by the group’s own name', () => {
  assert.ok(Object.entries(PLACEMENTS).every(([code, of]) => placementGroupOf(code) === of.group));
  assert.equal(placementGroupOf('kinship-foster'), 'kinship-foster');
  assert.equal(placementGroupOf('toString'), 'unknown');
});

test('an interim care order shows that care proceedings began; keeping it does not', async () => {
  const text = [
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
    'A1,05/04/2024,L,C1,N1,U4,PR1,10/05/2024,X1,,,,',
    'A1,10/05/2024,P,C1,N1,U4,PR1,,,,,,',
  ].join('\n');
  async function* chunks() {
    yield new TextEncoder().encode(text);
  }
  const items: ReadItem[] = [];
  const input = { name: '2024-25-episodes.csv', chunks: chunks(), today: day('2026-11-22') };
  for await (const item of ssda903Reader.read(input)) items.push(item);
  const began = items.flatMap((item) =>
    item.type === 'person'
      ? item.person.events
          .filter(({ kind }) => kind === 'care-proceedings')
          .map(({ day: on }) => on)
      : [],
  );
  assert.deepEqual(began, ['2024-04-05']);
});
