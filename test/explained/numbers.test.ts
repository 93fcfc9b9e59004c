import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersOf } from './numbers.ts';

const bare = (html: string) => numbersOf(html).bare.map((one) => one.number);

test('a number that leads nowhere is found, with the words around it', () => {
  const { bare } = numbersOf('<main><p>We spend £1.2 million on 84 services</p></main>');
  assert.deepEqual(
    bare.map((one) => one.number),
    ['£1.2', '84'],
  );
  assert.match(bare[0]?.around ?? '', /We spend/);
});

test('a number within a link to its figure, or marked with its figure, is explained', () => {
  assert.deepEqual(bare('<p><a href="/figures/cost?by=agency">12%</a></p>'), []);
  assert.deepEqual(bare('<p><a href="/frozen/ab">12%</a></p>'), []);
  assert.deepEqual(bare('<h1 data-figure="cost">It costs £12</h1><p>and 13</p>'), ['13']);
});

test('the mark of a figure ends with its element, whatever stands within it', () => {
  const html = '<div data-figure="a"><p>1<br><img src="x">2</p></div><p>3</p>';
  assert.deepEqual(bare(html), ['3']);
});

test('days, years, ages, sections of a law and names with digits are no figures', () => {
  const words = [
    'On 16 June 2026 at 10:42',
    'in 2024 to 2025 and 2024-25',
    'under section 47 of the Children Act 1989',
    'aged 3 to 5, fewer than 5',
    'file cin-census-2025.xml, RC8, s17',
    '21 per 10,000'.slice(3),
  ];
  for (const text of words) assert.deepEqual(bare(`<p>${text}</p>`), [], text);
});

test('what is typed, chosen, navigated, drawn or marked as no figure is left out', () => {
  const html =
    '<nav>3</nav><svg><text>4</text></svg><select><option>5</option></select>' +
    '<script>var a = 6 < 7;</script><p data-no-figure="a list says how long it is">8</p>' +
    '<input value="9">';
  assert.deepEqual(bare(html), []);
});

test('figures and other addresses of this site are told apart, without their fragments', () => {
  const html =
    '<a href="/figures/cost?by=agency&amp;year=2024-25#x">1</a><a href="/cost#top">cost</a>' +
    '<a href="https://elsewhere.example/">x</a>';
  const { figures, links } = numbersOf(html);
  assert.deepEqual(figures, ['/figures/cost?by=agency&year=2024-25']);
  assert.deepEqual(links, ['/cost']);
});
