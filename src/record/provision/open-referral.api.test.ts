import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { anAuthority, type TestAuthority, testDatabase } from '../../../test/database.ts';
import { type Schema, schemaFaults } from '../../../test/json-schema.ts';
import { askPage } from '../../../test/pages.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { day, type ServiceId } from '../../lib/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { folderFeed } from './open-referral-folder.ts';
import { importFeed } from './open-referral-import.ts';
import { OPEN_REFERRAL, openReferralPages } from './open-referral.api.ts';
import { publishDirectory } from './open-referral-serve.store.ts';
import { findService, listServices, saveServices } from './provision.store.ts';
import { aService } from './provision.sample.ts';

const MOCK = sharedData('open-referral-uk/V3.0-UK-Default');
const SCHEMAS = sharedData('open-referral-uk/validator-schemas/V3.0-UK');
const SERVICE = 'ac148810-d857-441c-9679-408f346de14b';

type Loose = { readonly [name: string]: unknown };

/** What the open address answers to someone who has not signed in. */
async function ask(database: Database, here: TestAuthority, path: string) {
  const [address = '', words = ''] = path.split('?');
  const steps = address.split('/');
  const query = Object.fromEntries(new URLSearchParams(words));
  for (const page of openReferralPages(database)) {
    const pattern = page.url.slice(`${OPEN_REFERRAL}/:authority`.length).split('/');
    if (pattern.length !== steps.length) continue;
    if (!pattern.every((step, index) => step === ':id' || step === steps[index])) continue;
    const id = steps[pattern.indexOf(':id')] ?? '';
    const { answer } = await askPage(database, page, null, {
      params: { authority: here.code, id: pattern.includes(':id') ? id : '' },
      query,
    });
    assert.ok('json' in answer);
    return { status: answer.status ?? 200, json: answer.json as Loose };
  }
  throw new Error(`nothing answers ${path}`);
}

/** An authority that publishes a directory of the mock feed and of two services of its own. */
async function aDirectory(withFeed = true) {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const { authorityId, actors, code } = here;
  await asActor(database, actors.analyst, async (tx) => {
    await publishDirectory(tx, { authorityId, code, name: `Directory of ${code}` }, true);
    const sourceId = await insertActionSource(tx, authorityId, 'A test');
    await saveServices(tx, { authorityId, sourceId }, [
      aService({
        name: 'Family coaching',
        description: 'Ten weeks with a coach',
        phone: '01234 567890',
        email: 'not an address',
        url: 'www.example.org',
        accountableName: 'Ada Lund',
        confirmedDay: day('2026-10-01'),
        publicId: '0a0a0a0a-0000-4000-8000-000000000001',
        locations: [
          {
            name: 'Mill Lane hub',
            address: '1 Mill Lane, Northbridge',
            postcode: 'NB1 1AA',
            latitude: 53.5,
            longitude: -1.5,
            isPhysical: true,
            outsideId: null,
            detail: {},
          },
        ],
      }),
      aService({
        name: 'Closed club',
        status: 'closed',
        publicId: '0a0a0a0a-0000-4000-8000-000000000002',
      }),
      aService({
        name: 'Protection team',
        level: 'child-protection',
        publicId: '0a0a0a0a-0000-4000-8000-000000000003',
      }),
    ]);
  });
  if (withFeed) {
    await importFeed(await folderFeed(MOCK.path), {
      authorityId,
      today: day('2026-11-22'),
      checkpoint: null,
      inTransaction: (work) => asActor(database, actors.analyst, work),
    });
  }
  return { database, here };
}

function published(name: string): Schema {
  return JSON.parse(readFileSync(join(SCHEMAS.path, name), 'utf8')) as Schema;
}

/** The published OpenAPI's schema for an answer, with those that it names. */
function openApiSchema(path: string): {
  readonly schema: Schema;
  readonly find: (reference: string) => Schema;
} {
  const api = published('open_api.json') as {
    paths: Record<string, { get: { responses: Record<string, { content: Loose }> } }>;
    components: { schemas: Record<string, Schema> };
  };
  const json = api.paths[path]?.get.responses['200']?.content['application/json'] as Loose;
  return {
    schema: json.schema as Schema,
    find: (reference) =>
      reference.startsWith('#/')
        ? (api.components.schemas[basename(reference)] as Schema)
        : published(basename(reference)),
  };
}

