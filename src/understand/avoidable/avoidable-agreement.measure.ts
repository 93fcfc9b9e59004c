import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  agreementTable,
  type AgreementTable,
  alphaInterval,
  cohenKappa,
  type Figure,
  figureId,
  type Finding,
  gwetAc1,
  type Interval,
  percentAgreement,
  random,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type PairRow, pairsOf } from './outcome.store.ts';
import { formOf, type ReviewForm, sideOf } from './review-form.ts';
import { asFinding, roundAsked } from './round-asked.ts';
import type { RoundRow } from './rounds.store.ts';

/** Fewer cases than this read twice say nothing of how well reviewers agree. */
const ENOUGH_PAIRS = 10;
const DRAWS = 400;

/** How well two reviewers of the same case agree, beyond what chance would give. */
export const avoidableAgreementMeasure: Measure = defineMeasure({
  name: 'avoidable-agreement',
  title: 'Agreement of reviewers on entries to care',
  who: thoseWhoSeeFigures,
  parameters: {
    round: 'the number of a round of reviews; the newest by default',
    row: 'one statistic: same-side, same-answer, ac1, kappa, weighted-kappa, alpha, or pairs',
  },
  compute: async (tx, _actor, given) => {
    const round = await roundAsked(tx, given);
    const finding = findingOf(round, await pairsOf(tx, round.id));
    if (given.row === undefined) return finding;
    const id = idOf(round, given.row);
    const figures = [...finding.rows.flatMap((row) => row.figures), ...countsOf(finding)];
    return asFinding(
      finding,
      figures.find((one) => one.id === id),
    );
  },
});

function idOf(round: Pick<RoundRow, 'id'>, row: string): string {
  return figureId('avoidable-agreement', { round: String(round.id), row });
}

function countsOf(finding: Finding): readonly Figure[] {
  return finding.rows[0]?.figures[0]?.how.inputs ?? [];
}

interface Read {
  readonly pairs: number;
  readonly sides: AgreementTable;
  readonly answers: AgreementTable;
  readonly units: readonly (readonly number[])[];
}

function readPairs(rows: readonly PairRow[], form: ReviewForm): Read {
  const codes = form.judgements.map(({ code }) => code);
  const each = rows
    .filter(({ first, second }) => codes.includes(first) && codes.includes(second))
    .flatMap(({ first, second, cases }) =>
      Array.from({ length: cases }, () => [first, second] as const),
    );
  const sides = ['avoidable', 'not-avoidable', null] as const;
  return {
    pairs: each.length,
    sides: agreementTable(
      each.map(([first, second]) => [sideOf(first, form), sideOf(second, form)] as const),
      sides.slice(0, 2),
    ),
    answers: agreementTable(each, codes),
    units: each.map((pair) => pair.map((code) => codes.indexOf(code))),
  };
}

function findingOf(round: RoundRow, rows: readonly PairRow[]): Finding {
  const read = readPairs(rows, formOf(round.form_version));
  const isEnough = read.pairs >= ENOUGH_PAIRS;
  const pairs: Figure = {
    id: idOf(round, 'pairs'),
    label: 'Cases that both reviewers have sent',
    value: read.pairs,
    unit: 'reviews',
    how: {
      formula: 'Sampled cases of which both reviews are sent.',
      rows: {
        question: 'Sampled cases of which both reviews are sent.',
        count: read.pairs,
        href: `/avoidable/${round.id}`,
      },
    },
  };
  const lines = STATISTICS.map((one) => {
    const interval = isEnough ? one.of(read, round.seed) : null;
    const times = one.unit === 'percent' ? 100 : 1;
    const base = { id: idOf(round, one.key), label: one.label, unit: one.unit };
    const how = { formula: one.formula, inputs: [pairs], citations: [one.source] };
    const figure: Figure =
      interval === null
        ? { ...base, value: null, absent: 'not-available', how }
        : {
            ...base,
            value: times * interval.value,
            low: times * interval.low,
            high: times * interval.high,
            how,
          };
    return { label: one.label, figures: [figure] };
  });
  const same = percentAgreement(read.sides);
  return {
    id: figureId('avoidable-agreement', { round: String(round.id) }),
    headline:
      isEnough && same
        ? `Reviewers came to the same side in ${Math.round(100 * same.value)}% of cases`
        : 'Too early to say how well reviewers agree',
    subtitle: 'Agreement of two blind reviews of the same case, with 95% intervals',
    rowHeading: 'Statistic',
    columns: ['Value'],
    rows: lines,
    chart: 'none',
    notes: [
      'Of the coefficients, 1 is full agreement and 0 what chance would give.',
      'Kappa falls where nearly all cases are alike, whoever reads them; AC1 does not.',
    ],
  };
}

