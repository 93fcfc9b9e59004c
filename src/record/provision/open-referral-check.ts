import { crossFaults } from './open-referral-cross.ts';
import type { FeedFault, LeftOut, ValueFault } from './open-referral-fault.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  objectIn,
  STANDARD,
  type StandardField,
  textIn,
  THING_WORDS,
  type ThingName,
} from './open-referral-standard.ts';
import { shown, typeWords, valueFault } from './open-referral-values.ts';

/** A service as read: the sound part of it (null when it cannot be loaded at all), and faults. */
export interface CheckedService {
  /** The service with every sound field of the standard; fields of others' own are not in it. */
  readonly service: JsonObject | null;
  readonly faults: readonly FeedFault[];
}

/** What reading one thing needs to know of where it stands. */
interface Reading {
  readonly faults: FeedFault[];
  readonly serviceId: string | null;
  readonly serviceName: string | null;
  readonly nulls: string[];
  /** The things that this one hangs on, the service first. */
  readonly above: readonly { readonly thing: ThingName; readonly id: string }[];
}

const DEEPEST = 12;

/**
 * Checks one whole service against Open Referral UK 3.0 and keeps what is sound: a field that is
 * wrong is left out; a thing without a field that it needs is left out with all that hangs on it;
 * fields that the standard does not know are accepted and not read.
 */
export function checkService(value: unknown): CheckedService {
  const faults: FeedFault[] = [];
  if (!isJsonObject(value)) {
    const fault = {
      rule: 'open-referral/wrong-type',
      message: `It is ${typeWords(value as Json)}, where a service should stand.`,
      fix: 'Answer with one service as an object.',
    };
    const nobody = { faults, serviceId: null, serviceName: null, nulls: [], above: [] };
    tell(nobody, '', { fault, leftOut: 'service' });
    return { service: null, faults };
  }
  const reading: Reading = {
    faults,
    serviceId: textIn(value, 'id'),
    serviceName: textIn(value, 'name'),
    nulls: [],
    above: [],
  };
  const service = readThing(reading, 'service', value, '');
  if (service !== null) {
    tellNulls(reading);
    for (const { path, fault } of crossFaults(service)) {
      // What is missing because it was left out has been told already.
      if (faults.some((one) => one.path.startsWith(path))) continue;
      tell(reading, path, { fault, leftOut: 'nothing' });
    }
  }
  return { service, faults };
}

function tell(
  reading: Reading,
  path: string,
  of: { readonly fault: ValueFault; readonly leftOut: LeftOut; readonly thing?: ThingName },
): void {
  const { rule, message, fix } = of.fault;
  const { serviceId, serviceName } = reading;
  const follows = FOLLOWS[of.leftOut](of.thing ?? 'service');
  reading.faults.push({
    rule,
    severity: of.leftOut === 'nothing' ? 'warning' : 'error',
    serviceId,
    serviceName,
    path,
    message: `${message}${follows}`,
    fix,
    leftOut: of.leftOut,
  });
}

const FOLLOWS: Readonly<Record<LeftOut, (thing: ThingName) => string>> = {
  service: () => ' The whole service is kept out.',
  part: (thing) => ` This ${THING_WORDS[thing]} is left out; the rest of the service is loaded.`,
  field: () => ' The field is left out; the rest of the service is loaded.',
  nothing: () => '',
};

/** Reads one thing; null when it lacks what it needs, and is told to be left out. */
function readThing(
  reading: Reading,
  thing: ThingName,
  value: JsonObject,
  path: string,
): JsonObject | null {
  const leftOut = thing === 'service' ? 'service' : 'part';
  const sound: Record<string, Json> = {};
  const ownId = textIn(value, 'id');
  const above = ownId === null ? reading.above : [...reading.above, { thing, id: ownId }];
  let isWhole = true;
  for (const [name, field] of Object.entries(STANDARD[thing])) {
    const given = value[name];
    const at = path === '' ? name : `${path}.${name}`;
    if (given === undefined || given === null) {
      if (field.isRequired) {
        tell(reading, at, { fault: missing(thing, name), leftOut, thing });
        isWhole = false;
      } else if (given === null) reading.nulls.push(at);
      continue;
    }
    const read = readField({ ...reading, above }, { thing, name, field, given, whole: value }, at);
    if (read.isPartLost) isWhole = false;
    if (read.value !== undefined) sound[name] = read.value;
  }
  return isWhole ? sound : null;
}

interface Given {
  readonly thing: ThingName;
  readonly name: string;
  readonly field: StandardField;
  readonly given: Json;
  readonly whole: JsonObject;
}

interface FieldRead {
  readonly value?: Json;
  /** The thing cannot do without this field. */
  readonly isPartLost?: true;
}

function readField(reading: Reading, of: Given, path: string): FieldRead {
  const { field, given, thing } = of;
  if (field.kind === 'many') return readMany(reading, of, path);
  if (field.kind === 'one') return readOne(reading, of, path);
  const fault = valueFault(field, given) ?? blank(of) ?? besideFault(of);
  if (fault !== null) {
    const whole = thing === 'service' ? 'service' : 'part';
    tell(reading, path, { fault, leftOut: field.isRequired ? whole : 'field', thing });
    return field.isRequired ? { isPartLost: true } : {};
  }
  const stranger = strangerFault(reading, of);
  if (stranger !== null) {
    tell(reading, path, { fault: stranger, leftOut: 'part', thing });
    return { isPartLost: true };
  }
  return { value: given };
}