const ANSWERS: readonly (readonly [string, string])[] = [
  ['', '/'],
  ['/services', '/services'],
  ['/services?full=true', '/services'],
  ['/services?minimal=true', '/services'],
  [`/services/${SERVICE}`, '/services/{id}'],
  ['/services/0a0a0a0a-0000-4000-8000-000000000001', '/services/{id}'],
  ['/taxonomies', '/taxonomies'],
  ['/taxonomy_terms', '/taxonomy_terms'],
  ['/taxonomy_terms/3f7b145d-84af-42d7-8fae-eaca714b02b2', '/taxonomy_terms/{id}'],
  ['/service_at_locations', '/service_at_locations'],
  ['/service_at_locations?full=true', '/service_at_locations'],
  ['/service_at_locations/e94c9f38-1e8f-4564-91d4-d53501ab1765', '/service_at_locations/{id}'],
  ['/organizations/d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610', '/organizations/{id}'],
];

test('every answer is accepted by the published OpenAPI and its schemas, formats too', {
  skip: SCHEMAS.skip,
}, async () => {
  const { database, here } = await aDirectory();
  for (const [path, operation] of ANSWERS) {
    const { status, json } = await ask(database, here, path);
    assert.equal(status, 200, path);
    const { schema, find } = openApiSchema(operation);
    assert.deepEqual(schemaFaults(schema, json, find), [], path);
  }
});

test('what lists name can be asked for, and every entry is accepted by the schema of its kind', {
  skip: SCHEMAS.skip,
}, async () => {
  const { database, here } = await aDirectory();
  const kinds = [
    ['services', 'service.json', 2],
    ['service_at_locations', 'service_at_location.json', 2],
    ['organizations', 'organization.json', 2],
    ['taxonomies', 'taxonomy.json', 2],
    ['taxonomy_terms', 'taxonomy_term.json', 15],
  ] as const;
  const none = (): Schema => ({});
  for (const [kind, file, count] of kinds) {
    const { json } = await ask(database, here, `/${kind}`);
    const page = published('empy_list_response.json').allOf as Schema[];
    assert.deepEqual(schemaFaults(page[0] ?? {}, json, none), []);
    const contents = json.contents as Loose[];
    assert.equal(contents.length, count, kind);
    for (const entry of contents) {
      assert.deepEqual(schemaFaults(published(file), entry, none), []);
      const whole = await ask(database, here, `/${kind}/${entry.id}`);
      assert.equal(whole.status, 200, `${kind}/${entry.id}`);
      assert.equal(whole.json.id, entry.id);
      assert.deepEqual(schemaFaults(published(file), whole.json, none), []);
    }
  }
  const list = await ask(database, here, '/organizations');
  for (const entry of list.json.contents as Loose[]) {
    assert.deepEqual(schemaFaults(published('organization_list.json'), entry, none), []);
  }
});

test('the mock feed, read and served again, has lost nothing of the standard', {
  skip: MOCK.skip,
}, async () => {
  const { database, here } = await aDirectory();
  const mock = (name: string) => JSON.parse(readFileSync(join(MOCK.path, name), 'utf8')) as Loose;
  const whole = await ask(database, here, `/services/${SERVICE}`);
  assert.deepEqual(whole.json, mock('service_full.json'));
  const { json } = await ask(database, here, '/services?search=counselling');
  assert.deepEqual(json, { ...mock('service_list.json') });
  const place = 'e94c9f38-1e8f-4564-91d4-d53501ab1765';
  const at = await ask(database, here, `/service_at_locations/${place}`);
  assert.deepEqual(at.json, mock('service_at_location_full.json'));
  const term = '3f7b145d-84af-42d7-8fae-eaca714b02b2';
  assert.deepEqual(
    (await ask(database, here, `/taxonomy_terms/${term}`)).json,
    mock('taxonomy_term.json'),
  );
  const organisation = 'd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610';
  assert.deepEqual(
    (await ask(database, here, `/organizations/${organisation}`)).json,
    mock('organization_full.json'),
  );
});

test('nothing is served of an authority that does not publish its directory', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  for (const path of ['', '/services', '/organizations']) {
    const { status, json } = await ask(database, here, path);
    assert.equal(status, 404);
    assert.deepEqual(json.messages, ['No directory is published under this address.']);
  }
});

test('only services that run are served, without money, names or broken addresses', async () => {
  const { database, here } = await aDirectory(false);
  const { json } = await ask(database, here, '/services?full=true');
  const names = (json.contents as Loose[]).map(({ name }) => name);
  assert.deepEqual(names, ['Family coaching']);
  const text = JSON.stringify(json);
  assert.doesNotMatch(text, /Ada Lund|not an address|www\.example/);
  for (const id of ['2', '3']) {
    const path = `/services/0a0a0a0a-0000-4000-8000-00000000000${id}`;
    assert.equal((await ask(database, here, path)).status, 404);
  }
  const other = await aDirectory(false);
  const foreign = await ask(other.database, other.here, '/services');
  assert.equal(foreign.json.total_items, 1);
});

