/** Northbridge's own made-up code and number; no real authority has them. */
export const NORTHBRIDGE = {
  name: 'Northbridge',
  code: 'E06009999',
  outturnCode: 'E9999',
  number: '999',
} as const;

/**
 * An NHS number of the range that begins with 999 and is never issued, with a valid check digit
 * (modulus 11). Numbers whose check digit would be 10 do not exist and are passed over.
 */
export function nhsNumber(key: number): string {
  const digits = `999${String((key * 3 + 100_000) % 1_000_000).padStart(6, '0')}`;
  const check = nhsCheckDigit(digits);
  return check === 10 ? nhsNumber(key + 333_331) : digits + check;
}

/** The check digit of the first nine digits of an NHS number, from 0 to 10. */
export function nhsCheckDigit(nine: string): number {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(nine[i]) * (10 - i);
  return (11 - (sum % 11)) % 11;
}

/**
 * A unique pupil number: check letter, authority 999, a block, year of issue and a serial number.
 */
export function upn(key: number, yearOfIssue: number): string {
  const block = 2000 + Math.floor(key / 1000);
  const serial = String(key % 1000).padStart(3, '0');
  const year = String(yearOfIssue % 100).padStart(2, '0');
  const body = `${NORTHBRIDGE.number}${block}${year}${serial}`;
  return upnCheckLetter(body) + body;
}

/** The check letter of the twelve characters that follow it in a unique pupil number. */
export function upnCheckLetter(twelve: string): string {
  let sum = 0;
  for (let i = 0; i < 12; i += 1) sum += Number(twelve[i]) * (i + 2);
  return CHECK_LETTERS[sum % 23] as string;
}

/** The council's own number of a child, as the census and the looked-after return carry it. */
export function childNumber(key: number): string {
  return `NB${String(200_001 + key * 7).padStart(7, '0')}`;
}

const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
