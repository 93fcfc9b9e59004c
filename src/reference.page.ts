import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { anyoneSignedIn } from './govern/index.ts';
import { refuse } from './lib/index.ts';
import { definePage, type Page } from './platform/index.ts';

const FOLDER = new URL('../reference/', import.meta.url);

/** One entry of `reference/` as it stands in its file, so that a citation can be followed. */
export const referencePage: Page = definePage({
  url: '/reference/:file/:entry',
  title: 'An entry of the reference data',
  who: anyoneSignedIn,
  audit: 'none',
  get: async ({ params }) => {
    const { file = '', entry = '' } = params;
    const found = findEntry(file, entry);
    if (found === null) {
      throw refuse('no-such-entry', 'not-found', 'There is no such entry in the reference data.');
    }
    const label = String(found.label ?? entry);
    return {
      template: 'reference.njk',
      title: label,
      data: {
        label,
        file: `reference/${file}.yaml`,
        rows: Object.entries(found).map(([key, value]) => ({ key: words(key), text: text(value) })),
      },
      breadcrumbs: [{ href: '/', text: 'Home' }],
    };
  },
});

type Entry = Readonly<Record<string, unknown>>;

function findEntry(file: string, code: string): Entry | null {
  if (!readdirSync(FOLDER).includes(`${file}.yaml`)) return null;
  const content = parse(readFileSync(new URL(`${file}.yaml`, FOLDER), 'utf8')) as Entry;
  for (const list of Object.values(content)) {
    if (!Array.isArray(list)) continue;
    const found = (list as Entry[]).find((one) => one.code === code || one.theme === code);
    if (found) return found;
  }
  return null;
}

function words(key: string): string {
  return key.replace(/([A-Z])/g, ' $1').toLowerCase();
}

function text(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(text).join(', ');
  return Object.entries(value)
    .map(([key, inner]) => `${words(key)}: ${text(inner)}`)
    .join('; ');
}
