import { listAgencies } from '../../govern/index.ts';
import {
  addDays,
  financialYear,
  financialYearOf,
  formatDay,
  formatFinancialYear,
  type MappingRequestId,
  refuse,
} from '../../lib/index.ts';
import {
  definePage,
  enqueueJob,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { sayDone, takeDone } from '../people/done-message.ts';
import { today } from '../people/people.page.ts';
import { actorName } from './actor-name.store.ts';
import {
  askAgency,
  type Asking,
  extendRequest,
  remindAgency,
  takeMessage,
  type TakenMessage,
  withdrawRequest,
} from './ask-agency.ts';
import { openLinks, withdrawLinks } from './answer-link.store.ts';
import { boardHeadline, isOpen, type MappingRequest, requestStatus } from './mapping.ts';
import { readDueDay, readNewRequest, USUAL_QUESTION } from './mapping-form.ts';
import {
  findRequest,
  listAnswers,
  listMessages,
  listRequests,
  type OutgoingMessage,
  peopleOfAgencies,
} from './mapping.store.ts';
import { mayAskAgencies } from './may-change.ts';
import { provisionMeasure } from './provision.measure.ts';
import { listServices } from './provision.store.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/provision', text: 'Services' },
];
const BOARD_TRAIL = [...TRAIL, { href: '/mapping', text: 'Mapping requests' }];

async function askingOf({ tx, actor }: PageRequest): Promise<Asking> {
  return { actor, name: await actorName(tx), today: today() };
}

/** The board: each agency, who answers, by when, how far, and what it adds up to. */
export const mappingPage: Page = definePage({
  url: '/mapping',
  title: 'Mapping requests',
  who: mayAskAgencies,
  audit: 'changes',
  get: async (request) => {
    const requests = await listRequests(request.tx);
    const untaken = (await listMessages(request.tx, null)).filter((one) => one.takenAt === null);
    return {
      template: 'record/provision/mapping.njk',
      title: boardHeadline(requests, today()),
      breadcrumbs: TRAIL,
      data: {
        heading: boardHeadline(requests, today()),
        isEmpty: requests.length === 0,
        untaken: untaken.filter((one) => one.requestId !== null).map(messageLine),
        view: {
          caption: 'Requests, the newest first',
          captionHidden: true,
          columns: [
            { key: 'agency', label: 'Agency' },
            { key: 'person', label: 'Who answers' },
            { key: 'due', label: 'Due' },
            { key: 'status', label: 'Status' },
            { key: 'told', label: 'Answered so far' },
            { key: 'services', label: 'Services on the directory', numeric: true },
            { key: 'spend', label: 'Their spend', numeric: true },
          ],
          rows: await Promise.all(requests.map((one) => boardRow(request, one))),
          url: request.url,
          sort: null,
          page: { number: 1, size: Math.max(1, requests.length), total: requests.length },
          noun: ['request', 'requests'],
        },
        done: takeDone(request.session),
      },
    };
  },
  post: async (request) => {
    const id = await enqueueJob(request.tx, {
      name: 'remind-mapping',
      title: 'Writing reminders of mapping requests',
      actor: request.actor,
      unit: 'requests',
    });
    await request.audit({ action: 'mapping.remind', subjectKind: 'job', subjectId: String(id) });
    sayDone(request.session, 'Reminders that are due are being written. Look again in a moment.');
    return { redirect: '/mapping' };
  },
});

function messageLine(message: OutgoingMessage) {
  return { href: `/mapping/${message.requestId}`, to: message.personName, text: message.subject };
}

async function boardRow({ tx, actor }: PageRequest, one: MappingRequest) {
  const asked = { by: 'agency', year: one.year, row: String(one.agencyId) };
  const figures = await provisionMeasure.compute(tx, actor, asked).then(
    (finding) => finding.rows[0]?.figures ?? [],
    () => [],
  );
  const cell = (index: number) => {
    const figure = figures[index];
    return figure ? { figure } : { text: 'None yet' };
  };
  const drafts = one.drafts > 0 ? `${one.drafts} in draft` : '';
  return {
    cells: [
      { text: one.agencyName, href: `/mapping/${one.id}` },
      { text: one.personName },
      { text: formatDay(one.dueDay) },
      { status: requestStatus(one, today()) },
      { text: `${one.answers} ${one.answers === 1 ? 'service' : 'services'}`, quiet: drafts },
      cell(0),
      cell(1),
    ],
  };
}

