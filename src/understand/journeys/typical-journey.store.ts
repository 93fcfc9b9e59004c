import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { EventKind, Level } from '../../record/index.ts';
import { rememberedCount } from '../remembered-count.store.ts';

/** Which group: children whose highest level in the year is this, perhaps of a ward or theme. */
export interface GroupAsked {
  /** The year in which the financial year starts. */
  readonly startYear: number;
  readonly level: Level;
  readonly ward: number | null;
  readonly theme: string | null;
}

/** What happened to a group up to the end of the year. Counts under 5 are null. */
export interface GroupJourney {
  readonly children: number;
  readonly referralsBefore: number | null;
  readonly levels: readonly {
    readonly level: Level;
    readonly children: number | null;
    readonly medianDays: number | null;
  }[];
  readonly days: readonly {
    readonly level: Level;
    readonly placementGroup: string;
    readonly days: number;
  }[];
  readonly events: readonly { readonly kind: EventKind; readonly events: number }[];
  /** From one level to the next new one; `from` is empty for the first contact. */
  readonly steps: readonly {
    readonly from: Level | '';
    readonly to: Level;
    readonly step: number;
    readonly children: number | null;
  }[];
}

/** The journey of a group; null for one of fewer than 10 children. Everyone counts. */
export async function groupJourney(tx: Tx, asked: GroupAsked): Promise<GroupJourney | null> {
  const { startYear, level, ward, theme } = asked;
  const question = `typical-journey ${startYear} ${level} ${ward ?? ''} ${theme ?? ''}`;
  return rememberedCount(tx, question, async () => {
    const { rows } = await sql<{ journey: GroupJourney | null }>`
      select understand.typical_journey(${startYear}::integer, ${level}, ${ward}::bigint,
        ${theme}) as journey`.execute(tx);
    return rows[0]?.journey ?? null;
  });
}
