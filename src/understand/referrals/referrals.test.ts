import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { actorFor, systemActor } from '../../govern/index.ts';
import { type Actor, asActor, type Database, type Measure } from '../../platform/index.ts';
import { type AgencyKind, RECORD_MEASURES } from '../../record/index.ts';
import { loadPeople } from '../hand-made.sample.ts';
import { noFurtherActionCostMeasure } from './no-further-action-cost.measure.ts';
import { referralsByReferrerMeasure } from './referrals-by-referrer.measure.ts';
import { referralsFreedMeasure } from './referrals-freed.measure.ts';
import { referralsOfAgencyMeasure } from './referrals-of-agency.measure.ts';
import { referralsOfAgencyPage } from './referrals-of-agency.page.ts';
import { oldReferralsPage, referralsPage } from './referrals.page.ts';
import { manyReferred, referredChild } from './referrals.sample.ts';

/** Police: 60 of 100 led to no help (20 assessed). Health: 20 of 100. Schools: 20 of 100. */
async function loaded(database: Database): Promise<TestAuthority> {
  const authority = await anAuthority(database);
  await loadPeople(database, authority.authorityId, 'referrals.xml', [
    ...manyReferred('police', 'at-referral', 40),
    ...manyReferred('police', 'after-assessment', 20),
    ...manyReferred('police', 'help', 40),
    ...manyReferred('health', 'at-referral', 20),
    ...manyReferred('health', 'help', 80),
    ...manyReferred('schools', 'at-referral', 20),
    ...manyReferred('schools', 'help', 80),
  ]);
  return authority;
}

const YEAR = { year: '2024-25' };

function partnerOf({ authorityId, agencies }: TestAuthority, kind: AgencyKind): Actor {
  return actorFor({ id: '1', authorityId, agencyId: agencies[kind], role: 'partner' });
}

function ask(database: Database, actor: Actor, of: readonly [Measure, Record<string, string>]) {
  return asActor(database, actor, (tx) => of[0].compute(tx, actor, of[1]));
}

withDatabase(
  'a referral keeps what came of it, who had help before and who comes back',
  async (database) => {
    const { authorityId } = await anAuthority(database);
    await loadPeople(database, authorityId, 'referrals.xml', [
      referredChild('R1', [
        { on: '2023-05-01', by: 'police', ended: 'after-assessment' },
        // Within 12 months of the first; then long after the second, whose help is remembered.
        { on: '2024-04-30', by: 'schools', ended: 'help' },
        { on: '2025-06-01', by: 'health', ended: 'at-referral' },
      ]),
      referredChild('R2', [{ on: '2024-05-02', by: 'police', ended: 'at-referral' }], '2024-01-01'),
    ]);
    const { rows } = await asActor(database, systemActor(authorityId), (tx) =>
      sql<Record<string, unknown>>`
      select referral.year, referral.source, referral.age_band, referral.prior, referral.ended,
        referral.led_to, referral.is_re_referral
      from record.referral where referral.authority_id = ${authorityId}
      order by referral.day`.execute(tx),
    );
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        [2023, '6', '5-9', 'new', 'after-assessment', '', false],
        [2024, '2A', '10-15', 'referred', 'in-help', 'child-in-need', true],
        [2024, '6', 'under-1', 'new', 'at-referral', '', false],
        [2025, '3A', '10-15', 'helped', 'at-referral', '', false],
      ],
    );
  },
);

withDatabase(
  'the roll-up of referrals equals a recount, loaded twice and in parts',
  async (database) => {
    const { authorityId } = await loaded(database);
    // The same children again, some of them with another end: the later statement counts.
    await loadPeople(database, authorityId, 'again.xml', manyReferred('police', 'at-referral', 40));
    const { rows } = await asActor(database, systemActor(authorityId), (tx) =>
      sql<{ off: number; kept: number }>`
      select (select count(*) from (
            select total.year, total.agency_id, total.source, total.ended, total.led_to,
              total.is_re_referral, total.referrals
            from record.referral_year total
            where total.authority_id = ${authorityId} and total.referrals <> 0
            except
            select own.year, own.agency_id, own.source, own.ended, own.led_to,
              own.is_re_referral, count(*)
            from record.referral own where own.authority_id = ${authorityId}
            group by 1, 2, 3, 4, 5, 6) off_ends)::integer
          + (select count(*) from (
            select total.year, total.agency_id, total.source, total.ward_id, total.age_band,
              total.prior, total.referrals, total.nothing
            from record.referral_kind_year total
            where total.authority_id = ${authorityId} and total.referrals <> 0
            except
            select own.year, own.agency_id, own.source, own.ward_id, own.age_band, own.prior,
              count(*), count(*) filter (where own.ended <> 'in-help')
            from record.referral own where own.authority_id = ${authorityId}
            group by 1, 2, 3, 4, 5, 6) off_kinds)::integer as off,
          (select sum(total.referrals) from record.referral_kind_year total
            where total.authority_id = ${authorityId})::integer as kept`.execute(tx),
    );
    assert.deepEqual(rows[0], { off: 0, kept: 300 });
  },
);