/** Asks an agency. */
export const newMappingPage: Page = definePage({
  url: '/mapping/new',
  title: 'Ask an agency what it offers',
  who: mayAskAgencies,
  audit: 'changes',
  get: (request) => showNew(request, { asked: USUAL_QUESTION, ...usualDue() }, []),
  post: async (request) => {
    const agencies = await listAgencies(request.tx);
    const read = readNewRequest(request.form, { agencies, today: today() });
    if (!read.ok) return showNew(request, request.form, read.errors);
    const id = await askAgency(request.tx, await askingOf(request), read.value);
    await request.audit({
      action: 'mapping.asked',
      subjectKind: 'mapping-request',
      subjectId: String(id),
      detail: { agencyId: read.value.agencyId, dueDay: read.value.dueDay },
    });
    sayDone(request.session, 'The request is made. Now take the message and send it.');
    return { redirect: `/mapping/${id}` };
  },
});

const USUAL_DAYS = 28;

function usualDue(): Record<string, string> {
  const [year = '', month = '', day = ''] = addDays(today(), USUAL_DAYS).split('-');
  return { 'due-day': String(Number(day)), 'due-month': String(Number(month)), 'due-year': year };
}

async function showNew(
  { tx }: PageRequest,
  values: PageRequest['form'],
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const agencies = await listAgencies(tx);
  const names = new Map(agencies.map((one) => [one.id, one.name]));
  const start = Number(financialYearOf(today()).slice(0, 4));
  const years = [start, start - 1, start - 2].map((year) => financialYear(year));
  return {
    template: 'record/provision/new-mapping.njk',
    breadcrumbs: BOARD_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      agencies: [
        { value: '', text: 'Select an agency' },
        ...agencies.map(({ id, name }) => ({ value: String(id), text: name })),
      ],
      years: years.map((year) => ({ value: year, text: formatFinancialYear(year) })),
      people: (await peopleOfAgencies(tx)).map(
        (one) => `${one.name}, ${one.email} (${names.get(one.agencyId) ?? ''})`,
      ),
      form: { values: { year: years[1] ?? '', ...values }, errors },
      errors,
    },
  };
}

/**
 * One request: what was asked, what came, the messages to send, and what can be done. `origin` is
 * the address under which people reach this server, for the links in messages.
 */
export function mappingRequestPage(origin: string): Page {
  return definePage({
    url: '/mapping/:id',
    title: 'A mapping request',
    who: mayAskAgencies,
    audit: 'changes',
    get: (request) => showRequest(request, { errors: [], taken: null }),
    post: async (request) => {
      const asked = await requestOf(request);
      if (request.form.act === 'take') return take(request, asked, origin);
      const act = ACTS[request.form.act ?? ''];
      if (act === undefined) {
        throw refuse('no-such-act', 'invalid', 'Go back to the request, and try again from there.');
      }
      return act(request, asked);
    },
  });
}

async function requestOf({ tx, params }: PageRequest): Promise<MappingRequest> {
  const id = Number(params.id);
  const found = Number.isSafeInteger(id) ? await findRequest(tx, id as MappingRequestId) : null;
  if (found === null) {
    throw refuse('no-such-request', 'not-found', 'There is no such request here.');
  }
  return found;
}

type Act = (request: PageRequest, asked: MappingRequest) => Promise<PageAnswer>;

