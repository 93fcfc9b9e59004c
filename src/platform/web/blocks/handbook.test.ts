import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIGURES, FULL_FINDING } from '../handbook.examples.ts';
import { handbookErrorPage, handbookFigurePage, handbookPage } from '../handbook.page.ts';
import type { Page, PageRequest } from '../page.ts';
import { openTemplates, type Shell } from '../templates.ts';

const WHO = { label: 'anyone', allows: () => true };
const SHELL: Shell = {
  title: 'Handbook',
  actorName: 'Asha <b>Verma</b>',
  roleName: 'Commissioner',
  agencyName: 'Northbridge Council',
  navigation: [{ href: '/', text: 'Home', current: true }],
  demo: true,
  csrfToken: 'token-of-the-form',
  cspNonce: 'nonce-of-the-page',
  url: '/handbook',
  messages: [{ kind: 'success', text: 'Saved.', undo: { action: '/undo/1', text: 'Undo' } }],
  breadcrumbs: [{ href: '/', text: 'Home' }],
  otherRoles: true,
};

const render = await openTemplates({ assetHash: 'abc', version: '9.9.9' });

async function html(page: Page, params: Record<string, string> = {}): Promise<string> {
  const answer = await page.get?.({ params } as unknown as PageRequest);
  assert.ok(answer && 'template' in answer);
  return render(answer.template, answer.data, SHELL);
}

const handbook = await html(handbookPage(WHO));
const pages: Record<string, string> = {
  handbook,
  figure: await html(handbookFigurePage(WHO)),
  finding: render(
    'platform/web/blocks/figure-page.njk',
    { figure: false, finding: FULL_FINDING, frozen: false, command: 'npx headwater figure' },
    SHELL,
  ),
};
for (const status of ['403', '404', '409', '429', '500']) {
  pages[status] = await html(handbookErrorPage(WHO), { status });
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);
}

