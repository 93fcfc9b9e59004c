export * from '../../lib/reference/fields.ts';
export * from '../../lib/reference/reference.ts';
