import {
  type CalendarDay,
  financialYear,
  formatPenceExactly,
  parseDay,
  parseFinancialYear,
  parsePounds,
  type Pence,
} from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { THEMES } from '../../record/index.ts';
import { FUNDING_STREAMS } from './funding-streams-file.ts';
import { isPaidLevel } from './stream-words.ts';
import {
  CARRY_OVERS,
  type FundingStream,
  PAID_CLASSES,
  type Payment,
  type SpendingNeed,
  STREAM_KINDS,
  USES,
  type YearAmount,
} from './streams.ts';

type Form = Readonly<Record<string, string>>;

const LONGEST = 120;
const LONGEST_TEXT = 2_000;

/** Reads what was typed field by field and gathers what is wrong. */
class Reading {
  readonly errors: FieldError[] = [];
  readonly form: Form;
  constructor(form: Form) {
    this.form = form;
  }
  wrong(field: string, sentence: string): null {
    this.errors.push({ field, sentence });
    return null;
  }
  text(field: string, sentence: string): string {
    const text = (this.form[field] ?? '').trim();
    if (text === '') this.wrong(field, sentence);
    if (text.length > LONGEST) this.wrong(field, `Enter at most ${LONGEST} characters`);
    return text;
  }
  long(field: string): string {
    const text = (this.form[field] ?? '').trim();
    if (text.length > LONGEST_TEXT) this.wrong(field, `Enter at most ${LONGEST_TEXT} characters`);
    return text;
  }
  one<W extends string>(field: string, words: readonly W[], sentence: string): W | null {
    return words.find((one) => one === this.form[field]) ?? this.wrong(field, sentence);
  }
  many<W extends string>(field: string, words: readonly W[]): W[] {
    const chosen = (this.form[field] ?? '').split(';');
    return words.filter((one) => chosen.includes(one));
  }
  percent(field: string, most: number): number {
    const text = (this.form[field] ?? '').replace(/[%\s]/g, '');
    if (text === '') return 0;
    const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 0 && value <= most) return value;
    this.wrong(field, `Enter a whole share from 0 to ${most} per cent, such as 10`);
    return 0;
  }
  day(field: string): CalendarDay | null {
    const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
      (part) => this.form[`${field}-${part}`]?.trim() ?? '',
    );
    if (day === '' && month === '' && year === '') return null;
    const read = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    return read ?? this.wrong(field, 'Enter a real date, such as 31 3 2027, or leave it out');
  }
  amounts(field: string): readonly YearAmount[] {
    const lines = (this.form[field] ?? '').split('\n').filter((line) => line.trim() !== '');
    const amounts: YearAmount[] = [];
    for (const line of lines) {
      const [yearText = '', ...rest] = line.split(/[:\t=]/);
      const year = parseFinancialYear(yearText.trim());
      const amountPence = parsePounds(rest.join('').trim());
      if (year === null || amountPence === null) {
        this.wrong(
          field,
          `Write "${line.trim().slice(0, 40)}" as a year and pounds: 2026-27: 310,000`,
        );
      } else if (amounts.some((one) => one.year === year)) {
        this.wrong(field, `Enter ${year} only once`);
      } else {
        amounts.push({ year, amountPence });
      }
    }
    if (lines.length === 0) this.wrong(field, 'Enter an amount for at least one year');
    return amounts.toSorted((a, b) => (a.year < b.year ? -1 : 1));
  }
}

/** The code of a new stream or need: its name in small letters, with a number where it is taken. */
export function codeFor(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  const base = plain === '' || plain === 'edit' ? 'stream' : plain;
  let [code, number] = [base, 2];
  while (taken.includes(code)) {
    code = `${base}-${number}`;
    number += 1;
  }
  return code;
}

const themeCodes = THEMES.map(({ theme }) => theme);

/** Reads the form of a stream; errors name its fields. `code` stays as it is once given. */
export function readStreamForm(
  form: Form,
  at: { readonly code: string | null; readonly taken: readonly string[] },
): FormResult<{ readonly content: FundingStream; readonly reason: string }> {
  const reading = new Reading(form);
  const name = reading.text('name', 'Enter the name of the money');
  const giver = reading.text('giver', 'Enter who gives it');
  const kind = reading.one('kind', STREAM_KINDS, 'Select where the money comes from');
  const carry = reading.one('carryOver', CARRY_OVERS, 'Select what happens to what is left');
  const carryPercent = carry === 'percent' ? reading.percent('carryPercent', 100) : 0;
  if (carry === 'percent' && carryPercent === 0) {
    reading.wrong('carryPercent', 'Enter which share may be carried over, such as 10');
  }
  const content = {
    code: at.code ?? codeFor(name, at.taken),
    name,
    giver,
    amounts: reading.amounts('amounts'),
    levels: (form.levels ?? '').split(';').filter(isPaidLevel),
    themes: reading.many('themes', themeCodes),
    classes: reading.many('classes', PAID_CLASSES),
    uses: reading.many('uses', USES),
    endDay: reading.day('endDay'),
    carryPercent,
    hasPermission: carry === 'with-permission' && form.hasPermission === 'yes',
    mayReserve: carry !== 'none' && form.mayReserve === 'yes',
    matchPercent: reading.percent('matchPercent', 95),
    conditions: reading.long('conditions'),
    reference: FUNDING_STREAMS.find(({ code }) => code === form.reference)?.code ?? null,
    isMadeUp: form.isMadeUp === 'yes',
  };
  const reason = reading.long('reason');
  if (at.code !== null && reason === '') reading.wrong('reason', 'Enter why, in a sentence');
  if (reading.errors.length > 0 || kind === null || carry === null) {
    return { ok: false, errors: reading.errors };
  }
  return { ok: true, value: { content: { ...content, kind, carryOver: carry }, reason } };
}

