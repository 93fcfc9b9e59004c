import type { Figure } from '../../lib/index.ts';
import type { NeedKind } from './need-table.ts';

/** Kinds of place: within a sentence, as a heading, and several of them. */
export const KIND_WORDS: Readonly<Record<NeedKind, readonly [string, string, string]>> = {
  authority: ['authority', 'Authority', 'authorities'],
  locality: ['locality', 'Locality', 'localities'],
  ward: ['ward', 'Ward', 'wards'],
  'school-cluster': ['school cluster', 'School cluster', 'school clusters'],
};

/** A sentence whose numbers lead to where they come from: words and figures in turn. */
export type Sentence = readonly (string | Figure)[];

/** Names in a sentence: `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
