import type { Tx } from '../../platform/index.ts';
import {
  atLocationId,
  type Directory,
  documentOf,
  listedLocation,
  listedOrganization,
  listedService,
  organizationId,
  organizationOf,
  ownTaxonomies,
  type PublicService,
  without,
} from './open-referral-document.ts';
import { type DirectoryQuery, middleOf, pageOf, spellingsOf } from './open-referral-query.ts';
import {
  ALL_OF_IT,
  type DirectoryAsked,
  feedTerms,
  ownPlaces,
  type PublicPlace,
  placeOfPostcode,
  publicOrganizations,
  publicPlaces,
  publicService,
  publicServices,
  serviceOfPlace,
} from './open-referral-serve.store.ts';
import { type JsonObject, objectIn, objectsIn, textIn } from './open-referral-standard.ts';
import { isUuid } from './open-referral-values.ts';

/** What a question is asked of: a transaction that sees one authority, and its directory. */
export interface Asked {
  readonly tx: Tx;
  readonly directory: Directory;
  readonly query: DirectoryQuery;
  /** The id in the address; '' for lists. */
  readonly id: string;
}

/** What is answered: JSON; null when there is no such thing; a sentence why it cannot be told. */
export type Answer = JsonObject | null | { readonly cannot: string };

/** `/`: what this is. */
export async function apiDetails(): Promise<Answer> {
  return {
    version: 'HSDS-UK-3.0',
    profile: 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md',
    openapi_url: 'https://docs.openreferraluk.org/en/latest/openapi30.json',
  };
}

/** `/services`: the list, by all parameters of the standard. */
export async function servicesList({ tx, directory, query }: Asked): Promise<Answer> {
  const asked = await askedOf(tx, directory, query);
  if ('cannot' in asked) return asked;
  const found = await publicServices(tx, asked, partOf(query));
  const contents = found.services.map((service) => {
    const document = documentOf(directory, service);
    if (query.isMinimal) return minimal(document);
    return query.isFull ? document : listedService(document);
  });
  return pageOf(contents, { ...query, total: found.total });
}

/** The id and the last change of a service, with the fields that the schema demands of any. */
function minimal(document: JsonObject): JsonObject {
  const kept = ['id', 'name', 'status', 'last_modified'];
  return without(
    document,
    Object.keys(document).filter((name) => !kept.includes(name)),
  );
}

/** `/services/{id}`: one service, whole. */
export async function serviceById({ tx, directory, id }: Asked): Promise<Answer> {
  const service = isUuid(id) ? await publicService(tx, id) : null;
  return service === null ? null : documentOf(directory, service);
}

/** `/service_at_locations`: where services are given, near a postcode if asked. */
export async function placesList({ tx, directory, query }: Asked): Promise<Answer> {
  const asked = await askedOf(tx, directory, query);
  if ('cannot' in asked) return asked;
  const found = await publicPlaces(tx, asked, partOf(query));
  const services = new Map<string, PublicService | null>();
  const contents: JsonObject[] = [];
  for (const place of found.places) {
    if (!services.has(place.publicId)) {
      services.set(place.publicId, await publicService(tx, place.publicId));
    }
    const service = services.get(place.publicId) ?? null;
    const shown = service === null ? null : placeOf(directory, service, place);
    if (shown !== null) contents.push(query.isFull ? shown : listedPlace(shown));
  }
  return pageOf(contents, { ...query, total: found.total });
}

/** One place of a service, with the service and all that hangs on both. */
function placeOf(
  directory: Directory,
  service: PublicService,
  place: PublicPlace,
): JsonObject | null {
  const document = documentOf(directory, service);
  const withLocation = objectsIn(document, 'service_at_locations').filter(
    (one) => objectIn(one, 'location') !== null,
  );
  const held = withLocation[place.index];
  return held === undefined
    ? null
    : { ...held, service: without(document, ['service_at_locations']) };
}

function listedPlace(place: JsonObject): JsonObject {
  const [location, service] = [objectIn(place, 'location'), objectIn(place, 'service')];
  return {
    ...place,
    ...(location === null ? {} : { location: listedLocation(location) }),
    ...(service === null ? {} : { service: listedService(service) }),
  };
}

