import { type Actor, momentWords } from '../../platform/index.ts';
import { DISCOUNTS, MODEL_DEFAULTS, OUTCOMES } from '../model/model-reference.ts';
import type { LeverBook } from './lever.ts';
import type { KeptScenario } from './scenario-record.ts';
import { thoseWhoWriteScenarios } from './scenario-roles.ts';

/** The way up from every page under the list of scenarios. */
export const SCENARIOS_TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/scenarios', text: 'Scenarios' },
] as const;

/** The way up from a page about one scenario. */
export function scenarioTrail({ id, name }: Pick<KeptScenario, 'id' | 'name'>) {
  return [...SCENARIOS_TRAIL, { href: `/scenarios/${id}`, text: name }];
}

/** Parts of one scenario, in the order in which it is read. */
const PARTS = [
  ['', 'Payback'],
  ['gains', 'Who gains'],
  ['risk', 'Risk'],
  ['years', 'Year by year'],
  ['assumptions', 'What is assumed'],
  ['compare', 'Compare'],
  ['history', 'History'],
] as const;

/** One part of a scenario, by the end of its address. */
export type ScenarioPart = (typeof PARTS)[number][0];

/** Links between the pages of one scenario; whose gain is counted goes along. */
export function scenarioLinks(id: number, current: ScenarioPart | null, perspective?: string) {
  const query = perspective === undefined ? '' : `?perspective=${perspective}`;
  return PARTS.map(([part, text]) => ({
    href: `/scenarios/${id}${part === '' ? '' : `/${part}`}${hasPerspective(part) ? query : ''}`,
    text,
    current: part === current,
  }));
}

function hasPerspective(part: ScenarioPart): boolean {
  return ['', 'risk', 'years', 'compare'].includes(part);
}

/** What a page says above a scenario: who made it, who sees it, whether somebody holds it. */
export function scenarioState(kept: KeptScenario, actor: Actor) {
  const isLockedByOther = kept.lockedBy !== null && kept.lockedBy !== actor.id;
  return {
    id: kept.id,
    name: kept.name,
    version: kept.newestVersion,
    owner: kept.ownerName,
    agency: kept.agencyName ?? '',
    changed: momentWords(kept.changedAt),
    isShared: kept.sharing === 'partnership',
    sharing:
      kept.sharing === 'partnership'
        ? { text: 'Shared with the partnership', tone: 'done' }
        : { text: 'Seen by its own agency', tone: 'quiet' },
    lock:
      kept.lockedBy === null ? null : { text: `Locked by ${kept.lockedByName}`, tone: 'attention' },
    isLocked: kept.lockedBy !== null,
    isLockedByOther,
    mayWrite: thoseWhoWriteScenarios.allows(actor),
    mayChange: thoseWhoWriteScenarios.allows(actor) && !isLockedByOther,
  };
}

/** What the levers are explained by, from the references of this installation. */
export const LEVER_BOOK: LeverBook = {
  defaults: MODEL_DEFAULTS,
  discounts: DISCOUNTS,
  outcomeLabel: (code) => OUTCOMES.get(code)?.label ?? code,
};
