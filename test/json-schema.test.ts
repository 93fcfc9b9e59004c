import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Schema, schemaFaults } from './json-schema.ts';

const SCHEMA: Schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    ages: { type: 'array', items: { type: 'integer' } },
    status: { enum: ['active'] },
  },
};
const find = (): Schema => SCHEMA;

test('the checker of schemas tells each breach by its path', () => {
  const id = '3f7b145d-84af-42d7-8fae-eaca714b02b2';
  assert.deepEqual(schemaFaults(SCHEMA, { id, ages: [1], status: 'active', more: 1 }, find), []);
  assert.deepEqual(schemaFaults(SCHEMA, { ages: [1.5, '2'], status: 'Active' }, find), [
    '$.id: missing',
    '$.ages[0]: is not of type integer',
    '$.ages[1]: is not of type integer',
    '$.status: is none of active',
  ]);
  assert.deepEqual(schemaFaults({ $ref: 'it' }, { id: '7' }, find), ['$.id: is no uuid']);
});

test('the checker of schemas passes over nothing that it does not know', () => {
  assert.throws(() => schemaFaults({ maxLength: 3 }, 'long', find), /unknown keyword/);
  assert.throws(() => schemaFaults({ format: 'iri' }, 'x', find), /unknown format/);
});

test('bounds, patterns, choices and properties that nobody named are checked', () => {
  const schema: Schema = {
    type: 'object',
    properties: { age: { anyOf: [{ type: 'integer', minimum: 0, maximum: 24 }] } },
    additionalProperties: { type: 'array', items: { pattern: '^a' }, minItems: 1, maxItems: 2 },
  };
  assert.deepEqual(schemaFaults(schema, { age: 24, names: ['ab', 'a'] }, find), []);
  assert.deepEqual(schemaFaults(schema, { age: 25, names: [], more: ['a', 'a', 'b'] }, find), [
    '$.age: is over 24',
    '$.names: has under 1 items',
    '$.more[2]: does not match ^a',
    '$.more: has over 2 items',
  ]);
  const closed: Schema = { properties: { a: {} }, additionalProperties: false };
  assert.deepEqual(schemaFaults(closed, { a: 1, b: 2 }, find), ['$.b: is not known']);
});