interface Statistic {
  readonly key: string;
  readonly label: string;
  readonly unit: 'percent' | 'ratio';
  readonly formula: string;
  readonly source: {
    readonly title: string;
    readonly publisher: string;
    readonly locator: string;
    readonly date: string;
  };
  of(read: Read, seed: number): Interval | null;
}

const WILSON = {
  title: 'Probable inference, the law of succession, and statistical inference',
  publisher: 'E. B. Wilson, Journal of the American Statistical Association 22',
  locator: 'interval of a share',
  date: '1927',
};
const COHEN = {
  title: 'A coefficient of agreement for nominal scales',
  publisher: 'J. Cohen, Educational and Psychological Measurement 20',
  locator: 'kappa',
  date: '1960',
};

const STATISTICS: readonly Statistic[] = [
  {
    key: 'same-side',
    label: 'Same side: avoidable or not',
    unit: 'percent',
    formula: 'Cases that both put on the same side, as a share of cases that both have sent.',
    source: WILSON,
    of: ({ sides }) => percentAgreement(sides),
  },
  {
    key: 'same-answer',
    label: 'Same answer of the four',
    unit: 'percent',
    formula: 'Cases with the very same answer, as a share of cases that both have sent.',
    source: WILSON,
    of: ({ answers }) => percentAgreement(answers),
  },
  {
    key: 'ac1',
    label: 'Same side, beyond chance (Gwet\u2019s AC1)',
    unit: 'ratio',
    formula: 'Agreement above chance over what chance leaves; chance from the mean use of sides.',
    source: {
      title: 'Computing inter-rater reliability in the presence of high agreement',
      publisher: 'K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61',
      locator: 'AC1 and its variance',
      date: '2008',
    },
    of: ({ sides }) => gwetAc1(sides),
  },
  {
    key: 'kappa',
    label: 'Same side, beyond chance (Cohen\u2019s kappa)',
    unit: 'ratio',
    formula: 'Agreement above chance over what chance leaves; chance from each one\u2019s own use.',
    source: COHEN,
    of: ({ sides }) => cohenKappa(sides, 'none'),
  },
  {
    key: 'weighted-kappa',
    label: 'Four answers, near misses forgiven (weighted kappa)',
    unit: 'ratio',
    formula: 'Kappa of the four answers, each disagreement counted by the square of its distance.',
    source: {
      ...COHEN,
      title: 'Weighted kappa',
      publisher: 'J. Cohen, Psychological Bulletin 70',
      date: '1968',
    },
    of: ({ answers }) => cohenKappa(answers, 'quadratic'),
  },
  {
    key: 'alpha',
    label: 'Four answers in order (Krippendorff\u2019s alpha)',
    unit: 'ratio',
    formula:
      '1 less observed over expected disagreement, answers in their order; the interval from ' +
      'drawing cases anew 400 times by the seed of the round.',
    source: {
      title: 'Computing Krippendorff\u2019s alpha-reliability',
      publisher: 'K. Krippendorff, University of Pennsylvania',
      locator: 'ordinal data, part E',
      date: '2011',
    },
    of: ({ units }, seed) =>
      alphaInterval(units, 'ordinal', { random: random(seed), draws: DRAWS }),
  },
];
