/**
 * Remembers on which line each text was first seen, in 12 bytes a text whatever its length: a text
 * is known by two hashes of 32 bits. Among a million texts the odds that any two are taken for one
 * are about one in 37 million.
 */
export class FirstLines {
  #size = 0;
  #first = new Int32Array(1024);
  #second = new Int32Array(1024);
  /** 0 marks an empty place; lines are counted from 1. */
  #lines = new Int32Array(1024);

  /** Remembers the line, unless the text was seen before. */
  note(text: string, line: number): void {
    if (this.#size * 2 >= this.#lines.length) this.#grow();
    const first = hash(text, 0x811c9dc5);
    const second = hash(text, 0x9e3779b1);
    const at = this.#placeOf(first, second);
    if (this.#lines[at] !== 0) return;
    this.#put(at, first, second, line);
    this.#size++;
  }

  /** The line on which the text was first seen, or undefined. */
  lineOf(text: string): number | undefined {
    const line = this.#lines[this.#placeOf(hash(text, 0x811c9dc5), hash(text, 0x9e3779b1))];
    return line === 0 ? undefined : line;
  }

  #placeOf(first: number, second: number): number {
    const mask = this.#lines.length - 1;
    let at = (first ^ (second >>> 7)) & mask;
    while (this.#lines[at] !== 0 && (this.#first[at] !== first || this.#second[at] !== second)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  #put(at: number, first: number, second: number, line: number): void {
    this.#first[at] = first;
    this.#second[at] = second;
    this.#lines[at] = line;
  }

  #grow(): void {
    const [first, second, lines] = [this.#first, this.#second, this.#lines];
    const places = lines.length * 2;
    this.#first = new Int32Array(places);
    this.#second = new Int32Array(places);
    this.#lines = new Int32Array(places);
    for (let from = 0; from < lines.length; from++) {
      const line = lines[from] ?? 0;
      if (line === 0) continue;
      const [one, other] = [first[from] ?? 0, second[from] ?? 0];
      this.#put(this.#placeOf(one, other), one, other, line);
    }
  }
}

/**
 * A hash of 32 bits: each letter mixed in, then the whole mixed again so that all bits depend on
 * all.
 */
function hash(text: string, seed: number): number {
  let mixed = seed;
  for (let at = 0; at < text.length; at++) {
    mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
