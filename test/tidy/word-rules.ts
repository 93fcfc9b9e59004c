import { type HouseRule, isTest, lineAt, type TreeFile } from './tree.ts';

const file = (path: string, text: string): TreeFile => ({ path, text });

/** Put together from pieces, so that this file does not break its own rules. */
const joined = (...parts: readonly string[]): string => parts.join('');

const UNFINISHED = joined('TO', 'DO');
const MACHINE_PATHS = [
  joined('/wo', 'rk/'),
  joined('/ro', 'ot/'),
  joined('/tmp/re', 'search'),
  joined('/ho', 'me/'),
  joined('/Us', 'ers/'),
];
const HOSTS = [
  joined('npm', 'js.org'),
  joined('npm', 'js.com'),
  joined('yarn', 'pkg.com'),
  joined('npm', 'mirror'),
  joined('py', 'pi.org'),
  joined('proxy.', 'golang'),
];

/** A rule that no file may hold certain words. */
function withoutWords(
  name: string,
  pattern: RegExp,
  sample: TreeFile,
  where: (file: TreeFile) => boolean = () => true,
): HouseRule {
  return {
    name,
    sample: [sample],
    breaches: (files) =>
      files
        .filter(where)
        .flatMap(({ path, text }) =>
          [...text.matchAll(pattern)].map(
            (match) => `${path}:${lineAt(text, match.index)}: ${match[0].trim()}`,
          ),
        ),
  };
}

const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(words.map((word) => word.replaceAll('.', '\\.')).join('|'), 'g');

const oneTitle: HouseRule = {
  name: 'every document has one title, on its first line',
  breaches: (files) =>
    files
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) => {
        const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
        const count = (prose.match(/^# /gm) ?? []).length;
        if (count !== 1) return [`${path}: ${count} titles`];
        return text.startsWith('# ') ? [] : [`${path}: does not begin with its title`];
      }),
  sample: [file('docs/a.md', '# A\n\n# B\n'), file('docs/b.md', 'B\n')],
};

const linksHold: HouseRule = {
  name: 'links between documents lead to a file',
  breaches: (files) => {
    const known = new Set(files.map(({ path }) => path));
    const isKnown = (path: string) =>
      known.has(path) || [...known].some((one) => one.startsWith(`${path.replace(/\/$/, '')}/`));
    return files
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
          .map(([, link = '']) => new URL(link, `file:///${path}`).pathname.slice(1))
          .filter((target) => !isKnown(decodeURIComponent(target)) && !/\.[a-z]{3}g?$/.test(target))
          .map((target) => `${path}: leads to ${target}, which is not there`),
      );
  },
  sample: [file('docs/a.md', '[b](b.md)')],
};

const lockIsClean: HouseRule = {
  name: 'the lock names the packages we need, and not where they were downloaded',
  breaches: (files) =>
    files
      .filter(({ path }) => path.endsWith('package-lock.json'))
      .flatMap(({ path, text }) => [
        ...(/"resolved"/.test(text) ? [`${path}: names a place to download from`] : []),
        // npm 10 refuses to install on a machine for which such a left-over is not made.
        ...(/"extraneous"/.test(text) ? [`${path}: names packages that nothing needs`] : []),
      ]),
  sample: [
    file('package-lock.json', '{"resolved":"x"}'),
    file('package-lock.json', '{"extraneous":true}'),
  ],
};

/** What may stand in any file of the project, documents among them. */
export const WORD_RULES: readonly HouseRule[] = [
  oneTitle,
  linksHold,
  lockIsClean,
  withoutWords(
    'nothing is left to do in a comment: it is done, or an issue',
    new RegExp(`\\b(?:${UNFINISHED}|${joined('FIX', 'ME')}|${joined('X', 'XX')})\\b`, 'g'),
    file('src/a.ts', `// ${UNFINISHED} later`),
    ({ path }) => !path.endsWith('package-lock.json'),
  ),
  withoutWords(
    'no test is left alone or left out',
    /\b(?:test|it|describe|suite|withDatabase)\.(?:only|skip|todo)\b|\b(?:only|skip|todo): true\b/g,
    file('src/a.test.ts', joined('test.on', "ly('a', () => {});")),
    isTest,
  ),
  withoutWords(
    'no rule of the linter or the compiler is switched off for a line',
    new RegExp(joined('biome-ig', 'nore|@ts-(?:ig', 'nore|expect-error|nocheck)'), 'g'),
    file('src/a.ts', joined('// @ts-ig', 'nore')),
  ),
  withoutWords(
    'no folder of anybody’s machine is named',
    anyOf(MACHINE_PATHS),
    file('docs/a.md', `cd ${MACHINE_PATHS[0]}`),
  ),
  withoutWords(
    'no registry of packages is named',
    anyOf(HOSTS),
    file('.npmrc.md', `registry=https://${HOSTS[0]}`),
  ),
];
