import { WINGS } from './import-rules.ts';
import {
  type HouseRule,
  isCode,
  isForTests,
  isSource,
  lineAt,
  type TreeFile,
  withoutComments,
} from './tree.ts';

const file = (path: string, text: string): TreeFile => ({ path, text });

/** A rule that no piece of code may match a pattern; comments do not count. */
function nowhere(
  name: string,
  pattern: RegExp,
  where: (file: TreeFile) => boolean,
  sample: readonly TreeFile[],
): HouseRule {
  return {
    name,
    sample,
    breaches: (files) =>
      files.filter(where).flatMap(({ path, text }) => {
        const code = withoutComments(text);
        return [...code.matchAll(pattern)].map(
          (match) => `${path}:${lineAt(code, match.index)}: ${match[0].trim()}`,
        );
      }),
  };
}

const isSettingsPlace = ({ path }: TreeFile): boolean =>
  path === 'src/platform/config.ts' || /^(?:test|script|bench)\//.test(path);

const IMPURE = /\.(?:store|page|pages|command|api|job|test|sample)\.ts$/;

const everyExportExplained: HouseRule = {
  name: 'every export of a pure file says in a sentence what it is',
  breaches: (files) =>
    files
      .filter((one) => isSource(one) && !IMPURE.test(one.path))
      .flatMap(({ path, text }) => {
        const lines = text.split('\n');
        return lines.flatMap((line, index) => {
          const name =
            /^export (?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/.exec(
              line,
            )?.[1];
          if (name === undefined || /\*\/\s*$/.test(lines[index - 1] ?? '')) return [];
          const isOverload = lines.slice(0, index).some((one) => one.includes(`function ${name}(`));
          return isOverload ? [] : [`${path}:${index + 1}: ${name}`];
        });
      }),
  sample: [file('src/lib/money/a.ts', 'export const RATE = 1;')],
};

const tellingNames: HouseRule = {
  name: 'no file is called after nothing in particular',
  breaches: (files) =>
    files
      .filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|common|misc|shared|types)[./]/.test(path))
      .map(({ path }) => `${path}: says nothing of what it holds`),
  sample: [file('src/lib/utils.ts', ''), file('test/helpers/a.ts', '')],
};

const shortFiles: HouseRule = {
  name: 'a file has at most 400 lines',
  breaches: (files) =>
    files.filter(isCode).flatMap(({ path, text }) => {
      const count = text.trimEnd().split('\n').length;
      return count > 400 ? [`${path}: ${count} lines`] : [];
    }),
  sample: [file('src/lib/a.ts', '\n'.repeat(401).replaceAll('\n', '// a\n'))],
};

const shortLines: HouseRule = {
  name: 'a line has at most 100 columns',
  breaches: (files) =>
    files
      .filter(isCode)
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            line.length > 100 && !line.startsWith('import ') ? [`${path}:${index + 1}`] : [],
          ),
      ),
  sample: [file('src/lib/a.ts', `const a = '${'b'.repeat(100)}';`)],
};

const templatesUsed: HouseRule = {
  name: 'every template is used',
  breaches: (files) => {
    const all = files
      .filter(({ path }) => /\.(?:ts|njk)$/.test(path))
      .map(({ text }) => text)
      .join('\n');
    return files
      .filter(({ path }) => path.endsWith('.njk'))
      .filter(({ path }) => !new RegExp(`['"]${path.replace('src/', '')}['"]`).test(all))
      .map(({ path }) => `${path}: no page and no template names it`);
  },
  sample: [file('src/record/a.njk', '<h1>A</h1>')],
};

/**
 * Who may work past the actor, and what for: sign-in, sessions, migrations, jobs, readiness, and
 * the operator of the command line. Whoever is not on this list has no business there.
 */
const SYSTEM_CALLERS: Readonly<Record<string, readonly string[]>> = {
  'sign-in': [
    'src/govern/accounts/find-actor.ts',
    'src/govern/accounts/sign-in.page.ts',
    'src/govern/accounts/sign-in.ts',
    'src/record/provision/open-link.ts',
  ],
  session: ['src/platform/web/secret.store.ts', 'src/platform/web/sessions.store.ts'],
  job: [
    'src/govern/audit/seal-audit.ts',
    'src/govern/audit/verify-audit.ts',
    'src/platform/jobs/run-job.ts',
    'src/platform/jobs/worker.ts',
  ],
  readiness: ['src/app.ts'],
  operator: [
    'src/demo-authority.ts',
    'src/govern/accounts/find-actor.ts',
    'src/govern/govern.command.ts',
    'src/run-command.ts',
  ],
};

