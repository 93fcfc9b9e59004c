import type { CalendarDay } from '../../lib/index.ts';
import { codesOf } from './early-help.codes.ts';
import { checkDueBy, checkStatus, EARLY_YEARS_CHECKS } from './early-years.checks.ts';
import { earlyYearsItems, earlyYearsResults } from './early-years.codes.ts';
import { type EarlyYearsField, earlyYearsTable } from './early-years.columns.ts';
import { partnerPerson, partnerReader } from './partner-file.ts';
import { ethnicityOf, type RowValues } from './row-values.ts';
import { sexCodes } from './school-census.codes.ts';
import type { EventStatement, PersonStatement, ReturnReader } from './statement.ts';

type Cells = RowValues<EarlyYearsField>;
type Told = Pick<PersonStatement, 'spells' | 'events'>;

const ITEMS = codesOf(earlyYearsItems);
const RESULTS = codesOf(earlyYearsResults);

/** The code of the service spell of a child who is registered with a family hub. */
export const HUB_SPELL = 'family-hub';

/** Reads the early years file of ours: checks, family hubs and readiness, a row for each. */
export const earlyYearsReader: ReturnReader = partnerReader<EarlyYearsField>({
  kind: 'early-years',
  label: 'Early years',
  table: earlyYearsTable,
  known: ['asOf', 'item', 'itemDay'],
  statement: earlyYearsStatement,
});

function earlyYearsStatement(cells: Cells, today: CalendarDay): PersonStatement | null {
  const person = partnerPerson(cells);
  const birthDay = cells.day('birthDay', today);
  const expectedBirthDay = expectedDay(cells);
  const told = whatIsTold(cells, birthDay ?? expectedBirthDay, today);
  if (person === null || told === null) return null;
  return {
    ...person,
    birthDay,
    expectedBirthDay,
    sex: cells.code('sex', sexCodes),
    ethnicity: ethnicityOf(cells),
    ...told,
  };
}

/** The expected day lies ahead, so it may be in the future. */
function expectedDay(cells: Cells): CalendarDay | null {
  return cells.day('expectedBirthDay', '9999-12-31' as CalendarDay);
}

function whatIsTold(cells: Cells, birth: CalendarDay | null, today: CalendarDay): Told | null {
  const item = cells.code('item', ITEMS);
  const knownTo = cells.day('asOf', today);
  const at = cells.day('itemDay', today);
  if (item === null || knownTo === null) {
    return incomplete(cells, item === null ? 'item' : 'asOf');
  }
  const site = cells.text('site');
  const where: Readonly<Record<string, string>> = site === '' ? {} : { site };
  if (item.meaning === 'check') {
    if (birth === null) return incomplete(cells, 'birthDay');
    return events(checked(cells, { check: item.code, birth, at, knownTo }));
  }
  if (item.meaning === 'hub-use') {
    const times = cells.count('times');
    if (times === null) return incomplete(cells, 'times');
    const detail = { times: String(times), ...where };
    return events({ kind: 'early-years-hub-use', code: 'family-hub', day: knownTo, detail });
  }
  if (at === null) return incomplete(cells, 'itemDay');
  if (item.meaning === 'profile') {
    const outcome = cells.code('result', RESULTS);
    if (outcome?.meaning !== 'profile') return incomplete(cells, 'result');
    return events({
      kind: 'early-years-profile',
      code: null,
      day: at,
      outcome: outcome.code,
      agencyKind: 'schools',
    });
  }
  const service = 'Registered with a family hub';
  const detail = { service, ...where };
  return {
    spells: [{ kind: 'service', code: HUB_SPELL, startDay: at, endDay: null, detail }],
    events: [],
  };
}

const events = (event: EventStatement): Told => ({ spells: [], events: [event] });

interface Checked {
  readonly check: string;
  readonly birth: CalendarDay;
  readonly at: CalendarDay | null;
  readonly knownTo: CalendarDay;
}

/** What became of a check, on its day: of one that was missed, the last on which it was due. */
function checked(cells: Cells, { check, birth, at, knownTo }: Checked): EventStatement {
  const result = cells.code('result', RESULTS)?.code ?? null;
  const known = EARLY_YEARS_CHECKS.find((one) => one.check === check);
  const dueBy = known ? checkDueBy(known, birth) : birth;
  const isDeclined = result === 'declined';
  const isContradicted = at !== null && (isDeclined || result === 'not-done');
  if (isContradicted) cells.report(CONTRADICTED);
  if (result === 'done' && at === null) cells.report(WITHOUT_DAY);
  const doneDay = isDeclined || result === 'not-done' ? null : at;
  const status = checkStatus({ dueBy, doneDay, isDeclined, knownTo });
  const on = status === 'missed' ? dueBy : (at ?? knownTo);
  return {
    kind: 'early-years-check',
    code: check,
    day: on,
    outcome: status,
    agencyKind: 'health',
    detail: { dueBy },
  };
}

const CONTRADICTED = {
  field: 'result',
  rule: 'structure/not-done-with-date',
  message: 'The result says that the check was not done, yet it has a day on which it was.',
  fix: 'Correct one of the two; the result is believed.',
};

const WITHOUT_DAY = {
  field: 'itemDay',
  rule: 'structure/done-without-date',
  message: 'The check was done, but not when, so nobody can tell whether it was in time.',
  fix: 'Give the day. Until then the check counts as not done.',
};

const MISSING: Readonly<Partial<Record<EarlyYearsField, readonly [string, string]>>> = {
  item: ['The row does not say what it speaks of.', 'Give a word of the list in item.'],
  asOf: [
    'The row does not say up to which day it knows, so what is not done cannot be judged.',
    'Give the day of the export in as_of_date.',
  ],
  birthDay: [
    'A check needs the day of birth, or the day on which the child is expected.',
    'Give birth_date or expected_birth_date.',
  ],
  itemDay: ['A registration or a profile needs its day.', 'Give it in item_date.'],
  result: [
    'A profile needs its result: good-level or not-good-level.',
    'Give the result of the whole profile.',
  ],
  times: ['Use of a hub needs how many times.', 'Give a whole number in times.'],
};

function incomplete(cells: Cells, field: EarlyYearsField): null {
  const [message = '', fix = ''] = MISSING[field] ?? [];
  cells.report({ field, rule: 'structure/incomplete', severity: 'error', message, fix });
  return null;
}
