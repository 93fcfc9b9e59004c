import {
  type Figure,
  figureId,
  formatFinancialYear,
  HIDDEN_ROW,
  type Interval,
} from '../../lib/index.ts';
import { LEVEL_LABELS } from '../../record/index.ts';
import { BASE_WORDS, helpWords, yearOf } from './reach-asked.ts';
import { NO_REQUESTS } from './reach-words.ts';
import type { Reach } from './read-reach.ts';
import {
  countOf,
  EVERYONE,
  expectedCount,
  NOT_RECORDED,
  type Part,
  reachRatio,
} from './reach-table.ts';

/** What a part is asked for. */
export const REACH_VALUES = ['ratio', 'reached', 'expected', 'base', 'coverage'] as const;
/** One of the figures of a part. */
export type ReachValue = (typeof REACH_VALUES)[number];

/** How a part is named in an address: those not recorded have a name too. */
export function rowName(part: Part): string {
  return part.key === NOT_RECORDED ? 'not-recorded' : part.key;
}

/** The address of a figure of reach, or of the whole finding. */
export function reachId({ asked }: Reach, row?: string, value?: ReachValue): string {
  const { by, level, base, year } = asked;
  return figureId('reach', { by, level, expected: base, year: yearOf(year), row, value });
}

/** The figure of one part. */
export function reachFigure(reach: Reach, part: Part, value: ReachValue): Figure {
  if (value === 'reached') return reachedFigure(reach, part);
  if (value === 'base') return baseFigure(reach, part);
  if (value === 'coverage') return coverageFigure(reach);
  return value === 'expected' ? expectedFigure(reach, part) : ratioFigure(reach, part);
}

type Named = Pick<Figure, 'id' | 'label' | 'unit'>;

function named(reach: Reach, part: Part, value: ReachValue): Named {
  const { asked } = reach;
  const what = {
    ratio: 'reached, in percent of expected',
    reached: `children whose ${helpWords(asked.level)} began`,
    expected: 'children expected to be reached',
    base: `${BASE_WORDS[asked.base][1]}`,
    coverage: '',
  }[value];
  const unit = value === 'ratio' ? ('percent' as const) : ('children' as const);
  const year = formatFinancialYear(yearOf(asked.year));
  const id = reachId(reach, rowName(part), value);
  return { id, label: `${part.label}: ${what}, ${year}`, unit };
}

/** A figure that has no value, with the reason. */
export function absentFigure(
  base: Named,
  absent: NonNullable<Figure['absent']>,
  formula: string,
): Figure {
  return { ...base, value: null, absent, how: { formula } };
}

/** A count of children of the record or of places, told with how many rows it rests on. */
export function counted(base: Named, count: number, formula: string): Figure {
  return { ...base, value: count, how: { formula, rows: { question: 'Who is counted?', count } } };
}

function reachedFigure(reach: Reach, part: Part): Figure {
  const { level } = reach.asked;
  const base = named(reach, part, 'reached');
  const fact = `begun/${level}`;
  const total = countOf(reach.whole, fact);
  if (total === 0 && level === 'targeted-early-help' && countOf(reach.whole, 'asked') === 0) {
    return absentFigure(base, 'not-measured', NO_REQUESTS);
  }
  if (reach.isHidden(fact, part)) return absentFigure(base, 'suppressed', HIDDEN_ROW);
  const formula =
    `Different children whose help at the level "${LEVEL_LABELS[level]}" began in the year, ` +
    'counted in the record. Someone whose help began twice counts once.';
  return counted(base, countOf(part, fact), formula);
}

