import type { Figure } from '../../lib/index.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import type { Who } from './page.ts';

/** Something on a home page: what needs this person, what changed, or a figure to start from. */
export interface HomeItem {
  readonly text: string;
  readonly href: string;
  /** What needs doing comes first, what changed after it. */
  readonly kind: 'needs-you' | 'changed' | 'start';
  readonly hint?: string;
}

/** What a wing puts on the home pages of some roles. */
export interface HomeCard {
  readonly who: Who;
  load(
    tx: Tx,
    actor: Actor,
    since: Date | null,
  ): Promise<{ readonly items: readonly HomeItem[]; readonly figures?: readonly Figure[] }>;
}
