import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The style sheet, scripts and images that browsers fetch, ready in a folder of their own. */
export interface Assets {
  /** Serve this folder under `/assets/<hash>/`: its content never changes. */
  readonly folder: string;
  readonly hash: string;
}

const HERE = import.meta.dirname;
const PROJECT = resolve(HERE, '../../..');
const MODULES = join(PROJECT, 'node_modules');
const OURS = ['styles', 'browser'];
const PACKAGES = ['govuk-frontend', '@ministryofjustice/frontend', 'sass'];
const THEIR_SCRIPTS = [
  'govuk-frontend/dist/govuk/govuk-frontend.min.js',
  '@ministryofjustice/frontend/moj/moj-frontend.min.js',
];

/**
 * Gives the folder of browser assets, built from the style sheets and scripts when no folder of
 * these inputs is there yet. Several processes may ask at once: the first to finish wins.
 */
export async function prepareAssets(cache = join(PROJECT, '.cache/assets')): Promise<Assets> {
  const hash = await hashOfInputs();
  const folder = join(cache, hash);
  if (!existsSync(folder)) await build(folder);
  return { folder, hash };
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of PACKAGES) {
    const manifest = JSON.parse(await readFile(join(MODULES, name, 'package.json'), 'utf8'));
    hash.update(`${name}@${manifest.version}\n`);
  }
  for (const folder of OURS) {
    for (const file of await filesUnder(join(HERE, folder))) {
      hash.update(`${file.slice(HERE.length)}\n`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function build(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  await writeFile(join(draft, 'headwater.css'), await compileStyles());
  await cp(join(HERE, 'styles/images'), join(draft, 'images'), { recursive: true });
  await cp(join(HERE, 'browser'), draft, {
    recursive: true,
    filter: (source) => !source.endsWith('.ts'),
  });
  for (const script of THEIR_SCRIPTS) {
    const text = await readFile(join(MODULES, script), 'utf8');
    const name = script.slice(script.lastIndexOf('/') + 1);
    await writeFile(join(draft, name), text.replace(/\/\/# sourceMappingURL=.*/, ''));
  }
  // A folder made as a draft is private; the server may run as someone else than the installer.
  await chmod(draft, 0o755);
  await rename(draft, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true });
    if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
  });
}

async function compileStyles(): Promise<string> {
  const sass = await import('sass');
  const { css } = await sass.compileAsync(join(HERE, 'styles/headwater.scss'), {
    // MOJ names `node_modules/govuk-frontend`, so the project itself is a load path too.
    loadPaths: [MODULES, PROJECT],
    style: 'compressed',
    quietDeps: true,
    // The one order of imports that keeps our font needs `@import`, which Sass will retire.
    silenceDeprecations: ['import', 'global-builtin', 'if-function'],
  });
  return css;
}
