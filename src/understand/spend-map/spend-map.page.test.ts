import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { Finding } from '../../lib/index.ts';
import { asActor, type Database, type Measure } from '../../platform/index.ts';
import { saveServices, serviceKey } from '../../record/index.ts';
import { aService } from '../../record/provision/provision.sample.ts';
import { insertActionSource } from '../../record/index.ts';
import {
  dearWithoutEvidenceMeasure,
  serviceDependenciesMeasure,
  unansweredServicesMeasure,
} from './dependencies.measure.ts';
import { familyHelpPage } from './family-help.page.ts';
import { SPEND_MAP_MEASURES } from './spend-map-pages.ts';
import { dependenciesPage, fragmentationPage, provisionGapsPage } from './map-parts.page.ts';
import { markOverlapPage, overlapPairPage, overlapsPage } from './overlaps.page.ts';
import { spendMapPage } from './spend-map.page.ts';
import { loadSpendMapSample, SAMPLE_YEAR } from './spend-map.sample.ts';

const MEASURES = new Map(SPEND_MAP_MEASURES.map((one) => [one.name, one]));

async function partnership(database: Database) {
  const authority = await anAuthority(database);
  const ids = await loadSpendMapSample(database, authority.authorityId);
  const { analyst } = authority.actors;
  const ask = (name: string, given: Record<string, string> = {}): Promise<Finding> =>
    asActor(database, analyst, (tx) =>
      (MEASURES.get(name) as Measure).compute(tx, analyst, { year: SAMPLE_YEAR, ...given }),
    );
  return { ...authority, ids, ask };
}

const valuesOf = (finding: Finding, label: string) =>
  finding.rows.find((row) => row.label === label)?.figures.map((one) => one.value);

withDatabase('early spending beside late cost comes out as reckoned by hand', async (database) => {
  const { ask } = await partnership(database);
  const gap = await ask('spend-gap');
  // Days with a theme: 120 of domestic abuse alone, 60 of both: 150 and 30 of 180.
  assert.deepEqual(valuesOf(gap, 'Domestic abuse'), [83.3, 5, -78.3]);
  assert.deepEqual(valuesOf(gap, 'Mental health'), [16.7, 45, 28.3]);
  assert.deepEqual(valuesOf(gap, 'No aim stated'), [null, null, null]);
  const said = 'Domestic abuse drives 83% of late cost with a theme but gets 5% of early spend';
  assert.equal(gap.headline, said);
  const unmeasured = gap.rows.find((row) => row.label === 'Unemployment')?.figures ?? [];
  assert.deepEqual(unmeasured.map((one) => one.absent).slice(0, 1), ['not-measured']);
});

withDatabase('the cells of the map add up to the spend, whatever its columns', async (database) => {
  const { ask } = await partnership(database);
  for (const by of ['agency', 'level', 'area']) {
    const map = await ask('spend-map', { by });
    const cells = map.rows.flatMap(({ figures }) => figures.slice(0, -1));
    assert.equal(
      cells.reduce((sum, one) => sum + (one.value ?? 0), 0),
      70_000_000,
      by,
    );
    assert.equal(map.total?.figures.at(-1)?.value, 70_000_000);
  }
});

withDatabase(
  'overlap, split, gap and broken need come out as reckoned by hand',
  async (database) => {
    const { ask } = await partnership(database);
    const overlap = await ask('service-overlap');
    assert.deepEqual(
      overlap.rows.map((row) => row.figures.map((one) => one.value)),
      [[100, 6, 6, 100]],
    );
    const split = await ask('fragmentation');
    // 0.6 and 0.4 of the spend: 1 - 0.52; of 18 services received by 12 families, 1.5 each.
    assert.deepEqual(valuesOf(split, 'Parenting'), [48, 1.9, 2, 2, 1.5]);
    const gaps = await ask('provision-gaps');
    assert.deepEqual(valuesOf(gaps, 'Domestic abuse, Birch'), [6, 1]);
    assert.match(gaps.headline, /Birch has no early help for domestic abuse/);
    const needs = await ask(serviceDependenciesMeasure.name);
    assert.deepEqual(valuesOf(needs, 'Drop-in'), [1, 1]);
    const alone = await ask(unansweredServicesMeasure.name);
    assert.deepEqual(valuesOf(alone, 'No agency answers'), [1, 8_000_000]);
    const dear = await ask(dearWithoutEvidenceMeasure.name);
    assert.deepEqual(
      dear.rows.map((row) => row.label),
      ['Someone to talk to'],
    );
    const atOnce = await ask('help-at-once');
    assert.deepEqual(
      atOnce.rows.map((row) => row.figures[0]?.value),
      [6, 6, 0, 0],
    );
    assert.equal(atOnce.total?.figures[0]?.value, 12);
  },
);

