import type { CalendarDay } from '../../lib/index.ts';
import { codesOf } from './early-help.codes.ts';
import { partnerPerson, partnerReader } from './partner-file.ts';
import type { RowValues } from './row-values.ts';
import { sexCodes } from './school-census.codes.ts';
import type { EventStatement, PersonStatement, ReturnReader, SpellStatement } from './statement.ts';
import { yesNoCodes, youthJusticeClosures, youthJusticeOutcomes } from './youth-justice.codes.ts';
import { type YouthJusticeField, youthJusticeTable } from './youth-justice.columns.ts';

type Cells = RowValues<YouthJusticeField>;

const OUTCOMES = codesOf(youthJusticeOutcomes);
const CLOSURES = codesOf(youthJusticeClosures);

/** Reads the youth justice file of ours: one row for each piece of work with a young person. */
export const youthJusticeReader: ReturnReader = partnerReader<YouthJusticeField>({
  kind: 'youth-justice',
  label: 'Youth justice',
  table: youthJusticeTable,
  known: ['startDay', 'outcome', 'firstTimeEntrant'],
  statement: youthJusticeStatement,
});

function youthJusticeStatement(cells: Cells, today: CalendarDay): PersonStatement | null {
  const person = partnerPerson(cells);
  const startDay = cells.day('startDay', today);
  const endDay = cells.day('endDay', today);
  const outcome = cells.code('outcome', OUTCOMES);
  const closure = cells.code('closure', CLOSURES)?.code ?? null;
  if (startDay === null || outcome === null) {
    cells.report({
      field: startDay === null ? 'startDay' : 'outcome',
      rule: 'structure/incomplete-work',
      severity: 'error',
      message: 'The row needs the day on which the work began and under what; one is not known.',
      fix: 'Give both, the outcome as a word of the list.',
    });
    return null;
  }
  if (person === null) return null;
  return {
    ...person,
    birthDay: cells.day('birthDay', today),
    sex: cells.code('sex', sexCodes),
    spells: spellsOf(cells, { startDay, endDay, code: outcome.code, closure }),
    events: eventsOf(cells, { startDay, endDay, outcome, closure }),
  };
}

function spellsOf(
  cells: Cells,
  work: {
    readonly startDay: CalendarDay;
    readonly endDay: CalendarDay | null;
    readonly code: string;
    readonly closure: string | null;
  },
): SpellStatement[] {
  const { startDay, endDay, closure } = work;
  const isLost = endDay === null && (closure !== null || cells.text('endDay') !== '');
  if (isLost || (endDay !== null && endDay < startDay)) {
    cells.report({
      field: 'endDay',
      rule: isLost ? 'date/closed-without-date' : 'date/closure-before-start',
      message: 'The work has ended but its last day is not known, so its length is not counted.',
      fix: 'Give the day on which it ended.',
    });
    return [];
  }
  return [
    {
      kind: 'status',
      code: 'youth-justice',
      startDay,
      endDay,
      endReason: closure,
      detail: { outcome: work.code },
    },
  ];
}

function eventsOf(
  cells: Cells,
  work: {
    readonly startDay: CalendarDay;
    readonly endDay: CalendarDay | null;
    readonly outcome: (typeof youthJusticeOutcomes)[number];
    readonly closure: string | null;
  },
): EventStatement[] {
  const { startDay, outcome, closure } = work;
  const isFirst = cells.code('firstTimeEntrant', yesNoCodes) === true;
  const isDiversion = outcome.meaning === 'diversion';
  if (isFirst && isDiversion) {
    cells.report({
      field: 'firstTimeEntrant',
      rule: 'structure/diverted-entrant',
      message: 'Diversion makes nobody a first-time entrant, so that was left out.',
      fix: 'Write no, or correct the outcome.',
    });
  }
  const base = { day: startDay, agencyKind: 'council' as const };
  const detail = { themes: 'crime' };
  return [
    { ...base, kind: 'youth-justice-outcome', code: outcome.code, outcome: closure, detail },
    ...(isDiversion
      ? [{ ...base, kind: 'diversion' as const, code: outcome.code, outcome: closure, detail }]
      : []),
    ...(isFirst && !isDiversion
      ? [{ ...base, kind: 'first-time-entrant' as const, code: outcome.code, detail }]
      : []),
  ];
}