for (const [name, text] of Object.entries(pages)) {
  test(`${name}: one main heading, and no level of heading is left out`, () => {
    const levels = all(text, /<h([1-6])[\s>]/g).map(Number);
    assert.equal(levels.filter((level) => level === 1).length, 1);
    const body = levels.slice(levels.indexOf(1));
    for (const [index, level] of body.entries()) {
      assert.ok(level <= (body[index - 1] ?? 1) + 1, `h${body[index - 1]} then h${level}`);
    }
  });

  test(`${name}: every id stands once, and every id that is referred to is there`, () => {
    const ids = all(text, /\sid="([^"]*)"/g);
    assert.deepEqual(
      ids.filter((id, index) => id === '' || ids.indexOf(id) !== index),
      [],
    );
    const named = all(text, /aria-(?:labelledby|describedby|controls)="([^"]*)"/g);
    const used = [
      ...named.flatMap((value) => value.trim().split(/\s+/)),
      ...all(text, /\sfor="([^"]*)"/g),
    ];
    const within = all(text, /href="#([^"]+)"/g);
    for (const id of [...used, ...within]) assert.ok(ids.includes(id), `nothing has id ${id}`);
  });

  test(`${name}: nothing that a strict content security policy would stop`, () => {
    assert.doesNotMatch(text, /\sstyle=|<style|\son[a-z]+="|javascript:/);
    for (const script of all(text, /<script([^>]*)>/g)) {
      assert.match(script, /nonce="nonce-of-the-page"|type="module" src="\/assets\/abc\//);
    }
    assert.doesNotMatch(text, /(?:src|href)="(?:https?:)?\/\//);
  });

  test(`${name}: every posted form carries the token, and no data leaves by a get form`, () => {
    const forms = all(text, /(<form[\s\S]*?<\/form>)/g);
    for (const form of forms.filter((one) => one.includes('method="post"'))) {
      assert.match(form, /name="_csrf" value="token-of-the-form"/);
    }
    for (const form of forms.filter((one) => one.includes('method="get"'))) {
      assert.doesNotMatch(form, /_csrf/);
    }
    assert.ok(forms.length > 0);
  });

  test(`${name}: no hole where a word should be`, () => {
    assert.doesNotMatch(text, /undefined|\[object |NaN|&lt;(?:a|p|div|span|svg)\b/);
  });

  test(`${name}: a name is text, never markup`, () => {
    assert.match(text, /Asha &lt;b&gt;Verma&lt;\/b&gt;/);
  });
}

test('every number leads to its own address and every value of a finding is such a number', () => {
  const numbers = [
    ...handbook.matchAll(/<a class="hw-number" href="([^"]*)" data-figure="([^"]*)"/g),
  ];
  for (const [, href, id] of numbers) assert.equal(href, `/figures/${id}`);
  for (const row of FULL_FINDING.rows) {
    for (const { id } of row.figures) {
      assert.ok(
        numbers.some((number) => number[2] === id),
        id,
      );
    }
  }
});

test('a modelled number shows its range wherever it stands: key figure, sentence, table', () => {
  assert.match(handbook, /Between £16 million and £23 million<\/p>/);
  assert.match(handbook, /£19 million<\/a> <span[^>]*>\(between £16 million and £23 million\)/);
  assert.match(handbook, /£5.5 million<\/a>\s*<span class="hw-range"[^>]*>between £4.4 million/);
});

test('a hidden value never shows a number and says why in words', () => {
  const [, key = ''] = handbook.split(
    `<div class="hw-key-figure" data-figure="${FIGURES.suppressed.id}"`,
  );
  assert.match(key.slice(0, 600), /Too few to show[\s\S]*Fewer than 5, hidden to protect people/);
  assert.match(handbook, /\[c\]<span class="govuk-visually-hidden">: Fewer than 5/);
  assert.match(handbook, /Not measured: No source measures this yet\. It is not zero\./);
});

test('a finding has its headline, charts for wide and for narrow screens, and its table', () => {
  const [section = ''] = all(
    handbook,
    /(<section class="hw-figure" id="example-cost[\s\S]*?<\/section>)/g,
  );
  assert.equal(all(section, /<svg[^>]*role="img"/g).length, 2);
  assert.equal(all(section, /<table/g).length, 1);
  assert.match(section, /href="#example-cost-by-agency-year-2024-25-table">Table/);
  assert.match(section, /Where does this number come from\?/);
  assert.match(section, /href="\/figures\/example-cost\.csv\?by=agency&amp;year=2024-25" download/);
  assert.match(section, /Unit costs of an invented council/);
});

test('a finding without data says so and offers nothing to open or download', () => {
  const [empty = ''] = all(
    handbook,
    /(<section class="hw-figure" id="example-empty"[\s\S]*?<\/section>)/g,
  );
  assert.match(empty, /nothing to count here yet/);
  assert.doesNotMatch(empty, /<a |<table|<details/);
});

test('every table has a caption, and every heading says what it heads', () => {
  for (const table of all(handbook, /(<table[\s\S]*?<\/table>)/g)) {
    assert.match(table, /<caption/);
    for (const heading of all(table, /<th(\s[^>]*)>/g)) assert.match(heading, /scope="(row|col)"/);
  }
});

test('a sorted column says so to screen readers, and its arrow says nothing', () => {
  assert.match(handbook, /aria-sort="ascending"><a class="hw-sort" href="[^"]*sort=-waiting"/);
  assert.match(handbook, /hw-sort__arrow" aria-hidden="true">↑/);
  assert.match(handbook, /role="status"[^>]*>Showing 7 to 12 of 132 requests/);
});

test('a choice of the filter can be taken away by a link that keeps the others', () => {
  assert.match(
    handbook,
    /href="\/handbook\?need=housing&amp;sort=waiting"|href="\/handbook\?sort=waiting"/,
  );
  assert.equal(all(handbook, /Apply filters/g).length, 2);
});

test('a form with mistakes leads to each of them and keeps what was typed, as text', () => {
  assert.match(handbook, /href="#started">The day the plan started must be in the past/);
  assert.match(handbook, /id="started" name="started-day" type="text" value="31"/);
  assert.match(handbook, /value="about a hundred"/);
  assert.match(handbook, /&lt;b&gt;They&lt;\/b&gt; said &quot;mornings&quot; &amp; evenings/);
});

test('work under way can be cancelled and looked at again; what stopped can be tried again', () => {
  assert.match(handbook, /action="\/jobs\/example-running\/cancel"/);
  assert.match(handbook, /data-job-events="\/jobs\/example-running\/events"/);
  assert.match(handbook, /href="\/jobs\/example-running" data-job-check>Check again/);
  assert.match(handbook, /action="\/jobs\/example-failed\/retry"/);
  assert.doesNotMatch(handbook, /example-(done|failed|cancelled)\/(events|cancel)/);
  assert.doesNotMatch(handbook, /http-equiv="refresh"/);
});

test('work of unknown size has a bar without a value', () => {
  const [bar = ''] = all(handbook, /<progress([^>]*)aria-labelledby="job-example-unknown"/g);
  assert.doesNotMatch(bar, /value/);
});

test('a figure explains itself: formula, inputs, source, rows, range and command', () => {
  const page = pages.figure ?? '';
  for (const words of [
    'Days of each kind of late help, times its unit cost',
    'Children with at least one day of help in the year',
    'Unit costs of an invented council',
    '48,210 rows in the record',
    'Between £16 million and £23 million',
    '£18,934,172.00',
    'npx headwater figure &quot;example-late-help-cost&quot;',
    '/figures/example-late-help-cost.json',
  ]) {
    assert.ok(page.includes(words), words);
  }
});

test('a refusal keeps the words of its rule, and a failure of ours gives a reference', () => {
  assert.match(pages['409'] ?? '', /This claim was verified a minute ago/);
  assert.match(pages['500'] ?? '', /7F3K-22QD/);
  assert.doesNotMatch(pages['404'] ?? '', /7F3K/);
});

test('made-up data says so on every page, and real data does not', () => {
  assert.match(handbook, /made-up data for Northbridge/);
  const real = render(
    'platform/web/blocks/error-page.njk',
    { status: 404 },
    { ...SHELL, demo: false },
  );
  assert.doesNotMatch(real, /made-up/);
});
