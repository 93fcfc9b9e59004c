import {
  type AgencyId,
  type CalendarDay,
  type FinancialYear,
  parseDay,
  parseFinancialYear,
  pounds,
  type Unit,
} from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import {
  PLEDGE_KINDS,
  type PlanAction,
  type PlanContent,
  type Pledge,
  type PledgeKind,
  type PlanMeasure,
  type PlanPart,
  type Priority,
} from './plan.ts';

/** What a posted form holds. */
export type Form = Readonly<Record<string, string>>;

/** A day typed into three boxes: null when all are empty, `wrong` when it is no day. */
export function readDay(form: Form, name: string): CalendarDay | null | 'wrong' {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => form[`${name}-${part}`]?.trim() ?? '',
  );
  if (day === '' && month === '' && year === '') return null;
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? 'wrong';
}

/** The three boxes of a day, filled. */
export function dayBoxes(name: string, day: CalendarDay | null): Form {
  if (day === null) return {};
  const [year = '', month = '', date = ''] = day.split('-');
  return {
    [`${name}-day`]: String(Number(date)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  };
}

/** Gathers what is wrong while fields are read one after the other. */
export class Reading {
  readonly errors: FieldError[] = [];
  readonly form: Form;
  constructor(form: Form) {
    this.form = form;
  }
  wrong(field: string, sentence: string): void {
    this.errors.push({ field, sentence });
  }
  text(field: string, sentence: string): string {
    const text = (this.form[field] ?? '').trim();
    if (text === '') this.wrong(field, sentence);
    if (text.length > 2000) this.wrong(field, 'Use at most 2,000 letters');
    return text;
  }
  day(field: string, sentence: string): CalendarDay {
    const day = readDay(this.form, field);
    if (day !== null && day !== 'wrong') return day;
    this.wrong(field, sentence);
    return '1970-01-01' as CalendarDay;
  }
  /** A day that may be left out. */
  dayOrNone(field: string): CalendarDay | null {
    const day = readDay(this.form, field);
    if (day !== 'wrong') return day;
    this.wrong(field, 'Enter a real day, such as 31 3 2027, or leave it out');
    return null;
  }
  /** Words that may be left out; nothing is kept of them then. */
  words<F extends string>(field: F): { readonly [K in F]?: string } {
    const text = (this.form[field] ?? '').trim();
    if (text.length > 200) this.wrong(field, 'Use at most 200 letters');
    return text === '' ? {} : ({ [field]: text } as { readonly [K in F]?: string });
  }
  list(field: string): string[] {
    return (this.form[field] ?? '').split(';').filter((one) => one !== '');
  }
  result<T>(value: T): FormResult<T> {
    return this.errors.length > 0 ? { ok: false, errors: this.errors } : { ok: true, value };
  }
}

/** What the parts of a plan may refer to. */
export interface PlanChoices {
  readonly priorities: readonly string[];
  /** Statements of the vision, what a measure can show, levels and runs of scenarios. */
  readonly statements: readonly string[];
  readonly shown: readonly string[];
  readonly levels: readonly string[];
  readonly runs: readonly string[];
  readonly outcomes: readonly string[];
  readonly themes: readonly string[];
  readonly agencies: readonly AgencyId[];
  /** Units of indicators by their code. */
  readonly units: ReadonlyMap<string, Unit>;
}

/** The plan itself, without its parts. */
export type PlanFrame = Omit<PlanContent, PlanPart | 'basis'> & {
  readonly basis: number | undefined;
};

/** Reads the title, vision, days and who is asked to sign. */
export function readFrame(form: Form, { agencies, runs }: PlanChoices): FormResult<PlanFrame> {
  const read = new Reading(form);
  const year = Number(form.visionYear);
  if (!Number.isInteger(year) || year < 2000 || year > 2100) {
    read.wrong('visionYear', 'Enter the year by which the vision should be true, such as 2040');
  }
  const frame: PlanFrame = {
    title: read.text('title', 'Enter what the plan is called'),
    vision: read.text('vision', 'Enter what the area should be like for children by then'),
    visionYear: year,
    fromDay: read.day('from', 'Enter the day on which the plan begins'),
    untilDay: read.day('until', 'Enter the day on which the plan ends'),
    reviewDay: read.day('review', 'Enter the day on which the plan is looked at again'),
    basis: runs.includes(form.basis ?? '') ? Number(form.basis) : undefined,
    asked: read.list('asked').flatMap((text) => agencies.find((one) => String(one) === text) ?? []),
  };
  if (read.errors.length === 0) {
    if (frame.untilDay <= frame.fromDay) read.wrong('until', 'Enter a last day after the first');
    if (frame.reviewDay <= frame.fromDay || frame.reviewDay > frame.untilDay) {
      read.wrong('review', 'Enter a day of review while the plan runs');
    }
  }
  return read.result(frame);
}

/** Reads a priority. */
export function readPriority(form: Form, choices: PlanChoices): FormResult<Omit<Priority, 'key'>> {
  const read = new Reading(form);
  const outcomes = read.list('outcomes').filter((one) => choices.outcomes.includes(one));
  if (outcomes.length === 0) {
    read.wrong('outcomes', 'Select at least one outcome that the priority serves');
  }
  return read.result({
    title: read.text('title', 'Enter the priority in a few words'),
    why: read.text('why', 'Enter why it comes first, from what the figures say'),
    outcomes,
    themes: read.list('themes').filter((one) => choices.themes.includes(one)),
    ...(choices.statements.length > 0
      ? { serves: read.list('serves').filter((one) => choices.statements.includes(one)) }
      : {}),
    ...ownerOf(read, choices),
    ...reviewOf(read),
  });
}

function ownerOf(read: Reading, { agencies }: PlanChoices): { readonly agencyId?: AgencyId } {
  const agencyId = agencies.find((one) => String(one) === read.form.agency);
  return agencyId === undefined ? {} : { agencyId };
}

function reviewOf(read: Reading): { readonly reviewDay?: CalendarDay } {
  const reviewDay = read.dayOrNone('review');
  return reviewDay === null ? {} : { reviewDay };
}

/** Reads a measure; its baseline is taken from the record, never typed. */
export function readMeasure(
  form: Form,
  choices: PlanChoices,
): FormResult<Omit<PlanMeasure, 'key' | 'baseline'>> {
  const read = new Reading(form);
  const indicator = form.indicator ?? '';
  const unit = choices.units.get(indicator);
  if (unit === undefined) read.wrong('indicator', 'Select an indicator');
  const direction = form.direction === 'up' || form.direction === 'down' ? form.direction : null;
  if (direction === null) read.wrong('direction', 'Select which way is better');
  return read.result({
    priority: priorityOf(read, choices.shown),
    indicator,
    label: (form.label ?? '').trim(),
    target: amountOf(read, 'target', unit ?? 'number'),
    unit: unit ?? 'number',
    targetDay: read.day('targetDay', 'Enter the day by which the target should be reached'),
    direction: direction ?? 'up',
    ...(choices.levels.includes(form.level ?? '') ? { level: form.level } : {}),
    ...ownerOf(read, choices),
  } as Omit<PlanMeasure, 'key' | 'baseline'>);
}

/** Reads what a thing belongs to, out of what it may belong to. */
export function priorityOf(read: Reading, known: readonly string[]): string {
  const priority = read.form.priority ?? '';
  if (!known.includes(priority)) read.wrong('priority', 'Select the priority it belongs to');
  return priority;
}

/** Reads an amount in its unit: pence where it is money, typed in pounds. */
export function amountOf(read: Reading, field: string, unit: Unit): number {
  const text = (read.form[field] ?? '').replace(/[£,%\s]/g, '');
  if (!/^-?\d{1,12}(\.\d+)?$/.test(text)) {
    read.wrong(field, 'Enter a number, such as 12 or 1,200.50');
    return 0;
  }
  return unit === 'pence' ? pounds(Number(text)) : Number(text);
}

/** Reads an action; owner, person and day may wait until the plan is put up for sign-off. */
export function readAction(form: Form, choices: PlanChoices): FormResult<Omit<PlanAction, 'key'>> {
  const read = new Reading(form);
  return read.result({
    priority: priorityOf(read, choices.priorities),
    title: read.text('title', 'Enter what will be done'),
    agencyId: choices.agencies.find((one) => String(one) === form.agency) ?? null,
    person: (form.person ?? '').trim(),
    dueDay: read.dayOrNone('due'),
    ...read.words('stream'),
    ...read.words('service'),
  });
}

/** Reads a pledge: money in pounds, staff time in hours, premises in days. */
export function readPledge(form: Form, choices: PlanChoices): FormResult<Omit<Pledge, 'key'>> {
  const read = new Reading(form);
  const kind = isPledgeKind(form.kind) ? form.kind : null;
  if (kind === null) read.wrong('kind', 'Select what is pledged');
  const agencyId = choices.agencies.find((one) => String(one) === form.agency);
  if (agencyId === undefined) read.wrong('agency', 'Select who pledges it');
  const year = parseFinancialYear(form.year ?? '');
  if (year === null) read.wrong('year', 'Enter a financial year, such as 2026-27');
  const amount = amountOf(read, 'amount', PLEDGE_KINDS[kind ?? 'money'].unit);
  if (amount <= 0) read.wrong('amount', 'Enter an amount above nought');
  return read.result({
    priority: priorityOf(read, choices.priorities),
    agencyId: agencyId as AgencyId,
    kind: kind ?? 'money',
    year: year as FinancialYear,
    amount: Math.round(amount),
    what: read.text('what', 'Enter what it is for'),
    ...read.words('stream'),
  });
}

function isPledgeKind(text: string | undefined): text is PledgeKind {
  return text !== undefined && Object.hasOwn(PLEDGE_KINDS, text);
}

/** Reads what was given of a pledge; a correction is below nought. */
export function readDelivery(
  form: Form,
  kind: PledgeKind,
): FormResult<{ readonly amount: number; readonly on: CalendarDay; readonly note: string }> {
  const read = new Reading(form);
  const amount = Math.round(amountOf(read, 'amount', PLEDGE_KINDS[kind].unit));
  if (amount === 0 && read.errors.length === 0) read.wrong('amount', 'Enter what was given');
  const on = read.day('on', 'Enter the day on which it was given');
  return read.result({ amount, on, note: (form.note ?? '').trim() });
}
