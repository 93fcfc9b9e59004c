import { sql } from 'kysely';
import { systemActor } from '../src/govern/index.ts';
import { day, type PersonId } from '../src/lib/index.ts';
import {
  asActor,
  asSystem,
  type Database,
  enqueueJob,
  freezeFinding,
  type Page,
  type Tx,
} from '../src/platform/index.ts';
import { keepReview, writePlan } from '../src/decide/plan/plan.sample.ts';
import { aPortfolio } from '../src/decide/portfolio/portfolio.sample.ts';
import { aFrozenScenario } from '../src/decide/scenario/scenario.sample.ts';
import { saveStream } from '../src/decide/budget/change-streams.ts';
import { aStream } from '../src/decide/budget/streams.sample.ts';
import { joinFamilyOf } from '../src/record/families/change-family.ts';
import { addRelationship } from '../src/record/people/change-relationship.ts';
import { askEnquiry, endEnquiry, newBriefing, signBriefing } from '../src/tell/index.ts';
import { lateHelpCostMeasure, UNIT_COSTS } from '../src/understand/index.ts';
import { insertRound } from '../src/understand/avoidable/rounds.store.ts';
import { loadHandMade, personIdOf } from '../src/understand/hand-made.sample.ts';
import { MEASURES } from '../src/wings.ts';
import { saveFeed } from '../src/record/provision/open-referral.store.ts';
import { aServiceAsked } from '../src/record/provision/provision.sample.ts';
import { anAuthority, type TestAuthority } from './database.ts';

/** An authority with one of everything that an address can name. */
export interface Ground {
  readonly authority: TestAuthority;
  readonly person: number;
  readonly restricted: number;
  readonly family: number;
  readonly relationship: number;
  readonly source: number;
  readonly place: number;
  readonly job: number;
  readonly round: number;
  readonly account: number;
  readonly frozen: number;
  readonly service: number;
  readonly mapping: number;
  readonly feed: number;
  /** A signed one. */
  readonly briefing: number;
  /** An answered one. */
  readonly enquiry: number;
  /** Shared with the partnership, worked out and frozen. */
  readonly scenario: number;
  /** The hash of its frozen paper. */
  readonly paper: string;
  /** With an answer. */
  readonly portfolio: number;
  /** A review of its plan. */
  readonly review: number;
  /** The same for every authority. */
  readonly unitCost: string;
  readonly entry: string;
}

