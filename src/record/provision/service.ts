import { createHash } from 'node:crypto';
import type {
  AgencyId,
  CalendarDay,
  FinancialYear,
  Pence,
  PlaceId,
  ServiceId,
} from '../../lib/index.ts';

/** How far in a service stands: from what everyone may use up to care. */
export const SERVICE_LEVELS = [
  'universal',
  'community-early-help',
  'targeted-early-help',
  'family-help',
  'child-protection',
  'care',
] as const;
/** One of the six levels of service. */
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

/** Levels of service in plain words. */
export const SERVICE_LEVEL_LABELS: Readonly<Record<ServiceLevel, string>> = {
  universal: 'Universal: for every family',
  'community-early-help': 'Community early help',
  'targeted-early-help': 'Targeted early help',
  'family-help': 'Family Help',
  'child-protection': 'Child protection',
  care: 'Care',
};

/** How sure one can be that a service works, from the weakest. */
export const EVIDENCE_GRADES = ['none', 'local-results', 'promising', 'strong'] as const;
/** One grade of evidence. */
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** Grades of evidence in plain words. */
export const EVIDENCE_LABELS: Readonly<Record<EvidenceGrade, string>> = {
  none: 'No evidence yet',
  'local-results': 'Local results, no comparison',
  promising: 'Promising: better than a comparison, once',
  strong: 'Strong: better in two or more sound studies',
};

/** Where a service stands in its own life. */
export const SERVICE_STATUSES = ['active', 'planned', 'paused', 'closed'] as const;
/** One status of a service. */
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

/** Statuses in plain words. */
export const SERVICE_STATUS_LABELS: Readonly<Record<ServiceStatus, string>> = {
  active: 'Running',
  planned: 'Planned',
  paused: 'Paused',
  closed: 'Closed',
};

/** How the record came to know of a service. */
export type ServiceOrigin = 'file' | 'feed' | 'typed' | 'answer';

/** What a service could and did take in one financial year; null where it was not stated. */
export interface ServiceYear {
  readonly year: FinancialYear;
  readonly capacityFamilies: number | null;
  readonly capacityChildren: number | null;
  readonly reachedFamilies: number | null;
  readonly reachedChildren: number | null;
}

/** What one agency pays for a service in one financial year, as budget or as actual. */
export interface ServiceSpend {
  readonly year: FinancialYear;
  /** The agency of the partnership that pays; null when `funderName` names another. */
  readonly agencyId: AgencyId | null;
  readonly funderName: string;
  readonly basis: 'budget' | 'actual';
  readonly spendPence: Pence;
}

