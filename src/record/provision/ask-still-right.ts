import { authorityOf } from '../../govern/index.ts';
import { addDays, type AgencyId, refuse, type ServiceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { answerAddress, hashToken, newToken } from './answer-link.ts';
import { insertLink } from './answer-link.store.ts';
import { ownServices } from './answer-mapping.ts';
import { type Asking, councilName, type TakenMessage } from './ask-agency.ts';
import { freshnessOf } from './freshness.ts';
import { LINK_MARK, stillRightMessage } from './mapping.ts';
import { insertMessage, noteTaken } from './mapping.store.ts';
import { PROVISION_RULES } from './provision-rules.ts';
import type { Service } from './service.ts';

/** The entries of an agency that nobody has confirmed lately. */
export async function fadedServices(
  tx: Tx,
  agencyId: AgencyId,
  by: Pick<Asking, 'today'>,
): Promise<Service[]> {
  const own = await ownServices(tx, agencyId);
  return own.filter((one) => freshnessOf(one, by.today) !== 'current');
}

/**
 * Asks a person of an agency whether its faded entries are still right: writes the message with a
 * safe link to those entries, shown this once. Refuses an agency whose entries are all fresh.
 */
export async function askStillRight(
  tx: Tx,
  by: Asking & { readonly origin: string },
  of: {
    readonly agencyId: AgencyId;
    readonly personName: string;
    readonly personEmail: string;
  },
): Promise<TakenMessage> {
  const services = await fadedServices(tx, of.agencyId, by);
  if (services.length === 0) {
    throw refuse('nothing-faded', 'conflict', 'Every entry of this agency is up to date.');
  }
  const authorityId = authorityOf(by.actor);
  const token = newToken();
  const serviceIds: readonly ServiceId[] = services.map((one) => one.id);
  await insertLink(tx, {
    ...of,
    authorityId,
    tokenHash: hashToken(token),
    requestId: null,
    madeBy: by.name,
    lastDay: addDays(by.today, PROVISION_RULES.links.openDays),
    serviceIds,
  });
  const names = services.map((one) => one.name);
  const council = await councilName(tx, by.actor);
  const { personName } = of;
  const message = stillRightMessage({ personName, services: names }, council);
  const id = await insertMessage(tx, authorityId, {
    ...of,
    ...message,
    requestId: null,
    kind: 'still-right',
    madeDay: by.today,
  });
  await noteTaken(tx, id, by.name);
  const link = `${by.origin}${answerAddress(token)}`;
  const to = `${personName} <${of.personEmail}>`;
  return { to, subject: message.subject, body: message.body.replace(LINK_MARK, link) };
}
