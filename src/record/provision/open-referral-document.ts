import type { CalendarDay } from '../../lib/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import {
  type Json,
  type JsonObject,
  objectIn,
  objectsIn,
  textIn,
} from './open-referral-standard.ts';
import { isUuid, isWebAddress, valueFault } from './open-referral-values.ts';
import {
  publicIdOf,
  SERVICE_LEVEL_LABELS,
  SERVICE_LEVELS,
  type ServiceLevel,
  type ServiceLocation,
  type ServiceOrigin,
  type ServiceStatus,
} from './service.ts';

/** A service of the directory as it is served: nothing of its money, and of no person. */
export interface PublicService {
  readonly publicId: string;
  readonly name: string;
  readonly description: string;
  readonly providerName: string;
  readonly themes: readonly string[];
  readonly level: ServiceLevel | null;
  readonly fromAge: number | null;
  readonly toAge: number | null;
  readonly status: ServiceStatus;
  readonly url: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly isWholeArea: boolean;
  readonly origin: ServiceOrigin;
  readonly statedDay: CalendarDay;
  readonly confirmedDay: CalendarDay | null;
  /** The service as a feed stated it; null when it came from nowhere like that. */
  readonly fromFeed: JsonObject | null;
  readonly locations: readonly Omit<ServiceLocation, 'detail'>[];
  readonly areas: readonly { readonly code: string; readonly name: string }[];
}

/** Whose directory it is: the authority's code and name. */
export interface Directory {
  readonly code: string;
  readonly name: string;
}

const STATUS: Readonly<Record<ServiceStatus, string>> = {
  active: 'active',
  paused: 'temporarily closed',
  planned: 'inactive',
  closed: 'defunct',
};

/**
 * A service as Open Referral UK 3.0 has it, whole. What came from a feed goes out as it came; what
 * was corrected or confirmed here since goes before it.
 */
export function documentOf(directory: Directory, service: PublicService): JsonObject {
  if (service.fromFeed === null) return ownDocument(directory, service);
  const document = { ...service.fromFeed, id: service.publicId };
  const shown = service.origin === 'feed' ? document : corrected(directory, service, document);
  return { ...shown, ...freshness(service, document) };
}

/** What somebody corrected here goes before what the feed says; the rest of the feed stays. */
function corrected(directory: Directory, service: PublicService, document: JsonObject): JsonObject {
  const stated = objectsIn(document, 'service_at_locations');
  const contacts = objectsIn(document, 'contacts');
  const phones = contacts.flatMap((one) => objectsIn(one, 'phones'));
  const isNewPhone =
    service.phone !== null && !phones.some((one) => textIn(one, 'number') === service.phone);
  return {
    ...without(document, ['name', 'description', 'url', 'email', 'minimum_age', 'maximum_age']),
    ...ownFields(service),
    service_at_locations: service.locations.map((location, index) => {
      const known = stated.find((one) => {
        const held = objectIn(one, 'location');
        return held !== null && textIn(held, 'id') === location.outsideId;
      });
      return known ?? atLocation(directory, service, { location, index });
    }),
    ...(isNewPhone ? { contacts: [...contacts, ...contactOf(directory, service)] } : {}),
  };
}

/** A telephone number as the standard has it: with a contact, who need not be named. */
function contactOf(directory: Directory, { publicId, phone }: PublicService): JsonObject[] {
  const id = (what: string) => publicIdOf(directory.code, `${publicId}/${what}`);
  return phone === null
    ? []
    : [{ id: id('contact'), phones: [{ id: id('phone'), number: phone }] }];
}

