import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allPages } from '../src/app.ts';
import { actorFor, ROLE_WORDS, ROLES, type Role } from '../src/govern/index.ts';
import type { AgencyId, AuthorityId } from '../src/lib/index.ts';
import { type Database, loadConfig, type Page, silentLog } from '../src/platform/index.ts';

/** Where the matrix stands. */
export const ACCESS_MATRIX = fileURLToPath(new URL('../docs/access-matrix.md', import.meta.url));

const AUDIT_WORDS: Readonly<Record<Page['audit'], string>> = {
  none: 'nothing',
  'reads-person': 'each read',
  changes: 'each change',
};

const INTRODUCTION = `# Who may open what

This page is generated from the registry of pages; a test asks the running app for every page in
every role and fails where an answer differs. Write it anew with:

    npm run docs:access

- An empty cell is a refusal: a page that does not name a role is closed to it.
- Whoever may open a page may do so at any agency of the partnership, their own or a partner's.
- Records of another authority do not exist for anyone: their addresses answer "not found".
- Restricted records do not exist for whoever may not see them; of the roles only managers may.
- Whoever is not signed in is led to the sign-in page, except on open pages.
- A form that did not come from a page of the same session is refused.
`;

/** Whether a role may open a page, as the registry says it. */
export function mayOpen(page: Page, role: Role): boolean {
  const authorityId = 1 as AuthorityId;
  return page.who.allows(actorFor({ id: '1', authorityId, agencyId: 1 as AgencyId, role }));
}

/** The matrix as Markdown: a line for each page, a column for each role. */
export function accessMatrix(pages: readonly Page[]): string {
  const heads = ['page', 'ways', 'in the trail', 'open', ...ROLES.map((role) => ROLE_WORDS[role])];
  const rows = [...pages]
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map((page) => [
      `\`${page.url}\``,
      [page.get ? 'read' : '', page.post ? 'send' : ''].filter((way) => way !== '').join(', '),
      AUDIT_WORDS[page.audit],
      page.open ? 'yes' : '',
      ...ROLES.map((role) => (mayOpen(page, role) ? 'yes' : '')),
    ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(heads), line(heads.map(() => '---')), ...rows.map(line)];
  return `${INTRODUCTION}\n${table.join('\n')}\n`;
}

/** Every page of the registry as it is in the demo, which has one more: one-click sign-in. */
export function registeredPages(): readonly Page[] {
  const config = loadConfig({ HEADWATER_DEMO: 'yes' });
  // Pages take hold of the database when they are opened, not when they are listed.
  return allPages({ config, database: {} as Database, log: silentLog });
}

if (import.meta.main) writeFileSync(ACCESS_MATRIX, accessMatrix(registeredPages()));