/** `/service_at_locations/{id}`: one of them, whole. */
export async function placeById({ tx, directory, id }: Asked): Promise<Answer> {
  if (!isUuid(id)) return null;
  const stated = await serviceOfPlace(tx, id);
  if (stated !== null) {
    const document = documentOf(directory, stated);
    const held = objectsIn(document, 'service_at_locations').find(
      (one) => textIn(one, 'id') === id,
    );
    return held === undefined
      ? null
      : { ...held, service: without(document, ['service_at_locations']) };
  }
  const own = (await ownPlaces(tx)).find(
    ({ publicId, index }) => atLocationId(directory, publicId, index) === id,
  );
  const service = own === undefined ? null : await publicService(tx, own.publicId);
  return own === undefined || service === null ? null : placeOf(directory, service, own);
}

/** `/organizations`: who gives the services. */
export async function organizationsList({ tx, directory, query }: Asked): Promise<Answer> {
  const all = (await everyOrganization(tx, directory)).filter((one) => fits(one, query.search));
  const part = all.slice((query.page - 1) * query.perPage, query.page * query.perPage);
  const contents: JsonObject[] = [];
  for (const organization of part) {
    if (query.isFull) contents.push(await wholeOrganization(tx, directory, organization));
    else contents.push(listedOrganization(organization));
  }
  return pageOf(contents, { ...query, total: all.length });
}

/** `/organizations/{id}`: one of them, with its services. */
export async function organizationById({ tx, directory, id }: Asked): Promise<Answer> {
  const all = isUuid(id) ? await everyOrganization(tx, directory) : [];
  const organization = all.find((one) => textIn(one, 'id') === id);
  return organization === undefined ? null : wholeOrganization(tx, directory, organization);
}

const MOST_SERVICES = 500;

async function wholeOrganization(
  tx: Tx,
  directory: Directory,
  organization: JsonObject,
): Promise<JsonObject> {
  const asked = { ...ALL_OF_IT, ...ofOrganization(directory, organization) };
  const found = await publicServices(tx, asked, { limit: MOST_SERVICES, offset: 0 });
  const services = found.services.map((service) =>
    without(documentOf(directory, service), ['organization']),
  );
  return { ...organization, services };
}

function ofOrganization(
  directory: Directory,
  organization: JsonObject,
): Pick<DirectoryAsked, 'providerName' | 'organizationId'> {
  const [id, name] = [textIn(organization, 'id'), textIn(organization, 'name') ?? ''];
  const isOurs = id === organizationId(directory, name);
  return {
    organizationId: id,
    providerName: isOurs ? name.trim().toLowerCase() : null,
  };
}

async function everyOrganization(tx: Tx, directory: Directory): Promise<readonly JsonObject[]> {
  const { described, named } = await publicOrganizations(tx);
  const own = named.map((name) => organizationOf(directory, name));
  return [...described, ...own].sort((a, b) => byName(a, b));
}

function byName(a: JsonObject, b: JsonObject): number {
  return (textIn(a, 'name') ?? '').localeCompare(textIn(b, 'name') ?? '', 'en-GB');
}

function fits(thing: JsonObject, search: string | null): boolean {
  if (search === null) return true;
  return ['name', 'description'].some((field) =>
    (textIn(thing, field) ?? '').toLowerCase().includes(search.toLowerCase()),
  );
}

interface Taxonomies {
  readonly taxonomies: readonly JsonObject[];
  readonly terms: readonly JsonObject[];
}

/** Our own taxonomies, and those that feeds classify by. */
async function everyTaxonomy(tx: Tx, directory: Directory): Promise<Taxonomies> {
  const own = Object.values(ownTaxonomies(directory));
  const stated = await feedTerms(tx);
  const taxonomies = new Map(own.map(({ taxonomy }) => [textIn(taxonomy, 'id'), taxonomy]));
  for (const term of stated) {
    const id = textIn(term, 'taxonomy_id');
    if (id === null || taxonomies.has(id)) continue;
    const name = textIn(term, 'taxonomy') ?? 'A taxonomy of a feed';
    taxonomies.set(id, { id, name, description: `${name}, as a feed of this directory uses it` });
  }
  const terms = [...own.flatMap((one) => one.terms.map(({ term }) => term)), ...stated];
  return { taxonomies: [...taxonomies.values()], terms };
}

/** `/taxonomies`. */
export async function taxonomiesList({ tx, directory, query }: Asked): Promise<Answer> {
  const { taxonomies } = await everyTaxonomy(tx, directory);
  return listOf(taxonomies, query);
}

