import {
  cellOf,
  type Citation,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
} from '../../lib/index.ts';
import {
  type Actor,
  defineMeasure,
  type Measure,
  momentWords,
  type Tx,
} from '../../platform/index.ts';
import { EVIDENCE, UNDERSTAND_MEASURES } from '../../understand/index.ts';
import type { LoadedResult } from './load-result.ts';
import { statedAssumptions, type StatedAssumption } from './scenario-assumptions.ts';
import { restsOn, RESULT_PARAMETERS, resultNotes, resultOf } from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';

const NAME = 'scenario-assumption';

/** What a run assumed: each value with its range and where it is from. */
export const scenarioAssumptionMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What a scenario assumes',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    row: 'one assumption, such as family-support/reach or family-support/effect:care',
  },
  compute: async (tx, actor, given) => {
    const loaded = await resultOf(tx, given);
    const finding = findingOf(loaded);
    if (given.row === undefined) return finding;
    const parameters = { result: String(loaded.result.id), row: given.row };
    const cell = cellOf(finding, figureId(NAME, parameters));
    const stated = statedAssumptions(loaded.scenario).find(({ code }) => code === given.row);
    const effects = stated?.programme ? await effectsFound(tx, actor, stated.programme) : [];
    return { ...cell, rows: cell.rows.map((row) => withInputs(row, effects)) };
  },
});

/** What the evidence library holds of a programme: sizes of effects as their studies state them. */
async function effectsFound(tx: Tx, actor: Actor, programme: string): Promise<Figure[]> {
  const measure = UNDERSTAND_MEASURES.find(({ name }) => name === 'programme-effect');
  if (!measure || !EVIDENCE.programmes.some(({ code }) => code === programme)) return [];
  const finding = await measure.compute(tx, actor, { programme });
  return finding.rows.flatMap(({ figures }) => figures).filter(({ value }) => value !== null);
}

function withInputs(row: FindingRow, inputs: readonly Figure[]): FindingRow {
  if (inputs.length === 0) return row;
  return {
    ...row,
    figures: row.figures.map((one) => ({ ...one, how: { ...one.how, inputs } })),
  };
}

function findingOf(loaded: LoadedResult): Finding {
  const all = statedAssumptions(loaded.scenario);
  return {
    id: figureId(NAME, { result: String(loaded.result.id) }),
    headline:
      all.length === 0
        ? 'Nothing is assumed but that help stays as it is'
        : `The result rests on ${all.length} assumptions, each with its range and source`,
    subtitle: restsOn(loaded),
    rowHeading: 'Assumption',
    columns: ['Most likely'],
    rows: all.map((one) => ({ label: one.label, figures: [assumptionFigure(loaded, one)] })),
    chart: 'none',
    notes: resultNotes(loaded),
  };
}

/** The figure of one assumption of a run. */
export function assumptionFigure(loaded: LoadedResult, one: StatedAssumption): Figure {
  const round = one.unit === 'pence' ? Math.round : (value: number) => value;
  return {
    id: figureId(NAME, { result: String(loaded.result.id), row: one.code }),
    label: one.label,
    value: round(one.value.likely),
    low: round(one.value.low),
    high: round(one.value.high),
    unit: one.unit,
    how: { formula: one.formula, citations: [...one.citations, ownCitation(loaded, one.code)] },
  };
}

/** Where the scenario itself states it: its version, who saved it and what they said. */
function ownCitation({ kept, version }: LoadedResult, code: string): Citation {
  return {
    title: kept.name,
    publisher: `saved by ${version.madeByName}`,
    locator: `version ${version.version}, ${code}${version.note ? `: ${version.note}` : ''}`,
    date: momentWords(version.madeAt),
  };
}

/** What the cost of a year follows from: places, take-up and prices of each programme. */
export function costAssumptions(loaded: LoadedResult): Figure[] {
  return statedAssumptions(loaded.scenario)
    .filter(({ isCost, code }) => isCost || /\/(?:reach|engagement)$/.test(code))
    .map((one) => assumptionFigure(loaded, one));
}

/** The effects behind a change: those on an outcome, or those on moves into any of some states. */
export function effectAssumptions(loaded: LoadedResult, source: string): Figure[] {
  const { scenario } = loaded;
  const stated = new Map(statedAssumptions(scenario).map((one) => [one.code, one]));
  return scenario.programmes.flatMap((programme) =>
    programme.effects
      .filter(({ on }) =>
        'outcome' in on
          ? on.outcome === source
          : [...on.to, ...on.from].some((state) => state === source),
      )
      .flatMap(({ code }) => {
        const one = stated.get(`${programme.code}/effect:${code}`);
        return one ? [assumptionFigure(loaded, one)] : [];
      }),
  );
}

/** The assumption on how often an outcome comes about without help, where the run has it. */
export function outcomeAssumption(loaded: LoadedResult, outcome: string): Figure[] {
  return statedAssumptions(loaded.scenario)
    .filter(({ code }) => code === `outcome:${outcome}`)
    .map((one) => assumptionFigure(loaded, one));
}
