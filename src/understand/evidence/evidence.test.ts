import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { parseReference, readCsv } from '../../lib/index.ts';
import { type AppraisalEdition, driftOf, editionFaults, ratioInterval } from './appraisal.ts';
import {
  confidenceOf,
  programmeEvidence,
  relativeRiskOf,
  standardErrorOf,
  verdictOf,
  wasCompared,
} from './evidence.ts';
import { EVIDENCE, evidenceField, type Programme } from './evidence-file.ts';
import {
  causalConfidence,
  cautionOf,
  CONFIDENCES,
  isRating,
  surest,
  whyConfidence,
} from './evidence-scales.ts';
import { SCALES } from './evidence-scales-file.ts';

const editions = EVIDENCE.programmes.flatMap((one) =>
  (one.appraisals ?? []).flatMap(({ page, editions: rows }) =>
    rows.map((row) => ({ code: one.code, page, ...row })),
  ),
);

test('every level of a scheme of evidence stands on the ladder with a reason', () => {
  for (const scheme of SCALES.schemes.filter((one) => one.kind !== 'cost')) {
    for (const { level } of scheme.levels) {
      assert.ok(CONFIDENCES.includes(causalConfidence(scheme.code, level)));
      assert.notEqual(whyConfidence(scheme.code, level), '', `${scheme.code} ${level}`);
    }
  }
});

test('a plus never makes a rating surer than its level, and only repeats reach the top', () => {
  assert.equal(causalConfidence('eif', '4'), causalConfidence('eif', '4+'));
  assert.equal(causalConfidence('eif', '3'), causalConfidence('eif', '3+'));
  assert.equal(causalConfidence('eif', '4+'), 5);
  assert.equal(causalConfidence('eif', 'NE'), 0);
  assert.equal(causalConfidence('maryland', '5'), 4, 'one random trial is not a repeat');
  assert.equal(causalConfidence('estimate', 'expert'), 0);
});

test('a level known from memory never counts more than one that was read', () => {
  const recalled = SCALES.schemes.flatMap((scheme) =>
    scheme.levels.filter((one) => one.checked === 'recalled').map((one) => [scheme, one] as const),
  );
  assert.ok(recalled.length > 0);
  for (const [scheme, { confidence = 0 }] of recalled) {
    const read = scheme.levels.filter((one) => one.checked !== 'recalled');
    assert.ok(confidence <= Math.max(...read.map((one) => one.confidence ?? 0)), scheme.code);
  }
});

test('a scheme or level that nobody knows is refused with those that are known', () => {
  assert.throws(() => causalConfidence('stars', '5'), /no scheme "stars".*eif/);
  assert.throws(() => causalConfidence('eif', '6'), /no level "6".*NL2/);
  assert.throws(() => causalConfidence('eif-cost', '1'), /says nothing about evidence/);
});

test('caution grows as confidence falls, within the 0 to 40 per cent that were read', () => {
  const cautions = CONFIDENCES.map(cautionOf);
  assert.deepEqual(cautions[0], { reduction: 0, inflation: 1 });
  for (const [at, caution] of cautions.entries()) {
    const before = cautions[at - 1] ?? { reduction: 0, inflation: 1 };
    assert.ok(caution.reduction >= before.reduction && caution.reduction <= 0.4);
    assert.ok(caution.inflation >= before.inflation);
  }
  assert.equal(cautions.at(-1)?.reduction, 0.4);
});

test('at least forty programmes stand in the library, each with whom it is for and themes', () => {
  assert.ok(EVIDENCE.programmes.length >= 40);
  for (const one of EVIDENCE.programmes) {
    assert.ok(one.themes.length > 0 && one.levels.length > 0 && one.places.length > 0, one.code);
    assert.ok(one.ages.from <= one.ages.to, one.code);
  }
});

test('no outcome or cost rests on memory, and dollars are never pounds', () => {
  for (const { code, outcomes, costs, ratings } of EVIDENCE.programmes) {
    for (const one of [...outcomes, ...costs, ...ratings]) {
      assert.notEqual(one.checked, 'recalled', code);
    }
    for (const one of costs.filter(({ currency }) => currency === 'USD')) {
      assert.equal(one.priceYear, undefined, code);
    }
  }
});

test('an interval lies around its value, and shares give their difference', () => {
  for (const { code, outcomes } of EVIDENCE.programmes) {
    for (const { size, code: outcome } of outcomes) {
      if (size === undefined) continue;
      const { value, low = value, high = value, withPercent, withoutPercent } = size;
      assert.ok(low <= value && value <= high, `${code} ${outcome}`);
      if (withPercent === undefined || withoutPercent === undefined) continue;
      assert.ok(Math.abs(withPercent - withoutPercent - value) < 0.051, `${code} ${outcome}`);
    }
  }
});

