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
import { readNumber } from '../scenario/load-scenario.ts';
import { thoseWhoReadScenarios, thoseWhoWriteScenarios } from '../scenario/scenario-roles.ts';
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
import { starterPortfolio } from './starter-portfolio.ts';

const TRAIL = [{ href: '/', text: 'Home' }];

/** Portfolios that were worked out, and the form to begin one. */
export const portfoliosPage: Page = definePage({
  url: '/portfolio',
  title: 'What to buy where',
  who: thoseWhoReadScenarios,
  audit: 'changes',
  get: (request) => showList(request, starterPortfolio(financialYearOf(today())), []),
  post: async (request) => {
    const text = request.form.text ?? '';
    const { problems } = parsePortfolio(text);
    if (problems.length > 0) {
      const errors = problems.map((one) => ({
        field: 'text',
        sentence: formatReferenceProblem({ ...one, file: 'Your text' }),
      }));
      return showList(request, text, errors);
    }
    const { id, note } = await addPortfolio(request.tx, request.actor, text);
    await request.audit(note);
    return { redirect: `/portfolio/${id}` };
  },
});

async function showList(
  { tx, actor }: PageRequest,
  text: string,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const portfolios = await listPortfolios(tx);
  const rows: unknown[] = [];
  for (const { id, name, madeByName } of portfolios) {
    const loaded = await loadPortfolio(tx, id);
    rows.push({
      href: `/portfolio/${id}`,
      name,
      by: madeByName,
      finding: isSolved(loaded) ? gainFinding(loaded) : null,
      isImpossible: loaded.found !== null && loaded.found.solved === null,
    });
  }
  return {
    template: 'decide/portfolio/portfolios.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    breadcrumbs: TRAIL,
    data: {
      rows,
      mayWrite: thoseWhoWriteScenarios.allows(actor),
      form: { values: { text }, errors },
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
