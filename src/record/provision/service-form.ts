import type { Agency } from '../../govern/index.ts';
import { type FinancialYear, parsePounds, type PlaceId } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { postcodeOf } from '../returns/row-values.ts';
import {
  EVIDENCE_GRADES,
  SERVICE_LEVELS,
  SERVICE_STATUSES,
  type ServiceFacts,
  type ServiceLocation,
  type ServiceSpend,
  type ServiceYear,
  type WholeService,
} from './service.ts';

type Form = Readonly<Record<string, string>>;

/** What a form needs to know of the partnership to be read. */
export interface FormGround {
  readonly agencies: readonly Agency[];
  readonly wards: readonly { readonly id: PlaceId; readonly name: string }[];
  /** The financial year of money, capacity and reach. */
  readonly year: FinancialYear;
}

/** What a form says of one service. */
export interface ServiceSaid {
  readonly facts: ServiceFacts;
  readonly year: ServiceYear;
  readonly spends: readonly ServiceSpend[];
  readonly areaIds: readonly PlaceId[];
  /** Undefined leaves the locations as they are. */
  readonly locations?: readonly ServiceLocation[];
}

/** Reads the form of one service; errors name its fields. */
export function readServiceForm(form: Form, ground: FormGround): FormResult<ServiceSaid> {
  const errors: FieldError[] = [];
  const wrong = (field: string, sentence: string) => {
    errors.push({ field, sentence });
    return null;
  };
  const read = { form, ground, wrong };
  const facts = factsOf(read);
  const year = yearOf(read);
  const spends = spendsOf(read);
  const areaIds = areasOf(read, facts.isWholeArea);
  const locations = locationsOf(read);
  if (errors.length > 0) return { ok: false, errors };
  const where = locations === undefined ? {} : { locations };
  return { ok: true, value: { facts, year, spends, areaIds, ...where } };
}

interface Reading {
  readonly form: Form;
  readonly ground: FormGround;
  readonly wrong: (field: string, sentence: string) => null;
}

const LONGEST = 2000;

function factsOf(read: Reading): ServiceFacts {
  const { form, ground, wrong } = read;
  const must = (field: string, sentence: string): string => {
    const text = form[field] ?? '';
    if (text === '') wrong(field, sentence);
    return cut(read, field, text, 200);
  };
  const may = (field: string, most = LONGEST) => cut(read, field, form[field] ?? '', most) || null;
  const word = <W extends string>(field: string, words: readonly W[]): W | null =>
    words.find((one) => one === form[field]) ?? null;
  const [fromAge, toAge] = [countOf(read, 'from-age', 120), countOf(read, 'to-age', 120)];
  if (fromAge !== null && toAge !== null && toAge < fromAge) {
    wrong('to-age', 'The oldest age must not be below the youngest');
  }
  const url = may('url', 500);
  if (url !== null && !/^https?:\/\/[^\s]+$/i.test(url)) {
    wrong('url', 'Enter a web address that begins with https://');
  }
  const email = may('email', 200);
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    wrong('email', 'Enter an email address, such as help@example.org');
  }
  const asked = (form.themes ?? '').split(';');
  return {
    agencyId: ground.agencies.find((one) => String(one.id) === form.responsible)?.id ?? null,
    providerName: must('provider', 'Enter who provides it'),
    name: must('name', 'Enter the name of the service'),
    description: may('description') ?? '',
    themes: THEMES.map((one) => one.theme).filter((theme) => asked.includes(theme)),
    level: word('level', SERVICE_LEVELS),
    fromAge,
    toAge,
    eligibility: may('eligibility'),
    referralRoute: may('referral-route'),
    status: word('status', SERVICE_STATUSES) ?? 'active',
    url,
    email,
    phone: may('phone', 50),
    accountableName: may('accountable-name', 200),
    accountableRole: may('accountable-role', 200),
    evidence: word('evidence', EVIDENCE_GRADES),
    programme: may('programme', 200),
    spellCode: may('spell-code', 50),
    isWholeArea: form.area !== 'some',
  };
}

function cut({ wrong }: Reading, field: string, text: string, most: number): string {
  if (text.length > most) wrong(field, `Enter at most ${most} characters`);
  return text;
}

function countOf({ form, wrong }: Reading, field: string, most = 10_000_000): number | null {
  const text = (form[field] ?? '').replaceAll(',', '');
  if (text === '') return null;
  const value = Number(text);
  if (/^\d{1,8}$/.test(text) && value <= most) return value;
  return wrong(field, 'Enter a whole number, or leave it empty');
}

