import { AGE_BANDS, type State } from './model-input.ts';
import type { MoveTarget } from './rate-table.ts';
import { STATE_LABELS } from './state-of-level.ts';

/** A band of age in words, by its code; `all` is all ages. */
export function ageWords(age: string): string {
  const band = AGE_BANDS.find(({ code }) => code === age);
  if (band === undefined) return 'All ages';
  if (band.from === band.to) return 'Under 1';
  return `Aged ${band.from} to ${band.to}`;
}

/** Where a move leads, within a sentence. */
export function targetWords(to: MoveTarget): string {
  if (to === 'looked-after') return 'being looked after';
  return TARGETS[to] ?? STATE_LABELS[to].toLowerCase();
}

const TARGETS: Readonly<Partial<Record<State, string>>> = {
  universal: 'no help beyond what every child has',
  'child-in-need': 'being in need',
  'child-protection': 'a child protection plan',
};

/** The heading of a column of moves. */
export function columnWords(to: MoveTarget): string {
  return to === 'looked-after' ? 'Looked after' : (COLUMNS[to] ?? STATE_LABELS[to]);
}

const COLUMNS: Readonly<Partial<Record<State, string>>> = { universal: 'No help' };

/** Children of a state, after "Of 100". */
export function childrenWords(from: State): string {
  return CHILDREN[from];
}

const CHILDREN: Readonly<Record<State, string>> = {
  universal: 'children without help',
  'targeted-early-help': 'children with early help',
  'child-in-need': 'children in need',
  'child-protection': 'children on a protection plan',
  'looked-after/kinship': 'children looked after by family or friends',
  'looked-after/foster': 'children in foster care',
  'looked-after/residential': 'children looked after in homes',
  'looked-after/other': 'children looked after elsewhere',
  'leaving-care': 'young people leaving care',
  adult: 'adults',
};

/** What happens to some of them, after "so many". */
export function happensWords(to: MoveTarget): string {
  return HAPPENS[to];
}

const HAPPENS: Readonly<Record<MoveTarget, string>> = {
  universal: 'are without help again',
  'targeted-early-help': 'get early help',
  'child-in-need': 'are in need',
  'child-protection': 'are on a protection plan',
  'looked-after': 'are looked after',
  'looked-after/kinship': 'are looked after by family or friends',
  'looked-after/foster': 'are in foster care',
  'looked-after/residential': 'are looked after in a home',
  'looked-after/other': 'are looked after elsewhere',
  'leaving-care': 'are leaving care',
  adult: 'no longer get support',
};
