export * from './decide-pages.ts';
export * from './home-cards.ts';
export * from './plan/change-plan.ts';
export * from './plan/load-plan.ts';
export * from './plan/plan.ts';
export * from './plan/freeze-baseline.ts';
export * from './plan/plan-hash.ts';