/** An address of every page whose address has a name in it. */
const ADDRESSES: Readonly<Record<string, (ground: Ground) => string>> = {
  '/spend-map/overlaps/:pair': () => '/spend-map/overlaps/1-2',
  '/spend-map/overlaps/:pair/mark': () => '/spend-map/overlaps/1-2/mark',
  '/families/:id/help': ({ family }) => `/families/${family}/help`,
  '/avoidable/:round': ({ round }) => `/avoidable/${round}`,
  '/avoidable/:round/assign': ({ round }) => `/avoidable/${round}/assign`,
  '/avoidable/:round/cases/:case': ({ round }) => `/avoidable/${round}/cases/1`,
  '/avoidable/:round/cases/:case/adjudicate': ({ round }) =>
    `/avoidable/${round}/cases/1/adjudicate`,
  '/avoidable/:round/finish': ({ round }) => `/avoidable/${round}/finish`,
  '/answer/:token': () => '/answer/no-such-link',
  '/accounts/:id': ({ account }) => `/accounts/${account}`,
  '/api/scenarios/:id': ({ scenario }) => `/api/scenarios/${scenario}`,
  '/api/scenarios/:id/versions': ({ scenario }) => `/api/scenarios/${scenario}/versions`,
  '/api/scenarios/:id/run': ({ scenario }) => `/api/scenarios/${scenario}/run`,
  '/api/scenarios/:id/freeze': ({ scenario }) => `/api/scenarios/${scenario}/freeze`,
  '/briefings/:id': ({ briefing }) => `/briefings/${briefing}`,
  '/briefings/:id/edit': ({ briefing }) => `/briefings/${briefing}/edit`,
  '/briefings/:id/sign': ({ briefing }) => `/briefings/${briefing}/sign`,
  '/briefings/:id/withdraw': ({ briefing }) => `/briefings/${briefing}/withdraw`,
  '/budget/streams/:code': () => '/budget/streams/grant',
  '/evidence/:programme': () => '/evidence/family-group-conference',
  '/claims/:claim': () => '/claims/literacy-hour-twenty-seven',
  '/enquiries/:id': ({ enquiry }) => `/enquiries/${enquiry}`,
  '/enquiries/:id/answer': ({ enquiry }) => `/enquiries/${enquiry}/answer`,
  '/enquiries/:id/take': ({ enquiry }) => `/enquiries/${enquiry}/take`,
  '/families/:id': ({ family }) => `/families/${family}`,
  '/figures/:measure': () => '/figures/late-help-cost?year=2024-25',
  '/frozen/:id': ({ frozen }) => `/frozen/${frozen}`,
  '/frameworks/:framework': () => '/frameworks/national-framework',
  '/frameworks/indicators/:code': () => '/frameworks/indicators/late-help-cost',
  '/handbook/error/:status': () => '/handbook/error/404',
  '/jobs/:id': ({ job }) => `/jobs/${job}`,
  '/jobs/:id/cancel': ({ job }) => `/jobs/${job}/cancel`,
  '/jobs/:id/retry': ({ job }) => `/jobs/${job}/retry`,
  '/mapping/:id': ({ mapping }) => `/mapping/${mapping}`,
  '/needs/places/:id': ({ place }) => `/needs/places/${place}`,
  '/people/:id': ({ person }) => `/people/${person}`,
  '/people/:id/cost': ({ person }) => `/people/${person}/cost`,
  '/people/:id/protection': ({ person }) => `/people/${person}/protection`,
  '/people/:id/protection/undo': ({ person }) => `/people/${person}/protection/undo`,
  '/people/:id/relationships': ({ person }) => `/people/${person}/relationships`,
  '/people/:id/relationships/:relationship/end': ({ person, relationship }) =>
    `/people/${person}/relationships/${relationship}/end`,
  '/people/:id/relationships/undo': ({ person }) => `/people/${person}/relationships/undo`,
  '/people/:id/unborn': ({ person }) => `/people/${person}/unborn`,
  '/places/:id': ({ place }) => `/places/${place}`,
  '/referrals/:agency': () => '/referrals/own?year=2024-25',
  '/provision/open-referral/:id': ({ feed }) => `/provision/open-referral/${feed}`,
  '/provision/open-referral/:id/faults.csv': ({ feed }) =>
    `/provision/open-referral/${feed}/faults.csv`,
  '/provision/services/:id': ({ service }) => `/provision/services/${service}`,
  '/provision/services/:id/confirm': ({ service }) => `/provision/services/${service}/confirm`,
  '/provision/services/:id/edit': ({ service }) => `/provision/services/${service}/edit`,
  '/provision/services/:id/needs': ({ service }) => `/provision/services/${service}/needs`,
  '/reference/:file/:entry': ({ entry }) => `/reference/${entry}`,
  '/plan/edit/:part/:key': () => '/plan/edit/actions/a1',
  '/plan/reviews/:review': ({ review }) => `/plan/reviews/${review}`,
  '/plan/versions/:version': () => '/plan/versions/1',
  '/returns/:id': ({ source }) => `/returns/${source}`,
  '/returns/:id/problems.csv': ({ source }) => `/returns/${source}/problems.csv`,
  '/portfolio/:id': ({ portfolio }) => `/portfolio/${portfolio}`,
  '/scenarios/:id': ({ scenario }) => `/scenarios/${scenario}`,
  '/scenarios/:id/act': ({ scenario }) => `/scenarios/${scenario}/act`,
  '/scenarios/:id/assumptions': ({ scenario }) => `/scenarios/${scenario}/assumptions`,
  '/scenarios/:id/compare': ({ scenario }) => `/scenarios/${scenario}/compare`,
  '/scenarios/:id/file': ({ scenario }) => `/scenarios/${scenario}/file`,
  '/scenarios/:id/frozen/:hash': ({ scenario, paper }) => `/scenarios/${scenario}/frozen/${paper}`,
  '/scenarios/:id/gains': ({ scenario }) => `/scenarios/${scenario}/gains`,
  '/scenarios/:id/history': ({ scenario }) => `/scenarios/${scenario}/history`,
  '/scenarios/:id/risk': ({ scenario }) => `/scenarios/${scenario}/risk`,
  '/scenarios/:id/years': ({ scenario }) => `/scenarios/${scenario}/years`,
  '/unit-costs/:code': ({ unitCost }) => `/unit-costs/${unitCost}`,
  '/peers/:indicator': () => '/peers/no-such-indicator',
  '/themes/:theme': () => '/themes/domestic-abuse?year=2024-25',
  '/themes/rows': () => '/themes/rows?theme=domestic-abuse&year=2024-25',
  '/journeys/rows': () => '/journeys/rows?what=child-in-need&year=2024-25',
};

/** The address of a page, where it names a record that of this ground. */
export function addressOf(page: Page, ground: Ground): string {
  const known = ADDRESSES[page.url];
  if (known) return known(ground);
  // Open to all, and of nobody until an authority publishes its directory.
  if (page.url.startsWith('/open-referral/')) return page.url.replace(/:\w+/g, 'nowhere');
  if (page.url.includes(':')) throw new Error(`${page.url} needs an entry in ADDRESSES`);
  return page.url;
}

