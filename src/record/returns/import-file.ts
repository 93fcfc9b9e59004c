import { setImmediate } from 'node:timers/promises';
import { type AgencyId, type AuthorityId, type CalendarDay, refuse } from '../../lib/index.ts';
import {
  type Actor,
  asActor,
  type Database,
  type ReadableFile,
  type Tx,
} from '../../platform/index.ts';
import { authorityOf, listAgencies, systemActor } from '../../govern/index.ts';
import { JOURNEY_RULES } from '../journey/journey-rules.ts';
import { takeTurn } from '../people/people.store.ts';
import { anotherAuthority, keptOutIfNobody } from './kept-out.ts';
import { inSheet, loadBatch } from './load-batch.ts';
import {
  endSource,
  findSource,
  insertProblems,
  insertSource,
  noteHeader,
  noteProgress,
  ownNumber,
  type SourceRow,
} from './source.store.ts';
import type {
  AgencyKind,
  Problem,
  ReadItem,
  ReturnHeader,
  ReturnKind,
  ReturnReader,
} from './statement.ts';

/** How an import is run: by whom, on which day, and who hears of its progress. */
export interface ImportContext {
  readonly database: Database;
  readonly actor: Actor;
  readonly today: CalendarDay;
  readonly readers: readonly ReturnReader[];
  /** Rows of one transaction, where not as many as suit the engine. */
  readonly batchRows?: number;
  /**
   * Called between batches, outside any transaction, with the bytes read so far; true stops the
   * import there.
   */
  progress?(bytesDone: number, bytesTotal: number, counts: Counts): Promise<boolean>;
}

/** How many of what, such as `peopleAdded`. */
export type Counts = Readonly<Record<string, number>>;

/** What an import did. */
export interface ImportOutcome {
  readonly file: string;
  readonly kind: ReturnKind | null;
  readonly part: string | null;
  readonly status: 'loaded' | 'already-loaded' | 'stopped' | 'not-recognised';
  readonly sourceId: number | null;
  readonly counts: Counts;
}

/** Rows of one transaction: small enough that no statement holds up the embedded database. */
const BATCH = { embedded: 150, postgresql: 1000 } as const;

/**
 * Loads one file: what is sound goes into the record, what is not into quarantine. The same
 * content is loaded once; an import that was cut off goes on after its last whole batch. Whoever
 * asks for it, the record is read whole, so that a child who is restricted is matched, not doubled.
 */
export async function importFile(asked: ImportContext, file: ReadableFile): Promise<ImportOutcome> {
  const actor = { ...systemActor(authorityOf(asked.actor)), id: asked.actor.id };
  const context = { ...asked, actor };
  const head = await file.head();
  const reader = context.readers.find((one) => one.recognise(file.name, head));
  if (!reader) return notRecognised(file);
  const authorityId = authorityOf(context.actor);
  const sha256 = await file.sha256();
  const source = await asActor(context.database, context.actor, async (tx) => {
    const known = await findSource(tx, sha256);
    const returnKind = reader.kind;
    const { name, byteCount } = file;
    const { today } = context;
    return known ?? insertSource(tx, { authorityId, name, sha256, byteCount, returnKind, today });
  });
  if (source.status === 'loaded') return outcomeOf(file, reader, source, 'already-loaded');
  return new Import(context, { file, reader, source, authorityId }).run();
}

function notRecognised(file: ReadableFile): ImportOutcome {
  const status = 'not-recognised';
  return { file: file.name, kind: null, part: null, status, sourceId: null, counts: {} };
}

function outcomeOf(
  file: ReadableFile,
  reader: ReturnReader,
  source: SourceRow,
  status: ImportOutcome['status'],
): ImportOutcome {
  const { part, outcome, id } = source;
  return { file: file.name, kind: reader.kind, part, status, sourceId: id, counts: outcome };
}

interface Loading {
  readonly file: ReadableFile;
  readonly reader: ReturnReader;
  readonly source: SourceRow;
  readonly authorityId: AuthorityId;
}

/** One import under way: it has a place in the file, a batch in hand and counts so far. */
class Import {
  private readonly context: ImportContext;
  private readonly loading: Loading;
  private header: ReturnHeader = { part: '', year: null, asOf: null, authorityCode: null };
  private batch: ReadItem[] = [];
  private itemsRead = 0;
  private itemsDone: number;
  private counts: Record<string, number>;
  private bytesRead = 0;
  /** A load that is taken up again sees the file as on the first day, so that it reads the same. */
  private readonly today: CalendarDay;

  constructor(context: ImportContext, loading: Loading) {
    this.context = context;
    this.loading = loading;
    this.itemsDone = loading.source.items_done;
    this.counts = { ...loading.source.outcome };
    this.today = loading.source.read_on_day ?? context.today;
  }

