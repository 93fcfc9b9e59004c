import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The wings that have rooms with pages, in their order. */
const WINGS = [
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

/** New files in the shape of the house, and what their author does next. */
export interface Shape {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly next: readonly string[];
}

/** The files of a new page of a room; throws a sentence when a name cannot stand. */
export function pageShape(wing: string, room: string, name: string): Shape {
  checkNames(wing, room, name);
  const at = `src/${wing}/${room}/${name}`;
  const page = `${camel(name)}Page`;
  const title = words(name);
  const who = wing === 'govern' ? '../accounts/actor.ts' : '../../govern/index.ts';
  const platform = "import { definePage, type Page } from '../../platform/index.ts';";
  const govern = `import { thoseWhoSeeFigures } from '${who}';`;
  return {
    files: [
      file(`${at}.page.ts`, [
        ...(wing === 'govern' ? [platform, govern] : [govern, platform]),
        '',
        `/** ${title}: say here in a sentence what the page is for. */`,
        `export const ${page}: Page = definePage({`,
        `  url: '/${name}',`,
        `  title: '${title}',`,
        '  who: thoseWhoSeeFigures,',
        "  audit: 'none',",
        `  get: async () => ({ template: '${wing}/${room}/${name}.njk', data: {} }),`,
        '});',
      ]),
      file(`${at}.njk`, [
        '{% extends "platform/web/blocks/layout.njk" %}',
        '',
        '{% block content %}',
        `<h1 class="govuk-heading-xl">${title}</h1>`,
        '{% endblock %}',
      ]),
      file(`${at}.page.test.ts`, [
        "import assert from 'node:assert/strict';",
        "import { anAuthority, withDatabase } from '../../../test/database.ts';",
        "import { askPage } from '../../../test/pages.ts';",
        `import { ${page} } from './${name}.page.ts';`,
        '',
        `withDatabase('${sentence(name)} states what was found', async (database) => {`,
        '  const { analyst } = (await anAuthority(database)).actors;',
        `  const { html } = await askPage(database, ${page}, analyst);`,
        '  assert.match(html, /<p class="govuk-body-l">The finding of this page, in a sentence/);',
        '});',
      ]),
    ],
    next: [
      `src/${wing}/index.ts: export * from './${room}/${name}.page.ts';`,
      `src/wings.ts: import ${page} from './${wing}/index.ts' and add it to PAGES`,
      `${at}.page.ts: decide who may open it and what is audited`,
      `npm test -- ${at}   (it fails until the page states its finding)`,
      'npm run docs:access   (the access matrix gets the page)',
    ],
  };
}

/** The files of a new room of a wing; throws a sentence when a name cannot stand. */
export function roomShape(wing: string, name: string): Shape {
  checkNames(wing, name);
  const at = `src/${wing}/${name}/${name}`;
  const type = pascal(name);
  return {
    files: [
      file(`${at}.ts`, [
        `/** ${words(name)}: say here in a sentence what it is, in the words of the field. */`,
        `export interface ${type} {`,
        '  readonly name: string;',
        '}',
        '',
        `/** Whether ${sentence(name)} has a name; the first pure rule of the room. */`,
        `export function isNamed({ name }: ${type}): boolean {`,
        "  return name.trim() !== '';",
        '}',
      ]),
      file(`${at}.test.ts`, [
        "import assert from 'node:assert/strict';",
        "import { test } from 'node:test';",
        `import { isNamed } from './${name}.ts';`,
        '',
        `test('${sentence(name)} follows the rule for which this room is made', () => {`,
        "  assert.ok(isNamed({ name: 'Northbridge' }));",
        "  assert.fail('Write here the first rule of the room, as an example with its source');",
        '});',
      ]),
    ],
    next: [
      `src/${wing}/index.ts: export * from './${name}/${name}.ts';`,
      `src/${wing}/README.md: a line that says what the room owns`,
      `npm test -- src/${wing}/${name}/   (it fails until the first rule is written)`,
      `npm run new:page -- ${wing} ${name} NAME   (when the room shows something)`,
    ],
  };
}

/** Writes the files of a shape; throws a sentence, and writes none, when one is there already. */
export function writeShape({ files }: Shape, root: string): void {
  const there = files.find(({ path }) => existsSync(join(root, path)));
  if (there) throw new Error(`${there.path} is there already.`);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Makes a shape in the project, and tells on standard output what was made and what is next. */
export function makeShape(make: () => Shape): void {
  try {
    const shape = make();
    writeShape(shape, fileURLToPath(new URL('../', import.meta.url)));
    const made = shape.files.map(({ path }) => `  ${path}`);
    const next = shape.next.map((line, index) => `  ${index + 1}. ${line}`);
    process.stdout.write(`${['Made:', ...made, 'Next:', ...next].join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

function checkNames(wing: string, ...names: readonly string[]): void {
  if (!WINGS.includes(wing)) {
    throw new Error(`"${wing}" is not a wing with rooms. Choose one of ${WINGS.join(', ')}.`);
  }
  for (const name of names) {
    if (/^[a-z]+(?:-[a-z]+)*$/.test(name)) continue;
    throw new Error(`"${name}" cannot be a name. Use lower-case words with hyphens: ward-profile.`);
  }
}

function file(path: string, lines: readonly string[]): { path: string; text: string } {
  return { path, text: `${lines.join('\n')}\n` };
}

function sentence(name: string): string {
  return name.replaceAll('-', ' ');
}

function words(name: string): string {
  return sentence(name).replace(/^./, (first) => first.toUpperCase());
}

function camel(name: string): string {
  return name.replace(/-./g, (part) => part.slice(1).toUpperCase());
}

function pascal(name: string): string {
  return camel(name).replace(/^./, (first) => first.toUpperCase());
}
