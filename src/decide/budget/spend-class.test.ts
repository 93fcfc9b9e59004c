import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spendingLines } from '../../record/returns/council-spending.lines.ts';
import { pence } from '../../lib/index.ts';
import { readClassForm } from './class-form.ts';
import { earlyShareOf, holdingOf, partsOf, ruleOfLine, SPEND_CLASSES } from './spend-class.ts';
import { SPEND_CLASSES_FILE } from './spend-classes-file.ts';

const share = { low: 50, likely: 75, high: 100 };

test('a shared line is parted by its share, and what is not early is late', () => {
  const { early, late } = partsOf(pence(20_000), { class: 'shared', share });
  assert.deepEqual(early, { value: 15_000, low: 10_000, high: 20_000 });
  assert.deepEqual(late, { value: 5_000, low: 0, high: 10_000 });
});

test('early and late of a line sum to it to the penny, at both ends of the range too', () => {
  const percents = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.integer({ min: -1e11, max: 1e12 }),
      percents,
      fc.constantFrom(...SPEND_CLASSES),
      (amount, three, own) => {
        const [low = 0, likely = 0, high = 0] = three.toSorted((a, b) => a - b);
        const { early, late } = partsOf(pence(amount), {
          class: own,
          share: own === 'shared' ? { low, likely, high } : null,
        });
        const whole = own === 'left-out' ? 0 : amount;
        assert.equal(early.value + late.value, whole);
        assert.equal(early.low + late.high, whole);
        assert.equal(early.high + late.low, whole);
        assert.ok(early.low <= early.value && early.value <= early.high);
      },
    ),
  );
});

test('the share of a year is early over early and late, where anything is spent', () => {
  const nothing = { value: pence(0), low: pence(0), high: pence(0) };
  assert.equal(earlyShareOf({ early: nothing, late: nothing }), null);
  const parts = partsOf(pence(400), { class: 'shared', share: { low: 10, likely: 25, high: 50 } });
  assert.deepEqual(earlyShareOf(parts), { low: 0.1, likely: 0.25, high: 0.5 });
});

test('every line of the revenue outturn that the house knows has a class with a reason', () => {
  for (const { code } of spendingLines) {
    const rule = ruleOfLine(SPEND_CLASSES_FILE.lines, 'ro3', code);
    assert.ok(rule && rule.why.length > 10, code);
  }
  for (const rule of SPEND_CLASSES_FILE.lines) {
    for (const part of rule.parts) {
      assert.ok(ruleOfLine(SPEND_CLASSES_FILE.lines, rule.publication, part), part);
    }
  }
});

test('a line of section 251 is known by its number, whatever words follow it', () => {
  const of = (line: string) => ruleOfLine(SPEND_CLASSES_FILE.lines, 's251', line)?.label ?? null;
  assert.equal(of('3-1-1-residential-care'), 'Residential care');
  assert.equal(of('3-1-1'), 'Residential care');
  assert.equal(of('3-1-11-total-children-looked-after'), 'Total looked-after children');
  assert.equal(of('3-4-4-targeted-family-support'), 'Targeted family support');
  assert.equal(of('1-2-3-something'), null);
  assert.equal(ruleOfLine(SPEND_CLASSES_FILE.lines, 'ro3', '3-1-1'), null);
});

test('no pound counts twice: a whole counts, or its parts do', () => {
  const rules = SPEND_CLASSES_FILE.lines;
  const whole = ruleOfLine(rules, 'ro3', 'looked-after');
  const part = ruleOfLine(rules, 'ro3', 'looked-after-fostering');
  assert.ok(whole && part);
  const all = new Set([whole.line, ...whole.parts]);
  assert.equal(holdingOf(whole, all, rules), 'total');
  assert.equal(holdingOf(part, all, rules), 'counts');
  const some = new Set([whole.line, part.line]);
  assert.equal(holdingOf(whole, some, rules), 'counts');
  assert.equal(holdingOf(part, some, rules), 'part');
  const alone = new Set([part.line]);
  assert.equal(holdingOf(part, alone, rules), 'counts');
});

test('a class is changed only with a reason, and a share that rises from low to high', () => {
  const lines = new Set(['ro3/family-support']);
  const read = (form: Record<string, string>) => readClassForm(form, lines);
  const fields = (form: Record<string, string>) => {
    const answer = read(form);
    return answer.ok ? [] : answer.errors.map(({ field }) => field);
  };
  assert.deepEqual(fields({}), ['line', 'class', 'reason']);
  const shared = { line: 'ro3/family-support', class: 'shared', reason: 'From the ledger' };
  assert.deepEqual(fields(shared), ['likely']);
  assert.deepEqual(fields({ ...shared, likely: '60', low: '70' }), ['low']);
  assert.deepEqual(fields({ ...shared, likely: '160' }), ['likely']);
  assert.deepEqual(fields({ ...shared, line: 'ro3/youth-justice', likely: '60' }), ['line']);
  assert.deepEqual(read({ ...shared, likely: '60%', high: '70' }), {
    ok: true,
    value: {
      publication: 'ro3',
      line: 'family-support',
      class: 'shared',
      share: { low: 60, likely: 60, high: 70 },
      reason: 'From the ledger',
    },
  });
});
