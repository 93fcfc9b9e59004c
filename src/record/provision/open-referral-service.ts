import { createHash } from 'node:crypto';
import { type AgencyId, type CalendarDay, parseDay, type PlaceId } from '../../lib/index.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  numberIn,
  objectIn,
  objectsIn,
  textIn,
} from './open-referral-standard.ts';
import { mapTerms } from './open-referral-terms.ts';
import { isUuid } from './open-referral-values.ts';
import {
  feedKey,
  publicIdOf,
  type ServiceLocation,
  type ServiceStatement,
  type ServiceStatus,
} from './service.ts';

/** What is known here that a service of a feed is read by. */
export interface FeedReading {
  /** The feed's address. */
  readonly address: string;
  /** The agency whose feed it is; null when nobody said. */
  readonly agencyId: AgencyId | null;
  readonly authorityCode: string;
  readonly today: CalendarDay;
  /** Agencies of the partnership by their names in small letters. */
  readonly agencies: ReadonlyMap<string, AgencyId>;
  /** Places of the authority by code and by name in small letters. */
  readonly places: ReadonlyMap<string, { readonly id: PlaceId; readonly isWhole: boolean }>;
  /** Public ids that other services have. */
  readonly taken: ReadonlySet<string>;
}

/** What `record.service.detail` keeps of a service from a feed. */
export interface FeedDetail {
  /** The sound part of the service, as the standard has it. */
  readonly openReferral: JsonObject;
  /** A hash of that, by which a change is noticed. */
  readonly hash: string;
}

const STATUS: Readonly<Record<string, ServiceStatus>> = {
  active: 'active',
  'temporarily closed': 'paused',
  inactive: 'closed',
  defunct: 'closed',
};

/** A hash of JSON that does not depend on the order in which fields stand. */
export function hashOf(value: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(value)))
    .digest('hex');
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, inOrder(value[name] ?? null)]),
  );
}

/**
 * What the sound part of a feed's service states in our own words. Themes and level come from its
 * taxonomy terms alone; money, capacity and reach the standard does not know.
 */
export function statementOf(service: JsonObject, reading: FeedReading): ServiceStatement {
  const outsideId = textIn(service, 'id') ?? '';
  const key = feedKey(reading.address, outsideId);
  const organization = objectIn(service, 'organization');
  const providerName = organization === null ? '' : (textIn(organization, 'name') ?? '');
  const terms = mapTerms(service);
  const areas = areasOf(service, reading);
  const isFree = isUuid(outsideId) && !reading.taken.has(outsideId.toLowerCase());
  return {
    key,
    publicId: isFree ? outsideId.toLowerCase() : publicIdOf(reading.authorityCode, key),
    agencyId: reading.agencies.get(providerName.trim().toLowerCase()) ?? null,
    statedByAgencyId: reading.agencyId,
    providerName: providerName.trim() || 'Not stated',
    name: textIn(service, 'name') ?? '',
    description: textIn(service, 'description') ?? '',
    themes: terms.themes,
    level: terms.level,
    ...agesOf(service),
    eligibility: null,
    referralRoute: null,
    status: STATUS[textIn(service, 'status') ?? ''] ?? 'active',
    url: textIn(service, 'url'),
    email: textIn(service, 'email'),
    phone: phoneOf(service),
    accountableName: null,
    accountableRole: null,
    evidence: null,
    programme: null,
    spellCode: null,
    isWholeArea: areas.length === 0,
    areaIds: areas,
    origin: 'feed',
    feed: reading.address,
    outsideId,
    detail: { openReferral: service, hash: hashOf(service) } satisfies FeedDetail,
    statedDay:
      notAfter(dayOfMoment(textIn(service, 'last_modified')), reading.today) ?? reading.today,
    confirmedDay: notAfter(parseDay(textIn(service, 'assured_date') ?? ''), reading.today),
    confirmedBy: textIn(service, 'assured_date') === null ? null : 'The feed',
    row: null,
    locations: objectsIn(service, 'service_at_locations').flatMap(locationsOf),
  };
}

function agesOf(service: JsonObject): Pick<ServiceStatement, 'fromAge' | 'toAge'> {
  const age = (name: string) => {
    const years = numberIn(service, name);
    return years === null || years < 0 || years > 120 ? null : Math.floor(years);
  };
  const [fromAge, toAge] = [age('minimum_age'), age('maximum_age')];
  if (fromAge !== null && toAge !== null && fromAge > toAge) return { fromAge: null, toAge: null };
  return { fromAge, toAge };
}

function phoneOf(service: JsonObject): string | null {
  const phones = objectsIn(service, 'contacts').flatMap((one) => objectsIn(one, 'phones'));
  return phones[0] === undefined ? null : textIn(phones[0], 'number');
}

function dayOfMoment(moment: string | null): CalendarDay | null {
  return moment === null ? null : parseDay(moment.slice(0, 10));
}

function notAfter(day: CalendarDay | null, today: CalendarDay): CalendarDay | null {
  return day === null || day > today ? null : day;
}

/** A code of the Office for National Statistics, such as that of a ward, within an address. */
const AREA_CODE = /\b[EWSN]\d{8}\b/g;

/** The places that a service names, by code or by whole name; none if it is for all. */
function areasOf(service: JsonObject, reading: FeedReading): readonly PlaceId[] {
  const named = objectsIn(service, 'service_areas').flatMap((area) => {
    const texts = ['uri', 'extent', 'name', 'service_area'].flatMap(
      (name) => textIn(area, name) ?? [],
    );
    return texts.flatMap((one) => [...(one.match(AREA_CODE) ?? []), one.trim().toLowerCase()]);
  });
  const found = named.flatMap((one) => reading.places.get(one) ?? []);
  if (found.some((place) => place.isWhole)) return [];
  return [...new Set(found.map((place) => place.id))];
}

function locationsOf(atLocation: JsonObject): ServiceLocation[] {
  const location = objectIn(atLocation, 'location');
  if (location === null) return [];
  const [first] = objectsIn(location, 'addresses');
  const lines = ['address_1', 'city', 'region', 'state_province'].flatMap((name) => {
    const line = first === undefined ? null : textIn(first, name);
    return line === null || line.trim() === '' ? [] : [line.trim()];
  });
  return [
    {
      name: textIn(location, 'name') ?? '',
      address: lines.length === 0 ? null : [...new Set(lines)].join(', '),
      postcode: first === undefined ? null : textIn(first, 'postal_code'),
      ...positionOf(location),
      isPhysical: textIn(location, 'location_type') === 'physical',
      outsideId: textIn(location, 'id'),
      detail: {},
    },
  ];
}

function positionOf(location: JsonObject): Pick<ServiceLocation, 'latitude' | 'longitude'> {
  const [latitude, longitude] = [numberIn(location, 'latitude'), numberIn(location, 'longitude')];
  const isSound =
    latitude !== null &&
    longitude !== null &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return isSound ? { latitude, longitude } : { latitude: null, longitude: null };
}
