import { authorityOf } from '../../govern/index.ts';
import { type AgencyId, type CalendarDay, refuse, type ServiceId } from '../../lib/index.ts';
import type { Actor, ReadableFile, Tx } from '../../platform/index.ts';
import { provisionReader } from '../returns/provision.reader.ts';
import type { ProvisionStatement } from '../returns/provision-statement.ts';
import { insertActionSource, insertProblems } from '../returns/source.store.ts';
import type { Problem } from '../returns/statement.ts';
import { loadProvision } from './load-provision.ts';
import { isOpen, type MappingRequest } from './mapping.ts';
import { deleteDraft, noteAnswers, setStatus } from './mapping.store.ts';
import { confirmServices, listServices } from './provision.store.ts';
import { saveSaidService } from './save-service.ts';
import type { Service } from './service.ts';
import type { ServiceSaid } from './service-form.ts';

/** Who answers: a person of one agency, by account or by safe link, and to which request. */
export interface Answering {
  readonly actor: Actor;
  readonly agencyId: AgencyId;
  readonly personName: string;
  readonly today: CalendarDay;
  /** Null where a link only asks whether entries are still right. */
  readonly request: MappingRequest | null;
}

/** Refuses to take an answer to a request that waits for none. */
export function checkOpen({ request }: Answering): void {
  if (request === null || isOpen(request)) return;
  throw refuse(
    'request-closed',
    'conflict',
    'This request is answered, declined or withdrawn. Ask the council to open a new one.',
  );
}

/** The services that are the agency's own to confirm and correct. */
export async function ownServices(tx: Tx, agencyId: AgencyId): Promise<Service[]> {
  return (await listServices(tx)).filter(
    (one) =>
      one.status !== 'closed' && (one.agencyId === agencyId || one.statedByAgencyId === agencyId),
  );
}

/** Sends what was typed of one service: it is in the directory at once, confirmed by the person. */
export async function answerService(
  tx: Tx,
  by: Answering,
  said: ServiceSaid,
  of: { readonly serviceId: ServiceId | null; readonly draftId: number | null },
): Promise<ServiceId> {
  checkOpen(by);
  const { actor, agencyId, today, request } = by;
  const who = { actor, agencyId, name: by.personName, today, origin: 'answer' as const };
  const id = await saveSaidService(tx, who, said, of.serviceId);
  if (request !== null) {
    await deleteDraft(tx, { requestId: request.id, ...of });
    await notePart(tx, request, [id], 'typed');
  }
  return id;
}

/** Says of entries that they are right as they stand; only the agency's own are touched. */
export async function answerStillRight(
  tx: Tx,
  by: Answering,
  ids: readonly ServiceId[],
): Promise<number> {
  checkOpen(by);
  const own = new Set((await ownServices(tx, by.agencyId)).map((one) => one.id));
  const mine = ids.filter((id) => own.has(id));
  const done = await confirmServices(tx, mine, { day: by.today, by: by.personName });
  if (by.request !== null) await notePart(tx, by.request, done, 'confirmed');
  return done.length;
}

/** What a file of answers did. */
export interface FileAnswer {
  readonly services: number;
  readonly problems: readonly Problem[];
}

const MOST_ROWS = 2000;
const MOST_PROBLEMS = 200;

/** Takes a file of answers: sound rows go into the directory, what is wrong is told row by row. */
export async function answerByFile(
  tx: Tx,
  by: Answering,
  file: Pick<ReadableFile, 'name' | 'chunks'>,
): Promise<FileAnswer> {
  checkOpen(by);
  const rows: ProvisionStatement[] = [];
  const problems: Problem[] = [];
  const input = { name: file.name, chunks: file.chunks(), today: by.today };
  for await (const item of provisionReader.read(input)) {
    if (item.type === 'problem') problems.push(item.problem);
    if (item.type === 'provision') rows.push(item.provision);
    if (rows.length >= MOST_ROWS) break;
  }
  const authorityId = authorityOf(by.actor);
  const sourceId = await insertActionSource(tx, authorityId, `Answer by file: ${file.name}`);
  const loaded = await loadProvision(
    tx,
    {
      authorityId,
      sourceId,
      statedDay: by.today,
      fileName: file.name,
      answer: { agencyId: by.agencyId, by: by.personName },
    },
    rows,
  );
  const all = [...problems, ...loaded.problems];
  await insertProblems(
    tx,
    { authorityId, sourceId },
    all.map((problem) => ({
      problem,
      isQuarantined: problem.severity === 'error',
      sheet: null,
    })),
  );
  if (by.request !== null) await notePart(tx, by.request, loaded.ids, 'file');
  return { services: loaded.ids.length, problems: all.slice(0, MOST_PROBLEMS) };
}

async function notePart(
  tx: Tx,
  request: MappingRequest,
  ids: readonly ServiceId[],
  how: 'typed' | 'file' | 'confirmed',
): Promise<void> {
  if (ids.length === 0) return;
  await noteAnswers(tx, request, ids, how);
  await setStatus(tx, request.id, 'part-answered');
}

/** Says that the answer is whole, with nothing more to add. Drafts must be sent or taken away. */
export async function finishAnswer(tx: Tx, by: Answering, note: string): Promise<void> {
  checkOpen(by);
  if (by.request === null) return;
  if (by.request.drafts > 0) {
    throw refuse(
      'drafts-wait',
      'conflict',
      'Some services are still drafts. Send them or take them away first.',
    );
  }
  const none = by.request.answers === 0 ? 'Nothing to add.' : '';
  await setStatus(tx, by.request.id, 'answered', [none, note].filter(Boolean).join(' '));
}

/** Declines to answer, with the reason. */
export async function declineAnswer(tx: Tx, by: Answering, reason: string): Promise<void> {
  checkOpen(by);
  if (by.request !== null) await setStatus(tx, by.request.id, 'declined', reason);
}
