import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgresql } from './postgresql.ts';
import type { TestOutcome } from './run-files.ts';
import { sharedFolderIsHere } from './shared-data.ts';
import { sortTestFiles } from './test-files.ts';
import { projectFiles } from './tidy/tree.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LONGEST_PHASE_MS = 8 * 60_000;

/** A program that runs for a phase, and all that it printed. */
interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** One line of the report: what ran, what came of it, and how long it took. */
interface Phase {
  readonly name: string;
  readonly outcomes: readonly TestOutcome[];
}

const running = new Set<ChildProcess>();
const folder = mkdtempSync(join(tmpdir(), 'headwater-test-'));

/** Runs a program of ours to its end, or until it has taken too long. */
function runProgram(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'test', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const tooLong = setTimeout(() => {
      said += `\nIt did not end within ${LONGEST_PHASE_MS / 60_000} minutes.`;
      child.kill('SIGKILL');
    }, LONGEST_PHASE_MS);
    child.on('exit', (status) => {
      clearTimeout(tooLong);
      running.delete(child);
      resolve({ status, said });
    });
  });
}

/** A check such as lint counts as one: it passes when its program ends with 0. */
async function check(name: string, args: readonly string[]): Promise<Phase> {
  const { status, said } = await runProgram(args);
  const outcome = { name, file: '', line: 0, why: status === 0 ? '' : said.trim() };
  return { name, outcomes: [{ ...outcome, outcome: status === 0 ? 'passed' : 'failed' }] };
}

/** Runs test files; a process that ends badly by itself is one failure more. */
async function testFiles(
  name: string,
  how: 'together' | 'apart',
  files: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Phase> {
  if (files.length === 0) return { name, outcomes: [] };
  const notes = join(folder, `${name.replaceAll(/\W+/g, '-')}.jsonl`);
  const { status, said } = await runProgram(
    ['test/run-files.ts', notes, how, ...files],
    environment,
  );
  const outcomes = existsSync(notes) ? readOutcomes(notes) : [];
  const isToldAlready = outcomes.some((one) => one.outcome === 'failed');
  // A process that was stopped left tests out, whatever failed before that.
  const isWhole = status === 0 ? outcomes.length > 0 : isToldAlready && status !== null;
  if (isWhole) return { name, outcomes };
  const why = `The process ended with ${status}.\n${said.trim()}`;
  const crash: TestOutcome = { outcome: 'failed', name, file: '', line: 0, why };
  return { name, outcomes: [...outcomes, crash] };
}

function readOutcomes(path: string): TestOutcome[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => judge(JSON.parse(line)));
}

/** Where the published files are, nothing that needs them may be skipped. */
function judge(one: TestOutcome): TestOutcome {
  if (one.outcome !== 'skipped' || !sharedFolderIsHere()) return one;
  return { ...one, outcome: 'failed', why: `It was skipped: ${one.why}` };
}

async function timed(work: Promise<Phase>): Promise<Phase> {
  const start = performance.now();
  const phase = await work;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  for (const one of phase.outcomes) if (one.outcome === 'failed') sayFailure(phase.name, one);
  const { passed, failed, skipped } = count([phase]);
  const parts = [`${passed} passed`, `${failed} failed`, skipped > 0 ? `${skipped} skipped` : ''];
  say(`${phase.name}: ${parts.filter((part) => part !== '').join(', ')} (${seconds} s)`);
  return phase;
}

function sayFailure(phase: string, one: TestOutcome): void {
  const where = one.file === '' ? '' : `\n  ${relative(ROOT, one.file)}:${one.line}`;
  say(`\nFAILED in ${phase}: ${one.name}${where}\n${one.why.replace(/^/gm, '  ')}\n`);
}

function count(phases: readonly Phase[]): Record<'passed' | 'failed' | 'skipped', number> {
  const all = phases.flatMap((phase) => phase.outcomes);
  const of = (kind: TestOutcome['outcome']) => all.filter((one) => one.outcome === kind).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Lint, format and types. */
async function runChecks(): Promise<Phase[]> {
  const biome = [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ];
  const tsc = ['node_modules/typescript/bin/tsc', '-p', '.'];
  return [await timed(check('lint and format', biome)), await timed(check('types', tsc))];
}

/** What mostly reads pages; the journeys in which users write take as long together. */
const READS_PAGES = /\/(?:pages|cost|needs|real-council|themes-and-cost)\.test\.ts$/;

/** Follows every link as every role and opens every figure: as long as all other reading. */
const FOLLOWS_NUMBERS = /\/explained\.test\.ts$/;

/**
 * Every test: those without a database first, then both engines side by side, each followed by a
 * part of what is done in a browser.
 */
async function runTests(parts: readonly string[]): Promise<Phase[]> {
  const files = sortTestFiles(projectFiles(), parts);
  const apart = await timed(testFiles('rules', 'apart', files.apart));
  const cluster = files.stores.length > 0 ? await startPostgresql() : null;
  const stop = (): void => void cluster?.stop();
  process.once('exit', stop);
  try {
    const postgresql = {
      HEADWATER_TEST_ENGINE: 'postgresql',
      HEADWATER_TEST_POSTGRES_URL: cluster?.url ?? '',
    };
    const pages = files.browser.filter((file) => READS_PAGES.test(file));
    const numbers = files.browser.filter((file) => FOLLOWS_NUMBERS.test(file));
    const journeys = files.browser.filter(
      (file) => !READS_PAGES.test(file) && !FOLLOWS_NUMBERS.test(file),
    );
    const both = await Promise.all([
      inTurn([
        () => testFiles('stores on PostgreSQL', 'together', files.stores, postgresql),
        () => testFiles('browser: every number', 'together', numbers),
        () => testFiles('browser: reading', 'together', pages),
      ]),
      inTurn([
        () => testFiles('stores on the embedded engine', 'together', files.stores),
        () => testFiles('browser: writing', 'together', journeys),
      ]),
    ]);
    return [apart, ...both.flat()];
  } finally {
    process.off('exit', stop);
    await cluster?.stop();
  }
}

async function inTurn(phases: readonly (() => Promise<Phase>)[]): Promise<Phase[]> {
  const done: Phase[] = [];
  for (const phase of phases) done.push(await timed(phase()));
  return done;
}

function saySkipped(phases: readonly Phase[]): void {
  const skipped = phases.flatMap(({ outcomes }) => outcomes).filter((o) => o.outcome === 'skipped');
  for (const reason of new Set(skipped.map((one) => one.why))) {
    const names = skipped.filter((one) => one.why === reason).map((one) => one.name);
    say(`\nSkipped, because ${reason}:\n  ${names.join('\n  ')}\n`);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const parts = args.filter((one) => !one.startsWith('--'));
  const checks = parts.length === 0 ? await runChecks() : [];
  const tests = args.includes('--checks') ? [] : await runTests(parts);
  saySkipped(tests);
  const { passed, failed } = count([...checks, ...tests]);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill('SIGKILL');
    process.exitCode = 1;
  });
}
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

await main(process.argv.slice(2));
