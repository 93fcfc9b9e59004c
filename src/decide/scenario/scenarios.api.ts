import { anyone } from '../../govern/index.ts';
import { dayFromNumber, Refusal, refuse } from '../../lib/index.ts';
import {
  definePage,
  type Page,
  type PageAnswer,
  type PageRequest,
  statusOfRefusal,
} from '../../platform/index.ts';
import { EARLY_DRAWS } from './model-version.ts';
import { knownCodes } from './build-input.ts';
import { saveScenario } from './change-scenario.ts';
import { createScenario } from './create-scenario.ts';
import { freezeScenario, openFreeze, reproduceCommand } from './freeze-scenario.ts';
import { type LoadedResult, loadResult } from './load-result.ts';
import { loadScenario, readNumber } from './load-scenario.ts';
import { estimateScenario, estimateVersion, queueRun } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { caveatSentences } from './scenario-caveats.ts';
import { parseScenario } from './scenario-file.ts';
import { resultFinding } from './scenario-result.measure.ts';
import { findVersionResult, listResults } from './scenario-result.store.ts';
import { thoseWhoReadScenarios, thoseWhoWriteScenarios } from './scenario-roles.ts';
import { SCENARIO_SCHEMA, SCENARIO_SCHEMA_ADDRESS } from './scenario-schema.ts';
import { listFreezes, listScenarios, listScenarioVersions } from './scenario.store.ts';
import { runRow, unsavedResult } from './unsaved-result.ts';

/** Where programs ask about scenarios. */
export const SCENARIOS_API = '/api/scenarios';

/** What each address takes and gives, as `/api` states it. */
const ADDRESSES = [
  ['GET', SCENARIO_SCHEMA_ADDRESS, 'The JSON schema of a scenario; needs no sign-in.'],
  ['GET', SCENARIOS_API, 'Scenarios that you may see.'],
  ['POST', SCENARIOS_API, 'Begins a scenario. Fields: scenario, name (may be left out).'],
  [
    'POST',
    `${SCENARIOS_API}/run`,
    `Works a scenario out and keeps nothing, with at most ${EARLY_DRAWS} runs. Field: scenario.`,
  ],
  ['GET', `${SCENARIOS_API}/{id}`, 'A scenario with its file, versions, fullest run and papers.'],
  [
    'POST',
    `${SCENARIOS_API}/{id}/versions`,
    'Saves the next version. Fields: scenario, opened (the version you changed), note.',
  ],
  ['POST', `${SCENARIOS_API}/{id}/run`, 'Runs a version whole: gives its result, or its job.'],
  ['POST', `${SCENARIOS_API}/{id}/freeze`, 'Freezes the whole run of the newest version.'],
] as const;

const contentsPage: Page = definePage({
  url: '/api',
  title: 'For programs: what may be asked',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async () => ({
    json: {
      title: 'Headwater, for programs',
      about:
        'Sign in as a person does; the cookie goes with each request. What is posted is a form ' +
        'or a JSON object. It carries _csrf, the hidden field of any form of ours. "scenario" ' +
        'is the text of a scenario file, YAML or JSON, or in a JSON object the scenario itself. ' +
        'Money is in pence, days are ISO. A refusal is {"error", "message", "problems"}.',
      addresses: ADDRESSES.map(([method, address, about]) => ({ method, address, about })),
    },
  }),
});

const schemaPage: Page = definePage({
  url: SCENARIO_SCHEMA_ADDRESS,
  title: 'For programs: the schema of a scenario',
  who: anyone,
  audit: 'none',
  open: true,
  get: async () => ({ json: SCENARIO_SCHEMA }),
});

const listPage: Page = definePage({
  url: SCENARIOS_API,
  title: 'For programs: scenarios',
  who: thoseWhoReadScenarios,
  audit: 'changes',
  get: async ({ tx }) => ({ json: { scenarios: await listScenarios(tx) } }),
  post: (request) =>
    answered(async () => {
      if (!thoseWhoWriteScenarios.allows(request.actor)) throw readsOnly();
      const { tx, actor, form } = request;
      const text = form.scenario ?? '';
      const read = parsed(text);
      if ('no' in read) return read.no;
      const today = dayFromNumber(Math.floor(Date.now() / 86_400_000));
      const from = { kind: 'file', text, known: knownCodes() } as const;
      const { name } = form;
      const made = await createScenario(tx, actor, { from, today, ...(name ? { name } : {}) });
      await request.audit(made.note);
      const { id, version } = made;
      return { json: { id, version, href: `${SCENARIOS_API}/${id}` }, status: 201 };
    }),
});

function readsOnly() {
  return refuse('scenario-not-for-role', 'forbidden', 'Your role reads scenarios only.');
}

const runPage: Page = definePage({
  url: `${SCENARIOS_API}/run`,
  title: 'For programs: work a scenario out',
  who: thoseWhoWriteScenarios,
  audit: 'changes',
  post: ({ tx, form, audit }) =>
    answered(async () => {
      const read = parsed(form.scenario ?? '');
      if ('no' in read) return read.no;
      const { scenario } = read;
      const { found, ...built } = await estimateScenario(tx, scenario);
      const loaded = unsavedResult(scenario, built, found, new Date());
      const detail = { scenarioHash: loaded.version.hash };
      await audit({
        action: 'scenario.tried',
        subjectKind: 'scenario',
        subjectId: null,
        detail,
      });
      return { json: runJson(loaded) };
    }),
});

