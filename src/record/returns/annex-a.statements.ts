import { ageOn, type CalendarDay } from '../../lib/index.ts';
import {
  readAbuse,
  readClosure,
  readDisability,
  readEndReason,
  readEthnicity,
  readLegalStatus,
  readLooseDay,
  readNeed,
  readNoAction,
  readPlacement,
  readSex,
  readSource,
  readYesNo,
} from './annex-a.values.ts';
import { AGENCY_OF_REFERRAL_SOURCE } from './cin-census.codes.ts';
import type { TableRecord } from './columns.ts';
import { placementGroupOf } from './ssda903.codes.ts';
import { birthday } from './ssda903.statements.ts';
import type { EventStatement, PersonStatement, SpellStatement } from './statement.ts';

type Facts = Pick<PersonStatement, 'spells' | 'events'>;
type Details = Readonly<Record<string, string>>;

const NOTHING: Facts = { spells: [], events: [] };
const ADULT = 18;

/**
 * What one usable row of a list of children (1 to 10) states. `asOf` is the day up to which the
 * lists know: a care leaver’s age is taken on it, and a later birth is an expected one. Columns
 * that name people who work, postcodes of placements and free text are never read.
 */
export function annexStatementOf(
  part: string,
  record: TableRecord,
  asOf: CalendarDay,
): PersonStatement {
  const birth = readLooseDay(record.get('birth'));
  const isBorn = birth === null || birth <= asOf;
  const family = record.get('family');
  const disability = readDisability(record.get('disability'));
  return {
    row: record.row,
    identifiers: [{ kind: 'la-child-id', value: record.get('child').replace(/^(\d+)\.0$/, '$1') }],
    birthDay: isBorn ? birth : null,
    expectedBirthDay: isBorn ? null : birth,
    sex: readSex(record.get('sex')),
    ethnicity: readEthnicity(record.get('ethnicity')),
    ...(family !== '' && family.length <= MOST_REFERENCE && { familyReference: family }),
    ...(disability?.code && { disabilities: [disability.code] }),
    detail: details([
      ['disabled', disability && (disability.isDisabled ? 'yes' : 'no')],
      ['unaccompanied', yesNo(record.get('unaccompanied'))],
    ]),
    ...knownBy(FACTS[part]?.(record, asOf) ?? NOTHING, asOf),
  };
}

/** What a list can know: nothing that happens after its day; what ends later is still open. */
function knownBy({ spells, events }: Facts, asOf: CalendarDay): Facts {
  return {
    spells: spells.map((one) =>
      one.endDay && one.endDay > asOf ? { ...one, endDay: null, endReason: null } : one,
    ),
    events: events.filter(({ day }) => day <= asOf),
  };
}

const MOST_REFERENCE = 40;

const FACTS: Readonly<Record<string, (record: TableRecord, asOf: CalendarDay) => Facts>> = {
  1: contact,
  2: earlyHelp,
  3: referral,
  4: assessment,
  5: enquiry,
  6: inNeed,
  7: protection,
  8: lookedAfter,
  9: careLeaver,
  10: adoption,
};

function contact(record: TableRecord): Facts {
  return onDay(record, 'contact', (day) => ({ kind: 'contact', day, ...sourceOf(record) }));
}

/** The list tells of the assessment only, so the help is known for as long as that lasted. */
function earlyHelp(record: TableRecord): Facts {
  const [start, end] = [dayOf(record, 'start'), dayOf(record, 'end')];
  if (!start) return NOTHING;
  const detail = details([['start', start]]);
  const outcome = end ? 'completed' : 'open';
  return {
    spells: spell({ kind: 'status', code: 'targeted-early-help', startDay: start, endDay: end }),
    events: [{ kind: 'early-help-assessment', code: null, day: end ?? start, outcome, detail }],
  };
}

function referral(record: TableRecord): Facts {
  const isNoAction = readNoAction(record.get('noAction'));
  const outcome = isNoAction === null ? null : isNoAction ? 'no-further-action' : 'accepted';
  return onDay(record, 'referral', (day) => ({
    kind: 'referral',
    day,
    outcome,
    ...sourceOf(record),
  }));
}

