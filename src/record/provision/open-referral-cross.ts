import type { ValueFault } from './open-referral-fault.ts';
import {
  isJsonObject,
  type JsonObject,
  numberIn,
  objectIn,
  objectsIn,
  textIn,
} from './open-referral-standard.ts';
import { shown } from './open-referral-values.ts';

/** A fault that shows only when fields are seen together, and where it is. */
export interface CrossFault {
  readonly path: string;
  readonly fault: ValueFault;
}

/** A full postcode of the United Kingdom, with or without its space. */
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i;
const BY_DAY = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;

/**
 * What the schemas let pass and is wrong all the same, in the sound part of a service: spans that
 * end before they begin, positions off the globe, references to nothing. Nothing is left out.
 */
export function crossFaults(service: JsonObject): readonly CrossFault[] {
  return [
    ...agesFaults(service),
    ...organizationFaults(service),
    ...objectsIn(service, 'schedules').flatMap((one, index) =>
      scheduleFaults(service, one, `schedules[${index}]`),
    ),
    ...objectsIn(service, 'cost_options').flatMap((one, index) => [
      ...spanFaults(one, `cost_options[${index}]`),
      ...amountFaults(one, `cost_options[${index}]`),
    ]),
    ...objectsIn(service, 'service_at_locations').flatMap((one, index) =>
      locationFaults(one, `service_at_locations[${index}]`),
    ),
    ...objectsIn(service, 'attributes').flatMap((one, index) =>
      attributeFaults(service, one, `attributes[${index}]`),
    ),
  ];
}

function fault(path: string, rule: string, message: string, fix: string): CrossFault {
  return { path, fault: { rule: `open-referral/${rule}`, message, fix } };
}

function agesFaults(service: JsonObject): CrossFault[] {
  const [low, high] = [numberIn(service, 'minimum_age'), numberIn(service, 'maximum_age')];
  if (low === null || high === null || low <= high) return [];
  return [
    fault(
      'minimum_age',
      'ages-crossed',
      `The lowest age (${low}) is above the highest (${high}), so nobody fits.`,
      'Correct one of the two.',
    ),
  ];
}

function organizationFaults(service: JsonObject): CrossFault[] {
  if (objectIn(service, 'organization') !== null) return [];
  const named = textIn(service, 'organization_id');
  if (named !== null) {
    const message = `It names the organisation ${shown(named)}, which the feed does not describe.`;
    return [fault('organization_id', 'dangling-reference', message, 'Add organization.')];
  }
  const message = 'No organisation is stated, so nobody can tell who gives the service.';
  return [fault('organization', 'no-organisation', message, 'Add organization.')];
}

function spanFaults(thing: JsonObject, path: string): CrossFault[] {
  const [from, to] = [textIn(thing, 'valid_from'), textIn(thing, 'valid_to')];
  if (from === null || to === null || from <= to) return [];
  const message = `It ends (${to}) before it begins (${from}).`;
  return [fault(`${path}.valid_to`, 'dates-crossed', message, 'Correct one of the two dates.')];
}

function amountFaults(thing: JsonObject, path: string): CrossFault[] {
  const amount = numberIn(thing, 'amount');
  if (amount === null || amount >= 0) return [];
  const message = 'The cost is below nothing.';
  return [fault(`${path}.amount`, 'cost-below-zero', message, 'Correct the amount.')];
}

function scheduleFaults(service: JsonObject, schedule: JsonObject, path: string): CrossFault[] {
  const found = spanFaults(schedule, path);
  const days = textIn(schedule, 'byday');
  const wrong = (days ?? '').split(',').find((one) => days !== null && !BY_DAY.test(one.trim()));
  if (wrong !== undefined) {
    const message = `${shown(wrong)} is no day of the week as calendars write them.`;
    const fix = 'Write two capital letters for each day, with commas: MO,TU,WE,TH,FR,SA,SU.';
    found.push(fault(`${path}.byday`, 'not-a-weekday', message, fix));
  }
  const at = textIn(schedule, 'service_at_location_id');
  const places = objectsIn(service, 'service_at_locations').map((one) => textIn(one, 'id'));
  if (at !== null && !places.includes(at)) {
    const message = `It is for the place ${shown(at)}, which the service does not have.`;
    const fix = 'Add the place to service_at_locations, or correct which one is named.';
    found.push(fault(`${path}.service_at_location_id`, 'dangling-reference', message, fix));
  }
  return found;
}

function locationFaults(atLocation: JsonObject, path: string): CrossFault[] {
  const location = objectIn(atLocation, 'location');
  if (location === null) {
    const named = textIn(atLocation, 'location_id');
    const message =
      named === null
        ? 'It names no location, so nobody can tell where the service is given.'
        : `It names the location ${shown(named)}, which the feed does not describe.`;
    return [fault(`${path}.location`, 'dangling-reference', message, 'Add location.')];
  }
  return [
    ...positionFaults(location, `${path}.location`),
    ...objectsIn(location, 'addresses').flatMap((address, index) =>
      postcodeFaults(address, `${path}.location.addresses[${index}]`),
    ),
  ];
}

/** The furthest that a latitude and a longitude can be from zero, in degrees. */
const FURTHEST = { latitude: 90, longitude: 180 } as const;

function positionFaults(location: JsonObject, path: string): CrossFault[] {
  const found = (['latitude', 'longitude'] as const).flatMap((name) => {
    const degrees = numberIn(location, name);
    if (degrees === null || Math.abs(degrees) <= FURTHEST[name]) return [];
    const message =
      `${degrees} is no ${name}: it goes from -${FURTHEST[name]} to ${FURTHEST[name]}. ` +
      'The location is loaded, but no distance is worked out from it.';
    const fix = 'Correct the position; often latitude and longitude stand the wrong way round.';
    return [fault(`${path}.${name}`, 'position-off-the-globe', message, fix)];
  });
  const given = (['latitude', 'longitude'] as const).filter((one) => one in location);
  if (given.length !== 1) return found;
  const lacks = given[0] === 'latitude' ? 'longitude' : 'latitude';
  const message = `There is a ${given[0]} and no ${lacks}, so the place cannot be found on a map.`;
  return [...found, fault(`${path}.${lacks}`, 'half-a-position', message, `Add ${lacks}.`)];
}

function postcodeFaults(address: JsonObject, path: string): CrossFault[] {
  const postcode = textIn(address, 'postal_code');
  if (postcode === null || POSTCODE.test(postcode.trim())) return [];
  const message =
    `${shown(postcode)} is no postcode of the United Kingdom, ` +
    'so the service cannot be placed in a ward.';
  return [fault(`${path}.postal_code`, 'not-a-postcode', message, 'Correct the postcode.')];
}

function attributeFaults(service: JsonObject, attribute: JsonObject, path: string): CrossFault[] {
  const found: CrossFault[] = [];
  const link = textIn(attribute, 'link_id');
  if (link !== null && link !== textIn(service, 'id')) {
    const message = `It is linked to ${shown(link)}, but it stands within another service.`;
    const fix = 'Let link_id be the id of the service that the classification stands within.';
    found.push(fault(`${path}.link_id`, 'dangling-reference', message, fix));
  }
  if (!isJsonObject(attribute.taxonomy_term)) {
    const message = 'No taxonomy term is described, so the classification says nothing.';
    found.push(fault(`${path}.taxonomy_term`, 'no-term', message, 'Add taxonomy_term.'));
  }
  return found;
}
