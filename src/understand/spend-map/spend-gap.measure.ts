import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  formatFinancialYear,
  formatPence,
  type Finding,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { EVERY_THEME, lateFigure } from './late-cost-split.measure.ts';
import { partOfTheme } from './late-split.ts';
import {
  AIMS,
  aimLabel,
  lateAbsence,
  type LateYear,
  type Provision,
  readLateSplit,
  readProvision,
  spendInputs,
} from './read-spend-map.ts';
import {
  gapWords,
  minus,
  NO_AIM,
  type Range,
  shareOfWhole,
  type SpendPart,
  sumParts,
} from './spend-map.ts';
import { isEarly, SPEND_MAP_RULES } from './spend-map-rules.ts';

const GAP = 'spend-gap';
const EARLY = 'early-spend';

const YEAR = 'a financial year such as 2025-26; the newest that services speak of by default';

/** What is spent early on each theme; a service with several aims is split between them. */
export const earlySpendMeasure: Measure = defineMeasure({
  name: EARLY,
  title: 'Early spending by theme',
  who: thoseWhoSeeFigures,
  parameters: { year: YEAR, row: `one theme, ${NO_AIM}, or ${EVERY_THEME}` },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const rows = [...AIMS.map(({ key }) => key), EVERY_THEME].map((key) => {
      const figure = earlyFigure(provision, key);
      return { key, label: figure.label, figures: [figure] };
    });
    const { year } = provision;
    const spent = formatPence(sumParts(earlyParts(provision)));
    return narrowed(
      {
        name: EARLY,
        asked: { year },
        headline: `${spent} is spent early, ${formatFinancialYear(year)}`,
        subtitle: `Spending on services up to targeted early help, as services state it`,
        rowHeading: 'Theme',
        columns: ['Early spend'],
        columnKeys: ['spend'],
        rows,
        chart: 'bars',
        notes: [SPEND_MAP_RULES.earlyLevels.why],
      },
      given,
    );
  },
});

function earlyParts({ parts }: Provision): SpendPart[] {
  return parts.filter((one) => isEarly(one.service.level));
}

/** What is spent early on a theme, or on all services that state an aim. */
function earlyFigure(provision: Provision, key: string): Figure {
  const parts = earlyParts(provision).filter((one) =>
    key === EVERY_THEME ? one.aim !== NO_AIM : one.aim === key,
  );
  return {
    id: figureId(EARLY, { year: provision.year, row: key }),
    label: key === EVERY_THEME ? 'Early spend with an aim' : `${aimLabel(key)}: early spend`,
    value: sumParts(parts),
    unit: 'pence',
    how: {
      formula:
        'What payers spend in the year on services for everyone, community early help and ' +
        'targeted early help; of a service with several aims an even part for each.',
      inputs: spendInputs(
        provision,
        parts.map((one) => one.service),
      ),
      notes: [SPEND_MAP_RULES.earlyLevels.why],
    },
  };
}

/** The share of late cost that each theme causes beside its share of early spending. */
export const spendGapMeasure: Measure = defineMeasure({
  name: GAP,
  title: 'Early spending beside what drives late cost',
  who: thoseWhoSeeFigures,
  parameters: {
    year: YEAR,
    row: `one theme, or ${NO_AIM}`,
    column: 'late, early or gap',
  },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const late = await readLateSplit(tx, provision.year);
    return narrowed({ ...gapFinding(provision, late), name: GAP }, given);
  },
});

function gapFinding(provision: Provision, late: LateYear) {
  const { year } = provision;
  const rows = AIMS.map(({ key, label }): KeyedRow => {
    const [lateShare, early] = [lateShareFigure(late, key), earlyShareFigure(provision, key)];
    return { key, label, figures: [lateShare, early, gapFigure({ year, key, lateShare, early })] };
  }).sort((a, b) => orderOf(a) - orderOf(b));
  const silent = provision.onOffer.filter((one) => provision.spendFigure(one)?.value == null);
  return {
    asked: { year },
    headline: gapHeadline(rows),
    subtitle:
      `Share of the cost of late help with a theme, and of early spending with an aim, ` +
      formatFinancialYear(year),
    rowHeading: 'Theme',
    columns: ['Share of late cost', 'Share of early spend', 'Gap in points'],
    columnKeys: ['late', 'early', 'gap'],
    rows,
    chart: 'none' as const,
    notes: [
      'A day of late help with several themes is split evenly between them; days without a ' +
        'theme, and services without an aim, stand apart. High cost of a theme is no proof that ' +
        'spending more on it helps. These rules are ours.',
      SPEND_MAP_RULES.earlyLevels.why,
      ...(silent.length > 0
        ? [`${silent.length} services on offer state no spend and are in no share.`]
        : []),
    ],
  };
}

