import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, formatFinancialYear, refuse } from '../../lib/index.ts';
import {
  definePage,
  type Page,
  type PageRequest,
  readSort,
  type Sort,
} from '../../platform/index.ts';
import { spendYears } from '../../record/index.ts';
import { AGENCY_LABELS } from '../cost/cost-groups.ts';
import { localUnitCostMeasure } from './local-unit-cost.measure.ts';
import { UNIT_COSTS } from './reference-books.ts';
import { cashKind, type UnitCost } from './unit-cost.ts';
import {
  citationOf,
  everyUnitCost,
  findUnitCost,
  priceBase,
  unitCostFigure,
  unitWords,
} from './unit-cost-figures.ts';
import { unitCostSplit } from './unit-cost.measure.ts';
import { workbookPage } from './workbook.page.ts';
import { importedFigures } from './workbook-cost.measure.ts';

const PAGE_SIZE = 40;

/** Every published unit cost with range, grade and source; local and imported ones beside them. */
export const unitCostsPage: Page = definePage({
  url: '/unit-costs',
  title: 'Unit costs',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, query } = request;
    const local = await localUnitCostMeasure.compute(tx, actor, { year: query.year || undefined });
    const imported = await importedFigures(tx);
    const all = everyUnitCost();
    const chosen = {
      theme: query.theme ?? '',
      grade: query.grade ?? '',
      agency: query.agency ?? '',
      year: query.year ?? '',
    };
    const sort = readSort(query.sort, ['what', 'cost', 'grade']) ?? BY_NAME;
    const found = sorted(
      all.filter((cost) => isChosen(cost, chosen)),
      sort,
    );
    const number = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1);
    return {
      template: 'understand/unit-costs/unit-costs.njk',
      title: `${all.length} published unit costs, and what help costs here`,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/cost', text: 'Cost of late help' },
      ],
      data: {
        count: all.length,
        priceBase: priceBase(),
        local,
        hasImported: imported.size > 0,
        mayImport: workbookPage.who.allows(request.actor),
        rows: found
          .slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
          .map((cost) => ({ cells: cellsOf(cost, imported.size > 0, imported.get(cost.code)) })),
        columns: columnsOf(imported.size > 0),
        page: { number, size: PAGE_SIZE, total: found.length },
        sort,
        url: request.url,
        chosen,
        options: await optionsOf(request, all),
        groups: [...UNIT_COSTS.groups.values()].map((group) => ({
          label: group.label,
          rule: RULES[group.rule],
          why: group.why,
        })),
      },
    };
  },
});

const BY_NAME: Sort = { key: 'what', direction: 'ascending' };

const RULES = {
  sum: 'Different things: they add up.',
  max: 'The larger holds the smaller: only the larger counts.',
  range: 'Answers to one question: one counts, the others show how far apart they are.',
} as const;

interface Chosen {
  readonly theme: string;
  readonly grade: string;
  readonly agency: string;
}

function isChosen(cost: UnitCost, { theme, grade, agency }: Chosen): boolean {
  const bears = [...cost.split].some(([kind, part]) => kind === agency && part > 0);
  return (
    (theme === '' || cost.theme === theme) &&
    (grade === '' || cost.grade === grade) &&
    (agency === '' || bears)
  );
}

function sorted(costs: readonly UnitCost[], sort: Sort): UnitCost[] {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const order = {
    what: (a: UnitCost, b: UnitCost) => a.label.localeCompare(b.label, 'en-GB'),
    cost: (a: UnitCost, b: UnitCost) => a.pence - b.pence,
    grade: (a: UnitCost, b: UnitCost) => (a.grade < b.grade ? -1 : a.grade > b.grade ? 1 : 0),
  }[sort.key as 'what' | 'cost' | 'grade'];
  return [...costs].sort((a, b) => sign * order(a, b) || (a.code < b.code ? -1 : 1));
}