function missing(thing: ThingName, name: string): ValueFault {
  return {
    rule: 'open-referral/missing-field',
    message: `The ${THING_WORDS[thing]} has no ${name}, which the standard requires.`,
    fix: `Add ${name}.`,
  };
}

/** A service without a name helps nobody find it; other blanks the standard lets pass. */
function blank({ thing, name, given }: Given): ValueFault | null {
  if (thing !== 'service' || name !== 'name' || String(given).trim() !== '') return null;
  return {
    rule: 'open-referral/missing-field',
    message: 'The name is blank.',
    fix: 'Write the name by which people know the service.',
  };
}

/** A field that names a thing must name the one that stands beside it. */
function besideFault({ field, given, whole }: Given): ValueFault | null {
  if (field.beside === undefined) return null;
  const other = objectIn(whole, field.beside);
  const otherId = other === null ? null : textIn(other, 'id');
  if (otherId === null || otherId === given) return null;
  return {
    rule: 'open-referral/dangling-reference',
    message: `It names ${shown(given)}, but the ${field.beside} beside it is ${shown(otherId)}.`,
    fix: `Let both name the same ${field.beside}.`,
  };
}

/** A field that names what a thing hangs on must name what it stands within. */
function strangerFault({ above }: Reading, { field, given }: Given): ValueFault | null {
  if (field.belongsTo === undefined) return null;
  const holder = above.findLast((one) => one.thing === field.belongsTo);
  if (holder === undefined || holder.id === given) return null;
  return {
    rule: 'open-referral/dangling-reference',
    message:
      `It says that it belongs to the ${THING_WORDS[field.belongsTo]} ${shown(given)}, ` +
      `but it stands within ${shown(holder.id)}.`,
    fix: 'Move it to where it belongs, or correct which one it names.',
  };
}

function readOne(reading: Reading, { field, given }: Given, path: string): FieldRead {
  const thing = field.thing as ThingName;
  if (!isJsonObject(given)) {
    tell(reading, path, { fault: notAThing(thing, given), leftOut: 'part', thing });
    return {};
  }
  const read = reading.above.length >= DEEPEST ? null : readThing(reading, thing, given, path);
  return read === null ? {} : { value: read };
}

function readMany(reading: Reading, { field, given, name }: Given, path: string): FieldRead {
  const thing = field.thing as ThingName;
  if (!Array.isArray(given)) {
    const fault = {
      rule: 'open-referral/wrong-type',
      message: `It is ${typeWords(given)}, where the standard wants a list.`,
      fix: `Write ${name} as a list, even of one.`,
    };
    tell(reading, path, { fault, leftOut: 'field', thing });
    return {};
  }
  const ids = new Set<string>();
  const kept: JsonObject[] = [];
  for (const [index, item] of given.entries()) {
    const read = readItem(reading, { thing, item, ids }, `${path}[${index}]`);
    if (read !== null) kept.push(read);
  }
  return { value: kept };
}

function readItem(
  reading: Reading,
  of: { readonly thing: ThingName; readonly item: Json; readonly ids: Set<string> },
  path: string,
): JsonObject | null {
  const { thing, item, ids } = of;
  if (!isJsonObject(item)) {
    tell(reading, path, { fault: notAThing(thing, item), leftOut: 'part', thing });
    return null;
  }
  const read = readThing(reading, thing, item, path);
  if (read === null) return null;
  const id = textIn(read, 'id') ?? '';
  if (ids.has(id)) {
    const fault = {
      rule: 'open-referral/duplicate-id',
      message: `The id ${shown(id)} stands twice in this list.`,
      fix: 'Give each its own id, or remove the copy.',
    };
    tell(reading, `${path}.id`, { fault, leftOut: 'part', thing });
    return null;
  }
  ids.add(id);
  return read;
}

function notAThing(thing: ThingName, given: Json): ValueFault {
  return {
    rule: 'open-referral/wrong-type',
    message: `It is ${typeWords(given)}; the ${THING_WORDS[thing]} should stand as an object.`,
    fix: `Write the whole ${thing}, with its id.`,
  };
}

/** Empty values are told once for a service: they are many in some feeds, and harm little. */
function tellNulls(reading: Reading): void {
  const { nulls } = reading;
  const [first] = nulls;
  if (first === undefined) return;
  const listed = nulls.slice(0, 10).join(', ');
  const fault = {
    rule: 'open-referral/null-value',
    message:
      nulls.length === 1
        ? 'It is null, which the standard does not allow. It is read as left out.'
        : `${nulls.length} fields are null, which the standard does not allow (${listed}` +
          `${nulls.length > 10 ? ' and others' : ''}). They are read as left out.`,
    fix: 'Leave out fields that have no value.',
  };
  tell(reading, first, { fault, leftOut: 'nothing' });
}
