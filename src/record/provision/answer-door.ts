import { rm } from 'node:fs/promises';
import { authorityOf } from '../../govern/index.ts';
import { formatDay, formatFinancialYear, refuse, type ServiceId } from '../../lib/index.ts';
import {
  type FieldError,
  localFile,
  type PageAnswer,
  type SessionData,
  type Tx,
  type UploadedFile,
} from '../../platform/index.ts';
import { sayDone, takeDone } from '../people/done-message.ts';
import { provisionCsv } from '../returns/provision.columns.ts';
import {
  type Answering,
  answerByFile,
  answerService,
  answerStillRight,
  checkOpen,
  declineAnswer,
  type FileAnswer,
  finishAnswer,
  ownServices,
} from './answer-mapping.ts';
import { asFieldError, formGround } from './edit-service.page.ts';
import { serviceFormView } from './form-view.ts';
import { FRESHNESS_LABELS, freshnessOf, lastWord } from './freshness.ts';
import { isOpen, isOverdue } from './mapping.ts';
import {
  deleteDraft,
  type Draft,
  listAnswers,
  listDrafts,
  saveDraft,
  setStatus,
} from './mapping.store.ts';
import { findService } from './provision.store.ts';
import { provisionRows } from './provision-rows.ts';
import type { Service } from './service.ts';
import { formOf, readServiceForm } from './service-form.ts';

/** The way in to an answer: by a safe link, or signed in. Both show and take the same. */
export interface Door extends Answering {
  readonly tx: Tx;
  /** The address of the overview; `at` adds to its query. */
  readonly base: string;
  readonly council: string;
  /** The entries that a link asks about; null for all of the agency's. */
  readonly asksAbout: readonly ServiceId[] | null;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
  readonly session: SessionData;
  audit(action: string, subject: { kind: string; id: string | null }): Promise<void>;
}

/** An address of this door with more in its query. */
export function at(door: Pick<Door, 'base'>, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(more).toString();
  if (query === '') return door.base;
  return `${door.base}${door.base.includes('?') ? '&' : '?'}${query}`;
}

/** Shows the overview, the form of one service, or the file to fill in. */
export async function showAnswer(door: Door): Promise<PageAnswer> {
  await noteOpened(door);
  if (door.query.file !== undefined) return fileToFillIn(door);
  if (door.query.service !== undefined) return showService(door, null);
  return showOverview(door, { errors: [], file: null });
}

async function noteOpened(door: Door): Promise<void> {
  if (door.request?.status !== 'asked') return;
  await setStatus(door.tx, door.request.id, 'opened');
  await door.audit('mapping.opened', { kind: 'mapping-request', id: String(door.request.id) });
}

/** Takes what was posted: one of a few acts, named by the field `act`. */
export async function takeAnswer(door: Door): Promise<PageAnswer> {
  try {
    checkOpen(door);
    return await (ACTS[door.form.act ?? ''] ?? noSuchAct)(door);
  } finally {
    await Promise.all(door.files.map((file) => rm(file.path, { force: true })));
  }
}

const ACTS: Readonly<Record<string, (door: Door) => Promise<PageAnswer>>> = {
  draft: keepDraft,
  send: sendService,
  'drop-draft': dropDraft,
  'still-right': confirm,
  upload: takeFile,
  finish,
  decline,
};

async function noSuchAct(): Promise<PageAnswer> {
  throw refuse('no-such-act', 'invalid', 'Go back to your services, and try again from there.');
}

async function done(door: Door, action: string, words: string): Promise<PageAnswer> {
  const id = door.request === null ? null : String(door.request.id);
  await door.audit(action, { kind: 'mapping-request', id });
  sayDone(door.session, words);
  return { redirect: door.base };
}

function draftOf(door: Door): { serviceId: ServiceId | null; draftId: number | null } {
  const number = (text: string | undefined) =>
    /^\d{1,15}$/.test(text ?? '') ? Number(text) : null;
  return {
    serviceId: number(door.form.service ?? door.query.service) as ServiceId | null,
    draftId: number(door.form.draft ?? door.query.draft),
  };
}

