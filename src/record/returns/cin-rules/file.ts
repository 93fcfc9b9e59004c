import type { FileRule } from './rule.ts';
import { defineFileRule, one } from './rule.ts';

/** Rules about the file as a whole. */
export const FILE_RULES: readonly FileRule[] = [
  defineFileRule({
    code: '2886Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message: 'More than 2% of the children who are born have no sex recorded.',
    fix: 'Look for a cause in the system that wrote the file, or be ready to explain it.',
    fields: ['Sex', 'GenderCurrent'],
    checkFile: ({ born, bornWithoutSex }) =>
      one(bornWithoutSex * 50 > born && { field: 'Sex', line: 1 }),
  }),
  defineFileRule({
    code: '2887Q',
    table: 'ChildCharacteristics',
    severity: 'warning',
    message:
      'Fewer than 8 different disability codes are used in the whole file, which suggests that ' +
      'only some kinds are recorded.',
    fix: 'Check that the system offers every Disability code; a small file may be right.',
    fields: ['Disability'],
    checkFile: ({ children, disabilityCodes }) =>
      one(children > 0 && disabilityCodes.size < 8 && { field: 'Disability', line: 1 }),
  }),
  defineFileRule({
    code: '2888Q',
    table: 'ChildCharacteristics',
    severity: 'warning',
    message:
      'No child has more than one disability, which suggests that only the main one is recorded.',
    fix: 'Record every disability of a child; a small file may be right.',
    fields: ['Disability'],
    checkFile: ({ withDisability, withSeveralDisabilities }) =>
      one(withDisability > 0 && withSeveralDisabilities === 0 && { field: 'Disability', line: 1 }),
  }),
];
