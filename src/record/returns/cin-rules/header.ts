import { parseDay } from '../../../lib/index.ts';
import type { HeaderRule } from './rule.ts';
import { defineHeaderRule, NONE, one } from './rule.ts';

/** Rules about the header. */
export const HEADER_RULES: readonly HeaderRule[] = [
  defineHeaderRule({
    code: '100',
    table: 'Header',
    severity: 'error',
    message:
      'The reference date is missing or is not 31 March. It fixes the year that the census ' +
      'covers, so every rule about dates depends on it.',
    fix: 'Set ReferenceDate to 31 March of the year in which the census ends.',
    fields: ['ReferenceDate'],
    checkHeader: (header) => {
      const date = header?.ReferenceDate ?? null;
      if (date?.day?.slice(5) === '03-31') return NONE;
      return [date ?? { field: 'ReferenceDate', line: header?.line ?? 1 }];
    },
  }),
  defineHeaderRule({
    code: 'structure/header-year',
    table: 'Header',
    severity: 'warning',
    message:
      'The year in the header is not the year of the reference date. The reference date was ' +
      'followed; if it is the wrong one, codes were checked against the lists of another year.',
    fix: 'Set Year to the year in which the census ends.',
    fields: ['Year', 'ReferenceDate'],
    checkHeader: (header) => {
      const year = header?.Year ?? null;
      const reference = header?.ReferenceDate?.day;
      return one(reference != null && year !== null && year.text !== reference.slice(0, 4) && year);
    },
  }),
  defineHeaderRule({
    code: 'date/reference-date-ahead',
    table: 'Header',
    severity: 'warning',
    message:
      'The reference date lies in the future. The file was read as a forecast of that day: it ' +
      'states cases as open on a day that has not come.',
    fix: 'Check ReferenceDate, or load the census again after that day.',
    fields: ['ReferenceDate'],
    checkHeader: (header, context) => {
      const date = header?.ReferenceDate ?? null;
      return one(date?.day != null && date.day > context.today && date);
    },
  }),
  defineHeaderRule({
    code: 'type/authority',
    table: 'Header',
    severity: 'warning',
    message:
      'The authority number in the header is missing or is not three digits, so the file ' +
      'cannot be held against the authority it is loaded into.',
    fix: 'Set LEA to the three-digit number of the authority.',
    fields: ['LEA'],
    checkHeader: (header) => {
      const lea = header?.LEA ?? null;
      if (lea !== null && /^\d{3}$/.test(lea.text)) return NONE;
      return [lea ?? { field: 'LEA', line: header?.line ?? 1 }];
    },
  }),
  defineHeaderRule({
    code: 'type/reference-date',
    table: 'Header',
    severity: 'warning',
    message:
      'The reference date is not written as year-month-day. It was read as far as it could be; ' +
      'other systems may refuse it.',
    fix: 'Write ReferenceDate as 2026-03-31.',
    fields: ['ReferenceDate'],
    checkHeader: (header) => {
      const date = header?.ReferenceDate ?? null;
      return one(date !== null && parseDay(date.text) === null && date);
    },
  }),
];
