import { LineCounter, type Node, parseDocument } from 'yaml';

/** Something wrong in a file of `reference/`: where it stands, why, and what to do about it. */
export interface ReferenceProblem {
  readonly file: string;
  /** Counted from 1; null where the text has no place for it, as with a missing field. */
  readonly line: number | null;
  /** The `code` of the entry it concerns, or null when it concerns the file. */
  readonly entry: string | null;
  /** The field within the entry, such as `source.locator`; empty for the entry itself. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** What a file of `reference/` says (null when it has a fault), and every fault found in it. */
export interface Reading<T> {
  readonly value: T | null;
  readonly problems: readonly ReferenceProblem[];
}

/** One fault as a reader of a field sees it: the path down to it, why, and what to do. */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
}

/** What a reader made of a value: the typed value, or at least one fault. */
export type FieldRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Reads an untyped value of a file as a `T`; never throws. */
export type FieldReader<T> = (value: unknown) => FieldRead<T>;

/** The type that a reader gives. */
export type ReadBy<R> = R extends FieldReader<infer T> ? T : never;

/**
 * Reads the text of one file of `reference/` by a reader of the whole document. Every fault is
 * found, not only the first; a file with a fault has no value, so that nothing half-read is used.
 */
export function parseReference<T>(file: string, text: string, reader: FieldReader<T>): Reading<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      entry: null,
      field: '',
      message: `The file is not valid YAML: ${firstSentence(error.message)}`,
      fix: 'Mend the line; check its indent, its quotes and that no key stands twice.',
    }));
    return { value: null, problems };
  }
  const content = contentOf(document);
  if (content instanceof Error) {
    const message = `The file is not valid YAML: ${firstSentence(content.message)}`;
    const fix = 'Write the value out where the alias (*name) stands.';
    return { value: null, problems: [{ file, line: null, entry: null, field: '', message, fix }] };
  }
  const read = reader(content);
  if (read.ok) return { value: read.value, problems: [] };
  const problems = read.faults.map((fault): ReferenceProblem => {
    const { entry, field } = placeOf(content, fault.path);
    const node = nearestNode(document, fault.path);
    const line = node?.range ? lines.linePos(node.range[0]).line : null;
    return { file, line, entry, field, message: fault.message, fix: fault.fix };
  });
  return { value: null, problems };
}

/** The value of a reading; throws an Error that names every fault if it has any. */
export function readingValue<T>(reading: Reading<T>): T {
  if (reading.value === null) {
    throw new Error(reading.problems.map(formatReferenceProblem).join('\n'));
  }
  return reading.value;
}

/** A fault as one line: file, line, entry, field, what is wrong, what to do. */
export function formatReferenceProblem(problem: ReferenceProblem): string {
  const line = problem.line === null ? '' : `:${problem.line}`;
  const entry = problem.entry === null ? '' : `, entry ${problem.entry}`;
  const field = problem.field === '' ? '' : `, field ${problem.field}`;
  return `${problem.file}${line}${entry}${field}: ${problem.message} ${problem.fix}`;
}

/** Makes a failed read of the value itself. */
export function readFault(message: string, fix: string): FieldRead<never> {
  return { ok: false, faults: [{ path: [], message, fix }] };
}

/** Makes a successful read. */
export function readWell<T>(value: T): FieldRead<T> {
  return { ok: true, value };
}

/** The content as plain values, or the error if an alias points nowhere or multiplies the file. */
function contentOf(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function firstSentence(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return `${line.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '')}.`;
}

interface Place {
  readonly entry: string | null;
  readonly field: string;
}

/** The innermost object on the path that has a `code` is the entry; the rest is the field. */
function placeOf(content: unknown, path: readonly (string | number)[]): Place {
  let entry: string | null = null;
  let from = 0;
  let here: unknown = content;
  for (const [index, step] of path.entries()) {
    here = isObject(here) ? here[String(step)] : Array.isArray(here) ? here[Number(step)] : null;
    if (isObject(here) && typeof here.code === 'string') {
      entry = here.code;
      from = index + 1;
    }
  }
  return { entry, field: path.slice(from).join('.') };
}

function nearestNode(
  document: { getIn(path: Iterable<unknown>, keepScalar?: boolean): unknown },
  path: readonly (string | number)[],
): Node | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (node !== null && typeof node === 'object' && 'range' in node) return node as Node;
  }
  return null;
}

/** Whether a value is a plain object: a mapping of a YAML file. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
