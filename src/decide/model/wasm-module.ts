/**
 * Writes small WebAssembly modules, by the binary format of the WebAssembly Core Specification 2.0
 * (W3C, 2022; chapter 5 and, for vectors of two numbers, section 5.4.8). Two loops of the model are
 * written so: they take two numbers at a time, which JavaScript has no words for, and give the same
 * digits on every processor.
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
    readonly exports: Readonly<Record<string, (...places: number[]) => void>>;
  }
}

/** Instructions, as the bytes that stand for them. */
export type Code = readonly number[];

/** A function that takes whole numbers of 32 bits and gives nothing. */
export interface WasmFunction {
  readonly name: string;
  readonly params: number;
  /** Local vectors, numbered after the parameters. */
  readonly vectors: number;
  readonly code: Code;
}

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

/** Compiles some functions; they work on the memory that `startWasm` gives them. */
export function compileWasm(functions: readonly WasmFunction[]): WasmModule {
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      functions.map(({ params }) => [0x60, ...leb(params), ...new Array(params).fill(I32), 0]),
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
      functions.map(({ vectors, code }) => sized([1, ...leb(vectors), V128, ...code, END])),
    ),
  ];
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

/** Functions of a module that run on memory of their own. */
export interface WasmRun {
  readonly memory: ArrayBuffer;
  readonly functions: Readonly<Record<string, (...places: number[]) => void>>;
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

const sized = (bytes: Code): number[] => [...leb(bytes.length), ...bytes];
const text = (name: string): number[] => sized([...Buffer.from(name)]);
const section = (id: number, parts: readonly Code[]): number[] => [
  id,
  ...sized([...leb(parts.length), ...parts.flat()]),
];
