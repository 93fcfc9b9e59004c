import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import { anAuthority, testDatabase } from '../../../test/database.ts';
import { select } from '../../../test/record-state.ts';
import { operatorActor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import type { CommandContext } from '../../platform/index.ts';
import { checkCommand, importCommand } from './returns.command.ts';

const folder = await mkdtemp(join(tmpdir(), 'headwater-hostile-'));
after(() => rm(folder, { recursive: true, force: true }));

const HEADINGS = 'CHILD,DECOM,RNE,LS,CIN,DEC,REC,PLACE,PLACE_PROVIDER,HOME_POST,PL_POST,URN\n';
const CENSUS =
  '<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection>' +
  '<Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>';

/** Entities that stand for ten of one another, twenty deep: 10 to the 21 letters if believed. */
function bomb(): string {
  const names = [...'abcdefghijklmnopqrstu'];
  const entities = names
    .slice(1)
    .map((name, index) => `<!ENTITY ${name} "${`&${names[index]};`.repeat(10)}">`);
  const doctype = `<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa">${entities.join('')}]>`;
  return `${CENSUS.replace('?>', `?>${doctype}`)}<Children>&u;</Children></Message>`;
}

/** Files that nobody should send, and what is said of each on checking and on loading. */
const FILES: Readonly<
  Record<string, { readonly bytes: Uint8Array; readonly check: number; readonly load: number }>
> = {
  'empty.csv': { bytes: new Uint8Array(), check: 1, load: 2 },
  'noise.csv': { bytes: randomBytes(100_000), check: 1, load: 2 },
  'noise.xml': { bytes: randomBytes(100_000), check: 1, load: 2 },
  'entity-bomb.xml': {
    bytes: Buffer.from(bomb()),
    check: 1,
    load: 1,
  },
  'cut-off.xml': {
    bytes: Buffer.from(`${CENSUS}<Children><Child><ChildIdentifiers><LAchildID>1</LAch`),
    check: 1,
    load: 1,
  },
  'zip-bomb annex a.xlsx': {
    bytes: zipSync({
      '[Content_Types].xml': Buffer.from('<Types/>'),
      'xl/workbook.xml': Buffer.from('<workbook/>'),
      'xl/worksheets/sheet1.xml': new Uint8Array(300 * 2 ** 20),
    }),
    check: 1,
    load: 1,
  },
  'broken annex a.xlsx': {
    bytes: Buffer.from('PK\u0003\u0004 and nothing more'),
    check: 1,
    load: 1,
  },
  '2024-25-episodes.csv': {
    bytes: Buffer.from(`${HEADINGS}C1,31/13/2024,S,C2,N1,,,U4,PR1,,,\n`),
    check: 1,
    load: 1,
  },
};

async function run(command: typeof checkCommand, path: string) {
  const database = await testDatabase();
  const authority = await anAuthority(database);
  const context = {
    database,
    actor: operatorActor(authority.authorityId),
    options: {},
    arguments: [path],
    folder,
    today: day('2026-06-01'),
    progress: () => {},
  } as unknown as CommandContext;
  return { authority, database, result: await command.run(context) };
}

for (const [name, { bytes, check, load }] of Object.entries(FILES)) {
  test(`${name} is answered by what is wrong and what to do, and loads nobody`, async () => {
    await writeFile(join(folder, name), bytes);
    const checked = (await run(checkCommand, name)).result;
    assert.equal(checked.status, check, 'check');
    const errors = (checked.problems ?? []).filter((one) => one.severity === 'error');
    assert.ok(errors.length > 0);
    for (const { message, fix } of errors) assert.ok(message.length > 10 && fix.length > 10);
    const { result, database, authority } = await run(importCommand, name);
    assert.equal(result.status, load, 'import');
    const [found] = await select<{ people: number }>(
      database,
      authority,
      'select count(*) as people from record.person',
    );
    assert.equal(found?.people, 0);
    assert.ok((result.lines ?? []).length > 0);
  });
}

test('a file of one line of 200 MB is answered in little memory', async () => {
  const path = join(folder, '2023-24-episodes.csv');
  const file = createWriteStream(path);
  file.write(HEADINGS);
  const piece = Buffer.alloc(2 ** 20, 'C1,01/05/2023,');
  for (let megabytes = 0; megabytes < 200; megabytes += 1) {
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  const before = process.memoryUsage().rss;
  for (const command of [checkCommand, importCommand]) {
    const { result } = await run(command, path);
    assert.equal(result.status, 1, command.name);
    const rules = (result.problems ?? []).map((one) => one.rule);
    assert.ok(rules.length > 0 && rules.length < 100, rules.slice(0, 3).join());
  }
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  assert.ok(grown < 400, `grew by ${Math.round(grown)} MB`);
});

test('a file in an old encoding is read, or it is said which encoding is wanted', async () => {
  const name = '2022-23-episodes.csv';
  const text = `${HEADINGS}Zo\u00eb,01/05/2022,S,C2,N1,,,U4,PR1,,,\n`;
  await writeFile(join(folder, name), Buffer.from(text, 'latin1'));
  const { result } = await run(importCommand, name);
  assert.ok([0, 1].includes(result.status));
  const said = JSON.stringify(result.problems);
  assert.ok(result.status === 0 || /encoding|UTF-8|character/i.test(said), said);
  await writeFile(join(folder, `utf16-${name}`), Buffer.from(`\ufeff${text}`, 'utf16le'));
  const wide = (await run(importCommand, `utf16-${name}`)).result;
  assert.ok(wide.status <= 2);
  assert.ok(JSON.stringify([wide.lines, wide.problems]).length > 10);
});

test('one bad file among good ones is told, and the good ones are loaded', async () => {
  await writeFile(join(folder, 'bad.bin'), randomBytes(1000));
  await writeFile(
    join(folder, '2021-22-episodes.csv'),
    `${HEADINGS}C1,01/05/2021,S,C2,N1,,,U4,PR1,,,\n`,
  );
  const database = await testDatabase();
  const authority = await anAuthority(database);
  const context = {
    database,
    actor: operatorActor(authority.authorityId),
    options: {},
    arguments: ['bad.bin', '2021-22-episodes.csv'],
    folder,
    today: day('2026-06-01'),
    progress: () => {},
  } as unknown as CommandContext;
  const result = await importCommand.run(context);
  assert.equal(result.status, 1);
  assert.deepEqual(
    (result.rows ?? []).map((row) => row.status),
    ['not-recognised', 'loaded'],
  );
});
