import { day } from '../../lib/index.ts';
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