withDatabase(
  'every figure of the map opens at its own address as the same number',
  async (database) => {
    const { ask } = await partnership(database);
    const seen = new Set<string>();
    for (const name of MEASURES.keys()) {
      const finding = await ask(name);
      const queue = finding.rows.flatMap((row) => row.figures);
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (seen.has(next.id)) continue;
        seen.add(next.id);
        queue.push(...(next.how.inputs ?? []));
        const [measure = '', query = ''] = next.id.split('?');
        if (!MEASURES.has(measure)) continue;
        const again = await ask(measure, Object.fromEntries(new URLSearchParams(query)));
        const same = again.rows.flatMap((row) => row.figures).find((one) => one.id === next.id);
        assert.equal(same?.value, next.value, next.id);
        assert.equal(again.rows.length, 1, next.id);
      }
    }
    assert.ok(seen.size > 150);
  },
);

withDatabase(
  'each page of the map has its finding as title, and an empty state',
  async (database) => {
    const { actors } = await partnership(database);
    const pages = [
      spendMapPage,
      overlapsPage,
      provisionGapsPage,
      fragmentationPage,
      dependenciesPage,
    ];
    const empty = await anAuthority(database);
    for (const page of pages) {
      const { html, answer } = await askPage(database, page, actors.commissioner);
      assert.ok(String((answer as { title: string }).title).length > 10);
      assert.match(html, /<h1[^>]+data-figure=/);
      const nothing = await askPage(database, page, empty.actors.commissioner);
      assert.match(nothing.html, /Nobody has told what there is/);
    }
    const { html } = await askPage(database, spendMapPage, actors.commissioner);
    assert.match(html, /78 points under/);
  },
);

withDatabase(
  'a pair is marked as looked at, and the mark fades when a service changes',
  async (database) => {
    const { actors, ids, authorityId } = await partnership(database);
    const numbers = [ids['Parents together'], ids['Parenting course']].map(Number);
    const pair = numbers.sort((a, b) => a - b).join('-');
    const params = { pair };
    const bare = await askPage(database, markOverlapPage, actors.commissioner, {
      params,
      form: { note: ' ' },
    });
    assert.match(bare.html, /Enter what you found/);
    const note = 'Both will be joined in April';
    const done = await askPage(database, markOverlapPage, actors.commissioner, {
      params,
      form: { note },
    });
    assert.equal(done.notes[0]?.action, 'overlap.looked-at');
    const marked = await askPage(database, overlapPairPage, actors.finance, { params });
    assert.match(marked.html, /This pair was looked at[\s\S]+Both will be joined in April/);
    assert.doesNotMatch(marked.html, /Mark as looked at/);
    await asActor(database, actors.analyst, async (tx) => {
      const sourceId = await insertActionSource(tx, authorityId, 'A correction');
      const stated = aService({ providerName: 'The council', name: 'Parents together', toAge: 9 });
      const agencyId = Number(actors.analyst.settings['headwater.agency']);
      const key = serviceKey({ ...stated, agencyId: agencyId as never });
      await saveServices(tx, { authorityId, sourceId }, [
        { ...stated, key, agencyId: agencyId as never },
      ]);
    });
    const faded = await askPage(database, overlapPairPage, actors.finance, { params });
    assert.match(faded.html, /A service has changed since/);
  },
);

withDatabase(
  'a family’s help is told with who gives it, and the read is in the trail',
  async (database) => {
    const { actors, ids: _ } = await partnership(database);
    const family = await asActor(database, actors.manager, async (tx) => {
      const { familyByReference } = await import('../../record/families/family.store.ts');
      return familyByReference(tx, 'SF0');
    });
    const params = { id: String(family?.id) };
    const { html, notes } = await askPage(database, familyHelpPage, actors.practitioner, {
      params,
    });
    assert.match(html, /Help from one agency now/);
    assert.match(html, /Parenting course[\s\S]+Harbour Families[\s\S]+Parents together/);
    assert.equal(notes[0]?.action, 'family.help-read');
    await assert.rejects(askPage(database, familyHelpPage, actors.commissioner, { params }));
    const stranger = await anAuthority(database);
    await assert.rejects(
      askPage(database, familyHelpPage, stranger.actors.practitioner, { params }),
      {
        code: 'no-such-family',
      },
    );
  },
);
