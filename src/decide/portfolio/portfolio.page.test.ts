import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sql } from 'kysely';
import { anAuthority, asThief, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { financialYear } from '../../lib/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { loadPlacesSample } from '../../understand/needs/needs.sample.ts';
import { loadPortfolio, solvePortfolio } from './keep-portfolio.ts';
import { PORTFOLIO_MEASURES } from './portfolio-parts.ts';
import { parsePortfolio } from './portfolio-file.ts';
import { portfolioPage, portfoliosPage } from './portfolio.page.ts';
import { starterAnswers, starterPortfolio } from './starter-portfolio.ts';

const TEXT = starterPortfolio(starterAnswers(financialYear(2026)))
  .replace('draws: 100', 'draws: 40')
  .replace('staff: []', 'staff: [{ code: worker, name: Family workers, posts: 2 }]')
  .replaceAll('postsPerPlace: {}', 'postsPerPlace: { worker: 0.05 }')
  .replace('rates: record', 'rates: published');

async function withLocalities(database: Database): Promise<TestAuthority> {
  const here = await anAuthority(database);
  await loadPlacesSample(database, here.authorityId);
  return here;
}

async function solvedId(database: Database, here: TestAuthority, text: string): Promise<number> {
  const { commissioner } = here.actors;
  const { answer, notes } = await askPage(database, portfoliosPage, commissioner, {
    form: { text },
  });
  assert.deepEqual(
    notes.map(({ action }) => action),
    ['portfolio.added'],
  );
  const href = 'redirect' in answer ? answer.redirect : assert.fail('no redirect');
  const portfolioId = Number(href.split('/').at(-1));
  await solvePortfolio({
    portfolioId,
    actor: commissioner,
    inTransaction: (work) => asActor(database, commissioner, work),
    progress: () => {},
  });
  return portfolioId;
}

withDatabase('without a portfolio the page says how to begin one', async (database) => {
  const { actors } = await anAuthority(database);
  const { html } = await askPage(database, portfoliosPage, actors.commissioner);
  assert.match(html, /No portfolio has been worked out yet/);
  assert.match(html, /headwater-portfolio\/1/);
  assert.match(html, /value="500000"/);
  const seen = await askPage(database, portfoliosPage, actors.member);
  assert.doesNotMatch(seen.html, /<form method="post" action="\/portfolio"/);
  await assert.rejects(askPage(database, portfoliosPage, actors.provider));
});

withDatabase('a text with a fault is told by its line and kept in the form', async (database) => {
  const { actors } = await anAuthority(database);
  const text = TEXT.replace('years: 10', 'years: ten');
  const { answer, html } = await askPage(database, portfoliosPage, actors.commissioner, {
    form: { text },
  });
  assert.equal('status' in answer ? answer.status : 0, 400);
  assert.match(html, /Your text:6, field years: &quot;ten&quot; is not a number/);
  assert.match(html, /years: ten/);
});

withDatabase('a few answers are enough, and what is no answer is told', async (database) => {
  const here = await withLocalities(database);
  const { commissioner } = here.actors;
  const form = { templates: 'edge-of-care;family-support', pounds: '£250,000', places: '0' };
  const { answer } = await askPage(database, portfoliosPage, commissioner, {
    form: { ...form, caution: '50', gain: 'cash', rates: 'published' },
  });
  const id = Number(('redirect' in answer ? answer.redirect : '').split('/').at(-1));
  const { portfolio } = await asActor(database, commissioner, (tx) => loadPortfolio(tx, id));
  assert.deepEqual(portfolio.streams[0]?.poundsByYear, [250_000]);
  assert.equal(portfolio.caution, 50);
  assert.equal(portfolio.gain, 'cash');
  assert.equal(portfolio.programmes.length, 2);
  const faulty = await askPage(database, portfoliosPage, commissioner, {
    form: { pounds: 'plenty', places: '-1' },
  });
  for (const sentence of [/Choose at least one way/, /whole pounds/, /whole number; 0/]) {
    assert.match(faulty.html, sentence);
  }
});

withDatabase(
  'the best choice keeps to all limits, and figures give the same again',
  async (database) => {
    const here = await withLocalities(database);
    const id = await solvedId(database, here, TEXT);
    const { analyst } = here.actors;
    const { found, portfolio } = await asActor(database, analyst, (tx) => loadPortfolio(tx, id));
    const solved = found?.solved ?? assert.fail('there is an answer');
    for (const { stream, byYear } of solved.paid) {
      const { poundsByYear = [] } = portfolio.streams.find(({ code }) => code === stream) ?? {};
      for (const [year, pence] of byYear.entries()) {
        const most = (poundsByYear[year] ?? poundsByYear.at(-1) ?? 0) * 100;
        assert.ok(pence <= most + 1, `${stream}, year ${year}: ${pence} of ${most}`);
      }
    }
    for (const area of ['EAST', 'WEST']) {
      const own = solved.bought.filter((one) => one.area === area);
      assert.ok(own.reduce((sum, { places }) => sum + places, 0) >= 10, area);
    }
    assert.ok((solved.posts[0]?.used ?? 99) <= 2);
    let figures = 0;
    for (const measure of PORTFOLIO_MEASURES) {
      const finding = await asActor(database, analyst, (tx) =>
        measure.compute(tx, analyst, { portfolio: String(id) }),
      );
      for (const figure of finding.rows.flatMap((row) => row.figures)) {
        const [name = '', query = ''] = figure.id.split('?', 2);
        assert.equal(name, measure.name);
        const given = Object.fromEntries(new URLSearchParams(query));
        const again = await asActor(database, analyst, (tx) => measure.compute(tx, analyst, given));
        assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
        figures += 1;
      }
    }
    assert.ok(figures > 40, `${figures} figures`);
  },
);

withDatabase('the page of an answer says the finding and how sure it is', async (database) => {
  const here = await withLocalities(database);
  const id = await solvedId(database, here, TEXT);
  const { html } = await askPage(database, portfolioPage, here.actors.member, {
    params: { id: String(id) },
  });
  assert.match(html, /<h1[^>]*>[A-Z][a-z]+ programmes? in (one|two) localit/);
  assert.match(html, /and a gain in \d+ of 100 runs/);
  assert.match(html, /What it costs|Gained without it/);
  const elsewhere = await anAuthority(database);
  await assert.rejects(
    askPage(database, portfolioPage, elsewhere.actors.commissioner, {
      params: { id: String(id) },
    }),
    /There is no such portfolio/,
  );
});

withDatabase('where nothing keeps to all limits the page names what clashes', async (database) => {
  const here = await withLocalities(database);
  const id = await solvedId(database, here, TEXT.replace('eachArea: 10', 'eachArea: 900'));
  const { html } = await askPage(database, portfolioPage, here.actors.commissioner, {
    params: { id: String(id) },
  });
  assert.match(html, /Nothing keeps to all limits/);
  assert.match(html, /East: 900 places at least/);
});

withDatabase('an answer that was changed in the database is not shown', async (database) => {
  const here = await withLocalities(database);
  const id = await solvedId(database, here, TEXT);
  await asThief(database, (tx) =>
    sql`update decide.portfolio set result = replace(result, '"runs":40', '"runs":90')
      where id = ${id} and authority_id = ${here.authorityId}`.execute(tx),
  );
  await assert.rejects(
    asActor(database, here.actors.analyst, (tx) => loadPortfolio(tx, id)),
    /not as it was kept/,
  );
});

test('the example and the text to begin with are read without a fault', () => {
  const url = new URL('../../../demo/portfolios/northbridge.yaml', import.meta.url);
  assert.deepEqual(parsePortfolio(readFileSync(url, 'utf8')).problems, []);
  assert.deepEqual(
    parsePortfolio(starterPortfolio(starterAnswers(financialYear(2026)))).problems,
    [],
  );
});

test('names that a portfolio uses and never states are told with what they could be', () => {
  const { portfolio, problems } = parsePortfolio(TEXT.replace('[money]', '[grant]'));
  assert.equal(portfolio, null);
  assert.match(problems[0]?.message ?? '', /"grant" is stated nowhere/);
  assert.match(problems[0]?.fix ?? '', /money/);
});