/** A place where a service can be met; not physical for a phone line or a page. */
export interface ServiceLocation {
  readonly name: string;
  readonly address: string | null;
  readonly postcode: string | null;
  /** Degrees, WGS 84; null where unknown. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isPhysical: boolean;
  readonly outsideId: string | null;
  /** The rest of what a feed says of it. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** That a service cannot work without another. */
export interface ServiceDependency {
  readonly needsServiceId: ServiceId;
  readonly why: string;
}

/** What is said of a service itself, by whoever says it. */
export interface ServiceFacts {
  /** The agency responsible; null means that nobody is accountable for it. */
  readonly agencyId: AgencyId | null;
  /** The organisation that delivers it. */
  readonly providerName: string;
  readonly name: string;
  readonly description: string;
  /** Of the eight themes (`THEMES`), those that it is meant for. */
  readonly themes: readonly string[];
  readonly level: ServiceLevel | null;
  /** Years, both ends included; null for no limit. */
  readonly fromAge: number | null;
  readonly toAge: number | null;
  readonly eligibility: string | null;
  readonly referralRoute: string | null;
  readonly status: ServiceStatus;
  readonly url: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly accountableName: string | null;
  readonly accountableRole: string | null;
  readonly evidence: EvidenceGrade | null;
  /** The programme of the evidence library that it runs, by name. */
  readonly programme: string | null;
  /** The code of spells (kind service) of those who receive it. */
  readonly spellCode: string | null;
  /** Whether it is for the whole authority; else `areaIds` say where. */
  readonly isWholeArea: boolean;
}

/**
 * A service as a file, a feed, a form or an answer states it. Years and spends replace what was
 * stated of the same year and payer; areas and locations, where given, replace all there were.
 */
export interface ServiceStatement extends ServiceFacts {
  /** What makes it the same service when stated again: `serviceKey` or `feedKey`. */
  readonly key: string;
  /** Under which the directory is served, a UUID; `publicIdOf(key)` when nobody gave one. */
  readonly publicId: string;
  readonly statedByAgencyId: AgencyId | null;
  readonly origin: ServiceOrigin;
  readonly feed: string | null;
  readonly outsideId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly statedDay: CalendarDay;
  /** The last day on which someone said that it is right; null keeps what was known. */
  readonly confirmedDay: CalendarDay | null;
  readonly confirmedBy: string | null;
  /** Row of the source. */
  readonly row: number | null;
  readonly years?: readonly ServiceYear[];
  readonly spends?: readonly ServiceSpend[];
  readonly areaIds?: readonly PlaceId[];
  readonly locations?: readonly ServiceLocation[];
}

/** A service as the record knows it. */
export interface Service extends ServiceFacts {
  readonly id: ServiceId;
  readonly key: string;
  readonly publicId: string;
  readonly agencyName: string | null;
  readonly statedByAgencyId: AgencyId | null;
  readonly origin: ServiceOrigin;
  readonly feed: string | null;
  readonly outsideId: string | null;
  readonly statedDay: CalendarDay;
  readonly confirmedDay: CalendarDay | null;
  readonly confirmedBy: string | null;
  readonly sourceId: number;
  readonly sourceRow: number | null;
  readonly years: readonly ServiceYear[];
  readonly spends: readonly ServiceSpend[];
  readonly areaIds: readonly PlaceId[];
}

/** A service with all that hangs on it. */
export interface WholeService extends Service {
  readonly detail: Readonly<Record<string, unknown>>;
  readonly locations: readonly ServiceLocation[];
  readonly needs: readonly (ServiceDependency & { readonly name: string })[];
  readonly neededBy: readonly { readonly serviceId: ServiceId; readonly name: string }[];
}

/**
 * The key of a service that is stated here, by form, answer or file: the same agency, provider and
 * name, however they are spaced and capitalised, are the same service.
 */
export function serviceKey(of: {
  readonly agencyId: AgencyId | null;
  readonly providerName: string;
  readonly name: string;
}): string {
  return `local:${of.agencyId ?? 0}:${plain(of.providerName)}:${plain(of.name)}`;
}

/** The key of a service of a feed: the feed's address and its own id. */
export function feedKey(feed: string, outsideId: string): string {
  return `feed:${feed}:${outsideId}`;
}

function plain(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
}

/**
 * A UUID that the same authority (its code) and key always give, so that the directory can be
 * served with lasting ids: a name-based UUID (RFC 9562, version 8 over SHA-256).
 */
export function publicIdOf(authorityCode: string, key: string): string {
  const hash = createHash('sha256').update(`${authorityCode}\n${key}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return parts.join('-');
}

/**
 * What a service costs in a year, by who pays: where a payer states both, the actual goes before
 * the budget, and the two are never added.
 */
export function spendOfYear(
  spends: readonly ServiceSpend[],
  year: FinancialYear,
): readonly ServiceSpend[] {
  const byPayer = new Map<string, ServiceSpend>();
  for (const spend of spends) {
    if (spend.year !== year) continue;
    const payer = `${spend.agencyId ?? ''}/${spend.funderName}`;
    if (spend.basis === 'actual' || !byPayer.has(payer)) byPayer.set(payer, spend);
  }
  return [...byPayer.values()];
}

/** Whether no agency of the partnership answers for a service. */
export function hasNobodyAccountable(service: Pick<ServiceFacts, 'agencyId'>): boolean {
  return service.agencyId === null;
}

/** Whether a service counts as provision today: neither planned nor closed. */
export function isOnOffer(service: Pick<ServiceFacts, 'status'>): boolean {
  return service.status === 'active' || service.status === 'paused';
}
