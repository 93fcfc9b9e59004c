import { cpus } from 'node:os';

/** How often each piece of work is run; the median counts, and all runs are printed. */
export const RUNS = 5;

/** What one piece of work took, in milliseconds, run by run. */
export interface Timing {
  readonly label: string;
  readonly runs: readonly number[];
}

/** A row of the benchmark: what is done, how good is good, and the work itself. */
export interface Row {
  readonly id: string;
  readonly work: string;
  readonly aim: string;
  run(): Promise<void>;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (low + high) / 2;
}

/** The smallest number below which 95 of 100 lie. */
export function percentile95(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

/** How long some work takes, in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs ours and its peer in turn, so that a noisy moment meets both; once before to warm up. */
export async function sideBySide(
  ours: { readonly label: string; work(run: number): Promise<unknown> },
  peer: { readonly label: string; work(run: number): Promise<unknown> },
  isWarm = false,
): Promise<readonly [Timing, Timing]> {
  const times: [number[], number[]] = [[], []];
  for (let run = isWarm ? 1 : 0; run <= RUNS; run += 1) {
    const pair = [await timeOf(() => ours.work(run)), await timeOf(() => peer.work(run))] as const;
    if (run === 0) continue;
    times[0].push(pair[0]);
    times[1].push(pair[1]);
  }
  const [first, second] = times;
  return [
    { label: ours.label, runs: first },
    { label: peer.label, runs: second },
  ];
}

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints what a piece of work took: the median and all runs. */
export function sayTiming({ label, runs }: Timing): void {
  const all = runs.map((run) => run.toFixed(run < 10 ? 1 : 0)).join(', ');
  say(`  ${label}: ${median(runs).toFixed(median(runs) < 10 ? 1 : 0)} ms (runs ${all})`);
}

/** Prints ours, its peer and the ratio of their medians. */
export function sayRatio([ours, peer]: readonly [Timing, Timing]): void {
  sayTiming(ours);
  sayTiming(peer);
  say(`  ratio: ${(median(ours.runs) / median(peer.runs)).toFixed(2)}`);
}

/** Prints on what was measured. */
export function sayMachine(): void {
  const [processor] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  say(`${day}, ${cpus().length} cores (${processor?.model.trim()}), Node ${process.version}`);
}
