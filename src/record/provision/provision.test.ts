import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { asActor, asSystem, type Database } from '../../platform/index.ts';
import { addDays, day, type FinancialYear, pence } from '../../lib/index.ts';
import { today } from '../people/people.page.ts';
import { saveSpend } from '../spend/spend.store.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { besidePublishedMeasure } from './beside-published.measure.ts';
import { confirmServicePage, editServicePage, newServicePage } from './edit-service.page.ts';
import { freshnessOf, wholeMonths } from './freshness.ts';
import { provisionMeasure } from './provision.measure.ts';
import { provisionPage } from './provision.page.ts';
import { aService } from './provision.sample.ts';
import { findService, listServices, saveServices } from './provision.store.ts';
import { spendOfYear, type ServiceStatement } from './service.ts';
import { servicePage } from './service.page.ts';

const YEAR = '2025-26' as FinancialYear;

/** Saves services as the council's analyst. */
async function given(database: Database, here: TestAuthority, services: ServiceStatement[]) {
  return asActor(database, here.actors.analyst, async (tx) => {
    const sourceId = await insertActionSource(tx, here.authorityId, 'A test');
    return saveServices(tx, { authorityId: here.authorityId, sourceId }, services);
  });
}

test('an entry fades after six months and is stale after twelve', () => {
  const service = { statedDay: day('2024-01-01'), confirmedDay: day('2025-01-31') };
  assert.equal(freshnessOf(service, day('2025-07-30')), 'current');
  assert.equal(freshnessOf(service, day('2025-07-31')), 'check-due');
  assert.equal(freshnessOf(service, day('2026-01-30')), 'check-due');
  assert.equal(freshnessOf(service, day('2026-01-31')), 'stale');
});

test('a month from the 16th is not over on the 1st, in February either', () => {
  assert.equal(wholeMonths(day('2012-09-16'), day('2013-02-01')), 4);
  assert.equal(wholeMonths(day('2012-08-31'), day('2013-02-28')), 6);
});

test('whole months never run ahead of days', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 4000 }), (a, b) => {
      const from = addDays(day('1990-01-01'), a);
      const months = wholeMonths(from, addDays(from, b));
      assert.ok(months * 28 <= b && b < (months + 1) * 31 + 1);
    }),
  );
});

test('of one payer the actual goes before the budget, and they are never added', () => {
  const payer = { year: YEAR, agencyId: null, funderName: 'A trust' };
  const spends = [
    { ...payer, basis: 'budget' as const, spendPence: pence(100) },
    { ...payer, basis: 'actual' as const, spendPence: pence(70) },
    { ...payer, funderName: 'Another', basis: 'budget' as const, spendPence: pence(5) },
  ];
  assert.deepEqual(
    spendOfYear(spends, YEAR).map((one) => one.spendPence),
    [70, 5],
  );
});

const reached = (families: number | null) => [
  {
    year: YEAR,
    capacityFamilies: 40,
    capacityChildren: null,
    reachedFamilies: families,
    reachedChildren: null,
  },
];

withDatabase('a reach of one to four is hidden and enters no sum', async (database) => {
  const here = await anAuthority(database);
  await given(database, here, [
    aService({ name: 'Small', years: reached(3) }),
    aService({ name: 'Large', years: reached(20) }),
  ]);
  const finding = await asActor(database, here.actors.analyst, (tx) =>
    provisionMeasure.compute(tx, here.actors.analyst, { by: 'service', year: YEAR }),
  );
  const families = finding.rows.map((row) => row.figures[3]);
  assert.deepEqual(
    families.map((figure) => [figure?.value, figure?.absent]),
    [
      [20, undefined],
      [null, 'suppressed'],
    ],
  );
  assert.equal(finding.total?.figures[3]?.value, 20);
  assert.match(finding.total?.figures[3]?.how.notes?.join() ?? '', /hidden/);
});

withDatabase('each figure gives the same number under its own address', async (database) => {
  const here = await anAuthority(database);
  const { council, health } = here.agencies;
  const spend = (agencyId: typeof council, pounds: number) => ({
    year: YEAR,
    agencyId,
    funderName: '',
    basis: 'budget' as const,
    spendPence: pence(pounds * 100),
  });
  await given(database, here, [
    aService({ name: 'One', agencyId: council, spends: [spend(council, 10), spend(health, 5)] }),
    aService({ name: 'Two', agencyId: health, themes: [], spends: [spend(health, 7)] }),
    aService({ name: 'Three', level: null }),
  ]);
  await asActor(database, here.actors.analyst, async (tx) => {
    for (const by of ['theme', 'level', 'agency', 'payer', 'evidence', 'service']) {
      const finding = await provisionMeasure.compute(tx, here.actors.analyst, { by });
      for (const figure of [...finding.rows, ...(finding.total ? [finding.total] : [])].flatMap(
        (row) => row.figures,
      )) {
        const asked = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
        const again = await provisionMeasure.compute(tx, here.actors.analyst, asked);
        assert.deepEqual(again.rows[0]?.figures, [figure]);
      }
    }
    const payers = await provisionMeasure.compute(tx, here.actors.analyst, { by: 'payer' });
    assert.deepEqual(payers.rows.map((row) => row.figures[1]?.value).sort(), [1000, 1200]);
    assert.equal(payers.total?.figures[1]?.value, 2200);
  });
});