const systemCallers: HouseRule = {
  name: 'only those on the list work as the system, each for its own purpose',
  breaches: (files) =>
    files
      .filter((one) => isSource(one) && !isForTests(one) && !one.path.endsWith('/as-actor.ts'))
      .flatMap(({ path, text }) =>
        [...withoutComments(text).matchAll(/\basSystem\b(?!,|\s*}|\s*from)([^'`"]*'([a-z-]+)')?/g)]
          .map((match) => match[2] ?? 'some purpose')
          .filter((purpose) => !SYSTEM_CALLERS[purpose]?.includes(path))
          .map((purpose) => `${path}: works as the system for ${purpose}`),
      ),
  sample: [
    file('src/record/a.ts', "await asSystem(database, 'job', async (tx) => {});"),
    file('src/app.ts', "await asSystem(database, 'operator', async (tx) => {});"),
    file('src/record/b.ts', 'const way = asSystem;'),
  ],
};

const systemCallersExist: HouseRule = {
  name: 'the list of those who work as the system names nobody who does not',
  breaches: (files) =>
    Object.entries(SYSTEM_CALLERS).flatMap(([purpose, paths]) =>
      paths
        .filter((path) => {
          const text = files.find((one) => one.path === path)?.text ?? '';
          return !new RegExp(`\\basSystem\\(\\s*[\\w.]+,\\s*'${purpose}'`).test(text);
        })
        .map((path) => `${path}: does not work as the system for ${purpose}`),
    ),
  sample: [file('src/app.ts', '')],
};

/** Imports run as the system in the name of whoever asked, so that no restricted child doubles. */
const ACTOR_MAKERS = [
  'src/demo-authority.ts',
  'src/govern/accounts/actor.ts',
  'src/govern/accounts/find-actor.ts',
  'src/record/provision/open-link.ts',
  'src/record/returns/import-file.ts',
  'src/record/returns/returns.page.ts',
  'src/run-command.ts',
];

const actorMakers: HouseRule = {
  name: 'actors are made by sign-in, by jobs and by the command line, and nowhere else',
  breaches: (files) =>
    files
      .filter((one) => isSource(one) && !isForTests(one) && !ACTOR_MAKERS.includes(one.path))
      .filter(({ text }) =>
        /\b(?:actorFor|systemActor|operatorActor)\(|headwater\.(?:scope|role)'\s*:/.test(
          withoutComments(text),
        ),
      )
      .map(({ path }) => `${path}: makes an actor`),
  sample: [file('src/record/a.page.ts', 'asActor(database, systemActor(id), work)')],
};

const isPriced = (one: TreeFile): boolean =>
  isSource(one) &&
  !isForTests(one) &&
  WINGS.slice(WINGS.indexOf('understand')).some((wing) => one.path.startsWith(`src/${wing}/`));

/** How the code itself is written. */
export const CODE_RULES: readonly HouseRule[] = [
  nowhere(
    'the environment is read only in platform/config.ts',
    /process\.env\b/g,
    (one) => isCode(one) && !isSettingsPlace(one),
    [file('src/lib/a.ts', 'const a = process.env.HOME;')],
  ),
  nowhere('nothing is exported by default', /^export default\b/gm, isCode, [
    file('src/lib/a.ts', 'export default function a() {}'),
  ]),
  nowhere(
    'a rate, a discount or an inflator is an entry of reference, not a number in code',
    /[*/]\s*[01]\.\d+\b|\b[01]\.\d+\s*[*/]/g,
    isPriced,
    [file('src/understand/cost/a.ts', 'const socialValue = cost * 1.035;')],
  ),
  everyExportExplained,
  tellingNames,
  shortFiles,
  shortLines,
  templatesUsed,
  systemCallers,
  systemCallersExist,
  actorMakers,
];
