import { recordAudit, thoseWhoSeePeople } from '../../govern/index.ts';
import { type Figure, type Finding, type PersonId, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { findPerson, personJourney } from '../../record/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { JOURNEY_BREAKDOWNS, journeyFinding } from './journey-cost.ts';
import { journeySteps, type Step } from './journey-steps.ts';

/**
 * What the journey of one child cost. Opening it reads a person, and is noted here, since a figure
 * may be opened or downloaded without its page.
 */
export const journeyCostMeasure: Measure = defineMeasure({
  name: 'journey-cost',
  title: 'Cost of one journey',
  who: thoseWhoSeePeople,
  parameters: {
    person: 'the number of a child',
    by: 'step, year, agency or status; step by default',
    row: 'one row, or total',
    column: 'one column of that row: cost, so-far or, of a step, quantity',
  },
  compute: async (tx, actor, given) => {
    const by = readChoice(given.by ?? 'step', JOURNEY_BREAKDOWNS, 'by');
    const person = Number(given.person);
    const steps = await stepsOf(tx, person);
    await recordAudit(tx, actor, {
      action: 'person.read-cost',
      subjectKind: 'person',
      subjectId: String(person),
    });
    const finding = journeyFinding({ person, by }, steps);
    return given.row === undefined ? finding : cellOf(finding, given.row, given.column ?? 'cost');
  },
});

/** The priced steps of one person's journey; one who may not be seen does not exist. */
export async function stepsOf(tx: Tx, person: number): Promise<Step[]> {
  const id = person as PersonId;
  if (!Number.isSafeInteger(person) || (await findPerson(tx, id)) === null) {
    throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
  }
  return journeySteps(await personJourney(tx, id), pricesOf());
}

function cellOf(finding: Finding, row: string, column: string): Finding {
  const every = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  const figure = every
    .flatMap((line) => line.figures)
    .find((one) => isCell(one, finding.id, row, column));
  if (!figure) throw refuse('no-such-row', 'not-found', 'There is no such row in this journey.');
  return {
    ...without(finding),
    id: figure.id,
    headline: figure.label,
    columns: ['Value'],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}

function isCell(figure: Figure, findingId: string, row: string, column: string): boolean {
  const [measure, query] = figure.id.split('?');
  const own = new URLSearchParams(query);
  const isOwn = findingId.startsWith(`${measure}?`) && own.get('row') === row;
  return isOwn && (own.get('column') ?? 'cost') === column;
}

function without({ total: _, ...finding }: Finding): Finding {
  return finding;
}