const scenarioPage: Page = definePage({
  url: `${SCENARIOS_API}/:id`,
  title: 'For programs: a scenario',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: (request) => answered(() => showScenario(request)),
});

async function showScenario({ tx, params, query }: PageRequest): Promise<PageAnswer> {
  const asked = query.version ? readNumber(query.version, 'version') : null;
  const { kept, version, scenario } = await loadScenario(tx, readNumber(params.id), asked);
  const run = await findVersionResult(tx, kept.id, version.version);
  const papers = await listFreezes(tx, kept.id);
  return {
    json: {
      ...kept,
      version: { ...version, scenario },
      versions: (await listScenarioVersions(tx, kept.id)).map(({ content, ...one }) => one),
      run: run === null ? null : runJson(await loadResult(tx, run.id)),
      papers: await Promise.all(
        papers.map(async ({ id, hash, madeByName, madeAt }) => {
          const { isWhole } = await openFreeze(tx, id);
          return { id, hash, madeByName, madeAt, isWhole, reproduce: reproduceCommand(id) };
        }),
      ),
    },
  };
}

const versionsPage: Page = definePage({
  url: `${SCENARIOS_API}/:id/versions`,
  title: 'For programs: save a scenario',
  who: thoseWhoWriteScenarios,
  audit: 'changes',
  post: (request) =>
    answered(async () => {
      const { tx, actor, form, params } = request;
      const text = form.scenario ?? '';
      const read = parsed(text);
      if ('no' in read) return read.no;
      const { id, version, isNew, note } = await saveScenario(tx, actor, {
        id: readNumber(params.id),
        openedVersion: readNumber(form.opened, 'version; name it as "opened"'),
        save: { text, known: knownCodes() },
        note: form.note ?? '',
      });
      await request.audit(note);
      return { json: { id, version, isNew }, status: isNew ? 201 : 200 };
    }),
});

const wholeRunPage: Page = definePage({
  url: `${SCENARIOS_API}/:id/run`,
  title: 'For programs: run a scenario whole',
  who: thoseWhoWriteScenarios,
  audit: 'changes',
  post: (request) =>
    answered(async () => {
      const { tx, actor, params } = request;
      const id = readNumber(params.id);
      const early = await estimateVersion(tx, actor, { id });
      const { resultId, jobId, note } = await queueRun(tx, actor, { id });
      await request.audit(note);
      const run = runJson(await loadResult(tx, resultId ?? early.resultId));
      return { json: { id, job: jobId, run }, status: jobId === null ? 200 : 202 };
    }),
});

const freezePage: Page = definePage({
  url: `${SCENARIOS_API}/:id/freeze`,
  title: 'For programs: freeze a scenario',
  who: thoseWhoWriteScenarios,
  audit: 'changes',
  post: (request) =>
    answered(async () => {
      const { tx, actor, params } = request;
      const { kept } = await loadScenario(tx, readNumber(params.id));
      const whole = (await listResults(tx, kept.id)).find(
        ({ version, kind }) => version === kept.newestVersion && kind === 'full',
      );
      if (!whole) {
        const sentence = 'Its newest version was not run whole yet: post to /run first.';
        throw refuse('scenario-not-run', 'conflict', sentence);
      }
      const { freezeId, hash, note } = await freezeScenario(tx, actor, { resultId: whole.id });
      await request.audit(note);
      const reproduce = reproduceCommand(freezeId);
      return { json: { paper: freezeId, hash, resultHash: whole.resultHash, reproduce } };
    }),
});

/** What a run found: its figures as commands print them, what names it exactly, what to know. */
function runJson(loaded: LoadedResult) {
  const finding = resultFinding(loaded, null);
  return {
    id: loaded.result.id,
    headline: finding.headline,
    figures: finding.rows.flatMap(({ figures }) => figures),
    problems: caveatSentences(loaded),
    ...runRow(loaded),
  };
}

/** A scenario read from what was posted, or the answer that tells each fault. */
function parsed(text: string): { readonly scenario: Scenario } | { readonly no: PageAnswer } {
  const { scenario, problems } = parseScenario(text, 'scenario', knownCodes());
  if (scenario) return { scenario };
  const message = 'The scenario has faults; each is told with its line.';
  const json = { error: 'scenario-not-understood', message, problems };
  return { no: { json, status: 400 } };
}

/** A refusal as JSON, for programs. */
async function answered(work: () => Promise<PageAnswer>): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, kind } = error;
    return { json: { error: code, message, problems: [] }, status: statusOfRefusal(kind) };
  }
}

/** What programs may ask about scenarios. */
export const SCENARIO_API_PAGES: readonly Page[] = [
  contentsPage,
  schemaPage,
  listPage,
  runPage,
  scenarioPage,
  versionsPage,
  wholeRunPage,
  freezePage,
];
