/** A JSON schema as it was published. */
export type Schema = { readonly [keyword: string]: unknown };

/** Finds the schema that a reference names. */
export type FindSchema = (reference: string) => Schema;

/** Words of a schema that say nothing about a value. */
const ANNOTATIONS = [
  '$defs',
  '$schema',
  'constraints',
  'core',
  'datapackage_metadata',
  'datapackage_type',
  'description',
  'example',
  'name',
  'path',
  'tabular_required',
  'title',
];

const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  uri: /^[a-z][a-z0-9+.-]*:[^\s]+$/i,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i,
};

/**
 * What a value breaks of a schema, each with its path; formats count. A strict checker of the part
 * of JSON schema that the schemas of Open Referral UK and our own use: a keyword that it does not
 * know throws, so that nothing is passed over. `Page` is their own way to write an `allOf`.
 */
export function schemaFaults(schema: Schema, value: unknown, find: FindSchema): readonly string[] {
  return faultsAt(schema, value, { path: '$', find });
}

interface At {
  readonly path: string;
  /** The schema that the keyword stands in. */
  readonly within?: Schema;
  readonly find: FindSchema;
}

function faultsAt(schema: Schema, value: unknown, at: At): string[] {
  return Object.entries(schema).flatMap(([keyword, said]) => {
    if (ANNOTATIONS.includes(keyword)) return [];
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`unknown keyword "${keyword}" at ${at.path}`);
    return check(said, value, { ...at, within: schema });
  });
}

type Check = (said: unknown, value: unknown, at: At) => string[];

const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (said, value, { path }) =>
    isOfType(said, value) ? [] : [`${path}: is not of type ${said}`],
  enum: (said, value, { path }) =>
    (said as unknown[]).includes(value) ? [] : [`${path}: is none of ${said}`],
  format: (said, value, { path }) => {
    const format = FORMATS[String(said)];
    if (format === undefined) throw new Error(`unknown format "${said}"`);
    return typeof value !== 'string' || format.test(value) ? [] : [`${path}: is no ${said}`];
  },
  required: (said, value, { path }) =>
    isObject(value)
      ? (said as string[])
          .filter((name) => !(name in value))
          .map((name) => `${path}.${name}: missing`)
      : [],
  properties: (said, value, at) =>
    isObject(value)
      ? Object.entries(said as Record<string, Schema>).flatMap(([name, schema]) =>
          name in value ? faultsAt(schema, value[name], { ...at, path: `${at.path}.${name}` }) : [],
        )
      : [],
  items: (said, value, at) =>
    Array.isArray(value)
      ? value.flatMap((one, index) =>
          faultsAt(said as Schema, one, { ...at, path: `${at.path}[${index}]` }),
        )
      : [],
  minItems: (said, value, { path }) =>
    Array.isArray(value) && value.length < Number(said) ? [`${path}: has under ${said} items`] : [],
  maxItems: (said, value, { path }) =>
    Array.isArray(value) && value.length > Number(said) ? [`${path}: has over ${said} items`] : [],
  minimum: (said, value, { path }) =>
    typeof value === 'number' && value < Number(said) ? [`${path}: is under ${said}`] : [],
  maximum: (said, value, { path }) =>
    typeof value === 'number' && value > Number(said) ? [`${path}: is over ${said}`] : [],
  pattern: (said, value, { path }) =>
    typeof value === 'string' && !new RegExp(String(said), 'u').test(value)
      ? [`${path}: does not match ${said}`]
      : [],
  anyOf: (said, value, at) => {
    const all = (said as Schema[]).map((schema) => faultsAt(schema, value, at));
    return all.some((faults) => faults.length === 0) ? [] : (all[0] ?? []);
  },
  additionalProperties: (said, value, at) => otherFaults(said, value, at),
  allOf: (said, value, at) => (said as Schema[]).flatMap((schema) => faultsAt(schema, value, at)),
  Page: (said, value, at) => faultsAt(said as Schema, value, at),
  $ref: (said, value, at) => faultsAt(at.find(String(said)), value, at),
};

/** What a schema says of the properties that it does not name: false, or a schema for them. */
function otherFaults(said: unknown, value: unknown, { within, ...at }: At): string[] {
  if (!isObject(value)) return [];
  const named = (within?.properties ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(value)
    .filter(([name]) => !(name in named))
    .flatMap(([name, one]) => {
      const path = `${at.path}.${name}`;
      return said === false
        ? [`${path}: is not known`]
        : faultsAt(said as Schema, one, { ...at, path });
    });
}

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'object') return isObject(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'string' || type === 'number' || type === 'boolean') return typeof value === type;
  throw new Error(`unknown type "${type}"`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
