import { Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  forgetTyped,
  type Page,
  type PageAnswer,
  type PageRequest,
  typedBefore,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { beyondStudies } from './beyond-studies.ts';
import { knownCodes } from './build-input.ts';
import { saveScenario } from './change-scenario.ts';
import { createScenario } from './create-scenario.ts';
import { allLevers, leverWords, shownLevers } from './lever-groups.ts';
import { type LoadedScenario, loadScenario, readNumber } from './load-scenario.ts';
import type { Scenario } from './scenario.ts';
import { type FormValues, leverValues, readLevers } from './scenario-form.ts';
import { writeScenario } from './scenario-file.ts';
import { scenarioWarnings } from './scenario-fields.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { LEVER_BOOK, scenarioLinks, scenarioState, scenarioTrail } from './scenario-view.ts';
import { workOut } from './work-out.ts';

/** Every assumption of a scenario, explained, and open to change for those who may. */
export const scenarioAssumptionsPage: Page = definePage({
  url: '/scenarios/:id/assumptions',
  title: 'What a scenario assumes',
  who: thoseWhoReadScenarios,
  audit: 'changes',
  keepsForm: true,
  get: async (request) => {
    const loaded = await loadScenario(request.tx, readNumber(request.params.id));
    if (request.query.begin === 'anew') forgetTyped(request);
    const values = typedBefore(request);
    const openedVersion = values === null ? null : readNumber(values.version, 'version');
    return show(request, { loaded, values, errors: [], openedVersion });
  },
  post: async (request) => {
    forgetTyped(request);
    return saveAnswer(request);
  },
});

/** The scenario that was open when the form was sent. */
async function opened(request: PageRequest): Promise<LoadedScenario> {
  const id = readNumber(request.params.id);
  return loadScenario(request.tx, id, readNumber(request.form.version, 'version'));
}

async function saveAnswer(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const loaded = await opened(request);
  const { id } = loaded.kept;
  const levers = allLevers(shownLevers(loaded.scenario, LEVER_BOOK, []));
  const { defaults } = LEVER_BOOK;
  const [act = '', reset = ''] = (form.act ?? '').split(':');
  const lever = act === 'library' ? levers.find(({ name }) => name === reset) : undefined;
  const values = lever?.startingValue
    ? { ...form, ...startingValues(lever.name, lever.kind, lever.startingValue) }
    : form;
  const read = readLevers(values, loaded.scenario, { levers, defaults, known: knownCodes() });
  const openedVersion = loaded.version.version;
  if (!read.ok) return show(request, { loaded, values, errors: read.errors, openedVersion });
  if (act === 'copy') return keepAsCopy(request, read.value);
  const save = { scenario: read.value };
  const note = lever ? `${lever.label}: the library’s value` : (form.note ?? '');
  let saved: Awaited<ReturnType<typeof saveScenario>>;
  try {
    saved = await saveScenario(tx, actor, { id, openedVersion, save, note });
  } catch (error) {
    const errors = [{ field: 'changed', sentence: conflictOf(error) }];
    return show(request, { loaded, values, errors, openedVersion });
  }
  await request.audit(saved.note);
  if (act === 'library') return { redirect: `/scenarios/${id}/assumptions` };
  try {
    await workOut(request, id);
  } catch (error) {
    // What was typed is saved; what stands in the way of a run is told.
    const errors = [{ field: 'rates', sentence: conflictOf(error) }];
    const now = await loadScenario(tx, id);
    return show(request, { loaded: now, values: null, errors, openedVersion: saved.version });
  }
  return { redirect: `/scenarios/${id}` };
}

/** The words of a conflict; anything else goes on. */
function conflictOf(error: unknown): string {
  if (error instanceof Refusal && error.kind === 'conflict') return error.message;
  throw error;
}

/** What was typed becomes a scenario of one's own; nothing is lost to whoever was quicker. */
async function keepAsCopy(request: PageRequest, scenario: Scenario): Promise<PageAnswer> {
  const name = `Copy of ${scenario.name}`.slice(0, 120);
  const text = writeScenario({ ...scenario, name });
  const from = { kind: 'file', text } as const;
  const made = await createScenario(request.tx, request.actor, { from, today: today() });
  await request.audit(made.note);
  await workOut(request, made.id);
  return { redirect: `/scenarios/${made.id}` };
}

function startingValues(
  name: string,
  kind: string,
  numbers: readonly number[],
): Record<string, string> {
  if (kind === 'list') return { [name]: numbers.join(', ') };
  if (kind !== 'range') return { [name]: String(numbers[0] ?? '') };
  const [low = 0, likely = low, high = likely] = numbers;
  return {
    [`${name}.low`]: String(low),
    [`${name}.likely`]: String(likely),
    [`${name}.high`]: String(high),
  };
}

interface Shown {
  readonly loaded: LoadedScenario;
  /** What was typed; null shows what is kept. */
  readonly values: Readonly<Record<string, string>> | null;
  readonly errors: readonly FieldError[];
  readonly openedVersion: number | null;
}

function show(request: PageRequest, of: Shown): PageAnswer {
  const { kept, scenario, version } = of.loaded;
  const state = scenarioState(kept, request.actor);
  const wrong = of.errors.map(({ field }) => field);
  const programmes = shownLevers(scenario, LEVER_BOOK, wrong);
  const levers = allLevers(programmes);
  const saved = leverValues(scenario, levers, LEVER_BOOK.defaults);
  const values: FormValues = of.values ? { ...saved, ...typed(of.values, levers) } : saved;
  return {
    template: 'decide/scenario/assumptions.njk',
    title: `What is assumed: ${kept.name}`,
    ...(of.errors.length > 0 ? { status: wrong.includes('changed') ? 409 : 400 } : {}),
    breadcrumbs: scenarioTrail(kept),
    data: {
      state,
      links: scenarioLinks(kept.id, 'assumptions'),
      about: scenario.about,
      openedVersion: of.openedVersion ?? version.version,
      programmes: state.mayChange ? programmes : readOnly(programmes, saved),
      form: { values, errors: of.errors },
      errors: of.errors,
      by: request.actor.id,
      isTypedBefore: of.values !== null && of.errors.length === 0,
      isConflict: wrong.includes('changed'),
      warnings: [...scenarioWarnings(scenario), ...beyondStudies(scenario)],
      note: of.values?.note ?? '',
    },
  };
}

/** What was typed, with ticked boxes as a list again. */
function typed(
  values: Readonly<Record<string, string>>,
  levers: ReturnType<typeof allLevers>,
): FormValues {
  const ticked = new Set(levers.filter((one) => one.kind === 'checkboxes').map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      ticked.has(name) ? value.split(';') : value,
    ]),
  );
}

function readOnly(programmes: ReturnType<typeof shownLevers>, values: FormValues) {
  return programmes.map(({ heading, groups }) => ({
    heading,
    groups: groups.map((group) => ({
      ...group,
      rows: group.levers.map((lever) => ({
        key: lever.label,
        words: leverWords(lever, values),
        hint: lever.hint,
        source: lever.source ?? '',
        evidence: lever.evidence ?? '',
        evidenceHref: lever.evidenceHref ?? '',
      })),
    })),
  }));
}
