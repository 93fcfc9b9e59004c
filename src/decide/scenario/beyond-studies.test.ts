import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EVIDENCE, isComparedDesign } from '../../understand/index.ts';
import { beyondStudies, strongerThanStudies } from './beyond-studies.ts';
import { caveatSentences } from './scenario-caveats.ts';
import { scenarioOf } from './scenario-file.ts';

const file = readFileSync(
  new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url),
  'utf8',
);

test('an effect as strong as a study found is not warned of', () => {
  assert.deepEqual(beyondStudies(scenarioOf(file)), []);
  assert.equal(strongerThanStudies({ relativeRisk: 1.4 }), null);
});

test('an effect stronger than any study of the library is told, with how many there are', () => {
  const sentence = strongerThanStudies({ relativeRisk: 0.05 });
  assert.match(sentence ?? '', /^stronger than any of \d+ studies in the library/);
  const sizes = EVIDENCE.programmes
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ design, size }) => isComparedDesign(design) && size?.kind === 'effect-size')
    .flatMap(({ size }) => (size ? [Math.abs(size.value)] : []));
  const most = Math.max(...sizes);
  assert.equal(strongerThanStudies({ effectSize: -most }), null);
  const stronger = strongerThanStudies({ effectSize: -most - 0.01 }) ?? '';
  assert.ok(stronger.includes(`any of ${sizes.length} studies`), stronger);
  assert.ok(stronger.includes(`an effect size of ${most}`), stronger);
});

test('whoever reads a result of such an effect is told too', () => {
  const scenario = scenarioOf(file.replace(/relativeRisk: [\d.]+/, 'relativeRisk: 0.05'));
  const found = { warnings: [] };
  assert.match(caveatSentences({ scenario, found }).join(), /stronger than any of/);
});
