import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { day, type Figure } from '../../lib/index.ts';
import { asActor, type Database, type Measure } from '../../platform/index.ts';
import { UNDERSTAND_MEASURES } from '../../understand/index.ts';
import { moveRateMeasure } from '../model/move-rate.measure.ts';
import { shareScenario } from './change-scenario.ts';
import { createScenario } from './create-scenario.ts';
import { loadResult } from './load-result.ts';
import { estimateVersion } from './run-scenario.ts';
import { scenarioAgenciesMeasure } from './scenario-agencies.measure.ts';
import { scenarioAssumptionMeasure } from './scenario-assumption.measure.ts';
import { scenarioBenefitsMeasure } from './scenario-benefits.measure.ts';
import { scenarioDriversMeasure } from './scenario-drivers.measure.ts';
import { scenarioResultMeasure } from './scenario-result.measure.ts';
import { scenarioStatesMeasure } from './scenario-states.measure.ts';
import { scenarioYearsMeasure } from './scenario-years.measure.ts';

const OWN: readonly Measure[] = [
  scenarioResultMeasure,
  scenarioYearsMeasure,
  scenarioAgenciesMeasure,
  scenarioBenefitsMeasure,
  scenarioDriversMeasure,
  scenarioStatesMeasure,
  scenarioAssumptionMeasure,
];
const ALL = [...OWN, moveRateMeasure, ...UNDERSTAND_MEASURES];

function example(name: string): string {
  const url = new URL(`../../../demo/scenarios/${name}.yaml`, import.meta.url);
  return readFileSync(url, 'utf8')
    .replace('rates: record', 'rates: published')
    .replace('draws: 5000', 'draws: 200');
}

async function ran(database: Database, here: TestAuthority, text: string): Promise<number> {
  const { analyst } = here.actors;
  return asActor(database, analyst, async (tx) => {
    const from = { kind: 'file', text } as const;
    const { id } = await createScenario(tx, analyst, { from, today: day('2026-11-22') });
    return (await estimateVersion(tx, analyst, { id })).resultId;
  });
}

async function ask(database: Database, here: TestAuthority, id: string) {
  const [name = '', query = ''] = id.split('?', 2);
  const measure = ALL.find((one) => one.name === name) ?? assert.fail(`no measure ${name}`);
  const given = Object.fromEntries(new URLSearchParams(query));
  const { analyst } = here.actors;
  return asActor(database, analyst, (tx) => measure.compute(tx, analyst, given));
}

async function figureAt(database: Database, here: TestAuthority, id: string): Promise<Figure> {
  const finding = await ask(database, here, id);
  assert.equal(finding.rows.length, 1, id);
  const [figure] = finding.rows[0]?.figures ?? [];
  return figure ?? assert.fail(`${id} has no figure`);
}

withDatabase(
  'every figure of a run gives the same number under its own address',
  async (database) => {
    const here = await anAuthority(database);
    const result = String(await ran(database, here, example('family-support-400')));
    for (const measure of OWN) {
      const finding = await ask(database, here, `${measure.name}?result=${result}`);
      assert.ok(finding.headline.length > 10 && finding.rows.length > 0, measure.name);
      for (const [index, row] of finding.rows.entries()) {
        if (index > 3) continue;
        for (const figure of row.figures.slice(0, 3)) {
          const own = await figureAt(database, here, figure.id);
          assert.deepEqual([own.value, own.low, own.high], [figure.value, figure.low, figure.high]);
          assert.deepEqual([own.label, own.unit], [figure.label, figure.unit]);
        }
      }
    }
  },
);

/** Follows the first input of each figure down to its last, and tells the names on the way. */
async function wayDown(database: Database, here: TestAuthority, id: string) {
  const way: string[] = [];
  let at: Figure | undefined = await figureAt(database, here, id);
  const seen = new Set<string>();
  const open = [at];
  while (open.length > 0 && way.length < 400) {
    at = open.shift();
    if (at === undefined || seen.has(at.id)) continue;
    seen.add(at.id);
    const full = await figureAt(database, here, at.id);
    assert.deepEqual([full.value, full.low, full.high], [at.value, at.low, at.high], at.id);
    way.push(at.id.split('?')[0] ?? '');
    const isEnd = (full.how.inputs ?? []).length === 0;
    const rests = (full.how.citations ?? []).length > 0 || full.how.rows !== undefined;
    if (isEnd && full.value !== null) assert.ok(rests || full.how.formula.length > 20, at.id);
    open.push(...(full.how.inputs ?? []).filter((one) => !seen.has(one.id)));
  }
  return new Set(way);
}

