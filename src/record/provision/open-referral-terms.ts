import {
  dayField,
  listField,
  oneOfField,
  optionalField,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { type JsonObject, objectIn, objectsIn, textIn } from './open-referral-standard.ts';
import { SERVICE_LEVEL_LABELS, SERVICE_LEVELS, type ServiceLevel } from './service.ts';

const THEME_CODES = THEMES.map(({ theme }) => theme);

const { terms: TERMS } = readReferenceFile(
  'open-referral-terms.yaml',
  recordField({
    reading: recordField({
      by: textField,
      checked: dayField,
      standard: textField,
      source: textField,
    }),
    terms: listField(
      recordField({
        names: listField(textField),
        theme: optionalField(oneOfField(THEME_CODES)),
        level: optionalField(oneOfField(SERVICE_LEVELS)),
      }),
    ),
  }),
);

const BY_NAME = new Map(TERMS.flatMap((term) => term.names.map((name) => [plain(name), term])));

/** What the taxonomy terms of a service say in our own words, and which say nothing to us. */
export interface MappedTerms {
  readonly themes: readonly string[];
  /** The level that is stated; null when none is, or two that differ. */
  readonly level: ServiceLevel | null;
  /** Names of terms that `reference/open-referral-terms.yaml` does not list. */
  readonly notMapped: readonly string[];
}

/** Maps the terms of a service by `reference/open-referral-terms.yaml`; guesses nothing. */
export function mapTerms(service: JsonObject): MappedTerms {
  const themes = new Set<string>();
  const levels = new Set<ServiceLevel>();
  const notMapped = new Set<string>();
  for (const name of termNames(service)) {
    const known = BY_NAME.get(plain(name));
    if (known === undefined) notMapped.add(name);
    if (known?.theme !== undefined) themes.add(known.theme);
    if (known?.level !== undefined) levels.add(known.level);
  }
  const [level = null] = levels;
  return {
    themes: THEME_CODES.filter((theme) => themes.has(theme)),
    level: levels.size === 1 ? level : null,
    notMapped: [...notMapped].sort(),
  };
}

/** The names of the taxonomy terms by which a service itself is classified. */
export function termNames(service: JsonObject): readonly string[] {
  return objectsIn(service, 'attributes').flatMap((attribute) => {
    const term = objectIn(attribute, 'taxonomy_term');
    const name = term === null ? null : textIn(term, 'name');
    return name === null || name.trim() === '' ? [] : [name.trim()];
  });
}

/** What one term says in words of ours; null when nobody mapped it. */
export function meaningOf(name: string): string | null {
  const known = BY_NAME.get(plain(name));
  if (known === undefined) return null;
  const theme = THEMES.find((one) => one.theme === known.theme)?.label;
  const level = known.level === undefined ? undefined : SERVICE_LEVEL_LABELS[known.level];
  return [theme, level].flatMap((words) => words ?? []).join('; ');
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'and')
    .join(' ');
}
