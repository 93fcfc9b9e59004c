import {
  type CalendarDay,
  type Citation,
  daysBetween,
  type FinancialYear,
  financialYearOf,
  yearEnd,
} from '../../lib/index.ts';
import type { EventKind, PersonEvent, PersonLevel, PersonSpell } from '../../record/index.ts';
import { EVENT_LABELS, statusesOf } from '../cost/cost-groups.ts';
import { type Activity, priceActivity, type PricedLine } from '../cost/late-help-cost.ts';
import type { PriceList } from '../unit-costs/price-list.ts';

/** One step of a journey within one financial year: a stretch at a level, or an event. */
export interface Step {
  readonly activity: Activity;
  readonly startDay: CalendarDay;
  /** The day after the last; null for an event. */
  readonly endDay: CalendarDay | null;
  readonly year: FinancialYear;
  /** Null where no source prices it; `why` then says so. */
  readonly line: PricedLine | null;
  readonly why: string | null;
  /** The files and rows that state it. */
  readonly stated: readonly Citation[];
}

/** What happened to one person, as the record gives it. */
export interface Journey {
  readonly spells: readonly PersonSpell[];
  readonly events: readonly PersonEvent[];
  readonly levels: readonly PersonLevel[];
}

/**
 * The steps of a journey, oldest first, each with its price. Stretches at one level and kind of
 * placement are one step, cut at the end of each financial year so that years add up. Events that
 * the price of a day already holds are left out.
 */
export function journeySteps(journey: Journey, prices: PriceList): Step[] {
  const stretches = joined(journey.levels).flatMap((level) =>
    byYear(level).map((part) => stretchStep(part, journey.spells)),
  );
  const events = journey.events
    .filter((event) => event.is_counted && event.kind in EVENT_LABELS)
    .map(eventStep);
  return [...stretches, ...events]
    .sort((a, b) => (a.startDay < b.startDay ? -1 : a.startDay > b.startDay ? 1 : 0))
    .flatMap((step): Step[] => {
      const { lines, unpriced } = priceActivity([step.activity], prices);
      const [line, missing] = [lines[0] ?? null, unpriced[0] ?? null];
      return line || missing ? [{ ...step, line, why: missing?.why ?? null }] : [];
    });
}

type Stretch = Pick<PersonLevel, 'level' | 'placement_group' | 'start_day' | 'end_day'>;

/** Levels are also cut where themes or the ward change; that is no step of its own. */
function joined(levels: readonly PersonLevel[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { level, placement_group, start_day, end_day } of levels) {
    const last = found.at(-1);
    const isSame =
      last?.end_day === start_day &&
      last.level === level &&
      last.placement_group === placement_group;
    if (isSame) found[found.length - 1] = { ...last, end_day };
    else found.push({ level, placement_group, start_day, end_day });
  }
  return found;
}

function byYear(stretch: Stretch): Stretch[] {
  const end = yearEnd(financialYearOf(stretch.start_day));
  if (stretch.end_day <= end) return [stretch];
  return [{ ...stretch, end_day: end }, ...byYear({ ...stretch, start_day: end })];
}

type Unpriced = Omit<Step, 'line' | 'why'>;

function stretchStep(stretch: Stretch, spells: readonly PersonSpell[]): Unpriced {
  const { level, placement_group: placementGroup, start_day: startDay, end_day: endDay } = stretch;
  const statuses = statusesOf(level);
  const behind = spells.filter(
    (spell) =>
      spell.is_counted &&
      spell.start_day < endDay &&
      (spell.end_day ?? spell.known_to_day) > startDay &&
      ((spell.kind === 'status' && statuses.includes(spell.code)) ||
        (spell.kind === 'placement' && level === 'looked-after')),
  );
  const quantity = daysBetween(startDay, endDay);
  return {
    activity: { group: '', kind: 'days', level, placementGroup, quantity },
    startDay,
    endDay,
    year: financialYearOf(startDay),
    stated: behind.map(statement),
  };
}

function eventStep(event: PersonEvent): Unpriced {
  return {
    activity: { group: '', kind: 'events', event: event.kind as EventKind, quantity: 1 },
    startDay: event.day,
    endDay: null,
    year: financialYearOf(event.day),
    stated: [statement(event)],
  };
}

function statement(of: { readonly source_name: string; readonly source_row: number | null }) {
  const locator = of.source_row === null ? 'the whole file' : `row ${of.source_row}`;
  return { title: of.source_name, publisher: 'loaded here', locator, date: 'as loaded' };
}
