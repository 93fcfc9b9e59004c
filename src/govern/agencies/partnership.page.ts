import { type CalendarDay, formatDay, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { authorityOf, only } from '../accounts/actor.ts';
import { listAgencies, listSuccessions } from './agencies.store.ts';
import { AGENCY_KIND_WORDS, AGENCY_KINDS, type Agency } from './agency.ts';
import { addAgency, succeedAgency } from './change-partnership.ts';
import { readNewAgency, readSuccession } from './partnership-forms.ts';
import type { Succession } from './succession.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/partnership', text: 'Partnership' },
];

const listPage = definePage({
  url: '/partnership',
  title: 'Partnership',
  who: only('administrator'),
  audit: 'none',
  get: async ({ tx, url }) => {
    const agencies = await listAgencies(tx);
    const successions = await listSuccessions(tx, 'agency');
    const view = {
      caption: 'Agencies of the partnership',
      captionHidden: true,
      columns: [
        { key: 'name', label: 'Agency' },
        { key: 'kind', label: 'Kind' },
        { key: 'from', label: 'From' },
        { key: 'until', label: 'Until' },
        { key: 'follows', label: 'Followed by' },
      ],
      rows: agencies.map((agency) => agencyRow(agency, agencies, successions)),
      url,
      sort: null,
      page: { number: 1, size: Math.max(1, agencies.length), total: agencies.length },
      noun: ['agency', 'agencies'],
    };
    return { template: 'govern/agencies/partnership.njk', data: { view } };
  },
});

function agencyRow(
  agency: Agency,
  agencies: readonly Agency[],
  successions: readonly Succession[],
) {
  const followers = successions
    .filter((event) => event.predecessorId === agency.id)
    .map((event) => agencies.find((other) => other.id === event.successorId)?.name ?? 'Unknown');
  return {
    cells: [
      { text: agency.name },
      { text: AGENCY_KIND_WORDS[agency.kind] },
      { text: dayOr(agency.fromDay, 'Always') },
      { text: dayOr(agency.untilDay, 'Goes on') },
      { text: followers.length === 0 ? 'Nobody' : followers.join(', ') },
    ],
  };
}

function dayOr(day: CalendarDay | null, words: string): string {
  return day === null ? words : formatDay(day);
}

const addPage = definePage({
  url: '/partnership/new',
  title: 'Add an agency',
  who: only('administrator'),
  audit: 'changes',
  get: async () => showAddForm({}, []),
  post: async (request) => {
    const read = readNewAgency(request.form);
    if (!read.ok) return showAddForm(request.form, read.errors);
    try {
      const id = await addAgency(request.tx, authorityOf(request.actor), read.value);
      await request.audit({
        action: 'agency.added',
        subjectKind: 'agency',
        subjectId: String(id),
        detail: { name: read.value.name, kind: read.value.kind },
      });
    } catch (error) {
      return showAddForm(request.form, [asFieldError(error, 'name')]);
    }
    return { redirect: '/partnership' };
  },
});

function showAddForm(values: PageRequest['form'], errors: readonly FieldError[]): PageAnswer {
  const kinds = AGENCY_KINDS.map((kind) => ({ value: kind, text: AGENCY_KIND_WORDS[kind] }));
  return {
    template: 'govern/agencies/agency-form.njk',
    breadcrumbs: TRAIL,
    ...statusOf(errors),
    data: { form: { values, errors }, errors, kinds },
  };
}

const successionPage = definePage({
  url: '/partnership/succession',
  title: 'Record that an agency takes over',
  who: only('administrator'),
  audit: 'changes',
  get: async ({ tx }) => showSuccessionForm(await listAgencies(tx), {}, []),
  post: async (request) => {
    const agencies = await listAgencies(request.tx);
    const read = readSuccession(request.form, agencies);
    if (!read.ok) return showSuccessionForm(agencies, request.form, read.errors);
    try {
      await succeedAgency(request.tx, authorityOf(request.actor), read.value);
      await request.audit({
        action: 'agency.succeeded',
        subjectKind: 'agency',
        subjectId: String(read.value.predecessorId),
        detail: { successorId: read.value.successorId, day: read.value.day },
      });
    } catch (error) {
      return showSuccessionForm(agencies, request.form, [asFieldError(error, 'predecessor')]);
    }
    return { redirect: '/partnership' };
  },
});

function showSuccessionForm(
  agencies: readonly Agency[],
  values: PageRequest['form'],
  errors: readonly FieldError[],
): PageAnswer {
  const options = agencies.map((agency) => ({ value: String(agency.id), text: agency.name }));
  return {
    template: 'govern/agencies/succession-form.njk',
    breadcrumbs: TRAIL,
    ...statusOf(errors),
    data: {
      form: { values, errors },
      errors,
      agencies: [{ value: '', text: 'Select an agency' }, ...options],
    },
  };
}

function statusOf(errors: readonly FieldError[]): { status?: number } {
  return errors.length > 0 ? { status: 400 } : {};
}

/** A rule's "no" as an error of the form; anything else is thrown on. */
function asFieldError(error: unknown, field: string): FieldError {
  if (error instanceof Refusal) return { field, sentence: error.message };
  throw error;
}

/** The pages of the partnership. */
export const partnershipPages: readonly Page[] = [listPage, addPage, successionPage];