  async run(): Promise<ImportOutcome> {
    const { file, reader } = this.loading;
    const size = this.context.batchRows ?? BATCH[this.context.database.engine];
    const input = { name: file.name, chunks: this.countedChunks(), today: this.today };
    for await (const item of reader.read(input)) {
      this.itemsRead += 1;
      if (item.type === 'file') await this.takeHeader(item.header);
      if (this.itemsRead <= this.itemsDone) continue;
      this.batch.push(keptOutIfNobody(item, file.name));
      if (this.batch.length < size) continue;
      await this.save();
      if (await this.isStopped()) return this.end('stopped');
    }
    await this.save();
    await this.isStopped();
    return this.end('loaded');
  }

  private async *countedChunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.loading.file.chunks()) {
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }

  private async takeHeader(header: ReturnHeader): Promise<void> {
    this.header = header;
    const { id } = this.loading.source;
    await this.inTransaction((tx) => noteHeader(tx, id, header));
  }

  private async save(): Promise<void> {
    const { source, authorityId } = this.loading;
    const { batch } = this;
    if (batch.length === 0) return;
    const items = { before: this.itemsDone, done: this.itemsDone + batch.length };
    await this.inTransaction(async (tx) => {
      await takeTurn(tx, authorityId);
      const loaded = await loadBatch(tx, batch, await this.load(tx));
      const problems = [
        ...(await this.problemsOfHeader(tx)),
        ...batch.flatMap(problemsOf),
        ...loaded.problems,
      ].map((one) => ({ ...one, sheet: this.sheetOf(one.problem) }));
      await insertProblems(tx, { authorityId, sourceId: source.id }, problems);
      this.counts = added(this.counts, loaded.counts, countsOf(batch, problems));
      const isOurs = await noteProgress(tx, source.id, items, this.counts);
      if (!isOurs) throw loadedElsewhere(this.loading.file.name);
    });
    this.itemsDone = items.done;
    this.batch = [];
    await setImmediate();
  }

  private async load(tx: Tx) {
    const { source, authorityId, reader, file } = this.loading;
    return {
      authorityId,
      sourceId: source.id,
      statedDay: this.header.asOf ?? this.today,
      isUndated: this.header.asOf === null,
      returnKind: reader.kind,
      agencyOf: await agencies(tx, authorityId),
      rules: JOURNEY_RULES,
      fileName: file.name,
    };
  }

  private async problemsOfHeader(tx: Tx): Promise<Found[]> {
    const { authorityCode } = this.header;
    if (authorityCode === null || !this.batch.some((item) => item.type === 'file')) return [];
    const { name } = this.loading.file;
    const problem = anotherAuthority(name, authorityCode, await ownNumber(tx));
    return problem === null ? [] : [{ problem, isQuarantined: false }];
  }

  private sheetOf(problem: Problem): string | null {
    const start = inSheet(this.loading.file.name, '');
    return problem.file.startsWith(start) ? problem.file.slice(start.length) : null;
  }

  private async isStopped(): Promise<boolean> {
    const { byteCount } = this.loading.file;
    const bytesDone = Math.min(this.bytesRead, byteCount);
    return (await this.context.progress?.(bytesDone, byteCount, this.counts)) ?? false;
  }

  private async end(status: 'loaded' | 'stopped'): Promise<ImportOutcome> {
    const { file, reader, source } = this.loading;
    await this.inTransaction((tx) => endSource(tx, source.id, status));
    const { part } = this.header;
    const counts = this.counts;
    return { file: file.name, kind: reader.kind, part, status, sourceId: source.id, counts };
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return asActor(this.context.database, this.context.actor, work);
  }
}

function loadedElsewhere(file: string): Error {
  return refuse(
    'loaded-elsewhere',
    'conflict',
    `${file} is being loaded by someone else at this moment. Look at its progress under Returns.`,
  );
}

interface Found {
  readonly problem: Problem;
  readonly isQuarantined: boolean;
}

function problemsOf(item: ReadItem): Found[] {
  if (item.type === 'problem') return [{ problem: item.problem, isQuarantined: false }];
  if (item.type !== 'person') return [];
  return item.problems.map((problem) => ({
    problem,
    isQuarantined: item.quarantine === true && problem.severity === 'error',
  }));
}

function countsOf(batch: readonly ReadItem[], problems: readonly Found[]): Counts {
  const kept = batch.filter((item) => item.type === 'person' && item.quarantine === true);
  const errors = problems.filter(({ problem }) => problem.severity === 'error').length;
  const unread = batch.filter(
    (item) => item.type === 'problem' && item.problem.severity === 'error',
  );
  return {
    rows: batch.filter((item) => item.type !== 'problem' && item.type !== 'file').length,
    quarantined: kept.length,
    // Faults of the file, and of rows of which nothing could be read.
    unread: unread.length,
    errors,
    warnings: problems.length - errors,
  };
}

function added(...all: readonly Counts[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

async function agencies(
  tx: Tx,
  authorityId: AuthorityId,
): Promise<ReadonlyMap<AgencyKind, AgencyId>> {
  const found = new Map<AgencyKind, AgencyId>();
  for (const agency of await listAgencies(tx, authorityId)) {
    if (!found.has(agency.kind)) found.set(agency.kind, agency.id);
  }
  return found;
}