async function keepDraft(door: Door): Promise<PageAnswer> {
  if (door.request === null) return sendService(door);
  const { act, _csrf, service, draft, ...fields } = door.form;
  const { agencyId, request } = door;
  const authorityId = authorityOf(door.actor);
  const of = { authorityId, agencyId, requestId: request.id, ...draftOf(door) };
  await saveDraft(door.tx, of, fields);
  return done(
    door,
    'mapping.draft-kept',
    'Your draft is kept. Nobody else sees it until you send it.',
  );
}

async function dropDraft(door: Door): Promise<PageAnswer> {
  if (door.request !== null) {
    await deleteDraft(door.tx, { requestId: door.request.id, ...draftOf(door) });
  }
  return done(door, 'mapping.draft-dropped', 'The draft is taken away.');
}

async function sendService(door: Door): Promise<PageAnswer> {
  const read = readServiceForm(door.form, await formGround(door));
  if (!read.ok) return showService(door, read.errors);
  const of = draftOf(door);
  const own = (await ownServices(door.tx, door.agencyId)).map((one) => one.id);
  if (of.serviceId !== null && !own.includes(of.serviceId)) return noSuchAct();
  try {
    await answerService(door.tx, door, read.value, of);
  } catch (error) {
    return showService(door, [asFieldError(error)]);
  }
  return done(door, 'mapping.service-sent', `${read.value.facts.name} is sent. Thank you.`);
}

async function confirm(door: Door): Promise<PageAnswer> {
  const asked = (door.form.services ?? '').split(';').map(Number) as ServiceId[];
  const confirmed = await answerStillRight(door.tx, door, asked);
  if (confirmed === 0) {
    const sentence = 'Select the services that are still right';
    return showOverview(door, { errors: [{ field: 'services', sentence }], file: null });
  }
  const words = confirmed === 1 ? '1 service is' : `${confirmed} services are`;
  return done(door, 'service.confirmed', `${words} confirmed as of today. Thank you.`);
}

async function takeFile(door: Door): Promise<PageAnswer> {
  const [sent] = door.files;
  if (sent === undefined) {
    const sentence = 'Choose the file that you filled in';
    return showOverview(door, { errors: [{ field: 'answers', sentence }], file: null });
  }
  const file = await answerByFile(door.tx, door, await localFile(sent.path, sent.name));
  const id = door.request === null ? null : String(door.request.id);
  await door.audit('mapping.file-sent', { kind: 'mapping-request', id });
  return showOverview(door, { errors: [], file });
}

async function finish(door: Door): Promise<PageAnswer> {
  try {
    await finishAnswer(door.tx, door, (door.form.note ?? '').slice(0, 2000));
  } catch (error) {
    const { sentence } = asFieldError(error);
    return showOverview(door, { errors: [{ field: 'note', sentence }], file: null });
  }
  return done(door, 'mapping.answered', 'Your answer is complete. Thank you.');
}

async function decline(door: Door): Promise<PageAnswer> {
  const reason = (door.form.reason ?? '').slice(0, 2000);
  if (reason === '') {
    const sentence = 'Say in a few words why you cannot answer';
    return showOverview(door, { errors: [{ field: 'reason', sentence }], file: null });
  }
  await declineAnswer(door.tx, door, reason);
  return done(door, 'mapping.declined', 'You have declined. Whoever asked you sees your reason.');
}

async function fileToFillIn(door: Door): Promise<PageAnswer> {
  const rows = await provisionRows(door.tx, await shownServices(door), door.request?.year ?? null);
  const name = 'what-we-offer-provision.csv';
  return {
    file: Buffer.from(`\uFEFF${provisionCsv(rows)}`),
    type: 'text/csv; charset=utf-8',
    name,
  };
}

async function shownServices(door: Door): Promise<Service[]> {
  const own = await ownServices(door.tx, door.agencyId);
  const { asksAbout } = door;
  return asksAbout === null ? own : own.filter((one) => asksAbout.includes(one.id));
}

