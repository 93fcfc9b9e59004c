import { AGENCY_KIND_WORDS } from '../../govern/index.ts';
import {
  cellOf,
  type Figure,
  figureId,
  type Finding,
  formatPence,
  type How,
  pence,
  refuse,
  type Unit,
} from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { PERSPECTIVES, type Perspective, type Spread } from '../model/model-result.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import { STATES, type State } from '../model/model-input.ts';
import { OUTCOMES } from '../model/model-reference.ts';
import { type LoadedResult, loadResult } from './load-result.ts';
import { readNumber } from './load-scenario.ts';

/** Whose gain is counted, in words. */
export const PERSPECTIVE_WORDS: Readonly<Record<Perspective, string>> = {
  cash: 'Cash',
  public: 'Public purse',
  society: 'Society',
};

/** What each perspective counts, in a sentence. */
export const PERSPECTIVE_MEANING: Readonly<Record<Perspective, string>> = {
  cash: 'Only money that leaves a budget, in steps that free a post or a placement.',
  public: 'Cash, and staff time and places that are set free for other work.',
  society:
    'What the public purse gains, and value to people; money that only changes hands between ' +
    'people and the state is left out.',
};

/** Parameters that every measure of a kept run takes. */
export const RESULT_PARAMETERS = { result: 'the number of a run of a scenario' } as const;

/** The run that parameters name; its hash is checked. */
export function resultOf(tx: Tx, { result }: Parameters): Promise<LoadedResult> {
  return loadResult(tx, readNumber(result, 'run of a scenario'));
}

/** Reads a perspective; the public purse where nothing is said. */
export function readPerspective(text: string | undefined): Perspective {
  const found = PERSPECTIVES.find((one) => one === (text ?? 'public'));
  if (found) return found;
  const sentence = `perspective is one of ${PERSPECTIVES.join(', ')}.`;
  throw refuse('perspective-not-known', 'invalid', sentence);
}

/** Reads one of a few words of a parameter, the first where nothing is said. */
export function readOneOf<const W extends string>(
  words: readonly W[],
  text: string | undefined,
  name: string,
): W {
  const found = words.find((one) => one === (text ?? words[0]));
  if (found !== undefined) return found;
  throw refuse('parameter-not-known', 'invalid', `${name} is one of ${words.join(', ')}.`);
}

/** What a run rests on, in a sentence for the subtitle of every finding. */
export function restsOn({ kept, result }: LoadedResult): string {
  const runs = result.draws.toLocaleString('en-GB');
  const kind = result.kind === 'early' ? 'first estimate of ' : '';
  return `${kept.name}, version ${result.version}: ${kind}${runs} runs, seed ${result.seed}`;
}

/** Notes under every finding of a run: what it rests on and what it warns of. */
export function resultNotes({ result, found }: LoadedResult): readonly string[] {
  return [
    'Modelled, not counted: a range holds 90 of 100 runs.',
    `Data: ${result.edition} (${result.editionHash.slice(0, 12)}).`,
    ...found.warnings,
  ];
}

/** A figure of a spread: its mean or the value given, with the range of 90 of 100 runs. */
export function spreadFigure(
  of: {
    readonly measure: string;
    readonly parameters: Parameters;
    readonly label: string;
    readonly unit: Unit;
    readonly how: How;
  },
  spread: Spread | null,
  value: number | null = spread?.mean ?? null,
): Figure {
  const { measure, parameters, label, unit, how } = of;
  const base = { id: figureId(measure, parameters), label, unit, how };
  if (spread === null || value === null) return { ...base, value: null, absent: 'not-available' };
  const round = unit === 'pence' ? Math.round : (one: number) => one;
  return {
    ...base,
    value: round(value),
    low: round(Math.min(spread.p5, value)),
    high: round(Math.max(spread.p95, value)),
  };
}

/**
 * How a figure came about. An input says its formula and leads on by its own address, so that what
 * a page holds does not grow with how deep the explanation goes.
 */
export function explained(isInput: boolean, formula: string, inputs: () => readonly Figure[]): How {
  return isInput ? { formula } : { formula, inputs: inputs() };
}

/** The name of where a benefit arises: a state, or an outcome. */
export function sourceLabel(source: string): string {
  const state = STATES.find((one) => one === source);
  return state ? STATE_LABELS[state] : (OUTCOMES.get(source)?.label ?? source);
}

/** Whether the source of a benefit is a state. */
export function isState(source: string): source is State {
  return STATES.some((one) => one === source);
}

/** The name of a kind of agency. */
export function agencyLabel(agency: AgencyKind): string {
  return AGENCY_KIND_WORDS[agency];
}

/** A modelled amount in pence as a sentence says it: to two figures, as far as it is trusted. */
export function moneyWords(amount: number): string {
  return formatPence(pence(Math.round(amount === 0 ? 0 : Number(amount.toPrecision(2)))));
}

/** A share of runs as people count them: "72 of 100 runs". */
export function ofHundred(share: number): string {
  return `${Math.round(share * 100)} of 100 runs`;
}

/**
 * A finding whole, or the one figure of it that row and column of an address name. Refuses a column
 * that is not one of these, and a row that the finding does not have.
 */
export function wholeOrCell(
  finding: Finding,
  given: Parameters,
  columns: readonly string[],
): Finding {
  if (given.row === undefined) return finding;
  const column = readOneOf(columns, given.column, 'column');
  const [name = '', asked = ''] = finding.id.split('?');
  const parameters = Object.fromEntries(new URLSearchParams(asked));
  return cellOf(finding, figureId(name, { ...parameters, row: given.row, column }));
}
