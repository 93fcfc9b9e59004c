import { listAgencies } from '../../govern/index.ts';
import { type FinancialYear, type Pence, yearStart } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { listPlaces } from '../places/places.store.ts';
import type { ProvisionField } from '../returns/provision.columns.ts';
import { findService } from './provision.store.ts';
import { newestYear } from './provision-year.ts';
import type { Service, ServiceSpend, WholeService } from './service.ts';

type Row = Partial<Record<ProvisionField, string>>;

/** What is known of services as rows of the provision file, one for each payer of the year. */
export async function provisionRows(
  tx: Tx,
  services: readonly Service[],
  asked: FinancialYear | null,
): Promise<Row[]> {
  const year = asked ?? (await newestYear(tx));
  const agencies = new Map((await listAgencies(tx)).map((one) => [one.id, one.name]));
  const wards = new Map((await listPlaces(tx, 'ward')).map((one) => [one.id, one.code]));
  const rows: Row[] = [];
  for (const { id } of services) {
    const service = await findService(tx, id);
    if (service === null) continue;
    const base = baseRow(service, { year, agencies, wards });
    const payers = Map.groupBy(
      service.spends.filter((one) => one.year === year),
      (one) => (one.agencyId === null ? one.funderName : (agencies.get(one.agencyId) ?? '')),
    );
    if (payers.size === 0) rows.push(base);
    for (const [paidBy, spends] of payers) {
      rows.push({
        ...base,
        paidBy,
        budget: pounds(spends, 'budget'),
        spent: pounds(spends, 'actual'),
      });
    }
  }
  return rows;
}

function pounds(spends: readonly ServiceSpend[], basis: ServiceSpend['basis']): string {
  const found: Pence | undefined = spends.find((one) => one.basis === basis)?.spendPence;
  return found === undefined ? '' : (found / 100).toFixed(2).replace(/\.00$/, '');
}

function baseRow(
  service: WholeService,
  of: {
    readonly year: FinancialYear;
    readonly agencies: ReadonlyMap<number, string>;
    readonly wards: ReadonlyMap<number, string>;
  },
): Row {
  const text = (value: string | number | null | undefined) => String(value ?? '');
  const own = service.years.find((one) => yearStart(one.year) === yearStart(of.year));
  const [place] = service.locations;
  return {
    name: service.name,
    provider: service.providerName,
    agency: service.agencyName ?? '',
    description: service.description,
    themes: service.themes.join(';'),
    level: text(service.level),
    status: service.status,
    fromAge: text(service.fromAge),
    toAge: text(service.toAge),
    eligibility: text(service.eligibility),
    referralRoute: text(service.referralRoute),
    areas: service.areaIds
      .map((id) => of.wards.get(id) ?? '')
      .filter(Boolean)
      .join(';'),
    address: text(place?.address),
    postcode: text(place?.postcode),
    url: text(service.url),
    email: text(service.email),
    phone: text(service.phone),
    accountableName: text(service.accountableName),
    accountableRole: text(service.accountableRole),
    evidence: text(service.evidence),
    programme: text(service.programme),
    code: text(service.spellCode),
    year: of.year,
    capacityFamilies: text(own?.capacityFamilies),
    reachedFamilies: text(own?.reachedFamilies),
    capacityChildren: text(own?.capacityChildren),
    reachedChildren: text(own?.reachedChildren),
    confirmed: text(service.confirmedDay),
    needs: service.needs.map((one) => one.name).join(';'),
  };
}
