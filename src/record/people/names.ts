/**
 * A key under which misspelt names meet: first sounds of given and family name, without accents,
 * doubled letters or vowels after the first letter (`Maryam Khan`, `Mariam Kahn` share one).
 */
export function nameSearchKey(given: string, family: string): string {
  return `${soundOf(family)} ${soundOf(given)}`.trim();
}

/** The sound of one name: lower case, no accents, common spellings of one sound made one. */
export function soundOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  const sounds = plain
    .replace(/ph/g, 'f')
    .replace(/ck|q|c(?=[aourlk])/g, 'k')
    .replace(/c(?=[eiy])|z/g, 's')
    .replace(/gh|h(?!$)|h$/g, (found, at: number) => (at === 0 ? found : ''))
    .replace(/w$/, '')
    .replace(/(.)\1+/g, '$1');
  return sounds.slice(0, 1) + sounds.slice(1).replace(/[aeiouy]/g, '');
}

/** Whether an NHS number's check digit is right (modulus 11, as the NHS Data Dictionary states). */
export function isNhsNumber(value: string): boolean {
  const digits = value.replace(/\s/g, '');
  if (!/^\d{10}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

/** A postcode as it is stored: capitals, one space before the last three characters. */
export function tidyPostcode(value: string): string {
  const plain = value.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return plain.length > 4 ? `${plain.slice(0, -3)} ${plain.slice(-3)}` : plain;
}
