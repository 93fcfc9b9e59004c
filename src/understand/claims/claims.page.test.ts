import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { asActor } from '../../platform/index.ts';
import { CLAIMS } from './claims-file.ts';
import { claimPage, claimsPage } from './claims.page.ts';
import { claimsCountedMeasure, quotedClaimMeasure } from './quoted-claims.measure.ts';
import { workedExampleMeasure } from './worked-example.measure.ts';

withDatabase('the register states the finding first and filters by who gains', async (database) => {
  const { actors } = await anAuthority(database);
  const { html } = await askPage(database, claimsPage, actors.member);
  assert.match(html, /Of \d+ quoted claims, \d+ say what public bodies gain/);
  assert.match(html, /The literacy hour, 27 to 1/);
  const query = { perspective: 'participant' };
  const some = await askPage(database, claimsPage, actors.member, { query });
  assert.match(some.html, /The literacy hour, 27 to 1/);
  assert.doesNotMatch(some.html, /HOMEBUILDERS, 5.14/);
  const none = { perspective: 'participant', age: 'adolescence' };
  const empty = await askPage(database, claimsPage, actors.member, { query: none });
  assert.match(empty.html, /No claims match/);
});

withDatabase(
  'each claim says its trap and what was found later, and cites who said it',
  async (db) => {
    const { actors } = await anAuthority(db);
    const { analyst } = actors;
    for (const claim of CLAIMS) {
      const { html } = await askPage(db, claimPage, analyst, { params: { claim: claim.code } });
      assert.match(html, /The trap/);
      const finding = await asActor(db, analyst, (tx) =>
        quotedClaimMeasure.compute(tx, analyst, { code: claim.code }),
      );
      const [figure] = finding.rows[0]?.figures ?? [];
      assert.equal(figure?.how.citations?.[0]?.entry, `quoted-claims/${claim.code}`);
      assert.ok((figure?.value ?? 0) > 0);
    }
    const wrong = askPage(db, claimPage, analyst, { params: { claim: 'no-such-claim' } });
    await assert.rejects(wrong, /There is no claim/);
  },
);

withDatabase('the kinds of each count add up to all claims', async (database) => {
  const { actors } = await anAuthority(database);
  for (const by of ['perspective', 'later', 'use', 'age']) {
    const finding = await asActor(database, actors.analyst, (tx) =>
      claimsCountedMeasure.compute(tx, actors.analyst, { by }),
    );
    const sum = finding.rows.reduce((all, row) => all + (row.figures[0]?.value ?? 0), 0);
    assert.equal(sum, CLAIMS.length);
    assert.equal(finding.total?.figures[0]?.value, CLAIMS.length);
  }
});

withDatabase('the table of 109 families stands beside the claims that rest on it', async (db) => {
  const { actors } = await anAuthority(db);
  const { analyst } = actors;
  const params = { claim: 'barnet-council-share' };
  const { html } = await askPage(db, claimPage, analyst, { params });
  assert.match(html, /Of the cost avoided with 109 families, 29.9% was the council/);
  const ask = (given: Record<string, string>) =>
    asActor(db, analyst, (tx) => workedExampleMeasure.compute(tx, analyst, given));
  const total = await ask({ row: 'total', column: 'cost' });
  assert.equal(total.rows[0]?.figures[0]?.value, 112_220_000);
  const wide = await ask({ rule: 'with-parenting', row: 'total', column: 'council' });
  assert.equal(wide.rows[0]?.figures[0]?.value, 34_500_000);
  await assert.rejects(ask({ rule: 'all-of-it' }), /no such rule/);
});
