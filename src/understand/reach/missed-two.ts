import {
  type Figure,
  figureId,
  formatFinancialYear,
  HIDDEN_ROW,
  isSmall,
} from '../../lib/index.ts';
import { yearOf } from './reach-asked.ts';
import { absentFigure } from './reach-figures.ts';
import type { EarlyYears } from './read-early-years.ts';

/** How many children under 5 missed two checks or more; never by group, so that none is told. */
export function missedTwoFigure(early: EarlyYears): Figure {
  const year = yearOf(early.year);
  const base = {
    id: figureId('early-years-missed', { year }),
    label: `Children under 5 who missed two checks or more, ${formatFinancialYear(year)}`,
    unit: 'children' as const,
  };
  const known = early.whole.counts.get('under-five') ?? 0;
  if (known === 0) return absentFigure(base, 'not-measured', 'No check is stated in the year.');
  const value = early.whole.counts.get('missed-two') ?? 0;
  if (isSmall(value)) return absentFigure(base, 'suppressed', HIDDEN_ROW);
  const formula =
    'Children under 5 on the last day of the year who by then had missed at least two checks of ' +
    'any year, by the newest statement of each.';
  return {
    ...base,
    value,
    how: {
      formula,
      rows: { question: 'Which children are they?', count: value, href: missedHref(year) },
    },
  };
}

const missedHref = (year: string) => `/early-years/missed?year=${year}`;
