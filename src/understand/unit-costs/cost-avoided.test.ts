import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { pence, pounds, readingValue, sumPence } from '../../lib/index.ts';
import { costAvoidedTable, splitRule } from './cost-avoided.ts';
import { parseWorkedExamples } from './worked-examples-file.ts';

const TEXT = readFileSync(
  new URL('../../../reference/worked-examples.yaml', import.meta.url),
  'utf8',
);
const examples = readingValue(parseWorkedExamples('reference/worked-examples.yaml', TEXT));
const barnet = examples.get('families-109') ?? assert.fail();

function table(ruleCode: string) {
  const rule = barnet.councilRules.get(ruleCode) ?? assert.fail(ruleCode);
  return costAvoidedTable(barnet.lines, barnet.families, rule);
}

// Source: Developing a Partnership approach to Early Intervention, Barnet, April 2013, section 2.2.
test('the nine lines of the 109 families come to 1,122,200 pounds, 10,295 a family', () => {
  const { rows, totalPence, perFamilyPence } = table('social-care-and-housing');
  assert.deepEqual(
    rows.map((row) => row.pence / 100),
    [381_000, 314_000, 180_500, 153_000, 48_000, 22_000, 9_000, 7_500, 7_200],
  );
  assert.equal(totalPence, pounds(1_122_200));
  assert.equal(Math.round((perFamilyPence ?? 0) / 100), 10_295);
});

test('the council gains 29.9% by social care and housing, 30.7% with parenting', () => {
  const narrow = table('social-care-and-housing');
  assert.equal(narrow.councilPercent?.toFixed(1), '29.9');
  assert.equal(narrow.rule, 'The council bears social care and housing');
  assert.equal(table('with-parenting').councilPercent?.toFixed(1), '30.7');
});

test('lines from loaded data share by the split of their unit cost', () => {
  const split = new Map([
    ['council', pounds(303)],
    ['health', pounds(1171)],
  ] as const);
  const lines = [{ code: 'abuse', label: 'Domestic abuse', pence: pounds(1474), split }];
  assert.equal(costAvoidedTable(lines, 2, splitRule).councilPence, pounds(303));
  const [line] = lines;
  const bare = [{ code: 'abuse', label: 'Domestic abuse', pence: line?.pence ?? pence(0) }];
  assert.throws(() => costAvoidedTable(bare, 2, splitRule), /abuse has no split/);
});

test('council and partners always come to the whole, and nothing is divided by nothing', () => {
  const amounts = fc.array(fc.integer({ min: -1e6, max: 1e9 }), { maxLength: 9 });
  fc.assert(
    fc.property(amounts, (given) => {
      const lines = given.map((each, index) => ({
        code: index % 2 === 0 ? 'housing' : `line-${index}`,
        label: 'Line',
        pence: pence(each),
      }));
      const rule = barnet.councilRules.get('with-parenting') ?? assert.fail();
      const result = costAvoidedTable(lines, 0, rule);
      assert.equal(result.councilPence + result.partnersPence, result.totalPence);
      assert.equal(result.totalPence, sumPence(lines.map((line) => line.pence)));
      assert.equal(result.perFamilyPence, null);
    }),
  );
});

test('a council rule may name only lines of its example', () => {
  const { problems } = parseWorkedExamples(
    'w.yaml',
    TEXT.replace('[social-care, housing]', '[care]'),
  );
  assert.deepEqual([problems[0]?.entry, problems[0]?.field], ['social-care-and-housing', 'lines']);
});
