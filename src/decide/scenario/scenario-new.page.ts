import { financialYearOf, Refusal, refuse } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { STATES } from '../model/model-input.ts';
import { MODEL_DEFAULTS } from '../model/model-reference.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import { saveScenario } from './change-scenario.ts';
import { createScenario, type ScenarioStart } from './create-scenario.ts';
import { loadScenario, readNumber } from './load-scenario.ts';
import { CHANGES, firstAnswers, readAnswers, withAnswers } from './new-scenario.ts';
import type { Scenario } from './scenario.ts';
import { faultsOf } from './scenario-file.page.ts';
import { thoseWhoWriteScenarios } from './scenario-roles.ts';
import { scenarioTemplate, scenarioTemplates } from './scenario-templates.ts';
import { SCENARIOS_TRAIL } from './scenario-view.ts';
import { listScenarios } from './scenario.store.ts';
import { workOut } from './work-out.ts';

/** What a scenario may be begun from, in words. */
export function templateChoices() {
  return scenarioTemplates(financialYearOf(today())).map(({ code, scenario }) => ({
    href: `/scenarios/new?from=${code}`,
    text: code === 'as-now' ? 'Something of your own' : scenario.name,
    about:
      code === 'as-now'
        ? 'Begin from help as it is now and say what you would add.'
        : scenario.about,
  }));
}

/** Three questions, and there is a scenario with a first estimate. */
export const scenarioNewPage: Page = definePage({
  url: '/scenarios/new',
  title: 'Begin a scenario',
  who: thoseWhoWriteScenarios,
  audit: 'changes',
  get: async (request) => {
    const { query } = request;
    if (query.from === 'file') return showFile('', []);
    if (query.from === undefined) return showChoice(request);
    const template = await baseOf(request, query.from);
    return showQuestions(request, template, firstAnswers(template), []);
  },
  post: async (request) => {
    const from = request.form.from ?? '';
    if (from === 'file') return beginFromFile(request);
    const template = await baseOf(request, from);
    const asksChange = (template.programmes[0]?.effects.length ?? 0) === 0;
    const read = readAnswers(request.form, asksChange);
    if (!read.ok) return showQuestions(request, template, typed(request.form), read.errors);
    return begin(request, withAnswers(template, read.value, MODEL_DEFAULTS), startOf(from));
  },
});

function typed(form: PageRequest['form']) {
  return { ...form, states: (form.states ?? '').split(';') };
}

/** What a choice of the page begins from: the code of a template, or `scenario-7`. */
function startOf(from: string): ScenarioStart {
  const copied = /^scenario-(\d+)$/.exec(from)?.[1];
  if (copied !== undefined) return { kind: 'copy', id: readNumber(copied) };
  return from === 'as-now' ? { kind: 'as-now' } : { kind: 'template', code: from };
}

async function baseOf({ tx }: PageRequest, from: string): Promise<Scenario> {
  const start = startOf(from);
  if (start.kind === 'copy') return (await loadScenario(tx, start.id)).scenario;
  const template = scenarioTemplate(from, financialYearOf(today()));
  if (template) return template;
  throw refuse('no-such-template', 'not-found', 'There is no such template.');
}

/** Version 1 is what it was begun from, version 2 what was answered: history tells them apart. */
async function begin(
  request: PageRequest,
  scenario: Scenario,
  from: ScenarioStart,
): Promise<PageAnswer> {
  const { tx, actor } = request;
  const made = await createScenario(tx, actor, { from, today: today(), name: scenario.name });
  await request.audit(made.note);
  const saved = await saveScenario(tx, actor, {
    id: made.id,
    openedVersion: made.version,
    save: { scenario },
    note: 'For whom, how many and at what cost',
  });
  await request.audit(saved.note);
  await workOutOrPublished(request, { id: made.id, version: saved.version, scenario });
  return { redirect: `/scenarios/${made.id}` };
}

/** Where no journeys are loaded, children move by published totals: the next version says so. */
async function workOutOrPublished(
  request: PageRequest,
  of: { readonly id: number; readonly version: number; readonly scenario: Scenario },
): Promise<void> {
  try {
    return await workOut(request, of.id);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'no-rates') throw error;
  }
  const saved = await saveScenario(request.tx, request.actor, {
    id: of.id,
    openedVersion: of.version,
    save: { scenario: { ...of.scenario, rates: 'published' } },
    note: 'No year of journeys is loaded yet, so children move by published totals',
  });
  await request.audit(saved.note);
  await workOut(request, of.id);
}

async function beginFromFile(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const text = form.text ?? '';
  const errors = faultsOf(text);
  if (errors.length > 0) return showFile(text, errors);
  const made = await createScenario(tx, actor, { from: { kind: 'file', text }, today: today() });
  await request.audit(made.note);
  await workOut(request, made.id);
  return { redirect: `/scenarios/${made.id}` };
}

async function showChoice({ tx }: PageRequest): Promise<PageAnswer> {
  const scenarios = await listScenarios(tx);
  return {
    template: 'decide/scenario/new-choice.njk',
    breadcrumbs: SCENARIOS_TRAIL,
    data: {
      templates: templateChoices(),
      scenarios: scenarios.slice(0, 20).map(({ id, name }) => ({
        href: `/scenarios/new?from=scenario-${id}`,
        text: name,
      })),
    },
  };
}

function showQuestions(
  request: PageRequest,
  template: Scenario,
  values: Readonly<Record<string, string | readonly string[]>>,
  errors: readonly FieldError[],
): PageAnswer {
  const first = template.programmes[0];
  return {
    template: 'decide/scenario/new.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    breadcrumbs: [...SCENARIOS_TRAIL, { href: '/scenarios/new', text: 'Begin a scenario' }],
    data: {
      from: request.form.from ?? request.query.from ?? '',
      about: template.about,
      asksChange: (first?.effects.length ?? 0) === 0,
      isBlank: first === undefined,
      form: { values, errors },
      errors,
      states: STATES.filter((state) => state !== 'adult').map((state) => ({
        value: state,
        text: STATE_LABELS[state],
      })),
      changes: CHANGES.map(({ code, text }) => ({ value: code, text })),
    },
  };
}

function showFile(text: string, errors: readonly FieldError[]): PageAnswer {
  return {
    template: 'decide/scenario/new-file.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    breadcrumbs: [...SCENARIOS_TRAIL, { href: '/scenarios/new', text: 'Begin a scenario' }],
    data: { form: { values: { text }, errors }, errors },
  };
}
