import { authorityOf, listAuthorities } from '../../govern/index.ts';
import { type AgencyId, type CalendarDay, refuse, type ServiceId } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import {
  findService,
  saveServices,
  serviceIdByKey,
  serviceIdBySpellCode,
} from './provision.store.ts';
import { publicIdOf, serviceKey, type ServiceStatement } from './service.ts';
import type { ServiceSaid } from './service-form.ts';

/** Who says something of a service by hand, and in answer to what. */
export interface SaidBy {
  readonly actor: Actor;
  /** The agency that speaks; null for the council's own editors. */
  readonly agencyId: AgencyId | null;
  /** Their name, as the entry shows who confirmed it. */
  readonly name: string;
  readonly today: CalendarDay;
  readonly origin: 'typed' | 'answer';
}

/**
 * Writes a service that someone typed, new or corrected, and counts it as confirmed by them today.
 * Refuses a new one that is listed already, and a spell code that belongs to another service.
 */
export async function saveSaidService(
  tx: Tx,
  by: SaidBy,
  said: ServiceSaid,
  id: ServiceId | null,
): Promise<ServiceId> {
  const authorityId = authorityOf(by.actor);
  const known = id === null ? null : await findService(tx, id);
  if (id !== null && known === null) {
    throw refuse('no-such-service', 'not-found', 'There is no such service here.');
  }
  const agencyId = said.facts.agencyId ?? by.agencyId;
  const key = known?.key ?? serviceKey({ ...said.facts, agencyId });
  if (known === null && (await serviceIdByKey(tx, key)) !== null) {
    throw refuse(
      'service-listed-already',
      'conflict',
      'A service of this name, provider and agency is listed already. Correct that entry instead.',
    );
  }
  await refuseTakenCode(tx, said.facts.spellCode, id);
  const code = (await listAuthorities(tx)).find((one) => one.id === authorityId)?.code ?? '';
  const statement: ServiceStatement = {
    ...said.facts,
    key,
    publicId: known?.publicId ?? publicIdOf(code, key),
    statedByAgencyId: known?.statedByAgencyId ?? by.agencyId,
    origin: by.origin,
    feed: known?.feed ?? null,
    outsideId: known?.outsideId ?? null,
    detail: known?.detail ?? {},
    statedDay: by.today,
    confirmedDay: by.today,
    confirmedBy: by.name,
    row: null,
    years: [said.year],
    spends: said.spends,
    areaIds: said.areaIds,
    ...(said.locations === undefined ? {} : { locations: said.locations }),
  };
  const sourceId = await insertActionSource(tx, authorityId, ACTION_NAMES[by.origin]);
  const [saved] = await saveServices(tx, { authorityId, sourceId }, [statement]);
  if (saved === undefined) throw new Error('a service was written and is not there');
  return saved.id;
}

/** Asked before anything is written, so that a form can be shown again. */
async function refuseTakenCode(tx: Tx, code: string | null, own: ServiceId | null): Promise<void> {
  const holder = code === null ? null : await serviceIdBySpellCode(tx, code);
  if (holder === null || holder === own) return;
  throw refuse(
    'spell-code-taken',
    'conflict',
    'Families recorded under this code belong to another service. Leave the code empty.',
  );
}

const ACTION_NAMES = {
  typed: 'A service was typed in',
  answer: 'A mapping request was answered',
} as const;
