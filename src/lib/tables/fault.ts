/** A table file cannot be read further: what is wrong, in which row, and how to mend it. */
export class TableFault extends Error {
  /** The row where reading stopped, the first being 1; null when it concerns the whole file. */
  readonly row: number | null;
  /** What to do, as a sentence. */
  readonly fix: string;
  constructor(row: number | null, message: string, fix: string) {
    super(message);
    this.name = 'TableFault';
    this.row = row;
    this.fix = fix;
  }
}
