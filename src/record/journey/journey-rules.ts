import { listField, recordField, textField, optionalField } from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { placementGroupOf } from '../returns/ssda903.codes.ts';
import type { JourneyRules } from './rebuild-levels.ts';

/** One of the eight themes, and which factors of the census speak of it. */
export interface Theme {
  readonly theme: string;
  readonly label: string;
  readonly factors: readonly string[];
  /** The kinds of file that measure it; none means "not measured", never 0. */
  readonly sources: readonly string[];
  /** What would measure it, where nothing does yet. */
  readonly needs?: string | undefined;
}

const themesFile = recordField({
  themes: listField(
    recordField({
      theme: textField,
      label: textField,
      paper: textField,
      factors: listField(textField),
      sources: listField(textField),
      needs: optionalField(textField),
    }),
  ),
});

/** The themes, read and checked once at start. */
export const THEMES: readonly Theme[] = readReferenceFile('themes.yaml', themesFile).themes;

const THEME_OF_FACTOR = new Map(
  THEMES.flatMap((theme) => theme.factors.map((factor) => [factor, theme.theme] as const)),
);

/** How journeys are understood: themes of assessment factors, groups of placements. */
export const JOURNEY_RULES: JourneyRules = {
  placementGroupOf,
  themesOf: (factors) => {
    const themes = factors.flatMap((factor) => THEME_OF_FACTOR.get(factor) ?? []);
    return [...new Set(themes)].sort();
  },
};
