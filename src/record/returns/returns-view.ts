import type { SourceRow } from './source.store.ts';

/** What a page of returns says first: which years of which return are loaded. */
export interface ReturnsUpTo {
  readonly kind: string;
  /** Newest first. */
  readonly years: readonly string[];
  readonly files: number;
}

/** Sums the loaded files up by return, in the order in which they were first loaded. */
export function returnsUpTo(sources: readonly SourceRow[]): ReturnsUpTo[] {
  const loaded = sources.filter((source) => source.status === 'loaded' && source.return_kind);
  const byKind = Map.groupBy(loaded, (source) => source.return_kind ?? '');
  return [...byKind].map(([kind, files]) => ({
    kind,
    years: [...new Set(files.flatMap((file) => file.year ?? []))].sort().reverse(),
    files: files.length,
  }));
}
