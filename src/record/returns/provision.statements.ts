import {
  type CalendarDay,
  type FinancialYear,
  parseFinancialYear,
  parsePounds,
  type Pence,
} from '../../lib/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { EVIDENCE_GRADES, SERVICE_LEVELS, SERVICE_STATUSES } from '../provision/service.ts';
import type { ProvisionField } from './provision.columns.ts';
import type { ProvisionStatement } from './provision-statement.ts';
import { plainCode, postcodeOf, type RowValues } from './row-values.ts';

type Cells = RowValues<ProvisionField>;

const words = <W extends string>(list: readonly W[]): ReadonlyMap<string, W> =>
  new Map(list.map((one) => [one, one] as const));

const LEVELS = words(SERVICE_LEVELS);
const STATUSES = words(SERVICE_STATUSES);
const GRADES = words(EVIDENCE_GRADES);
const THEME_CODES = new Set(THEMES.map((one) => one.theme));
const LONGEST = 2000;

/** Reads one row; null, with the reason told, where it names no service or no provider. */
export function provisionStatement(cells: Cells, today: CalendarDay): ProvisionStatement | null {
  const name = plainText(cells, 'name', 200);
  const providerName = plainText(cells, 'provider', 200);
  if (name === '' || providerName === '') {
    cells.report({
      field: name === '' ? 'name' : 'provider',
      rule: 'structure/no-service',
      severity: 'error',
      message: 'A service needs a name and a provider, so the row was left out.',
      fix: 'Fill in the cell, or take the row out.',
    });
    return null;
  }
  const text = (field: ProvisionField) => plainText(cells, field, LONGEST) || null;
  return {
    row: cells.row,
    name,
    providerName,
    agency: text('agency'),
    description: text('description') ?? '',
    themes: themesOf(cells),
    level: cells.code('level', LEVELS),
    status: cells.code('status', STATUSES) ?? 'active',
    ...agesOf(cells),
    eligibility: text('eligibility'),
    referralRoute: text('referralRoute'),
    areas: listOf(cells.text('areas')),
    place: placeOf(cells),
    url: urlOf(cells),
    email: text('email'),
    phone: text('phone'),
    accountableName: text('accountableName'),
    accountableRole: text('accountableRole'),
    evidence: cells.code('evidence', GRADES),
    programme: text('programme'),
    spellCode: text('code'),
    ...moneyOf(cells),
    confirmedDay: cells.day('confirmed', today),
    needs: listOf(cells.text('needs')),
  };
}

/**
 * A cell as plain text. A quote before a formula is what spreadsheets and our own template put
 * there; a formula itself is told, and kept as the text that it is.
 */
function plainText(cells: Cells, field: ProvisionField, most: number): string {
  const raw = cells.text(field);
  const text = /^'[=+\-@]/.test(raw) ? raw.slice(1) : raw;
  if (/^[=@]/.test(raw)) {
    cells.report({
      field,
      rule: 'type/formula',
      message: 'The cell begins like a formula of a spreadsheet; it was read as plain text.',
      fix: 'Write the words themselves, without = or @ before them.',
    });
  }
  if (text.length <= most) return text;
  cells.report({
    field,
    rule: 'type/too-long',
    message: `The text has more than ${most} characters; the rest was left out.`,
    fix: 'Say it shorter, and give a web address for more.',
  });
  return text.slice(0, most);
}

function listOf(text: string): string[] {
  return [...new Set(text.split(';').map((one) => one.trim()))].filter((one) => one !== '');
}

function themesOf(cells: Cells): string[] {
  const stated = listOf(cells.text('themes')).map(plainCode);
  const known = stated.filter((one) => THEME_CODES.has(one));
  if (known.length < stated.length) {
    cells.report({
      field: 'themes',
      rule: 'code/unknown',
      message:
        'A theme is not one of the eight, so it was left out. They are: ' +
        `${[...THEME_CODES].join(', ')}.`,
      fix: 'Use the words of the list, separated by semicolons.',
    });
  }
  return THEMES.map((one) => one.theme).filter((one) => known.includes(one));
}

