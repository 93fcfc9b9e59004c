import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type Schema, schemaFaults } from '../../../test/json-schema.ts';
import { parseScenario } from './scenario-file.ts';
import { SCENARIO_SCHEMA } from './scenario-schema.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function find(reference: string): Schema {
  const name = reference.replace('#/$defs/', '');
  const found = (SCENARIO_SCHEMA.$defs as Record<string, Schema>)[name];
  return found ?? assert.fail(`${reference} is not there`);
}

const faultsOf = (text: string) => schemaFaults(SCENARIO_SCHEMA, parse(text), find);

function examples(): string[] {
  return ['demo/scenarios', 'reference/scenario-templates'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
}

test('every example and template holds to the published schema', () => {
  for (const text of examples()) assert.deepEqual(faultsOf(text), []);
});

test('whatever the schema refuses, the reader refuses too', () => {
  const text = readFileSync(join(ROOT, 'demo/scenarios/family-support-400.yaml'), 'utf8');
  const changes = [
    ['seed: 42', 'sede: 42'],
    ['years: 10', 'years: 41'],
    ['kind: cash', 'kind: gold'],
    ['[60, 75, 85]', '[60, 75]'],
    ['child-in-need], ages', 'in-trouble], ages'],
    ['health: 20', 'wizards: 20'],
    ['firstYear: 2026-27', 'firstYear: soon'],
    ['code: care', 'code: Care'],
    ['design: comparison', 'design: none'],
  ] as const;
  for (const [from, to] of changes) {
    const changed = text.replace(from, to);
    assert.notEqual(changed, text);
    assert.notDeepEqual(faultsOf(changed), [], to);
    assert.equal(parseScenario(changed).scenario, null, to);
  }
});
