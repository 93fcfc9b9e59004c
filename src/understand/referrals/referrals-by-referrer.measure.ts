import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type CaseMix,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  HIDDEN_ROW,
  type How,
  refuse,
  type Unit,
  wilsonInterval,
  countedHow,
} from '../../lib/index.ts';
import {
  type Actor,
  defineMeasure,
  type Measure,
  type Parameters,
  type Tx,
} from '../../platform/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { countFigure } from './no-further-action-figures.ts';
import {
  compareReferrers,
  namesOf,
  onlyAgencyOf,
  readReferrersAsked,
  readTable,
  type ReferrersAsked,
  referrersFor,
  totalFor,
} from './read-referrals.ts';
import { hidesNothing, nothingShare, type Referrer } from './referral-table.ts';

const NAME = 'referrals-by-referrer';

const COLUMNS = [
  'referrals',
  'share',
  'expected',
  'ratio',
  'in-help',
  're-referrals',
  're-referral-share',
] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = {
  referrals: 'Referrals',
  share: 'Led to no help',
  expected: 'Expected of such referrals',
  ratio: 'Observed over expected',
  'in-help': 'Led to help',
  're-referrals': 'Re-referrals',
  're-referral-share': 'Share that were re-referrals',
};

const UNITS: Readonly<Record<Column, Unit>> = {
  referrals: 'referrals',
  share: 'percent',
  expected: 'percent',
  ratio: 'ratio',
  'in-help': 'referrals',
  're-referrals': 'referrals',
  're-referral-share': 'percent',
};

/** One referrer as it is shown. */
interface Row {
  readonly referrer: Referrer;
  readonly label: string;
  readonly mix: CaseMix | null;
}

/** Volume, outcome and re-referral by who referred, beside what such referrals led to elsewhere. */
export const referralsByReferrerMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Referrals and what came of them, by who referred',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'agency or source (the census\u2019s list of who referred); agency by default',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'one row, or total',
    column: `one column of that row: ${COLUMNS.join(', ')}`,
  },
  compute: async (tx, actor, given) => {
    const asked = await readReferrersAsked(tx, given);
    const { rows, total } = await readRows(tx, actor, asked);
    const finding = findingOf(asked, rows, total, onlyAgencyOf(actor) !== null);
    return given.row === undefined ? finding : cellOf(asked, given, finding, [...rows, total]);
  },
});

async function readRows(tx: Tx, actor: Actor, asked: ReferrersAsked) {
  const table = await readTable(tx, asked.year);
  const shown = referrersFor(actor, table, asked.by);
  const [nameOf, compare] = [await namesOf(tx, asked.by), await compareReferrers(tx, asked)];
  const rows = shown.map(
    (referrer): Row => ({
      referrer,
      label: nameOf(referrer.key),
      mix: hidesNothing(referrer) ? null : compare(referrer.key),
    }),
  );
  return {
    rows,
    total: { referrer: totalFor(actor, table.total, shown), label: 'All referrers', mix: null },
  };
}

function findingOf(
  asked: ReferrersAsked,
  rows: readonly Row[],
  total: Row,
  isPartner: boolean,
): Finding {
  const line = (row: Row): FindingRow => ({
    label: row.label,
    figures: COLUMNS.map((column) => figureOf(asked, row, column)),
    ...(asked.by === 'agency' && !['0', 'total'].includes(row.referrer.key)
      ? { href: `/referrals/${row.referrer.key}?year=${asked.year}` }
      : {}),
  });
  const isEmpty = total.referrer.counts.referrals === 0;
  return {
    id: figureId(NAME, { by: asked.by, year: asked.year }),
    headline: headlineOf(asked, rows, total),
    subtitle:
      `Referrals to children\u2019s social care by who referred, ` +
      `${formatFinancialYear(asked.year)}, beside what referrals of the same kinds led to`,
    rowHeading: asked.by === 'agency' ? 'Referring agency' : 'Who referred',
    columns: COLUMNS.map((column) => LABELS[column]),
    rows: isEmpty ? [] : rows.map(line),
    ...(isEmpty ? {} : { total: line(total) }),
    chart: rows.length < 2 ? 'none' : 'bars',
    notes: [
      ...(isPartner ? ['You see your own agency and the total of all.'] : []),
      'Expected: each referral is given the chance that referrals from all others here had with ' +
        'the same prior help, age and deprivation of ward. The range is what chance alone would ' +
        'give in 95 of 100 such years; small agencies have wide ranges, and none is given under ' +
        '5 expected.',
      'Themes are found at an assessment, so they are not known of referrals that had none; they ' +
        'are not in the comparison. Nor is anything that no return states.',
      'A referral that led to no help may have been right to make.',
      'A re-referral comes within 12 months of a referral of the same child before it.',
    ],
  };
}

function headlineOf({ year }: ReferrersAsked, rows: readonly Row[], total: Row): string {
  const when = formatFinancialYear(year);
  if (total.referrer.counts.referrals === 0) return `No referral is on record in ${when}`;
  const share = nothingShare(total.referrer);
  if (share === null || hidesNothing(total.referrer)) {
    return `Too few referrals in ${when} to say what came of them`;
  }
  const about = `${Math.round(100 * share.value)}% of referrals in ${when} led to no help`;
  const above = rows.filter(({ mix }) => mix?.standing === 'above').map(({ label }) => label);
  const below = rows.filter(({ mix }) => mix?.standing === 'below').map(({ label }) => label);
  const named = (labels: readonly string[]) =>
    labels.length < 3 ? labels.join(' and ') : `${labels.length} referrers`;
  if (above.length > 0) return `${about}; more than expected of those from ${named(above)}`;
  if (below.length > 0) return `${about}; fewer than expected of those from ${named(below)}`;
  return rows.some(({ mix }) => mix !== null && mix.standing !== 'too-few')
    ? `${about}; no referrer is clear of what its kinds of referral would lead to`
    : about;
}

