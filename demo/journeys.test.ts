import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { dayOf, isWeekend, OPEN } from './days.ts';
import { ageOf, eighteenth, HORIZON } from './families.ts';
import type { Episode, Stretch } from './journey-types.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
before(() => {
  world = makeWorld(1, 12_000);
});

const byChild = (episodes: readonly Episode[]) => Map.groupBy(episodes, (one) => one.child);

function apart(stretches: readonly Stretch[]): boolean {
  const sorted = [...stretches].sort((a, b) => a.start - b.start);
  return sorted.every((one, i) => i === 0 || (sorted[i - 1] as Stretch).end <= one.start);
}

test('a child has one open episode at a time', () => {
  for (const list of byChild(world.journeys.episodes).values()) {
    assert.ok(apart(list.map((one) => ({ start: one.day, end: one.close }))));
  }
});

test('nobody is on a child in need plan and a protection plan at once', () => {
  for (const list of byChild(world.journeys.episodes).values()) {
    const plans = list.flatMap((one) => [...one.plans, ...one.protection]);
    assert.ok(apart(plans), JSON.stringify(plans));
  }
});

test('nobody is on a child in need plan while looked after', () => {
  for (const one of world.journeys.episodes) {
    assert.ok(apart([...one.plans, ...one.care]), JSON.stringify(one));
  }
});

test('some children are looked after and on a protection plan at once, as the law allows', () => {
  const both = world.journeys.episodes.filter((one) =>
    one.care.some((care) =>
      one.protection.some((plan) => plan.start < care.start && care.start < plan.end),
    ),
  );
  assert.ok(both.length > 5);
});

test('within an episode the days are in order and nothing outlasts it', () => {
  for (const one of world.journeys.episodes) {
    for (const part of [...one.assessments, ...one.plans, ...one.protection, ...one.care]) {
      assert.ok(part.start >= one.day, 'starts after the referral');
      assert.ok(
        part.end > part.start || one.assessments.includes(part as never),
        'ends after it starts',
      );
      assert.ok(part.end <= one.close, `ends before the case is closed ${JSON.stringify(one)}`);
    }
  }
});

test('a protection plan starts on the day of a conference, which is no day of a weekend', () => {
  for (const one of world.journeys.episodes) {
    const conferences = one.enquiries.map((enquiry) => enquiry.conference);
    for (const plan of one.protection) assert.ok(conferences.includes(plan.start));
    for (const day of conferences) assert.ok(day === null || !isWeekend(day));
  }
});

test('a referral with no further action has nothing else', () => {
  for (const one of world.journeys.episodes.filter((episode) => episode.noFurtherAction)) {
    const parts = [one.assessments, one.plans, one.enquiries, one.protection, one.care];
    assert.equal(parts.flat().length, 0);
  }
});

test('assessments of an episode do not overlap, nor do enquiries', () => {
  for (const one of world.journeys.episodes) {
    assert.ok(apart(one.assessments), JSON.stringify(one.assessments));
    assert.equal(new Set(one.enquiries.map((enquiry) => enquiry.start)).size, one.enquiries.length);
  }
});

test('placements of a period of care follow each other without a gap', () => {
  for (const care of world.journeys.episodes.flatMap((one) => one.care)) {
    let day = care.start;
    for (const placement of care.placements) {
      assert.equal(placement.start, day);
      assert.ok(placement.end > placement.start);
      day = placement.end;
    }
    assert.equal(day, care.end);
  }
});

test('everything known of a child lies between conception and the eighteenth birthday', () => {
  for (const one of world.journeys.episodes) {
    const born = world.people.born[one.child] ?? 0;
    assert.ok(one.day > born - 280 && one.day < HORIZON);
    assert.ok(one.close <= eighteenth(born) || one.close === OPEN || one.noFurtherAction);
    for (const care of one.care) assert.ok(care.start >= born);
  }
});

test('mothers are at least 16 at the birth of their first child', () => {
  const { families, born } = world.people;
  for (let family = 0; family < families.count; family += 1) {
    if ((families.childCount[family] ?? 0) === 0) continue;
    const first = born[families.firstChild[family] ?? 0] ?? 0;
    assert.ok(ageOf(families.motherBorn[family] ?? 0, first) >= 16);
  }
});

test('brothers and sisters of one birth share a birthday, and others lie nine months apart', () => {
  const { families, born, multiple } = world.people;
  for (let family = 0; family < families.count; family += 1) {
    const first = families.firstChild[family] ?? 0;
    for (let i = first + 1; i < first + (families.childCount[family] ?? 0); i += 1) {
      const gap = (born[i] ?? 0) - (born[i - 1] ?? 0);
      assert.ok(gap === 0 ? multiple[i] === 1 : gap >= 270);
    }
  }
});

test('the harbour locality had less early help before its new team than after', () => {
  const start = dayOf('2024-04-01');
  const rate = (from: number, to: number) =>
    world.journeys.earlyHelp.filter((one) => {
      const area = world.map.areas[world.people.families.area[one.family] ?? 0];
      return (area?.ward ?? 9) < 5 && one.requested >= from && one.requested < to;
    }).length /
    (to - from);
  assert.ok(rate(start, HORIZON) > 1.2 * rate(dayOf('2022-04-01'), start));
});