const ACTS: Readonly<Record<string, Act>> = {
  remind: async (request, asked) => {
    await remindAgency(request.tx, await askingOf(request), asked.id);
    return did(request, asked, 'mapping.reminded', 'A reminder is written. Take it and send it.');
  },
  extend: async (request, asked) => {
    const day = readDueDay(request.form, today());
    if (typeof day === 'object') return showRequest(request, { errors: [day], taken: null });
    if (day <= asked.dueDay) {
      const sentence = 'Enter a date after the present due day';
      return showRequest(request, { errors: [{ field: 'due', sentence }], taken: null });
    }
    await extendRequest(request.tx, asked.id, day);
    return did(request, asked, 'mapping.extended', 'They have more time now. Tell them.');
  },
  withdraw: async (request, asked) => {
    const reason = (request.form.reason ?? '').slice(0, 1000);
    if (reason === '') {
      const sentence = 'Say in a few words why';
      return showRequest(request, { errors: [{ field: 'reason', sentence }], taken: null });
    }
    await withdrawRequest(request.tx, asked.id, reason);
    return did(request, asked, 'mapping.withdrawn', 'The request and its links are withdrawn.');
  },
  'withdraw-links': async (request, asked) => {
    await withdrawLinks(request.tx, asked.id);
    return did(request, asked, 'mapping.links-withdrawn', 'No safe link of it opens any more.');
  },
};

async function take(
  request: PageRequest,
  asked: MappingRequest,
  origin: string,
): Promise<PageAnswer> {
  const messageId = Number(request.form.message);
  const by = { ...(await askingOf(request)), origin };
  const taken = await takeMessage(request.tx, by, { requestId: asked.id, messageId });
  await note(request, asked, 'mapping.message-taken');
  return showRequest(request, { errors: [], taken });
}

async function note(request: PageRequest, asked: MappingRequest, action: string): Promise<void> {
  const subject = { subjectKind: 'mapping-request', subjectId: String(asked.id) };
  await request.audit({ action, ...subject });
}

async function did(
  request: PageRequest,
  asked: MappingRequest,
  ...[action, words]: [string, string]
): Promise<PageAnswer> {
  await note(request, asked, action);
  sayDone(request.session, words);
  return { redirect: `/mapping/${asked.id}` };
}

const KIND_WORDS = {
  asked: 'Request',
  'due-soon': 'Reminder',
  overdue: 'Overdue',
  'still-right': 'Still right?',
} as const;

async function showRequest(
  request: PageRequest,
  shown: { readonly errors: readonly FieldError[]; readonly taken: TakenMessage | null },
): Promise<PageAnswer> {
  const asked = await requestOf(request);
  const { tx } = request;
  const answers = new Map((await listAnswers(tx, asked.id)).map((one) => [one.serviceId, one.how]));
  const services = (await listServices(tx)).filter((one) => answers.has(one.id));
  const how = { typed: 'typed in', file: 'by file', confirmed: 'confirmed as it stood' } as const;
  return {
    template: 'record/provision/mapping-request.njk',
    title: `What ${asked.agencyName} offers: ${requestStatus(asked, today()).text}`,
    breadcrumbs: BOARD_TRAIL,
    ...(shown.errors.length > 0 ? { status: 400 } : {}),
    data: {
      bar: {
        title: `What ${asked.agencyName} offers families`,
        kind: 'Mapping request',
        status: requestStatus(asked, today()),
        facts: [
          { label: 'Who answers', text: `${asked.personName} (${asked.personEmail})` },
          { label: 'Account', text: asked.accountId === null ? 'None: by safe link' : 'Yes' },
          { label: 'Due', text: formatDay(asked.dueDay) },
          { label: 'Money of', text: formatFinancialYear(asked.year) },
          { label: 'Safe links that open', text: String(await openLinks(tx, asked.id, today())) },
        ],
      },
      id: asked.id,
      asked: asked.asked,
      isOpen: isOpen(asked),
      drafts: asked.drafts,
      answerNote: asked.answerNote,
      services: services.map(({ id, name }) => ({
        href: `/provision/services/${id}`,
        name,
        how: how[answers.get(id) ?? 'typed'],
      })),
      messages: (await listMessages(tx, asked.id)).map((one) => ({
        id: one.id,
        kind: KIND_WORDS[one.kind],
        subject: one.subject,
        madeDay: one.madeDay,
        takenBy: one.takenBy ?? '',
      })),
      taken: shown.taken ?? false,
      errors: shown.errors,
      form: { values: request.form, errors: shown.errors },
      done: takeDone(request.session),
    },
  };
}
