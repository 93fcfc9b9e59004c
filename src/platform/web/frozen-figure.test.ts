import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { anAuthority, asThief, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { day, type Figure, type Finding, Refusal } from '../../lib/index.ts';
import { asActor } from '../database/as-actor.ts';
import type { Command, CommandContext } from '../command.ts';
import { frozenCommands } from './frozen-figure.command.ts';
import { canonicalJson, differences, sha256Of } from './frozen-figure.ts';
import { findFrozen, freezeFinding } from './frozen-figure.store.ts';
import { figurePage } from './figures.page.ts';
import { frozenFigurePages, type FrozenParts } from './frozen-figures.page.ts';
import { defineMeasure } from './measure.ts';
import type { Page } from './page.ts';

/** What the made-up measure gives: changed by the tests as data changes. */
const world = { children: 12 };

function countOf(id: string, value: number): Figure {
  const rows = { question: 'Children with help in the year:', count: value };
  const input: Figure = {
    id: 'helped-rows',
    label: 'Rows of the record',
    value,
    unit: 'rows',
    how: { formula: 'Rows counted.', rows },
  };
  const how = { formula: 'Each child once.', inputs: [input] };
  return { id, label: 'Children with help', value, unit: 'children', how };
}

function helped(id = 'helped'): Finding {
  return {
    id,
    headline: `${world.children} children had help`,
    subtitle: 'Children with help, Testshire',
    rowHeading: 'Level',
    columns: ['Children'],
    rows: [{ label: 'Early help', figures: [countOf(id, world.children)] }],
    chart: 'none',
  };
}

const HELPED = defineMeasure({
  name: 'helped',
  title: 'Children with help',
  who: only('analyst', 'manager'),
  parameters: { person: 'one child' },
  compute: async () => helped(),
});

const PARTS: FrozenParts = {
  measures: [HELPED],
  who: thoseWhoSeeFigures,
  mayFreeze: only('analyst', 'finance'),
  knownTo: async () => day('2025-03-31'),
};

function pageAt(url: string): Page {
  const found = frozenFigurePages(PARTS).find((page) => page.url === url);
  assert.ok(found, url);
  return found;
}

function commandOf(name: string): Command {
  const found = frozenCommands(PARTS).find((command) => command.name === name);
  assert.ok(found, name);
  return found;
}

test('the same value gives the same canonical text, whatever the order of its keys', () => {
  assert.equal(canonicalJson({ b: 1, a: [true, null, 'x'] }), '{"a":[true,null,"x"],"b":1}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      assert.equal(canonicalJson(turned), canonicalJson(value));
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a number that is none cannot be frozen', () => {
  assert.throws(() => canonicalJson({ value: Number.NaN }), RangeError);
});

test('the seal is SHA-256, as the standard gives it for "abc"', () => {
  // FIPS 180-4, example of a one-block message.
  const published = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  assert.equal(sha256Of('abc'), published);
  assert.equal(
    sha256Of('é'),
    createHash('sha256')
      .update(Buffer.from([0xc3, 0xa9]))
      .digest('hex'),
  );
});

test('two findings differ in the numbers that changed, came or went, and in nothing else', () => {
  const then = helped();
  const row = (label: string, value: number | null): Finding['rows'][number] => ({
    label,
    figures: [{ ...countOf('helped', value ?? 0), value, absent: 'suppressed' }],
  });
  const frozen = { ...then, rows: [row('A', 5), row('B', 6), row('Gone', 7)] };
  const today = { ...then, rows: [row('A', 5), row('B', null), row('New', 9)] };
  assert.deepEqual(
    differences(frozen, today).map((one) => [one.label, one.before?.value, one.today?.value]),
    [
      ['B', 6, null],
      ['Gone', 7, undefined],
      ['New', undefined, 9],
    ],
  );
  assert.deepEqual(differences(frozen, frozen), []);
});

withDatabase('a frozen figure keeps its number when the figure becomes another', async (db) => {
  const { actors } = await anAuthority(db);
  const made = await askPage(db, pageAt('/frozen/new'), actors.analyst, {
    form: { address: 'helped' },
  });
  assert.ok('redirect' in made.answer);
  const id = made.answer.redirect.replace('/frozen/', '');
  assert.deepEqual(
    made.notes.map(({ action, subjectId }) => [action, subjectId]),
    [['figure.frozen', id]],
  );
  const same = await askPage(db, pageAt('/frozen/:id'), actors.manager, { params: { id } });
  assert.match(same.html, /Unchanged since it was frozen/);
  assert.match(same.html, /Yes\. .*gives the same numbers/s);
  world.children = 15;
  const later = await askPage(db, pageAt('/frozen/:id'), actors.manager, { params: { id } });
  assert.match(later.html, /<h1[^>]*>12 children had help/);
  assert.match(later.html, /differs in 1 number and says: “15 children had help”/);
  assert.match(later.html, /Rows of the record/, 'its inputs are explained as frozen');
  assert.match(later.html, /headwater frozen \d+\nnpx headwater figure "helped"/);
  const csv = await askPage(db, pageAt('/frozen/:id'), actors.manager, {
    params: { id: `${id}.csv` },
  });
  assert.ok('file' in csv.answer);
  assert.match(Buffer.from(csv.answer.file).toString('utf8'), /Early help,12/);
  const list = await askPage(db, pageAt('/frozen'), actors.analyst);
  assert.match(list.html, /12 children had help/);
});

withDatabase(
  'a frozen figure opens for who may see its measure, and for nobody else',
  async (db) => {
    const { actors } = await anAuthority(db);
    world.children = 12;
    const stranger = await anAuthority(db);
    const { id } = await asActor(db, actors.analyst, (tx) =>
      freezeFinding(tx, actors.analyst, { address: 'helped', finding: helped() }),
    );
    const params = { id: String(id) };
    const open = pageAt('/frozen/:id');
    await assert.rejects(askPage(db, open, actors.member, { params }), /does not include/);
    const theirs = stranger.actors.analyst;
    await assert.rejects(askPage(db, open, theirs, { params }), /no such frozen figure/);
    const list = await askPage(db, pageAt('/frozen'), actors.member);
    assert.match(list.html, /No figure is frozen yet/);
  },
);

withDatabase('a figure about one person cannot be frozen, and offers no button', async (db) => {
  const { actors } = await anAuthority(db);
  world.children = 12;
  const form = { address: 'helped?person=3' };
  await assert.rejects(
    askPage(db, pageAt('/frozen/new'), actors.analyst, { form }),
    (error) => error instanceof Refusal && error.code === 'figure-about-one-person',
  );
  const page = figurePage([HELPED], thoseWhoSeeFigures, PARTS.mayFreeze);
  const ask = (query: Record<string, string>, actor = actors.analyst) =>
    askPage(db, page, actor, { params: { measure: 'helped' }, query });
  assert.match((await ask({})).html, /Freeze this figure/);
  assert.doesNotMatch((await ask({}, actors.manager)).html, /Freeze this figure/);
  assert.doesNotMatch((await ask({ person: '3' })).html, /Freeze this figure/);
});

withDatabase(
  'a copy that somebody changed is found out on its page and by the command',
  async (db) => {
    const { actors } = await anAuthority(db);
    world.children = 12;
    const { analyst } = actors;
    const { id, hash } = await asActor(db, analyst, (tx) =>
      freezeFinding(tx, analyst, { address: 'helped', finding: helped() }),
    );
    const context = { database: db, actor: analyst, arguments: [] } as unknown as CommandContext;
    assert.equal((await commandOf('frozen verify').run(context)).status, 0);
    await assert.rejects(
      asActor(db, analyst, (tx) => sql`update platform.frozen_figure set hash = ''`.execute(tx)),
      /permission denied/,
    );
    await asThief(db, (tx) =>
      sql`update platform.frozen_figure set content = replace(content, '12 children', '2 children')
      where id = ${id}`.execute(tx),
    );
    const frozen = await asActor(db, analyst, (tx) => findFrozen(tx, id));
    assert.equal(frozen.hash, hash);
    const { html } = await askPage(db, pageAt('/frozen/:id'), analyst, {
      params: { id: String(id) },
    });
    assert.match(html, /was changed after it was frozen/);
    const verified = await commandOf('frozen verify').run(context);
    assert.equal(verified.status, 1);
    assert.match(verified.problems?.[0]?.message ?? '', new RegExp(`Frozen figure ${id} `));
  },
);

withDatabase('the command line freezes a figure and prints it as it was frozen', async (db) => {
  const { actors } = await anAuthority(db);
  world.children = 12;
  const run = (name: string, actor: typeof actors.analyst, ...words: string[]) =>
    commandOf(name).run({ database: db, actor, arguments: words } as unknown as CommandContext);
  const added = await run('frozen add', actors.analyst, 'helped');
  const id = String(added.rows?.[0]?.id);
  world.children = 99;
  const shown = await run('frozen', actors.analyst, id);
  assert.equal(shown.finding?.rows[0]?.figures[0]?.value, 12);
  await assert.rejects(run('frozen add', actors.member, 'helped'), /does not freeze/);
  await assert.rejects(run('frozen', actors.member, id), /does not include/);
});
