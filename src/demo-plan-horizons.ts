import {
  holdReview,
  loadPlan,
  nameChange,
  type PlanContent,
  recordDelivery,
  sayOfAction,
} from './decide/index.ts';
import {
  type AgencyId,
  type CalendarDay,
  financialYear,
  financialYearOf,
  yearStart,
} from './lib/index.ts';
import type { Actor, Tx } from './platform/index.ts';

/** The agencies of Northbridge that own something beyond the actions, by kind. */
type Owners = Readonly<Record<'council' | 'health' | 'schools' | 'charities', AgencyId>>;

const FAMILIES_GRANT = 'Children and Families Grant';
const HEALTH_GRANT = 'Public health grant';

/** The calendar year in which the financial year of a day begins. */
export function yearOf(today: CalendarDay): number {
  return Number(yearStart(financialYearOf(today)).slice(0, 4));
}

/** What the vision says, one by one, and which priorities serve each. */
const STATEMENTS = [
  ['v1', 'No child lives with violence at home', 'council', ['p1']],
  ['v2', 'Families get help the first time they ask', 'health', ['p2', 'p4']],
  ['v3', 'Every child starts school ready to learn', 'schools', ['p3']],
] as const;

/** Which action or pledge relies on which money or service of the directory. */
const RELIES: Readonly<Record<string, { readonly stream?: string; readonly service?: string }>> = {
  a4: { stream: HEALTH_GRANT, service: 'Stepping Stones parenting programme' },
  a10: { stream: FAMILIES_GRANT, service: 'Family hubs' },
  a11: { service: 'Family hubs' },
  a12: { service: 'Family hubs' },
  r2: { stream: FAMILIES_GRANT },
  r3: { stream: HEALTH_GRANT },
};

/** Adds the vision by statements, what is to be commissioned, and what relies on which money. */
export function withHorizons(
  content: PlanContent,
  { agencies, year }: { readonly agencies: Owners; readonly year: number },
): PlanContent {
  const on = (later: number, rest: string) => `${year + later}-${rest}` as CalendarDay;
  const relying = <T extends { readonly key: string }>(one: T): T => ({
    ...one,
    ...RELIES[one.key],
  });
  return {
    ...content,
    statements: STATEMENTS.map(([key, text, agency]) => ({
      key,
      text,
      agencyId: agencies[agency],
      reviewDay: on(3, '04-20'),
    })),
    priorities: content.priorities.map((one) => ({
      ...one,
      serves: STATEMENTS.filter(([, , , served]) => served.some((key) => key === one.key)).map(
        ([key]) => key,
      ),
    })),
    actions: content.actions.map(relying),
    pledges: [
      ...content.pledges.map(relying),
      {
        key: 'r9',
        priority: 'p2',
        agencyId: agencies.council,
        kind: 'money',
        year: financialYear(year - 1),
        amount: 180_000_00,
        what: 'The advice line for schools, first year',
      },
    ],
    commissions: [
      {
        key: 'c1',
        priority: 'p1',
        what: 'Help for children who saw violence, in groups and one to one',
        stream: FAMILIES_GRANT,
        service: '',
        startDay: on(0, '10-01'),
        endDay: on(3, '03-31'),
        value: 540_000_00,
        agencyId: agencies.council,
        person: 'Imogen Tarrant',
        reviewDay: on(1, '10-01'),
      },
      {
        key: 'c2',
        priority: 'p2',
        what: 'Parenting groups in the evening',
        stream: HEALTH_GRANT,
        service: 'Stepping Stones parenting programme',
        startDay: on(1, '04-01'),
        endDay: on(4, '03-31'),
        value: 420_000_00,
        agencyId: agencies.health,
        person: 'Safia Noor',
        reviewDay: on(2, '04-01'),
      },
      {
        key: 'c3',
        priority: 'p4',
        what: 'Volunteers beside families, guided by one worker',
        stream: FAMILIES_GRANT,
        service: 'Family hubs',
        startDay: on(0, '09-01'),
        endDay: on(2, '08-31'),
        value: 96_000_00,
        agencyId: agencies.charities,
        person: 'Wilma Aske',
        reviewDay: on(1, '09-01'),
      },
    ],
  };
}

/** Closes the review of the plan's first year, with what was known of it then. */
export async function closeFirstReview(
  tx: Tx,
  actor: Actor,
  { year, by }: { readonly year: number; readonly by: string },
): Promise<void> {
  const state = await loadPlan(tx);
  if (!state) return;
  const { plan } = state;
  const on = (rest: string) => `${year}-${rest}` as CalendarDay;
  const done = { plan, action: 'a9', status: 'done', reason: '', on: on('03-20') } as const;
  await sayOfAction(tx, actor, done);
  const note = 'Nine of twelve months: the line opened in July';
  const given = { plan, pledge: 'r9', amount: 150_000_00, on: on('03-25'), note };
  await recordDelivery(tx, actor, given);
  const now = await loadPlan(tx);
  if (!now) return;
  await holdReview(tx, actor, {
    state: now,
    openedHash: plan.hash,
    on: on('04-20'),
    nextDay: `${year + 1}-04-20` as CalendarDay,
    words: 'One year is short: most measures cannot tell yet, and nobody should say that they do.',
    inNameOf: by,
    decided: {
      p1: { decision: 'keep', reason: 'The workers are in post only since January.' },
      p2: { decision: 'keep', reason: 'Referrals that lead to nothing begin to fall.' },
      p3: {
        decision: 'change',
        reason: 'Calls home help with missing school, and not with talking: start at two years.',
      },
      p4: { decision: 'keep', reason: 'The lease of the hub took a year longer than we thought.' },
    },
  });
}

/** Names what the partnership fears: money that ends, and help that ends with it. */
export async function nameWhatMayBreak(tx: Tx, actor: Actor, year: number): Promise<void> {
  const on = (later: number) => `${year + later}-04-01` as CalendarDay;
  await nameChange(tx, actor, {
    kind: 'grant-ends',
    title: `The ${FAMILIES_GRANT} ends on 31 March ${year + 2}`,
    subject: FAMILIES_GRANT,
    on: on(2),
    share: 100,
    note: 'Nothing is promised beyond the spending review.',
  });
  await nameChange(tx, actor, {
    kind: 'funding-falls',
    title: 'The public health grant falls by a tenth',
    subject: HEALTH_GRANT,
    on: on(1),
    share: 10,
    note: '',
  });
}