withDatabase('the net present value is followed down to unit costs and rates', async (database) => {
  const here = await anAuthority(database);
  const result = await ran(
    database,
    here,
    example('edge-of-care').replace('years: 10', 'years: 2'),
  );
  const id = `scenario-result?result=${result}&perspective=public&row=npv`;
  const reached = await wayDown(database, here, id);
  for (const name of [
    'scenario-result',
    'scenario-years',
    'scenario-benefits',
    'scenario-states',
    'scenario-assumption',
    'unit-cost',
    'move-rate',
    'programme-effect',
  ]) {
    assert.ok(reached.has(name), `${name} is not reached: ${[...reached].join(', ')}`);
  }
});

withDatabase(
  'gains by source, agency and kind add up to the gains of the year',
  async (database) => {
    const here = await anAuthority(database);
    const result = await ran(database, here, example('domestic-abuse'));
    const { analyst } = here.actors;
    const { found } = await asActor(database, analyst, (tx) => loadResult(tx, result));
    for (const perspective of ['cash', 'public', 'society'] as const) {
      const years = found.perspectives.find((one) => one.perspective === perspective)?.years ?? [];
      for (const by of ['source', 'agency', 'kind']) {
        const id = `scenario-benefits?result=${result}&perspective=${perspective}&by=${by}`;
        const { total } = await ask(database, here, id);
        for (const [index, year] of years.entries()) {
          const sum = total?.figures[index + 1]?.value ?? 0;
          assert.ok(Math.abs(sum - year.benefit.mean) <= 1, `${by} ${year.year}: ${sum}`);
          const { low, high } = total?.figures[index + 1] ?? {};
          assert.ok(low !== undefined && high !== undefined && low <= sum && sum <= high);
        }
      }
    }
  },
);

withDatabase('nothing new changes nothing, and says so', async (database) => {
  const here = await anAuthority(database);
  const result = await ran(database, here, example('as-now'));
  const finding = await ask(database, here, `scenario-result?result=${result}`);
  assert.equal(finding.headline, 'Nothing new is done, so nothing changes');
  const npv = await figureAt(database, here, `scenario-result?result=${result}&row=npv`);
  assert.deepEqual([npv.value, npv.low, npv.high], [0, 0, 0]);
});

withDatabase(
  'a run of a scenario that is not shared is not there for a member',
  async (database) => {
    const here = await anAuthority(database);
    const { analyst, member } = here.actors;
    const result = await ran(database, here, example('as-now'));
    const asMember = () =>
      asActor(database, member, (tx) =>
        scenarioResultMeasure.compute(tx, member, { result: String(result) }),
      );
    await assert.rejects(asMember(), /no such run/);
    await asActor(database, analyst, async (tx) => {
      const { kept } = await loadResult(tx, result);
      await shareScenario(tx, analyst, { id: kept.id, sharing: 'partnership' });
    });
    assert.match((await asMember()).headline, /Nothing new/);
  },
);

withDatabase('an assumption names where it is stated and who estimates it', async (database) => {
  const here = await anAuthority(database);
  const result = await ran(database, here, example('edge-of-care'));
  const row = 'family-group-conference%2Feffect%3Acare';
  const figure = await figureAt(database, here, `scenario-assumption?result=${result}&row=${row}`);
  assert.deepEqual([figure.value, figure.unit], [0.81, 'ratio']);
  assert.ok((figure.low ?? 1) < 0.81 && (figure.high ?? 0) > 0.81);
  assert.match(figure.how.formula, /standard error 0.1/);
  const [stated, own] = figure.how.citations ?? [];
  assert.match(`${stated?.title} ${stated?.locator}`, /Taylor .* maryland, level 5/);
  assert.match(`${own?.publisher} ${own?.locator}`, /Test analyst version 1/);
});

withDatabase(
  'an effect at its break-even is told as a share of what is assumed',
  async (database) => {
    const here = await anAuthority(database);
    const result = await ran(database, here, example('edge-of-care'));
    const at = (perspective: string) =>
      figureAt(
        database,
        here,
        `scenario-result?result=${result}&perspective=${perspective}&row=break-even`,
      );
    const { found } = await asActor(database, here.actors.analyst, (tx) => loadResult(tx, result));
    const figure = await at('public');
    assert.equal(figure.value, 100 * (found.breakEvenEffect ?? assert.fail('it never pays')));
    assert.deepEqual(
      (figure.how.inputs ?? []).map(({ label }) => label.replace(/^.*: /, '')),
      ['effect on care', 'effect on proceedings'],
    );
    assert.deepEqual([(await at('cash')).value, (await at('cash')).absent], [null, 'not-measured']);
  },
);
