import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Finding,
  figureId,
  type FindingRow,
  formatFinancialYear,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { oneFinding } from '../needs/need.measure.ts';
import {
  earlyFigure,
  earlyFinding,
  earlyHeadline,
  earlyValues,
  isMeasured,
} from './early-figures.ts';
import { CHECK_KINDS, type EarlyKind } from './early-kinds.ts';
import { oneOf, readYear, yearOf } from './reach-asked.ts';
import { partOf } from './reach.measure.ts';
import {
  EARLY_BREAKDOWNS,
  type EarlyYears,
  earlyYears,
  readEarlyYears,
} from './read-early-years.ts';

const CHECKS = CHECK_KINDS.map((kind) => kind.check ?? '');

/** What a kind of the early years may be asked. */
export const EARLY_PARAMETERS = {
  by: `one of ${EARLY_BREAKDOWNS.join(', ')}; ward when left out`,
  year: 'a financial year such as 2024-25; the newest loaded when left out',
  row: 'one group only; not-recorded, or all for everyone',
} as const;

/** The universal checks from before birth on: due, in time, late, missed, not yet due. */
export const earlyYearsChecksMeasure: Measure = defineMeasure({
  name: 'early-years-checks',
  title: 'Checks of the early years',
  who: thoseWhoSeeFigures,
  parameters: {
    ...EARLY_PARAMETERS,
    check: `one check by group: ${CHECKS.join(', ')}; all checks of everyone when left out`,
    value: 'one figure of the group, such as in-time-share, due, missed or estimate',
  },
  compute: async (tx, _actor, given) => {
    const early = await readAsked(tx, given);
    if (given.check === undefined && given.row === undefined) return pathwayFinding(early);
    return kindFinding(early, checkOf(given.check), given);
  },
});

/** The check of an address; refuses one that there is not. */
export function checkOf(check: string | undefined): EarlyKind {
  const name = oneOf(CHECKS, check ?? CHECKS[0] ?? '', 'check');
  const kind = CHECK_KINDS.find((one) => one.check === name);
  if (kind === undefined) throw refuse('no-such-choice', 'invalid', 'There is no such check.');
  return kind;
}

/** Reads the groups and the year that are asked for. */
export async function readAsked(tx: Tx, given: Parameters): Promise<EarlyYears> {
  const by = oneOf(EARLY_BREAKDOWNS, given.by ?? 'ward', 'by');
  return readEarlyYears(tx, by, readYear(await earlyYears(tx), given.year));
}

/** A kind by group, or one figure of it where the address asks for a row. */
export function kindFinding(early: EarlyYears, kind: EarlyKind, given: Parameters): Finding {
  if (given.row === undefined) return earlyFinding(early, kind, earlyHeadline(early, kind));
  const values = earlyValues(kind);
  const value = oneOf(values, given.value ?? values[0] ?? '', 'value');
  return oneFinding(earlyFigure(early, kind, partOf(early, given.row), value));
}

/** All checks of everyone, in the order of a childhood. */
export function pathwayFinding(early: EarlyYears): Finding {
  const known = CHECK_KINDS.filter((kind) => isMeasured(early, kind));
  const [first] = CHECK_KINDS;
  const values = first ? [...first.shares, ...first.columns] : [];
  const rows = known.map(
    (kind): FindingRow => ({
      label: kind.label,
      figures: values.map((one) => earlyFigure(early, kind, early.whole, one.value)),
      href: `/early-years?check=${kind.check}&by=${early.by}&year=${yearOf(early.year)}#one-check`,
    }),
  );
  return {
    id: figureId('early-years-checks', { by: early.by, year: yearOf(early.year) }),
    headline: pathwayHeadline(early),
    subtitle: `Universal checks due in ${formatFinancialYear(yearOf(early.year))}, all children`,
    rowHeading: 'Check',
    columns: values.map((one) => one.heading),
    rows,
    chart: known.length > 0 ? 'bars' : 'none',
    notes: [
      'A check counts in the year in which its time ends; how long that is stands in ' +
        'reference/early-years.yaml.',
      'A check of which no row of the file speaks is not counted: it is not known, not missed.',
    ],
  };
}

/** The check that is least often in time; the first where none is measured. */
export function leastInTime(early: EarlyYears): EarlyKind {
  const shares = CHECK_KINDS.map((kind) => ({
    kind,
    value: earlyFigure(early, kind, early.whole, 'in-time-share').value ?? Number.MAX_VALUE,
  }));
  const [least] = shares.sort((a, b) => a.value - b.value);
  return least?.kind ?? checkOf(undefined);
}

function pathwayHeadline(early: EarlyYears): string {
  const when = formatFinancialYear(yearOf(early.year));
  const least = leastInTime(early);
  if (earlyFigure(early, least, early.whole, 'in-time-share').value === null) {
    return `Checks before school are not measured, ${when}`;
  }
  return `Of the checks before school, "${least.label}" is least often in time, ${when}`;
}
