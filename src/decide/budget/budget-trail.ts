import type { Link } from '../../platform/index.ts';

/** The way up from the pages below the budget. */
export const BUDGET_TRAIL: readonly Link[] = [
  { href: '/', text: 'Home' },
  { href: '/budget', text: 'Early and late spending' },
];
