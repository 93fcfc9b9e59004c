import type { Level, PlacementGroup } from '../../record/index.ts';
import { STATES, type State } from './model-input.ts';

/** Groups of placements by the part of being looked after that they are in the model. */
const STATE_OF_PLACEMENT: Readonly<Record<PlacementGroup, State>> = {
  'kinship-foster': 'looked-after/kinship',
  foster: 'looked-after/foster',
  'childrens-home': 'looked-after/residential',
  secure: 'looked-after/residential',
  'residential-school': 'looked-after/residential',
  'other-residential': 'looked-after/residential',
  'semi-independent': 'looked-after/other',
  'with-parents': 'looked-after/other',
  adoption: 'looked-after/other',
  temporary: 'looked-after/other',
  other: 'looked-after/other',
};

/**
 * The state of the model on a day at a level; while looked after, by the group of the placement,
 * and `looked-after/other` where the group is not known.
 */
export function stateOfLevel(level: Level, placementGroup: string): State {
  if (level === 'looked-after') {
    return STATE_OF_PLACEMENT[placementGroup as PlacementGroup] ?? 'looked-after/other';
  }
  return level;
}

/** Each group of placements with its state, for counting in the database. */
export const PLACEMENT_STATES: readonly (readonly [PlacementGroup, State])[] = Object.entries(
  STATE_OF_PLACEMENT,
) as [PlacementGroup, State][];

/** Whether a state is one of being looked after. */
export function isLookedAfter(state: State): boolean {
  return state.startsWith('looked-after/');
}

/** Every state of being looked after. */
export const LOOKED_AFTER_STATES: readonly State[] = STATES.filter(isLookedAfter);

/** States in plain words, for screens. */
export const STATE_LABELS: Readonly<Record<State, string>> = {
  universal: 'No help beyond what every child has',
  'targeted-early-help': 'Early help',
  'child-in-need': 'Child in need',
  'child-protection': 'Child protection plan',
  'looked-after/kinship': 'Looked after by family or friends',
  'looked-after/foster': 'Looked after in foster care',
  'looked-after/residential': 'Looked after in a home',
  'looked-after/other': 'Looked after elsewhere',
  'leaving-care': 'Leaving care',
  adult: 'Adult',
};
