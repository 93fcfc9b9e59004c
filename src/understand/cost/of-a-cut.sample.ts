import { day } from '../../lib/index.ts';
import type { PersonStatement } from '../../record/index.ts';

/** One child who asked for early help on 1 May 2023, and what came of it. */
function child(
  id: string,
  of: {
    decision: string;
    start?: string;
    end?: string;
    reason?: string;
    inNeed?: [string, string];
  },
): PersonStatement {
  const spells = [];
  if (of.start) {
    spells.push({
      kind: 'status' as const,
      code: 'targeted-early-help',
      startDay: day(of.start),
      endDay: day(of.end ?? '2023-09-01'),
      endReason: of.reason ?? 'needs-met',
    });
  }
  if (of.inNeed) {
    const [from, to] = of.inNeed;
    spells.push({
      kind: 'status' as const,
      code: 'child-in-need',
      startDay: day(from),
      endDay: day(to),
    });
  }
  return {
    row: Number(id.replace(/\D/g, '')) + 2,
    identifiers: [{ kind: 'la-child-id', value: id }],
    birthDay: day('2015-01-01'),
    names: [],
    spells,
    events: [
      {
        kind: 'early-help-request',
        code: 'schools',
        day: day('2023-05-01'),
        outcome: of.decision,
      },
    ],
  };
}

const many = (count: number, make: (index: number) => PersonStatement) =>
  Array.from({ length: count }, (_, index) => make(index));

/**
 * 100 children helped from 15 May 2023, of whom 10 are in need for 30 days; 50 who declined, of
 * whom 20 are; 40 accepted who still wait on 12 June, of whom 12 are; and 5 who were in need on
 * that day already, of whom nothing is counted.
 */
export function followedChildren(): PersonStatement[] {
  return [
    ...many(100, (index) =>
      child(`H${index}`, {
        decision: 'accepted',
        start: '2023-05-15',
        ...(index < 10 ? { inNeed: ['2023-11-01', '2023-12-01'] as [string, string] } : {}),
      }),
    ),
    ...many(50, (index) =>
      child(`D${200 + index}`, {
        decision: 'declined',
        ...(index < 20 ? { inNeed: ['2023-11-01', '2023-12-01'] as [string, string] } : {}),
      }),
    ),
    ...many(40, (index) =>
      child(`W${300 + index}`, {
        decision: 'accepted',
        start: '2023-08-01',
        end: '2023-10-01',
        ...(index < 12 ? { inNeed: ['2023-11-01', '2023-12-01'] as [string, string] } : {}),
      }),
    ),
    ...many(5, (index) =>
      child(`B${400 + index}`, { decision: 'declined', inNeed: ['2023-06-01', '2023-12-01'] }),
    ),
  ];
}
