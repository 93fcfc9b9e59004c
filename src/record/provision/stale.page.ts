import { listAgencies } from '../../govern/index.ts';
import type { AgencyId } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../people/people.page.ts';
import { actorName } from './actor-name.store.ts';
import type { TakenMessage } from './ask-agency.ts';
import { askStillRight } from './ask-still-right.ts';
import { FRESHNESS_LABELS, freshnessOf, lastWord } from './freshness.ts';
import { peopleOfAgencies } from './mapping.store.ts';
import { mayAskAgencies } from './may-change.ts';
import { listServices } from './provision.store.ts';
import type { Service } from './service.ts';

/**
 * Entries that nobody has confirmed lately, by agency, and the way to ask whether they are still
 * right. `origin` is the address of this server in the links of messages.
 */
export function stalePage(origin: string): Page {
  return definePage({
    url: '/provision/stale',
    title: 'Entries that nobody has confirmed lately',
    who: mayAskAgencies,
    audit: 'changes',
    get: (request) => show(request, { errors: [], taken: null }),
    post: (request) => ask(request, origin),
  });
}

async function ask(request: PageRequest, origin: string): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const errors: FieldError[] = [];
  const agencyId = Number(form.agency) as AgencyId;
  const faded = (await fadedByAgency(request)).find((one) => one.agencyId === agencyId);
  if (faded === undefined) errors.push({ field: 'agency', sentence: 'Select the agency' });
  if (!form.person) errors.push({ field: 'person', sentence: 'Enter who is to look' });
  if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(form.email ?? '')) {
    errors.push({ field: 'email', sentence: 'Enter their email address, such as jo@example.org' });
  }
  if (errors.length > 0) return show(request, { errors, taken: null });
  const by = { actor, name: await actorName(tx), today: today(), origin };
  const person = { personName: form.person ?? '', personEmail: form.email ?? '' };
  const taken = await askStillRight(tx, by, { agencyId, ...person });
  await request.audit({
    action: 'service.asked-still-right',
    subjectKind: 'agency',
    subjectId: String(agencyId),
  });
  return show(request, { errors: [], taken });
}

/** Faded entries by the agency that can confirm them; null for those that no agency can. */
async function fadedByAgency({ tx }: PageRequest) {
  const on = today();
  const faded = (await listServices(tx)).filter(
    (one) => one.status !== 'closed' && freshnessOf(one, on) !== 'current',
  );
  const groups = Map.groupBy(faded, (one) => one.agencyId ?? one.statedByAgencyId);
  const names = new Map((await listAgencies(tx)).map((one) => [one.id, one.name]));
  return [...groups].map(([agencyId, services]) => ({
    agencyId,
    name: agencyId === null ? 'Nobody is accountable' : (names.get(agencyId) ?? ''),
    services,
  }));
}

async function show(
  request: PageRequest,
  shown: { readonly errors: readonly FieldError[]; readonly taken: TakenMessage | null },
): Promise<PageAnswer> {
  const groups = await fadedByAgency(request);
  const entries = groups.reduce((sum, one) => sum + one.services.length, 0);
  const names = new Map(groups.map((one) => [one.agencyId, one.name]));
  const people = (await peopleOfAgencies(request.tx)).filter((one) => names.has(one.agencyId));
  return {
    template: 'record/provision/stale.njk',
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/provision', text: 'Services' },
    ],
    ...(shown.errors.length > 0 ? { status: 400 } : {}),
    data: {
      entries,
      groups: groups.map(({ name, services }) => ({ name, services: services.map(entryLine) })),
      agencies: [
        { value: '', text: 'Select an agency' },
        ...groups.flatMap(({ agencyId, name }) =>
          agencyId === null ? [] : [{ value: String(agencyId), text: name }],
        ),
      ],
      people: people.map((one) => `${one.name}, ${one.email} (${names.get(one.agencyId) ?? ''})`),
      taken: shown.taken ?? false,
      errors: shown.errors,
      form: { values: shown.taken ? {} : request.form, errors: shown.errors },
    },
  };
}

function entryLine(service: Service) {
  const state = freshnessOf(service, today());
  return {
    href: `/provision/services/${service.id}`,
    name: service.name,
    status: { text: FRESHNESS_LABELS[state], tone: state === 'stale' ? 'quiet' : 'waiting' },
    lastWord: lastWord(service),
  };
}
