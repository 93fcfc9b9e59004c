import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { countedFigure, type Figure, figureId, type Finding, type Unit } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { narrowed } from '../spend-map/keyed-finding.ts';
import { DESIGN_WORDS, DIRECTION_WORDS, SIZE_WORDS } from './evidence-words.ts';
import { type LocalEffect, rateLocally } from './local-evaluation.ts';
import { type KeptEvaluation, listLocalEvaluations } from './local-evaluation.store.ts';

const NAME = 'local-evaluations';

const COLUMNS = {
  size: 'Size',
  error: 'Standard error',
  months: 'Months followed',
  started: 'People who began',
  measured: 'People measured',
  confidence: 'Causal confidence',
} as const;

type Column = keyof typeof COLUMNS;
const COLUMN_KEYS = Object.keys(COLUMNS) as Column[];

/** What the partnership found itself, rated by our scale for local evaluations. */
export const localEvaluationsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What this partnership found itself',
  who: thoseWhoSeeFigures,
  parameters: {
    programme: 'the code of a programme of the library; all evaluations by default',
    row: 'the number of an evaluation',
    column: COLUMN_KEYS.join(', '),
  },
  compute: async (tx, _actor, given): Promise<Finding> => {
    const kept = await listLocalEvaluations(tx, given.programme ?? null);
    return narrowed(
      {
        name: NAME,
        asked: { programme: given.programme },
        headline: localHeadline(kept),
        subtitle: 'Local evaluations that still hold, rated by their design and sample',
        rowHeading: 'Evaluation',
        columns: COLUMN_KEYS.map((column) => COLUMNS[column]),
        columnKeys: COLUMN_KEYS,
        rows: kept.map((one) => ({
          key: String(one.id),
          label: `${one.name}: ${one.outcome} (${DIRECTION_WORDS[one.direction].toLowerCase()})`,
          figures: COLUMN_KEYS.map((column) => localFigure(one, column)),
        })),
        chart: 'none',
        notes: ['A design allows a confidence at most; few people, or many lost, take from it.'],
      },
      given,
    );
  },
});

/** How many local evaluations there are and what they can show, in one sentence. */
export function localHeadline(kept: readonly KeptEvaluation[]): string {
  if (kept.length === 0) return 'This partnership has recorded no evaluation of its own yet';
  const compared = kept.filter((one) => rateLocally(one).confidence >= 3).length;
  const noun = kept.length === 1 ? 'evaluation' : 'evaluations';
  return `${kept.length} ${noun} of our own; ${compared || 'none'} with a sound comparison`;
}

/** One cell of the table of local evaluations; counts of people under 5 are hidden. */
export function localFigure(one: KeptEvaluation, column: Column): Figure {
  const base = {
    id: figureId(NAME, { row: String(one.id), column }),
    label: `${one.name}: ${COLUMNS[column].toLowerCase()}`,
  };
  const rating = rateLocally(one);
  const notes = [`${DESIGN_WORDS[one.design]}. Done by ${one.madeBy}, ended on ${one.endedOn}.`];
  const citation = {
    title: one.name,
    publisher: one.madeBy,
    date: one.endedOn,
    locator: one.report || 'recorded here, without a report',
  };
  const typed = 'As recorded here.';
  const stated = (value: number | null, unit: Unit, formula = typed): Figure => ({
    ...base,
    value,
    unit,
    ...(value === null ? { absent: 'not-available' as const } : {}),
    how: { formula, notes, citations: [citation] },
  });
  switch (column) {
    case 'size':
      return sizeFigure(stated, one.effect);
    case 'error':
      return stated(one.effect?.standardError ?? null, 'decimal');
    case 'months':
      return stated(one.followUpMonths, 'number');
    case 'started':
      return countedFigure(stated(one.peopleStarted, 'number'));
    case 'measured':
      return countedFigure(stated(one.peopleMeasured, 'number'));
    case 'confidence':
      return stated(
        rating.confidence,
        'number',
        `On our ladder of 0 to 5. ${rating.why.join(' ')}`,
      );
  }
}

function sizeFigure(
  stated: (value: number | null, unit: Unit, formula?: string) => Figure,
  effect: LocalEffect | null,
): Figure {
  if (effect === null) return stated(null, 'decimal', 'No size was recorded.');
  const unit = effect.kind === 'percentage-points' ? 'percentage-points' : 'decimal';
  return stated(effect.value, unit, `As recorded here, in ${SIZE_WORDS[effect.kind]}.`);
}
