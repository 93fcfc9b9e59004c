export * from './cost/cost.command.ts';
export * from './cost/cost.page.ts';
export * from './cost/late-help-cost.measure.ts';
export * from './cost/late-help-cost.ts';
export * from './unit-costs/cost-avoided.ts';
export * from './unit-costs/deflators.ts';
export * from './unit-costs/reference-books.ts';
export * from './unit-costs/unit-cost.ts';
