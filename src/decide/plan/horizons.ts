import { itemsOf, type PlanContent } from './plan.ts';

/**
 * What hangs in the air, as a sentence each: a priority that serves no statement of the vision, a
 * statement that no priority serves, and whatever belongs to a priority that is not in the plan. A
 * vision that is not parted into statements is served by everything.
 */
export function servesNothing(content: PlanContent): string[] {
  const statements = itemsOf(content, 'statements');
  const commissions = itemsOf(content, 'commissions');
  const { priorities, measures, actions, pledges } = content;
  const known = new Set(statements.map(({ key }) => key));
  const told: string[] = [];
  if (known.size > 0) {
    for (const { title, serves = [] } of priorities) {
      if (serves.some((key) => known.has(key))) continue;
      told.push(`"${title}" serves no statement of the vision.`);
    }
  }
  for (const { key, text } of statements) {
    if (priorities.some(({ serves = [] }) => serves.includes(key))) continue;
    told.push(`No priority serves the statement "${text}".`);
  }
  const first = new Set(priorities.map(({ key }) => key));
  for (const { what, priority } of commissions) {
    if (!first.has(priority)) told.push(`The commission "${what}" serves no priority.`);
  }
  for (const { title, priority } of actions) {
    if (!first.has(priority)) told.push(`The action "${title}" serves no priority.`);
  }
  for (const { what, priority } of pledges) {
    if (!first.has(priority)) told.push(`The pledge "${what}" serves no priority.`);
  }
  const shown = new Set([...first, ...known, ...commissions.map(({ key }) => key)]);
  for (const { label, priority } of measures) {
    if (!shown.has(priority)) told.push(`The measure "${label}" shows nothing of the plan.`);
  }
  return told;
}

/** What keeps commissions from being put up for sign-off: a sentence each. */
export function commissionObstacles(content: PlanContent): string[] {
  return itemsOf(content, 'commissions').flatMap(({ what, agencyId, stream }) => {
    const told: string[] = [];
    if (agencyId === null) told.push(`No agency owns the commission "${what}".`);
    else if (!content.asked.includes(agencyId)) {
      told.push(`The agency that owns the commission "${what}" is not asked to sign.`);
    }
    if (stream.trim() === '') told.push(`No money is named for the commission "${what}".`);
    return told;
  });
}

/** What one should think about commissions, though nothing forbids it. */
export function commissionWarnings(content: PlanContent): string[] {
  return itemsOf(content, 'commissions')
    .filter(({ startDay }) => startDay < content.fromDay || startDay > content.untilDay)
    .map(({ what }) => `The commission "${what}" begins while the plan does not run.`);
}

/** What a thing of the plan is called, by its key; the key itself where nothing has it. */
export function titleOf(content: PlanContent, key: string): string {
  const titles = new Map([
    ...itemsOf(content, 'statements').map((one) => [one.key, one.text] as const),
    ...content.priorities.map((one) => [one.key, one.title] as const),
    ...itemsOf(content, 'commissions').map((one) => [one.key, one.what] as const),
  ]);
  return titles.get(key) ?? key;
}
