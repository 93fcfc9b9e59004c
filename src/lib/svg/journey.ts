import { scaleLinear } from 'd3-scale';
import { type CalendarDay, dayFromNumber, dayNumber, formatDay } from '../calendar/calendar.ts';
import type { ChartOptions } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, GRID, INK } from './frame.ts';
import { label, round, shape, textBlock } from './frame.ts';
import { LINE_HEIGHT, textWidth, unbroken, wrapText } from './text.ts';

/** A stretch of a journey, up to, not including, its end; null while it is open. */
export interface JourneySpell {
  readonly lane: string;
  readonly label: string;
  readonly startDay: CalendarDay;
  readonly endDay: CalendarDay | null;
}

/** What happened on one day of a journey. */
export interface JourneyEvent {
  readonly lane: string;
  readonly label: string;
  readonly day: CalendarDay;
}

/** One journey: its lanes from the top, such as agencies, and what lies in them. */
export interface JourneyLanes {
  readonly lanes: readonly string[];
  readonly spells: readonly JourneySpell[];
  readonly events: readonly JourneyEvent[];
  /** The day up to which the journey is known; open spells are drawn up to it. */
  readonly asOf: CalendarDay;
}

const BAR_HEIGHT = 14;

/**
 * One journey as SVG: a lane for each agency or kind, spells as bars with their days and events
 * as diamonds, along one line of time. What would cover another stands in a row below it.
 */
export function journeyChart(data: JourneyLanes, options: ChartOptions): string {
  return frame('journey', options, summariseJourney(data), drawJourney(data, options.width ?? 640));
}

/** A journey in words, in the order of its days. */
export function summariseJourney(data: JourneyLanes): string {
  const items = [
    ...data.spells.map((spell) => ({ day: spell.startDay, text: spellWords(spell) })),
    ...data.events.map((event) => ({ day: event.day, text: eventWords(event) })),
  ];
  if (items.length === 0) return 'There are no figures to draw.';
  return items
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map((item) => `${item.text}.`)
    .join(' ');
}

function spellWords({ label: name, startDay, endDay }: JourneySpell): string {
  return endDay === null
    ? `${name}, since ${dayWords(startDay)}`
    : `${name}, ${dayWords(startDay)} to ${dayWords(endDay)}`;
}

function eventWords({ label: name, day }: JourneyEvent): string {
  return `${name}, ${dayWords(day)}`;
}

function dayWords(day: CalendarDay): string {
  return unbroken(formatDay(day));
}

type Time = (day: number) => number;

function drawJourney(data: JourneyLanes, width: number): Drawn {
  const days = [
    ...data.spells.flatMap((one) => [one.startDay, one.endDay ?? data.asOf]),
    ...data.events.map((one) => one.day),
  ].map(dayNumber);
  if (days.length === 0) return emptyBody();
  const isNarrow = width < 640;
  const laneWidth = isNarrow
    ? 0
    : Math.min(150, Math.max(...data.lanes.map((lane) => textWidth(lane, 17)))) + 16;
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const left = laneWidth + 12;
  const x = scaleLinear()
    .domain([first, Math.max(last, first + 30)])
    .range([left, width - 20]);
  const parts: string[] = [];
  let y = 36;
  data.lanes.forEach((lane, index) => {
    const items = itemsOf(data, lane, x, { left: laneWidth + 4, right: width - 4 });
    const name = wrapText(lane, isNarrow ? width - 8 : laneWidth - 12, 17);
    const nameHeight = name.length * LINE_HEIGHT + 8;
    const top = isNarrow ? y + nameHeight : y + 6;
    const drawn = drawItems(items, top, colourOf(index));
    parts.push(
      shape('line', { x1: 0, x2: width, y1: y, y2: y, stroke: GRID }),
      ...textBlock(4, y + 20, name, { isBold: true }),
      ...drawn.parts,
    );
    y = Math.max(top + drawn.height, y + nameHeight) + 6;
  });
  const axis = timeAxis(x, [first, Math.max(last, first + 30)], { width, bottom: y });
  return { parts: [...axis, ...parts], height: y + 4 };
}

