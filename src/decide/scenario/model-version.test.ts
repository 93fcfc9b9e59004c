import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byHand } from '../model/by-hand.sample.ts';
import { sampleInput, sampleRates } from '../model/model.sample.ts';
import type { ModelInput } from '../model/model-input.ts';
import { runModel } from '../model/run-model.ts';
import { MODEL_VERSION } from './model-version.ts';

/** What a reader would quote of a result, to nine digits: beyond them only the machine differs. */
function quoted(input: ModelInput): Record<string, string> {
  const { perspectives, agencies, drivers } = runModel(input, { draws: 50 });
  const values: (readonly [string, number])[] = [
    ...perspectives.flatMap(
      ({ perspective, netPresentValue: { mean, p5, p50, p95 }, chanceOfGain, peakFunding }) =>
        [
          [`${perspective} mean`, mean],
          [`${perspective} 5`, p5],
          [`${perspective} 50`, p50],
          [`${perspective} 95`, p95],
          [`${perspective} chance`, chanceOfGain],
          [`${perspective} peak`, peakFunding.mean],
        ] as const,
    ),
    ...agencies.map(({ agency, net }) => [agency, net.mean] as const),
    ...drivers
      .slice(0, 3)
      .flatMap(({ code, atLow, atHigh }) => [
        [`${code} low`, atLow] as const,
        [`${code} high`, atHigh] as const,
      ]),
  ];
  return Object.fromEntries(values.map(([name, value]) => [name, value.toPrecision(9)]));
}

/**
 * What these inputs give under the version that stands here. Where one of them changes, results
 * that are kept and frozen can no longer be worked out again: raise MODEL_VERSION, then write what
 * the test finds.
 */
const KNOWN = {
  version: '3',
  byHand: {
    'cash mean': '23084.9638',
    'cash 5': '23084.9638',
    'cash 50': '23084.9638',
    'cash 95': '23084.9638',
    'cash chance': '1.00000000',
    'cash peak': '0.00000000',
    'public mean': '20376.4674',
    'public 5': '20376.4674',
    'public 50': '20376.4674',
    'public 95': '20376.4674',
    'public chance': '1.00000000',
    'public peak': '0.00000000',
    'society mean': '20376.4674',
    'society 5': '20376.4674',
    'society 50': '20376.4674',
    'society 95': '20376.4674',
    'society chance': '1.00000000',
    'society peak': '0.00000000',
    council: '13805.9375',
    health: '6848.43750',
  },
  invented: {
    'cash mean': '-158982336',
    'cash 5': '-201819728',
    'cash 50': '-154697143',
    'cash 95': '-126168576',
    'cash chance': '0.00000000',
    'cash peak': '176299380',
    'public mean': '-135567512',
    'public 5': '-181687579',
    'public 50': '-132847767',
    'public 95': '-93178516.0',
    'public chance': '0.00000000',
    'public peak': '162035212',
    'society mean': '-131972714',
    'society 5': '-179350426',
    'society 50': '-129276690',
    'society 95': '-88684216.9',
    'society chance': '0.00000000',
    'society peak': '159635752',
    council: '-111370148',
    health: '-32486192.4',
    'job-centre': '0.00000000',
    police: '122385.006',
    public: '0.00000000',
    'programme:family-support/cost:per-place low': '-108235961',
    'programme:family-support/cost:per-place high': '-178073126',
    'programme:family-support/effect:care low': '-106559249',
    'programme:family-support/effect:care high': '-163023895',
    'programme:family-support/engagement low': '-117005323',
    'programme:family-support/engagement high': '-146024709',
  },
};

test('no number of a result changes unless the version of the model does', () => {
  assert.deepEqual(
    {
      version: MODEL_VERSION,
      byHand: quoted(byHand()),
      invented: quoted(sampleInput({ years: 6, rates: sampleRates(6000) })),
    },
    KNOWN,
  );
});
