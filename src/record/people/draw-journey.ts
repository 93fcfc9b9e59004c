import { type CalendarDay, journeyChart } from '../../lib/index.ts';
import { eventTitle, spellTitle } from '../journey/journey-words.ts';
import type { PersonEvent, PersonSpell } from '../journey/person-journey.store.ts';

const LANES = [
  ['status', 'Statuses'],
  ['plan', 'Plans'],
  ['placement', 'Placements'],
  ['legal-basis', 'Legal basis'],
  ['service', 'Services'],
] as const;

/** What the timeline tells but the picture leaves out, since a bar shows it or it never ends. */
const ASIDE: ReadonlySet<string> = new Set(['closure', 'attendance-term', 'looked-after-review']);

/**
 * One journey drawn in lanes by kind of spell, wide and narrow; empty text when nothing is known.
 */
export function drawJourney(
  journey: { readonly spells: readonly PersonSpell[]; readonly events: readonly PersonEvent[] },
  asOf: CalendarDay,
): { readonly wide: string; readonly narrow: string } | false {
  const spells = journey.spells.filter((spell) => spell.is_counted);
  const events = journey.events.filter((event) => event.is_counted && !ASIDE.has(event.kind));
  if (spells.length + events.length === 0) return false;
  const used = LANES.filter(([kind]) => spells.some((spell) => spell.kind === kind));
  const data = {
    lanes: [...used.map(([, lane]) => lane), ...(events.length > 0 ? ['What happened'] : [])],
    spells: spells.map((spell) => ({
      lane: LANES.find(([kind]) => kind === spell.kind)?.[1] ?? 'Services',
      label: spellTitle(spell),
      startDay: spell.start_day,
      endDay: spell.end_day,
    })),
    events: events.map((event) => ({
      lane: 'What happened',
      label: eventTitle({ ...event, code: null }),
      day: event.day,
    })),
    asOf,
  };
  const headline = 'This child\u2019s journey over time';
  return {
    wide: journeyChart(data, { idPrefix: 'journey-wide', width: 640, headline }),
    narrow: journeyChart(data, { idPrefix: 'journey-narrow', width: 320, headline }),
  };
}
