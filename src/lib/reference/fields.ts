import {
  type CalendarDay,
  type FinancialYear,
  parseDay,
  parseFinancialYear,
} from '../calendar/calendar.ts';
import {
  type FieldFault,
  readFault,
  readWell,
  isObject,
  type FieldRead,
  type FieldReader,
} from './reference.ts';

/** Marks a field that a file may leave out. */
export interface OptionalFieldReader<T> extends FieldReader<T> {
  readonly isOptional: true;
}

type Shape = Readonly<Record<string, FieldReader<unknown>>>;
type OptionalKeys<S extends Shape> = {
  [K in keyof S]: S[K] extends OptionalFieldReader<unknown> ? K : never;
}[keyof S];
type Filled<S extends Shape> = {
  readonly [K in Exclude<keyof S, OptionalKeys<S>>]: S[K] extends FieldReader<infer T> ? T : never;
} & { readonly [K in OptionalKeys<S>]?: S[K] extends FieldReader<infer T> ? T : never };

/** Reads text that is not blank, its ends trimmed. */
export const textField: FieldReader<string> = (value) =>
  typeof value === 'string' && value.trim() !== ''
    ? readWell(value.trim())
    : readFault(
        `${shown(value)} is not text.`,
        'Write words, in quotes if they look like a number.',
      );

/** Reads a code in small letters, digits and hyphens, such as `looked-after-year`. */
export const codeField: FieldReader<string> = (value) =>
  typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9.]+)*$/.test(value)
    ? readWell(value)
    : readFault(`${shown(value)} is not a code.`, 'Use small letters, digits and hyphens.');

/** Reads yes or no, written `true` or `false`. */
export const yesNoField: FieldReader<boolean> = (value) =>
  typeof value === 'boolean'
    ? readWell(value)
    : readFault(`${shown(value)} is neither true nor false.`, 'Write true or false.');

/** Reads a number, both ends included; no quotes, pounds sign or thousands comma. */
export function numberField(min = -Infinity, max = Infinity): FieldReader<number> {
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return readFault(
        `${shown(value)} is not a number.`,
        'Write digits only, without a pound sign, quotes or commas, such as 51080.',
      );
    }
    return value >= min && value <= max
      ? readWell(value)
      : readFault(`${value} is out of bounds.`, `Write a number from ${min} to ${max}.`);
  };
}

/** Reads one of a few words. */
export function oneOfField<const W extends string>(words: readonly W[]): FieldReader<W> {
  return (value) => {
    const word = words.find((each) => each === value);
    return word === undefined
      ? readFault(
          `${shown(value)} is not one of the words allowed.`,
          `Use one of: ${words.join(', ')}.`,
        )
      : readWell(word);
  };
}

/** Reads a financial year as `2013-14` (quotes are not needed). */
export const yearField: FieldReader<FinancialYear> = (value) => {
  const year = typeof value === 'string' ? parseFinancialYear(value) : null;
  return year === null
    ? readFault(`${shown(value)} is not a financial year.`, 'Write it as 2013-14.')
    : readWell(year);
};

/** Reads a day as `2025-03-31`. */
export const dayField: FieldReader<CalendarDay> = (value) => {
  const day = typeof value === 'string' ? parseDay(value) : null;
  return day === null
    ? readFault(`${shown(value)} is not a day.`, 'Write it as 2025-03-31.')
    : readWell(day);
};

/** Lets a field be left out. */
export function optionalField<T>(reader: FieldReader<T>): OptionalFieldReader<T> {
  return Object.assign((value: unknown) => reader(value), { isOptional: true as const });
}

/** Reads a list, each item by the same reader. */
export function listField<T>(reader: FieldReader<T>): FieldReader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) {
      return readFault(`${shown(value)} is not a list.`, 'Write a list, each item after a hyphen.');
    }
    const items = value.map((item) => reader(item));
    const faults = items.flatMap((item, index) => (item.ok ? [] : under(index, item.faults)));
    return faults.length > 0
      ? { ok: false, faults }
      : readWell(items.flatMap((item) => (item.ok ? [item.value] : [])));
  };
}