function figureOf(asked: ReferrersAsked, row: Row, column: Column): Figure {
  const { referrer, label, mix } = row;
  const base = {
    id: figureId(NAME, { ...asked, row: referrer.key, column }),
    label: `${label}: ${LABELS[column].toLowerCase()}`,
    unit: UNITS[column],
  };
  const absent = (why: 'suppressed' | 'not-available', formula: string): Figure => ({
    ...base,
    value: null,
    absent: why,
    how: { formula },
  });
  const hidden = () => absent('suppressed', HIDDEN_ROW);
  const { counts } = referrer;
  switch (column) {
    case 'referrals':
    case 'in-help':
    case 're-referrals':
      if (referrer.hidden.has(column)) return hidden();
      return {
        ...base,
        value: counts[column],
        how: countedHow(COUNT_FORMULAS[column], 'Referrals in the year', counts[column]),
      };
    case 're-referral-share': {
      if (referrer.hidden.has('re-referrals') || referrer.hidden.has('referrals')) return hidden();
      const share = wilsonInterval(counts['re-referrals'], counts.referrals);
      const inputs = (['re-referrals', 'referrals'] as const).map((one) =>
        figureOf(asked, row, one),
      );
      return share === null
        ? absent('not-available', NO_REFERRALS)
        : { ...base, ...percent(share), how: { formula: RE_SHARE, inputs } };
    }
    case 'share': {
      if (hidesNothing(referrer)) return hidden();
      const share = nothingShare(referrer);
      return share === null
        ? absent('not-available', NO_REFERRALS)
        : { ...base, ...percent(share), how: howOfShare(asked, row) };
    }
    default:
      if (hidesNothing(referrer)) return hidden();
      if (mix === null || mix.standing === 'too-few') return absent('not-available', TOO_FEW);
      return comparedFigure(asked, row, { ...base, column, mix });
  }
}

function comparedFigure(
  asked: ReferrersAsked,
  row: Row,
  {
    column,
    mix,
    ...base
  }: Pick<Figure, 'id' | 'label' | 'unit'> & {
    readonly column: 'expected' | 'ratio';
    readonly mix: CaseMix;
  },
): Figure {
  if (column === 'expected') {
    const { value, low, high } = mix.expected;
    const of = (count: number) => count / mix.cases;
    return {
      ...base,
      ...percent({ value: of(value), low: of(low), high: of(high) }),
      how: { formula: EXPECTED, inputs: [figureOf(asked, row, 'referrals')], notes: [FUNNEL] },
    };
  }
  const inputs = (['share', 'expected'] as const).map((one) => figureOf(asked, row, one));
  const how = { formula: RATIO, inputs };
  return mix.ratio === null ? { ...base, value: null, how } : { ...base, ...mix.ratio, how };
}

function howOfShare(asked: ReferrersAsked, { referrer, label }: Row): How {
  const inputs = (['at-referral', 'after-assessment', 'referrals'] as const).map((count) =>
    countFigure(asked, { referrer, label, count }),
  );
  return { formula: SHARE, inputs };
}

function percent({ value, low, high }: { value: number; low: number; high: number }) {
  return { value: 100 * value, low: 100 * low, high: 100 * high };
}

const COUNT_FORMULAS = {
  referrals: 'Referrals that the loaded returns state, each counted once.',
  'in-help': 'Referrals that were neither closed at once nor after an assessment without need.',
  're-referrals':
    'Referrals within 12 months of a referral of the same child before it, as the children in ' +
    'need statistics of the Department for Education count.',
};
const RE_SHARE = 'Re-referrals as a share of referrals, with its 95% interval (Wilson).';
const SHARE =
  'Referrals closed at once or after an assessment that found no need, as a share of referrals, ' +
  'with its 95% interval (Wilson).';
const EXPECTED =
  'Indirect standardisation: each referral is given the share that led to no help among ' +
  'referrals from all others here of the same prior help, age band and fifth of wards by ' +
  'deprivation (a wider group where those were under 20); the sum over the number of referrals.';
const FUNNEL =
  'The range is that of a funnel plot: what chance alone gives around the expected share in 95 ' +
  'of 100 years, with the uncertainty of the shares elsewhere (Spiegelhalter, 2005).';
const RATIO =
  'The share that led to no help over the share expected; the 95% interval is that of the count ' +
  'that led to no help (Byar).';
const NO_REFERRALS = 'There is no referral to take a share of.';
const TOO_FEW =
  'Under 5 would be expected with, or without, this outcome, or nobody else refers here: too few ' +
  'to compare fairly.';

function cellOf(
  asked: ReferrersAsked,
  given: Parameters,
  finding: Finding,
  rows: readonly Row[],
): Finding {
  const row = rows.find((one) => one.referrer.key === given.row);
  if (!row) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
  const column = readChoice(given.column ?? 'share', COLUMNS, 'column');
  return {
    ...withoutTotal(finding),
    id: figureId(NAME, { ...asked, row: given.row, column }),
    headline: `${row.label}: ${LABELS[column].toLowerCase()}`,
    columns: [LABELS[column]],
    rows: [{ label: row.label, figures: [figureOf(asked, row, column)] }],
    chart: 'none',
  };
}

function withoutTotal({ total, ...finding }: Finding): Finding {
  return finding;
}
