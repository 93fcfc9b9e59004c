export * from './avoidable/assign-reviews.ts';
export * from './avoidable/draw-sample.ts';
export { type Answers, NO_ANSWERS } from './avoidable/review.ts';
export * from './avoidable/review-form.ts';
export { listCases, listReadings } from './avoidable/reviews.store.ts';
export * from './avoidable/rounds.store.ts';
export * from './avoidable/start-round.ts';
export * from './avoidable/submit-reviews.ts';
export * from './cost/cost.command.ts';
export * from './cost/cost.page.ts';
export { AGENCY_LABELS } from './cost/cost-groups.ts';
export { costOfACutMeasure } from './cost/of-a-cut.measure.ts';
export * from './cost/late-help-cost.measure.ts';
export * from './cost/late-help-cost.ts';
export { coverageOf } from './cost/savings-target.ts';
export * from './cost/savings-target.store.ts';
export {
  EVIDENCE,
  type Programme,
  type ProgrammeOutcome,
  type ProgrammeRating,
} from './evidence/evidence-file.ts';
export * from './evidence/evidence-scales.ts';
export * from './evidence/evidence.ts';
export * from './evidence/local-evaluation.ts';
export * from './evidence/record-local-evaluation.ts';
export * from './framework/add-framework.ts';
export * from './framework/agency-word.ts';
export * from './framework/current-figures.ts';
export * from './framework/framework-indicators.measure.ts';
export * from './framework/framework.ts';
export * from './framework/frameworks.store.ts';
export * from './framework/who-writes.ts';
export * from './unit-costs/cost-avoided.ts';
export * from './unit-costs/deflators.ts';
export { overlapProblems } from './unit-costs/overlap.ts';
export * from './unit-costs/reference-books.ts';
export * from './unit-costs/unit-cost.ts';
export { rememberedCount } from './remembered-count.store.ts';
export * from './home-cards.ts';
export * from './understand-pages.ts';