test('the large English trial of MST says that chance alone could explain the difference', () => {
  const outcome = outcomeOf('multisystemic-therapy', 'out-of-home');
  const error = standardErrorOf(outcome);
  assert.ok(error !== null && Math.abs(error - 0.2498) < 0.001);
  assert.ok(Math.abs(Math.log(1.25) / error) < 1.96);
});

test('a share with and without help gives a relative risk; a share alone gives none', () => {
  const risk = relativeRiskOf(outcomeOf('family-group-conference', 'looked-after'));
  assert.ok(risk !== null && Math.abs(risk - 0.808) < 0.001);
  assert.equal(relativeRiskOf(outcomeOf('incredible-years-preschool', 'child-behaviour')), null);
  assert.equal(standardErrorOf(outcomeOf('family-group-conference', 'looked-after')), null);
});

test('an unrated programme is not rated by the library, even where a trial was made', () => {
  const conference = programmeEvidence('family-group-conference');
  assert.equal(confidenceOf(conference), null);
  assert.equal(wasCompared(conference), true);
  const panel = programmeEvidence('exploitation-panel');
  assert.deepEqual([confidenceOf(panel), wasCompared(panel)], [null, false]);
});

test('what studies against others found is told apart, also where they differ', () => {
  const verdict = (code: string) => verdictOf(programmeEvidence(code));
  assert.equal(verdict('family-group-conference'), 'better');
  assert.equal(verdict('multisystemic-therapy'), 'differs');
  assert.equal(verdict('family-nurse-partnership'), 'differs');
  assert.equal(verdict('social-workers-in-schools'), 'no-better');
  assert.equal(verdict('homebuilders'), 'not-read');
  assert.equal(verdict('volunteers-in-child-protection'), null);
});

test('bands of cost never count as ratings of evidence', () => {
  const ratings = [
    { scheme: 'eif-cost', level: '5' },
    { scheme: 'eif', level: '2' },
  ];
  assert.deepEqual(surest(ratings), ratings[1]);
  assert.equal(isRating({ scheme: 'eif-cost', level: '5' }), false);
});

test('the rows of the institute hold their identities to the last printed dollar', () => {
  assert.equal(editions.length, 35);
  for (const row of editions)
    assert.deepEqual(editionFaults(row), [], `${row.page} ${row.edition}`);
});

test('a row whose parts do not come to its total, or with a wrong ratio, is found', () => {
  const sound = editions.find((one) => one.page === 35) ?? assert.fail();
  assert.match(editionFaults({ ...sound, taxpayers: sound.taxpayers + 10 })[0] ?? '', /payers/);
  assert.match(editionFaults({ ...sound, net: sound.net + 10 })[0] ?? '', /Benefits and cost/);
  assert.match(editionFaults({ ...sound, ratio: 2.5 })[0] ?? '', /ratio 2.5/);
  const { ratio: _, ...without } = sound;
  assert.match(editionFaults(without)[0] ?? '', /missing/);
  const saving = editions.find((one) => one.netCost > 0) ?? assert.fail();
  assert.match(editionFaults({ ...saving, ratio: 2.9 })[0] ?? '', /saving has no ratio/);
});

test('the true ratio always lies within the interval that rounding leaves', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50_000, max: 90_000, noNaN: true }),
      fc.double({ min: 50, max: 15_000, noNaN: true }),
      (benefit, cost) => {
        const printed = { total: Math.round(benefit), netCost: -Math.round(cost) };
        const { low, high } = ratioInterval(printed);
        assert.ok(low <= benefit / cost && benefit / cost <= high);
      },
    ),
  );
});

test('estimates drift: one programme turned from loss to gain, another from gain to loss', () => {
  assert.equal(driftOf(rowsOf('healthy-families-america'))?.turned, false);
  const [, ...since2017] = rowsOf('healthy-families-america');
  assert.deepEqual(driftOf(since2017), { net: 6891, chance: 21, turned: true });
  assert.deepEqual(driftOf(rowsOf('parent-child-interaction-therapy')), {
    net: -2736,
    chance: -49,
    turned: true,
  });
  assert.equal(driftOf(rowsOf('family-check-up')), null);
});

