import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { financialYear } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { breakEvenCostWords, breakEvenWords } from './break-even-words.ts';
import { programmeSummaries } from './lever-groups.ts';
import { paybackSentence, paybackYears } from './payback-words.ts';
import { scenarioOf } from './scenario-file.ts';
import { scenarioPaybackMeasure } from './scenario-payback.measure.ts';
import { scenarioRunsMeasure } from './scenario-runs.measure.ts';
import { scenarioSharesMeasure } from './scenario-shares.measure.ts';
import { aFrozenScenario, FEW_RUNS } from './scenario.sample.ts';
import { LEVER_BOOK } from './scenario-view.ts';

const years = [2026, 2027, 2028, 2029].map(financialYear);
const sentence = (chancePaidBack: readonly number[]) =>
  paybackSentence(paybackYears({ chancePaidBack }, years), years);

test('when it pays back is said in words of the yardstick, years and runs of 100', () => {
  assert.equal(
    sentence([0, 0.06, 0.55, 0.72]),
    'Likely to pay back, in half of the runs by 2028-29 (between 2027-28 and after 2029-30). ' +
      'In 72 of 100 runs it breaks even within 4 years.',
  );
  assert.equal(
    sentence([1, 1, 1, 1]),
    'Almost certain to pay back, in half of the runs by 2026-27. In 100 of 100 runs it breaks ' +
      'even within 4 years.',
  );
  assert.equal(
    sentence([0, 0, 0.1, 0.3]),
    'Unlikely to pay back within 4 years; at the earliest in 2028-29. In 30 of 100 runs it ' +
      'breaks even within 4 years.',
  );
  assert.match(sentence([0, 0, 0, 0.01]), /^A remote chance that it pays back within 4 years\. /);
});

test('what would have to be true is said for each effect, in per cent less', () => {
  const scenario = scenarioOf(FEW_RUNS);
  const half = breakEvenWords(0.5, scenario, LEVER_BOOK);
  assert.match(half.sentence, /if every effect were 50% as strong/);
  assert.deepEqual(
    half.effects.map(({ assumed, needed }) => [assumed, needed]),
    [['20% less', '11% less']],
  );
  assert.match(breakEvenWords(2, scenario, LEVER_BOOK).sentence, /2 times as strong/);
  assert.match(breakEvenWords(null, scenario, LEVER_BOOK).sentence, /^No strength of effect/);
});

withDatabase(
  'curve, dots and shares give the same number under their address',
  async (database) => {
    const here = await anAuthority(database);
    const { analyst } = here.actors;
    await asActor(database, analyst, async (tx) => {
      const { run } = await aFrozenScenario(tx, here);
      for (const measure of [scenarioPaybackMeasure, scenarioRunsMeasure, scenarioSharesMeasure]) {
        const result = String(run);
        const finding = await measure.compute(tx, analyst, { result });
        assert.ok(finding.rows.length > 0, measure.name);
        const ends = [finding.rows[0], finding.rows.at(-1), finding.total];
        const rows = ends.filter((row) => row !== undefined);
        for (const figure of rows.flatMap(({ figures }) => figures)) {
          const [name = '', query = ''] = figure.id.split('?');
          assert.equal(name, measure.name);
          const asked = Object.fromEntries(new URLSearchParams(query));
          const again = await measure.compute(tx, analyst, asked);
          assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
        }
      }
    });
  },
);

test('what it would have to cost is said, and that no price helps where there is no gain', () => {
  assert.match(breakEvenCostWords(0.114), /would have to cost 11% of what is assumed/);
  assert.match(breakEvenCostWords(1.26), /could cost 1\.3 times/);
  assert.match(breakEvenCostWords(-0.2), /no price would make it worth its money/);
  assert.equal(breakEvenCostWords(null), '');
});

test('an effect that may do harm says so at that end of its range', () => {
  const [programme] = scenarioOf(FEW_RUNS).programmes;
  assert.ok(programme);
  const effects = programme.effects.map((one) => ({ ...one, relativeRisk: 0.95 }));
  const { change } = programmeSummaries({ ...programme, effects }, LEVER_BOOK);
  assert.match(change ?? '', /5% fewer .* \(between [\d.]+% more and [\d.]+% fewer\)/);
});
