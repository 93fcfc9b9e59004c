import {
  type Citation,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  HIDDEN_ROW,
  wilsonInterval,
} from '../../lib/index.ts';
import { EARLY_YEARS_SOURCE } from '../../record/index.ts';
import { type Standings, standingsOf } from '../needs/need-table.ts';
import type { EarlyColumn, EarlyKind, EarlyShare } from './early-kinds.ts';
import { yearOf } from './reach-asked.ts';
import { absentFigure, counted, rowName } from './reach-figures.ts';
import { BREAKDOWN_WORDS } from './reach-parts.ts';
import { countOf, type Part } from './reach-table.ts';
import type { EarlyYears } from './read-early-years.ts';

/** The address of a figure of the early years, or of the whole finding. */
export function earlyId(early: EarlyYears, kind: EarlyKind, row?: string, value?: string): string {
  const { by, year } = early;
  return figureId(kind.measure, {
    check: kind.check ?? undefined,
    by,
    year: yearOf(year),
    row,
    value,
  });
}

/** The values that can be asked of a kind. */
export function earlyValues(kind: EarlyKind): string[] {
  return [...kind.shares, ...kind.columns, { value: ESTIMATE }].map((one) => one.value);
}

/** The value of the shrunken estimate of an area. */
export const ESTIMATE = 'estimate';

/** One figure of a part; the value is one of `earlyValues`. */
export function earlyFigure(early: EarlyYears, kind: EarlyKind, part: Part, value: string): Figure {
  if (value === ESTIMATE) return estimateFigure(early, kind, part);
  const share = kind.shares.find((one) => one.value === value);
  if (share) return shareFigure(early, kind, part, share);
  const column = columnOf(kind, value);
  const base = named(early, kind, part, column);
  if (!isMeasured(early, kind)) return absentFigure(base, 'not-measured', kind.notMeasured);
  if (early.isHidden(kind, column, part)) return absentFigure(base, 'suppressed', HIDDEN_ROW);
  if (column.fact !== null) {
    const figure = counted(base, countOf(part, column.fact), column.formula);
    return { ...figure, how: { ...figure.how, ...cited(kind) } };
  }
  const children = early.childrenOf(part);
  if (children === null) return absentFigure(base, 'not-available', NOBODY);
  return counted(base, children, early.childrenFormula);
}

const NOBODY = 'No loaded file says how many children under 5 there are in this group.';

function columnOf(kind: EarlyKind, value: string): EarlyColumn {
  const column = kind.columns.find((one) => one.value === value);
  if (column === undefined) throw new Error(`${kind.measure} has no column ${value}`);
  return column;
}

/** Whether any loaded file tells it for the year. */
export function isMeasured(early: EarlyYears, kind: EarlyKind): boolean {
  return kind.columns.some(({ fact }) => fact !== null && countOf(early.whole, fact) > 0);
}

function named(
  early: EarlyYears,
  kind: EarlyKind,
  part: Part,
  { value, heading }: Pick<EarlyColumn, 'value' | 'heading'>,
) {
  const when = formatFinancialYear(yearOf(early.year));
  return {
    id: earlyId(early, kind, rowName(part), value),
    label: `${kind.label}, ${part.label}: ${heading.toLowerCase()}, ${when}`,
    unit: 'children' as Figure['unit'],
  };
}

function cited({ check }: EarlyKind): { readonly citations?: readonly Citation[] } {
  if (check === null) return {};
  const { title, publisher, date, locator } = EARLY_YEARS_SOURCE;
  return { citations: [{ title, publisher, date, locator }] };
}

function shareFigure(early: EarlyYears, kind: EarlyKind, part: Part, share: EarlyShare): Figure {
  const base = { ...named(early, kind, part, share), unit: 'percent' as const };
  const inputs = share.of.map((value) => earlyFigure(early, kind, part, value));
  const missing = inputs.find((one) => one.value === null);
  if (missing?.absent) return absentFigure(base, missing.absent, missing.how.formula);
  const [counted, of] = inputs.map((one) => one.value ?? 0);
  const found = wilsonInterval(Math.min(counted ?? 0, of ?? 0), of ?? 0);
  if (found === null) return absentFigure(base, 'not-available', 'There is nobody to count.');
  return {
    ...base,
    value: found.value * 100,
    low: found.low * 100,
    high: found.high * 100,
    how: {
      formula:
        'The one divided by the other, in percent (never more than all of them). The range is ' +
        "the 95% interval by Wilson's score method.",
      inputs,
    },
  };
}