/** `/taxonomies/{id}`: one of them with its terms. */
export async function taxonomyById({ tx, directory, id }: Asked): Promise<Answer> {
  const { taxonomies, terms } = await everyTaxonomy(tx, directory);
  const taxonomy = taxonomies.find((one) => textIn(one, 'id') === id);
  if (taxonomy === undefined) return null;
  return { ...taxonomy, taxonomy_terms: terms.filter((one) => textIn(one, 'taxonomy_id') === id) };
}

/** `/taxonomy_terms`. */
export async function termsList({ tx, directory, query }: Asked): Promise<Answer> {
  const { terms } = await everyTaxonomy(tx, directory);
  const parents = new Set(terms.flatMap((one) => textIn(one, 'parent_id') ?? []));
  const fitting = terms.filter(
    (one) =>
      (query.taxonomyId === null || textIn(one, 'taxonomy_id') === query.taxonomyId) &&
      (query.parentId === null || textIn(one, 'parent_id') === query.parentId) &&
      // The standard describes top_only as "terms that have no child terms".
      (!query.isTopOnly || !parents.has(textIn(one, 'id') ?? '')),
  );
  return listOf(fitting, query);
}

/** `/taxonomy_terms/{id}`. */
export async function termById({ tx, directory, id }: Asked): Promise<Answer> {
  const { terms } = await everyTaxonomy(tx, directory);
  return terms.find((one) => textIn(one, 'id') === id) ?? null;
}

function listOf(all: readonly JsonObject[], query: DirectoryQuery): JsonObject {
  const fitting = all.filter((one) => fits(one, query.search));
  const part = fitting.slice((query.page - 1) * query.perPage, query.page * query.perPage);
  return pageOf(part, { ...query, total: fitting.length });
}

function partOf({ page, perPage }: DirectoryQuery) {
  return { limit: perPage, offset: (page - 1) * perPage };
}

/** What a question means in the words of the record. */
async function askedOf(
  tx: Tx,
  directory: Directory,
  query: DirectoryQuery,
): Promise<DirectoryAsked | { readonly cannot: string }> {
  const asked = {
    ...ALL_OF_IT,
    search: query.search,
    modifiedAfter: query.modifiedAfter,
    ...termsOf(directory, query),
    ...(query.organizationId === null ? {} : await organizationOfQuery(tx, directory, query)),
  };
  if (query.postcode === null) return asked;
  const place = await placeOfPostcode(tx, spellingsOf(query.postcode));
  if (query.proximity === null) return { ...asked, wardId: place.wardId };
  const { latitude, longitude } = place;
  const point =
    latitude !== null && longitude !== null ? { latitude, longitude } : middleOf(place.outline);
  if (point === null) {
    return { cannot: 'Nothing is known of where this postcode lies, so no distance can be told.' };
  }
  return { ...asked, wardId: place.wardId, near: { ...point, metres: query.proximity } };
}

function termsOf(
  directory: Directory,
  { taxonomyTermId, taxonomyId }: DirectoryQuery,
): Pick<DirectoryAsked, 'codes' | 'attribute'> {
  if (taxonomyTermId === null && taxonomyId === null) return { codes: null, attribute: null };
  const own = Object.values(ownTaxonomies(directory)).flatMap(({ terms }) => terms);
  const codes = own.flatMap(({ code, term }) => {
    const isTerm = taxonomyTermId === null || textIn(term, 'id') === taxonomyTermId;
    const isOfIt = taxonomyId === null || textIn(term, 'taxonomy_id') === taxonomyId;
    return isTerm && isOfIt ? [code] : [];
  });
  const wanted = {
    ...(taxonomyTermId === null ? {} : { id: taxonomyTermId }),
    ...(taxonomyId === null ? {} : { taxonomy_id: taxonomyId }),
  };
  return { codes, attribute: { taxonomy_term: wanted } };
}

async function organizationOfQuery(
  tx: Tx,
  directory: Directory,
  { organizationId: id }: DirectoryQuery,
): Promise<Pick<DirectoryAsked, 'providerName' | 'organizationId'>> {
  const all = await everyOrganization(tx, directory);
  const found = all.find((one) => textIn(one, 'id') === id);
  return found === undefined
    ? { organizationId: id, providerName: null }
    : ofOrganization(directory, found);
}
