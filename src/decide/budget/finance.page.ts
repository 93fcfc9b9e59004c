import { formatFinancialYear, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
  type Tx,
} from '../../platform/index.ts';
import { findVersionResult } from '../scenario/scenario-result.store.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { listScenarios } from '../scenario/scenario.store.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { CASES } from './financing.ts';
import {
  CASE_WORDS,
  riskPriceFigure,
  waysFinding,
  waysWords,
  yearsFinding,
} from './financing.measure.ts';
import { type FinanceAsked, missingTerms, readFinance, TERM_WORDS } from './read-finance.ts';

const TITLE = 'Reserves, a loan or an investor?';

/** The same outcomes paid for in three ways, side by side, before anybody signs. */
export const financePage: Page = definePage({
  url: '/budget/finance',
  title: TITLE,
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async (request) => {
    const { tx, query } = request;
    const runs = await runChoices(tx);
    const isAsked = ['rate', 'return', 'cap', 'over'].some((name) => Boolean(query[name]));
    if (!isAsked) return show(request, { runs });
    const [missing] = missingTerms(query);
    if (missing !== undefined) {
      const sentence = `${TERM_WORDS[missing] ?? missing} is not stated`;
      return show(request, { runs, errors: [{ field: `filter-${missing}`, sentence }] });
    }
    try {
      return show(request, { runs, asked: await readFinance(tx, query) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = Object.entries(TERM_WORDS).find(([, words]) => error.message.startsWith(words));
      const at = `filter-${field?.[0] ?? 'result'}`;
      return show(request, { runs, errors: [{ field: at, sentence: error.message }] });
    }
  },
});

interface RunChoice {
  readonly value: string;
  readonly text: string;
}

/** The newest run of each scenario that the reader may see, as choices of a form. */
export async function runChoices(tx: Tx): Promise<readonly RunChoice[]> {
  const choices: RunChoice[] = [];
  for (const { id, name, newestVersion } of await listScenarios(tx)) {
    const run = await findVersionResult(tx, id, newestVersion);
    if (run) choices.push({ value: String(run.id), text: `${name}, version ${run.version}` });
  }
  return choices;
}

function show(
  request: PageRequest,
  given: {
    readonly runs: readonly RunChoice[];
    readonly asked?: FinanceAsked;
    readonly errors?: readonly FieldError[];
  },
): PageAnswer {
  const { query, url } = request;
  const { runs, asked, errors = [] } = given;
  const each = CASES.find((one) => one === query.case) ?? 'middle';
  const heading = asked ? waysWords(asked) : TITLE;
  const first = asked?.loaded.found.years[0];
  return {
    template: 'decide/budget/finance.njk',
    title: heading,
    breadcrumbs: BUDGET_TRAIL,
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      heading,
      errors,
      runs,
      url,
      chosen: { ...query, kind: query.kind ?? 'annuity' },
      cases: CASES.map((value) => ({ value, text: `Years ${CASE_WORDS[value]}` })),
      plan: asked
        ? {
            ways: waysFinding(asked),
            price: riskPriceFigure(asked),
            years: (['reserves', 'loan', 'investor'] as const).map((way) =>
              yearsFinding(asked, way, each),
            ),
            from: first ? formatFinancialYear(first) : '',
          }
        : null,
    },
  };
}
