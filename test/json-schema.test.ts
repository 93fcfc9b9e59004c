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