/** The confirmed day goes out as the assured date, where it is later than what a feed said. */
function freshness(service: PublicService, document: JsonObject): JsonObject {
  const { confirmedDay, statedDay } = service;
  const assured = textIn(document, 'assured_date');
  const stated = textIn(document, 'last_modified');
  const latest = confirmedDay !== null && confirmedDay > statedDay ? confirmedDay : statedDay;
  const isChangedHere = service.origin !== 'feed' || stated === null;
  const later = stated === null || stated.slice(0, 10) < latest;
  return {
    ...(confirmedDay !== null && (assured === null || confirmedDay > assured)
      ? { assured_date: confirmedDay }
      : {}),
    ...(isChangedHere && later ? { last_modified: momentOf(latest) } : {}),
  };
}

function momentOf(day: CalendarDay): string {
  return `${day}T00:00:00.000Z`;
}

function ownFields(service: PublicService): JsonObject {
  const { name, description, url, email, fromAge, toAge } = service;
  return {
    name,
    ...(description === '' ? {} : { description }),
    ...(url !== null && isWebAddress(url) ? { url } : {}),
    ...(email !== null && isEmail(email) ? { email } : {}),
    status: STATUS[service.status],
    ...(fromAge === null ? {} : { minimum_age: fromAge }),
    ...(toAge === null ? {} : { maximum_age: toAge }),
  };
}

function isEmail(text: string): boolean {
  return valueFault({ kind: 'email', isRequired: false }, text) === null;
}

function ownDocument(directory: Directory, service: PublicService): JsonObject {
  const id = (what: string) => publicIdOf(directory.code, `${service.publicId}/${what}`);
  const contacts = contactOf(directory, service);
  const areas = service.isWholeArea
    ? [{ id: id('area'), name: directory.name }]
    : service.areas.map(({ code, name }) => ({
        id: id(`area/${code}`),
        name,
        ...(/^[EWSN]\d{8}$/.test(code)
          ? { uri: `http://statistics.data.gov.uk/id/statistical-geography/${code}` }
          : {}),
      }));
  return {
    id: service.publicId,
    ...ownFields(service),
    ...freshness(service, {}),
    service_areas: areas,
    service_at_locations: service.locations.map((location, index) =>
      atLocation(directory, service, { location, index }),
    ),
    organization: organizationOf(directory, service.providerName),
    ...(contacts.length === 0 ? {} : { contacts }),
    attributes: ownTermsOf(directory, service).map((term) => ({
      id: id(`attribute/${textIn(term, 'id')}`),
      link_id: service.publicId,
      link_type: 'service',
      taxonomy_term: term,
    })),
  };
}

/** The id under which the place of a service is served: its service, and its place among others. */
export function atLocationId(directory: Directory, publicId: string, index: number): string {
  return publicIdOf(directory.code, `${publicId}/at/${index}`);
}

function atLocation(
  directory: Directory,
  service: PublicService,
  at: { readonly location: PublicService['locations'][number]; readonly index: number },
): JsonObject {
  const { location, index } = at;
  const id = (what: string) => publicIdOf(directory.code, `${service.publicId}/${what}/${index}`);
  const { outsideId, latitude, longitude, name } = location;
  return {
    id: atLocationId(directory, service.publicId, index),
    location: {
      id: outsideId !== null && isUuid(outsideId) ? outsideId : id('location'),
      location_type: location.isPhysical ? 'physical' : 'virtual',
      ...(name === '' ? {} : { name }),
      ...(latitude === null || longitude === null ? {} : { latitude, longitude }),
      addresses: addressesOf(directory, location, id('address')),
    },
  };
}

/** The standard wants every address whole: without its lines or its postcode none is served. */
function addressesOf(
  directory: Directory,
  { address, postcode, isPhysical }: PublicService['locations'][number],
  id: string,
): JsonObject[] {
  const lines = (address ?? '').split(',').flatMap((line) => line.trim() || []);
  if (lines.length === 0 || postcode === null) return [];
  const city = lines.length > 1 ? (lines.pop() ?? directory.name) : directory.name;
  return [
    {
      id,
      address_1: lines.join(', '),
      city,
      state_province: directory.name,
      postal_code: postcode,
      country: 'GB',
      address_type: isPhysical ? 'physical' : 'postal',
    },
  ];
}

