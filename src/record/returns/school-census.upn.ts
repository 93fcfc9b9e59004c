/**
 * The letters that check a unique pupil number, by remainder (Department for Education, Unique
 * Pupil Numbers: a guide for schools and local authorities, section on the check letter).
 */
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** What a unique pupil number in a file is worth. */
export type UpnKind = 'permanent' | 'temporary' | 'pseudonym' | 'invalid';

/**
 * Judges a unique pupil number: 13 characters, a check letter before 12 digits (the last a letter
 * where it is temporary). A `pseudonym` is a long made-up code, as in extracts with names removed;
 * anything else, such as a typing error or UNKNOWN, is `invalid`.
 */
export function upnKind(text: string): UpnKind {
  const upn = text.toUpperCase();
  const match = /^([A-HJ-NP-RT-Z])(\d{11})([\dA-HJ-NP-RT-Z])$/.exec(upn);
  if (match && checkLetter(upn.slice(1)) === match[1]) {
    return /\d/.test(match[3] ?? '') ? 'permanent' : 'temporary';
  }
  return !match && isPseudonym(text) ? 'pseudonym' : 'invalid';
}

/** The letter that goes before these 12 characters of a unique pupil number. */
export function checkLetter(twelve: string): string {
  let sum = 0;
  for (let at = 0; at < 12; at += 1) {
    const character = twelve[at] ?? '';
    const value = /\d/.test(character) ? Number(character) : CHECK_LETTERS.indexOf(character);
    sum += value * (at + 2);
  }
  return CHECK_LETTERS[sum % CHECK_LETTERS.length] ?? '';
}

/** Ten or more hexadecimal characters, a letter or hyphen among them, at least 5 different. */
function isPseudonym(text: string): boolean {
  const plain = text.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{10,64}$/.test(plain) || new Set(plain).size < 5) return false;
  return /[a-f-]/i.test(text);
}
