import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { asActor } from '../../platform/index.ts';
import { effectOfStudies } from './effect-of-studies.ts';
import { effectSizeMeasure } from './effect-size.measure.ts';

test('a study of counts and one of means are read, and pooled', () => {
  const { studies, pooled } = effectOfStudies('100:10/100:20, 20:55:10/20:50:10');
  assert.deepEqual(
    studies.map(({ kind }) => kind),
    ['counts', 'means'],
  );
  assert.equal(studies[0]?.effect.value.toFixed(3), '-0.491');
  assert.equal(studies[1]?.effect.value.toFixed(3), '0.490');
  assert.ok(pooled.between > 0);
});

test('what is no study is refused with how to write one', () => {
  for (const text of ['', '10:5', '10:5/20', '10:5/10:x', '10:50/10:5', '1:2:1/1:2:1']) {
    assert.throws(() => effectOfStudies(text), /Write each study as/, text);
  }
});

withDatabase('each number of the table leads to itself again', async (database) => {
  const { actors } = await anAuthority(database);
  const ask = (given: Record<string, string>) =>
    asActor(database, actors.analyst, (tx) => effectSizeMeasure.compute(tx, actors.analyst, given));
  const asked = { studies: '100:10/100:20', chance: '20' };
  const finding = await ask(asked);
  assert.equal(finding.headline, 'This study finds no effect beyond chance');
  for (const figure of finding.rows.flatMap((row) => row.figures)) {
    const [, query = ''] = figure.id.split('?');
    const again = await ask(Object.fromEntries(new URLSearchParams(query)));
    assert.deepEqual(again.rows[0]?.figures[0], figure);
  }
  const after = finding.rows[0]?.figures.find((figure) => figure.unit === 'percent');
  // From 20 of 100 back to the 10 of 100 that the study counted.
  assert.equal(after?.value?.toFixed(6), '10.000000');
  const both = await ask({ studies: '100:10/100:20 20:55:10/20:50:10' });
  assert.match(both.notes?.[0] ?? '', /differ by more than chance/);
  await assert.rejects(ask({ ...asked, chance: '0' }), /above 0 and below 100/);
  await assert.rejects(ask({ ...asked, row: '9' }), /no such study/);
});
