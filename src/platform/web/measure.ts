import type { Finding } from '../../lib/index.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import type { Who } from './page.ts';

/** Parameters of a measure as its address gives them. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * One thing that is measured. Its address is `/figures/<name>?<parameters>`; pages, downloads, the
 * command line and the explanation all compute it here.
 */
export interface Measure {
  /** The first part of the address, such as `late-help-cost`. */
  readonly name: string;
  readonly title: string;
  readonly who: Who;
  /** What it can be asked, in words; anything else in the address is refused. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Computes it now; throws a Refusal for a parameter that makes no sense. */
  compute(tx: Tx, actor: Actor, parameters: Parameters): Promise<Finding>;
}

/** Defines a measure. */
export function defineMeasure(measure: Measure): Measure {
  return measure;
}
