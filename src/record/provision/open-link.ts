import { actorFor, recordAudit } from '../../govern/index.ts';
import { type CalendarDay, refuse } from '../../lib/index.ts';
import { type Actor, asActor, asSystem, type Database, type Tx } from '../../platform/index.ts';
import { hashToken, isToken } from './answer-link.ts';
import { type AnswerLink, countUse, findLink } from './answer-link.store.ts';
import { PROVISION_RULES } from './provision-rules.ts';

/**
 * Works as the holder of a safe link: a provider of the link's agency, and nobody else. A link that
 * is unknown, withdrawn or over does not exist; one that is used too often has to wait.
 */
export async function throughLink<T>(
  database: Database,
  of: { readonly token: string; readonly today: CalendarDay },
  work: (tx: Tx, actor: Actor, link: AnswerLink) => Promise<T>,
): Promise<T> {
  const found = isToken(of.token)
    ? await asSystem(database, 'sign-in', (tx) => findLink(tx, hashToken(of.token)))
    : null;
  if (found === null || found.isWithdrawn || found.lastDay < of.today) {
    throw refuse(
      'no-such-link',
      'not-found',
      'This link does not open anything any more. Ask whoever sent it to you for a new one.',
    );
  }
  const actor = actorFor({
    id: `link:${found.id}`,
    authorityId: found.authorityId,
    agencyId: found.agencyId,
    role: 'provider',
  });
  const uses = await asActor(database, actor, (tx) => countUse(tx, found.id));
  if (uses > PROVISION_RULES.links.usesAnHour) {
    throw refuse(
      'link-used-too-often',
      'limit',
      'This link was used very often within an hour, so it waits a while. Try again later.',
    );
  }
  return asActor(database, actor, (tx) => work(tx, actor, found));
}

/** Writes into the trail what the holder of a link did, under the name that it was made for. */
export async function auditLink(
  tx: Tx,
  of: { readonly actor: Actor; readonly link: AnswerLink },
  action: string,
  subject: { readonly kind: string; readonly id: string | null },
): Promise<void> {
  await recordAudit(tx, of.actor, {
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    detail: { by: of.link.personName, link: of.link.id },
  });
}
