import { authorityOf } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { type ChangedScenario, checkMayWrite, scenarioNote } from './create-scenario.ts';
import { loadScenario, readScenario } from './load-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { KnownCodes } from './scenario-fields.ts';
import { scenarioOf, writeScenario } from './scenario-file.ts';
import { scenarioHash } from './scenario-hash.ts';
import type { KeptScenario, Sharing } from './scenario-record.ts';
import { thoseWhoUnlockScenarios } from './scenario-roles.ts';
import {
  deleteScenarioRow,
  insertScenarioVersion,
  setScenarioLock,
  setScenarioSharing,
  takeNextVersion,
  wasScenarioRun,
} from './scenario.store.ts';

/** What is saved: a scenario as the workbench holds it, or a text with its remarks. */
export type SavedText =
  | { readonly scenario: Scenario }
  | { readonly text: string; readonly known?: KnownCodes };

/**
 * Saves the next version of a scenario, unless it says what the version that was opened says.
 * Refuses where somebody saved a newer version since, or holds the lock.
 */
export async function saveScenario(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly id: number;
    /** The version that was open when the change was made. */
    readonly openedVersion: number;
    readonly save: SavedText;
    /** What was changed and why. */
    readonly note: string;
  },
): Promise<ChangedScenario & { readonly isNew: boolean }> {
  checkMayWrite(actor);
  const { kept, version: newest } = await loadScenario(tx, asked.id);
  checkNotLocked(kept, actor);
  if (kept.newestVersion !== asked.openedVersion) throw changedSince(newest.madeByName);
  const scenario =
    'scenario' in asked.save
      ? asked.save.scenario
      : scenarioOf(asked.save.text, asked.save.known ?? null);
  // A text is read once more, so that nothing is kept that could not be read again.
  const content = 'text' in asked.save ? asked.save.text : writeScenario(scenario);
  const hash = scenarioHash(scenarioOf(content));
  const { id } = kept;
  if (hash === newest.hash) {
    const version = newest.version;
    return { id, version, isNew: false, note: scenarioNote('unchanged', id, { version, hash }) };
  }
  const taken = { id, openedVersion: asked.openedVersion, name: scenario.name };
  if (!(await takeNextVersion(tx, taken))) throw changedSince('Somebody else');
  const version = asked.openedVersion + 1;
  const note = asked.note.trim().slice(0, 2000);
  const made = { scenarioId: id, version, content, hash, note, madeBy: actor.id };
  await insertScenarioVersion(tx, authorityOf(actor), made);
  return { id, version, isNew: true, note: scenarioNote('saved', id, { version, hash }) };
}

function changedSince(name: string) {
  return refuse(
    'scenario-changed-since',
    'conflict',
    `${name} saved a newer version since you opened this one. Nothing of yours was saved over ` +
      'it: open the newest version, or keep yours as a copy.',
  );
}

function checkNotLocked({ lockedBy, lockedByName }: KeptScenario, actor: Actor): void {
  if (lockedBy === null || lockedBy === actor.id) return;
  const sentence = `${lockedByName} has locked this scenario. Ask them to unlock it, or copy it.`;
  throw refuse('scenario-locked', 'conflict', sentence);
}

/** Locks a scenario, so that nobody else changes it. */
export async function lockScenario(tx: Tx, actor: Actor, id: number): Promise<ChangedScenario> {
  checkMayWrite(actor);
  const kept = await readScenario(tx, id);
  checkNotLocked(kept, actor);
  await setScenarioLock(tx, id, actor.id);
  return { id, version: kept.newestVersion, note: scenarioNote('locked', id) };
}

/** Unlocks a scenario: whoever locked it may, and those who answer for the decision. */
export async function unlockScenario(tx: Tx, actor: Actor, id: number): Promise<ChangedScenario> {
  checkMayWrite(actor);
  const kept = await readScenario(tx, id);
  if (!thoseWhoUnlockScenarios.allows(actor)) checkNotLocked(kept, actor);
  await setScenarioLock(tx, id, null);
  const detail = { lockedBy: kept.lockedBy };
  return { id, version: kept.newestVersion, note: scenarioNote('unlocked', id, detail) };
}

/** Shares a scenario with the partnership, or takes it back to its own agency. */
export async function shareScenario(
  tx: Tx,
  actor: Actor,
  asked: { readonly id: number; readonly sharing: Sharing },
): Promise<ChangedScenario> {
  checkMayWrite(actor);
  const kept = await readScenario(tx, asked.id);
  checkNotLocked(kept, actor);
  await setScenarioSharing(tx, kept.id, asked.sharing);
  const note = scenarioNote('shared', kept.id, { sharing: asked.sharing });
  return { id: kept.id, version: kept.newestVersion, note };
}

/** Whether a scenario may be taken away: never run, so that nobody can have quoted it. */
export async function isDeletable(tx: Tx, actor: Actor, kept: KeptScenario): Promise<boolean> {
  const isOwn = kept.ownerId === actor.id || thoseWhoUnlockScenarios.allows(actor);
  const isFree = kept.lockedBy === null || kept.lockedBy === actor.id;
  return isOwn && isFree && !(await wasScenarioRun(tx, kept.id));
}

/** Takes away a scenario that was never run. Refuses any other, and another's own. */
export async function deleteScenario(tx: Tx, actor: Actor, id: number): Promise<ChangedScenario> {
  checkMayWrite(actor);
  const kept = await readScenario(tx, id);
  if (!(await isDeletable(tx, actor, kept))) {
    const sentence =
      'A scenario that was run stays, since somebody may have quoted it; one that was not is ' +
      'taken away by whoever made it, a commissioner or a manager, unless it is locked.';
    throw refuse('scenario-stays', 'conflict', sentence);
  }
  await deleteScenarioRow(tx, id);
  const detail = { name: kept.name };
  return { id, version: kept.newestVersion, note: scenarioNote('deleted', id, detail) };
}
