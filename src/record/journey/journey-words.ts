import type { TimelineEntry } from '../../platform/index.ts';
import {
  ABUSE_CODES,
  CLOSURE_CODES,
  type CodeList,
  ETHNICITY_CODES,
  FACTOR_CODES,
  REFERRAL_SOURCE_CODES,
} from '../returns/cin-census.codes.ts';
import { END_REASONS, LEGAL_STATUSES, PLACEMENTS } from '../returns/ssda903.codes.ts';
import { STATUS_LABELS, type StatusCode } from './journey.ts';
import type { PersonEvent, PersonSpell } from './person-journey.store.ts';

/** What a spell is, in plain words: `Child protection plan`, `Placed in foster care`. */
export function spellTitle(
  spell: Pick<PersonSpell, 'kind' | 'code'> & Partial<Pick<PersonSpell, 'detail'>>,
): string {
  if (spell.kind === 'service') return spell.detail?.service ?? `Service ${spell.code}`;
  if (spell.kind === 'status') return STATUS_LABELS[spell.code as StatusCode] ?? spell.code;
  if (spell.kind === 'placement') return PLACEMENTS[spell.code]?.label ?? `Placement ${spell.code}`;
  if (spell.kind === 'legal-basis') {
    return LEGAL_STATUSES[spell.code]?.label ?? `Legal basis ${spell.code}`;
  }
  return SPELL_TITLES[spell.code] ?? capital(spell.code.replaceAll('-', ' '));
}

const SPELL_TITLES: Readonly<Record<string, string>> = { 'cin-plan': 'Child in need plan' };

const EVENT_TITLES: Readonly<Record<string, string>> = {
  contact: 'Contact',
  'early-help-request': 'Request for early help',
  'early-help-assessment': 'Early help assessment',
  referral: 'Referral',
  assessment: 'Assessment',
  'section-47': 'Child protection enquiry',
  'initial-conference': 'Initial child protection conference',
  'review-conference': 'Child protection review',
  'looked-after-start': 'Came into care',
  'looked-after-end': 'Left care',
  'looked-after-review': 'Review in care',
  'care-order': 'New legal status in care',
  'care-proceedings': 'Care proceedings began',
  'health-check': 'Health check in care',
  missing: 'Went missing',
  exclusion: 'Excluded from school for good',
  suspension: 'Suspended from school',
  'attendance-term': 'School attendance of a term',
  'police-incident': 'Incident known to the police',
  'youth-justice-outcome': 'Youth justice service began to work',
  'first-time-entrant': 'First caution or conviction',
  diversion: 'Diverted from the courts',
  closure: 'Case closed',
};

/** What an event was, in plain words, with who and what came of it. */
export function eventTitle(event: Pick<PersonEvent, 'kind' | 'code' | 'outcome'>): string {
  const title = EVENT_TITLES[event.kind] ?? capital(event.kind.replaceAll('-', ' '));
  const from =
    event.kind === 'referral' && event.code
      ? ` from ${codeWords(REFERRAL_SOURCE_CODES, event.code)}`
      : '';
  if (event.kind === 'care-order' && event.code) {
    return `${title}: ${LEGAL_STATUSES[event.code]?.label ?? event.code}`;
  }
  const outcome = event.outcome ? `: ${outcomeWords(event.outcome)}` : '';
  return `${title}${from}${outcome}`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  'no-further-action': 'no further action',
  accepted: 'accepted',
  'icpc-held': 'a conference was held',
  'icpc-not-required': 'no conference was needed',
};

function outcomeWords(outcome: string): string {
  return OUTCOMES[outcome] ?? outcome.replaceAll('-', ' ');
}

/** A code of a list in words; the code itself when the list does not know it. */
export function codeWords(list: CodeList, code: string): string {
  return list.get(code)?.label ?? code;
}

/** An ethnicity code in words. */
export function ethnicityWords(code: string | null): string {
  return code === null ? 'Not recorded' : codeWords(ETHNICITY_CODES, code);
}

/** A journey as a timeline: spells and events with the file and row that state each. */
export function journeyTimeline(
  spells: readonly PersonSpell[],
  events: readonly PersonEvent[],
): TimelineEntry[] {
  return [
    ...spells.map((spell) => ({
      day: spell.start_day,
      until: spell.end_day,
      title: spellTitle(spell),
      text: spellText(spell),
      source: sourceWords(spell),
      href: `/returns/${spell.source_id}`,
      ...(spell.is_counted ? {} : { mark: 'Stated twice, counted once' }),
    })),
    ...events.map((event) => ({
      day: event.day,
      title: eventTitle(event),
      text: eventText(event),
      source: sourceWords(event),
      href: `/returns/${event.source_id}`,
      ...(event.is_counted ? {} : { mark: 'Stated twice, counted once' }),
    })),
  ];
}

function sourceWords(of: {
  source_name: string;
  source_sheet?: string | null;
  source_row: number | null;
  agency: string | null;
}): string {
  const sheet = !of.source_sheet ? '' : `, sheet ${of.source_sheet}`;
  const row = of.source_row === null ? '' : `${sheet}, row ${of.source_row}`;
  const agency = of.agency === null ? '' : `${of.agency}. `;
  return `${agency}${of.source_name}${row}`;
}

function spellText(spell: PersonSpell): string {
  const parts: string[] = [];
  const category = spell.detail.latestCategory ?? spell.detail.category;
  if (category) parts.push(`Category: ${codeWords(ABUSE_CODES, category)}.`);
  if (spell.end_reason) parts.push(`Ended: ${endWords(spell.end_reason)}.`);
  return parts.join(' ');
}

function endWords(code: string): string {
  return END_REASONS[code]?.label ?? CLOSURE_CODES.get(code)?.label ?? code.replaceAll('-', ' ');
}

function eventText(event: PersonEvent): string {
  if (event.factors.length === 0) return '';
  return `Factors found: ${event.factors.map((code) => codeWords(FACTOR_CODES, code)).join('; ')}.`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
