import { addDays, day } from '../../lib/index.ts';
import type { AgencyKind, EventStatement, PersonStatement } from '../../record/index.ts';

/** How the referrals of a sample end; `help` begins a child in need plan on the day. */
export type SampleEnd = 'at-referral' | 'after-assessment' | 'help';

const CODES: Partial<Record<AgencyKind, string>> = { police: '6', schools: '2A', health: '3A' };

/** One child, referred on the given days with the given ends, as a census states it. */
export function referredChild(
  id: string,
  referrals: readonly { on: string; by: AgencyKind; ended: SampleEnd }[],
  born = '2014-01-01',
): PersonStatement {
  return {
    row: 1,
    identifiers: [{ kind: 'la-child-id', value: id }],
    birthDay: day(born),
    spells: referrals
      .filter((one) => one.ended === 'help')
      .map((one) => ({
        kind: 'status',
        code: 'child-in-need',
        startDay: day(one.on),
        endDay: addDays(day(one.on), 20),
      })),
    events: referrals.flatMap((one): EventStatement[] => [
      {
        kind: 'referral',
        code: CODES[one.by] ?? null,
        day: day(one.on),
        outcome: one.ended === 'at-referral' ? 'no-further-action' : 'accepted',
        agencyKind: one.by,
      },
      ...(one.ended === 'after-assessment'
        ? [{ kind: 'closure', code: 'RC8', day: addDays(day(one.on), 19) } as const]
        : []),
    ]),
  };
}

/** So many children whom one agency referred in June 2024, all with one end. */
export function manyReferred(by: AgencyKind, ended: SampleEnd, count: number): PersonStatement[] {
  return Array.from({ length: count }, (_, index) =>
    referredChild(`${by}-${ended}-${index}`, [{ on: '2024-06-03', by, ended }]),
  );
}
