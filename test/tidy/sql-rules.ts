import { WINGS, wingOf } from './import-rules.ts';
import { type HouseRule, isForTests, isSource, type TreeFile, withoutComments } from './tree.ts';

const file = (path: string, text: string): TreeFile => ({ path, text });

const SPEAKS_SQL =
  /^import\s+(?!type)[^;]*?\sfrom\s+'(?:kysely|pg|@electric-sql\/[^']+)'|\bsql[`<.]/m;
const STORE = /\.store\.ts$|^src\/platform\/database\//;
const WRITE =
  /\b(?:insert\s+into|update|delete\s+from|truncate|merge\s+into)\s+([a-z_]+)\.[a-z_]+/gi;
const TABLE =
  /\b(?:from|join|into|update|references|on|table|type|function|execute)\s+([a-z]+)\.[a-z_]+/gi;
const MADE = new RegExp(
  [
    '\\b(?:create|alter|drop)\\s+(?:or\\s+replace\\s+)?',
    '(?:table|view|materialized\\s+view|function|type|schema)\\s+',
    '(?:if\\s+(?:not\\s+)?exists\\s+)?([a-z]+)(?:\\.|\\s*;)',
  ].join(''),
  'gi',
);

const onlyInStores: HouseRule = {
  name: 'SQL is spoken only in stores, in platform/database and in migrations',
  breaches: (files) =>
    files
      .filter((one) => isSource(one) && !isForTests(one) && !STORE.test(one.path))
      .filter((one) => SPEAKS_SQL.test(withoutComments(one.text)))
      .map((one) => `${one.path}: speaks SQL`),
  sample: [
    file('src/record/a.ts', "import { sql } from 'kysely';"),
    file('src/record/b.page.ts', 'await sql`select 1`.execute(tx);'),
  ],
};

const readsEarlier: HouseRule = {
  name: 'a store reads tables of its own wing and of earlier ones',
  breaches: (files) =>
    storesOf(files).flatMap(({ path, text, wing }) =>
      schemasIn(text, TABLE)
        .filter((schema) => WINGS.indexOf(schema) > WINGS.indexOf(wing))
        .map((schema) => `${path}: reads tables of the later ${schema}`),
    ),
  sample: [file('src/govern/a.store.ts', 'sql`select 1 from record.person`')],
};

const writesOwn: HouseRule = {
  name: 'a store writes only the tables of its own wing',
  breaches: (files) =>
    storesOf(files).flatMap(({ path, text, wing }) =>
      schemasIn(text, WRITE)
        .filter((schema) => WINGS.includes(schema) && schema !== wing)
        .map((schema) => `${path}: writes tables of ${schema}`),
    ),
  sample: [
    file('src/understand/a.store.ts', 'sql`update record.person set name = null`'),
    file('src/record/a.store.ts', 'sql`insert\n into govern.audit_entry (at) values (now())`'),
    file('src/record/b.store.ts', 'sql`delete from govern.account`'),
  ],
};

const oneWingAMigration: HouseRule = {
  name: 'a migration makes and changes the tables of one wing',
  breaches: (files) =>
    files.filter(isMigration).flatMap(({ path, text }) => {
      const made = schemasIn(withoutSqlComments(text), MADE);
      return made.length > 1 ? [`${path}: changes ${made.join(' and ')}`] : [];
    }),
  sample: [
    file('migrations/0009-a.sql', 'create table record.a ();\nalter table govern.b add c text;'),
  ],
};

const numbered: HouseRule = {
  name: 'migrations are numbered, and no number is used twice',
  breaches: (files) => {
    const names = files
      .filter(({ path }) => path.startsWith('migrations/'))
      .map(({ path }) => path.slice('migrations/'.length));
    const numbers = names.map((name) => name.slice(0, 4));
    return names.filter(
      (name, index) =>
        !/^\d{4}-[a-z0-9-]+\.sql$/.test(name) || numbers.indexOf(name.slice(0, 4)) !== index,
    );
  },
  sample: [file('migrations/0001-a.sql', ''), file('migrations/0001-b.sql', '')],
};

function isMigration({ path }: TreeFile): boolean {
  return path.startsWith('migrations/') && path.endsWith('.sql');
}

function storesOf(files: readonly TreeFile[]) {
  return files
    .filter((one) => isSource(one) && STORE.test(one.path))
    .flatMap(({ path, text }) => {
      const wing = wingOf(path);
      return wing === null ? [] : [{ path, wing, text: withoutComments(text) }];
    });
}

function schemasIn(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].map((match) => (match[1] ?? '').toLowerCase());
  return [...new Set(found)].filter((schema) => WINGS.includes(schema));
}

function withoutSqlComments(text: string): string {
  return text.replace(/--.*$/gm, '');
}

/** Who may speak SQL, and about what. */
export const SQL_RULES: readonly HouseRule[] = [
  onlyInStores,
  readsEarlier,
  writesOwn,
  oneWingAMigration,
  numbered,
];
