import {
  CITATION_FIELDS,
  listField,
  numberField,
  oneOfField,
  optionalField,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { earlyHelpNeeds } from '../returns/early-help.codes.ts';
import { placementGroupOf } from '../returns/ssda903.codes.ts';
import type { JourneyRules } from './rebuild-levels.ts';

/** One of the eight themes, and which factors of the census speak of it. */
export interface Theme {
  readonly theme: string;
  readonly label: string;
  /** The theme in the words of the paper. */
  readonly paper: string;
  readonly factors: readonly string[];
  /** The sources that measure it; without any of them it is "not measured", never 0. */
  readonly sources: readonly string[];
}

/** What measures themes: a kind of file, and whom it speaks of. */
export interface ThemeSource {
  readonly source: string;
  readonly label: string;
  readonly reach: string;
  /** What to load for it, in plain words. */
  readonly load: string;
}

const themesFile = recordField({
  sources: listField(
    recordField({ source: textField, label: textField, reach: textField, load: textField }),
  ),
  themes: listField(
    recordField({
      theme: textField,
      label: textField,
      paper: textField,
      factors: listField(textField),
      sources: listField(textField),
    }),
  ),
  absence: recordField({
    persistentPercent: numberField(0, 100),
    severePercent: numberField(0, 100),
    ...CITATION_FIELDS,
    note: optionalField(textField),
  }),
  together: listField(
    recordField({
      key: textField,
      label: textField,
      themes: listField(textField),
      note: textField,
    }),
  ),
  strengths: recordField({
    ...CITATION_FIELDS,
    list: listField(
      recordField({
        code: textField,
        label: textField,
        source: oneOfField(['framework', 'ours']),
      }),
    ),
  }),
});

const FILE = readReferenceFile('themes.yaml', themesFile);

/** The themes, read and checked once at start. */
export const THEMES: readonly Theme[] = FILE.themes;

/** What measures themes. */
export const THEME_SOURCES: readonly ThemeSource[] = FILE.sources;

/** Which part of the sessions possible counts as missing school, and who says so. */
export const ABSENCE = FILE.absence;

/** Sets of themes with a name of their own. */
export const NAMED_TOGETHER = FILE.together;

/** Strengths that an assessment may state beside needs, and where the list comes from. */
export const STRENGTHS = FILE.strengths;

const THEME_OF_FACTOR = new Map(
  THEMES.flatMap((theme) => theme.factors.map((factor) => [factor, theme.theme] as const)),
);

const THEME_OF_NEED = new Map(earlyHelpNeeds.map((need) => [need.code, need.meaning] as const));

/** How journeys are understood: themes of assessment factors, groups of placements, absence. */
export const JOURNEY_RULES: JourneyRules = {
  placementGroupOf,
  persistentPercent: ABSENCE.persistentPercent,
  severePercent: ABSENCE.severePercent,
  themeOfNeed: (need) => THEME_OF_NEED.get(need) ?? null,
  themesOf: (factors) => {
    const themes = factors.flatMap((factor) => THEME_OF_FACTOR.get(factor) ?? []);
    return [...new Set(themes)].sort();
  },
};
