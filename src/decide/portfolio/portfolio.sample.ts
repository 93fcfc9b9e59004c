import { type AuthorityId, financialYear } from '../../lib/index.ts';
import { canonicalJson, sha256Of, type Tx } from '../../platform/index.ts';
import { summariseValues } from './choice.ts';
import type { PortfolioResult } from './portfolio-result.ts';
import { insertPortfolio, savePortfolioResult } from './portfolio.store.ts';
import { starterAnswers, starterPortfolio } from './starter-portfolio.ts';

const POUNDS = 100;
const RUNS = 50;
const values = (middle: number) =>
  Float64Array.from({ length: RUNS }, (_, run) => (middle + (run - 20) * 8000) * POUNDS);
const change = { value: 20_000 * POUNDS, low: -5000 * POUNDS, high: 60_000 * POUNDS };
const point = (at: number) => ({
  at,
  value: summariseValues(values(120_000 * (1 + at))),
  costPence: 500_000 * POUNDS * (0.5 + at),
  programmes: 1,
  areas: 2,
});

/** An invented answer, for pages that want one without working anything out. */
const FOUND: PortfolioResult = {
  runs: RUNS,
  programmeNames: { 'family-support': 'Family support', 'edge-of-care': 'Family conferences' },
  areaNames: { EAST: 'East', WEST: 'West' },
  solved: {
    value: summariseValues(values(240_000)),
    bought: ['EAST', 'WEST'].map((area) => ({
      programme: 'family-support',
      area,
      places: 20,
      costByYear: [60_000, 50_000, 50_000].map((pounds) => pounds * POUNDS),
      value: summariseValues(values(120_000)),
    })),
    paid: [
      { stream: 'council', byYear: [120_000, 100_000, 100_000, 0].map((one) => one * POUNDS) },
    ],
    posts: [{ staff: 'family-worker', used: 2.4 }],
    byMoney: [0.5, 1, 2].map(point),
    byCaution: [0, 0.5, 1].map(point),
    limits: [{ code: '1', label: 'Money of the council', without: change, tenth: change }],
    leftOut: [{ programme: 'edge-of-care', loses: change }],
  },
  clashes: null,
};

/** Keeps a portfolio with an invented answer; gives its number. */
export async function aPortfolio(tx: Tx, authorityId: AuthorityId): Promise<number> {
  const content = starterPortfolio(starterAnswers(financialYear(2026)));
  const made = { name: 'What to buy where', content, madeBy: 'system' };
  const id = await insertPortfolio(tx, authorityId, made);
  const result = canonicalJson(FOUND);
  await savePortfolioResult(tx, id, {
    inputHash: sha256Of('invented'),
    edition: 'Invented for tests',
    seed: 42,
    result,
    resultHash: sha256Of(result),
  });
  return id;
}
