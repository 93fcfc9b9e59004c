import {
  agreeContribution,
  commitMoney,
  type FundingStream,
  saveNeed,
  saveStream,
  type SpendingNeed,
  UNTIED,
} from './decide/index.ts';
import { type AgencyKind, authorityOf, listAgencies } from './govern/index.ts';
import { type CalendarDay, financialYear, pence } from './lib/index.ts';
import type { Actor, Tx } from './platform/index.ts';
import { insertActionSource } from './record/index.ts';
import { demoHasDone } from './demo.store.ts';
import { yearOf } from './demo-plan-horizons.ts';

/** The action that notes that the demo's money was entered once. */
export const DEMO_MONEY = 'Entered the money with rules of the demo';

const POOL = 'Family hubs, paid together';

const pounds = (amount: number) => pence(amount * 100);

/** Amounts in pounds, one a year, from a year on. */
const amounts = (from: number, ...each: readonly number[]) =>
  each.map((amount, later) => ({
    year: financialYear(from + later),
    amountPence: pounds(amount),
  }));

/**
 * Enters, once, the money that Northbridge may spend earlier, what it is to pay for, and what is
 * promised: a grant that ends, one that waits, money of a charity that asks for a match, and a pool
 * of three agencies. Gives whether it entered anything.
 */
export async function demoMoney(
  tx: Tx,
  manager: Actor,
  { today }: { readonly today: CalendarDay },
): Promise<boolean> {
  if (await demoHasDone(tx, DEMO_MONEY)) return false;
  await insertActionSource(tx, authorityOf(manager), DEMO_MONEY);
  const year = yearOf(today);
  for (const content of streamsFrom(year)) await saveStream(tx, manager, { content, reason: '' });
  for (const content of needsFrom(year)) await saveNeed(tx, manager, { content, reason: '' });
  await commitMoney(tx, manager, {
    stream: 'children-and-families-grant',
    grantedYear: financialYear(year),
    need: 'volunteers',
    spentYear: financialYear(year),
    amountPence: pounds(28_000),
    note: 'The contract with the charities began in September',
  });
  await agreePool(tx, manager, year);
  return true;
}

/** Money with rules from a year on. Amounts and last days are made up, and so is the charity. */
function streamsFrom(year: number): readonly FundingStream[] {
  const plain = { ...UNTIED, isMadeUp: true } as const;
  return [
    {
      ...plain,
      code: 'children-and-families-grant',
      name: 'Children and Families Grant',
      giver: 'Ministry of Housing, Communities and Local Government',
      kind: 'grant',
      amounts: amounts(year, 310_000, 310_000),
      levels: [
        'targeted-early-help',
        'child-in-need',
        'child-protection',
        'looked-after',
        'leaving-care',
      ],
      uses: ['running'],
      endDay: `${year + 2}-03-31` as CalendarDay,
      reference: 'children-and-families-grant',
    },
    {
      ...plain,
      code: 'public-health-grant',
      name: 'Public health grant',
      giver: 'Department of Health and Social Care',
      kind: 'grant',
      amounts: amounts(year, 160_000, 160_000, 160_000),
      carryOver: 'all',
      conditions: 'What it pays for must serve public health first of all.',
      reference: 'public-health-grant',
    },
    {
      ...plain,
      code: 'larkfield-trust',
      name: 'Larkfield Trust',
      giver: 'Larkfield Trust',
      kind: 'charity',
      amounts: amounts(year + 1, 60_000, 60_000),
      classes: ['early'],
      matchPercent: 50,
      carryOver: 'with-permission',
    },
  ];
}

/** What is to be paid from a year on: what the plan commissions, and rooms for a hub. */
function needsFrom(year: number): readonly SpendingNeed[] {
  const early = {
    of: '',
    levels: ['targeted-early-help'],
    themes: [],
    class: 'early',
    use: 'running',
    isMadeUp: false,
  } as const;
  return [
    {
      ...early,
      code: 'children-who-saw-violence',
      name: 'Help for children who saw violence',
      costs: amounts(year, 90_000, 180_000, 180_000),
    },
    {
      ...early,
      code: 'parenting-groups',
      name: 'Parenting groups in the evening',
      costs: amounts(year + 1, 140_000, 140_000),
    },
    {
      ...early,
      code: 'volunteers',
      name: 'Volunteers beside families',
      costs: amounts(year, 28_000, 48_000),
    },
    {
      ...early,
      code: 'hub-rooms',
      name: 'Rooms for the family hub in Quarry Vale',
      use: 'capital',
      costs: amounts(year + 1, 75_000),
    },
  ];
}

/** What three agencies agreed to give for family hubs, and what two of them have paid. */
async function agreePool(tx: Tx, manager: Actor, year: number): Promise<void> {
  const agencies = new Map((await listAgencies(tx)).map(({ kind, id }) => [kind, id]));
  const give = async (of: AgencyKind, kind: 'agreed' | 'paid', amount: number): Promise<void> => {
    const agencyId = agencies.get(of);
    if (agencyId === undefined) return;
    const entry = { pool: POOL, agencyId, year: financialYear(year), kind } as const;
    await agreeContribution(tx, manager, { ...entry, amountPence: pounds(amount), note: '' });
  };
  await give('council', 'agreed', 240_000);
  await give('health', 'agreed', 150_000);
  await give('schools', 'agreed', 60_000);
  await give('council', 'paid', 120_000);
  await give('health', 'paid', 75_000);
}
