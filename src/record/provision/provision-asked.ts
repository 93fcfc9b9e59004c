import { type CalendarDay, refuse } from '../../lib/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { FRESHNESS, type Freshness, freshnessOf } from './freshness.ts';
import { EVIDENCE_GRADES, isOnOffer, SERVICE_LEVELS, SERVICE_STATUSES } from './service.ts';
import type { Service } from './service.ts';

/** The choices by which the directory is narrowed; what is left out is not asked. */
export interface ProvisionAsked {
  readonly theme?: string | undefined;
  readonly level?: string | undefined;
  /** The number of the responsible agency, or `none` for services that nobody answers for. */
  readonly agency?: string | undefined;
  /** The number of a place: services for it, or for the whole authority. */
  readonly area?: string | undefined;
  /** An age in years. */
  readonly age?: string | undefined;
  readonly evidence?: string | undefined;
  readonly freshness?: string | undefined;
  /** A status; services on offer (running or paused) when left out. */
  readonly status?: string | undefined;
}

/** The names of the choices, in the order of the page. */
export const ASKED_NAMES = [
  'theme',
  'level',
  'agency',
  'area',
  'age',
  'evidence',
  'freshness',
  'status',
] as const;

/** What stands for "not stated" in the choices of theme, level and evidence. */
export const NOT_STATED = 'none-stated';

const WORDS: Partial<Record<keyof ProvisionAsked, readonly string[]>> = {
  theme: [...THEMES.map((one) => one.theme), NOT_STATED],
  level: [...SERVICE_LEVELS, NOT_STATED],
  evidence: [...EVIDENCE_GRADES, NOT_STATED],
  freshness: FRESHNESS,
  status: SERVICE_STATUSES,
};

/** Reads the choices of an address; throws a Refusal for one that makes no sense. */
export function readProvisionAsked(
  given: Readonly<Record<string, string | undefined>>,
): ProvisionAsked {
  const asked: Record<string, string | undefined> = {};
  for (const name of ASKED_NAMES) {
    const value = given[name];
    if (value === undefined || value === '') continue;
    const words = WORDS[name];
    const isNumber = /^\d{1,15}$/.test(value);
    const isNone = name === 'agency' && value === 'none';
    if (words ? !words.includes(value) : !isNumber && !isNone) {
      const may = words ? words.join(', ') : 'a number';
      throw refuse('no-such-choice', 'invalid', `${name} is one of: ${may}.`);
    }
    asked[name] = value;
  }
  return asked;
}

/** The services that fit all the choices. */
export function servicesAsked<T extends Service>(
  services: readonly T[],
  asked: ProvisionAsked,
  today: CalendarDay,
): T[] {
  return services.filter(
    (one) =>
      (asked.status === undefined ? isOnOffer(one) : one.status === asked.status) &&
      fitsTheme(one, asked.theme) &&
      fitsWord(one.level, asked.level) &&
      fitsWord(one.evidence, asked.evidence) &&
      (asked.agency === undefined || String(one.agencyId ?? 'none') === asked.agency) &&
      (asked.area === undefined || isFor(one, Number(asked.area))) &&
      (asked.age === undefined || takesAge(one, Number(asked.age))) &&
      (asked.freshness === undefined || freshnessOf(one, today) === (asked.freshness as Freshness)),
  );
}

function fitsTheme(service: Service, theme: string | undefined): boolean {
  if (theme === undefined) return true;
  return theme === NOT_STATED ? service.themes.length === 0 : service.themes.includes(theme);
}

function fitsWord(value: string | null, asked: string | undefined): boolean {
  return asked === undefined || (value ?? NOT_STATED) === asked;
}

/** Whether a service is for a place: named for it, or for the whole authority. */
export function isFor(service: Service, placeId: number): boolean {
  return service.isWholeArea || service.areaIds.some((id) => Number(id) === placeId);
}

/** Whether a service takes an age; without a limit stated it takes any. */
export function takesAge(service: Pick<Service, 'fromAge' | 'toAge'>, age: number): boolean {
  return (service.fromAge ?? 0) <= age && age <= (service.toAge ?? Number.POSITIVE_INFINITY);
}