/** Reads the form of something to be paid; errors name its fields. */
export function readNeedForm(
  form: Form,
  at: { readonly code: string | null; readonly taken: readonly string[] },
): FormResult<{ readonly content: SpendingNeed; readonly reason: string }> {
  const reading = new Reading(form);
  const name = reading.text('name', 'Enter what is to be paid');
  const own = reading.one('class', PAID_CLASSES, 'Select whether it is early or late help');
  const use = reading.one('use', USES, 'Select what the money is spent on');
  const content = {
    code: at.code ?? codeFor(name, at.taken),
    name,
    of: (form.of ?? '').trim().slice(0, LONGEST),
    levels: (form.levels ?? '').split(';').filter(isPaidLevel),
    themes: reading.many('themes', themeCodes),
    costs: reading.amounts('costs'),
    isMadeUp: form.isMadeUp === 'yes',
  };
  if (content.levels.length === 0) {
    reading.wrong('levels', 'Select at which levels of help the children are');
  }
  const reason = reading.long('reason');
  if (reading.errors.length > 0 || own === null || use === null) {
    return { ok: false, errors: reading.errors };
  }
  return { ok: true, value: { content: { ...content, class: own, use }, reason } };
}

/** Reads the form of a commitment, or of its release; errors name its fields. */
export function readCommitmentForm(
  form: Form,
  at: { readonly streams: readonly FundingStream[]; readonly needs: readonly SpendingNeed[] },
): FormResult<Payment & { readonly note: string }> {
  const reading = new Reading(form);
  const [stream = '', granted = ''] = (form.money ?? '').split('/');
  const grantedYear = parseFinancialYear(granted);
  if (!at.streams.some(({ code }) => code === stream) || grantedYear === null) {
    reading.wrong('money', 'Select the money');
  }
  const [need = '', spent = ''] = (form.need ?? '').split('/');
  const spentYear = parseFinancialYear(spent);
  if (!at.needs.some(({ code }) => code === need) || spentYear === null) {
    reading.wrong('need', 'Select what it pays for');
  }
  const act = reading.one(
    'act',
    ['commit', 'release'],
    'Select whether it is committed or released',
  );
  const amount = parsePounds(form.amount ?? '');
  if (amount === null || amount === 0) {
    reading.wrong('amount', 'Enter an amount in pounds, such as 12,500 or 99.50');
  }
  const note = reading.long('note');
  if (act === 'release' && note === '') reading.wrong('note', 'Enter why it is released');
  if (reading.errors.length > 0 || !amount || !grantedYear || !spentYear) {
    return { ok: false, errors: reading.errors };
  }
  const amountPence = (act === 'release' ? -amount : amount) as Pence;
  return { ok: true, value: { stream, grantedYear, need, spentYear, amountPence, note } };
}

/** Amounts by year as the form holds them, one a line. */
export function amountLines(amounts: readonly YearAmount[]): string {
  return amounts
    .map(
      ({ year, amountPence }) =>
        `${year}: ${formatPenceExactly(amountPence).replace('\u00a3', '')}`,
    )
    .join('\n');
}

/** The form of a stream, filled with what stands. */
export function streamValues(stream: FundingStream): Record<string, string | readonly string[]> {
  const [year = '', month = '', day = ''] = stream.endDay?.split('-') ?? [];
  return {
    name: stream.name,
    giver: stream.giver,
    kind: stream.kind,
    amounts: amountLines(stream.amounts),
    levels: stream.levels,
    themes: stream.themes,
    classes: stream.classes,
    uses: stream.uses,
    'endDay-day': day === '' ? '' : String(Number(day)),
    'endDay-month': month === '' ? '' : String(Number(month)),
    'endDay-year': year,
    carryOver: stream.carryOver,
    carryPercent: stream.carryPercent === 0 ? '' : String(stream.carryPercent),
    hasPermission: stream.hasPermission ? 'yes' : '',
    mayReserve: stream.mayReserve ? 'yes' : '',
    matchPercent: stream.matchPercent === 0 ? '' : String(stream.matchPercent),
    conditions: stream.conditions,
    reference: stream.reference ?? '',
    isMadeUp: stream.isMadeUp ? 'yes' : '',
  };
}

/** The form of a new stream, begun from one of today whose rules we have read. */
export function valuesFromKnown(
  code: string | undefined,
  thisYear: number,
): Record<string, string | readonly string[]> {
  const known = FUNDING_STREAMS.find((one) => one.code === code);
  const amounts = `${financialYear(thisYear)}: `;
  if (!known) return { amounts };
  return {
    amounts,
    name: known.label,
    giver: known.giver,
    kind: known.kind,
    levels: known.levels ?? [],
    themes: known.themes ?? [],
    carryOver: known.carryOver ?? '',
    matchPercent: known.matchPercent === undefined ? '' : String(known.matchPercent),
    conditions: [known.ringFence, known.carryWords, known.status].filter(Boolean).join(' '),
    reference: known.code,
  };
}

/** What was typed, with the boxes that were ticked as lists. */
export function typedValues(form: Form): Record<string, string | readonly string[]> {
  const lists = ['levels', 'themes', 'classes', 'uses'];
  return {
    ...form,
    ...Object.fromEntries(lists.map((name) => [name, (form[name] ?? '').split(';')])),
  };
}