test('when an entry was last said to be right is told', async () => {
  const { database, here } = await aDirectory(false);
  const { json } = await ask(database, here, '/services');
  const [service] = json.contents as Loose[];
  assert.equal(service?.assured_date, '2026-10-01');
  assert.equal(service?.last_modified, '2026-10-01T00:00:00.000Z');
});

const PARENTING = /Parenting/;

test('the directory is searched by the parameters of the standard', {
  skip: MOCK.skip,
}, async () => {
  const { database, here } = await aDirectory();
  const total = async (path: string) => (await ask(database, here, path)).json.total_items;
  const terms = (await ask(database, here, '/taxonomy_terms?search=parenting')).json
    .contents as Loose[];
  const parenting = terms.find(({ name }) => PARENTING.test(String(name)));
  assert.ok(parenting);
  assert.equal(await total(`/services?taxonomy_term_id=${parenting.id}`), 1);
  assert.equal(await total(`/services?taxonomy_id=${parenting.taxonomy_id}`), 1);
  const mockTerm = '3f7b145d-84af-42d7-8fae-eaca714b02b2';
  assert.equal(await total(`/services?taxonomy_term_id=${mockTerm}`), 1);
  assert.equal(await total('/services?search=coach'), 1);
  assert.equal(await total('/services?search=100%25'), 0);
  assert.equal(await total('/services?modified_after=2026-01-01T00:00:00Z'), 1);
  assert.equal(await total('/services?modified_after=2020-01-01'), 2);
  const organisation = 'd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610';
  assert.equal(await total(`/services?organization_id=${organisation}`), 1);
  assert.equal(await total('/service_at_locations?postcode=NB11AA&proximity=500'), 1);
  assert.equal(await total('/service_at_locations'), 2);
  const second = await ask(database, here, '/services?page=2&per_page=1');
  assert.deepEqual(
    [second.json.size, second.json.last_page, second.json.first_page],
    [1, true, false],
  );
});

test('a question that cannot be read is answered with what to write instead', async () => {
  const { database, here } = await aDirectory(false);
  const wrong = [
    'page=0',
    'per_page=100000',
    'modified_after=yesterday',
    'taxonomy_id=x',
    'postcode=HERE',
    'proximity=5',
    'full=maybe',
    'format=ndjson',
  ];
  for (const words of wrong) {
    const { status, json } = await ask(database, here, `/services?${words}`);
    assert.equal(status, 400, words);
    assert.equal((json.messages as string[]).length, 1, words);
  }
  const nowhere = await ask(database, here, '/service_at_locations?postcode=ZZ99ZZ&proximity=5');
  assert.equal(nowhere.status, 400);
  assert.equal((await ask(database, here, '/services/none')).status, 404);
});

test('what was corrected here goes before the feed and outlives its next reading', {
  skip: MOCK.skip,
}, async () => {
  const { database, here } = await aDirectory();
  const { actors, authorityId } = here;
  const read = async () =>
    importFeed(await folderFeed(MOCK.path), {
      authorityId,
      today: day('2026-11-23'),
      checkpoint: null,
      inTransaction: (work) => asActor(database, actors.analyst, work),
    });
  await asActor(database, actors.analyst, async (tx) => {
    const sourceId = await insertActionSource(tx, authorityId, 'A correction');
    const all = await listServices(tx, { feed: 'folder:V3.0-UK-Default' });
    const known = await findService(tx, (all[0] as { id: ServiceId }).id);
    assert.ok(known);
    const correction = {
      ...known,
      name: 'Counselling for all',
      url: null,
      phone: '01234 567890',
      toAge: 18,
      origin: 'answer' as const,
      confirmedDay: day('2026-11-20'),
      row: null,
    };
    await saveServices(tx, { authorityId, sourceId }, [correction]);
  });
  await read();
  const { json } = await ask(database, here, `/services/${SERVICE}`);
  assert.deepEqual(
    [json.name, json.url, json.maximum_age, json.assured_date],
    ['Counselling for all', undefined, 18, '2026-11-20'],
  );
  assert.match(JSON.stringify(json.contacts), /Ann Persona.*01234 567890/);
  const [place] = json.service_at_locations as Loose[];
  assert.equal(place?.id, 'e94c9f38-1e8f-4564-91d4-d53501ab1765');
  assert.equal((json.schedules as Loose[]).length, 1);
  const at = await ask(database, here, `/service_at_locations/${place?.id}`);
  assert.equal((at.json.service as Loose).name, 'Counselling for all');
  const { schema, find } = openApiSchema('/services/{id}');
  assert.deepEqual(schemaFaults(schema, json, find), []);
});
