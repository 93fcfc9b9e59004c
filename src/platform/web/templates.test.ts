import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { day, pence } from '../../lib/index.ts';
import { openTemplates, type Shell } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'headwater-templates-'));
after(() => rmSync(folder, { recursive: true }));
const render = await openTemplates({ assetHash: 'abc', version: '1.2.3', folders: [folder] });

const VISITOR: Shell = {
  title: 'Sign in',
  actorName: null,
  roleName: null,
  agencyName: null,
  navigation: [],
  demo: false,
  csrfToken: '',
  cspNonce: 'once',
  url: '/sign-in',
  messages: [],
};

let count = 0;
function rendered(template: string, data: Record<string, unknown> = {}): string {
  count += 1;
  writeFileSync(join(folder, `page-${count}.njk`), template);
  return render(`page-${count}.njk`, data, VISITOR);
}

test('what people typed is shown as text', () => {
  const text = rendered('{{ name }}|{{ name | upperFirst }}', {
    name: '<script>alert(1)</script>',
  });
  assert.doesNotMatch(text, /<script/);
});

test('a misspelt name fails the page and leaves no hole in it', () => {
  assert.throws(() => rendered('{{ famly.name }}', { family: { name: 'A' } }), /undefined/);
  assert.equal(rendered('{{ "none" if not note else note }}'), 'none');
});

test('money, days, numbers and counts read as people write them', () => {
  const data = { money: pence(123_456), when: day('2025-03-31') };
  assert.equal(
    rendered('{{ money | pence }} {{ money | penceExactly }} {{ when | day }}', data),
    '£1,235 £1,234.56 31 March 2025',
  );
  assert.equal(
    rendered('{{ 1234.56 | number }} {{ 24 | percent }} {{ 2 | plural("family", "families") }}'),
    '1,234.6 24% 2 families',
  );
});

test('a status has only the tones there are', () => {
  const from = '{% from "platform/web/blocks/lists.njk" import statusTag %}';
  assert.match(rendered(`${from}{{ statusTag({ text: "Late", tone: "attention" }) }}`), /Late/);
  assert.throws(() => rendered(`${from}{{ statusTag({ text: "Late", tone: "pink" }) }}`), /tone/);
});

test('before sign-in a page shows no person, no navigation and no way to sign out', () => {
  const page = rendered(
    '{% extends "platform/web/blocks/layout.njk" %}{% block content %}<h1>Sign in</h1>{% ' +
      'endblock %}',
  );
  assert.match(page, /<title>Sign in – Headwater<\/title>/);
  assert.doesNotMatch(page, /Sign out|<nav/);
  assert.match(page, /href="\/assets\/abc\/headwater\.css"/);
});

test('a form with mistakes marks the title, so that a screen reader says it first', () => {
  const page = rendered(
    '{% extends "platform/web/blocks/layout.njk" %}{% block content %}<h1>A</h1>{% endblock %}',
    { errors: [{ field: 'name', sentence: 'Enter a name' }] },
  );
  assert.match(page, /<title>Error: Sign in – Headwater<\/title>/);
});

test('a list may write its own cells row by row', () => {
  const text = rendered(
    `{% from "platform/web/blocks/lists.njk" import sortableTable %}
    {% call(row) sortableTable(view) %}<td>own {{ row.name }}</td>{% endcall %}`,
    {
      view: {
        caption: 'People',
        columns: [{ key: 'name', label: 'Name' }],
        rows: [{ name: 'A' }, { name: 'B & C' }],
        url: '/people',
        sort: null,
        page: { number: 1, size: 25, total: 2 },
        noun: ['person', 'people'],
      },
    },
  );
  assert.match(text, /<td>own A<\/td>[\s\S]*<td>own B &amp; C<\/td>/);
});
