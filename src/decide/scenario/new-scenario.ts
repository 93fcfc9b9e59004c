import type { FieldError, FormResult } from '../../platform/index.ts';
import type { ModelDefaults } from '../model/model-defaults-file.ts';
import { type Likely, type State, STATES } from '../model/model-input.ts';
import { riskOf } from './lever.ts';
import type { Scenario, ScenarioEffect, ScenarioProgramme } from './scenario.ts';

/** What is asked of somebody who begins a scenario: what, for whom and how many, at what cost. */
export interface NewAnswers {
  readonly name: string;
  readonly states: readonly State[];
  readonly ages: readonly [number, number];
  readonly placesAYear: number;
  readonly perPlacePounds: number;
  readonly fixedAYearPounds: number;
  /** What it changes, for a programme that no template describes; null keeps the template's. */
  readonly change: NewChange | null;
}

/** A change that somebody expects of a programme of their own. */
export interface NewChange {
  readonly code: string;
  /** Per cent less, at its lowest, likely and highest. */
  readonly lessPercent: Likely;
}

/** What a programme of one's own may be meant to change, as moves between states. */
export const CHANGES = [
  {
    code: 'care',
    text: 'Fewer children come to be looked after',
    from: ['targeted-early-help', 'child-in-need', 'child-protection'],
    to: [
      'looked-after/kinship',
      'looked-after/foster',
      'looked-after/residential',
      'looked-after/other',
    ],
  },
  {
    code: 'protection',
    text: 'Fewer children come to need a protection plan',
    from: ['targeted-early-help', 'child-in-need'],
    to: ['child-protection'],
  },
  {
    code: 'need',
    text: 'Fewer children come to be in need',
    from: ['universal', 'targeted-early-help'],
    to: ['child-in-need'],
  },
] as const satisfies readonly {
  readonly code: string;
  readonly text: string;
  readonly from: readonly State[];
  readonly to: readonly State[];
}[];

/**
 * A template with the answers set into its first programme, every other value as the template or
 * the starting values of the reference have it. The costs' ranges lie around them as the reference
 * says.
 */
export function withAnswers(
  template: Scenario,
  answers: NewAnswers,
  defaults: ModelDefaults,
): Scenario {
  const [first, ...others] = template.programmes;
  const base = first ?? blankProgramme(answers.name, template.years, defaults);
  const effects = answers.change === null ? base.effects : [effectOf(answers.change, defaults)];
  const programme: ScenarioProgramme = {
    ...base,
    who: { states: answers.states, ages: answers.ages },
    placesAYear: answers.placesAYear,
    cost: {
      ...base.cost,
      perPlace: costAround(base.cost.perPlace, answers.perPlacePounds, defaults),
      fixedAYear: costAround(base.cost.fixedAYear, answers.fixedAYearPounds, defaults),
    },
    effects,
  };
  return { ...template, name: answers.name, programmes: [programme, ...others] };
}

/** The values that the questions start with. */
export function firstAnswers(template: Scenario): Readonly<Record<string, string | string[]>> {
  const programme = template.programmes[0];
  const isBlank = programme === undefined;
  return {
    name: isBlank ? '' : template.name,
    states: [...(programme?.who.states ?? ['targeted-early-help', 'child-in-need'])],
    'ages.from': String(programme?.who.ages[0] ?? 0),
    'ages.to': String(programme?.who.ages[1] ?? 15),
    places: isBlank ? '' : String(programme.placesAYear),
    perPlace: isBlank ? '' : String(programme.cost.perPlace.likely),
    fixed: isBlank ? '0' : String(programme.cost.fixedAYear.likely),
    change: 'care',
    'less.low': '',
    'less.likely': '',
    'less.high': '',
  };
}

