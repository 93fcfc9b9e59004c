import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SETTINGS, type Setting } from '../src/platform/index.ts';

/** Where the page stands. */
export const CONFIG_PAGE = fileURLToPath(new URL('../docs/config.md', import.meta.url));

const INTRODUCTION = `# Settings

This page is generated from \`SETTINGS\` in \`src/platform/config.ts\`. Write it anew with:

    npm run docs:config

Headwater reads its settings from environment variables, once, at the start. None is needed to try
it. A value that makes no sense stops the start, and the message names the variable and what it may
be. There are no other settings: no file, no page and no second place in the code.
`;

const SECRETS = `Variables marked *secret* hold a password. Set them where only the account that
runs Headwater can read them; they are never printed and never logged.
`;

/** The page that documents every setting, as Markdown. */
export function configPage(settings: Readonly<Record<string, Setting>> = SETTINGS): string {
  const rows = Object.values(settings).map(rowOf);
  const table = ['| variable | what it does | when not set |', '|---|---|---|', ...rows];
  return `${INTRODUCTION}\n${table.join('\n')}\n\n${SECRETS}`;
}

function rowOf({ variable, explanation, standard, secret }: Setting): string {
  const name = secret ? `\`${variable}\` (*secret*)` : `\`${variable}\``;
  const value = standard === '' ? 'empty' : `\`${standard}\``;
  return `| ${name} | ${explanation.replaceAll('|', '\\|')} | ${value} |`;
}

if (import.meta.main) writeFileSync(CONFIG_PAGE, configPage());