/** How the areas stand beside one another by the share that is told of hotspots. */
export function hotspotsOf(early: EarlyYears, kind: EarlyKind): Standings {
  const cells = early.shown.map((part) => {
    const [counted, of] = kind.hotspot.of.map((value) => earlyFigure(early, kind, part, value));
    const isHidden = [counted, of].some((one) => one?.absent === 'suppressed');
    const id = Number(part.key) || 0;
    const place = { id, kind: 'ward', name: part.label, wards: [], children: null } as const;
    const count = counted?.value ?? null;
    const all = of?.value ?? null;
    return {
      place,
      count: count === null || all === null ? null : Math.min(count, all),
      of: isHidden ? null : all,
      isHidden,
    };
  });
  return standingsOf(cells, 'share');
}

function estimateFigure(early: EarlyYears, kind: EarlyKind, part: Part): Figure {
  const { heading } = kind.hotspot;
  const value = ESTIMATE;
  const base = {
    ...named(early, kind, part, { value, heading: `${heading}, estimate` }),
    unit: 'percent' as const,
  };
  const inputs = kind.hotspot.of.map((one) => earlyFigure(early, kind, part, one));
  const missing = inputs.find((one) => one.value === null);
  if (missing?.absent) return absentFigure(base, missing.absent, missing.how.formula);
  const at = early.shown.indexOf(part);
  const estimate = hotspotsOf(early, kind).places[at]?.estimate ?? null;
  if (estimate === null) {
    return absentFigure(base, 'not-available', 'Fewer than three areas cannot be compared.');
  }
  return {
    ...base,
    value: estimate.value * 100,
    low: estimate.low * 100,
    high: estimate.high * 100,
    how: {
      formula:
        'The share in the area, drawn towards the share of all areas: the more, the fewer ' +
        'children it is counted out of. The range is its 95% interval.',
      inputs,
    },
  };
}

/** One kind by group: shares and counts, the first share deciding the order (least first). */
export function earlyFinding(early: EarlyYears, kind: EarlyKind, headline: string): Finding {
  const values = [...kind.shares, ...kind.columns];
  const row = (part: Part): FindingRow => ({
    label: part.label,
    figures: values.map((one) => earlyFigure(early, kind, part, one.value)),
    ...(part.href ? { href: part.href } : {}),
  });
  const isKnown = isMeasured(early, kind);
  const worth = (part: Part) => {
    const [first] = kind.shares;
    const value = first && earlyFigure(early, kind, part, first.value).value;
    return value ?? Number.MAX_VALUE;
  };
  const rows = [...early.shown].sort((a, b) => worth(a) - worth(b));
  const when = formatFinancialYear(yearOf(early.year));
  return {
    id: earlyId(early, kind),
    headline: isKnown ? headline : `${kind.label} is not measured, ${when}`,
    subtitle: `${kind.label}: children, ${when}`,
    rowHeading: BREAKDOWN_WORDS[early.by][0],
    columns: values.map((one) => one.heading),
    rows: isKnown ? [...rows, ...(early.unknown ? [early.unknown] : [])].map(row) : [],
    ...(isKnown ? { total: row(early.whole) } : {}),
    chart: isKnown ? 'bars' : 'none',
    notes: [isKnown ? kind.note : kind.notMeasured],
  };
}

/** Headline of one kind: the area that stands out, or that none does. */
export function earlyHeadline(early: EarlyYears, kind: EarlyKind): string {
  const { places } = hotspotsOf(early, kind);
  const isBad = kind.measure === 'early-years-hubs' ? 'lower' : 'higher';
  const worst = places
    .filter((one) => one.difference === isBad)
    .sort((a, b) => (b.estimate?.value ?? 0) - (a.estimate?.value ?? 0));
  const first = isBad === 'lower' ? worst.at(-1) : worst[0];
  const when = formatFinancialYear(yearOf(early.year));
  if (first === undefined) return `${kind.label}: nowhere stands clearly apart, ${when}`;
  const what = isBad === 'lower' ? 'is used clearly less' : 'needs most attention';
  return `${kind.label}: ${first.cell.place.name} ${what}, ${when}`;
}
