import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { financialYear } from '../src/lib/index.ts';
import { type Calibration, readCalibration } from './calibration.ts';
import type { Measured } from './measure.ts';
import { type DemoSet, northbridge } from './northbridge.ts';
import { measureSchools } from './write-school-census.ts';

/** Shares below this rest on too few children of one authority to be held. */
const LEAST_SHARE = 0.04;

let calibration: Calibration;
let set: DemoSet;
let measured: Measured;
let school: Readonly<Record<string, number>>;
before(() => {
  calibration = readCalibration();
  set = northbridge();
  measured = set.measured(financialYear(2024), financialYear(2025));
  school = measureSchools(set.world, financialYear(2025));
});

function near(name: string, value: number | undefined, aim: number, tolerance: number): void {
  assert.ok(value !== undefined, `${name} is not measured`);
  const off = Math.abs(value / aim - 1);
  assert.ok(off <= tolerance, `${name}: ${value.toFixed(2)}, published ${aim}`);
}

test('about 60,000 children live in Northbridge', () => {
  near('children', measured.children, 60_000, 0.02);
});

test('every published rate comes out within its tolerance', () => {
  for (const [name, target] of Object.entries(calibration.rates)) {
    near(name, measured.rates[name], target.value, target.tolerance);
  }
});

test('every published percentage comes out within its tolerance', () => {
  const { maternities } = set.world.people.families;
  const values: Record<string, number> = {
    ...measured.percentages,
    ...school,
    'multiple-maternities': (100 * maternities.multiple) / maternities.all,
  };
  for (const [name, target] of Object.entries(calibration.percentages)) {
    near(name, values[name], target.value, target.tolerance);
  }
});

const SHARE_TOLERANCES: Readonly<Record<string, number>> = {
  'referral-source': 0.15,
  'primary-need': 0.3,
  factors: 0.3,
  'need-ended-duration': 0.2,
  'need-open-duration': 0.2,
};

for (const [name, tolerance] of Object.entries(SHARE_TOLERANCES)) {
  test(`the published shares of ${name} come out within ${tolerance * 100}% of each`, () => {
    const { counts, of } = calibration.shares[name] ?? assert.fail(name);
    for (const [part, count] of Object.entries(counts)) {
      if (count / of < LEAST_SHARE) continue;
      near(`${name} ${part}`, measured.shares[name]?.[part], count / of, tolerance);
    }
  });
}

test('every entry of the calibration names a source that is listed', () => {
  const sources = new Set(Object.keys(calibration.sources));
  const entries = [
    calibration.rates,
    calibration.percentages,
    calibration.shares,
    calibration.spending,
  ];
  for (const one of entries.flatMap((group) => Object.values<{ source: string }>(group))) {
    assert.ok(sources.has(one.source), one.source);
  }
});
