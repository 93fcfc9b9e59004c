import { type Role, roleOf } from './govern/index.ts';
import type { Actor, Link } from './platform/index.ts';

const QUESTIONS: Link = { href: '/questions', text: 'Questions' };
const CHILDREN: Link = { href: '/people', text: 'Children' };
const PROVISION: Link = { href: '/provision', text: 'Services' };
const SCENARIOS: Link = { href: '/scenarios', text: 'Scenarios' };
const BUDGET: Link = { href: '/budget', text: 'Budget' };
const PLAN: Link = { href: '/plan', text: 'Our plan' };
const BRIEFINGS: Link = { href: '/briefings', text: 'Briefings' };
const ENQUIRIES: Link = { href: '/enquiries', text: 'Enquiries' };
const RETURNS: Link = { href: '/returns', text: 'Returns' };
const AUDIT: Link = { href: '/audit', text: 'Audit' };

/** The few places that each role goes to often, after its home page; at most five. */
const PLACES: Readonly<Record<Role, readonly Link[]>> = {
  analyst: [QUESTIONS, SCENARIOS, CHILDREN, PLAN, RETURNS],
  commissioner: [QUESTIONS, SCENARIOS, BUDGET, PROVISION, PLAN],
  manager: [QUESTIONS, CHILDREN, PLAN, BRIEFINGS, RETURNS],
  'triage-officer': [QUESTIONS, CHILDREN, PROVISION, PLAN],
  practitioner: [QUESTIONS, CHILDREN, PROVISION, PLAN],
  partner: [QUESTIONS, PROVISION, PLAN],
  provider: [QUESTIONS, PROVISION, PLAN],
  verifier: [QUESTIONS, PLAN],
  oversight: [QUESTIONS, SCENARIOS, PLAN, BRIEFINGS],
  finance: [QUESTIONS, SCENARIOS, BUDGET, PLAN],
  funder: [QUESTIONS, SCENARIOS, PLAN],
  member: [QUESTIONS, SCENARIOS, PLAN, BRIEFINGS, ENQUIRIES],
  family: [],
  administrator: [
    { href: '/accounts', text: 'People who sign in' },
    { href: '/partnership', text: 'Partnership' },
    RETURNS,
    AUDIT,
  ],
  auditor: [QUESTIONS, AUDIT],
};

/** The way to the places that the actor's role goes to often. */
export function navigationFor(actor: Actor): Link[] {
  return [{ href: '/', text: 'Home' }, ...(PLACES[roleOf(actor) as Role] ?? [])];
}
