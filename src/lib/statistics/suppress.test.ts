import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CountedCell, type CountedLine, hideCells, hideSmall, isSmall } from './suppress.ts';

test('two counts of 1 hide a third one, since they are all that is left of the total', () => {
  assert.deepEqual(hideSmall([1, 1, 9, 20]), [true, true, true, false]);
  assert.deepEqual(hideSmall([4, 4, 30]), [true, true, true]);
  assert.deepEqual(hideSmall([2, 3, 9]), [true, true, false]);
});

test('a row of two small counts of 1 hides its total where that is a cell itself', () => {
  const cells = [
    { key: 'a', count: 1 },
    { key: 'b', count: 1 },
    { key: 'east', count: 2 },
    { key: 'west', count: 40 },
    { key: 'south', count: 50 },
  ];
  const hidden = hideCells(cells, [
    { parts: ['a', 'b'], total: 'east' },
    ['east', 'west', 'south'],
  ]);
  assert.deepEqual([...hidden].sort(), ['a', 'b', 'east', 'west']);
});

test('two rings of hidden cells that one bridge joins do not give the bridge away', () => {
  // Rows and columns have two hidden cells each, yet all rows of the left ring less all its columns
  // leave the bridge: only the whole table shows it.
  const counts = [
    [9, 9, 0, 0],
    [9, 9, 3, 0],
    [0, 0, 9, 9],
    [0, 0, 9, 9],
  ];
  const { cells, lines } = tableOf(counts.map((row) => row.map((count) => count)));
  const hidden = hideCells(cells, lines);
  assert.ok(hidden.has('1 2'));
  assert.deepEqual(exposed(cells, lines, hidden), []);
});

const key = (row: number, column: number) => `${row} ${column}`;

function tableOf(rows: readonly (readonly number[])[]): {
  cells: CountedCell[];
  lines: CountedLine[];
} {
  const cells = rows.flatMap((row, i) => row.map((count, j) => ({ key: key(i, j), count })));
  const across = rows.map((row, i) => row.map((_, j) => key(i, j)));
  const down = (rows[0] ?? []).map((_, j) => rows.map((__, i) => key(i, j)));
  return { cells, lines: [...across, ...down] };
}

/** A ward lies in a locality and a locality in the authority; each has its counts by level. */
function nested(rows: readonly (readonly number[])[]): {
  cells: CountedCell[];
  lines: CountedLine[];
} {
  const { cells, lines } = tableOf(rows);
  const columns = (rows[0] ?? []).map((_, j) => j);
  const localities = [rows.slice(0, 2), rows.slice(2)];
  const parts = localities.map((of, at) => of.map((_, i) => i + at * 2));
  for (const j of columns) {
    parts.forEach((wards, at) => {
      const count = wards.reduce((sum, i) => sum + (rows[i]?.[j] ?? 0), 0);
      cells.push({ key: `locality ${at} ${j}`, count });
      lines.push({ parts: wards.map((i) => key(i, j)), total: `locality ${at} ${j}` });
    });
    lines.push(parts.map((_, at) => `locality ${at} ${j}`));
  }
  for (const at of parts.keys()) lines.push(columns.map((j) => `locality ${at} ${j}`));
  return { cells, lines };
}

/**
 * The attacker: knows every total, every shown cell, that what is hidden is not 0, and which were
 * hidden for being 1 to 4. Narrows the range of each hidden cell until nothing more follows, and
 * names the small ones that are left with one value.
 */
function exposed(
  cells: readonly CountedCell[],
  lines: readonly CountedLine[],
  hidden: ReadonlySet<string>,
): string[] {
  const counts = new Map(cells.map((cell) => [cell.key, cell.count]));
  const count = (of: string) => counts.get(of) ?? 0;
  const low = new Map<string, number>();
  const high = new Map<string, number>();
  for (const cell of cells) {
    const isHidden = hidden.has(cell.key);
    low.set(cell.key, isHidden ? 1 : cell.count);
    high.set(cell.key, isHidden ? (isSmall(cell.count) ? 4 : 1e6) : cell.count);
  }
  const sums = lines.map((line) => {
    const parts = 'parts' in line ? line.parts : line;
    return { parts, total: 'parts' in line ? line.total : null };
  });
  for (let isNews = true; isNews; ) {
    isNews = false;
    const narrow = (of: string, least: number, most: number) => {
      if (least > (low.get(of) ?? 0)) isNews = Boolean(low.set(of, least));
      if (most < (high.get(of) ?? 0)) isNews = Boolean(high.set(of, most));
    };
    for (const { parts, total } of sums) {
      const known = parts.reduce((sum, part) => sum + count(part), 0);
      const [least, most] =
        total === null ? [known, known] : [low.get(total) ?? 0, high.get(total) ?? 0];
      const lows = parts.reduce((sum, part) => sum + (low.get(part) ?? 0), 0);
      const highs = parts.reduce((sum, part) => sum + (high.get(part) ?? 0), 0);
      if (total !== null) narrow(total, lows, highs);
      for (const part of parts) {
        const [others, otherHighs] = [lows - (low.get(part) ?? 0), highs - (high.get(part) ?? 0)];
        narrow(part, least - otherHighs, most - others);
      }
    }
  }
  return cells
    .filter(({ key: of, count: is }) => isSmall(is) && low.get(of) === high.get(of))
    .map((cell) => cell.key);
}

