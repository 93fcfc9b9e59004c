import { Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
  forgetTyped,
  typedBefore,
} from '../../platform/index.ts';
import { knownCodes } from './build-input.ts';
import { saveScenario } from './change-scenario.ts';
import { loadScenario, readNumber } from './load-scenario.ts';
import { parseScenario } from './scenario-file.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { scenarioLinks, scenarioState, scenarioTrail } from './scenario-view.ts';
import { workOut } from './work-out.ts';

const MOST_FAULTS_SHOWN = 20;

/** A scenario as the text that it is: to read, change, send and run by the command line. */
export const scenarioFilePage: Page = definePage({
  url: '/scenarios/:id/file',
  title: 'A scenario as a file',
  who: thoseWhoReadScenarios,
  audit: 'changes',
  keepsForm: true,
  get: async (request) => {
    const { tx, params, query } = request;
    const version = query.version === undefined ? null : readNumber(query.version, 'version');
    const loaded = await loadScenario(tx, readNumber(params.id), version);
    if (query.as === 'yaml') {
      const name = `scenario-${loaded.kept.id}-version-${loaded.version.version}.yaml`;
      return { file: loaded.version.content, type: 'text/yaml; charset=utf-8', name };
    }
    if (query.begin === 'anew') forgetTyped(request);
    const typed = version === null ? typedBefore(request) : null;
    return show(request, { text: typed?.text ?? loaded.version.content, errors: [], typed });
  },
  post: async (request) => {
    forgetTyped(request);
    const { tx, actor, form, params } = request;
    const id = readNumber(params.id);
    const text = form.text ?? '';
    const errors = faultsOf(text);
    if (errors.length > 0) return show(request, { text, errors });
    try {
      const openedVersion = readNumber(form.version, 'version');
      const asked = { id, openedVersion, save: { text }, note: form.note ?? '' };
      const saved = await saveScenario(tx, actor, asked);
      await request.audit(saved.note);
      await workOut(request, id);
      return { redirect: `/scenarios/${id}` };
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error;
      return show(request, { text, errors: [{ field: 'text', sentence: error.message }] });
    }
  },
});

/** Each fault of a text as a sentence with its line. */
export function faultsOf(text: string): FieldError[] {
  const { problems } = parseScenario(text, 'scenario', knownCodes());
  return problems.slice(0, MOST_FAULTS_SHOWN).map(({ line, entry, field, message, fix }) => {
    const place = [
      line === null ? '' : `line ${line}`,
      entry === null ? '' : entry,
      field === '' ? '' : field,
    ].filter((part) => part !== '');
    const where = place.length === 0 ? '' : `${place.join(', ')}: `;
    const sentence = `${where}${message} ${fix}`;
    return { field: 'text', sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1) };
  });
}

async function show(
  request: PageRequest,
  of: {
    readonly text: string;
    readonly errors: readonly FieldError[];
    /** What was typed when time ran out; none by default. */
    readonly typed?: Readonly<Record<string, string>> | null;
  },
): Promise<PageAnswer> {
  const { tx, actor, params, query } = request;
  const form = of.typed ?? request.form;
  const asked = form.version ?? query.version;
  const version = asked === undefined ? null : readNumber(asked, 'version');
  const loaded = await loadScenario(tx, readNumber(params.id), version);
  const state = scenarioState(loaded.kept, actor);
  return {
    template: 'decide/scenario/file.njk',
    title: `As a file: ${loaded.kept.name}`,
    ...(of.errors.length > 0 ? { status: 400 } : {}),
    breadcrumbs: scenarioTrail(loaded.kept),
    data: {
      state,
      links: scenarioLinks(loaded.kept.id, 'assumptions'),
      openedVersion: loaded.version.version,
      by: actor.id,
      isTypedBefore: (of.typed ?? null) !== null,
      isNewest: loaded.version.version === loaded.kept.newestVersion,
      text: of.text,
      form: { values: { text: of.text, note: form.note ?? '' }, errors: of.errors },
      errors: of.errors,
    },
  };
}
