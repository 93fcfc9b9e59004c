import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, financialYear } from '../src/lib/index.ts';
import { READERS, THEMES } from '../src/record/index.ts';
import { provisionColumns } from '../src/record/returns/provision.columns.ts';
import { servicesReceivedColumns } from '../src/record/returns/services-received.columns.ts';
import { drawMap } from './map.ts';
import { type DemoFile, northbridge } from './northbridge.ts';
import { DEMO_SERVICES } from './services.ts';
import { PROVISION_HEADINGS } from './write-provision.ts';
import { SERVICES_RECEIVED_HEADINGS } from './write-services-received.ts';

const small = northbridge({ children: 6000, years: 2 });
const year = financialYear(2025);

function fileOf(kind: string): DemoFile {
  const all = [...small.filesOfNoYear(), ...small.files(year)];
  return all.find((file) => file.kind === kind) ?? assert.fail(`no ${kind}`);
}

async function problemsOf(file: DemoFile): Promise<string[]> {
  const bytes = new TextEncoder().encode([...file.text()].join(''));
  const reader = READERS.find((one) => one.recognise(file.name, bytes.subarray(0, 65_536)));
  assert.equal(reader?.kind, file.kind);
  const chunks = (async function* () {
    yield bytes;
  })();
  const rules: string[] = [];
  const input = { name: file.name, chunks, today: day('2026-11-22') };
  for await (const item of reader?.read(input) ?? []) {
    if (item.type === 'problem') rules.push(item.problem.rule);
    if (item.type === 'person') rules.push(...item.problems.map((one) => one.rule));
  }
  return rules;
}

test('what Northbridge offers, and who had it, is read without a problem', async () => {
  for (const kind of ['provision', 'services-received']) {
    const rules = (await problemsOf(fileOf(kind))).filter(
      (rule) => rule !== 'structure/missing-column',
    );
    assert.deepEqual(rules, [], kind);
  }
});

test('the headings of both files are those of their templates', () => {
  const received = servicesReceivedColumns.map((one) => one.heading);
  for (const heading of SERVICES_RECEIVED_HEADINGS.split(',')) {
    assert.ok(received.includes(heading), heading);
  }
  const provision = provisionColumns.map((one) => one.heading);
  for (const heading of PROVISION_HEADINGS.split(',')) assert.ok(provision.includes(heading));
});

test('seven agencies offer 60 to 80 services with themes and wards that exist', () => {
  const themes = new Set(THEMES.map((one) => one.theme));
  const wards = new Set(drawMap().wards.map((one) => one.name));
  const names = new Set(DEMO_SERVICES.map((one) => one.name));
  assert.ok(DEMO_SERVICES.length >= 60 && DEMO_SERVICES.length <= 80);
  assert.equal(new Set(DEMO_SERVICES.flatMap((one) => one.agency ?? [])).size, 7);
  for (const one of DEMO_SERVICES) {
    for (const theme of one.themes) assert.ok(themes.has(theme), `${one.code} ${theme}`);
    for (const ward of one.wards) assert.ok(wards.has(ward), `${one.code} ${ward}`);
    assert.ok(one.needs === '' || names.has(one.needs), `${one.code} needs ${one.needs}`);
  }
});

test('the flaws that the README states are there to be found', () => {
  const by = (code: string) => DEMO_SERVICES.find((one) => one.code === code);
  const [step, strong] = [by('NB-STEP'), by('NB-STR2')];
  assert.deepEqual(step?.wards, strong?.wards);
  assert.deepEqual(step?.ages, strong?.ages);
  const early = ['universal', 'community-early-help', 'targeted-early-help'];
  const inVale = DEMO_SERVICES.filter(
    ({ themes, level, wards, status }) =>
      themes.includes('domestic-abuse') &&
      early.includes(level) &&
      status !== 'closed' &&
      (wards.length === 0 || wards.includes('Quarry Vale')),
  );
  assert.deepEqual(inVale, []);
  assert.equal(by('NB-CRE')?.status, 'closed');
  assert.ok(DEMO_SERVICES.filter((one) => one.needs === by('NB-CRE')?.name).length >= 3);
  assert.ok(DEMO_SERVICES.some((one) => one.agency === null));
});
