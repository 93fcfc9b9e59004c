import type { Problem, ReadItem } from './statement.ts';

/**
 * A person whom nothing identifies is kept out: nobody could tell whether the record knows them, so
 * that each load would add them again. Other items pass as they are.
 */
export function keptOutIfNobody(item: ReadItem, file: string): ReadItem {
  if (item.type !== 'person' || item.quarantine || item.person.identifiers.length > 0) return item;
  return { ...item, quarantine: true, problems: [...item.problems, nobody(file, item.person.row)] };
}

function nobody(file: string, row: number): Problem {
  return {
    file,
    row,
    field: null,
    rule: 'identity/none',
    severity: 'error',
    message:
      'The row states no identifier of the child: no council id, NHS number or UPN. Without one ' +
      'it cannot be told whom it is about, so it was kept out.',
    fix: 'Add an identifier to the row in the source system, make the file again and load it.',
  };
}

/** Warns that a file is another authority's, when it says a number that is not the own one. */
export function anotherAuthority(
  file: string,
  stated: string | null,
  own: string | null,
): Problem | null {
  if (stated === null || own === null || stated.trim() === own) return null;
  return {
    file,
    row: null,
    field: null,
    rule: 'structure/another-authority',
    severity: 'warning',
    message:
      `The file says that it is the return of the authority with number ${stated.trim()}; this ` +
      `authority has number ${own}. It was loaded all the same.`,
    fix: 'Check that it is the right file. If not, tell your administrator which file it was.',
  };
}
