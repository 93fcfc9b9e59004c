import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { parseBritishDay, parseDay } from '../../lib/index.ts';
import type { CalendarDay } from '../../lib/index.ts';
import { ALL_NAMES, CHILD_NODE, HEADER_NODE, MESSAGE_NODE } from './cin-census.schema.ts';
import type { CinNode } from './cin-census.schema.ts';
import type { CinChild, CinField, CinHeader } from './cin-census.ts';

/** A fault in the shape of the file: which of our rules, and where. */
export interface Fault {
  readonly rule: string;
  readonly line: number;
  readonly field: string | null;
}

/** What the parser gives, in the order of the file. */
export type Parsed =
  | { readonly type: 'header'; readonly header: CinHeader | null }
  | {
      readonly type: 'child';
      readonly child: CinChild;
      readonly faults: Fault[];
      /** The child has more elements than are read, so the record is not whole. */
      readonly isCut: boolean;
    }
  | { readonly type: 'fault'; readonly fault: Fault };

/** Deeper than any census; a file that nests further is not read on. */
const MAX_DEPTH = 40;
/** Longest part between two tags, in characters; longer ones are hostile or broken. */
const MAX_SILENT_CHARS = 1_000_000;
/** Longest value of an element that is kept, in characters. */
const MAX_VALUE_CHARS = 500;
/** Most elements of one child that are read: about ten times the busiest real one. */
const MAX_CHILD_ELEMENTS = 5_000;
/** Most faults of shape that are listed for one child, and for the file outside children. */
const MAX_FAULTS = 100;

/** Ends the parse from inside a handler; never leaves this file. */
const STOP = Symbol('stop');

/**
 * Reads a children in need census as text, piece by piece, in constant memory. It never throws for
 * what the text holds: `feed` returns false once nothing further can be read, and the reason is
 * among the items that `take` gives.
 */
export class CinParser {
  readonly #sax = new SaxesParser();
  readonly #nodes: CinNode[] = [];
  readonly #records: object[] = [];
  #items: Parsed[] = [];
  #faults: Fault[] | null = null;
  #fileFaults = 0;
  #depth = 0;
  #skipDepth = 0;
  #elements = 0;
  #isCut = false;
  #text = '';
  #fieldLine = 0;
  #events = 0;
  #silentChars = 0;
  #chars = 0;
  #lastEventAt = 0;
  #lastEventLine = 1;
  #hasOpenAmpersand = false;
  #hasHeader = false;
  #isEnding = false;
  #isStopped = false;

  constructor() {
    this.#sax.on('opentag', (tag) => this.#open(tag));
    this.#sax.on('closetag', () => this.#close());
    this.#sax.on('text', (text) => this.#characters(text));
    this.#sax.on('cdata', (text) => this.#characters(text));
    this.#sax.on('doctype', () => this.#stop('structure/doctype'));
    this.#sax.on('error', (error) => this.#malformed(error));
  }

  /** The line that has been read up to. */
  get line(): number {
    return this.#sax.line;
  }

