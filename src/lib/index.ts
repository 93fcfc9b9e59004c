export * from './calendar/calendar.ts';
export * from './figure/figure.ts';
export * from './ids/ids.ts';
export * from './money/money.ts';
export * from './random/random.ts';
export * from './refusal/refusal.ts';
export * from './tables/csv.ts';
export * from './tables/fault.ts';