function yearOf(read: Reading): ServiceYear {
  return {
    year: read.ground.year,
    capacityFamilies: countOf(read, 'capacity-families'),
    capacityChildren: countOf(read, 'capacity-children'),
    reachedFamilies: countOf(read, 'reached-families'),
    reachedChildren: countOf(read, 'reached-children'),
  };
}

function spendsOf({ form, ground, wrong }: Reading): ServiceSpend[] {
  const payer = ground.agencies.find((one) => String(one.id) === form.payer)?.id ?? null;
  const funderName = payer === null ? (form['payer-name'] ?? '') : '';
  const spends = (['budget', 'actual'] as const).flatMap((basis): ServiceSpend[] => {
    const text = form[`spend-${basis}`] ?? '';
    if (text === '') return [];
    const spendPence = parsePounds(text);
    if (spendPence === null) {
      wrong(`spend-${basis}`, 'Enter an amount in pounds, such as 12,000 or 12000.50');
      return [];
    }
    return [{ year: ground.year, agencyId: payer, funderName, basis, spendPence }];
  });
  if (spends.length > 0 && payer === null && funderName === '') {
    wrong('payer', 'Select who pays, or name them');
  }
  return spends;
}

function areasOf({ form, ground, wrong }: Reading, isWholeArea: boolean): PlaceId[] {
  if (isWholeArea) return [];
  const asked = (form.wards ?? '').split(';');
  const chosen = ground.wards.filter((ward) => asked.includes(String(ward.id)));
  if (chosen.length === 0) wrong('wards', 'Select the wards that it is for');
  return chosen.map((ward) => ward.id);
}

/** The one place of the form; a service with several keeps them (the form then shows none). */
function locationsOf({ form, wrong }: Reading): readonly ServiceLocation[] | undefined {
  if (form.address === undefined && form.postcode === undefined) return undefined;
  const [address = '', typed = ''] = [form.address, form.postcode];
  if (address === '' && typed === '') return [];
  const postcode = typed === '' ? null : postcodeOf(typed);
  if (typed !== '' && postcode === null) wrong('postcode', 'Enter a full postcode');
  const known = { latitude: null, longitude: null, outsideId: null, detail: {} };
  return [{ name: '', address: address || null, postcode, isPhysical: true, ...known }];
}

/** The values of the form for a service that is known, so that only what changed is typed. */
export function formOf(service: WholeService, year: FinancialYear): Record<string, string> {
  const own = service.years.find((one) => one.year === year);
  const spends = service.spends.filter((one) => one.year === year);
  const [first] = spends;
  const pounds = (basis: ServiceSpend['basis']) => {
    const found = spends.find(
      (one) => one.basis === basis && one.agencyId === first?.agencyId,
    )?.spendPence;
    return found === undefined ? '' : (found / 100).toFixed(found % 100 === 0 ? 0 : 2);
  };
  const text = (value: string | number | null | undefined) => String(value ?? '');
  const [location] = service.locations;
  return {
    responsible: text(service.agencyId) || 'none',
    provider: service.providerName,
    name: service.name,
    description: service.description,
    themes: service.themes.join(';'),
    level: text(service.level),
    'from-age': text(service.fromAge),
    'to-age': text(service.toAge),
    eligibility: text(service.eligibility),
    'referral-route': text(service.referralRoute),
    status: service.status,
    url: text(service.url),
    email: text(service.email),
    phone: text(service.phone),
    'accountable-name': text(service.accountableName),
    'accountable-role': text(service.accountableRole),
    evidence: text(service.evidence),
    programme: text(service.programme),
    'spell-code': text(service.spellCode),
    area: service.isWholeArea ? 'whole' : 'some',
    wards: service.areaIds.join(';'),
    payer: first && first.agencyId === null ? 'other' : text(first?.agencyId),
    'payer-name': text(first?.funderName),
    'spend-budget': pounds('budget'),
    'spend-actual': pounds('actual'),
    'capacity-families': text(own?.capacityFamilies),
    'capacity-children': text(own?.capacityChildren),
    'reached-families': text(own?.reachedFamilies),
    'reached-children': text(own?.reachedChildren),
    ...(service.locations.length <= 1
      ? { address: text(location?.address), postcode: text(location?.postcode) }
      : {}),
  };
}
