import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fields, SampleChild } from '../cin-census.sample.ts';
import {
  peopleOf,
  problemsOf,
  readSample,
  sampleCensus,
  soundChild,
} from '../cin-census.sample.ts';

/** Changes a sound child. */
export type Change = (child: SampleChild) => void;

/** A rule, what breaks it, and what comes near but does not. Without the last, the sound child. */
export interface Case {
  readonly code: string;
  readonly breaks: Change;
  readonly field: string;
  readonly keeps?: Change;
  readonly header?: Fields;
}

/** The header of the census that ends in this year. */
export function censusOf(year: number): Fields {
  return { Collection: 'CIN', Year: String(year), ReferenceDate: `${year}-03-31` };
}

async function problemsWith(change: Change, header?: Fields) {
  const child = soundChild();
  change(child);
  const items = await readSample(sampleCensus([child], header));
  assert.equal(peopleOf(items).length, 1);
  return problemsOf(items);
}

/** Tests each rule with a child that breaks it and one that does not. */
export function testRules(cases: readonly Case[]): void {
  for (const { code, breaks, field, keeps, header } of cases) {
    test(`rule ${code} finds what breaks it, at ${field}, and nothing else`, async () => {
      const broken = (await problemsWith(breaks, header)).filter(({ rule }) => rule === code);
      assert.ok(broken.length > 0, 'the child that breaks the rule was not found');
      assert.equal(broken[0]?.field, field);
      assert.ok((broken[0]?.row ?? 0) > 0);
      const kept = await problemsWith(keeps ?? (() => undefined), header);
      assert.deepEqual(
        kept.filter(({ rule }) => rule === code),
        [],
      );
    });
  }
}
