import { type HouseRule, type Import, importsOf, isCode, isSource, type TreeFile } from './tree.ts';

/** The wings in the order in which a child's record passes through them: the order of imports. */
export const WINGS = [
  'lib',
  'platform',
  'govern',
  'record',
  'understand',
  'decide',
  'commission',
  'deliver',
  'prove',
  'pay',
  'tell',
];

/** Libraries so heavy that loading them would be felt at every start. */
const HEAVY = ['exceljs', 'sass', 'nunjucks', '@electric-sql/pglite'];

const file = (path: string, text: string): TreeFile => ({ path, text });

/** The wing of a file; null for files at the top of `src` and outside it. */
export function wingOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}

const sourceImports = (files: readonly TreeFile[]): Import[] =>
  files.filter(isSource).flatMap(importsOf);

const orderOfWings: HouseRule = {
  name: 'a wing uses the wings before it, never one after it, and nothing from the top of src',
  breaches: (files) =>
    sourceImports(files).flatMap(({ from, target }) => {
      const wing = wingOf(from);
      if (wing === null || target === null || !target.startsWith('src/')) return [];
      if (from.endsWith('.test.ts')) return [];
      const used = wingOf(target);
      if (used === null) return [`${from}: uses ${target} at the top of src`];
      if (!WINGS.includes(wing)) return [`${from}: ${wing} is no wing`];
      return WINGS.indexOf(used) <= WINGS.indexOf(wing) ? [] : [`${from}: uses the later ${used}`];
    }),
  sample: [
    file('src/lib/a.ts', "import { b } from '../record/index.ts';"),
    file('src/govern/a.ts', "import { b } from '../app.ts';"),
    file('src/hall/a.ts', "import { b } from '../lib/index.ts';"),
  ],
};

const doors: HouseRule = {
  name: "other wings' code comes in through the wing's door, its index.ts",
  breaches: (files) =>
    files
      .filter((one) => isCode(one) && !/\.test\.ts$|^test\//.test(one.path))
      .flatMap(importsOf)
      .flatMap(({ from, target }) => {
        const wing = target === null ? null : wingOf(target);
        if (wing === null || wing === wingOf(from)) return [];
        return target === `src/${wing}/index.ts`
          ? []
          : [`${from}: goes past the door to ${target}`];
      }),
  sample: [
    file('src/record/a.ts', "import type { Pence } from '../lib/money/money.ts';"),
    file('demo/a.ts', "import { b } from '../src/record/returns/b.ts';"),
  ],
};

const ownDoor: HouseRule = {
  name: 'inside a wing, files import each other and not their own door',
  breaches: (files) =>
    sourceImports(files)
      .filter(({ from, target }) => wingOf(from) && target === `src/${wingOf(from)}/index.ts`)
      .filter(({ from }) => !from.endsWith('.test.ts'))
      .map(({ from }) => `${from}: imports the door of its own wing`),
  sample: [file('src/lib/money/a.ts', "import { b } from '../index.ts';")],
};

const PROGRAMS = ['src/main.ts', 'src/cli.ts'];

const outside: HouseRule = {
  name: 'the product uses nothing of its tests, samples and scripts',
  breaches: (files) =>
    [...reachedFrom(files, (path) => PROGRAMS.includes(path))]
      .filter((path) => /^(?:test|script|bench)\/|\.(?:test|sample)\.ts$/.test(path))
      .map((path) => `${path}: is used by the product`),
  sample: [
    file('src/main.ts', "import { b } from './lib/a.sample.ts';"),
    file('src/lib/a.sample.ts', ''),
  ],
};

/** Every file that some files need, directly or by way of others. */
function reachedFrom(
  files: readonly TreeFile[],
  isStart: (path: string) => boolean,
): ReadonlySet<string> {
  const known = new Map(files.filter(isCode).map((one) => [one.path, one]));
  const reached = new Set<string>();
  const reach = (path: string): void => {
    const one = known.get(path);
    if (!one || reached.has(path)) return;
    reached.add(path);
    for (const { target } of importsOf(one)) if (target) reach(target);
  };
  for (const path of known.keys()) if (isStart(path)) reach(path);
  return reached;
}

const circles: HouseRule = {
  name: 'no file needs itself by way of others',
  breaches: (files) => {
    const uses = new Map<string, string[]>();
    for (const one of files.filter(isCode)) {
      const targets = importsOf(one).filter(({ kind }) => kind !== 'dynamic');
      uses.set(
        one.path,
        targets.flatMap(({ target }) => target ?? []),
      );
    }
    return findCircles(uses);
  },
  sample: [
    file('src/lib/a.ts', "import { b } from './b.ts';"),
    file('src/lib/b.ts', "import type { a } from './a.ts';"),
  ],
};

function findCircles(uses: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(' -> '));
      return;
    }
    if (finished.has(path)) return;
    for (const next of uses.get(path) ?? []) visit(next, [...way, path]);
    finished.add(path);
  };
  for (const path of uses.keys()) visit(path, []);
  return found;
}

