import { saysNo } from '../cin-census.ts';
import { DISABILITY_CODES, ETHNICITY_CODES, isCode } from '../cin-census.codes.ts';
import type { ChildRule } from './rule.ts';
import { among, defineRule, missing, NONE, one } from './rule.ts';

/** Rules about ethnicity and disability. */
export const CHILD_CHARACTERISTICS_RULES: readonly ChildRule[] = [
  defineRule({
    code: '4220',
    table: 'ChildCharacteristics',
    severity: 'error',
    message:
      'Ethnicity is missing or is not a code of the list, so whom services reach cannot be ' +
      'told by ethnic group.',
    fix: 'Give one of the codes, REFU if the family declines to say, NOBT if it was not asked.',
    fields: ['Ethnicity'],
    check: (child, context) => {
      const group = child.ChildCharacteristics;
      if (group === null) return NONE;
      const code = group.Ethnicity;
      if (code === null) return [missing(group, 'Ethnicity')];
      return one(!isCode(ETHNICITY_CODES, code.text, context.censusYear) && code);
    },
  }),
  defineRule({
    code: '8540',
    table: 'ChildCharacteristics',
    severity: 'error',
    message:
      'A born child with further action has no disability recorded, not even NONE, or a code ' +
      'that is not of the list.',
    fix: 'Give every disability as a code of the list, or NONE.',
    fields: ['Disability', 'PersonBirthDate', 'ReferralNFA'],
    check: (child, context) => {
      const group = child.ChildCharacteristics;
      const isBorn = (child.ChildIdentifiers?.PersonBirthDate ?? null) !== null;
      if (group === null) return NONE;
      const isExpected = isBorn && child.CINdetails.some((episode) => saysNo(episode.ReferralNFA));
      if (isExpected && group.Disability.length === 0) return [missing(group, 'Disability')];
      return among(
        group.Disability,
        (code) => !isCode(DISABILITY_CODES, code.text, context.censusYear) && code,
      );
    },
  }),
  defineRule({
    code: '8790',
    table: 'ChildCharacteristics',
    severity: 'error',
    message: 'Disability says both NONE and something else; only one can be true.',
    fix: 'Take out NONE, or the other codes.',
    fields: ['Disability'],
    check: (child) => {
      const codes = child.ChildCharacteristics?.Disability ?? [];
      if (codes.length < 2) return NONE;
      return one(codes.find((code) => code.text === 'NONE') ?? null);
    },
  }),
  defineRule({
    code: '8794',
    table: 'ChildCharacteristics',
    severity: 'error',
    message: 'The same disability is recorded more than once.',
    fix: 'Give each Disability code once.',
    fields: ['Disability'],
    check: (child) => {
      const codes = child.ChildCharacteristics?.Disability ?? [];
      if (codes.length < 2) return NONE;
      return among(
        codes,
        (code) => codes.find((other) => other.text === code.text) !== code && code,
      );
    },
  }),
];
