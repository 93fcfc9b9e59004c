import { type Finding, findingTable, refuse, toOdsBook } from '../../lib/index.ts';
import { definePage, momentWords, type Page, type PageRequest } from '../../platform/index.ts';
import { breakEvenCostWords, breakEvenWords } from './break-even-words.ts';
import { type OpenedPaper, openFreeze, reproduceCommand } from './freeze-scenario.ts';
import { leverWords, shownLevers } from './lever-groups.ts';
import { type LoadedResult, loadResult } from './load-result.ts';
import { readNumber, readScenario } from './load-scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenarioBenefitsMeasure } from './scenario-benefits.measure.ts';
import { caveatSentences } from './scenario-caveats.ts';
import { scenarioDriversMeasure } from './scenario-drivers.measure.ts';
import { leverValues } from './scenario-form.ts';
import { allLevers } from './lever-groups.ts';
import { paybackFinding } from './scenario-payback.measure.ts';
import { keyFigures, ratioOf, tornadoOf, UNQUANTIFIED, withoutCaveats } from './result-view.ts';
import { resultFigure, scenarioResultMeasure } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { scenarioRunsMeasure } from './scenario-runs.measure.ts';
import { sharesFinding } from './scenario-shares.measure.ts';
import { LEVER_BOOK, scenarioTrail } from './scenario-view.ts';
import { scenarioYearsMeasure } from './scenario-years.measure.ts';
import { listFreezes } from './scenario.store.ts';

/** A scenario as it was frozen for a committee: for print, and for good. */
export const scenarioFrozenPage: Page = definePage({
  url: '/scenarios/:id/frozen/:hash',
  title: 'A scenario frozen for committee',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async (request) => {
    const { tx, params, query } = request;
    const kept = await readScenario(tx, readNumber(params.id));
    const found = (await listFreezes(tx, kept.id)).find(({ hash }) => hash === params.hash);
    if (!found) throw refuse('no-such-paper', 'not-found', 'There is no such frozen paper.');
    const opened = await openFreeze(tx, found.id);
    const loaded = await loadResult(tx, found.resultId);
    const findings = await findingsOf(request, loaded);
    if (query.as === 'ods') return asOds(opened, findings);
    const { paper, freeze, isWhole } = opened;
    return {
      template: 'decide/scenario/frozen.njk',
      title: `Frozen: ${paper.name}`,
      breadcrumbs: scenarioTrail(kept),
      data: {
        paper,
        isWhole,
        frozen: { by: freeze.madeByName, at: momentWords(freeze.madeAt), hash: freeze.hash },
        ods: `/scenarios/${kept.id}/frozen/${freeze.hash}?as=ods`,
        yaml: `/scenarios/${kept.id}/file?as=yaml&version=${paper.version}`,
        command: reproduceCommand(freeze.id),
        key: keyFigures(loaded),
        chance: resultFigure(loaded, 'public', 'chance'),
        ...plainOf(findings, loaded),
        breakEven: resultFigure(loaded, 'public', 'break-even'),
        ratio: resultFigure(loaded, 'public', 'ratio'),
        believeCost: breakEvenCostWords(ratioOf(loaded)),
        believe: breakEvenWords(loaded.found.breakEvenEffect, loaded.scenario, LEVER_BOOK),
        warnings: caveatSentences(loaded),
        unquantified: UNQUANTIFIED,
        assumptions: assumptionsOf(loaded.scenario),
      },
    };
  },
});

interface PaperFindings {
  readonly payback: Finding;
  readonly result: Finding;
  readonly shares: Finding;
  readonly sources: Finding;
  readonly dots: Finding;
  readonly drivers: Finding;
  readonly years: Finding;
}

async function findingsOf(
  { tx, actor }: PageRequest,
  loaded: LoadedResult,
): Promise<PaperFindings> {
  const result = String(loaded.result.id);
  const perspective = 'public';
  const drivers = await scenarioDriversMeasure.compute(tx, actor, { result });
  const years = await scenarioYearsMeasure.compute(tx, actor, { result, perspective });
  return {
    payback: paybackFinding(loaded, perspective),
    result: await scenarioResultMeasure.compute(tx, actor, { result }),
    shares: sharesFinding(loaded, perspective),
    sources: await scenarioBenefitsMeasure.compute(tx, actor, { result }),
    dots: await scenarioRunsMeasure.compute(tx, actor, { result, perspective }),
    drivers: tornadoOf(drivers, loaded),
    years: { ...years, chart: 'none' },
  };
}

/** The first column alone: a column for each year is wider than paper. */
function inAll(finding: Finding): Finding {
  const first = <R extends Finding['rows'][number]>(row: R): R => ({
    ...row,
    figures: row.figures.slice(0, 1),
  });
  const { columns, rows, total } = finding;
  const whole = { ...finding, columns: columns.slice(0, 1), rows: rows.map(first) };
  return total ? { ...whole, total: first(total) } : whole;
}

/** On paper the caveats stand once, at the top. */
function plainOf(findings: PaperFindings, loaded: LoadedResult): PaperFindings {
  const plain = Object.entries(findings).map(([key, finding]) => [
    key,
    withoutCaveats(finding as Finding, loaded),
  ]);
  const all = Object.fromEntries(plain) as unknown as PaperFindings;
  return { ...all, sources: inAll(all.sources) };
}

const SHEETS: Readonly<Record<keyof PaperFindings, string>> = {
  payback: 'Payback',
  result: 'Result',
  shares: 'Who pays and gains',
  sources: 'Where gains arise',
  dots: 'Runs',
  drivers: 'What drives it',
  years: 'Year by year',
};

function asOds({ paper, freeze }: OpenedPaper, findings: PaperFindings) {
  const sheets = Object.entries(SHEETS).map(([key, name]) => ({
    name,
    table: findingTable(findings[key as keyof PaperFindings]),
  }));
  const lines = [
    `Frozen on ${momentWords(freeze.madeAt)} by ${freeze.madeByName}`,
    `Hash of this paper: ${freeze.hash}`,
    `Hash of the result: ${paper.resultHash}`,
    `${paper.draws} runs, seed ${paper.seed}. ${paper.edition}`,
    `Run it again: ${reproduceCommand(freeze.id)}`,
  ];
  return {
    file: toOdsBook({ title: paper.name, lines }, sheets),
    type: 'application/vnd.oasis.opendocument.spreadsheet',
    name: `scenario-${paper.scenario}-${freeze.hash.slice(0, 12)}.ods`,
  };
}

function assumptionsOf(scenario: Scenario) {
  const programmes = shownLevers(scenario, LEVER_BOOK, []);
  const values = leverValues(scenario, allLevers(programmes), LEVER_BOOK.defaults);
  return programmes.map(({ heading, groups }) => ({
    heading,
    rows: groups.flatMap(({ levers }) =>
      levers.map((lever) => ({
        key: lever.label,
        words: leverWords(lever, values),
        source: lever.source === 'Your estimate' ? 'Estimate' : (lever.source ?? ''),
        evidence: lever.evidence ?? '',
      })),
    ),
  }));
}
