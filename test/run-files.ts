import { appendFileSync } from 'node:fs';
import { run } from 'node:test';

/** What came of one test: a line of JSON that `test/run.ts` reads. */
export interface TestOutcome {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Why it failed or was skipped. */
  readonly why: string;
}

interface TestData {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: { readonly type?: string; readonly error?: Error };
}

function passed(data: TestData): TestOutcome | null {
  if (data.details.type === 'suite') return null;
  if (data.todo !== undefined) return outcome(data, 'failed', 'It is not written yet.');
  if (data.skip === undefined) return outcome(data, 'passed', '');
  return outcome(data, 'skipped', String(data.skip));
}

function failed(data: TestData): TestOutcome | null {
  const error = data.details.error as (Error & { failureType?: string }) | undefined;
  if (error?.failureType === 'subtestsFailed') return null;
  return outcome(data, 'failed', inWords(error?.cause ?? error));
}

function outcome(data: TestData, kind: TestOutcome['outcome'], why: string): TestOutcome {
  const { name, file = '', line = 0 } = data;
  return { outcome: kind, name, file, line, why };
}

/** What went wrong, with our own lines of the way there. */
function inWords(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const lines = (cause.stack ?? cause.message).split('\n');
  const isOurs = (line: string): boolean => !/^\s+at .*(?:\bnode:|node_modules)/.test(line);
  return [...new Set(lines.filter(isOurs))].join('\n').replaceAll(`file://${process.cwd()}/`, '');
}

/**
 * Runs test files and appends what came of each test to a file:
 * `run-files.ts OUTCOMES together|apart FILE...`. Together they share one process and so one
 * database; apart each has a process of its own, two at a time.
 */
function main([outcomes = '', how, ...files]: readonly string[]): void {
  const note = (one: TestOutcome | null): void => {
    if (one) appendFileSync(outcomes, `${JSON.stringify(one)}\n`);
  };
  const said = new Map<string, string>();
  const events =
    how === 'together' ? run({ files, isolation: 'none' }) : run({ files, concurrency: 2 });
  events.on('test:pass', (data) => note(passed(data as TestData)));
  events.on('test:stderr', ({ file, message }) => {
    said.set(file, (said.get(file) ?? '') + message);
  });
  events.on('test:fail', (data) => {
    const one = failed(data as TestData);
    // A file that cannot even be loaded fails as a whole: only what it printed says why.
    const isWholeFile = one?.file.endsWith(one.name) === true;
    note(one && isWholeFile ? { ...one, why: `${one.why}\n${said.get(one.file) ?? ''}` } : one);
  });
  // Reading the events is what makes the tests run on.
  events.resume();
}

if (import.meta.main) main(process.argv.slice(2));
