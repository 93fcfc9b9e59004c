import assert from 'node:assert/strict';
import { test } from 'node:test';
import { financialYear } from '../src/lib/index.ts';
import { earlyHelpColumns } from '../src/record/returns/early-help.columns.ts';
import { placeColumns } from '../src/record/returns/places.columns.ts';
import { policeColumns } from '../src/record/returns/police.columns.ts';
import { youthJusticeColumns } from '../src/record/returns/youth-justice.columns.ts';
import { earlyHelpReader } from '../src/record/returns/early-help.reader.ts';
import { placesReader } from '../src/record/returns/places.reader.ts';
import { READERS } from '../src/record/returns/readers.ts';
import { statisticalNeighboursReader } from '../src/record/returns/statistical-neighbours.reader.ts';
import type { ReadItem } from '../src/record/returns/statement.ts';
import { censusFaults, episodeFaults, pupilFaults, reviewFaults } from './faults.ts';
import { nhsCheckDigit, upnCheckLetter } from './identifiers.ts';
import { type DemoFile, fingerprint, northbridge } from './northbridge.ts';
import { EARLY_HELP_HEADINGS } from './write-early-help.ts';
import { POLICE_HEADINGS } from './write-police.ts';
import { YOUTH_JUSTICE_HEADINGS } from './write-youth-justice.ts';
import { childrenByArea, PLACE_HEADINGS } from './write-places.ts';

const OWN_READERS = [...READERS, earlyHelpReader, placesReader, statisticalNeighboursReader];
const small = northbridge({ children: 4000 });
const newest = financialYear(2025);

function textOf(file: DemoFile): string {
  return [...file.text()].join('');
}

function fileNamed(part: string, files = small.files(newest)): DemoFile {
  return files.find((file) => file.name.includes(part)) ?? assert.fail(`no ${part}`);
}

function rowsOf(part: string, files = small.files(newest)): string[][] {
  const [, ...rows] = textOf(fileNamed(part, files)).trim().split('\n');
  return rows.map((row) => row.split(','));
}

async function itemsOf(file: DemoFile): Promise<ReadItem[]> {
  const bytes = new TextEncoder().encode(textOf(file));
  const reader = OWN_READERS.find((one) => one.recognise(file.name, bytes.subarray(0, 65_536)));
  assert.equal(reader?.kind, file.kind, `${file.name} is recognised`);
  const chunks = (async function* () {
    yield bytes;
  })();
  const items: ReadItem[] = [];
  const today = '2026-11-22' as never;
  for await (const item of reader.read({ name: file.name, chunks, today })) items.push(item);
  return items;
}

function errorsIn(items: readonly ReadItem[]): string[] {
  return items
    .flatMap((item) =>
      item.type === 'problem' ? [item.problem] : item.type === 'person' ? item.problems : [],
    )
    .filter((problem) => problem.severity === 'error')
    .map((problem) => problem.rule);
}

test('the same seed gives the same bytes, another seed others', () => {
  const one = fingerprint(northbridge({ children: 1000, years: 2 }));
  assert.equal(fingerprint(northbridge({ children: 1000, years: 2 })), one);
  assert.notEqual(fingerprint(northbridge({ children: 1000, years: 2, seed: 2 })), one);
});

test('a file that is asked for twice is the same twice', () => {
  for (const file of small.files(newest)) assert.equal(textOf(file), textOf(file), file.name);
});

/** Faults, and what follows from them in the same record. */
const FAULT_RULES = new Set([
  ...censusFaults.map((fault) => fault.rule),
  'structure/no-identifier',
  '4003',
  '4016',
  '4017',
  '8565',
  '8620',
  '8696',
  '8930',
]);

test('a census has the faults that were put in, and no other error', async () => {
  for (const year of small.years) {
    const found = errorsIn(await itemsOf(fileNamed('cin-census', small.files(year))));
    const meant = censusFaults.filter((fault) => fault.from < 250).map((fault) => fault.rule);
    for (const rule of meant) assert.equal(found.filter((one) => one === rule).length, 1, rule);
    assert.deepEqual(
      found.filter((rule) => !FAULT_RULES.has(rule)),
      [],
    );
  }
});

test('every file of the newest year is recognised and read, with few errors', async () => {
  const most = episodeFaults.length + reviewFaults.length + pupilFaults.length;
  for (const file of [...small.files(newest), ...small.filesOfNoYear()]) {
    if (file.kind === 'cin-census') continue;
    const items = await itemsOf(file);
    assert.ok(errorsIn(items).length <= most, `${file.name}: ${errorsIn(items)}`);
    assert.ok(
      items.some((item) => item.type !== 'problem' && item.type !== 'file'),
      file.name,
    );
  }
});

