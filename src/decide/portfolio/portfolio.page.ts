import { type Finding, financialYearOf, formatReferenceProblem } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type JobView,
  latestJob,
  type Page,
  type PageAnswer,
  type PageRequest,
  toJobView,
  type Tx,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { PERSPECTIVES } from '../model/model-result.ts';
import { readNumber } from '../scenario/load-scenario.ts';
import { PERSPECTIVE_WORDS } from '../scenario/scenario-figures.ts';
import { thoseWhoReadScenarios, thoseWhoWriteScenarios } from '../scenario/scenario-roles.ts';
import { scenarioTemplates } from '../scenario/scenario-templates.ts';
import {
  addPortfolio,
  type LoadedPortfolio,
  loadPortfolio,
  SOLVE_PORTFOLIO,
  type SolvePortfolioPayload,
} from './keep-portfolio.ts';
import { parsePortfolio } from './portfolio-file.ts';
import { isSolved } from './portfolio-figures.ts';
import {
  gainFinding,
  portfolioBoughtMeasure,
  portfolioCautionMeasure,
  portfolioFrontierMeasure,
  portfolioLeftOutMeasure,
  portfolioLimitsMeasure,
  portfolioMoneyMeasure,
} from './portfolio-findings.ts';
import { listPortfolios } from './portfolio.store.ts';
import { starterAnswers, type StarterAnswers, starterPortfolio } from './starter-portfolio.ts';

const TRAIL = [{ href: '/', text: 'Home' }];

const CAUTION = [
  { value: '0', text: 'What gains most on average' },
  { value: '50', text: 'Half the average, half what happens if it goes badly' },
  { value: '100', text: 'What does best if it goes badly' },
];
const RATES = [
  { value: 'record', text: 'As children here have moved' },
  { value: 'published', text: 'By national totals' },
] as const;
const MOST_POUNDS = 1_000_000_000;
const MOST_PLACES = 10_000;

/** Portfolios that were worked out, and the form to begin one. */
export const portfoliosPage: Page = definePage({
  url: '/portfolio',
  title: 'What to buy where',
  who: thoseWhoReadScenarios,
  audit: 'changes',
  get: (request) => showList(request, {}),
  post: async (request) => {
    const { form } = request;
    if (form.text !== undefined) return choose(request, form.text);
    const { answers, errors } = readAnswers(form);
    if (errors.length > 0) return showList(request, { errors, values: form });
    return choose(request, starterPortfolio(answers));
  },
});

async function choose(request: PageRequest, text: string): Promise<PageAnswer> {
  const { problems } = parsePortfolio(text);
  if (problems.length > 0) {
    const errors = problems.map((one) => ({
      field: 'text',
      sentence: formatReferenceProblem({ ...one, file: 'Your text' }),
    }));
    return showList(request, { errors, text });
  }
  const { id, note } = await addPortfolio(request.tx, request.actor, text);
  await request.audit(note);
  return { redirect: `/portfolio/${id}` };
}

/** Reads the few answers of the short form, with a sentence for each that is none. */
function readAnswers(form: PageRequest['form']): {
  readonly answers: StarterAnswers;
  readonly errors: readonly FieldError[];
} {
  const start = starterAnswers(financialYearOf(today()));
  const known = programmeChoices().map(({ value }) => value);
  const templates = (form.templates ?? '').split(';').filter((one) => known.includes(one));
  const poundsAYear = wholeOf(form.pounds, MOST_POUNDS);
  const eachArea = wholeOf(form.places ?? '0', MOST_PLACES);
  const errors = [
    ...(templates.length > 0
      ? []
      : [{ field: 'templates', sentence: 'Choose at least one way of helping.' }]),
    ...(poundsAYear === null || poundsAYear === 0
      ? [{ field: 'pounds', sentence: 'Money a year is in whole pounds, such as 500,000.' }]
      : []),
    ...(eachArea === null
      ? [{ field: 'places', sentence: 'Places are a whole number; 0 if there is no least.' }]
      : []),
  ];
  const answers = {
    ...start,
    templates,
    poundsAYear: poundsAYear ?? 0,
    eachArea: eachArea ?? 0,
    caution: Number(CAUTION.find(({ value }) => value === form.caution)?.value ?? 0),
    gain: PERSPECTIVES.find((one) => one === form.gain) ?? start.gain,
    rates: RATES.find(({ value }) => value === form.rates)?.value ?? start.rates,
  };
  return { answers, errors };
}

function wholeOf(text: string | undefined, most: number): number | null {
  const plain = (text ?? '').replace(/[£,\s]/g, '');
  if (!/^\d{1,10}$/.test(plain) || Number(plain) > most) return null;
  return Number(plain);
}