withDatabase('the directory begins with what it found', async (database) => {
  const here = await anAuthority(database);
  assert.match(
    (await askPage(database, provisionPage, here.actors.member)).html,
    /No service is on the directory yet/,
  );
  const old = addDays(today(), -500);
  await given(database, here, [
    aService({ name: 'Old', agencyId: here.agencies.council, statedDay: old }),
    aService({ name: 'Alone', statedDay: today() }),
    aService({ name: 'Gone', status: 'closed', statedDay: today() }),
  ]);
  const { html } = await askPage(database, provisionPage, here.actors.member);
  assert.match(html, /2 services, no spend stated; 1 not confirmed for over a year, 1 with nobody/);
  assert.match(html, />\s*Stale\s*</);
  const stale = await askPage(database, provisionPage, here.actors.member, {
    query: { freshness: 'stale' },
  });
  assert.match(stale.html, /Old/);
  assert.doesNotMatch(stale.html, /Alone/);
});

const FORM = {
  name: 'Night owls',
  provider: 'Harbour Families',
  status: 'active',
  area: 'whole',
  themes: 'parenting;mental-health',
  evidence: 'promising',
  'spend-budget': '12,000',
};

withDatabase('a provider adds and corrects its own service only', async (database) => {
  const here = await anAuthority(database);
  const [foreign] = await given(database, here, [
    aService({ name: 'Council’s own', agencyId: here.agencies.council }),
  ]);
  const form = { ...FORM, responsible: String(here.agencies.charities), payer: 'other' };
  const missing = await askPage(database, newServicePage, here.actors.provider, { form });
  assert.match(missing.html, /Select who pays, or name them/);
  assert.match(missing.html, /value="12,000"/);
  const added = await askPage(database, newServicePage, here.actors.provider, {
    form: { ...form, 'payer-name': 'A trust' },
  });
  assert.ok('redirect' in added.answer);
  assert.equal(added.notes[0]?.action, 'service.added');
  const id = added.answer.redirect.split('/').at(-1) ?? '';
  const twice = await askPage(database, newServicePage, here.actors.provider, {
    form: { ...form, 'payer-name': 'A trust' },
  });
  assert.match(twice.html, /listed already/);
  const shown = await askPage(database, editServicePage, here.actors.provider, { params: { id } });
  assert.match(shown.html, /value="12000"/);
  await askPage(database, editServicePage, here.actors.provider, {
    params: { id },
    form: { ...form, 'payer-name': 'A trust', 'spend-actual': '11000', description: 'At night' },
  });
  const page = await askPage(database, servicePage, here.actors.member, { params: { id } });
  assert.match(page.html, /At night/);
  assert.match(page.html, /£11,000/);
  await assert.rejects(
    askPage(database, confirmServicePage, here.actors.provider, {
      params: { id: String(foreign?.id) },
      form: {},
    }),
    { code: 'service-of-another-agency' },
  );
});

withDatabase('an entry that is confirmed says when and by whom', async (database) => {
  const here = await anAuthority(database);
  const [one] = await given(database, here, [aService({ name: 'One' })]);
  const params = { id: String(one?.id) };
  await askPage(database, confirmServicePage, here.actors.analyst, { params, form: {} });
  await asActor(database, here.actors.analyst, async (tx) => {
    const [listed] = await listServices(tx);
    assert.ok(listed);
    assert.deepEqual(
      [listed.confirmedDay, listed.confirmedBy, (await findService(tx, listed.id))?.confirmedBy],
      [today(), 'Test analyst', 'Test analyst'],
    );
  });
});

withDatabase('what services state and what is published are never one sum', async (database) => {
  const here = await anAuthority(database);
  await asSystem(database, 'operator', (tx) =>
    sql`update govern.authority set ons_code = code where id = ${here.authorityId}`.execute(tx),
  );
  const { council } = here.agencies;
  const payer = { year: YEAR, agencyId: council, funderName: '', basis: 'budget' as const };
  await given(database, here, [
    aService({ name: 'One', agencyId: council, spends: [{ ...payer, spendPence: pence(100) }] }),
  ]);
  await asActor(database, here.actors.analyst, async (tx) => {
    const { authorityId } = here;
    const sourceId = await insertActionSource(tx, authorityId, 'Published');
    const origin = { authorityId, sourceId, statedDay: day('2026-04-01') };
    await saveSpend(tx, origin as Parameters<typeof saveSpend>[1], [
      {
        row: 7,
        authorityCode: here.code,
        authorityName: 'Testshire',
        year: YEAR,
        publication: 'ro3',
        line: 'family-support',
        measure: 'net-current-expenditure',
        amountPence: 900,
      },
    ]);
    const finding = await besidePublishedMeasure.compute(tx, here.actors.analyst, { year: YEAR });
    assert.deepEqual(
      finding.rows.map((row) => row.figures[0]?.value),
      [100, 900],
    );
    assert.equal(finding.total, undefined);
    const id = finding.rows[0]?.figures[0]?.id ?? '';
    const asked = Object.fromEntries(new URLSearchParams(id.split('?')[1]));
    const again = await besidePublishedMeasure.compute(tx, here.actors.analyst, asked);
    assert.deepEqual(again.rows[0]?.figures, finding.rows[0]?.figures);
  });
});