/** The most under-served first; what has no gap comes last. */
function orderOf({ figures }: KeyedRow): number {
  return figures[2]?.value ?? Number.POSITIVE_INFINITY;
}

/** The finding in words: which theme drives how much and gets how much. */
function gapHeadline(rows: readonly KeyedRow[]): string {
  const [first] = rows;
  const [late, early, gap] = first?.figures ?? [];
  if (!first || late?.value == null || early?.value == null || gap?.value == null) {
    return 'What drives late cost cannot be laid beside early spending yet';
  }
  if (gap.value > -1) return 'No theme gets much less of early spending than it drives late cost';
  return (
    `${first.label} drives ${Math.round(late.value)}% of late cost with a theme but gets ` +
    `${Math.round(early.value)}% of early spend`
  );
}

function lateShareFigure(late: LateYear, key: string): Figure {
  const base = {
    id: figureId(GAP, { year: late.year, row: key, column: 'late' }),
    label: `${aimLabel(key)}: share of late cost`,
    unit: 'percent' as const,
  };
  const absent = lateAbsence(late, key);
  const share = absent === null ? shareOfWhole(partOfTheme(late, key), late.themed) : null;
  if (absent !== null || share === null) {
    const formula = absent?.why ?? 'No day of late help with a theme has a cost.';
    return { ...base, value: null, absent: absent?.kind ?? 'not-available', how: { formula } };
  }
  return {
    ...base,
    ...share,
    how: {
      formula:
        'Its part of the cost of late help, as a share of late help with any theme. The range ' +
        'has its own cost at one end and that of all others at the other.',
      inputs: [lateFigure(late, key), lateFigure(late, EVERY_THEME)],
    },
  };
}

function earlyShareFigure(provision: Provision, key: string): Figure {
  const base = {
    id: figureId(GAP, { year: provision.year, row: key, column: 'early' }),
    label: `${aimLabel(key)}: share of early spend`,
    unit: 'percent' as const,
  };
  const [own, all] = [earlyFigure(provision, key), earlyFigure(provision, EVERY_THEME)];
  const exact = (value: number | null): Range => ({
    value: value ?? 0,
    low: value ?? 0,
    high: value ?? 0,
  });
  const share = key === NO_AIM ? null : shareOfWhole(exact(own.value), exact(all.value));
  if (share === null) {
    const formula =
      key === NO_AIM
        ? 'Services that state no aim stand apart from all themes.'
        : 'No service up to targeted early help states both an aim and its spend.';
    return { ...base, value: null, absent: 'not-available', how: { formula } };
  }
  return {
    ...base,
    value: share.value,
    how: {
      formula: 'What is spent early on the theme, as a share of all early spend with an aim.',
      inputs: [own, all],
    },
  };
}

function gapFigure(of: {
  readonly year: Provision['year'];
  readonly key: string;
  readonly lateShare: Figure;
  readonly early: Figure;
}): Figure {
  const { year, key, lateShare, early } = of;
  const base = {
    id: figureId(GAP, { year, row: key, column: 'gap' }),
    label: `${aimLabel(key)}: gap`,
    unit: 'percentage-points' as const,
  };
  if (lateShare.value === null || early.value === null) {
    const silent = lateShare.value === null ? lateShare : early;
    const absent = silent.absent ?? 'not-available';
    return { ...base, value: null, absent, how: { formula: silent.how.formula } };
  }
  const { low = lateShare.value, high = lateShare.value } = lateShare;
  const value = minus(early.value, lateShare.value);
  return {
    ...base,
    value,
    low: minus(early.value, high),
    high: minus(early.value, low),
    how: {
      formula: `Share of early spend less share of late cost: ${gapWords(value)}.`,
      inputs: [early, lateShare],
    },
  };
}

/** The share that a heading of the gap names, for a page that repeats it. */
export function namedFigures(finding: Finding): readonly Figure[] {
  return finding.rows[0]?.figures ?? [];
}
