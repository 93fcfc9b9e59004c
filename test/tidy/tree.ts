import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the project: its path from the root, with forward slashes, and its text. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

/** A rule of the house: what it finds wrong, and files that break it, to show that it can. */
export interface HouseRule {
  /** A sentence. */
  readonly name: string;
  /** What breaks the rule, as `path: what`; empty when all is well. */
  breaches(files: readonly TreeFile[]): readonly string[];
  /** Made-up files of which each breaks the rule, or all together do. */
  readonly sample: readonly TreeFile[];
}

/** One import of a file: what it names, the project's file that this is, and how. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The path from the root, for relative imports. */
  readonly target: string | null;
  readonly kind: 'import' | 'export' | 'dynamic';
  /** Whether it is erased before the program runs. */
  readonly isType: boolean;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOT_OURS = new Set(['node_modules', '.git', '.headwater', '.cache']);
const TEXT = /\.(?:ts|js|njk|scss|svg|sql|md|yaml|yml|json|sh)$|\/(?:script|\.ci)\/[a-z-]+$/;

/** Every text file of the project, as git would keep it. */
export function projectFiles(folder = ''): TreeFile[] {
  return readdirSync(ROOT + folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = folder + entry.name;
    if (entry.isDirectory()) return projectFiles(`${path}/`);
    return TEXT.test(`/${path}`) ? [{ path, text: readFileSync(ROOT + path, 'utf8') }] : [];
  });
}

/** Whether a file is TypeScript of the product itself. */
export function isSource(file: TreeFile): boolean {
  return file.path.startsWith('src/') && file.path.endsWith('.ts');
}

/** Whether a file is TypeScript at all. */
export function isCode(file: TreeFile): boolean {
  return file.path.endsWith('.ts');
}

/** Whether a file is a test. */
export function isTest(file: TreeFile): boolean {
  return file.path.endsWith('.test.ts');
}

/** Whether a file is a test, or beside the code only for tests. */
export function isForTests(file: TreeFile): boolean {
  return /^test\/|\.(?:test|sample)\.ts$/.test(file.path);
}

const STATIC = /^(import|export)\s+(type\s+)?(?:[^;'"`]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

/** The imports of a file in their order, those at the top first. */
export function importsOf({ path, text }: TreeFile): Import[] {
  const found = [...text.matchAll(STATIC)].map(([, kind, type, specifier = '']) => ({
    from: path,
    specifier,
    target: targetOf(path, specifier),
    kind: kind as 'import' | 'export',
    isType: type !== undefined,
  }));
  const later = [...text.matchAll(DYNAMIC)].map(([, specifier = '']) => ({
    from: path,
    specifier,
    target: targetOf(path, specifier),
    kind: 'dynamic' as const,
    isType: false,
  }));
  return [...found, ...later];
}

function targetOf(path: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
}

/** The text of TypeScript with comments blanked, so that prose about code is not taken for code. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^(\s*)\/\/.*$/gm, '$1');
}

/** The number of the line on which a place in a text is. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