/** The organisation that gives services of this name; the same name always gives the same id. */
export function organizationOf(directory: Directory, providerName: string): JsonObject {
  return {
    id: organizationId(directory, providerName),
    name: providerName,
    description: `Gives services to children and families in ${directory.name}`,
  };
}

/** The id under which an organisation is served that no feed described. */
export function organizationId(directory: Directory, providerName: string): string {
  return publicIdOf(directory.code, `organization/${providerName.trim().toLowerCase()}`);
}

/** A taxonomy of our own: what a service is meant for, or how far in it stands. */
export interface OwnTaxonomy {
  readonly taxonomy: JsonObject;
  readonly terms: readonly { readonly code: string; readonly term: JsonObject }[];
}

/** Our two taxonomies, with the ids that this directory gives them: the themes, the levels. */
export function ownTaxonomies(directory: Directory): {
  readonly themes: OwnTaxonomy;
  readonly levels: OwnTaxonomy;
} {
  const themes = THEMES.map(({ theme, label, paper }) => ({
    code: theme as string,
    name: label,
    description: paper,
  }));
  const levels = SERVICE_LEVELS.map((level) => ({
    code: level as string,
    name: SERVICE_LEVEL_LABELS[level],
    description: `How far in the service stands: ${SERVICE_LEVEL_LABELS[level]}`,
  }));
  return {
    themes: ownTaxonomy(directory, 'themes', {
      name: 'Themes of help for families',
      description: 'What a service is meant for, of eight drivers of need',
      terms: themes,
    }),
    levels: ownTaxonomy(directory, 'levels', {
      name: 'Levels of help for families',
      description: 'How far in a service stands, from universal to care',
      terms: levels,
    }),
  };
}

function ownTaxonomy(
  directory: Directory,
  code: string,
  of: {
    readonly name: string;
    readonly description: string;
    readonly terms: readonly { code: string; name: string; description: string }[];
  },
): OwnTaxonomy {
  const id = publicIdOf(directory.code, `taxonomy/${code}`);
  const { name, description } = of;
  return {
    taxonomy: { id, name, description, version: '1' },
    terms: of.terms.map((term) => ({
      code: term.code,
      term: {
        id: publicIdOf(directory.code, `taxonomy/${code}/${term.code}`),
        name: term.name,
        description: term.description,
        taxonomy: name,
        taxonomy_id: id,
        term: term.code,
      },
    })),
  };
}

function ownTermsOf(directory: Directory, service: PublicService): JsonObject[] {
  const { themes, levels } = ownTaxonomies(directory);
  return [
    ...themes.terms.filter(({ code }) => service.themes.includes(code)),
    ...levels.terms.filter(({ code }) => code === service.level),
  ].map(({ term }) => term);
}

const LISTED_NOT = [
  'schedules',
  'service_areas',
  'service_at_locations',
  'languages',
  'funding',
  'cost_options',
  'contacts',
  'attributes',
];

/** A service as lists show it: only what it has one of, and its organisation. */
export function listedService(document: JsonObject): JsonObject {
  const organization = objectIn(document, 'organization');
  return {
    ...without(document, LISTED_NOT),
    ...(organization === null ? {} : { organization: listedOrganization(organization) }),
  };
}

/** An organisation as lists show it. */
export function listedOrganization(organization: JsonObject): JsonObject {
  return without(organization, ['organization_identifiers', 'attributes', 'services']);
}

/** A location as lists show it. */
export function listedLocation(location: JsonObject): JsonObject {
  return without(location, ['addresses', 'accessibility', 'attributes']);
}

/** An object without some of its fields. */
export function without(thing: JsonObject, fields: readonly string[]): JsonObject {
  const kept: [string, Json][] = Object.entries(thing).filter(([name]) => !fields.includes(name));
  return Object.fromEntries(kept);
}