/** Templates that hold a programme, as choices. */
function programmeChoices() {
  return scenarioTemplates(financialYearOf(today()))
    .filter(({ scenario }) => scenario.programmes.length > 0)
    .map(({ code, scenario }) => ({ value: code, text: scenario.name }));
}

async function showList(
  { tx, actor }: PageRequest,
  shown: {
    readonly errors?: readonly FieldError[];
    readonly values?: PageRequest['form'];
    readonly text?: string;
  },
): Promise<PageAnswer> {
  const { errors = [], values, text } = shown;
  const rows: unknown[] = [];
  for (const { id, name, madeByName } of await listPortfolios(tx)) {
    const loaded = await loadPortfolio(tx, id);
    rows.push({
      href: `/portfolio/${id}`,
      name,
      by: madeByName,
      finding: isSolved(loaded) ? gainFinding(loaded) : null,
      isImpossible: loaded.found !== null && loaded.found.solved === null,
    });
  }
  const start = starterAnswers(financialYearOf(today()));
  const filled = {
    templates: values ? (values.templates ?? '').split(';') : start.templates,
    pounds: values ? (values.pounds ?? '') : String(start.poundsAYear),
    places: values ? (values.places ?? '') : String(start.eachArea),
    caution: values?.caution ?? '0',
    gain: values?.gain ?? start.gain,
    rates: values?.rates ?? start.rates,
  };
  return {
    template: 'decide/portfolio/portfolios.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    breadcrumbs: TRAIL,
    data: {
      rows,
      mayWrite: thoseWhoWriteScenarios.allows(actor),
      choices: programmeChoices(),
      cautions: CAUTION,
      rates: RATES,
      gains: PERSPECTIVES.map((one) => ({ value: one, text: PERSPECTIVE_WORDS[one] })),
      form: { values: filled, errors: text === undefined ? errors : [] },
      textForm: {
        values: { text: text ?? starterPortfolio(start) },
        errors: text === undefined ? [] : errors,
      },
      isText: text !== undefined,
      errors,
    },
  };
}

/** What is best to buy, how sure it is, what limits cost, and what was left out. */
export const portfolioPage: Page = definePage({
  url: '/portfolio/:id',
  title: 'A portfolio',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async (request) => {
    const loaded = await loadPortfolio(request.tx, readNumber(request.params.id, 'portfolio'));
    return {
      template: 'decide/portfolio/portfolio.njk',
      title: loaded.kept.name,
      breadcrumbs: [...TRAIL, { href: '/portfolio', text: 'What to buy where' }],
      data: {
        name: loaded.kept.name,
        about: loaded.portfolio.about,
        text: loaded.kept.content,
        edition: loaded.kept.edition,
        hash: loaded.kept.resultHash,
        job: loaded.found ? null : await jobOf(request.tx, loaded.kept.id),
        clashes: loaded.found?.clashes ?? null,
        rules: rulesOf(loaded),
        ...(await findingsOf(request, loaded)),
      },
    };
  },
});

async function findingsOf({ tx, actor }: PageRequest, loaded: LoadedPortfolio) {
  if (!isSolved(loaded)) return { gain: null, parts: [] };
  const portfolio = String(loaded.kept.id);
  const parts: Finding[] = [];
  for (const measure of [
    portfolioBoughtMeasure,
    portfolioMoneyMeasure,
    portfolioFrontierMeasure,
    portfolioCautionMeasure,
    portfolioLimitsMeasure,
    portfolioLeftOutMeasure,
  ]) {
    const finding = await measure.compute(tx, actor, { portfolio });
    // What is to be known of all of them stands once, below.
    const { notes: _, ...plain } = finding;
    parts.push(plain);
  }
  return { gain: gainFinding(loaded), parts };
}

/** What goes with what and what does not, with the reason that was given. */
function rulesOf({ portfolio, found }: LoadedPortfolio): string[] {
  const name = (code: string) => found?.programmeNames[code] ?? code;
  const both = (codes: readonly string[]) => codes.map(name).join(' and ');
  return [
    ...portfolio.exclusions.map(
      ({ programmes, why }) => `${both(programmes)} are not bought in one area. ${why}`,
    ),
    ...portfolio.synergies.map(
      ({ programmes, percent, why }) =>
        `${both(programmes)} in one area: each gains ${Math.abs(percent)} per cent ` +
        `${percent < 0 ? 'less' : 'more'}. ${why}`,
    ),
  ];
}

async function jobOf(tx: Tx, id: number): Promise<JobView | null> {
  const job = await latestJob(tx, SOLVE_PORTFOLIO);
  const payload = job?.payload as SolvePortfolioPayload | undefined;
  if (!job || payload?.portfolioId !== id || job.status === 'done') return null;
  return toJobView(job, new Date());
}
