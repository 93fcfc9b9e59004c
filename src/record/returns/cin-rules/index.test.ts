import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sharedData } from '../../../../test/shared-data.ts';
import { CHILD_RULES, FILE_RULES, HEADER_RULES, STRUCTURE_RULES } from './index.ts';

const rules = [...CHILD_RULES, ...HEADER_RULES, ...FILE_RULES];
const catalogue = sharedData('cin-census/cin_rules_catalogue.json');

test('every rule has one code, a message that says why, and a fix', () => {
  const codes = [...rules, ...STRUCTURE_RULES].map((rule) => rule.code);
  assert.equal(new Set(codes).size, codes.length);
  for (const { code, message, fix } of [...rules, ...STRUCTURE_RULES]) {
    assert.match(message, /^[A-Z].{15,}\.$/, code);
    assert.match(fix, /^[A-Z].{10,}\.$/, code);
  }
});

test('every rule about a child is tested with a child that breaks it', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const tests = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts') && name !== 'index.test.ts')
    .map((name) => readFileSync(folder + name, 'utf8'))
    .join('');
  const untested = CHILD_RULES.filter(({ code }) => !tests.includes(`'${code}'`));
  assert.deepEqual(untested, []);
});

test('the rules in force cover the catalogue but one, with its severities', {
  skip: catalogue.skip,
}, () => {
  const listed: { rules: { code: string; type: string; message: string }[] } = JSON.parse(
    readFileSync(catalogue.path, 'utf8'),
  );
  const inForce = new Map(rules.map((rule) => [rule.code, rule]));
  const missing = listed.rules.filter(({ code }) => !inForce.has(code));
  assert.deepEqual(
    missing.map(({ code }) => code),
    ['1530'],
  );
  assert.equal(listed.rules.length, 109);
  for (const { code, type, message } of listed.rules) {
    const rule = inForce.get(code);
    if (rule === undefined) continue;
    assert.equal(rule.severity, type === 'ERROR' ? 'error' : 'warning', code);
    assert.notEqual(rule.message, message, `${code} speaks in our own words`);
  }
});

test('the page about the census names every rule in force, and no other', () => {
  const page = readFileSync(
    new URL('../../../../docs/returns/cin-census.md', import.meta.url),
    'utf8',
  );
  const section = page.slice(page.indexOf('| table | rules |'), page.indexOf('- **Years.**'));
  const named = [...section.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  const codes = [...rules, ...STRUCTURE_RULES].map((rule) => rule.code);
  assert.deepEqual(named.toSorted(), codes.toSorted());
});