test('every NHS number is one child’s, of the range never issued, with its check digit', () => {
  const ofChild = new Map<string, string>();
  for (const year of small.years) {
    for (const [child = '', , nhs = ''] of rowsOf('early-help', small.files(year))) {
      if (nhs === '') continue;
      assert.match(nhs, /^999\d{7}$/);
      assert.equal(nhsCheckDigit(nhs.slice(0, 9)), Number(nhs[9]));
      assert.equal(ofChild.get(nhs) ?? child, child);
      ofChild.set(nhs, child);
    }
  }
  assert.ok(ofChild.size > 50);
});

test('every pupil number has its check letter and belongs to one pupil', () => {
  const numbers = rowsOf('pupilonroll').map((cells) => cells[8] ?? '');
  const wrong = numbers.filter((upn) => upnCheckLetter(upn.slice(1)) !== upn[0]);
  assert.ok(wrong.length <= pupilFaults.length, `${wrong.length} wrong`);
  assert.equal(new Set(numbers.map((upn) => upn.slice(1))).size, numbers.length);
});

test('a child has the same pupil number in the census, in care and at school', () => {
  const atSchool = new Set(rowsOf('pupilonroll').map((cells) => cells[8]));
  const looked = rowsOf('header').filter(([, , born = '']) => Number(born.slice(6)) > 2009);
  const numbers = looked.map((cells) => cells[4] ?? '').filter((upn) => upn.length === 13);
  assert.ok(numbers.length > 5);
  for (const upn of numbers) assert.ok(atSchool.has(upn), 'the looked-after child is at school');
});

test('every child of the looked-after files stands in the header file, once', () => {
  const children = rowsOf('header').map(([child]) => child);
  assert.equal(new Set(children).size, children.length);
  for (const part of ['-episodes', '-reviews', '-oc2', '-oc3', '-missing', '-uasc']) {
    for (const [child] of rowsOf(part)) assert.ok(children.includes(child), part);
  }
});

test('a looked-after child of one year is in the next year where care goes on', () => {
  const [before, after] = [financialYear(2024), newest].map((year) =>
    rowsOf('-episodes', small.files(year)),
  );
  const open = (before ?? []).filter((cells) => cells[7] === '' && !/Q9|X9/.test(cells.join()));
  const known = new Set((after ?? []).map(([child, started]) => `${child} ${started}`));
  const kept = open.filter(([child, started]) => known.has(`${child} ${started}`));
  assert.ok(kept.length >= open.length - 1);
});

test('an unborn child is expected in one census and born in the next', () => {
  const texts = small.years.map((year) => textOf(fileNamed('cin-census', small.files(year))));
  const expected = texts
    .slice(0, -1)
    .flatMap((text, i) =>
      [
        ...text.matchAll(/<LAchildID>(\w+)<(?:(?!<\/Child>)[\s\S])*?<ExpectedPersonBirthDate>/g),
      ].map((match) => ({ id: match[1] ?? '', next: texts[i + 1] ?? '' })),
    );
  assert.ok(expected.length > 0);
  for (const { id, next } of expected) {
    const child = next.split(`<LAchildID>${id}<`)[1]?.split('</Child>')[0];
    assert.ok(child === undefined || child.includes('<PersonBirthDate>'));
  }
});

test('the headings are those that the readers know', () => {
  assert.deepEqual(
    EARLY_HELP_HEADINGS.split(','),
    earlyHelpColumns.map((one) => one.heading),
  );
  assert.deepEqual(
    PLACE_HEADINGS.split(','),
    placeColumns.map((one) => one.heading),
  );
  assert.deepEqual(
    POLICE_HEADINGS.split(','),
    policeColumns.map((one) => one.heading),
  );
  assert.deepEqual(
    YOUTH_JUSTICE_HEADINGS.split(','),
    youthJusticeColumns.map((one) => one.heading),
  );
});

test('the children of the census areas add up to those of the authority', () => {
  const total = childrenByArea(small.world)
    .flat()
    .reduce((sum, one) => sum + one, 0);
  const { children } = small.measured(newest, newest);
  const alone = small.world.people.familyOf.slice(0, small.world.people.childCount);
  assert.ok(total <= children && total >= children - alone.filter((one) => one < 0).length);
});

test('no postcode lies in two census areas', () => {
  const codes = rowsOf('places', small.filesOfNoYear()).flatMap((cells) =>
    (cells.at(-1) ?? '').split(';'),
  );
  const given = codes.filter((code) => code !== '');
  assert.ok(given.length > 1500);
  assert.equal(new Set(given).size, given.length);
});

test('some records are protected or restricted, and they are of children known to services', () => {
  const { protectedAddresses, restricted } = northbridge({ children: 20_000 }).specialRecords();
  assert.ok(protectedAddresses.length > 0 && restricted.length > 0);
});

test('Northbridge cannot be smaller than 500 children or older than five years', () => {
  assert.throws(() => northbridge({ children: 20 }), RangeError);
  assert.throws(() => northbridge({ years: 6 }), RangeError);
});
