import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { THEMES } from '../../record/index.ts';
import { day } from '../../lib/index.ts';
import { confidenceOf, costBand, programmeEvidence } from './evidence.ts';
import { EVIDENCE, type Programme } from './evidence-file.ts';
import { causalConfidence } from './evidence-scales.ts';
import {
  COST_BANDS,
  findProgrammes,
  LEAST_CONFIDENCES,
  readProgrammesAsked,
  withoutBand,
} from './find-programmes.ts';
import { fitOf, unanswered } from './fit.ts';
import { LOCAL_DESIGNS, rateLocally, readLocalEvaluation } from './local-evaluation.ts';
import { foundHeadline } from './programmes-found.measure.ts';

const themes = THEMES.map((one) => one.theme);
const asked = fc.record({
  theme: fc.option(fc.constantFrom(...themes), { nil: undefined }),
  age: fc.option(fc.integer({ min: 0, max: 19 }).map(String), { nil: undefined }),
  rating: fc.option(fc.constantFrom(...LEAST_CONFIDENCES), { nil: undefined }),
  cost: fc.option(fc.constantFrom(...COST_BANDS), { nil: undefined }),
});

test('asking for more never finds more, and each that is found fits all that is asked', () => {
  fc.assert(
    fc.property(asked, (given) => {
      const found = findProgrammes(readProgrammesAsked(given));
      const { cost: _, ...wider } = given;
      assert.ok(found.length <= findProgrammes(readProgrammesAsked(wider)).length);
      for (const one of found) {
        if (given.theme) assert.ok(one.themes.includes(given.theme));
        if (given.rating) assert.ok((confidenceOf(one) ?? -1) >= Number(given.rating));
        if (given.cost) assert.ok(Number(costBand(one)?.level) <= Number(given.cost));
      }
    }),
  );
});

test('a search by cost parts those that fit, those too dear and those without a band', () => {
  const all = findProgrammes(readProgrammesAsked({}));
  for (const cost of COST_BANDS) {
    const of = readProgrammesAsked({ cost });
    const dear = all.filter((one) => Number(costBand(one)?.level ?? 0) > Number(cost));
    assert.equal(findProgrammes(of).length + withoutBand(of).length + dear.length, all.length);
  }
});

test('a word that makes no sense is refused with those that do', () => {
  assert.throws(() => readProgrammesAsked({ theme: 'poverty' }), /theme is one of.*parenting/);
  assert.throws(() => readProgrammesAsked({ age: 'four' }), /not an age from 0 to 25/);
  assert.throws(() => readProgrammesAsked({ cost: '9' }), /cost is one of/);
});

test('the headline counts what it says, one or many or none', () => {
  const [one, two] = EVIDENCE.programmes;
  assert.ok(one && two);
  const parts = (found: Programme[], compared: Programme[]) => {
    return { found, compared, helped: [], rated: [], usedInUk: [] };
  };
  assert.equal(
    foundHeadline(parts([one], [one]), { theme: 'crime' }),
    '1 programme bears on police and criminal justice; 1 has been tried against a comparison group',
  );
  assert.equal(
    foundHeadline(parts([one, two], []), { age: '4' }),
    '2 programmes fit; none have been tried against a comparison group',
  );
  assert.equal(foundHeadline(parts([], []), {}), 'The library is empty');
});

test('the need of the most children comes first, and what nothing measures last', () => {
  const fits = fitOf([
    { theme: 'crime', children: null },
    { theme: 'parenting', children: 5 },
    { theme: 'mental-health', children: 90 },
  ]);
  assert.deepEqual(
    fits.map((one) => one.theme),
    ['mental-health', 'parenting', 'crime'],
  );
});

test('a need that no programme bears on, or none that was tried, is told apart', () => {
  const panel = programmeEvidence('exploitation-panel');
  const fits = fitOf(
    [
      { theme: 'exploitation', children: 8 },
      { theme: 'crime', children: 8 },
    ],
    [panel],
  );
  assert.deepEqual(
    fits.map((one) => [one.theme, one.answer]),
    [
      ['exploitation', 'not-compared'],
      ['crime', 'nothing'],
    ],
  );
  assert.equal(unanswered(fits).length, 2);
  const tried = programmeEvidence('social-workers-in-schools');
  const [need] = fitOf([{ theme: 'parenting', children: 8 }], [tried]);
  assert.equal(need?.answer, 'no-better', 'a trial that found no difference is no answer');
});

test('a local evaluation never counts more than its design allows', () => {
  const people = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(fc.constantFrom(...LOCAL_DESIGNS), people, people, (design, a, b) => {
      const [peopleMeasured, peopleStarted] = [Math.min(a, b), Math.max(a, b)];
      const { confidence, why } = rateLocally({ design, peopleMeasured, peopleStarted });
      const most = causalConfidence('local', design);
      assert.ok(confidence <= most && confidence >= 0);
      assert.ok(why.length >= 1 && (confidence === most || why.length > 1));
    }),
  );
});

test('few people, or many who were lost, take a step each', () => {
  const rate = (peopleStarted: number, peopleMeasured: number) =>
    rateLocally({ design: 'random', peopleStarted, peopleMeasured }).confidence;
  assert.deepEqual([rate(100, 60), rate(100, 59), rate(20, 19), rate(40, 19)], [4, 3, 3, 2]);
});

test('a local evaluation is read whole, and a ratio must be above 0', () => {
  const form = {
    name: 'A course',
    design: 'random',
    outcome: 'Attendance',
    direction: 'better',
    started: '1,200',
    measured: '1,000',
    effectKind: 'relative-risk',
    effect: '0.8',
    madeBy: 'Us',
    endedOn: '2025-03-31',
  };
  const today = day('2026-01-01');
  const read = readLocalEvaluation(form, today);
  assert.ok(read.ok);
  assert.deepEqual(read.value.effect, { kind: 'relative-risk', value: 0.8, standardError: null });
  assert.deepEqual([read.value.peopleStarted, read.value.programme], [1200, null]);
  const wrong = readLocalEvaluation({ ...form, effect: '-1', programme: 'x' }, today);
  assert.ok(!wrong.ok);
  assert.deepEqual(
    wrong.errors.map((one) => one.field),
    ['programme', 'effect'],
  );
  const late = readLocalEvaluation({ ...form, endedOn: '2026-03-31' }, today);
  assert.ok(!late.ok && late.errors[0]?.field === 'endedOn');
});