function agesOf(cells: Cells): Pick<ProvisionStatement, 'fromAge' | 'toAge'> {
  const [fromAge, toAge] = [cells.count('fromAge'), cells.count('toAge')];
  const isRange = (fromAge ?? 0) <= 120 && (toAge ?? 0) <= 120 && (fromAge ?? 0) <= (toAge ?? 120);
  if (isRange) return { fromAge, toAge };
  cells.report({
    field: 'toAge',
    rule: 'type/ages',
    message: 'The ages are no range of years, so they were left out.',
    fix: 'Give the youngest and the oldest age in years.',
  });
  return { fromAge: null, toAge: null };
}

function placeOf(cells: Cells): ProvisionStatement['place'] {
  const address = plainText(cells, 'address', 500) || null;
  const typed = cells.text('postcode');
  const postcode = typed === '' ? null : postcodeOf(typed);
  if (typed !== '' && postcode === null) {
    cells.report({
      field: 'postcode',
      rule: 'type/postcode',
      message: 'The postcode cannot be one, so it was left out.',
      fix: 'Check its spelling.',
    });
  }
  return address === null && postcode === null ? null : { address, postcode };
}

function urlOf(cells: Cells): string | null {
  const url = cells.text('url');
  if (url === '' || (/^https?:\/\/\S+$/i.test(url) && url.length <= 500)) return url || null;
  cells.report({
    field: 'url',
    rule: 'type/web-address',
    message: 'The cell holds no web address, so it was left out.',
    fix: 'Write it whole, beginning with https://.',
  });
  return null;
}

type Money = Pick<ProvisionStatement, 'year' | 'paidBy' | 'budgetPence' | 'spentPence'>;

/** Money and families of the row's year; without a year they mean nothing and are left out. */
function moneyOf(cells: Cells): Money {
  const budgetPence = poundsOf(cells, 'budget');
  const spentPence = poundsOf(cells, 'spent');
  const amounts = {
    capacityFamilies: cells.count('capacityFamilies'),
    capacityChildren: cells.count('capacityChildren'),
    reachedFamilies: cells.count('reachedFamilies'),
    reachedChildren: cells.count('reachedChildren'),
  };
  const paidBy = plainText(cells, 'paidBy', 200);
  const isAny = [budgetPence, spentPence, ...Object.values(amounts)].some((one) => one !== null);
  if (!isAny) return { year: null, paidBy, budgetPence: null, spentPence: null };
  const year: FinancialYear | null = parseFinancialYear(cells.text('year'));
  if (year === null) {
    cells.report({
      field: 'year',
      rule: 'date/no-year',
      message: 'Money and families need their financial year, so they were left out.',
      fix: 'Write the year as 2025-26.',
    });
    return { year: null, paidBy, budgetPence: null, spentPence: null };
  }
  if ((budgetPence !== null || spentPence !== null) && paidBy === '') {
    cells.report({
      field: 'paidBy',
      rule: 'structure/no-payer',
      message: 'Nobody is named who pays; the money is kept as paid by somebody unnamed.',
      fix: 'Name the agency or the funder.',
    });
  }
  return { year: { year, ...amounts }, paidBy, budgetPence, spentPence };
}

function poundsOf(cells: Cells, field: ProvisionField): Pence | null {
  const text = cells.text(field);
  if (text === '') return null;
  // Workbooks write noughts after the pence.
  const amount = parsePounds(text.replace(/(\.\d\d)0+$/, '$1'));
  if (amount !== null) return amount;
  cells.report({
    field,
    rule: 'type/not-pounds',
    message: 'The cell holds no amount in pounds, so it was left out; it does not count as 0.',
    fix: 'Write pounds with digits only, such as 48000 or 48000.50.',
  });
  return null;
}
