export * from './decide-pages.ts';
export * from './home-cards.ts';
export * from './budget/change-streams.ts';
export { changeSpendClass } from './budget/change-spend-class.ts';
export { agreeContribution } from './budget/agree-contribution.ts';
export { listStreams, readMoney } from './budget/read-streams.ts';
export {
  type FundingStream,
  type Payment,
  type SpendingNeed,
  UNTIED,
} from './budget/streams.ts';
export * from './plan/change-plan.ts';
export { holdReview } from './plan/hold-review.ts';
export { nameChange } from './plan/name-change.ts';
export * from './plan/load-plan.ts';
export * from './plan/plan.ts';
export * from './plan/freeze-baseline.ts';
export * from './plan/plan-hash.ts';
export * from './model/person-run.ts';
export * from './model/person-summary.ts';
export * from './model/person-walks.ts';
export * from './model/published-rates.ts';
export * from './model/model-hash.ts';
export * from './model/model-input.ts';
export * from './model/model-result.ts';
export * from './model/project-as-now.ts';
export * from './model/run-model.ts';
export * from './model/run-threads.ts';
export * from './scenario/change-scenario.ts';
export * from './scenario/create-scenario.ts';
export * from './scenario/freeze-scenario.ts';
export * from './scenario/run-scenario.ts';
export { scenarioOf } from './scenario/scenario-file.ts';
export { modelInputOf } from './scenario/model-input-of.ts';
export * from './portfolio/choice.ts';
export * from './portfolio/choose.ts';
export { addPortfolio, solvePortfolio } from './portfolio/keep-portfolio.ts';
export { loadSolver } from './portfolio/solve-mip.ts';
