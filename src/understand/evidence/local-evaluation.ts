import { type CalendarDay, formatDay, parseDay } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { EVIDENCE } from './evidence-file.ts';
import {
  type CausalConfidence,
  causalConfidence,
  CONFIDENCES,
  whyConfidence,
} from './evidence-scales.ts';
import { SCALES } from './evidence-scales-file.ts';

/** How a local evaluation can be made: the levels of the scheme `local`, the least sure first. */
export const LOCAL_DESIGNS = [
  'case-stories',
  'after-only',
  'before-after',
  'comparison',
  'matched-over-time',
  'random',
] as const;

/** One design of a local evaluation. */
export type LocalDesign = (typeof LOCAL_DESIGNS)[number];

/** Which way its outcome went. */
export const LOCAL_DIRECTIONS = ['better', 'worse', 'no-difference', 'mixed'] as const;

/** The kinds of size that a local evaluation may state. */
export const LOCAL_EFFECT_KINDS = [
  'relative-risk',
  'odds-ratio',
  'effect-size',
  'percentage-points',
] as const;

/** A size that a local evaluation found; the error is that of the logarithm for a ratio. */
export interface LocalEffect {
  readonly kind: (typeof LOCAL_EFFECT_KINDS)[number];
  readonly value: number;
  readonly standardError: number | null;
}

/** What a partnership found when it tried something itself. */
export interface LocalEvaluation {
  /** The code of a programme of the library; null for something of its own. */
  readonly programme: string | null;
  readonly name: string;
  readonly design: LocalDesign;
  readonly outcome: string;
  readonly direction: (typeof LOCAL_DIRECTIONS)[number];
  readonly peopleStarted: number;
  readonly peopleMeasured: number;
  readonly effect: LocalEffect | null;
  readonly followUpMonths: number | null;
  readonly madeBy: string;
  readonly report: string;
  readonly endedOn: CalendarDay;
}

/** How a local evaluation is rated: by design, less what its sample takes away, with reasons. */
export interface LocalRating {
  readonly level: LocalDesign;
  readonly confidence: CausalConfidence;
  readonly why: readonly string[];
}

/**
 * Rates a local evaluation: never higher than its design allows, one step less for fewer people
 * than the limit, one step less where too many of those who began were not measured. The limits are
 * those of `reference/evidence-scales.yaml`.
 */
export function rateLocally(
  of: Pick<LocalEvaluation, 'design' | 'peopleStarted' | 'peopleMeasured'>,
): LocalRating {
  const { fewestPeople, smallestSharePercent } = SCALES.localLimits;
  const most = causalConfidence('local', of.design);
  const why = [whyConfidence('local', of.design)];
  let step: number = most;
  if (of.peopleMeasured < fewestPeople) {
    step -= 1;
    why.push(`Fewer than ${fewestPeople} people were measured.`);
  }
  if (of.peopleMeasured * 100 < of.peopleStarted * smallestSharePercent) {
    step -= 1;
    why.push(`Fewer than ${smallestSharePercent} in 100 of those who began were measured.`);
  }
  const confidence = CONFIDENCES.find((one) => one === Math.max(0, step)) ?? 0;
  return { level: of.design, confidence, why };
}

type Form = Readonly<Record<string, string>>;
const LONGEST = 300;
const MOST_PEOPLE = 10_000_000;

/**
 * Reads the form of a local evaluation; errors name its fields: `programme`, `name`, `design`,
 * `outcome`, `direction`, `started`, `measured`, `effectKind`, `effect`, `standardError`, `months`,
 * `madeBy`, `report` and `endedOn`.
 */
export function readLocalEvaluation(form: Form, today: CalendarDay): FormResult<LocalEvaluation> {
  const errors: FieldError[] = [];
  const design = LOCAL_DESIGNS.find((one) => one === form.design);
  if (!design) errors.push({ field: 'design', sentence: 'Select how it was tried' });
  const direction = LOCAL_DIRECTIONS.find((one) => one === form.direction);
  if (!direction)
    errors.push({ field: 'direction', sentence: 'Select which way the outcome went' });
  const texts = readTexts(form, errors);
  const people = readPeople(form, errors);
  const effect = readEffect(form, errors);
  const followUpMonths = readMonths(form, errors);
  const endedOn = readEnd(form, today, errors);
  if (errors.length > 0 || !design || !direction || !people || !endedOn) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    value: { ...texts, design, direction, ...people, effect, followUpMonths, endedOn },
  };
}

