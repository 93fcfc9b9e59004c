import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { financialYear } from '../src/lib/index.ts';
import { addWorkingDays, birthday, dayOf, isoDay, isWeekend, onWorkingDay } from './days.ts';
import { HORIZON, residences } from './families.ts';
import { nhsCheckDigit, nhsNumber, upn, upnCheckLetter } from './identifiers.ts';
import { surnameOf, variantOf } from './names.ts';
import { type DemoSet, northbridge } from './northbridge.ts';
import { activityOf, spendingLines } from './write-spending.ts';

let set: DemoSet;
before(() => {
  set = northbridge({ children: 5000 });
});

test('the check digit of an NHS number follows modulus 11', () => {
  assert.equal(nhsCheckDigit('943476591'), 9);
  assert.equal(nhsCheckDigit(nhsNumber(5).slice(0, 9)), Number(nhsNumber(5)[9]));
});

test('no two children of a large authority have the same NHS number or pupil number', () => {
  const keys = Array.from({ length: 95_000 }, (_, i) => i);
  assert.equal(new Set(keys.map(nhsNumber)).size, keys.length);
  assert.equal(new Set(keys.map((key) => upn(key, 2020).slice(1))).size, keys.length);
});

test('the check letter of a pupil number weighs its twelve digits from 2 to 13', () => {
  // 1 x 2 + 1 x 3 = 5, and the sixth letter of those in use is F.
  assert.equal(upnCheckLetter('110000000000'), 'F');
});

test('working days pass over weekends', () => {
  const friday = dayOf('2026-03-27');
  assert.equal(isoDay(addWorkingDays(friday, 1)), '2026-03-30');
  assert.equal(isoDay(addWorkingDays(friday, 15)), '2026-04-17');
  assert.equal(isoDay(onWorkingDay(dayOf('2026-03-28'))), '2026-03-30');
  for (let i = 0; i < 60; i += 1) assert.ok(!isWeekend(addWorkingDays(friday + i, i)));
});

test('a child of 29 February turns eighteen on 1 March where there is no such day', () => {
  assert.equal(isoDay(birthday(dayOf('2008-02-29'), 18)), '2026-03-01');
});

test('families move, more often within their ward than out of it', () => {
  const { people, map } = set.world;
  let near = 0;
  let far = 0;
  for (let family = 0; family < people.families.count; family += 1) {
    const list = residences(people, family, map);
    for (let i = 1; i < list.length; i += 1) {
      if (list[i]?.area.ward === list[i - 1]?.area.ward) near += 1;
      else far += 1;
    }
  }
  assert.ok(far > 100 && near > far);
});

test('some names are spelt otherwise in another file, most are not', () => {
  const names = Array.from({ length: 3000 }, (_, family) => surnameOf(family, family % 7));
  const other = names.filter((name, i) => variantOf(name, i) !== name).length;
  assert.ok(other > 60 && other < 600, String(other));
});

test('children of every community live in Northbridge, and no one community is all', () => {
  const codes = new Map<string, number>();
  const { people } = set.world;
  for (let child = 0; child < people.childCount; child += 1) {
    const code = people.ethnicity[child] ?? '';
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  assert.ok(codes.size >= 15);
  assert.ok((codes.get('WBRI') ?? 0) / people.childCount < 0.7);
});

test('spending is activity times unit cost, so that local unit costs come out', () => {
  const year = financialYear(2024);
  const activity = activityOf(set.world, year);
  const lines = spendingLines(set.world, year);
  const pounds = (part: string) => lines.find((one) => one.heading.endsWith(part))?.pounds ?? 0;
  const week = set.world.calibration.spending.fosterWeek?.value ?? 0;
  assert.ok(activity.fosterDays > 1000);
  assert.ok(Math.abs(pounds('fostering services') / (activity.fosterDays / 7) - week) < 0.01);
});

test('deprived wards meet more need than the others', () => {
  const { people, map, journeys } = set.world;
  const referred = { poor: 0, rich: 0 };
  for (const { child } of journeys.episodes) {
    const family = people.familyOf[child] ?? -1;
    const decile = map.areas[people.families.area[family] ?? -1]?.decile ?? 5;
    if (decile <= 3) referred.poor += 1;
    if (decile >= 8) referred.rich += 1;
  }
  assert.ok(referred.poor > 3 * referred.rich);
});

test('nothing in any journey starts after the last day that the files know', () => {
  for (const one of set.world.journeys.episodes) assert.ok(one.day < HORIZON);
  for (const one of set.world.journeys.earlyHelp) assert.ok(one.requested < HORIZON + 3);
});
