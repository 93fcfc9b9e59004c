import { authorityOf, listAgencies } from '../../govern/index.ts';
import { Refusal, type ServiceId } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { sayDone } from '../people/done-message.ts';
import { today } from '../people/people.page.ts';
import { listPlaces } from '../places/places.store.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { actorName } from './actor-name.store.ts';
import { serviceFormView } from './form-view.ts';
import { checkMayCorrect, mayChangeServices, mayCorrect, ownAgencyOf } from './may-change.ts';
import { confirmServices, listServices } from './provision.store.ts';
import { newestYear } from './provision-year.ts';
import { saveSaidService } from './save-service.ts';
import type { ServiceDependency, WholeService } from './service.ts';
import { type FormGround, formOf, readServiceForm } from './service-form.ts';
import { serviceOf } from './service.page.ts';
import { saveDependencies } from './service-parts.store.ts';

/** The ground on which a form of a service is read and shown. */
export async function formGround({ tx }: Pick<PageRequest, 'tx'>): Promise<FormGround> {
  return {
    agencies: await listAgencies(tx),
    wards: await listPlaces(tx, 'ward'),
    year: await newestYear(tx),
  };
}

/** Adds a service by hand. */
export const newServicePage: Page = definePage({
  url: '/provision/new',
  title: 'Add a service',
  who: mayChangeServices,
  audit: 'changes',
  get: async (request) => {
    const own = ownAgencyOf(request.actor);
    const responsible = own === null ? '' : String(own);
    return showForm(request, null, { responsible, status: 'active', area: 'whole' }, []);
  },
  post: (request) => saveForm(request, null),
});

/** Corrects a service. */
export const editServicePage: Page = definePage({
  url: '/provision/services/:id/edit',
  title: 'Correct a service',
  who: mayChangeServices,
  audit: 'changes',
  get: async (request) => {
    const service = await serviceOf(request);
    if (!mayCorrect(request.actor, service)) return showOthers(service);
    return showForm(request, service, formOf(service, await newestYear(request.tx)), []);
  },
  post: async (request) => {
    const service = await serviceOf(request);
    checkMayCorrect(request.actor, service);
    return saveForm(request, service);
  },
});

async function saveForm(request: PageRequest, service: WholeService | null): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const read = readServiceForm(form, await formGround(request));
  if (!read.ok) return showForm(request, service, form, read.errors);
  let id: ServiceId;
  try {
    const by = {
      actor,
      agencyId: ownAgencyOf(actor),
      name: await actorName(tx),
      today: today(),
      origin: 'typed' as const,
    };
    id = await saveSaidService(tx, by, read.value, service?.id ?? null);
  } catch (error) {
    return showForm(request, service, form, [asFieldError(error)]);
  }
  await request.audit({
    action: service === null ? 'service.added' : 'service.corrected',
    subjectKind: 'service',
    subjectId: String(id),
    detail: { name: read.value.facts.name },
  });
  const did = service === null ? 'is on the directory' : 'is corrected';
  sayDone(request.session, `${read.value.facts.name} ${did}, and counts as confirmed today.`);
  return { redirect: `/provision/services/${id}` };
}

/** A rule's "no" as an error of the field that it is about. */
export function asFieldError(error: unknown): FieldError {
  if (!(error instanceof Refusal)) throw error;
  const field = error.code === 'spell-code-taken' ? 'spell-code' : 'name';
  return { field, sentence: error.message };
}

async function showForm(
  request: PageRequest,
  service: WholeService | null,
  values: PageRequest['form'],
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const place = service === null || service.locations.length <= 1;
  const code = ownAgencyOf(request.actor) === null;
  const own = service === null ? '/provision/new' : `/provision/services/${service.id}/edit`;
  return {
    template: 'record/provision/edit-service.njk',
    title: service === null ? 'Add a service' : `Correct ${service.name}`,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/provision', text: 'Services' },
    ],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      heading: service === null ? 'Add a service' : `Correct ${service.name}`,
      action: own,
      cancel: service === null ? '/provision' : `/provision/services/${service.id}`,
      needsHref: service === null ? '' : `/provision/services/${service.id}/needs`,
      ground: serviceFormView(await formGround(request), { code, place }),
      form: { values, errors },
      errors,
    },
  };
}

/** What a partner sees of an entry that is another agency's to correct. */
function showOthers({ id, name, agencyName }: WholeService): PageAnswer {
  return {
    template: 'record/provision/of-another-agency.njk',
    title: `${name} is another agency’s entry`,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/provision', text: 'Services' },
    ],
    data: { service: { id, name, agencyName: agencyName ?? '' } },
  };
}

/** Writes down that someone answerable said today that an entry is right. */
export const confirmServicePage: Page = definePage({
  url: '/provision/services/:id/confirm',
  title: 'Confirm a service',
  who: mayChangeServices,
  audit: 'changes',
  post: async (request) => {
    const service = await serviceOf(request);
    checkMayCorrect(request.actor, service);
    const by = await actorName(request.tx);
    await confirmServices(request.tx, [service.id], { day: today(), by });
    await request.audit({
      action: 'service.confirmed',
      subjectKind: 'service',
      subjectId: String(service.id),
    });
    sayDone(request.session, 'This entry is confirmed as of today.');
    return { redirect: `/provision/services/${service.id}` };
  },
});

/** Says which other services a service cannot work without. */
export const serviceNeedsPage: Page = definePage({
  url: '/provision/services/:id/needs',
  title: 'What a service depends on',
  who: mayChangeServices,
  audit: 'changes',
  get: (request) => showNeeds(request, []),
  post: async (request) => {
    const service = await serviceOf(request);
    checkMayCorrect(request.actor, service);
    const { form, tx, actor } = request;
    const authorityId = authorityOf(actor);
    const kept = service.needs.filter((one) => String(one.needsServiceId) !== form.remove);
    const added = await neededBy(request, service);
    if (form.remove === undefined && added === null) {
      const sentence = 'Select the other service that it needs';
      return showNeeds(request, [{ field: 'needs', sentence }]);
    }
    const rest = kept.filter((one) => one.needsServiceId !== added?.needsServiceId);
    const needs = added === null ? rest : [...rest, added];
    const sourceId = await insertActionSource(tx, authorityId, 'Dependencies were typed in');
    await saveDependencies(tx, { authorityId, sourceId }, service.id, needs);
    await request.audit({
      action: 'service.needs-changed',
      subjectKind: 'service',
      subjectId: String(service.id),
    });
    return { redirect: `/provision/services/${service.id}/needs` };
  },
});

async function neededBy(
  { tx, form }: PageRequest,
  service: WholeService,
): Promise<ServiceDependency | null> {
  if (form.remove !== undefined) return null;
  const other = (await listServices(tx)).find((one) => String(one.id) === form.needs);
  if (other === undefined || other.id === service.id) return null;
  return { needsServiceId: other.id, why: (form.why ?? '').slice(0, 500) };
}

async function showNeeds(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const service = await serviceOf(request);
  if (!mayCorrect(request.actor, service)) return showOthers(service);
  const others = (await listServices(request.tx)).filter((one) => one.id !== service.id);
  return {
    template: 'record/provision/service-needs.njk',
    title: `What ${service.name} depends on`,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/provision', text: 'Services' },
      { href: `/provision/services/${service.id}`, text: service.name },
    ],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      service: { id: service.id, name: service.name, needs: service.needs },
      options: [
        { value: '', text: 'Select a service' },
        ...others.map(({ id, name }) => ({ value: String(id), text: name })),
      ],
      form: { values: request.form, errors },
      errors,
    },
  };
}
