import { rm } from 'node:fs/promises';
import { anyone, only } from '../../govern/index.ts';
import { type MappingRequestId, refuse } from '../../lib/index.ts';
import {
  type Actor,
  type Database,
  definePage,
  type Page,
  type PageAnswer,
  type PageRequest,
  type Tx,
} from '../../platform/index.ts';
import { today } from '../people/people.page.ts';
import { actorName } from './actor-name.store.ts';
import { at, type Door, showAnswer, takeAnswer } from './answer-door.ts';
import { answerAddress } from './answer-link.ts';
import { type AnswerLink, servicesOfLink } from './answer-link.store.ts';
import { councilName } from './ask-agency.ts';
import { requestStatus } from './mapping.ts';
import { findRequest, listRequests } from './mapping.store.ts';
import { ownAgencyOf } from './may-change.ts';
import { auditLink, throughLink } from './open-link.ts';

/** Answers by a safe link, without an account: open, since the link itself is the key. */
export function answerPage(database: Database): Page {
  const through = (request: PageRequest, work: (door: Door) => Promise<PageAnswer>) =>
    throughLink(
      database,
      { token: request.params.token ?? '', today: today() },
      async (tx, actor, link) => work(await linkDoor(request, { tx, actor, link })),
    );
  return definePage({
    url: '/answer/:token',
    title: 'What do you offer families?',
    who: anyone,
    audit: 'changes',
    open: true,
    upload: true,
    get: (request) => through(request, showAnswer),
    post: async (request) => {
      try {
        return await through(request, takeAnswer);
      } finally {
        // A link that does not open leaves nothing behind of what was sent with it.
        await Promise.all(request.files.map((file) => rm(file.path, { force: true })));
      }
    },
  });
}

async function linkDoor(
  request: PageRequest,
  of: { readonly tx: Tx; readonly actor: Actor; readonly link: AnswerLink },
): Promise<Door> {
  const { tx, actor, link } = of;
  const asked = link.requestId === null ? null : await findRequest(tx, link.requestId);
  const { query, form, files, session } = request;
  return {
    tx,
    actor,
    agencyId: link.agencyId,
    personName: link.personName,
    today: today(),
    request: asked,
    base: answerAddress(request.params.token ?? ''),
    council: await councilName(tx, actor),
    asksAbout: link.requestId === null ? await servicesOfLink(tx, link.id) : null,
    query,
    form,
    files,
    session,
    audit: (action, subject) => auditLink(tx, of, action, subject),
  };
}

/** The requests to the agency of whoever is signed in, and the answer to one of them. */
export const myMappingPage: Page = definePage({
  url: '/mapping/mine',
  title: 'What your agency was asked',
  who: only('partner', 'provider'),
  audit: 'changes',
  upload: true,
  get: async (request) => {
    const door = await ownDoor(request);
    return door === null ? showMine(request) : showAnswer(door);
  },
  post: async (request) => {
    const door = await ownDoor(request);
    if (door === null) {
      throw refuse('no-such-request', 'not-found', 'There is no such request to your agency.');
    }
    const answer = await takeAnswer(door);
    return answer;
  },
});

async function ownDoor(request: PageRequest): Promise<Door | null> {
  const { tx, actor, query, form, files, session } = request;
  const id = Number(query.request);
  const asked = Number.isSafeInteger(id) ? await findRequest(tx, id as MappingRequestId) : null;
  const agencyId = ownAgencyOf(actor);
  if (asked === null || agencyId === null) return null;
  return {
    tx,
    actor,
    agencyId,
    personName: await actorName(tx),
    today: today(),
    request: asked,
    base: at({ base: '/mapping/mine' }, { request: String(asked.id) }),
    council: await councilName(tx, actor),
    asksAbout: null,
    query,
    form,
    files,
    session,
    audit: (action, { kind, id: subjectId }) =>
      request.audit({ action, subjectKind: kind, subjectId }),
  };
}

async function showMine({ tx }: PageRequest): Promise<PageAnswer> {
  const requests = await listRequests(tx);
  return {
    template: 'record/provision/my-mapping.njk',
    breadcrumbs: [{ href: '/', text: 'Home' }],
    data: {
      requests: requests.map((one) => ({
        href: at({ base: '/mapping/mine' }, { request: String(one.id) }),
        asked: one.asked,
        dueDay: one.dueDay,
        status: requestStatus(one, today()),
      })),
    },
  };
}