async function showOverview(
  door: Door,
  came: { readonly errors: readonly FieldError[]; readonly file: FileAnswer | null },
): Promise<PageAnswer> {
  const { request, today } = door;
  const answers = request === null ? [] : await listAnswers(door.tx, request.id);
  const drafts = request === null ? [] : await listDrafts(door.tx, request.id);
  const services = await shownServices(door);
  const told = new Set(answers.map((one) => one.serviceId));
  const rows = services.map((one) => ({
    id: one.id,
    name: one.name,
    provider: one.providerName,
    href: at(door, { service: String(one.id) }),
    isTold: told.has(one.id) || (request === null && one.confirmedDay === today),
    isDraft: drafts.some((draft) => draft.serviceId === one.id),
    entry: `${FRESHNESS_LABELS[freshnessOf(one, today)]}. ${lastWord(one)}.`,
  }));
  const isTaken = request === null || isOpen(request);
  return {
    template: 'record/provision/answer.njk',
    title: headingOf(door),
    ...(came.errors.length > 0 ? { status: 400 } : {}),
    data: {
      heading: headingOf(door),
      request: request === null ? false : requestView(door),
      isTaken,
      council: door.council,
      person: door.personName,
      base: door.base,
      newHref: at(door, { service: 'new' }),
      fileHref: at(door, { file: 'csv' }),
      rows,
      waiting: rows
        .filter((one) => !one.isTold)
        .map(({ id, name }) => ({
          value: String(id),
          text: name,
        })),
      drafts: drafts.filter((one) => one.serviceId === null).map((one) => draftView(door, one)),
      file: came.file ?? false,
      errors: came.errors,
      form: { values: door.form, errors: came.errors },
      done: takeDone(door.session),
    },
  };
}

function headingOf({ request, council }: Door): string {
  if (request === null) return 'Is what we say of your services still right?';
  const asks = `${council} asks what ${request.agencyName} offers families`;
  return isOpen(request) ? asks : `Your answer to ${council}`;
}

function requestView({ request, today }: Door) {
  if (request === null) return false;
  const words = { answered: 'complete', declined: 'declined', withdrawn: 'withdrawn' };
  return {
    asked: request.asked,
    askedBy: request.askedBy,
    due: formatDay(request.dueDay),
    isOverdue: isOverdue(request, today),
    year: formatFinancialYear(request.year),
    ended: request.status in words ? words[request.status as 'answered'] : '',
    note: request.answerNote,
  };
}

function draftView(door: Door, draft: Draft) {
  const more = { service: 'new', draft: String(draft.id) };
  return {
    id: draft.id,
    name: draft.fields.name || 'A service without a name',
    href: at(door, more),
  };
}

async function showService(door: Door, errors: readonly FieldError[] | null): Promise<PageAnswer> {
  const { serviceId, draftId } = draftOf(door);
  const own = await ownServices(door.tx, door.agencyId);
  const isOwn = own.some((one) => one.id === serviceId);
  const service = isOwn && serviceId !== null ? await findService(door.tx, serviceId) : null;
  const drafts = door.request === null ? [] : await listDrafts(door.tx, door.request.id);
  const draft = drafts.find((one) => one.id === draftId || (isOwn && one.serviceId === serviceId));
  const base = await formGround(door);
  const ground = { ...base, year: door.request?.year ?? base.year };
  const agency = String(door.agencyId);
  const fresh = { responsible: agency, payer: agency, status: 'active', area: 'whole' };
  const known = service === null ? fresh : formOf(service, ground.year);
  const values = errors === null ? (draft?.fields ?? known) : door.form;
  const heading = service === null ? 'Tell us about a service' : service.name;
  const place = service === null || service.locations.length <= 1;
  return {
    template: 'record/provision/answer-service.njk',
    title: heading,
    ...(errors !== null ? { status: 400 } : {}),
    data: {
      heading,
      base: door.base,
      serviceId: service === null ? '' : String(service.id),
      draftId: draft === undefined ? '' : String(draft.id),
      isDraft: errors === null && draft !== undefined,
      keepsDrafts: door.request !== null,
      ground: serviceFormView(ground, { code: false, place }),
      form: { values, errors: errors ?? [] },
      errors: errors ?? [],
    },
  };
}
