import { partProgrammes, type ProgrammesFound } from './find-programmes.ts';
import { EVIDENCE, type Programme } from './evidence-file.ts';

/** A need as the record knows it: a theme, and children with it; null where nothing measures it. */
export interface LocalNeed {
  readonly theme: string;
  readonly children: number | null;
}

/** How the library answers one need. */
export type Answer = 'helped' | 'no-better' | 'not-compared' | 'nothing';

/** A need beside the programmes that bear on it. */
export interface Fit extends LocalNeed, ProgrammesFound {
  readonly answer: Answer;
}

/**
 * Each need beside the programmes that bear on its theme, the need of the most children first and
 * those that nothing measures last. `helped`: a study against others found something better;
 * `no-better`: there were such studies, but none that was read found it; `not-compared`: programmes
 * bear on it, none of them tried against others; `nothing`: no programme bears on it.
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

function answerOf({ found, compared, helped }: ProgrammesFound): Answer {
  if (helped.length > 0) return 'helped';
  if (compared.length > 0) return 'no-better';
  return found.length > 0 ? 'not-compared' : 'nothing';
}

/** The needs for which no study against others found something better. */
export function unanswered(fits: readonly Fit[]): Fit[] {
  return fits.filter((one) => one.answer !== 'helped');
}