function readTexts(form: Form, errors: FieldError[]) {
  const need = (field: string, sentence: string): string => {
    const text = (form[field] ?? '').trim();
    if (text === '') errors.push({ field, sentence });
    if (text.length > LONGEST) {
      errors.push({ field, sentence: `Enter at most ${LONGEST} characters` });
    }
    return text;
  };
  const programme = form.programme || null;
  if (programme !== null && EVIDENCE.programmes.every((one) => one.code !== programme)) {
    errors.push({ field: 'programme', sentence: 'Select a programme of the list' });
  }
  const report = (form.report ?? '').trim();
  if (report.length > LONGEST) {
    errors.push({ field: 'report', sentence: `Enter at most ${LONGEST} characters` });
  }
  return {
    programme,
    name: need('name', 'Enter what was tried, and where'),
    outcome: need('outcome', 'Enter what was measured'),
    madeBy: need('madeBy', 'Enter who did the evaluation'),
    report,
  };
}

function readPeople(form: Form, errors: FieldError[]) {
  const count = (field: string, sentence: string): number | null => {
    const value = Number((form[field] ?? '').replaceAll(',', ''));
    if (form[field] && Number.isInteger(value) && value > 0 && value <= MOST_PEOPLE) return value;
    errors.push({ field, sentence });
    return null;
  };
  const peopleStarted = count('started', 'Enter how many people began, as a whole number');
  const peopleMeasured = count('measured', 'Enter how many people were measured in the end');
  if (peopleStarted === null || peopleMeasured === null) return null;
  if (peopleMeasured <= peopleStarted) return { peopleStarted, peopleMeasured };
  const sentence = 'Enter at most as many as began';
  errors.push({ field: 'measured', sentence });
  return null;
}

function readEffect(form: Form, errors: FieldError[]): LocalEffect | null {
  if (!form.effectKind) {
    for (const field of ['effect', 'standardError']) {
      if (form[field]) {
        errors.push({ field: 'effectKind', sentence: 'Select what kind of size it is' });
        break;
      }
    }
    return null;
  }
  const kind = LOCAL_EFFECT_KINDS.find((one) => one === form.effectKind);
  const value = readNumber(form.effect);
  const standardError = form.standardError ? readNumber(form.standardError) : null;
  if (!kind) errors.push({ field: 'effectKind', sentence: 'Select what kind of size it is' });
  if (value === null) errors.push({ field: 'effect', sentence: 'Enter the size, such as 0.8' });
  const isRatio = kind === 'relative-risk' || kind === 'odds-ratio';
  if (isRatio && value !== null && value <= 0) {
    errors.push({ field: 'effect', sentence: 'Enter a ratio above 0' });
  }
  if (form.standardError && (standardError === null || standardError <= 0)) {
    const sentence = 'Enter the standard error as a number above 0, or nothing';
    errors.push({ field: 'standardError', sentence });
  }
  return kind && value !== null ? { kind, value, standardError } : null;
}

function readMonths(form: Form, errors: FieldError[]): number | null {
  if (!form.months) return null;
  const months = Number(form.months);
  if (Number.isInteger(months) && months >= 0 && months <= 600) return months;
  errors.push({ field: 'months', sentence: 'Enter months as a whole number, or nothing' });
  return null;
}

function readEnd(form: Form, today: CalendarDay, errors: FieldError[]): CalendarDay | null {
  const pad = (text = '') => text.padStart(2, '0');
  const typed = form.endedOn ?? '';
  const text =
    typed ||
    `${form['endedOn-year'] ?? ''}-${pad(form['endedOn-month'])}-${pad(form['endedOn-day'])}`;
  const end = parseDay(text);
  if (end === null) {
    errors.push({ field: 'endedOn', sentence: 'Enter the day on which it ended' });
  } else if (end > today) {
    errors.push({ field: 'endedOn', sentence: `Enter a day up to today, ${formatDay(today)}` });
    return null;
  }
  return end;
}

function readNumber(text: string | undefined): number | null {
  const plain = (text ?? '').trim().replaceAll(',', '').replace('\u2212', '-');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) && Math.abs(value) < 1e6 ? value : null;
}
