import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  chanceAfter,
  type Citation,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  refuse,
  relativeRiskOf,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type EffectOfStudies, effectOfStudies } from './effect-of-studies.ts';

const NAME = 'effect-size';

const METHODS: Readonly<Record<'means' | 'counts' | 'pooled', Citation>> = {
  means: {
    title: 'Distribution theory for Glass’s estimator of effect size',
    publisher: 'L. Hedges, Journal of Educational Statistics 6',
    locator: 'Correction for small samples',
    date: '1981',
  },
  counts: {
    title: 'Effect-size indices for dichotomized outcomes in meta-analysis',
    publisher: 'J. Sánchez-Meca and others, Psychological Methods 8',
    locator: 'Index d-Cox',
    date: '2003',
  },
  pooled: {
    title: 'Meta-analysis in clinical trials',
    publisher: 'R. DerSimonian and N. Laird, Controlled Clinical Trials 7',
    locator: 'Random effects',
    date: '1986',
  },
};

const COLUMNS = ['effect', 'error', 'after', 'risk'] as const;
type Column = (typeof COLUMNS)[number];

/** Studies as somebody types them, turned into the effect that a scenario takes. */
export const effectSizeMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'From studies to the effect of a programme',
  who: thoseWhoSeeFigures,
  parameters: {
    studies: 'studies such as 60:12.1:4/58:10.3:4.2 (size, mean, deviation) or 100:10/100:20',
    chance: 'per cent to whom it happens without help, to say what the effect comes to',
    row: 'the place of a study, from 1, or pooled',
    column: COLUMNS.join(', '),
  },
  compute: async (_tx, _actor, { studies = '', chance, row, column }): Promise<Finding> => {
    const asked = { studies, chance };
    const found = effectOfStudies(studies);
    const share = chance === undefined ? null : readChance(chance);
    const rows = [
      ...found.studies.map((_, place) => rowOf(asked, found, share, place)),
      rowOf(asked, found, share, null),
    ];
    const columns = share === null ? COLUMNS.slice(0, 2) : COLUMNS;
    const whole: Finding = {
      id: figureId(NAME, asked),
      headline: headlineOf(found),
      subtitle: 'Standardised effect (0 is no change), from studies as typed',
      rowHeading: 'Study',
      columns: columns.map((each) => LABELS[each]),
      rows,
      chart: 'none',
      notes: [
        ...(found.pooled.between > 0
          ? ['These studies differ by more than chance does: ask why before you put them together.']
          : []),
        'In a scenario, write it as effectSize with its standardError. Whether less is better ' +
          'depends on what was measured.',
      ],
    };
    if (row === undefined) return whole;
    const place = row === 'pooled' ? rows.length - 1 : Number(row) - 1;
    const at = columns.findIndex((each) => each === (column ?? 'effect'));
    const figure = rows[place]?.figures[at];
    if (!figure) throw refuse('no-such-row', 'not-found', 'There is no such study or column.');
    const one = { label: rows[place]?.label ?? '', figures: [figure] };
    return { ...whole, id: figure.id, columns: [LABELS[columns[at] ?? 'effect']], rows: [one] };
  },
});

const LABELS: Readonly<Record<Column, string>> = {
  effect: 'Effect',
  error: 'Standard error',
  after: 'Per cent with help',
  risk: 'Relative risk',
};

function readChance(text: string): number {
  const percent = Number(text);
  if (percent > 0 && percent < 100) return percent / 100;
  throw refuse('no-chance', 'invalid', 'chance is per cent, above 0 and below 100.');
}

function headlineOf({ studies, pooled }: EffectOfStudies): string {
  const isClear = Math.abs(pooled.value) > 2 * pooled.standardError;
  const of = studies.length === 1 ? 'This study finds' : `These ${studies.length} studies find`;
  return isClear ? `${of} an effect that chance hardly explains` : `${of} no effect beyond chance`;
}

interface Asked {
  readonly studies: string;
  readonly chance: string | undefined;
}

/** One study, or all together where `place` is null. */
function rowOf(
  asked: Asked,
  found: EffectOfStudies,
  chance: number | null,
  place: number | null,
): FindingRow {
  const study = place === null ? null : found.studies[place];
  const effect = study ? study.effect : found.pooled;
  const row = place === null ? 'pooled' : String(place + 1);
  const label = study ? `Study ${row}: ${study.text}` : 'All together';
  const values: Readonly<Record<Column, number | null>> = {
    effect: effect.value,
    error: effect.standardError,
    after: chance === null ? null : 100 * chanceAfter(chance, effect.value),
    risk: chance === null ? null : relativeRiskOf(chance, effect.value),
  };
  const method = METHODS[study ? study.kind : 'pooled'];
  const inputs = study
    ? []
    : found.studies.flatMap((_, index) => rowOf(asked, found, null, index).figures);
  const figures = (chance === null ? COLUMNS.slice(0, 2) : COLUMNS).map((column): Figure => {
    return {
      id: figureId(NAME, {
        ...(chance === null ? { studies: asked.studies } : asked),
        row,
        column,
      }),
      label: `${label}: ${LABELS[column].toLowerCase()}`,
      value: values[column],
      unit: column === 'after' ? 'percent' : 'decimal',
      how: { formula: FORMULAS[column], inputs, citations: [method] },
    };
  });
  return { label, figures };
}

const FORMULAS: Readonly<Record<Column, string>> = {
  effect:
    'Difference of means over their common deviation, less for small samples; of counts, the ' +
    'logarithm of the odds ratio over 1.65; together, the mean weighted by precision.',
  error: 'By the sizes of the groups; together, one over the root of all weights.',
  after: 'The odds without help, times e to the 1.65 times the effect, as a per cent.',
  risk: 'Per cent with help over per cent without.',
};
