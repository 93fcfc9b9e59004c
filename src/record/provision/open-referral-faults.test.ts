import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { checkService } from './open-referral-check.ts';
import { BROKEN, type Broken, OTHER_ID } from './open-referral-faults.sample.ts';
import type { FeedFault } from './open-referral-fault.ts';
import { type Feed, type WalkedService, walkFeed } from './open-referral-walk.ts';

const MOCK = sharedData('open-referral-uk/V3.0-UK-Default');

/** What the published mock has wrong beyond what its schemas see: a place at 100 degrees north. */
const KNOWN = ['open-referral/position-off-the-globe', 'open-referral/not-a-postcode'];

type Loose = { [name: string]: unknown };

interface Answers {
  readonly list: Loose;
  readonly detail: Loose;
}

function mock(): Answers {
  const read = (name: string) => JSON.parse(readFileSync(join(MOCK.path, name), 'utf8')) as Loose;
  return { list: read('service_list.json'), detail: read('service_full.json') };
}

function feedOf({ list, detail }: Answers): Feed {
  return {
    address: 'https://feed.example/v3',
    list: async () => ({ ok: true, value: list }),
    detail: async () => ({ ok: true, value: detail }),
  };
}

/** Sets a field by its path, such as `contents.0.id`; without a value takes it away. */
function put(root: Loose, path: string, value?: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce((at, step) => at[step] as Loose, root);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

async function walk(answers: Answers) {
  const faults: FeedFault[] = [];
  const services: WalkedService[] = [];
  for await (const page of walkFeed(feedOf(answers), { page: 1, listed: 0, seen: new Set() })) {
    faults.push(...page.faults);
    services.push(...page.services);
  }
  return { services, faults: faults.filter(({ rule }) => !KNOWN.includes(rule)) };
}

for (const broken of BROKEN) {
  const name = `${broken.how} is told once, in its own words, and the sound rest is read`;
  test(name, { skip: MOCK.skip }, async () => {
    const answers = mock();
    put(answers[broken.of], broken.path, broken.value);
    const { faults, services } = await walk(answers);
    const told = faults.filter(({ rule }) => rule === `open-referral/${broken.rule}`);
    assert.equal(told.length, 1, JSON.stringify(faults, null, 1));
    assert.equal(told[0]?.path, broken.at ?? broken.path);
    assert.match(told[0]?.message ?? '', broken.says);
    assert.ok((told[0]?.fix ?? '').length > 5);
    const rest = faults.filter((one) => one !== told[0]).map(({ rule }) => rule);
    assert.deepEqual(
      rest,
      (broken.follows ?? []).map((rule) => `open-referral/${rule}`),
    );
    checkRest(broken, services);
  });
}

function checkRest(broken: Broken, services: readonly WalkedService[]): void {
  const service = services[0]?.service ?? null;
  if (broken.lost === 'everything') {
    assert.equal(service, null);
    return;
  }
  const { detail } = mock();
  if (broken.of === 'detail' && broken.lost === 'nothing') put(detail, broken.path, broken.value);
  else if (broken.lost !== 'nothing') {
    if (broken.path.startsWith(`${broken.lost}.`) === false) put(detail, broken.lost);
    else if (/\.\d+$/.test(broken.lost)) put(detail, broken.lost.replace(/\.\d+$/, ''), []);
    else put(detail, broken.lost);
  }
  assert.deepEqual(service, detail);
}

test('fields of others’ own are accepted and say nothing', { skip: MOCK.skip }, async () => {
  const answers = mock();
  put(answers.detail, 'alternate_name', 'CC');
  put(answers.detail, 'schedules.0.wkst', 'MO');
  const { faults, services } = await walk(answers);
  assert.deepEqual(faults, []);
  assert.deepEqual(services[0]?.service, mock().detail);
});

test('a feed that answers the same page for ever is left, and it is told', async () => {
  const id = OTHER_ID;
  const entry = { id, name: 'A service', status: 'active' };
  const feed: Feed = {
    address: 'https://feed.example',
    list: async () => ({ ok: true, value: { total_pages: 9_999_999, contents: [entry] } }),
    detail: async () => ({ ok: true, value: entry }),
  };
  const rules: string[] = [];
  let pages = 0;
  for await (const page of walkFeed(feed, { page: 1, listed: 0, seen: new Set() })) {
    pages += 1;
    rules.push(...page.faults.map(({ rule }) => rule));
    if (page.isLast) assert.equal(page.isWhole, false);
  }
  assert.equal(pages, 2);
  assert.ok(rules.includes('open-referral/page-repeats'));
});

test('whatever JSON stands for a service, it is read or told, and never thrown at', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { service, faults } = checkService(value);
      assert.ok(service !== null || faults.length > 0);
    }),
  );
});

test('wherever a field of a sound service is spoilt, the rest is sound when read again', {
  skip: MOCK.skip,
}, () => {
  const paths = allPaths(mock().detail, '');
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const { detail } = mock();
      put(detail, path, value);
      const { service } = checkService(detail);
      if (service === null) return;
      const again = checkService(service);
      assert.deepEqual(again.service, service);
      assert.deepEqual(
        again.faults.filter(({ severity }) => severity === 'error'),
        [],
      );
    }),
    { numRuns: 500 },
  );
});

function allPaths(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, one]) =>
    allPaths(one, path === '' ? name : `${path}.${name}`),
  );
  return path === '' ? below : [path, ...below];
}