withDatabase(
  'a referrer stands beside what the same referrals lead to from all others',
  async (database) => {
    const { actors, agencies } = await loaded(database);
    const finding = await ask(database, actors.analyst, [referralsByReferrerMeasure, YEAR]);
    const police = finding.rows.find((row) => row.href?.includes(`/${agencies.police}?`));
    // Of the others' 200 referrals of children of ten, 40 led to no help: 20 of 100 are expected.
    assert.deepEqual(
      police?.figures.slice(0, 2).map((one) => one.value),
      [100, 60],
    );
    assert.equal(police?.figures[2]?.value, 20);
    assert.equal(police?.figures[3]?.value, 3);
    // 20 +- 1.96 * sqrt(0.16 * (100 + 100 * 100 / 200)) of 100.
    assert.equal(
      police?.figures[2]?.low?.toFixed(2),
      (20 - 1.959963985 * Math.sqrt(24)).toFixed(2),
    );
    assert.match(finding.headline, /^33% of referrals in 2024 to 2025 led to no help; more than/);
    for (const figure of [...finding.rows, finding.total ?? assert.fail()].flatMap(
      (r) => r.figures,
    )) {
      const asked = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
      const again = await ask(database, actors.analyst, [referralsByReferrerMeasure, asked]);
      assert.equal(again.rows[0]?.figures[0]?.value, figure.value);
    }
  },
);

withDatabase(
  'a partner sees its own agency and the total, and no other agency',
  async (database) => {
    const authority = await loaded(database);
    const police = partnerOf(authority, 'police');
    const { agencies } = authority;
    for (const measure of [referralsByReferrerMeasure, noFurtherActionCostMeasure]) {
      const own = await ask(database, police, [measure, YEAR]);
      assert.equal(own.rows.length, 1);
      assert.equal(own.total?.figures[0]?.value, 300);
      assert.deepEqual(
        (await ask(database, police, [measure, { ...YEAR, by: 'source' }])).rows,
        [],
      );
      const other = { ...YEAR, row: String(agencies.health), column: 'referrals' };
      await assert.rejects(ask(database, police, [measure, other]), /There is no row/);
    }
    const health = { ...YEAR, agency: String(agencies.health) };
    const made = RECORD_MEASURES.find((one) => one.name === 'referrals-made') ?? assert.fail();
    for (const measure of [referralsOfAgencyMeasure, referralsFreedMeasure, made]) {
      await assert.rejects(ask(database, police, [measure, health]), /shown to that agency/);
    }
    await assert.rejects(
      ask(database, police, [referralsFreedMeasure, YEAR]),
      /shown to that agency/,
    );
    const params = { agency: String(agencies.health) };
    const asked = askPage(database, referralsOfAgencyPage, police, { params, query: YEAR });
    await assert.rejects(asked, /shown to that agency/);
  },
);

withDatabase(
  'what a lower share would free is counted in hours, and money is capacity',
  async (database) => {
    const { actors, agencies } = await loaded(database);
    const of = { ...YEAR, agency: String(agencies.police), target: '30' };
    const given = { ...of, referralHours: '3', assessmentHours: '12' };
    const finding = await ask(database, actors.analyst, [referralsFreedMeasure, given]);
    // 60 of 100 led to no help: 30 fewer, a third of them assessed: 30 x 3 + 10 x 12 hours.
    const [referrals, assessments, hours, money] = finding.rows.map((row) => row.figures[0]);
    assert.deepEqual([referrals?.value, assessments?.value, hours?.value], [30, 10, 210]);
    assert.match(money?.label ?? '', /capacity, not cash/);
    const published = await ask(database, actors.analyst, [referralsFreedMeasure, of]);
    const [, , modelled] = published.rows.map((row) => row.figures[0]);
    assert.ok((modelled?.low ?? 0) < (modelled?.value ?? 0));
    assert.ok((modelled?.high ?? 0) > (modelled?.value ?? 0));
    const best = await ask(database, actors.analyst, [
      referralsFreedMeasure,
      { ...YEAR, target: 'best-third' },
    ]);
    assert.equal(best.rows[0]?.figures[0]?.value?.toFixed(6), '40.000000');
    for (const target of ['half', '101', '-1']) {
      const wrong = ask(database, actors.analyst, [referralsFreedMeasure, { ...YEAR, target }]);
      await assert.rejects(wrong, /whole number of percent/);
    }
  },
);

withDatabase(
  'an agency’s page states the finding without blame, and the old address leads on',
  async (database) => {
    const authority = await loaded(database);
    const { actors, agencies } = authority;
    const params = { agency: String(agencies.police) };
    const own = partnerOf(authority, 'police');
    for (const actor of [actors.member, own]) {
      const { html } = await askPage(database, referralsOfAgencyPage, actor, {
        params,
        query: YEAR,
      });
      assert.match(
        html,
        /60% led to no help; with referrals like these from others here, 20% would/,
      );
      assert.match(html, /may have been right to make/);
      assert.match(html, /worker hours would be freed/);
    }
    const asked = { params, query: { ...YEAR, target: 'own', share: '30' } };
    const { html: chosen } = await askPage(database, referralsOfAgencyPage, actors.analyst, asked);
    assert.match(chosen, /If the share that leads to no help were 30%/);
    const before = { params, query: { year: '2020-21' } };
    const { html } = await askPage(database, referralsOfAgencyPage, actors.analyst, before);
    assert.match(html, /Nothing was referred in this year/);
    const list = await askPage(database, referralsPage, own, { query: YEAR });
    assert.match(list.html, /You see your own agency and the total/);
    const old = await askPage(database, oldReferralsPage, actors.analyst, { query: YEAR });
    assert.deepEqual(old.answer, { redirect: '/referrals?year=2024-25' });
  },
);