  /** Reads the next piece; false when the parse has ended early. */
  feed(piece: string): boolean {
    if (this.#isStopped) return false;
    const events = this.#events;
    const start = this.#chars;
    this.#chars += piece.length;
    this.#run(() => this.#sax.write(piece));
    const isSilent = events === this.#events;
    this.#silentChars = isSilent ? this.#silentChars + piece.length : 0;
    const ampersand = piece.indexOf('&', isSilent ? 0 : this.#lastEventAt - start) >= 0;
    this.#hasOpenAmpersand = ampersand || (isSilent && this.#hasOpenAmpersand);
    if (this.#silentChars > MAX_SILENT_CHARS) this.#run(() => this.#swallowed());
    return !this.#isStopped;
  }

  /** A lone `&` swallows all that follows; without one the part itself is endless. */
  #swallowed(): never {
    if (this.#hasOpenAmpersand) this.#stop('structure/malformed', this.#lastEventLine);
    this.#stop('structure/endless-part');
  }

  /** Says that the text has come to its end; false when the file is not whole. */
  end(): boolean {
    if (this.#isStopped) return false;
    this.#isEnding = true;
    this.#run(() => this.#sax.close());
    if (!this.#isStopped && !this.#hasHeader) this.#foundHeader(null);
    return !this.#isStopped;
  }

  /** Hands over what has been read since the last call. */
  take(): Parsed[] {
    const items = this.#items;
    if (items.length > 0) this.#items = [];
    return items;
  }

  #run(step: () => void): void {
    try {
      step();
    } catch (reason) {
      if (reason !== STOP) throw reason;
      this.#isStopped = true;
    }
  }

  #stop(rule: string, line = this.#sax.line): never {
    this.#faults = null;
    this.#fileFaults = 0;
    this.#fault(rule, null, line);
    throw STOP;
  }

  #malformed(error: Error): void {
    if (this.#depth === 0 && this.#events === 0) this.#stop('structure/not-xml');
    const isAmpersand = this.#isEnding ? this.#hasOpenAmpersand : /entity/.test(error.message);
    if (isAmpersand) this.#stop('structure/malformed', this.#lastEventLine);
    this.#stop(this.#isEnding ? 'structure/cut-short' : 'structure/malformed');
  }

  #event(): void {
    this.#events++;
    this.#lastEventAt = this.#sax.position;
    this.#lastEventLine = this.#sax.line;
  }

  #fault(rule: string, field: string | null, line = this.#sax.line): void {
    const count = this.#faults === null ? this.#fileFaults++ : this.#faults.length;
    if (count > MAX_FAULTS) return;
    const code = count === MAX_FAULTS ? 'structure/too-many-problems' : rule;
    const fault: Fault = { rule: code, line, field };
    if (this.#faults === null) this.#items.push({ type: 'fault', fault });
    else this.#faults.push(fault);
  }

  #open(tag: SaxesTagPlain): void {
    this.#event();
    this.#depth++;
    if (this.#depth > MAX_DEPTH) this.#stop('structure/too-deep');
    if (this.#skipDepth > 0) {
      this.#skipDepth++;
      return;
    }
    const name = localName(tag.name);
    const top = this.#nodes.length - 1;
    const parent = this.#nodes[top];
    if (parent === undefined) {
      this.#openRoot(name);
      return;
    }
    const node = parent.children.get(name);
    if (node === undefined) {
      const rule = ALL_NAMES.has(name)
        ? 'structure/misplaced-element'
        : 'structure/unknown-element';
      this.#fault(rule, ALL_NAMES.has(name) ? name : parent.name);
      this.#skipDepth = 1;
      return;
    }
    if (this.#faults !== null && ++this.#elements > MAX_CHILD_ELEMENTS) {
      if (!this.#isCut) this.#fault('structure/child-too-large', null);
      this.#isCut = true;
      this.#skipDepth = 1;
      return;
    }
    this.#enter(node, top);
  }

  #openRoot(name: string): void {
    if (name !== MESSAGE_NODE.name) this.#stop('structure/not-a-census');
    this.#nodes.push(MESSAGE_NODE);
    this.#records.push({});
  }

  #enter(node: CinNode, top: number): void {
    const record = this.#records[top] as Record<string, unknown>;
    const line = this.#sax.line;
    let entered: object = record;
    if (node.kind === 'group' && node.make !== null) {
      entered = node.make(line);
      if (node === CHILD_NODE) this.#enterChild();
      else if (node.isList) (record[node.name] as object[]).push(entered);
      else if (node !== HEADER_NODE && record[node.name] !== null) {
        this.#fault('structure/repeated-element', node.name);
        this.#skipDepth = 1;
        return;
      } else if (node !== HEADER_NODE) record[node.name] = entered;
      else if (this.#hasHeader) this.#fault('structure/repeated-element', node.name);
    } else if (node.kind === 'wrapper') {
      if (node.name === 'Reviews') record.Reviews ??= line;
    } else {
      this.#fieldLine = line;
    }
    this.#text = '';
    this.#nodes.push(node);
    this.#records.push(entered);
  }

  #enterChild(): void {
    if (!this.#hasHeader) this.#foundHeader(null);
    this.#faults = [];
    this.#elements = 0;
    this.#isCut = false;
  }

  #characters(text: string): void {
    this.#event();
    if (this.#skipDepth > 0) return;
    const node = this.#nodes[this.#nodes.length - 1];
    if (node === undefined) return;
    if (node.kind === 'text' || node.kind === 'date') {
      if (this.#text === '' && text.length <= MAX_VALUE_CHARS) this.#text = text;
      else if (this.#text.length <= MAX_VALUE_CHARS)
        this.#text += text.slice(0, MAX_VALUE_CHARS + 1);
    } else if (node.kind !== 'ignored' && !isBlank(text)) {
      this.#fault('structure/stray-text', node.name);
    }
  }

  #close(): void {
    this.#event();
    this.#depth--;
    if (this.#skipDepth > 0) {
      this.#skipDepth--;
      return;
    }
    const node = this.#nodes.pop();
    const record = this.#records.pop();
    if (node === undefined || record === undefined) return;
    if (node.kind === 'text' || node.kind === 'date') this.#keep(node, record);
    else if (node === CHILD_NODE) this.#leaveChild(record as CinChild);
    else if (node === HEADER_NODE && !this.#hasHeader) this.#foundHeader(record as CinHeader);
  }

  #keep(node: CinNode, record: object): void {
    const values = record as Record<string, unknown>;
    const text = this.#text.trim();
    if (text.length > MAX_VALUE_CHARS) {
      this.#fault('structure/value-too-long', node.name);
      return;
    }
    const day = node.kind === 'date' ? readDay(text) : null;
    const field: CinField = { field: node.name, line: this.#fieldLine, text, day };
    if (node.isList) (values[node.name] as CinField[]).push(field);
    else if (text === '') return;
    else if (values[node.name] === null) values[node.name] = field;
    else this.#fault('structure/repeated-element', node.name);
  }

  #leaveChild(child: CinChild): void {
    const faults = this.#faults ?? [];
    this.#items.push({ type: 'child', child, faults, isCut: this.#isCut });
    this.#faults = null;
  }

  #foundHeader(header: CinHeader | null): void {
    this.#hasHeader = true;
    this.#items.push({ type: 'header', header });
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 9 && code !== 13) return false;
  }
  return true;
}

/**
 * Reads a date as the census writes it (`2025-03-31`), and as some systems do: with a time zone or
 * the time of midnight after it, or in British order. Null when it is no day.
 */
export function readDay(text: string): CalendarDay | null {
  if (isPlainDay(text)) return text as CalendarDay;
  const bare = /^(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?$/.exec(text)?.[1];
  return bare === undefined ? parseBritishDay(text) : parseDay(bare);
}

/**
 * Whether it is surely a day: from 1900 to 2099 and up to the 28th. Others are looked at closely.
 */
function isPlainDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const century = digits(text, 0);
  const month = digits(text, 5);
  const dayOfMonth = digits(text, 8);
  if ((century !== 19 && century !== 20) || digits(text, 2) < 0) return false;
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 28;
}

/** The number that two digits make, or -100 or less when one is no digit. */
function digits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100 : tens * 10 + ones;
}
