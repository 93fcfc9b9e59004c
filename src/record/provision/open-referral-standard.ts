/** A value as JSON has it. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** An object of JSON. */
export type JsonObject = { readonly [name: string]: Json };

/** The things of Open Referral UK 3.0 that hang on a service, by their names in the standard. */
export type ThingName =
  | 'service'
  | 'organization'
  | 'organization_identifier'
  | 'service_at_location'
  | 'location'
  | 'address'
  | 'accessibility'
  | 'schedule'
  | 'service_area'
  | 'language'
  | 'funding'
  | 'cost_option'
  | 'contact'
  | 'phone'
  | 'attribute'
  | 'taxonomy_term';

/** One field of a thing: what its value must be, and whether the thing cannot do without it. */
export interface StandardField {
  readonly kind:
    | 'id'
    | 'text'
    | 'uuid'
    | 'uri'
    | 'web-address'
    | 'email'
    | 'number'
    | 'day'
    | 'moment'
    | 'time'
    | 'word'
    | 'one'
    | 'many';
  readonly isRequired: boolean;
  /** Of a field that holds one of a few words: those. */
  readonly words?: readonly string[];
  /** Of a field that holds other things: which. */
  readonly thing?: ThingName;
  /** Of a field that names the thing this one hangs on: which, so that the two can be compared. */
  readonly belongsTo?: ThingName;
  /** Of a field that names a thing which also stands beside it whole: the name of that field. */
  readonly beside?: string;
}

const of = (kind: StandardField['kind'], more: Partial<StandardField> = {}): StandardField => ({
  kind,
  isRequired: false,
  ...more,
});
const id = of('id', { isRequired: true });
const text = of('text');
const neededText = of('text', { isRequired: true });
const web = of('web-address');
const email = of('email');
const number = of('number');
const day = of('day');
const many = (thing: ThingName) => of('many', { thing });
const one = (thing: ThingName) => of('one', { thing });
const partOf = (belongsTo: ThingName) => of('uuid', { belongsTo });
const place = of('word', { isRequired: true, words: ['physical', 'postal', 'virtual'] });

/**
 * Every field of Open Referral UK 3.0 that stands in a service, as its JSON schemas and its data
 * package state them (Open Referral UK profile, 10 October 2024). Telephone numbers stand with
 * contacts in the data package only; feeds that give them are read.
 */
export const STANDARD: Readonly<Record<ThingName, Readonly<Record<string, StandardField>>>> = {
  service: {
    id,
    organization_id: of('uuid', { beside: 'organization' }),
    name: neededText,
    description: text,
    url: web,
    email,
    status: of('word', {
      isRequired: true,
      words: ['active', 'inactive', 'defunct', 'temporarily closed'],
    }),
    fees: text,
    accreditations: text,
    minimum_age: number,
    maximum_age: number,
    assured_date: day,
    assurer_email: email,
    alert: text,
    last_modified: of('moment'),
    schedules: many('schedule'),
    service_areas: many('service_area'),
    service_at_locations: many('service_at_location'),
    languages: many('language'),
    organization: one('organization'),
    funding: many('funding'),
    cost_options: many('cost_option'),
    contacts: many('contact'),
    attributes: many('attribute'),
  },
  organization: {
    id,
    name: neededText,
    description: neededText,
    email,
    website: web,
    logo: text,
    uri: of('uri'),
    parent_organization_id: of('uuid'),
    organization_identifiers: many('organization_identifier'),
    attributes: many('attribute'),
  },
  organization_identifier: {
    id,
    organization_id: partOf('organization'),
    identifier_scheme: text,
    identifier_type: neededText,
    identifier: neededText,
    attributes: many('attribute'),
  },
  service_at_location: {
    id,
    service_id: partOf('service'),
    location_id: of('uuid', { beside: 'location' }),
    location: one('location'),
  },
  location: {
    id,
    location_type: place,
    name: text,
    description: text,
    latitude: number,
    longitude: number,
    external_identifier: text,
    external_identifier_type: text,
    addresses: many('address'),
    accessibility: many('accessibility'),
    attributes: many('attribute'),
  },
  address: {
    id,
    location_id: partOf('location'),
    attention: text,
    address_1: neededText,
    city: neededText,
    region: text,
    state_province: neededText,
    postal_code: neededText,
    country: neededText,
    address_type: place,
    attributes: many('attribute'),
  },
  accessibility: {
    id,
    location_id: partOf('location'),
    description: text,
    details: text,
    url: web,
    accessibility: text,
    attributes: many('attribute'),
  },
  schedule: {
    id,
    service_id: partOf('service'),
    service_at_location_id: of('uuid'),
    valid_from: day,
    valid_to: day,
    dtstart: day,
    freq: of('word', { words: ['WEEKLY', 'MONTHLY'] }),
    interval: number,
    byday: text,
    bymonthday: text,
    description: text,
    opens_at: of('time'),
    closes_at: of('time'),
    schedule_link: web,
    attending_type: text,
    notes: text,
  },
  service_area: {
    id,
    service_id: partOf('service'),
    name: text,
    extent: text,
    extent_type: text,
    uri: text,
    service_area: text,
  },
  language: { id, service_id: partOf('service'), phone_id: partOf('phone') },
  funding: { id, service_id: partOf('service'), source: text },
  cost_option: {
    id,
    service_id: partOf('service'),
    valid_from: day,
    valid_to: day,
    option: text,
    amount: number,
    amount_description: text,
  },
  contact: {
    id,
    service_id: partOf('service'),
    name: text,
    title: text,
    phones: many('phone'),
    attributes: many('attribute'),
  },
  phone: {
    id,
    contact_id: partOf('contact'),
    number: neededText,
    description: text,
    languages: many('language'),
  },
  attribute: {
    id,
    link_id: of('uuid'),
    taxonomy_term_id: of('uuid', { beside: 'taxonomy_term' }),
    link_type: text,
    taxonomy_term: one('taxonomy_term'),
  },
  taxonomy_term: {
    id,
    name: neededText,
    description: neededText,
    parent_id: of('uuid'),
    taxonomy: text,
    taxonomy_id: of('uuid'),
    term_uri: of('uri'),
    term: text,
  },
};

/** What a thing is called on a page, in the singular. */
export const THING_WORDS: Readonly<Record<ThingName, string>> = {
  service: 'service',
  organization: 'organisation',
  organization_identifier: 'number of the organisation',
  service_at_location: 'place where the service is given',
  location: 'location',
  address: 'address',
  accessibility: 'note on access',
  schedule: 'opening time',
  service_area: 'service area',
  language: 'language',
  funding: 'note on funding',
  cost_option: 'cost',
  contact: 'contact',
  phone: 'telephone number',
  attribute: 'classification',
  taxonomy_term: 'taxonomy term',
};

/** Whether a value is an object of JSON. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list that stands in a field; none where there is no list. */
export function objectsIn(thing: JsonObject, field: string): readonly JsonObject[] {
  const value = thing[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The object that stands in a field, null where there is none. */
export function objectIn(thing: JsonObject, field: string): JsonObject | null {
  const value = thing[field];
  return isJsonObject(value) ? value : null;
}

/** The text that stands in a field, null where there is none. */
export function textIn(thing: JsonObject, field: string): string | null {
  const value = thing[field];
  return typeof value === 'string' ? value : null;
}

/** The number that stands in a field, null where there is none. */
export function numberIn(thing: JsonObject, field: string): number | null {
  const value = thing[field];
  return typeof value === 'number' ? value : null;
}
