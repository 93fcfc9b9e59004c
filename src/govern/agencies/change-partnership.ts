import { type AgencyId, type AuthorityId, type CalendarDay, refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import {
  closeAgency,
  insertAgencies,
  insertSuccession,
  listAgencies,
  listSuccessions,
} from './agencies.store.ts';
import type { NewAgency } from './agency.ts';
import { wouldCircle } from './succession.ts';

/** Adds an agency to a partnership. Refuses a name that another one has. */
export async function addAgency(
  tx: Tx,
  authorityId: AuthorityId,
  asked: NewAgency,
): Promise<AgencyId> {
  const [id] = await insertAgencies(tx, authorityId, [asked]);
  if (id === undefined) {
    throw refuse(
      'agency-name-taken',
      'conflict',
      `There is already an agency called ${asked.name}. Give this one another name`,
    );
  }
  return id;
}

/** From a day on, one agency does what another did. */
export interface AgencySuccession {
  readonly predecessorId: AgencyId;
  readonly successorId: AgencyId;
  readonly day: CalendarDay;
  readonly reason: string;
}

/**
 * Records that an agency follows another, and ends the predecessor on that day. An agency that
 * splits is followed by several on the same day. Refuses agencies that are not there, another day
 * than the one on which the predecessor ended already, and circles.
 */
export async function succeedAgency(
  tx: Tx,
  authorityId: AuthorityId,
  asked: AgencySuccession,
): Promise<void> {
  const agencies = await listAgencies(tx, authorityId);
  const predecessor = agencies.find((agency) => agency.id === asked.predecessorId);
  const successor = agencies.find((agency) => agency.id === asked.successorId);
  if (!predecessor || !successor) {
    throw refuse('no-such-agency', 'not-found', 'There is no such agency in this partnership');
  }
  if (predecessor.untilDay !== null && predecessor.untilDay !== asked.day) {
    throw refuse(
      'agency-ended-already',
      'conflict',
      `${predecessor.name} ended on another day already. Use that day if it was split`,
    );
  }
  const events = await listSuccessions(tx, 'agency');
  if (wouldCircle(asked, events)) {
    throw refuse(
      'succession-in-a-circle',
      'conflict',
      `${successor.name} was itself followed by ${predecessor.name}, so it cannot follow it`,
    );
  }
  const isKnown = events.some(
    (event) =>
      event.predecessorId === asked.predecessorId && event.successorId === asked.successorId,
  );
  if (isKnown) {
    throw refuse(
      'succession-known',
      'conflict',
      `It is already recorded that ${successor.name} follows ${predecessor.name}`,
    );
  }
  await insertSuccession(tx, authorityId, { subject: 'agency', ...asked });
  await closeAgency(tx, asked.predecessorId, asked.day);
}

/**
 * Records that an authority follows another, as when councils are reorganised. Only the system
 * may, since it concerns two tenants; each keeps its own record.
 */
export async function succeedAuthority(
  tx: Tx,
  asked: {
    readonly predecessorId: AuthorityId;
    readonly successorId: AuthorityId;
    readonly day: CalendarDay;
    readonly reason: string;
  },
): Promise<void> {
  if (wouldCircle(asked, await listSuccessions(tx, 'authority'))) {
    throw refuse(
      'succession-in-a-circle',
      'conflict',
      'The authority that would follow was itself followed by the other one',
    );
  }
  await insertSuccession(tx, asked.predecessorId, { subject: 'authority', ...asked });
}
