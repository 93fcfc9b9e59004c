import { authorityOf } from '../../govern/index.ts';
import {
  type AgencyId,
  day,
  type FinancialYear,
  type MappingRequestId,
  type ServiceId,
} from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { askAgency } from './ask-agency.ts';
import { saveServices } from './provision.store.ts';
import { publicIdOf, serviceKey, type ServiceStatement } from './service.ts';

/** A made-up service as the council states it, with what a test wants to say of it. */
export function aService(said: Partial<ServiceStatement> = {}): ServiceStatement {
  const names = {
    agencyId: said.agencyId ?? null,
    providerName: said.providerName ?? 'Harbour Families',
    name: said.name ?? 'Family coaching',
  };
  const key = serviceKey(names);
  return {
    key,
    publicId: publicIdOf('SAMPLE', key),
    description: '',
    themes: ['parenting'],
    level: 'targeted-early-help',
    fromAge: 0,
    toAge: 11,
    eligibility: null,
    referralRoute: null,
    status: 'active',
    url: null,
    email: null,
    phone: null,
    accountableName: null,
    accountableRole: null,
    evidence: null,
    programme: null,
    spellCode: null,
    isWholeArea: true,
    statedByAgencyId: null,
    origin: 'file',
    feed: null,
    outsideId: null,
    detail: {},
    statedDay: day('2026-04-01'),
    confirmedDay: null,
    confirmedBy: null,
    row: null,
    ...said,
    ...names,
  };
}

/** A service of an agency, and a request to that agency to map what it offers. */
export async function aServiceAsked(
  tx: Tx,
  actor: Actor,
  agencyId: AgencyId,
): Promise<{ readonly service: ServiceId; readonly mapping: MappingRequestId }> {
  const authorityId = authorityOf(actor);
  const sourceId = await insertActionSource(tx, authorityId, 'A made-up service');
  const stated = aService({ agencyId, statedByAgencyId: agencyId });
  const [saved] = await saveServices(tx, { authorityId, sourceId }, [stated]);
  const by = { actor, name: 'Test analyst', today: day('2026-04-01') };
  const mapping = await askAgency(tx, by, {
    agencyId,
    personName: 'Jo Ashby',
    personEmail: 'jo@harbour.example',
    asked: 'What do you offer?',
    year: '2025-26' as FinancialYear,
    dueDay: day('2026-05-01'),
  });
  return { service: (saved as { id: ServiceId }).id, mapping };
}
