import { normalShareBelow } from '../../lib/index.ts';
import { COX, logEffect } from './effect-profile.ts';
import { valueAt } from './likely.ts';
import type {
  EffectInput,
  Likely,
  ModelInput,
  OutcomeInput,
  ProgrammeInput,
  StatePrice,
} from './model-input.ts';
import { isLookedAfter, STATE_LABELS } from './state-of-level.ts';

/**
 * One thing that is assumed and not known. Its value follows from a standard normal number: 0 gives
 * its middle. `code` names it within an input and chooses its stream of chance, so that the same
 * assumption meets the same chance in every scenario and in both engines.
 */
export interface Assumption {
  readonly code: string;
  readonly label: string;
  /** Name of the stream of chance within a run. */
  readonly stream: number;
  /** The value as a reader states it: pence, share, relative risk or effect size. */
  valueAt(z: number): number;
  /** Whether it has any spread. */
  readonly isUncertain: boolean;
}

/** Every assumption of an input but the rates, with its place by code. */
export interface Assumptions {
  readonly list: readonly Assumption[];
  readonly placeOf: ReadonlyMap<string, number>;
}

/** A name for a stream of chance, from a text (FNV-1a, 31 bits). */
export function streamOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 1) | 0x40000000;
}

/** The code of an assumption about a programme, such as `programme:fs400/cost:set-up`. */
export function programmeCode(programme: Pick<ProgrammeInput, 'code'>, part: string): string {
  return `programme:${programme.code}/${part}`;
}

/** What is assumed in an input, in order of code, so that the order of its parts plays no role. */
export function assumptionsOf(input: ModelInput): Assumptions {
  const list = [
    ...input.prices.map((price) =>
      ranged(`price:${price.code}`, priceLabel(price, input.prices), price.pence),
    ),
    ...input.outcomes.flatMap((outcome) => [
      ranged(`outcome:${outcome.code}`, `${outcome.label}: chance a year`, outcome.chanceAYear, 1),
      ...outcome.prices.map((price) =>
        ranged(
          `outcome:${outcome.code}/price:${price.code}`,
          `${outcome.label}: what one costs`,
          price.pence,
        ),
      ),
    ]),
    ...input.programmes.flatMap((programme) => ofProgramme(programme, input.outcomes)),
    ...overlapShares(input),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
  const placeOf = new Map(list.map(({ code }, place) => [code, place]));
  if (placeOf.size < list.length) throw new RangeError('two parts of an input have one code');
  return { list, placeOf };
}

/** A price by its state; where a state has several, with the name of each. */
function priceLabel({ code, state }: StatePrice, prices: readonly StatePrice[]): string {
  const what = `${STATE_LABELS[state]}: what a day costs`;
  const isOnly = prices.filter((price) => price.state === state).length === 1;
  return isOnly ? what : `${what} (${code.replaceAll(/[-:]/g, ' ')})`;
}

function ofProgramme(programme: ProgrammeInput, outcomes: readonly OutcomeInput[]): Assumption[] {
  const { cost, uncovers, name } = programme;
  const code = (part: string) => programmeCode(programme, part);
  return [
    ranged(code('engagement'), `${name}: share who begin`, programme.engagement, 1),
    ranged(code('retention'), `${name}: share who stay to the end`, programme.retention, 1),
    ranged(code('cost:per-place'), `${name}: cost for each child`, cost.perPlace),
    ranged(code('cost:fixed'), `${name}: fixed cost a year`, cost.fixedAYear),
    ranged(code('cost:set-up'), `${name}: cost of setting up`, cost.setUp),
    ...(programme.eligibleAYear === null
      ? []
      : [ranged(code('reach'), `${name}: share who can be reached`, programme.reach, 1)]),
    ...(uncovers
      ? [ranged(code('uncovers'), `${name}: hidden need that comes to light`, uncovers.share, 1)]
      : []),
    ...programme.effects.flatMap((effect) =>
      ofEffect(programme, effect, changeWords(effect.on, outcomes)),
    ),
  ];
}

/** What an effect changes, in words: moves into care, moves to a state, or an outcome. */
function changeWords(on: EffectInput['on'], outcomes: readonly OutcomeInput[]): string {
  if (on.kind === 'outcome') {
    const label = outcomes.find(({ code }) => code === on.outcome)?.label ?? on.outcome;
    return label.charAt(0).toLowerCase() + label.slice(1);
  }
  if (on.to.every(isLookedAfter)) return 'moves into care';
  return `moves to: ${on.to.map((state) => STATE_LABELS[state].toLowerCase()).join(', ')}`;
}

function ofEffect(programme: ProgrammeInput, effect: EffectInput, change: string): Assumption[] {
  const code = programmeCode(programme, `effect:${effect.code}`);
  const isRisk = effect.size.kind === 'relative-risk';
  const size: Assumption = {
    code,
    label: `${programme.name}: effect on ${change}`,
    stream: streamOf(code),
    valueAt: (z) => {
      const log = logEffect(effect, z);
      return isRisk ? Math.exp(log) : log / COX;
    },
    isUncertain: effect.size.standardError > 0,
  };
  if (effect.deadweight === null) return [size];
  const label = `${size.label}: share that would have come anyway`;
  return [size, ranged(`${code}/deadweight`, label, effect.deadweight, 1)];
}

/** Where overlapping outcomes are a range: how far up from the smallest to the largest. */
function overlapShares(input: ModelInput): Assumption[] {
  if (input.overlap !== 'range') return [];
  const groups = new Set(input.outcomes.flatMap(({ overlapGroup }) => overlapGroup ?? []));
  return [...groups].map((group) => ({
    code: `overlap:${group}`,
    label: `How far outcomes of "${group}" are apart things`,
    stream: streamOf(`overlap:${group}`),
    valueAt: normalShareBelow,
    isUncertain: true,
  }));
}

function ranged(code: string, label: string, range: Likely, most?: number): Assumption {
  return {
    code,
    label,
    stream: streamOf(code),
    valueAt: (z) => valueAt(range, z, most === undefined ? {} : { most }),
    isUncertain: range.low < range.high,
  };
}
