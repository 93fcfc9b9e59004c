/**
 * Writes small WebAssembly modules, by the binary format of the WebAssembly Core Specification 2.0
 * (W3C, 2022; chapter 5 and, for vectors, section 5.4.8). Two loops of the model are written so:
 * they take two numbers or four children at a time, which JavaScript has no words for, and give the
 * same digits on every processor.
 */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { readonly own: { readonly memory: Memory } });
    readonly exports: Readonly<Record<string, WasmCall>>;
  }
}

/** Instructions, as the bytes that stand for them. */
export type Code = readonly number[];

/** A function that takes whole numbers of 32 bits, and gives what its code leaves, if anything. */
export interface WasmFunction {
  readonly name: string;
  readonly params: number;
  readonly gives: 0 | 1;
  /** Local whole numbers, numbered after the parameters, then local vectors. */
  readonly wholes: number;
  readonly vectors: number;
  readonly code: Code;
}

/** Calls such a function; where it gives nothing, what comes back means nothing. */
export type WasmCall = (...given: number[]) => number;

/** A module that is compiled, for `startWasm`. */
export type WasmModule = WebAssembly.Module;

const I32 = 0x7f;
const V128 = 0x7b;
const END = 0x0b;
const VECTOR = 0xfd;
const PAGE_BYTES = 65_536;

/** Pushes a parameter or local. */
export const get = (local: number): Code => [0x20, ...leb(local)];

/** Takes what is pushed into a local. */
export const set = (local: number): Code => [0x21, ...leb(local)];

/** Pushes two numbers that lie side by side, so many bytes after the place in a local. */
export const load = (at: number, bytes: number): Code => [
  ...get(at),
  ...[VECTOR, 0x00, 4, ...leb(bytes)],
];

/** Pushes one number twice. */
export const loadTwice = (at: number, bytes: number): Code => [
  ...get(at),
  ...[VECTOR, 0x0a, 3, ...leb(bytes)],
];

/** Pushes a number from each of two places, so many bytes after both. */
export const loadEach = (first: number, second: number, bytes: number): Code => [
  ...get(second),
  ...get(first),
  ...[VECTOR, 0x5d, 3, ...leb(bytes)],
  ...[VECTOR, 0x57, 3, ...leb(bytes), 1],
];

/** Writes what `value` pushes so many bytes after the place in a local. */
export const store = (at: number, bytes: number, value: Code): Code => [
  ...get(at),
  ...value,
  ...[VECTOR, 0x0b, 4, ...leb(bytes)],
];

/** Adds up what each of some codes pushes, from the first on; at least one. */
export const sumOf = ([first = [], ...others]: readonly Code[]): Code => [
  ...first,
  ...others.flatMap((one) => [...one, VECTOR, 0xf0, 0x01]),
];

/** Multiplies what two codes push. */
export const product = (one: Code, other: Code): Code => [...one, ...other, VECTOR, 0xf2, 0x01];

/** Pushes two zeros. */
export const ZEROS: Code = [VECTOR, 0x0c, ...new Array<number>(16).fill(0)];

/** Instructions on whole numbers of 32 bits: what they take is pushed before. */
export const WHOLE = {
  add: [0x6a],
  and: [0x71],
  or: [0x72],
  shiftUp: [0x74],
  shiftDown: [0x76],
} as const;

/** Instructions on four whole numbers of 32 bits, without signs. */
export const FOUR = {
  ofOne: [VECTOR, 0x11],
  add: [VECTOR, 0xae, 0x01],
  multiply: [VECTOR, 0xb5, 0x01],
  shiftDown: [VECTOR, 0xad, 0x01],
  xor: [VECTOR, 0x51],
  and: [VECTOR, 0x4e],
  isAtLeast: [VECTOR, 0x40],
  /** The highest bit of each, as the lowest four bits of one whole number. */
  mask: [VECTOR, 0xa4, 0x01],
  first: [VECTOR, 0x1b, 0],
} as const;

/** Pushes a whole number. */
export const whole = (value: number): Code => [0x41, ...signedLeb(value | 0)];

/** Pushes four whole numbers. */
export const four = (values: readonly number[]): Code => [
  ...[VECTOR, 0x0c],
  ...new Uint8Array(Int32Array.from(values, (value) => value | 0).buffer),
];

/** Pushes the whole number at the place that `place` pushes. */
export const loadWhole = (place: Code): Code => [...place, 0x28, 2, 0];

/** Writes a whole number so many bytes after the place that `place` pushes. */
export const storeWhole = (place: Code, bytes: number, value: Code): Code => [
  ...place,
  ...value,
  ...[0x36, 2, ...leb(bytes)],
];

/** Pushes four whole numbers, each from the place that its own code pushes. */
export const loadFour = (places: readonly Code[]): Code => [
  ...places.toReversed().flat(),
  ...[VECTOR, 0x5c, 2, 0],
  ...[1, 2, 3].flatMap((lane) => [VECTOR, 0x56, 2, 0, lane]),
];

/** Moves the lowest bytes of four whole numbers into the first of them. */
export const LOWEST_BYTES: Code = [...four([0x0c_08_04_00, -1, -1, -1]), VECTOR, 0x0e];

/** Repeats `body` as long as one local is below another, without signs. */
export const whileBelow = (local: number, limit: number, body: Code): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...[...get(local), ...get(limit), 0x4f, 0x0d, 1],
  ...[...body, 0x0c, 0, END, END],
];

/** Compiles some functions; they work on the memory that `startWasm` gives them. */
export function compileWasm(functions: readonly WasmFunction[]): WasmModule {
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      functions.map(({ params, gives }) => [0x60, ...types(params), ...types(gives)]),
    ),
    ...section(2, [[...text('own'), ...text('memory'), 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, index) => leb(index)),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...text(name), 0, ...leb(index)]),
    ),
    ...section(
      10,
      functions.map(({ wholes, vectors, code }) =>
        sized([2, ...leb(wholes), I32, ...leb(vectors), V128, ...code, END]),
      ),
    ),
  ];
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

/** Functions of a module that run on memory of their own. */
export interface WasmRun {
  readonly memory: ArrayBuffer;
  readonly functions: Readonly<Record<string, WasmCall>>;
}

/** Gives a module its memory, so many bytes of zeros. */
export function startWasm(module: WasmModule, bytes: number): WasmRun {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(module, { own: { memory } });
  return { memory: memory.buffer, functions: exports };
}

/** A whole number of 0 or more, seven bits to a byte (unsigned LEB128). */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}

/** A whole number with a sign, seven bits to a byte (signed LEB128). */
function signedLeb(value: number): number[] {
  const rest = value >> 7;
  const isLast = (rest === 0 && (value & 64) === 0) || (rest === -1 && (value & 64) !== 0);
  return isLast ? [value & 127] : [(value & 127) | 128, ...signedLeb(rest)];
}

const types = (count: number): number[] => [...leb(count), ...new Array<number>(count).fill(I32)];
const sized = (bytes: Code): number[] => [...leb(bytes.length), ...bytes];
const text = (name: string): number[] => sized([...Buffer.from(name)]);
const section = (id: number, parts: readonly Code[]): number[] => [
  id,
  ...sized([...leb(parts.length), ...parts.flat()]),
];
