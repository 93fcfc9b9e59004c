import { parse } from 'yaml';
import type { FieldFault } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import type { ModelDefaults } from '../model/model-defaults-file.ts';
import type { Likely, State } from '../model/model-input.ts';
import { changeOf, type Lever, riskOf } from './lever.ts';
import type { Scenario } from './scenario.ts';
import { type KnownCodes, scenarioField } from './scenario-fields.ts';
import { writeScenario } from './scenario-file.ts';

/** What the boxes of a form hold: text, or what was ticked. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

type Path = readonly string[];

/** What each box of the levers shows for a scenario. */
export function leverValues(
  scenario: Scenario,
  levers: readonly Lever[],
  defaults: ModelDefaults,
): FormValues {
  return Object.assign({}, ...levers.map((lever) => valuesOf(scenario, lever, defaults)));
}

function valuesOf(scenario: Scenario, lever: Lever, defaults: ModelDefaults): FormValues {
  const { name, kind } = lever;
  if (name.startsWith('cashSteps.')) return { [name]: stepValue(scenario, name, defaults) };
  if (kind === 'change') {
    const effect = valueAt(scenario, name.split('.').slice(0, -1));
    return rangeValues(name, changeOf(effect as Parameters<typeof changeOf>[0]));
  }
  const value = valueAt(scenario, name.split('.'));
  if (kind === 'range') return rangeValues(name, value as Likely);
  if (kind === 'checkboxes') return { [name]: value as readonly string[] };
  if (kind === 'list') return { [name]: (value as readonly number[]).join(', ') };
  if (kind === 'ages') {
    const [from, to] = value as readonly [number, number];
    return { [`${name}.from`]: String(from), [`${name}.to`]: String(to) };
  }
  if (kind === 'shares') {
    const shares = Object.entries(value as Readonly<Record<string, number>>);
    return Object.fromEntries(shares.map(([key, share]) => [`${name}.${key}`, String(share)]));
  }
  return { [name]: String(value) };
}

function rangeValues(name: string, { low, likely, high }: Likely): FormValues {
  const isSure = low === likely && likely === high;
  return {
    [`${name}.low`]: isSure ? '' : String(low),
    [`${name}.likely`]: String(likely),
    [`${name}.high`]: isSure ? '' : String(high),
  };
}

function stepValue(scenario: Scenario, name: string, { cashSteps }: ModelDefaults): string {
  const step = cashSteps.find(({ code }) => name === `cashSteps.${code}`);
  const own = step?.states.map((state) => scenario.cashSteps[state]).find((one) => one);
  return String(own ?? step?.childrenAStep ?? '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, step) => (here as Readonly<Record<string, unknown>> | undefined)?.[step],
    value,
  );
}

/**
 * Reads posted levers onto a scenario. What a form leaves out stays as it was; faults come in the
 * words of the scenario's own reader, each at its box.
 */
export function readLevers(
  form: Readonly<Record<string, string>>,
  base: Scenario,
  book: {
    readonly levers: readonly Lever[];
    readonly defaults: ModelDefaults;
    readonly known: KnownCodes;
  },
): FormResult<Scenario> {
  const reading = new LeverReading(form, base, book.defaults);
  for (const lever of book.levers) reading.read(lever);
  if (reading.errors.length > 0) return { ok: false, errors: reading.errors };
  const checked = checkScenario(reading.scenario, book.known);
  if (checked.ok) return checked;
  const errors = checked.faults.map((fault) => errorOf(fault, book.levers));
  return { ok: false, errors };
}

/** A scenario checked by the reader of its files; faults with their whole path. */
export function checkScenario(
  scenario: Scenario,
  known: KnownCodes | null,
):
  | { readonly ok: true; readonly value: Scenario }
  | { readonly ok: false; readonly faults: readonly FieldFault[] } {
  return scenarioField(known)(parse(writeScenario(scenario)));
}

const NUMBER = /^[-−]?\d+(\.\d+)?$/;

class LeverReading {
  readonly errors: FieldError[] = [];
  readonly scenario: Scenario;
  readonly #form: Readonly<Record<string, string>>;
  readonly #base: Scenario;
  readonly #defaults: ModelDefaults;

  constructor(form: Readonly<Record<string, string>>, base: Scenario, defaults: ModelDefaults) {
    this.#form = form;
    this.#base = base;
    this.#defaults = defaults;
    this.scenario = structuredClone(base);
  }

  read(lever: Lever): void {
    const { name, kind } = lever;
    if (!Object.keys(this.#form).some((key) => key === name || key.startsWith(`${name}.`))) return;
    if (name.startsWith('cashSteps.')) this.#readStep(lever);
    else if (kind === 'range') this.#set(name, this.#range(lever));
    else if (kind === 'change') this.#readChange(lever);
    else if (kind === 'number') this.#set(name, this.#number(name, lever));
    else if (kind === 'checkboxes') this.#set(name, this.#ticked(name));
    else if (kind === 'list') this.#set(name, this.#list(lever));
    else if (kind === 'ages') this.#readAges(lever);
    else if (kind === 'shares') this.#set(name, this.#shares(lever));
    else this.#readText(lever);
  }

  #set(name: string, value: unknown): void {
    if (value === null) return;
    const path = name.split('.');
    const parent = valueAt(this.scenario, path.slice(0, -1));
    (parent as Record<string, unknown>)[path.at(-1) ?? ''] = value;
  }

  #wrong(field: string, lever: Lever, sentence: string): null {
    this.errors.push({ field, sentence: `${lever.label}: ${sentence}` });
    return null;
  }

