import type { TestAuthority } from '../../../test/database.ts';
import { actorFor, type Role } from '../../govern/index.ts';
import { type AgencyId, type AuthorityId, day, financialYear } from '../../lib/index.ts';
import {
  type Actor,
  asActor,
  type Database,
  canonicalJson,
  sha256Of,
  type Tx,
} from '../../platform/index.ts';
import { changePlan, movePlan } from './change-plan.ts';
import { emptyPlan, type PlanContent } from './plan.ts';
import { insertReview, listReviews } from './review.store.ts';

/** A plan of one priority with two agencies, ready to be put up for sign-off. */
export function aPlan(council: AgencyId, health: AgencyId): PlanContent {
  return {
    ...emptyPlan(day('2026-04-01')),
    title: 'A plan for Testshire',
    vision: 'Every child is safe at home.',
    priorities: [
      {
        key: 'p1',
        title: 'Safe at home',
        why: 'Domestic abuse is found most often',
        outcomes: ['national-framework/safe'],
        themes: ['domestic-abuse'],
      },
    ],
    measures: [
      {
        key: 'm1',
        priority: 'p1',
        indicator: 'late-help-cost',
        label: 'Cost of late help',
        baseline: null,
        target: 100_000_00,
        unit: 'pence',
        targetDay: day('2029-03-31'),
        direction: 'down',
      },
    ],
    actions: [
      {
        key: 'a1',
        priority: 'p1',
        title: 'One worker at each clinic',
        agencyId: health,
        person: 'Ash Field',
        dueDay: day('2099-03-31'),
      },
      {
        key: 'a2',
        priority: 'p1',
        title: 'A shared risk meeting',
        agencyId: council,
        person: 'Bay Lane',
        dueDay: day('2026-04-30'),
      },
    ],
    pledges: [
      {
        key: 'r1',
        priority: 'p1',
        agencyId: health,
        kind: 'money',
        year: financialYear(2026),
        amount: 120_000_00,
        what: 'Workers at clinics',
      },
      {
        key: 'r2',
        priority: 'p1',
        agencyId: council,
        kind: 'staff',
        year: financialYear(2026),
        amount: 400,
        what: 'A meeting a week',
      },
    ],
    asked: [council, health],
  };
}

/** Somebody who works in a role at an agency of a test's authority. */
export function someoneAt(
  { authorityId, agencies }: TestAuthority,
  kind: keyof TestAuthority['agencies'],
  role: Role,
): Actor {
  return actorFor({ id: `${role} of ${kind}`, authorityId, agencyId: agencies[kind], role });
}

/** Writes a plan of an authority and moves it on as far as is asked. */
export async function writePlan(
  database: Database,
  authority: TestAuthority,
  asked: {
    readonly upTo: 'draft' | 'for-comment' | 'for-sign-off';
    readonly content?: PlanContent;
  },
): Promise<{ readonly version: number; readonly hash: string }> {
  const { commissioner } = authority.actors;
  const { council, health } = authority.agencies;
  const content = asked.content ?? aPlan(council, health);
  return asActor(database, commissioner, async (tx) => {
    const today = day('2026-04-01');
    const change = () => content;
    const made = await changePlan(tx, commissioner, { openedHash: '', today, change });
    if (asked.upTo !== 'draft') await movePlan(tx, { openedHash: made.hash, to: asked.upTo });
    return made;
  });
}

/** The same plan with a statement of the vision, and a commission of £1,000 a day for two years. */
export function aLinkedPlan(council: AgencyId, health: AgencyId): PlanContent {
  const plan = aPlan(council, health);
  return {
    ...plan,
    statements: [
      { key: 'v1', text: 'No child is harmed at home', agencyId: council, reviewDay: null },
    ],
    priorities: plan.priorities.map((one) => ({ ...one, serves: ['v1'] })),
    commissions: [
      {
        key: 'c1',
        priority: 'p1',
        what: 'Workers at clinics, two years',
        stream: 'Families grant',
        service: 'Clinic workers',
        startDay: day('2026-04-01'),
        endDay: day('2028-03-31'),
        value: 731_000_00,
        agencyId: health,
        person: 'Ash Field',
        reviewDay: day('2027-04-01'),
      },
    ],
  };
}

/** Keeps a review of a plan without measures; gives its number. */
export async function keepReview(
  tx: Tx,
  authorityId: AuthorityId,
  plan: { readonly version: number; readonly hash: string },
): Promise<number> {
  const kept = {
    version: plan.version,
    planHash: plan.hash,
    heldOn: day('2026-06-01'),
    nextDay: day('2027-06-01'),
    content: {
      measures: [],
      actions: { all: 2, done: 0, late: 1, dropped: 0 },
      late: ['A shared risk meeting'],
      money: { pledged: 120_000_00, delivered: 0 },
      decisions: [],
      words: '',
    },
  };
  const hash = sha256Of(canonicalJson(kept));
  await insertReview(tx, authorityId, { ...kept, hash, by: 'test' });
  return Number((await listReviews(tx))[0]?.id);
}
