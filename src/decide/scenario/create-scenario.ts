import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, financialYearOf, refuse } from '../../lib/index.ts';
import type { Actor, AuditNote, Tx } from '../../platform/index.ts';
import { agencyOf } from '../plan/plan.store.ts';
import { loadScenario } from './load-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { KnownCodes } from './scenario-fields.ts';
import { scenarioOf, writeScenario } from './scenario-file.ts';
import { scenarioHash } from './scenario-hash.ts';
import type { ScenarioOrigin } from './scenario-record.ts';
import { thoseWhoWriteScenarios } from './scenario-roles.ts';
import { insertScenario, insertScenarioVersion } from './scenario.store.ts';
import { scenarioTemplate } from './scenario-templates.ts';

/** What a scenario may be begun from. */
export type ScenarioStart =
  | { readonly kind: 'as-now' }
  | { readonly kind: 'template'; readonly code: string }
  /** Of a version that may be seen; the newest by default. */
  | { readonly kind: 'copy'; readonly id: number; readonly version?: number }
  /** YAML, or JSON; its remarks are kept. */
  | { readonly kind: 'file'; readonly text: string; readonly known?: KnownCodes };

/** What a change came to, and the entry for the audit trail that the caller writes. */
export interface ChangedScenario {
  readonly id: number;
  readonly version: number;
  readonly note: AuditNote;
}

/** Begins a scenario with version 1, seen by its own agency alone until it is shared. */
export async function createScenario(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly from: ScenarioStart;
    readonly today: CalendarDay;
    /** What it is called; by default as what it is begun from, a copy with "copy of" before. */
    readonly name?: string;
  },
): Promise<ChangedScenario> {
  checkMayWrite(actor);
  const start = await startOf(tx, asked);
  const { scenario, content, origin, originOf } = start;
  const hash = scenarioHash(scenario);
  const made = { name: scenario.name, by: actor.id, agencyId: agencyOf(actor.settings) };
  const id = await insertScenario(tx, authorityOf(actor), { ...made, origin, originOf });
  await insertScenarioVersion(tx, authorityOf(actor), {
    scenarioId: id,
    version: 1,
    content,
    hash,
    note: beganWith(origin, originOf),
    madeBy: actor.id,
  });
  const detail = { origin, originOf, hash };
  return { id, version: 1, note: scenarioNote('created', id, detail) };
}

/** An entry of the audit trail on a scenario. */
export function scenarioNote(
  action: string,
  id: number,
  detail: Readonly<Record<string, unknown>> = {},
): AuditNote {
  return {
    action: `scenario.${action}`,
    subjectKind: 'scenario',
    subjectId: String(id),
    detail,
  };
}

/** Refuses whoever does not write scenarios. */
export function checkMayWrite(actor: Actor): void {
  if (thoseWhoWriteScenarios.allows(actor)) return;
  throw refuse('scenario-not-for-role', 'forbidden', 'Your role reads scenarios only.');
}

interface Start {
  readonly scenario: Scenario;
  readonly content: string;
  readonly origin: ScenarioOrigin;
  readonly originOf: string;
}

async function startOf(
  tx: Tx,
  asked: {
    readonly from: ScenarioStart;
    readonly today: CalendarDay;
    readonly name?: string;
  },
): Promise<Start> {
  const { from, today, name } = asked;
  switch (from.kind) {
    case 'as-now':
    case 'template': {
      const code = from.kind === 'as-now' ? 'as-now' : from.code;
      const template = scenarioTemplate(code, financialYearOf(today));
      if (!template) throw refuse('no-such-template', 'not-found', 'There is no such template.');
      const scenario = named(template, name);
      const originOf = from.kind === 'template' ? code : '';
      return { scenario, content: writeScenario(scenario), origin: from.kind, originOf };
    }
    case 'copy': {
      const { scenario: of, version } = await loadScenario(tx, from.id, from.version ?? null);
      const scenario = named(of, name ?? `Copy of ${of.name}`.slice(0, 120));
      const originOf = `${from.id}/${version.version}`;
      return { scenario, content: writeScenario(scenario), origin: 'copy', originOf };
    }
    case 'file': {
      const read = scenarioOf(from.text, from.known ?? null);
      const scenario = named(read, name);
      const content = scenario === read ? from.text : writeScenario(scenario);
      return { scenario, content, origin: 'file', originOf: '' };
    }
  }
}

function named(scenario: Scenario, name: string | undefined): Scenario {
  const trimmed = (name ?? '').trim();
  return trimmed === '' || trimmed === scenario.name ? scenario : { ...scenario, name: trimmed };
}

function beganWith(origin: ScenarioOrigin, originOf: string): string {
  const words: Readonly<Record<ScenarioOrigin, string>> = {
    'as-now': 'Begun from as now',
    template: `Begun from the template ${originOf}`,
    copy: `Copied from scenario ${originOf.replace('/', ', version ')}`,
    file: 'Begun from a file',
  };
  return words[origin];
}
