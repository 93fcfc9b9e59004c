import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day, toXlsx } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { findService, listServices } from '../provision/provision.store.ts';
import { type ImportContext, importFile } from './import-file.ts';
import {
  type ProvisionField,
  provisionColumns,
  provisionCsv,
  provisionTemplate,
} from './provision.columns.ts';
import { provisionReader } from './provision.reader.ts';
import { READERS } from './readers.ts';
import { listProblems } from './source.store.ts';
import type { ReadItem } from './statement.ts';

const TODAY = day('2026-05-01');
const ROW = { name: 'Family coaching', provider: 'Harbour Families' } as const;

async function read(content: string | Uint8Array, name = 'provision.csv'): Promise<ReadItem[]> {
  const bytes = Buffer.from(content as string);
  const items: ReadItem[] = [];
  const chunks = (async function* () {
    yield bytes;
  })();
  for await (const item of provisionReader.read({ name, chunks, today: TODAY })) items.push(item);
  return items;
}

async function readOne(row: Partial<Record<ProvisionField, string>>) {
  const items = await read(provisionCsv([{ ...ROW, ...row }]));
  const found = items.find((item) => item.type === 'provision');
  const rules = items.flatMap((item) => (item.type === 'problem' ? [item.problem.rule] : []));
  return { provision: found?.type === 'provision' ? found.provision : null, rules };
}

test('the template that we give is read without a fault', async () => {
  const items = await read(provisionTemplate());
  assert.deepEqual(
    items.map((item) => item.type),
    ['file', 'provision'],
  );
});

test('a provision file is known by its headings, and other returns are not taken for one', () => {
  const head = Buffer.from(provisionTemplate());
  const taken = READERS.filter((reader) => reader.recognise('x.csv', head));
  assert.deepEqual(
    taken.map((reader) => reader.kind),
    ['provision'],
  );
});

test('pounds become pence, and an amount that cannot be read is not nothing', async () => {
  const sound = await readOne({ year: '2025-26', paidBy: 'A trust', budget: '£48,000.50' });
  assert.equal(sound.provision?.budgetPence, 48_000_50);
  const odd = await readOne({ year: '2025-26', paidBy: 'A trust', budget: 'about 48k' });
  assert.deepEqual([odd.provision?.budgetPence, odd.rules], [null, ['type/not-pounds']]);
});

test('money without its year is left out and told', async () => {
  const { provision, rules } = await readOne({ budget: '48000', paidBy: 'A trust' });
  assert.deepEqual([provision?.budgetPence, provision?.year], [null, null]);
  assert.deepEqual(rules, ['date/no-year']);
});

test('a formula of a spreadsheet is read as text, told, and quoted when given back', async () => {
  const { provision, rules } = await readOne({ description: '=HYPERLINK("http://x")' });
  assert.equal(provision?.description, '=HYPERLINK("http://x")');
  assert.deepEqual(rules, []);
  const raw = `${provisionColumns.map((one) => one.heading).join(',')}\r\nOne,Two,,=1+1\r\n`;
  const padded = raw.replace('=1+1', `=1+1${','.repeat(provisionColumns.length - 4)}`);
  const items = await read(padded);
  assert.ok(items.some((item) => item.type === 'problem' && item.problem.rule === 'type/formula'));
  assert.match(provisionCsv([{ name: '=1+1' }]), /\r\n'=1\+1,/);
});

test('themes, levels, ages and places that make no sense are told one by one', async () => {
  const { provision, rules } = await readOne({
    themes: 'parenting;weather',
    level: 'tier 4',
    fromAge: '11',
    toAge: '5',
    postcode: 'nowhere',
    url: 'javascript:alert(1)',
  });
  assert.deepEqual(rules.sort(), [
    'code/unknown',
    'code/unknown',
    'type/ages',
    'type/postcode',
    'type/web-address',
  ]);
  assert.deepEqual(
    [provision?.themes, provision?.level, provision?.url],
    [['parenting'], null, null],
  );
});

test('a row without a name or a provider is kept out', async () => {
  const { provision, rules } = await readOne({ provider: '' });
  assert.deepEqual([provision, rules], [null, ['structure/no-service']]);
});

test('the same file as a workbook says the same', async () => {
  const headings = provisionColumns.map((one) => one.heading);
  const bytes = await toXlsx({
    title: 'Provision',
    subtitle: '',
    notes: [],
    columns: headings.map((heading) => ({ heading, kind: 'text' as const })),
    rows: [headings.map((heading) => (heading === 'service_name' ? 'Coaching' : 'Harbour'))],
  });
  const items = await read(bytes, 'our-provision.xlsx');
  const found = items.flatMap((item) => (item.type === 'provision' ? [item.provision.name] : []));
  assert.deepEqual(found, ['Coaching']);
});

withDatabase('a provision file is loaded, rows of one service together', async (database) => {
  const here = await anAuthority(database);
  const agencies = await asActor(database, here.actors.analyst, async (tx) => {
    const { listAgencies } = await import('../../govern/index.ts');
    return listAgencies(tx);
  });
  const health = agencies.find((one) => one.kind === 'health')?.name ?? '';
  const money = { year: '2025-26', capacityFamilies: '40' };
  const text = provisionCsv([
    { name: 'Creche', provider: 'Harbour Families', confirmed: '2026-04-01' },
    { ...ROW, ...money, agency: health, paidBy: health, budget: '100', needs: 'Creche' },
    { ...ROW, ...money, agency: health, paidBy: 'A trust', budget: '50', spent: '45' },
    { name: 'Lost', provider: 'Nobody', agency: 'Ministry of Elsewhere', areas: 'Atlantis' },
  ]);
  const bytes = Buffer.from(text);
  const file = {
    name: 'provision.csv',
    byteCount: bytes.length,
    head: async () => bytes,
    sha256: async () => `hash-${here.code}`,
    chunks: async function* () {
      yield bytes;
    },
  } as unknown as Parameters<typeof importFile>[1];
  const context: ImportContext = {
    database,
    actor: here.actors.analyst,
    today: TODAY,
    readers: READERS,
  };
  const outcome = await importFile(context, file);
  assert.equal(outcome.status, 'loaded');
  assert.equal(outcome.counts.servicesAdded, 3);
  await asActor(database, here.actors.analyst, async (tx) => {
    const services = await listServices(tx);
    const coaching = services.find((one) => one.name === 'Family coaching');
    assert.ok(coaching);
    assert.equal(coaching.agencyName, health);
    assert.deepEqual(
      coaching.spends.map((one) => [one.agencyId === null ? one.funderName : 'health', one.basis]),
      [
        ['health', 'budget'],
        ['A trust', 'actual'],
        ['A trust', 'budget'],
      ],
    );
    assert.deepEqual(
      coaching.years.map((one) => one.capacityFamilies),
      [40],
    );
    assert.equal((await findService(tx, coaching.id))?.needs[0]?.name, 'Creche');
    const creche = services.find((one) => one.name === 'Creche');
    assert.deepEqual([creche?.confirmedDay, creche?.confirmedBy], ['2026-04-01', 'provision.csv']);
    const page = { sourceId: outcome.sourceId ?? 0, limit: 10, offset: 0 };
    const rules = (await listProblems(tx, page)).rows.map((row) => row.rule);
    assert.deepEqual(rules.sort(), ['provision/unknown-agency', 'provision/unknown-place']);
  });
});