function columnsOf(hasImported: boolean) {
  return [
    { key: 'what', label: 'What', sortable: true },
    { key: 'unit', label: 'For one' },
    { key: 'cost', label: 'Cost', numeric: true, sortable: true },
    { key: 'grade', label: 'Grade', sortable: true },
    { key: 'source', label: 'Source' },
    ...(hasImported ? [{ key: 'imported', label: 'Imported edition', numeric: true }] : []),
  ];
}

function cellsOf(cost: UnitCost, hasImported: boolean, imported: Figure | undefined) {
  const year = formatFinancialYear(UNIT_COSTS.costs.get(cost.code)?.priceYear ?? cost.priceYear);
  const cells = [
    { text: cost.label, href: `/unit-costs/${cost.code}` },
    { text: unitWords(cost.unit) },
    { figure: unitCostFigure(cost) },
    { text: cost.grade },
    { text: cost.source.title, quiet: `prices of ${year}` },
  ];
  return hasImported ? [...cells, imported ? { figure: imported } : { text: 'Not in it' }] : cells;
}

async function optionsOf({ tx }: PageRequest, costs: readonly UnitCost[]) {
  const themes = [...new Set(costs.map((cost) => cost.theme))].sort();
  const kinds = [...new Set(costs.flatMap((cost) => [...cost.split.keys()]))].sort();
  const every = (text: string) => ({ value: '', text });
  return {
    themes: [every('Every theme'), ...themes.map((one) => ({ value: one, text: themeWords(one) }))],
    grades: [
      every('Every grade'),
      ...['A', 'B', 'C', 'D'].map((one) => ({ value: one, text: one })),
    ],
    agencies: [
      every('Every agency'),
      ...kinds.map((kind) => ({ value: kind, text: AGENCY_LABELS[kind] })),
    ],
    years: (await spendYears(tx)).map((year) => ({ value: year, text: year })),
  };
}

function themeWords(theme: string): string {
  const words = theme.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** One published unit cost: who bears it, how sure it is, what it overlaps and where it stands. */
export const unitCostPage: Page = definePage({
  url: '/unit-costs/:code',
  title: 'A unit cost',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, params }) => {
    const cost = findUnitCost(params.code ?? '');
    if (!cost)
      throw refuse('no-such-unit-cost', 'not-found', 'There is no unit cost by this code.');
    const group = UNIT_COSTS.groups.get(cost.group);
    const imported = (await importedFigures(tx)).get(cost.code);
    return {
      template: 'understand/unit-costs/unit-cost.njk',
      title: cost.label,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/unit-costs', text: 'Unit costs' },
      ],
      data: {
        label: cost.label,
        figure: unitCostFigure(cost),
        imported: imported ?? false,
        split: unitCostSplit(cost),
        facts: factsOf(cost),
        citations: [citationOf(cost)],
        group: group ? { label: group.label, rule: RULES[group.rule], why: group.why } : false,
        others: everyUnitCost()
          .filter((one) => one.group === cost.group && one.code !== cost.code)
          .map((one) => ({ href: `/unit-costs/${one.code}`, text: one.label })),
      },
    };
  },
});

function factsOf(cost: UnitCost) {
  const printed = UNIT_COSTS.costs.get(cost.code) ?? cost;
  return [
    { key: 'For one', text: unitWords(cost.unit) },
    { key: 'Theme', text: themeWords(cost.theme) },
    { key: 'Prices of the source', text: formatFinancialYear(printed.priceYear) },
    { key: 'Kind of money', text: KINDS[cost.kind] },
    { key: 'What a case fewer does', text: CASH[cashKind(cost)] },
    { key: 'Grade', text: `${cost.grade}, of A (best) to D` },
    {
      key: 'Range',
      text: cost.isRangePublished ? 'As its source prints it' : 'Ours, by its grade',
    },
    ...(cost.note ? [{ key: 'Note', text: cost.note }] : []),
    { key: 'Licence', text: cost.licence },
  ];
}

const KINDS = {
  fiscal: 'Public money',
  economic: 'The wider economy',
  social: 'Harm and welfare put in money',
} as const;

const CASH = {
  cash: 'Money stays in a budget',
  capacity: 'Time and places are set free; no money by itself',
  'social-value': 'Nothing in any budget',
} as const;
