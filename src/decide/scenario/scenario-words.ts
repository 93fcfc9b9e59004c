import type { State } from '../model/model-input.ts';
import type { Perspective } from '../model/model-result.ts';

/** The words of a page for each state. */
export const STATE_WORDS: Readonly<Record<State, string>> = {
  universal: 'No help beyond what everybody gets',
  'targeted-early-help': 'Early help',
  'child-in-need': 'In need',
  'child-protection': 'On a protection plan',
  'looked-after/kinship': 'Looked after by family or friends',
  'looked-after/foster': 'In foster care',
  'looked-after/residential': 'In a children’s home',
  'looked-after/other': 'Looked after elsewhere',
  'leaving-care': 'Leaving care',
  adult: 'Grown up',
};

/** What each perspective counts, in a few words and in a sentence. */
export const PERSPECTIVE_WORDS: Readonly<
  Record<Perspective, { readonly text: string; readonly sentence: string }>
> = {
  cash: {
    text: 'Cash',
    sentence: 'Only money that leaves a budget: a placement not bought, a post not filled.',
  },
  public: {
    text: 'Public purse',
    sentence:
      'Cash, and the time of staff that is set free. Freed time is worth its price only if it is ' +
      'used for something else that is needed.',
  },
  society: {
    text: 'Society',
    sentence:
      'Also what it is worth to people themselves. No budget holds this money. Benefits and taxes ' +
      'that only change hands are left out.',
  },
};

/** States as words in a sentence: `early help, in need`. */
export function statesInWords(states: readonly State[]): string {
  const isAllCare = ['kinship', 'foster', 'residential', 'other'].every((kind) =>
    states.some((state) => state === `looked-after/${kind}`),
  );
  const rest = isAllCare ? states.filter((state) => !state.startsWith('looked-after/')) : states;
  const words = rest.map((state) => STATE_WORDS[state].toLowerCase());
  const all = isAllCare ? [...words, 'looked after'] : words;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