/** Makes an authority, loads a few children into it, and gives one of everything. */
export async function aGround(database: Database): Promise<Ground> {
  const authority = await anAuthority(database);
  await loadHandMade(database, authority.authorityId);
  const plan = await writePlan(database, authority, { upTo: 'for-sign-off' });
  const actor = systemActor(authority.authorityId);
  const found = await asActor(database, actor, async (tx) => {
    const person = (await personIdOf(tx, 'Ben')) as PersonId;
    const other = (await personIdOf(tx, 'Cy')) as PersonId;
    const since = { kind: 'sibling', fromDay: day('2020-01-01') } as const;
    const relationship = await addRelationship(tx, actor, {
      personId: person,
      otherId: other,
      ...since,
    });
    const family = await joinFamilyOf(tx, actor, { personId: person, otherId: other });
    const restricted = await personIdOf(tx, 'Ada');
    await saveStream(tx, actor, { content: aStream(), reason: '' });
    const job = await enqueueJob(tx, { name: 'import-files', title: 'Loading a file', actor });
    const figure = 'late-help-cost?by=agency&year=2024-25';
    const query = { by: 'agency', year: '2024-25' };
    const finding = await lateHelpCostMeasure.compute(tx, actor, query);
    const { id: frozen } = await freezeFinding(tx, actor, { address: figure, finding });
    const enquiry = await anAnsweredEnquiry(tx, authority);
    const briefing = await aSignedBriefing(tx, authority);
    const round = await aReviewRound(tx, authority, person);
    const frozenScenario = await aFrozenScenario(tx, authority);
    const portfolio = await aPortfolio(tx, authority.authorityId);
    const review = await keepReview(tx, authority.authorityId, plan);
    const own = {
      ...frozenScenario,
      portfolio,
      review,
      person,
      restricted,
      family,
      relationship,
      job,
      frozen,
      briefing,
      enquiry,
      round,
    };
    const offered = await aServiceAsked(tx, actor, authority.agencies.charities);
    const address = 'https://feed.example/v3';
    const { id: feed } = await saveFeed(tx, authority.authorityId, address);
    return { ...own, ...offered, feed, ...(await firstOfEach(tx)) };
  });
  await asSystem(database, 'job', (tx) => endJob(tx, found.job));
  const [unitCost = ''] = UNIT_COSTS.costs.keys();
  return {
    ...found,
    authority,
    account: Number(authority.actors.analyst.id),
    unitCost,
    entry: `unit-costs/${unitCost}`,
  } as Ground;
}

async function aSignedBriefing(tx: Tx, { actors }: TestAuthority): Promise<number> {
  const asked = { wardId: null, audience: 'ward', measures: MEASURES } as const;
  const id = await newBriefing(tx, actors.analyst, asked);
  await signBriefing(tx, actors.manager, { id, version: 1, seen: null, measures: MEASURES });
  return id;
}

/** A round of reviews whose one case is this child. */
async function aReviewRound(tx: Tx, of: TestAuthority, personId: number): Promise<number> {
  const span = { fromDay: day('2024-04-01'), toDay: day('2025-04-01'), ward: null };
  const asked = { ...span, name: 'A round', levelBefore: '', seed: 1, size: 1 };
  const entry = { personId, entryDay: day('2024-05-31'), ageBand: '5-to-9', caseNumber: 1 };
  const strata = [{ ageBand: '5-to-9', frameSize: 1, sampleSize: 1 }];
  const by = { authorityId: of.authorityId, actorId: 'system', formVersion: '2026-1' };
  const drawn = { entries: [entry], strata, hash: '0' };
  return (await insertRound(tx, { ...asked, ...by }, drawn)) ?? 0;
}

async function anAnsweredEnquiry(tx: Tx, { actors }: TestAuthority): Promise<number> {
  const today = day('2026-01-05');
  const asked = { topic: 'cost', wardId: null, figure: '', question: 'Why so much?' } as const;
  const id = await askEnquiry(tx, actors.member, { ...asked, today });
  const end = { answer: 'Because of this.', isDeclined: false, frozenIds: [] };
  await endEnquiry(tx, actors.analyst, { ...end, id, today });
  return id;
}

async function firstOfEach(tx: Tx): Promise<{ source: number; place: number }> {
  const { rows } = await sql<{ source: number; place: number }>`
    select
      (select min(source.id) from record.source where source.kind <> 'action'
        and source.authority_id = (select govern.authority())) as source,
      (select min(place.id) from record.place where place.kind = 'ward'
        and place.authority_id = (select govern.authority())) as place`.execute(tx);
  return rows[0] ?? { source: 0, place: 0 };
}

/** A job that has ended: nothing waits for its progress. */
async function endJob(tx: Tx, id: number): Promise<void> {
  await sql`update platform.job set status = 'cancelled', finished_at = now()
    where id = ${id}`.execute(tx);
}
