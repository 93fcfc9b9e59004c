import {
  type CalendarDay,
  type FinancialYear,
  financialYearOf,
  parseDay,
} from '../../lib/index.ts';

/** Which of the three school censuses of a year a file belongs to. */
export interface Collection {
  /** As in the file's name, such as `2025-spring`. */
  readonly id: string;
  readonly term: 'autumn' | 'spring' | 'summer';
  /** The day on which schools count their pupils. */
  readonly censusDay: CalendarDay;
  readonly year: FinancialYear;
}

/**
 * The collection that a file's name states, as `2025_spring_pupilonroll.csv` does; null where it
 * states none. Schools count on the first Thursday of October and the third Thursday of January
 * and of May (Department for Education, school census guides 2022 to 2026).
 */
export function collectionOf(fileName: string): Collection | null {
  const match = /(?<!\d)(20\d{2})[ _-]?(autumn|spring|summer)/i.exec(fileName);
  if (!match) return null;
  const term = (match[2] ?? '').toLowerCase() as Collection['term'];
  const month = term === 'autumn' ? '10' : term === 'spring' ? '01' : '05';
  const censusDay = thursday(`${match[1]}-${month}`, term === 'autumn' ? 1 : 3);
  return { id: `${match[1]}-${term}`, term, censusDay, year: financialYearOf(censusDay) };
}

function thursday(month: string, which: number): CalendarDay {
  const weekday = new Date(`${month}-01T00:00:00Z`).getUTCDay();
  const first = ((4 - weekday + 7) % 7) + 1;
  const day = first + (which - 1) * 7;
  return parseDay(`${month}-${String(day).padStart(2, '0')}`) as CalendarDay;
}