function assessment(record: TableRecord): Facts {
  const [start, end] = [dayOf(record, 'start'), dayOf(record, 'authorised')];
  if (!start) return NOTHING;
  const outcome = end ? 'completed' : 'open';
  const detail = details([
    ['start', start],
    ['needsSupport', yesNo(record.get('support'))],
  ]);
  return {
    spells: [],
    events: [{ kind: 'assessment', code: null, day: end ?? start, outcome, detail }],
  };
}

/** An enquiry has no end of its own in the list; the conference ends it, where there was one. */
function enquiry(record: TableRecord): Facts {
  const [start, held] = [dayOf(record, 'start'), dayOf(record, 'conference')];
  if (!start) return NOTHING;
  const isNotRequired = readYesNo(record.get('notRequired')) === true;
  const outcome = held ? 'icpc-held' : isNotRequired ? 'icpc-not-required' : null;
  const events: EventStatement[] = [{ kind: 'section-47', code: null, day: start, outcome }];
  if (!held) return { spells: [], events };
  const plan = readYesNo(record.get('plan')) === true ? 'protection-plan' : null;
  events.push({ kind: 'initial-conference', code: null, day: held, outcome: plan });
  return {
    spells: spell({ kind: 'status', code: 'section-47-enquiry', startDay: start, endDay: held }),
    events,
  };
}

function inNeed(record: TableRecord): Facts {
  const [startDay, endDay] = [dayOf(record, 'start'), dayOf(record, 'end')];
  if (!startDay) return NOTHING;
  const reason = endDay ? readClosure(record.get('reason')) : null;
  const detail = details([['primaryNeed', readNeed(record.get('need'))]]);
  return {
    spells: spell({
      kind: 'status',
      code: 'child-in-need',
      startDay,
      endDay,
      endReason: reason,
      detail,
    }),
    events: endDay ? [{ kind: 'closure', code: reason, day: endDay }] : [],
  };
}

function protection(record: TableRecord): Facts {
  const [startDay, endDay] = [dayOf(record, 'start'), dayOf(record, 'end')];
  if (!startDay) return NOTHING;
  const before = record.get('before').replace(/\.0$/, '');
  const review = dayOf(record, 'review');
  const detail = details([
    ['initialCategory', readAbuse(record.get('initial'))],
    ['latestCategory', readAbuse(record.get('latest'))],
    ['previousPlans', /^\d{1,2}$/.test(before) ? before : null],
  ]);
  return {
    spells: spell({ kind: 'status', code: 'protection-plan', startDay, endDay, detail }),
    events:
      review && review >= startDay ? [{ kind: 'review-conference', code: null, day: review }] : [],
  };
}

function lookedAfter(record: TableRecord): Facts {
  const [startDay, endDay] = [dayOf(record, 'start'), dayOf(record, 'end')];
  if (!startDay) return NOTHING;
  const legal = readLegalStatus(record.get('legalStatus'));
  const endReason = endDay ? readEndReason(record.get('reason')) : null;
  const span = { endDay, endReason };
  const isCounted = legal !== 'V3' && legal !== 'V4';
  const placement = readPlacement(record.get('placement'));
  const spells: SpellStatement[] = [];
  if (isCounted) {
    const detail = details([['need', readNeed(record.get('need'))]]);
    spells.push(...spell({ kind: 'status', code: 'looked-after', startDay, ...span, detail }));
  }
  if (placement) spells.push(...placementSpell(record, placement, { startDay, ...span }));
  if (legal) {
    const from = laterOf(dayOf(record, 'legalStart'), startDay);
    spells.push(...spell({ kind: 'legal-basis', code: legal, startDay: from, ...span }));
  }
  return { spells, events: lookedAfterEvents(record, { startDay, ...span }, isCounted) };
}

type Span = Pick<SpellStatement, 'startDay' | 'endDay' | 'endReason'>;

