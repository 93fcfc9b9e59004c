import type { ChildRule } from './rule.ts';
import { allPlans, defineRule, inProtectionPlans, needing, NONE } from './rule.ts';

/** Rules about reviews of protection plans. */
export const REVIEWS_RULES: readonly ChildRule[] = needing('ChildProtectionPlans', [
  defineRule({
    code: '4003',
    table: 'Reviews',
    severity: 'error',
    message: 'A protection plan is reviewed while an in need plan is in force instead of it.',
    fix: 'Correct CPPreviewDate, or the dates of the in need plan.',
    fields: ['CINPlanStartDate', 'CINPlanEndDate', 'CPPreviewDate'],
    check: (child) => {
      const plans = allPlans(child);
      if (plans.length === 0) return NONE;
      return inProtectionPlans(
        child,
        ({ CPPreviewDate: reviews }) =>
          reviews.find(({ day }) =>
            plans.some(({ CINPlanStartDate: start, CINPlanEndDate: end }) => {
              if (day === null || start?.day == null || day <= start.day) return false;
              return end?.day == null || day < end.day;
            }),
          ) ?? null,
      );
    },
  }),
  defineRule({
    code: '8842Q',
    table: 'Reviews',
    severity: 'warning',
    message: 'A review is recorded without its date, so it cannot count as held in time.',
    fix: 'Give CPPreviewDate, or take the empty review out.',
    fields: ['CPPreviewDate'],
    check: (child) =>
      inProtectionPlans(child, ({ Reviews: line, CPPreviewDate: reviews }) => {
        if (line === null) return null;
        if (reviews.length === 0) return { field: 'CPPreviewDate', line };
        return reviews.find((review) => review.text === '') ?? null;
      }),
  }),
]);