/**
 * Every table that would be published alike, by trying them all; gives what each small one may be.
 */
function worlds(
  cells: readonly CountedCell[],
  lines: readonly CountedLine[],
  hidden: ReadonlySet<string>,
): Map<string, Set<number>> {
  const now = new Map(cells.map((cell) => [cell.key, cell.count]));
  const truth = new Map(now);
  const unknown = cells.filter((cell) => hidden.has(cell.key));
  const found = new Map<string, Set<number>>();
  const sumOf = (line: CountedLine, of: ReadonlyMap<string, number>) =>
    'parts' in line
      ? line.parts.reduce((sum, part) => sum + (of.get(part) ?? 0), 0) - (of.get(line.total) ?? 0)
      : line.reduce((sum, part) => sum + (of.get(part) ?? 0), 0);
  const sums = lines.map((line) => sumOf(line, truth));
  const last = lines.map((line) => {
    const keys = 'parts' in line ? [...line.parts, line.total] : line;
    return Math.max(...keys.map((of) => unknown.findIndex((cell) => cell.key === of)));
  });
  const goOn = (index: number): void => {
    const isSound = lines.every(
      (line, at) => last[at] !== index - 1 || sumOf(line, now) === sums[at],
    );
    if (!isSound) return;
    const cell = unknown[index];
    if (!cell) {
      for (const one of unknown) {
        found.set(one.key, (found.get(one.key) ?? new Set()).add(now.get(one.key) ?? 0));
      }
      return;
    }
    const most = isSmall(cell.count) ? 4 : cell.count + 8;
    for (let value = 1; value <= most; value += 1) {
      now.set(cell.key, value);
      goOn(index + 1);
    }
    now.set(cell.key, cell.count);
  };
  goOn(0);
  return found;
}

const numbers = (rows: number, columns: number) =>
  fc.array(
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(7) }, fc.nat(60)), {
      minLength: columns,
      maxLength: columns,
    }),
    { minLength: rows, maxLength: rows },
  );

/** What the totals tell even where no count at all is shown: out of anybody's hands. */
function toldByTotals(cells: readonly CountedCell[], lines: readonly CountedLine[]): Set<string> {
  const every = cells.filter((one) => one.count > 0).map((one) => one.key);
  return new Set(exposed(cells, lines, new Set(every)));
}

for (const [name, build, rows, columns] of [
  ['a table with totals of rows and columns', tableOf, 4, 4],
  ['wards within localities within an authority', nested, 5, 3],
] as const) {
  test(`nobody narrows a small count of ${name} to one value`, () => {
    fc.assert(
      fc.property(numbers(rows, columns), (given) => {
        const withZeros = build(given);
        const zero = new Set(
          withZeros.cells.filter((one) => one.count === 0).map((one) => one.key),
        );
        const lines = withZeros.lines.map((line) =>
          'parts' in line
            ? { ...line, parts: line.parts.filter((one) => !zero.has(one)) }
            : line.filter((one) => !zero.has(one)),
        );
        const hidden = hideCells(withZeros.cells, withZeros.lines);
        for (const one of zero) assert.ok(!hidden.has(one), 'a 0 is shown');
        for (const cell of withZeros.cells)
          if (isSmall(cell.count)) assert.ok(hidden.has(cell.key));
        const told = toldByTotals(withZeros.cells, lines);
        const known = exposed(withZeros.cells, lines, hidden);
        assert.deepEqual(
          known.filter((of) => !told.has(of)),
          [],
        );
      }),
      { numRuns: 400 },
    );
  });
}

test('every small count has another value in another table that is published alike', () => {
  fc.assert(
    fc.property(numbers(3, 3), (given) => {
      const { cells, lines } = tableOf(given);
      const shownLines = lines.map((line) =>
        ('parts' in line ? line.parts : line).filter(
          (of) => (cells.find((cell) => cell.key === of)?.count ?? 0) > 0,
        ),
      );
      const hidden = hideCells(cells, lines);
      if (hidden.size > 6) return;
      const told = toldByTotals(cells, shownLines);
      for (const [of, values] of worlds(cells, shownLines, hidden)) {
        const isPrimary = isSmall(cells.find((cell) => cell.key === of)?.count ?? 0);
        if (isPrimary && !told.has(of)) assert.ok(values.size > 1, of);
      }
    }),
    { numRuns: 150 },
  );
});