/** Years, or months of a short journey, along the top, with light lines down the chart. */
function timeAxis(
  x: Time,
  [first, last]: [number, number],
  { width, bottom }: { width: number; bottom: number },
): string[] {
  const parts: string[] = [];
  const isShort = last - first < 550;
  const startYear = Number(dayFromNumber(first).slice(0, 4));
  const endYear = Number(dayFromNumber(last).slice(0, 4));
  const ticks: { at: number; text: string }[] = [];
  for (let year = startYear; year <= endYear; year += 1) {
    for (const month of isShort ? ['01', '04', '07', '10'] : ['01']) {
      const day = `${year}-${month}-01` as CalendarDay;
      const text = isShort
        ? formatDay(day)
            .slice(2)
            .replace(/^(\w{3})\w*/, '$1')
        : String(year);
      ticks.push({ at: dayNumber(day), text });
    }
  }
  let free = 0;
  for (const { at, text } of ticks) {
    const half = textWidth(text) / 2;
    const isOutside = at < first || at > last || x(at) - half < free || x(at) + half > width - 2;
    if (isOutside) continue;
    free = x(at) + half + 12;
    parts.push(
      shape('line', {
        class: 'hw-chart-grid',
        x1: x(at),
        x2: x(at),
        y1: 28,
        y2: bottom,
        stroke: GRID,
      }),
      label(x(at), 20, text, { anchor: 'middle' }),
    );
  }
  return parts;
}

interface Item {
  readonly lines: readonly string[];
  readonly textLeft: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'ended' | 'open' | 'event';
}

function itemsOf(
  data: JourneyLanes,
  lane: string,
  x: Time,
  { left, right }: { left: number; right: number },
): Item[] {
  const at = (day: CalendarDay) => x(dayNumber(day));
  const place = (words: string, from: number): Pick<Item, 'lines' | 'textLeft'> => {
    const lines = wrapText(words, Math.min(330, right - left));
    const widest = Math.max(...lines.map((line) => textWidth(line)));
    return { lines, textLeft: Math.max(left, Math.min(from, right - widest)) };
  };
  const spells = data.spells
    .filter((spell) => spell.lane === lane)
    .map((spell): Item => {
      const [from, to] = [at(spell.startDay), at(spell.endDay ?? data.asOf)];
      const kind = spell.endDay === null ? 'open' : 'ended';
      return { ...place(spellWords(spell), from), from, to: Math.max(to, from + 2), kind };
    });
  const events = data.events
    .filter((event) => event.lane === lane)
    .map((event): Item => {
      const from = at(event.day);
      return { ...place(eventWords(event), from - 7), from, to: from, kind: 'event' };
    });
  return [...spells, ...events].toSorted((a, b) => a.from - b.from);
}

/** Items in as few rows as keep their texts and marks apart. */
function drawItems(items: readonly Item[], top: number, colour: string): Drawn {
  const rows: { items: Item[]; free: number }[] = [];
  for (const item of items) {
    const start = Math.min(item.textLeft, item.from - 8);
    const widest = Math.max(...item.lines.map((line) => textWidth(line)));
    const end = Math.max(item.textLeft + widest, item.to + 10);
    const row = rows.find((one) => start >= one.free + 12);
    if (row) {
      row.items.push(item);
      row.free = end;
    } else rows.push({ items: [item], free: end });
  }
  const parts: string[] = [];
  let y = top;
  for (const row of rows) {
    const lines = Math.max(...row.items.map((item) => item.lines.length));
    const barTop = y + lines * LINE_HEIGHT + 3;
    for (const item of row.items) {
      const textTop = y + (lines - item.lines.length) * LINE_HEIGHT;
      parts.push(...textBlock(item.textLeft, textTop + 15, item.lines, { hasHalo: true }));
      parts.push(drawItem(item, barTop, colour));
    }
    y = barTop + BAR_HEIGHT + 8;
  }
  return { parts, height: y - top };
}

function drawItem({ from, to, kind }: Item, top: number, colour: string): string {
  const middle = top + BAR_HEIGHT / 2;
  if (kind === 'event') {
    const d = `M${round(from)} ${round(middle - 9)}l9 9l-9 9l-9 -9z`;
    return shape('path', { class: 'hw-chart-mark', d, fill: colour, stroke: '#FFFFFF' });
  }
  // An open spell ends in an arrow.
  const tip = kind === 'open' ? `l8 ${BAR_HEIGHT / 2}l-8 ${BAR_HEIGHT / 2}` : `v${BAR_HEIGHT}`;
  const d = `M${round(from)} ${round(top)}H${round(to)}${tip}H${round(from)}z`;
  return shape('path', { class: 'hw-chart-spell', d, fill: colour, stroke: INK });
}