const inOrder: HouseRule = {
  name: 'imports stand in order: node, then packages, then our files from far to near',
  breaches: (files) =>
    files.filter(isCode).flatMap((one) => {
      const ranks = importsOf(one)
        .filter(({ kind }) => kind === 'import')
        .map(({ specifier }) => ({ specifier, rank: rankOf(specifier) }));
      return ranks.flatMap(({ specifier, rank }, index) => {
        const before = ranks[index - 1];
        return before && before.rank > rank ? [`${one.path}: ${specifier} stands too late`] : [];
      });
    }),
  sample: [
    file('src/a.ts', "import { b } from './b.ts';\nimport { join } from 'node:path';"),
    file('src/lib/a.ts', "import { b } from './b.ts';\nimport { c } from '../c.ts';"),
  ],
};

/** 0 for Node's own, 1 for packages, then the nearer the later. */
function rankOf(specifier: string): number {
  if (specifier.startsWith('node:')) return 0;
  if (!specifier.startsWith('.')) return 1;
  return 20 - (specifier.match(/\.\.\//g) ?? []).length;
}

const heavyOnDemand: HouseRule = {
  name: 'heavy libraries are loaded when they are needed, so that starting stays fast',
  breaches: (files) =>
    sourceImports(files)
      .filter(({ from, kind, isType }) => kind !== 'dynamic' && !isType && !from.includes('.test.'))
      .filter(({ specifier }) => HEAVY.includes(specifier))
      .map(({ from, specifier }) => `${from}: loads ${specifier} at once`),
  sample: [file('src/lib/a.ts', "import ExcelJS from 'exceljs';")],
};

const noDeadFiles: HouseRule = {
  name: 'every file is reached from a program, a test or a script',
  breaches: (files) => {
    const code = files.filter(isCode);
    const commands = files.find(({ path }) => path === 'package.json')?.text ?? '';
    const programs = code.filter(
      ({ path, text }) =>
        PROGRAMS.includes(path) ||
        commands.includes(`script/run ${path}`) ||
        /^script\/|\.test\.ts$/.test(path) ||
        /\bimport\.meta\.main\b|\bprocess\.argv\b/.test(text),
    );
    const starts = new Set(programs.map(({ path }) => path));
    const reached = reachedFrom(files, (path) => starts.has(path));
    return code.filter(({ path }) => !reached.has(path)).map(({ path }) => `${path}: is dead`);
  },
  sample: [file('src/main.ts', ''), file('src/lib/forgotten.ts', 'export const a = 1;')],
};

/** How files may use each other. */
export const IMPORT_RULES: readonly HouseRule[] = [
  orderOfWings,
  doors,
  ownDoor,
  outside,
  circles,
  inOrder,
  heavyOnDemand,
  noDeadFiles,
];
