import type { FastifyInstance } from 'fastify';
import { anyone, nobodyOf } from '../../govern/index.ts';
import {
  type Actor,
  asActor,
  type Database,
  definePage,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import {
  type Answer,
  apiDetails,
  type Asked,
  organizationById,
  organizationsList,
  placeById,
  placesList,
  serviceById,
  servicesList,
  taxonomiesList,
  taxonomyById,
  termById,
  termsList,
} from './open-referral-answers.ts';
import { readDirectoryQuery } from './open-referral-query.ts';
import { findDirectory } from './open-referral-serve.store.ts';

/** Where every directory of Open Referral UK is served. */
export const OPEN_REFERRAL = '/open-referral';

const PATHS: readonly (readonly [string, string, (asked: Asked) => Promise<Answer>])[] = [
  ['', 'Open directory: what it is', apiDetails],
  ['/services', 'Open directory: services', servicesList],
  ['/services/:id', 'Open directory: a service', serviceById],
  ['/taxonomies', 'Open directory: taxonomies', taxonomiesList],
  ['/taxonomies/:id', 'Open directory: a taxonomy', taxonomyById],
  ['/taxonomy_terms', 'Open directory: taxonomy terms', termsList],
  ['/taxonomy_terms/:id', 'Open directory: a taxonomy term', termById],
  ['/service_at_locations', 'Open directory: places of services', placesList],
  ['/service_at_locations/:id', 'Open directory: a place of a service', placeById],
  ['/organizations', 'Open directory: organisations', organizationsList],
  ['/organizations/:id', 'Open directory: an organisation', organizationById],
];

/** Someone of whom nothing is known: they see nothing but what is published. */
const PASSER_BY: Actor = { id: '', settings: {} };

/**
 * The directory of an authority that publishes it, as Open Referral UK 3.0, for anyone: no sign-in,
 * no person, only services that run. It is read as nobody of that authority, who sees no people.
 */
export function openReferralPages(database: Database): readonly Page[] {
  return PATHS.map(([path, title, answer]) =>
    definePage({
      url: `${OPEN_REFERRAL}/:authority${path}`,
      title,
      who: anyone,
      audit: 'none',
      open: true,
      get: (request) => answerOpen(database, request, answer),
    }),
  );
}

/** Lets pages of other sites read the open directory: it is for all, and knows no cookie. */
export function allowOtherSites(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith(`${OPEN_REFERRAL}/`) || request.method !== 'GET') return;
    reply.header('access-control-allow-origin', '*');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  });
}

async function answerOpen(
  database: Database,
  request: PageRequest,
  answer: (asked: Asked) => Promise<Answer>,
): Promise<PageAnswer> {
  const { authority = '', id = '' } = request.params;
  const directory = await asActor(database, PASSER_BY, (tx) => findDirectory(tx, authority));
  if (directory === null) return no(404, ['No directory is published under this address.']);
  const query = readDirectoryQuery(request.query);
  if (!query.ok) return no(400, query.sentences);
  const found = await asActor(database, nobodyOf(directory.authorityId), (tx) =>
    answer({ tx, directory, query: query.value, id }),
  );
  if (found === null) return no(404, ['There is no such thing in this directory.']);
  if ('cannot' in found) return no(400, [String(found.cannot)]);
  return { json: found };
}

function no(status: number, messages: readonly string[]): PageAnswer {
  return { json: { status, messages }, status };
}
