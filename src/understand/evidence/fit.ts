import { partProgrammes, type ProgrammesFound } from './find-programmes.ts';
import { EVIDENCE, type Programme } from './evidence-file.ts';

/** A need as the record knows it: a theme, and children with it; null where nothing measures it. */
export interface LocalNeed {
  readonly theme: string;
  readonly children: number | null;
}

/** How the library answers one need. */
export type Answer = 'compared' | 'not-compared' | 'nothing';

/** A need beside the programmes that bear on it. */
export interface Fit extends LocalNeed, ProgrammesFound {
  readonly answer: Answer;
}

/**
 * Each need beside the programmes that bear on its theme, the need of the most children first and
 * those that nothing measures last. `nothing`: no programme bears on it; `not-compared`: some do,
 * but none was tried against others who did not have it.
 */
export function fitOf(
  needs: readonly LocalNeed[],
  programmes: readonly Programme[] = EVIDENCE.programmes,
): Fit[] {
  return [...needs]
    .sort((a, b) => (b.children ?? -1) - (a.children ?? -1))
    .map((need) => {
      const parts = partProgrammes(programmes.filter((one) => one.themes.includes(need.theme)));
      return { ...need, ...parts, answer: answerOf(parts) };
    });
}

function answerOf({ found, compared }: ProgrammesFound): Answer {
  if (compared.length > 0) return 'compared';
  return found.length > 0 ? 'not-compared' : 'nothing';
}

/** The needs that nothing tried against a comparison answers. */
export function unanswered(fits: readonly Fit[]): Fit[] {
  return fits.filter((one) => one.answer !== 'compared');
}
