import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allPages } from '../../src/app.ts';
import { ROLES, type Role } from '../../src/govern/index.ts';
import type { Figure, Finding } from '../../src/lib/index.ts';
import { MEASURES } from '../../src/wings.ts';
import { get, pageOf, type Seen, type Site, type Walk, walk } from '../explained/crawl.ts';
import { inputsOf, lacksOf } from '../explained/explanation.ts';
import { theHouse } from './house.ts';

/** Pages about how things look or are named, whose numbers are examples. */
const EXAMPLES = ['/handbook', '/handbook/figure', '/accessibility', '/where-figures-come-from'];

/** Pages of rows as they were loaded or recorded: ages, row numbers, lengths of lists. */
const RECORDS = [
  '/accounts',
  '/accounts/:id',
  '/audit',
  '/families/:id',
  '/jobs',
  '/jobs/:id',
  '/partnership',
  '/people',
  '/people/:id',
  '/people/:id/protection',
  '/people/:id/relationships',
  '/people/:id/unborn',
  '/reference/:file/:entry',
  '/returns',
  '/returns/:id',
  '/returns/templates',
];

/** Roles that between them see every page: they ask each in every way, the others in one. */
const LOOK_AT_ALL: readonly Role[] = ['analyst'];

/** The terms of a loan and of an investor, which the product never assumes. */
const TERMS = 'reserve=3&rate=5&source=Bank&kind=annuity&over=10&return=8&cap=150';

/** What the analyst asks with a form, since no link asks it: about the first scenarios. */
const FILLED = [
  `/budget/finance?result=1&${TERMS}`,
  '/budget/pooled?result=1',
  '/budget/pooled?result=4',
  '/budget/targets?result=1',
  '/evidence/incredible-years-preschool',
  '/scenarios/1/compare?with=2',
];

/** Measures that a small Northbridge or a short walk does not come to, and why. */
const NOT_MET: Readonly<Record<string, string>> = {
  'advice-and-referrals': 'calls of the newest year are loaded after the first page',
  'advice-calls': 'calls of the newest year are loaded after the first page',
  'avoidable-agreement': 'of 2,000 children fewer than 20 come into care in a year',
  'avoidable-entries': 'of 2,000 children fewer than 20 come into care in a year',
  'avoidable-progress': 'of 2,000 children fewer than 20 come into care in a year',
  'avoidable-sample': 'of 2,000 children fewer than 20 come into care in a year',
  'cost-of-a-cut': 'of 2,000 children too few are followed to say anything',
  'cost-avoided-example': 'it stands on one quoted claim of many',
  'local-evaluations': 'nobody has recorded an evaluation of their own yet',
  'reach-distance': 'where census areas have no outline it says why and shows no figure',
  'referral-hours': 'only figures deep within others are made of it',
  'workbook-cost': 'no edition of the Unit Cost Database is imported',
};

const walks = new Map<string, Walk>();
/** Figures that were opened already: an explanation is the same for every role. */
const explained = new Set<string>();
/** Measures of which figures were made that were met. */
const met = new Set<string>();

for (const role of ROLES) {
  test(`every number that ${role} meets says where it comes from`, async () => {
    const house = await theHouse();
    const pages = allPages(house.web.parts);
    const cookie = await house.cookieOf(role, 'northbridge');
    const isQuick = !LOOK_AT_ALL.includes(role);
    const site: Site = {
      app: house.web.app,
      cookie,
      pages,
      examples: EXAMPLES,
      records: RECORDS,
      isQuick,
      filled: isQuick ? [] : FILLED,
    };
    const found = await walk(site);
    walks.set(role, found);
    const faults = found.seen.flatMap(faultsOf);
    for (const address of found.figures) faults.push(...(await faultsOfFigure(site, address)));
    assert.deepEqual(faults, []);
  });
}

/** Links that lead where the role may not go, and numbers that lead nowhere. */
function faultsOf({ address, from, status, bare, unled }: Seen): string[] {
  const broken = status >= 400 ? [`${address} answers ${status}, and ${from} leads there`] : [];
  const lost = unled.map((one) => `${address} speaks of ${one} and does not lead there`);
  return [...broken, ...lost, ...bare.map((one) => `${address}: ${one.number} in "${one.around}"`)];
}

/** What is wrong with a figure, down to its sources, its rows and its inputs' own addresses. */
async function faultsOfFigure(site: Site, address: string): Promise<string[]> {
  const reply = await get(site, address);
  if (reply.statusCode !== 200) return [`${address} answers ${reply.statusCode}`];
  if (explained.has(address) || address.startsWith('/frozen/')) return [];
  explained.add(address);
  const [path = '', query] = address.split('?');
  const json = await get(site, `${path}.json${query ? `?${query}` : ''}`);
  if (json.statusCode !== 200) return [`${address}.json answers ${json.statusCode}`];
  const finding = json.json() as Finding;
  for (const input of inputsOf(finding)) met.add(nameOf(input.id));
  const faults = lacksOf(finding).map((lack) => `${address}: ${lack}`);
  for (const input of fewOf(inputsOf(finding))) {
    faults.push(...(await faultsOfInput(site, input)).map((one) => `${address}: ${one}`));
  }
  for (const href of rowsOf(finding)) {
    if (!pageOf(site.pages, href)?.get) faults.push(`${address}: no page opens ${href}`);
  }
  return faults;
}

async function faultsOfInput(site: Site, input: Figure): Promise<string[]> {
  const opened = await get(site, `/figures/${jsonAddress(input.id)}`);
  if (opened.statusCode !== 200) return [`${input.id} answers ${opened.statusCode}`];
  const finding = opened.json() as Finding;
  const again = onlyFigure(finding);
  const changed = again !== undefined && again.value !== input.value;
  return [
    ...lacksOf(finding),
    ...(changed ? [`${input.id} is ${again.value} when opened, not ${input.value}`] : []),
  ];
}

/** One figure for each measure: the others are made alike. */
function fewOf(figures: readonly Figure[]): Figure[] {
  return [...new Map(figures.map((one) => [one.id.split('?')[0], one])).values()];
}

function jsonAddress(id: string): string {
  const [name = '', query] = id.split('?');
  return query === undefined ? `${name}.json` : `${name}.json?${query}`;
}

function onlyFigure({ rows, total }: Finding): Figure | undefined {
  const [row] = rows;
  return rows.length === 1 && row?.figures.length === 1 && !total ? row.figures[0] : undefined;
}

function rowsOf(finding: Finding): string[] {
  const figures = [...finding.rows.flatMap((row) => row.figures), ...inputsOf(finding)];
  return [...new Set(figures.flatMap(({ how }) => how.rows?.href?.replace(/#.*/, '') ?? []))].slice(
    0,
    5,
  );
}

test('every measure is met on some page, or a figure on one is made of it', () => {
  assert.equal(walks.size, ROLES.length);
  const reached = new Set([...walks.values()].flatMap((one) => one.figures).map(nameOf));
  for (const name of met) reached.add(name);
  const never = MEASURES.map(({ name }) => name).filter(
    (name) => !reached.has(name) && !(name in NOT_MET),
  );
  assert.deepEqual(never, []);
});

function nameOf(address: string): string {
  return address.replace(/^\/figures\//, '').split('?')[0] ?? '';
}
