import type { State } from '../model/model-input.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';

/** States as words in a sentence: `early help or child in need`; all kinds of care as `care`. */
export function statesInWords(states: readonly State[]): string {
  const isAllCare = ['kinship', 'foster', 'residential', 'other'].every((kind) =>
    states.some((state) => state === `looked-after/${kind}`),
  );
  const rest = isAllCare ? states.filter((state) => !state.startsWith('looked-after/')) : states;
  const words = rest.map((state) => STATE_LABELS[state].toLowerCase());
  const all = isAllCare ? [...words, 'care'] : words;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
