import { FACTOR_CODES } from '../returns/cin-census.codes.ts';
import { earlyHelpNeeds } from '../returns/early-help.codes.ts';
import { incidentTypes } from '../returns/police.codes.ts';
import { youthJusticeOutcomes } from '../returns/youth-justice.codes.ts';
import { codeWords } from './journey-words.ts';

const OWN_WORDS: Readonly<Record<string, string>> = {
  persistent: 'Missed a tenth of school sessions or more',
  severe: 'Missed half of school sessions or more',
  'not-ready': 'No good level of development at the end of reception',
  'working-with': 'Worked with by the youth justice service in the year',
};

/**
 * What a source found that speaks of a theme, in plain words: a factor of the census, a need, a
 * type of incident, absence; the code itself where nothing knows it.
 */
export function themeFindingWords(source: string, what: string): string {
  const own = OWN_WORDS[what];
  if (own !== undefined) return own;
  if (source === 'cin-census') return codeWords(FACTOR_CODES, what);
  const lists = { 'early-help': earlyHelpNeeds, police: incidentTypes } as const;
  const list = source === 'youth-justice' ? youthJusticeOutcomes : lists[source as 'police'];
  const known = list?.find((one) => one.code === what);
  return known?.label ?? (FACTOR_CODES.has(what) ? codeWords(FACTOR_CODES, what) : what);
}