test('a source that is not there, or a level unknown, is a fault of the file', () => {
  const text = readFileSync(new URL('../../../reference/evidence.yaml', import.meta.url), 'utf8');
  const broken = text
    .replace('source: building-blocks', 'source: nowhere')
    .replace("level: '4+'", "level: '9'")
    .replace('total: 20495', 'total: 29495');
  const { problems } = parseReference('evidence.yaml', broken, evidenceField);
  const messages = problems.map((one) => one.message).join(' ');
  assert.match(messages, /No source has the code nowhere/);
  assert.match(messages, /eif has no level 9/);
  assert.match(messages, /payers come to 20495, not to 29495/);
});

function outcomeOf(programme: string, outcome: string): Programme['outcomes'][number] {
  const found = programmeEvidence(programme).outcomes.find((one) => one.code === outcome);
  return found ?? assert.fail(`${programme} has no outcome ${outcome}`);
}

function rowsOf(programme: string): readonly AppraisalEdition[] {
  return programmeEvidence(programme).appraisals?.[0]?.editions ?? [];
}

const wsipp = sharedData('economics/wsipp_program_results.csv');
test('all 35 rows of the published table hold, and are typed as they are printed', {
  skip: wsipp.skip,
}, async () => {
  const rows = await tableOf(wsipp.path);
  assert.equal(rows.length, 35);
  for (const row of rows) {
    const published = publishedRow(row);
    assert.deepEqual(editionFaults(published), [], row.program);
    const typed = editions.find(
      (one) =>
        String(one.page) === row.program_id &&
        one.dollarYear === published.dollarYear &&
        one.net === published.net,
    );
    const { code: _code, page: _page, edition: _edition, ...amounts } = typed ?? assert.fail();
    const { edition: _published, ...expected } = published;
    assert.deepEqual(amounts, expected, row.program);
  }
});

function publishedRow(row: Readonly<Record<string, string>>): AppraisalEdition {
  const amount = (name: string) => Number(row[name]);
  return {
    edition: row.edition ?? '',
    dollarYear: amount('dollar_year'),
    taxpayers: amount('benefits_taxpayers'),
    participants: amount('benefits_participants'),
    others: amount('benefits_others'),
    indirect: amount('benefits_indirect'),
    total: amount('total_benefits'),
    netCost: amount('net_program_cost_signed'),
    net: amount('benefits_minus_costs'),
    ...(row.benefit_cost_ratio ? { ratio: amount('benefit_cost_ratio') } : {}),
    chance: amount('chance_benefits_exceed_costs_pct'),
  };
}

const trials = sharedData('economics/uk_trial_and_programme_costs.csv');
test('every cost and effect of the UK trials stands in the library as it was read', {
  skip: trials.skip,
}, async () => {
  const known = EVIDENCE.programmes.flatMap((one) => [
    ...one.costs.flatMap(({ amount, low, high, note = '' }) => [
      amount,
      low,
      high,
      ...amountsIn(note),
    ]),
    ...one.outcomes.flatMap(({ size }) => [size?.value, size?.low, size?.high]),
    ...(one.notes ?? []).flatMap(amountsIn),
  ]);
  for (const row of (await tableOf(trials.path)).filter((one) => one.value !== '')) {
    const wanted = [Number(row.value), ...amountsIn(row.unit ?? '')];
    for (const amount of wanted) {
      assert.ok(known.includes(amount), `${row.programme}, ${row.measure}: ${amount}`);
    }
  }
});

function amountsIn(text: string): number[] {
  return [...text.replaceAll('95%', '').matchAll(/-?\d[\d,]*(?:\.\d+)?/g)].map((match) =>
    Number(match[0].replaceAll(',', '')),
  );
}

const scales = sharedData('economics/evidence_scales.csv');
test('every level that was read in the published schemes has its place on the ladder', {
  skip: scales.skip,
}, async () => {
  const codes: Readonly<Record<string, string>> = {
    EIF: 'eif',
    'EIF cost rating': 'eif-cost',
    Nesta: 'nesta',
    'Maryland SMS': 'maryland',
  };
  for (const row of await tableOf(scales.path)) {
    const code = codes[row.scheme ?? ''];
    if (code === undefined) continue;
    const scheme = SCALES.schemes.find((one) => one.code === code) ?? assert.fail();
    for (const level of (row.level ?? '').split('/')) {
      const found = scheme.levels.find((one) => one.level === level);
      assert.ok(found, `${code} ${level}`);
      if (row.status?.includes('recalled')) {
        assert.ok(found.checked !== undefined && found.checked !== 'read', `${code} ${level}`);
      }
    }
  }
});

async function tableOf(path: string): Promise<Readonly<Record<string, string>>[]> {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of readCsv(createReadStream(path))) rows.push(cells);
  const [head = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}
