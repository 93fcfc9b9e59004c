/**
 * What a fault in the shape of a file says; such faults are found while reading, not by a check.
 */
export interface StructureRule {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
  /** The record in which it stands is not whole: it is kept out (quarantine). */
  readonly isUnusable?: true;
}

const RESAVE =
  'Export the file again from the system that holds the cases, and do not edit it by hand.';

/** Faults in the shape of a file, by what is found while it is read. */
export const STRUCTURE_RULES: readonly StructureRule[] = [
  {
    code: 'structure/empty-file',
    severity: 'error',
    message: 'The file is empty.',
    fix: RESAVE,
  },
  {
    code: 'structure/encoding',
    severity: 'error',
    message: 'The file says that it is written in an encoding that is not read here.',
    fix: 'Save it as UTF-8; UTF-16, windows-1252 and ISO-8859-1 are read too.',
  },
  {
    code: 'structure/wrong-letters',
    severity: 'warning',
    message:
      'Some bytes do not fit the encoding that the file states, so letters may be wrong; ' +
      'identifiers, codes and dates are seldom touched.',
    fix: 'Save the file as UTF-8, or state the encoding it has in the first line.',
  },
  {
    code: 'structure/not-xml',
    severity: 'error',
    message: 'The file is not XML, which the census is.',
    fix: 'Choose the census file that is sent to the Department for Education, ending in .xml.',
  },
  {
    code: 'structure/not-a-census',
    severity: 'error',
    message: 'The file is XML but not a children in need census: it does not begin with Message.',
    fix: 'Choose the children in need census file.',
  },
  {
    code: 'structure/wrong-collection',
    severity: 'error',
    message: 'The header says that this is another collection than the children in need census.',
    fix: 'Choose the file whose Collection is CIN, or load this one as what it is.',
  },
  {
    code: 'structure/doctype',
    severity: 'error',
    message:
      'The file declares its own document type. A census has no need of it, and it can be used ' +
      'to make a small file grow without end, so the file is refused.',
    fix: 'Remove the DOCTYPE declaration.',
  },
  {
    code: 'structure/malformed',
    severity: 'error',
    message:
      'The XML is broken on this line, so nothing after it can be read. Children complete ' +
      'before it were read.',
    fix: `Look for a tag that is not closed, or for the sign & or < in a value. ${RESAVE}`,
  },
  {
    code: 'structure/cut-short',
    severity: 'error',
    message:
      'The file ends before its last element is closed: it was cut short, perhaps while it was ' +
      'copied. Children complete before the end were read.',
    fix: 'Copy or export the file again and compare its size.',
  },
  {
    code: 'structure/too-deep',
    severity: 'error',
    message: 'Elements stand within each other deeper than in any census, so reading stopped.',
    fix: RESAVE,
  },
  {
    code: 'structure/endless-part',
    severity: 'error',
    message: 'More than a million characters stand without a tag between them, so reading stopped.',
    fix: RESAVE,
  },
  {
    code: 'structure/child-too-large',
    severity: 'error',
    message:
      'This child has more than 5,000 elements, more than any real case; the rest was not read ' +
      'and the record is kept out.',
    fix: 'Check whether the tags between children are missing.',
    isUnusable: true,
  },
  {
    code: 'structure/value-too-long',
    severity: 'error',
    message: 'The value is longer than 500 characters, which no element allows; it was left out.',
    fix: 'Correct the element.',
  },
  {
    code: 'structure/unknown-element',
    severity: 'warning',
    message: 'There is an element here that the census does not have. It was left out.',
    fix: 'Take it out, or correct its name (capital letters count).',
  },
  {
    code: 'structure/misplaced-element',
    severity: 'error',
    message:
      'The element belongs to the census but not in this place, so what it states was left out.',
    fix: 'Move it into the group that it belongs to.',
  },
  {
    code: 'structure/repeated-element',
    severity: 'error',
    message: 'The element stands twice where one is allowed; the first was taken.',
    fix: 'Take out the one that is wrong.',
  },
  {
    code: 'structure/stray-text',
    severity: 'warning',
    message: 'There is text between elements, where none may be. It was left out.',
    fix: 'Take the text out, or put it into its element.',
  },
  {
    code: 'structure/no-children',
    severity: 'warning',
    message: 'The file holds no children.',
    fix: 'Check that this is the whole census.',
  },
  {
    code: 'structure/too-many-problems',
    severity: 'warning',
    message: 'There are more problems here than are listed.',
    fix: 'Mend those listed, then check again.',
  },
];
