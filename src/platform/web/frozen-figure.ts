import { createHash } from 'node:crypto';
import {
  type CalendarDay,
  type Figure,
  type Finding,
  type FindingRow,
  refuse,
} from '../../lib/index.ts';

/** What is under the hash of a frozen figure. */
export interface FrozenContent {
  /** Measure and parameters, as under `/figures/`. */
  readonly address: string;
  /** The day up to which the loaded files knew, where whoever froze it said so. */
  readonly asOf: CalendarDay | null;
  readonly finding: Finding;
}

/** A figure as it was frozen. */
export interface FrozenFigure extends FrozenContent {
  readonly id: number;
  /** SHA-256 of the content as it was frozen, 64 hexadecimal digits. */
  readonly hash: string;
  /** SHA-256 of the content as it stands now; the same unless somebody changed it. */
  readonly hashNow: string;
  readonly frozenAt: Date;
  /** Who froze it, as accounts are numbered. */
  readonly actorId: string;
}

/**
 * Any value as JSON with the keys of every object in order and nothing between: the same value
 * always gives the same text. What JSON cannot hold, such as NaN, is refused with a RangeError.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('a frozen number must be finite');
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`);
  return `{${pairs.join(',')}}`;
}

/** The SHA-256 of a text as 64 hexadecimal digits. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Parameters of an address that name one person or family. */
const ABOUT_ONE = ['person', 'child', 'family'];

/** Whether an address names one person or family. */
export function isAboutOne(address: string): boolean {
  const query = new URLSearchParams(address.split('?', 2)[1] ?? '');
  return ABOUT_ONE.some((name) => query.has(name));
}

/** Refuses an address that names one person or family: what is frozen may be passed on. */
export function refuseAboutOne(address: string): void {
  if (!isAboutOne(address)) return;
  throw refuse(
    'figure-about-one-person',
    'forbidden',
    'A figure about one child or family cannot be frozen: what is frozen may be passed on.',
  );
}

/** One number that another computation gives otherwise; null where it has no such number. */
export interface Difference {
  readonly label: string;
  readonly column: string;
  readonly before: Figure | null;
  readonly today: Figure | null;
}

/**
 * Which numbers differ between a finding as frozen and the same one computed again, cell by cell:
 * value, range, unit and why a value is absent. A row that only one of them has differs too.
 */
export function differences(frozen: Finding, computed: Finding): Difference[] {
  const before = cellsOf(frozen);
  const today = cellsOf(computed);
  return [...new Set([...before.keys(), ...today.keys()])].flatMap((key) => {
    const [old, fresh] = [before.get(key), today.get(key)];
    if (old && fresh && isSame(old.figure, fresh.figure)) return [];
    const { label, column } = (old ?? fresh) as Cell;
    return [{ label, column, before: old?.figure ?? null, today: fresh?.figure ?? null }];
  });
}

interface Cell {
  readonly label: string;
  readonly column: string;
  readonly figure: Figure;
}

function cellsOf(finding: Finding): Map<string, Cell> {
  const rows: readonly FindingRow[] = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  const cells = rows.flatMap(({ label, figures }) =>
    figures.map((figure, index): [string, Cell] => {
      const column = finding.columns[index] ?? '';
      return [canonicalJson([figure.id, label, column]), { label, column, figure }];
    }),
  );
  return new Map(cells);
}

function isSame(a: Figure, b: Figure): boolean {
  const shown = ({ value, unit, absent, low, high }: Figure) =>
    canonicalJson({ value, unit, absent, low, high });
  return shown(a) === shown(b);
}
