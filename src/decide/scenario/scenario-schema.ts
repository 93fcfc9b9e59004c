import { AGENCY_KINDS } from '../../govern/index.ts';
import { STATES } from '../model/model-input.ts';
import { SCENARIO_FORMAT } from './scenario.ts';
import { SCENARIO_LIMITS } from './scenario-fields.ts';

/** A JSON schema, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Where the schema is served. */
export const SCENARIO_SCHEMA_ADDRESS = '/api/scenario-schema.json';

const { years, draws, seed, ages, places, pounds, steps } = SCENARIO_LIMITS;

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const number = (least: number, most: number): JsonSchema => ({
  type: 'number',
  minimum: least,
  maximum: most,
});
const whole = (least: number, most: number): JsonSchema => ({
  type: 'integer',
  minimum: least,
  maximum: most,
});
const list = (items: JsonSchema, minItems: number, maxItems?: number): JsonSchema => ({
  type: 'array',
  items,
  minItems,
  ...(maxItems === undefined ? {} : { maxItems }),
});
const said = (description: string, schema: JsonSchema): JsonSchema => ({ description, ...schema });
const range = (least: number, most: number): JsonSchema => ({
  anyOf: [number(least, most), list(number(least, most), 3, 3)],
});

function record(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const span = number(0, years.most);

const DEFS: Readonly<Record<string, JsonSchema>> = {
  text: { type: 'string', pattern: '\\S' },
  code: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9.]+)*$' },
  state: { type: 'string', enum: [...STATES] },
  states: list(ref('state'), 1),
  percent: said(
    '[low, likely, high] in per cent, about 5 and 95 in 100 at the ends; one number where sure.',
    range(0, 100),
  ),
  pounds: said(
    '[low, likely, high] in pounds of the price base; one number where sure.',
    range(pounds.least, pounds.most),
  ),
  paidBy: said('Per cent by kind of agency; sums to 100.', {
    type: 'object',
    properties: Object.fromEntries(AGENCY_KINDS.map((kind) => [kind, number(0, 100)])),
    additionalProperties: false,
  }),
  cost: record({
    perPlace: said('For each child who begins.', ref('pounds')),
    fixedAYear: said('Whatever the number who come.', ref('pounds')),
    setUp: said('Once, before the first year.', ref('pounds')),
    paidBy: ref('paidBy'),
    kind: said('cash leaves a budget; capacity is staff who are there already.', {
      type: 'string',
      enum: ['cash', 'capacity'],
    }),
  }),
  evidence: record(
    {
      programme: said('A programme of the evidence library.', ref('code')),
      scheme: said('Who rated it, or "estimate".', ref('text')),
      level: said('The rating as its publisher states it.', ref('text')),
      source: said('Where it is found, or who estimates it and why.', ref('text')),
    },
    ['programme'],
  ),
  move: record({ from: ref('states'), to: ref('states') }),
  outcome: record({ outcome: ref('code') }),
  effect: record(
    {
      code: ref('code'),
      on: said('A move between states, or an outcome.', {
        anyOf: [ref('move'), ref('outcome')],
      }),
      relativeRisk: said('1 is no change. Either this or effectSize.', number(0.01, 20)),
      effectSize: said('Standardised; 0 is no change.', number(-3, 3)),
      standardError: said('Of the logarithm of a relative risk, or of the size.', number(0, 5)),
      lagYears: said('Before it begins.', span),
      fullYears: said('At full strength.', span),
      fadeYears: said('Of even fading after that.', span),
      design: said('Seen against children without it, or only before and after.', {
        type: 'string',
        enum: ['comparison', 'before-after'],
      }),
      deadweightPercent: said('Would have come anyway; only for before-after.', ref('percent')),
      evidence: ref('evidence'),
    },
    ['relativeRisk', 'effectSize', 'deadweightPercent'],
  ),
  who: record({
    states: ref('states'),
    ages: said('Youngest and oldest, in whole years.', list(whole(ages.least, ages.most), 2, 2)),
  }),
  uncovers: record({ percent: ref('percent'), to: ref('state') }),
  programme: record(
    {
      code: ref('code'),
      name: ref('text'),
      who: ref('who'),
      placesAYear: said('Children who can begin in a year.', number(places.least, places.most)),
      rampPercent: said('Places that are ready, by year; the last stands on.', {
        ...list(number(0, 100), 1),
      }),
      years: said('Years in which children begin.', whole(years.least, years.most)),
      startsAfterYears: whole(0, years.most - 1),
      reachPercent: said('Of those it is for, how many it can reach.', ref('percent')),
      engagementPercent: said('Of places offered, how many begin.', ref('percent')),
      retentionPercent: said('Of those, how many stay to the end.', ref('percent')),
      cost: ref('cost'),
      effects: list(ref('effect'), 0, SCENARIO_LIMITS.effects),
      uncovers: said('Hidden need that comes to light: who, and where to.', ref('uncovers')),
    },
    ['uncovers'],
  ),
};

/**
 * The published JSON schema of a scenario file (draft 2020-12). It says what a field may hold;
 * order within a range, shares that sum to 100 and codes that must be known are checked on reading.
 */
export const SCENARIO_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Headwater scenario',
  description: 'What a partnership would do, and what it assumes. A file is YAML or JSON.',
  ...record(
    {
      format: { type: 'string', enum: [SCENARIO_FORMAT] },
      name: said('At most 120 letters.', { type: 'string', pattern: '^.{1,120}$' }),
      about: ref('text'),
      firstYear: said('A financial year, such as 2026-27.', {
        type: 'string',
        pattern: '^\\d{4}[-/](\\d{2}|\\d{4})$',
      }),
      years: said('Years that are looked at.', whole(years.least, years.most)),
      draws: said('Runs, each with its own chance.', whole(draws.least, draws.most)),
      seed: said('The same seed gives the same result.', whole(seed.least, seed.most)),
      discount: said('A schedule of reference/discount-schedules.yaml.', ref('code')),
      rates: said('How children move: from the record, or from published totals.', {
        type: 'string',
        enum: ['record', 'published'],
      }),
      overlap: said('How outcomes that value the same thing go together.', {
        type: 'string',
        enum: ['sum', 'largest', 'range'],
      }),
      programmes: list(ref('programme'), 0, SCENARIO_LIMITS.programmes),
      outcomeChances: said('Per cent a year, where they differ from the reference.', {
        type: 'object',
        additionalProperties: ref('percent'),
      }),
      cashSteps: said('Children at once for one step of saved cash, by state.', {
        type: 'object',
        properties: Object.fromEntries(
          STATES.map((state) => [state, number(steps.least, steps.most)]),
        ),
        additionalProperties: false,
      }),
    },
    ['outcomeChances', 'cashSteps'],
  ),
  $defs: DEFS,
};
