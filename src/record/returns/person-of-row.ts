import { isNhsNumber } from '../people/names.ts';
import { postcodeOf, type RowValues } from './row-values.ts';
import { upnKind } from './school-census.upn.ts';
import type { AddressStatement, IdentifierStatement } from './statement.ts';

/**
 * The identifiers that a row states: the council's own id, an NHS number and a UPN. One that cannot
 * be right is reported and left out, so that nobody is matched by it.
 */
export function identifiersOf(
  cells: RowValues<'childId' | 'nhsNumber' | 'upn'>,
): IdentifierStatement[] {
  const identifiers: IdentifierStatement[] = [];
  const child = cells.text('childId');
  const nhs = cells.text('nhsNumber').replace(/[\s-]/g, '');
  const upn = cells.text('upn').toUpperCase();
  if (child !== '') identifiers.push({ kind: 'la-child-id', value: child });
  if (nhs !== '' && isNhsNumber(nhs)) identifiers.push({ kind: 'nhs-number', value: nhs });
  else if (nhs !== '') {
    cells.report({
      field: 'nhsNumber',
      rule: 'type/nhs-number',
      message: 'This is no NHS number: it has not ten digits, or its check digit is wrong.',
      fix: 'Correct it; it was left out, so that nobody is matched by it.',
    });
  }
  const kind = upn === '' ? null : upnKind(upn);
  if (kind === 'permanent' || kind === 'temporary') identifiers.push({ kind: 'upn', value: upn });
  else if (kind !== null) {
    cells.report({
      field: 'upn',
      rule: 'type/upn',
      message: 'This is no UPN: it is not 13 characters long or its check letter is wrong.',
      fix: 'Correct it; it was left out, so that nobody is matched by it.',
    });
  }
  return identifiers;
}

/** The address that a row states; null, with a problem where it is no postcode. */
export function addressOf(cells: RowValues<'postcode'>): AddressStatement | null {
  const text = cells.text('postcode');
  const postcode = text === '' ? null : postcodeOf(text);
  if (text !== '' && postcode === null) {
    cells.report({
      field: 'postcode',
      rule: 'type/postcode',
      message: 'The postcode does not have the form of one, so the address was left out.',
      fix: 'Correct the postcode.',
    });
  }
  return postcode === null ? null : { postcode };
}