  #ticked(name: string): string[] {
    return (this.#form[name] ?? '').split(';').filter((one) => one !== '');
  }

  #readText(lever: Lever): void {
    const text = (this.#form[lever.name] ?? '').trim();
    this.#set(lever.name, text === '' ? this.#wrong(lever.name, lever, 'write something') : text);
  }

  #number(field: string, lever: Lever): number | null {
    const text = (this.#form[field] ?? '').replace(/[£%,\s]/g, '');
    if (NUMBER.test(text)) return Number(text.replace('−', '-'));
    return this.#wrong(field, lever, 'enter a number, such as 2300');
  }

  /** Both ends may be left empty: then nothing is in doubt. */
  #range(lever: Lever): Likely | null {
    const { name } = lever;
    const [low, high] = [`${name}.low`, `${name}.high`];
    const likely = this.#number(`${name}.likely`, lever);
    const isBlank = (field: string) => (this.#form[field] ?? '').trim() === '';
    if (isBlank(low) && isBlank(high)) {
      return likely === null ? null : { low: likely, likely, high: likely };
    }
    const ends = [this.#number(low, lever), this.#number(high, lever)] as const;
    if (likely === null || ends[0] === null || ends[1] === null) return null;
    return { low: ends[0], likely, high: ends[1] };
  }

  #list(lever: Lever): number[] | null {
    const parts = (this.#form[lever.name] ?? '')
      .split(/[,;]/)
      .map((one) => one.replace(/[%\s]/g, ''));
    const numbers = parts.filter((one) => one !== '').map(Number);
    if (numbers.length > 0 && numbers.every(Number.isFinite)) return numbers;
    return this.#wrong(lever.name, lever, 'enter numbers with commas between, such as 40, 80, 100');
  }

  #readAges(lever: Lever): void {
    const from = this.#number(`${lever.name}.from`, lever);
    const to = this.#number(`${lever.name}.to`, lever);
    if (from !== null && to !== null) this.#set(lever.name, [from, to]);
  }

  #shares(lever: Lever): Record<string, number> | null {
    const shares: Record<string, number> = {};
    for (const { value: key } of lever.options ?? []) {
      const field = `${lever.name}.${key}`;
      if ((this.#form[field] ?? '').trim() === '') continue;
      const share = this.#number(field, lever);
      if (share === null) return null;
      if (share !== 0) shares[key] = share;
    }
    return shares;
  }

  /** An unchanged box changes nothing, so that rounding on the page never alters an effect. */
  #readChange(lever: Lever): void {
    const shown = valuesOf(this.#base, lever, this.#defaults);
    if (Object.entries(shown).every(([key, text]) => this.#form[key] === text)) return;
    const range = this.#range(lever);
    if (range === null) return;
    const { low, likely, high } = range;
    if (!(low <= likely && likely <= high)) {
      const sentence = `[${low}, ${likely}, ${high}] is not in order; write the lowest first`;
      this.#wrong(`${lever.name}.low`, lever, sentence);
      return;
    }
    if (high >= 100) {
      this.#wrong(`${lever.name}.high`, lever, 'it must stay under 100 per cent');
      return;
    }
    const at = lever.name.slice(0, -'.change'.length);
    const { relativeRisk, standardError } = riskOf(range);
    this.#set(`${at}.relativeRisk`, relativeRisk);
    this.#set(`${at}.standardError`, standardError);
  }

  #readStep(lever: Lever): void {
    const step = this.#defaults.cashSteps.find(({ code }) => lever.name === `cashSteps.${code}`);
    const children = this.#number(lever.name, lever);
    if (children === null || step === undefined) return;
    const own = this.scenario.cashSteps as Partial<Record<State, number>>;
    for (const state of step.states) {
      if (children === step.childrenAStep) delete own[state];
      else own[state] = children;
    }
  }
}

/** A fault of the scenario's reader at the box where it was typed. */
function errorOf({ path, message, fix }: FieldFault, levers: readonly Lever[]): FieldError {
  const plain = path.join('.');
  const isOwn = levers.some(({ name }) => name === plain);
  const whole = isOwn ? plain : plain.replace(/\.(relativeRisk|standardError)$/, '.change');
  const lever =
    levers.find(({ name }) => name === whole) ??
    levers.find(({ name }) => whole.startsWith(`${name}.`)) ??
    levers.find(({ name }) => name.startsWith(whole));
  if (!lever) return { field: 'levers', sentence: `${whole}: ${message} ${fix}` };
  return { field: firstBox(lever, whole), sentence: `${lever.label}: ${message} ${fix}` };
}

/** The id of the first box of a lever: where an error leads. */
function firstBox(lever: Lever, path: string): string {
  const rest = path.slice(lever.name.length + 1);
  if (lever.kind === 'range' || lever.kind === 'change') {
    const box = { 0: 'low', 1: 'likely', 2: 'high' }[rest] ?? 'low';
    return `${lever.name}.${box}`;
  }
  if (lever.kind === 'ages') return `${lever.name}.${rest === '1' ? 'to' : 'from'}`;
  if (lever.kind === 'shares') return `${lever.name}.${rest || lever.options?.[0]?.value}`;
  return lever.name;
}
