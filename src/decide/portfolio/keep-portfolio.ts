import { authorityOf, recordAudit } from '../../govern/index.ts';
import { formatReferenceProblem, refuse } from '../../lib/index.ts';
import {
  type Actor,
  type AuditNote,
  canonicalJson,
  enqueueJob,
  sha256Of,
  type Tx,
} from '../../platform/index.ts';
import { thoseWhoWriteScenarios } from '../scenario/scenario-roles.ts';
import { planPortfolio } from './build-problem.ts';
import type { Portfolio } from './portfolio.ts';
import { parsePortfolio } from './portfolio-file.ts';
import type { PortfolioResult } from './portfolio-result.ts';
import {
  findPortfolio,
  insertPortfolio,
  type KeptPortfolio,
  savePortfolioResult,
} from './portfolio.store.ts';
import { type PortfolioProgress, portfolioHash, workOutPortfolio } from './work-out-portfolio.ts';

/** The name under which portfolios wait in the queue. */
export const SOLVE_PORTFOLIO = 'solve-portfolio';

/** What solving is asked: which portfolio. */
export interface SolvePortfolioPayload {
  readonly portfolioId: number;
}

/** A portfolio with what its text says, and what was found for it (null while it is not). */
export interface LoadedPortfolio {
  readonly kept: KeptPortfolio;
  readonly portfolio: Portfolio;
  readonly found: PortfolioResult | null;
}

/** A portfolio that may be seen; refuses any other, and a result that is not as it was kept. */
export async function loadPortfolio(tx: Tx, id: number): Promise<LoadedPortfolio> {
  const kept = Number.isSafeInteger(id) ? await findPortfolio(tx, id) : null;
  if (!kept) throw refuse('no-such-portfolio', 'not-found', 'There is no such portfolio.');
  if (kept.result !== null && sha256Of(kept.result) !== kept.resultHash) {
    throw refuse('portfolio-changed', 'conflict', 'The result is not as it was kept.');
  }
  const found = kept.result === null ? null : (JSON.parse(kept.result) as PortfolioResult);
  return { kept, portfolio: portfolioOf(kept.content), found };
}

/** The portfolio of a text; refuses one with faults, every one told. */
export function portfolioOf(text: string): Portfolio {
  const { portfolio, problems } = parsePortfolio(text);
  if (portfolio) return portfolio;
  const sentences = problems.map((one) => formatReferenceProblem(one));
  throw refuse('portfolio-not-understood', 'invalid', sentences.join('\n'));
}

/** Keeps a portfolio and asks for it to be worked out; names that nobody knows are refused. */
export async function addPortfolio(
  tx: Tx,
  actor: Actor,
  text: string,
): Promise<{ readonly id: number; readonly jobId: number; readonly note: AuditNote }> {
  if (!thoseWhoWriteScenarios.allows(actor)) {
    throw refuse('portfolio-not-for-role', 'forbidden', 'Your role reads portfolios only.');
  }
  const portfolio = portfolioOf(text);
  await planPortfolio(tx, portfolio);
  const made = { name: portfolio.name, content: text, madeBy: actor.id };
  const id = await insertPortfolio(tx, authorityOf(actor), made);
  const payload: SolvePortfolioPayload = { portfolioId: id };
  const jobId = await enqueueJob(tx, {
    name: SOLVE_PORTFOLIO,
    title: `Working out portfolio ${id}`,
    payload,
    actor,
    lane: `portfolio/${id}`,
    unit: 'steps',
  });
  return { id, jobId, note: portfolioNote('added', id, { seed: portfolio.seed }) };
}

/** An entry of the audit trail on a portfolio. */
function portfolioNote(
  action: string,
  id: number,
  detail: Readonly<Record<string, unknown>>,
): AuditNote {
  return { action: `portfolio.${action}`, subjectKind: 'portfolio', subjectId: String(id), detail };
}

/** Works a kept portfolio out and keeps what is found; what was found before stays. */
export async function solvePortfolio(asked: {
  readonly portfolioId: number;
  readonly actor: Actor;
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly progress: PortfolioProgress;
}): Promise<void> {
  const { portfolioId, actor, inTransaction } = asked;
  const { loaded, plan } = await inTransaction(async (tx) => {
    const portfolio = await loadPortfolio(tx, portfolioId);
    return { loaded: portfolio, plan: await planPortfolio(tx, portfolio.portfolio) };
  });
  if (loaded.found) return;
  const { portfolio } = loaded;
  const result = canonicalJson(await workOutPortfolio(portfolio, plan, asked.progress));
  await inTransaction(async (tx) => {
    const resultHash = sha256Of(result);
    await savePortfolioResult(tx, portfolioId, {
      inputHash: portfolioHash(portfolio, plan),
      edition: plan.edition.note,
      seed: portfolio.seed,
      result,
      resultHash,
    });
    const detail = { hash: resultHash, seed: portfolio.seed };
    await recordAudit(tx, actor, portfolioNote('solved', portfolioId, detail));
  });
}