/** Reads the answers; `asksChange` where no template says what the programme changes. */
export function readAnswers(
  form: Readonly<Record<string, string>>,
  asksChange: boolean,
): FormResult<NewAnswers> {
  const errors: FieldError[] = [];
  const number = (field: string, sentence: string, most = 1_000_000_000) => {
    const text = (form[field] ?? '').replace(/[£%,\s]/g, '');
    const value = Number(text);
    if (text !== '' && Number.isFinite(value) && value >= 0 && value <= most) return value;
    errors.push({ field, sentence });
    return 0;
  };
  const name = (form.name ?? '').trim();
  if (name === '') errors.push({ field: 'name', sentence: 'Say in a few words what you would do' });
  if (name.length > 120) errors.push({ field: 'name', sentence: 'Use at most 120 letters' });
  const chosen = (form.states ?? '').split(';');
  const states = STATES.filter((state) => chosen.includes(state));
  if (states.length === 0) {
    errors.push({ field: 'states', sentence: 'Choose which children it is for' });
  }
  const ages = [
    number('ages.from', 'Enter the youngest age in years, such as 0', 24),
    number('ages.to', 'Enter the oldest age in years, such as 15', 24),
  ] as const;
  if (ages[0] > ages[1]) {
    errors.push({ field: 'ages.from', sentence: 'The youngest age must not be above the oldest' });
  }
  const places = number('places', 'Enter how many children can begin in a year, such as 400', 1e5);
  const perPlace = number('perPlace', 'Enter the cost for each child in pounds, such as 2300');
  const fixed = number('fixed', 'Enter the fixed cost a year in pounds; 0 if there is none');
  const change = asksChange ? readChange(form, errors) : null;
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      name,
      states,
      ages: [Math.floor(ages[0]), Math.floor(ages[1])],
      placesAYear: places,
      perPlacePounds: perPlace,
      fixedAYearPounds: fixed,
      change,
    },
  };
}

function readChange(form: Readonly<Record<string, string>>, errors: FieldError[]): NewChange {
  const code = CHANGES.find((one) => one.code === form.change)?.code ?? 'care';
  const [low = NaN, likely = NaN, high = NaN] = ['low', 'likely', 'high'].map((end) => {
    const text = (form[`less.${end}`] ?? '').replace(/[%\s]/g, '');
    return text === '' ? Number.NaN : Number(text);
  });
  const isInOrder = low <= likely && likely <= high && high < 100 && low > -1000;
  if (!isInOrder) {
    const sentence =
      'Say how much less you expect, lowest first and highest last, such as 5, 20 and 35 per cent';
    errors.push({ field: 'less.low', sentence });
  }
  return { code, lessPercent: { low, likely, high } };
}

/** A programme that nobody has described yet: starting values, and no effect. */
function blankProgramme(name: string, years: number, defaults: ModelDefaults): ScenarioProgramme {
  const range = (code: string): Likely => {
    const [low = 0, likely = low, high = likely] = defaults.levers.get(code)?.numbers ?? [];
    return { low, likely, high };
  };
  const nothing = { low: 0, likely: 0, high: 0 };
  return {
    code: 'own',
    name,
    who: { states: ['targeted-early-help'], ages: [0, 15] },
    placesAYear: 0,
    rampPercent: defaults.levers.get('ramp')?.numbers ?? [100],
    years: Math.min(5, years),
    startsAfterYears: 0,
    reachPercent: range('reach'),
    engagementPercent: range('engagement'),
    retentionPercent: range('retention'),
    cost: {
      perPlace: nothing,
      fixedAYear: nothing,
      setUp: nothing,
      paidBy: { council: 100 },
      kind: 'cash',
    },
    effects: [],
    uncovers: { percent: range('uncovers'), to: 'child-in-need' },
  };
}

function effectOf({ code, lessPercent }: NewChange, defaults: ModelDefaults): ScenarioEffect {
  const found = CHANGES.find((one) => one.code === code) ?? CHANGES[0];
  const likely = (lever: string) => defaults.levers.get(lever)?.numbers[1] ?? 0;
  return {
    code,
    on: { from: found.from, to: found.to },
    ...riskOf(lessPercent),
    lagYears: likely('lag'),
    fullYears: likely('full'),
    fadeYears: likely('fade'),
    design: 'comparison',
    evidence: {
      scheme: 'estimate',
      level: 'expert',
      source: 'Estimate of whoever began this scenario, to be replaced by an evaluation',
    },
  };
}

/** A range around a cost: that of the template scaled to it, else as the reference says. */
function costAround(from: Likely, likely: number, defaults: ModelDefaults): Likely {
  if (likely === from.likely) return from;
  const [low = 100, , high = 100] = defaults.levers.get('cost-range')?.numbers ?? [];
  const scale = (share: number) => Math.round(likely * share);
  if (from.likely > 0) {
    return { low: scale(from.low / from.likely), likely, high: scale(from.high / from.likely) };
  }
  return { low: scale(low / 100), likely, high: scale(high / 100) };
}