function placementSpell(record: TableRecord, code: string, span: Span): SpellStatement[] {
  const startDay = laterOf(dayOf(record, 'placementStart'), span.startDay);
  const location = record.get('location').toLowerCase();
  const urn = record.get('urn').replace(/\.0$/, '');
  const detail = details([
    ['group', placementGroupOf(code)],
    ['location', /\bout\b/.test(location) ? 'out' : /\bin\b/.test(location) ? 'in' : null],
    ['urn', /^[A-Z]{0,2}\d{4,8}$/i.test(urn) ? urn : null],
  ]);
  return spell({ kind: 'placement', code, ...span, startDay, detail });
}

function lookedAfterEvents(record: TableRecord, span: Span, isCounted: boolean): EventStatement[] {
  const events: EventStatement[] = [];
  if (isCounted) {
    events.push({ kind: 'looked-after-start', code: 'S', day: span.startDay });
    if (span.endDay)
      events.push({ kind: 'looked-after-end', code: span.endReason ?? null, day: span.endDay });
  }
  const review = dayOf(record, 'review');
  if (review) events.push({ kind: 'looked-after-review', code: null, day: review });
  const health = dayOf(record, 'health');
  if (health) events.push({ kind: 'health-check', code: 'health-assessment', day: health });
  const teeth = dayOf(record, 'teeth');
  if (teeth) events.push({ kind: 'health-check', code: 'dental-check', day: teeth });
  return events;
}

/**
 * A former relevant or qualifying young person is a care leaver from the 18th birthday on and on
 * the day of the list; for those under 18 the list does not say since when, so it states nothing.
 */
function careLeaver(record: TableRecord, asOf: CalendarDay): Facts {
  const birth = dayOf(record, 'birth');
  if (!birth || ageOn(birth, asOf) < ADULT) return NOTHING;
  const eligibility = record.get('eligibility').toLowerCase();
  const kind = ['former relevant', 'qualifying', 'relevant'].find((one) =>
    eligibility.includes(one),
  );
  if (!kind) return NOTHING;
  const startDay = birthday(birth, ADULT);
  const detail = details([['eligibility', kind.replace(' ', '-')]]);
  return {
    spells: spell({ kind: 'status', code: 'care-leaver', startDay, endDay: null, detail }),
    events: [],
  };
}

function adoption(record: TableRecord): Facts {
  const startDay = dayOf(record, 'decision');
  if (!startDay) return NOTHING;
  const [adopted, reversed] = [dayOf(record, 'adopted'), dayOf(record, 'reversed')];
  const endReason = adopted ? 'adopted' : reversed ? 'reversed' : null;
  const detail = details([
    ['placementOrder', dayOf(record, 'order')],
    ['matched', dayOf(record, 'matched')],
    ['placed', dayOf(record, 'placed')],
  ]);
  const endDay = adopted ?? reversed;
  return {
    spells: spell({ kind: 'plan', code: 'adoption', startDay, endDay, endReason, detail }),
    events: [],
  };
}

function onDay(
  record: TableRecord,
  field: string,
  event: (day: CalendarDay) => Omit<EventStatement, 'code'> & { code?: string | null },
): Facts {
  const day = dayOf(record, field);
  return day ? { spells: [], events: [{ code: null, ...event(day) }] } : NOTHING;
}

function sourceOf(record: TableRecord): Pick<EventStatement, 'code' | 'agencyKind'> {
  const code = readSource(record.get('source'));
  return { code, agencyKind: code === null ? null : (AGENCY_OF_REFERRAL_SOURCE[code] ?? null) };
}

/** A spell, unless it ends on the day it starts and so has no length. */
function spell(statement: SpellStatement): SpellStatement[] {
  return statement.startDay === statement.endDay ? [] : [statement];
}

function dayOf(record: TableRecord, field: string): CalendarDay | null {
  return readLooseDay(record.get(field));
}

function laterOf(one: CalendarDay | null, other: CalendarDay): CalendarDay {
  return one && one > other ? one : other;
}

function yesNo(cell: string): string | null {
  const answer = readYesNo(cell);
  return answer === null ? null : answer ? 'yes' : 'no';
}

function details(pairs: readonly (readonly [string, string | null])[]): Details {
  return Object.fromEntries(
    pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null),
  );
}