/** Reads a list whose items have a `code`, and refuses a code that stands twice. */
export function entriesField<T extends { readonly code: string }>(
  reader: FieldReader<T>,
): FieldReader<readonly T[]> {
  const list = listField(reader);
  return (value) => {
    const read = list(value);
    if (!read.ok) return read;
    const seen = new Set<string>();
    const faults = read.value.flatMap((entry, index) => {
      if (!seen.has(entry.code)) {
        seen.add(entry.code);
        return [];
      }
      return [{ path: [index, 'code'], message: 'The code stands twice.', fix: 'Rename one.' }];
    });
    return faults.length > 0 ? { ok: false, faults } : read;
  };
}

/** Reads a mapping with free keys: the key by one reader, the value by another; keeps its order. */
export function mapField<K extends string, V>(
  key: FieldReader<K>,
  reader: FieldReader<V>,
): FieldReader<ReadonlyMap<K, V>> {
  return (value) => {
    if (!isObject(value))
      return readFault(`${shown(value)} is not a mapping.`, 'Write key: value.');
    const map = new Map<K, V>();
    const faults: FieldFault[] = [];
    for (const [name, each] of Object.entries(value)) {
      const readKey = key(name);
      const readValue = reader(each);
      if (!readKey.ok) faults.push(...under(name, readKey.faults));
      if (!readValue.ok) faults.push(...under(name, readValue.faults));
      if (readKey.ok && readValue.ok) map.set(readKey.value, readValue.value);
    }
    return faults.length > 0 ? { ok: false, faults } : readWell(map);
  };
}

/** Reads a mapping with named fields; a missing field and a field we do not know are faults. */
export function recordField<const S extends Shape>(shape: S): FieldReader<Filled<S>> {
  return (value) => {
    if (!isObject(value)) {
      const what = value === null ? 'Nothing stands here.' : `${shown(value)} is not a mapping.`;
      return readFault(what, `Write these fields: ${names(shape)}.`);
    }
    const result: Record<string, unknown> = {};
    const faults: FieldFault[] = [];
    for (const [name, reader] of Object.entries(shape)) {
      if (value[name] === undefined) {
        if (!('isOptional' in reader)) {
          faults.push({ path: [name], message: 'The field is missing.', fix: 'Add it.' });
        }
        continue;
      }
      const read = reader(value[name]);
      if (read.ok) result[name] = read.value;
      else faults.push(...under(name, read.faults));
    }
    for (const name of Object.keys(value).filter((each) => !(each in shape))) {
      const fix = `Remove it, or use one of: ${names(shape)}.`;
      faults.push({ path: [name], message: 'Nobody reads this field.', fix });
    }
    return faults.length > 0 ? { ok: false, faults } : readWell(result as Filled<S>);
  };
}

/** Adds a rule over several fields: the check gives faults, none when the value is sound. */
export function checkedField<T>(
  reader: FieldReader<T>,
  check: (value: T) => readonly FieldFault[],
): FieldReader<T> {
  return (value): FieldRead<T> => {
    const read = reader(value);
    if (!read.ok) return read;
    const faults = check(read.value);
    return faults.length > 0 ? { ok: false, faults } : read;
  };
}

/** Turns what a reader gives into something else; the turning must not fail. */
export function mappedField<T, U>(reader: FieldReader<T>, turn: (value: T) => U): FieldReader<U> {
  return (value) => {
    const read = reader(value);
    return read.ok ? readWell(turn(read.value)) : read;
  };
}

function under(step: string | number, faults: readonly FieldFault[]): FieldFault[] {
  return faults.map((each) => ({ ...each, path: [step, ...each.path] }));
}

function names(shape: Shape): string {
  return Object.keys(shape).join(', ');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