function baseFigure(reach: Reach, part: Part): Figure {
  const base = named(reach, part, 'base');
  if (part.key === NOT_RECORDED) return absentFigure(base, 'not-available', NOT_A_GROUP);
  const { count, isHidden } = part.key === EVERYONE ? reach.baseOfAll : reach.baseOf(part);
  if (count === null) return absentFigure(base, 'not-measured', reach.baseFormula);
  if (isHidden) return absentFigure(base, 'suppressed', HIDDEN_ROW);
  const added = part.key === EVERYONE ? ' The sum of the groups that are shown.' : '';
  return counted(base, count, reach.baseFormula + added);
}

function expectedFigure(reach: Reach, part: Part): Figure {
  const base = named(reach, part, 'expected');
  const inputs = [
    reachFigure(reach, reach.whole, 'reached'),
    reachFigure(reach, part, 'base'),
    reachFigure(reach, reach.whole, 'base'),
  ];
  const [reached, own, all] = inputs;
  const missing = [own, all, reached].find((one) => one !== undefined && one.value === null);
  if (missing?.absent) return absentFigure(base, missing.absent, missing.how.formula);
  const value = expectedCount(reached?.value ?? 0, own?.value ?? 0, all?.value ?? 0);
  if (value === null)
    return absentFigure(base, 'not-available', 'There is nobody to compare with.');
  return {
    ...base,
    value,
    how: {
      formula:
        'How many would have been reached had every group been reached alike: everyone reached, ' +
        `times the group's part of ${BASE_WORDS[reach.asked.base][1]}.`,
      inputs,
    },
  };
}

function ratioFigure(reach: Reach, part: Part): Figure {
  const base = named(reach, part, 'ratio');
  const inputs = [reachFigure(reach, part, 'reached'), reachFigure(reach, part, 'expected')];
  const missing = inputs.find((one) => one.value === null);
  if (missing?.absent) return absentFigure(base, missing.absent, missing.how.formula);
  const ratio = ratioOf(reach, part);
  if (ratio === null) return absentFigure(base, 'not-available', 'Nobody is expected here.');
  return {
    ...base,
    value: ratio.value * 100,
    low: ratio.low * 100,
    high: ratio.high * 100,
    how: {
      formula:
        'Children reached, divided by those expected, in percent: 100% is as many as expected, ' +
        "50% half as many. The range is the 95% interval of the count by Byar's method, divided " +
        'by the same.',
      inputs,
    },
  };
}

/** Reached against expected with its interval; null where either is hidden or not known. */
export function ratioOf(reach: Reach, part: Part): Interval | null {
  const [reached, expected] = (['reached', 'expected'] as const).map(
    (value) => reachFigure(reach, part, value).value,
  );
  if (reached == null || expected == null) return null;
  return reachRatio(reached, expected);
}

const NOT_A_GROUP =
  'Those of whom it is not recorded are no group, so nothing is expected of them.';

/** Of how many of the children reached the characteristic is recorded, in percent. */
export function coverageFigure(reach: Reach): Figure {
  const { asked, unknown, whole } = reach;
  const base: Named = {
    id: reachId(reach, EVERYONE, 'coverage'),
    label: `Children reached of whom this is recorded, ${formatFinancialYear(yearOf(asked.year))}`,
    unit: 'percent',
  };
  const fact = `begun/${asked.level}`;
  const all = reachFigure(reach, whole, 'reached');
  if (all.value === null && all.absent) return absentFigure(base, all.absent, all.how.formula);
  if (!all.value) return absentFigure(base, 'not-available', 'Nobody was reached in the year.');
  if (unknown !== null && reach.isHidden(fact, unknown)) {
    return absentFigure(base, 'suppressed', HIDDEN_ROW);
  }
  const missing = unknown === null ? 0 : countOf(unknown, fact);
  return {
    ...base,
    value: (100 * (all.value - missing)) / all.value,
    how: {
      formula:
        'Children reached of whom it is recorded, as a share of all children reached. Whoever it ' +
        'is not recorded of is in no group, so each group may be larger than it looks.',
      inputs: [all, ...(unknown === null ? [] : [reachFigure(reach, unknown, 'reached')])],
    },
  };
}
