import type { ModelResult } from '../model/model-result.ts';
import { beyondStudies } from './beyond-studies.ts';
import type { Scenario } from './scenario.ts';
import { scenarioWarnings } from './scenario-fields.ts';

/** What a reader must know: one plain sentence, and the detail behind it where there is any. */
export interface Caveat {
  readonly text: string;
  readonly detail: string | null;
}

/** A first sentence shorter than this is the abbreviation of a name, not a sentence. */
const SHORTEST_SENTENCE = 30;

/** All that a reader of a result must know: of what the scenario says, then what the run found. */
export function caveatSentences(loaded: {
  readonly scenario: Scenario;
  readonly found: Pick<ModelResult, 'warnings'>;
}): readonly string[] {
  const { scenario, found } = loaded;
  return [...scenarioWarnings(scenario), ...beyondStudies(scenario), ...found.warnings];
}

/** Parts a caveat after its first sentence, so that a page can fold the rest away. */
export function toCaveat(sentences: string): Caveat {
  const end = sentences.indexOf('. ', SHORTEST_SENTENCE);
  if (end < 0) return { text: sentences, detail: null };
  return { text: sentences.slice(0, end + 1), detail: sentences.slice(end + 2) };
}
