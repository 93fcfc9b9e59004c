import { fanOf, type Finding, numbersOfFan } from '../../lib/index.ts';
import { definePage, type Page, type Tx } from '../../platform/index.ts';
import type { Perspective } from '../model/model-result.ts';
import { type Comparison, compareScenarios, MOST_COMPARED } from './compare-scenarios.ts';
import { type LoadedResult, loadResult } from './load-result.ts';
import { readNumber } from './load-scenario.ts';
import { readPerspective } from './scenario-figures.ts';
import { withoutCaveats } from './result-view.ts';
import { paybackFinding } from './scenario-payback.measure.ts';
import { differenceFigure, differenceFinding } from './scenario-difference.measure.ts';
import { listResults } from './scenario-result.store.ts';
import { RESULT_ROWS, resultFigure, type ResultRow } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { loadShown, shownView } from './scenario-shown.ts';
import { scenarioTrail } from './scenario-view.ts';
import { listScenarios } from './scenario.store.ts';

const ROWS = ['chance', 'npv', 'benefit', 'cost', 'peak', 'payback'] as const;

/** A scenario beside up to two others: what is different first. */
export const scenarioComparePage: Page = definePage({
  url: '/scenarios/:id/compare',
  title: 'Compare scenarios',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, params, query } = request;
    const shown = await loadShown(tx, readNumber(params.id), query.perspective);
    const { kept } = shown;
    const perspective = readPerspective(query.perspective);
    const others = (await listScenarios(tx)).filter(({ id }) => id !== kept.id);
    const chosen = [...new Set(request.all('with'))].filter((one) => one !== '');
    const loaded = [
      shown.loaded,
      ...(await newestOf(tx, chosen.slice(0, MOST_COMPARED - 1))),
    ].filter((one) => one !== null);
    const comparison =
      loaded.length < 2
        ? null
        : compareScenarios(
            loaded.map((one) => ({ ...comparable(one), name: nameAmong(loaded, one) })),
            perspective,
          );
    const curves = comparison ? curvesOf(loaded, perspective) : [];
    return {
      template: 'decide/scenario/compare.njk',
      title: `Compare: ${kept.name}`,
      breadcrumbs: scenarioTrail(kept),
      data: {
        view: shownView(shown, actor, 'compare'),
        url: request.url,
        options: others.map(({ id, name }) => ({
          value: String(id),
          text: name === kept.name ? `${name} (scenario ${id})` : name,
        })),
        chosen,
        comparison: comparison && shownComparison(comparison, loaded, perspective),
        curves,
        among: curves.flatMap(({ finding }) => numbersOfFan(fanOf(finding))),
      },
    };
  },
});

/** The curves of all, which the page draws on one scale. */
function curvesOf(loaded: readonly LoadedResult[], perspective: Perspective) {
  return loaded.map((one) => ({
    name: nameAmong(loaded, one),
    finding: withoutCaveats(paybackFinding(one, perspective), one),
  }));
}

/** Its name, with its number where another has the same. */
function nameAmong(loaded: readonly LoadedResult[], { kept }: LoadedResult): string {
  const isOnly = loaded.filter((one) => one.kept.name === kept.name).length < 2;
  return isOnly ? kept.name : `${kept.name} (scenario ${kept.id})`;
}

async function newestOf(tx: Tx, ids: readonly string[]): Promise<(LoadedResult | null)[]> {
  const found: (LoadedResult | null)[] = [];
  for (const id of ids) {
    const [newest] = await listResults(tx, readNumber(id));
    found.push(newest ? await loadResult(tx, newest.id) : null);
  }
  return found;
}

function comparable({ kept, scenario, found, result }: LoadedResult) {
  return { name: kept.name, scenario, found, editionHash: result.editionHash };
}

function shownComparison(
  { assumptions, figures, cautions, names }: Comparison,
  loaded: readonly LoadedResult[],
  perspective: ReturnType<typeof readPerspective>,
) {
  const row = (name: ResultRow): Finding['rows'][number] => ({
    label: RESULT_ROWS[name],
    figures: loaded.map((one) => resultFigure(one, perspective, name)),
  });
  const [first, ...others] = loaded;
  const differences = first
    ? others.map((other) => differenceFinding({ first, other }, perspective))
    : [];
  return {
    names,
    cautions,
    headlines: differences.map(({ id, headline }) => ({ id, headline })),
    differences: (differences[0]?.rows ?? []).map(({ label }, row) => ({
      label,
      figures: differences.flatMap(({ rows }) => rows[row]?.figures[0] ?? []),
    })),
    // The table beside them says the same of all else.
    sentences: figures
      .filter(({ row: of }) => of === 'npv')
      .flatMap((one) =>
        one.sentences.map((sentence, index) => {
          const other = loaded[index + 1];
          const id =
            first && other ? differenceFigure({ first, other }, perspective, one.row).id : '';
          return { sentence, id };
        }),
      ),
    rows: ROWS.map(row),
    assumptions: assumptions.map(({ label, values }) => ({
      label,
      values: values.map((value) => value ?? 'not there'),
    })),
  };
}
