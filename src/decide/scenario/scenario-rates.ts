import { type Figure, Refusal } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import type { State } from '../model/model-input.ts';
import { moveRateMeasure } from '../model/move-rate.measure.ts';
import { FROM_STATES } from '../model/read-rate-table.ts';
import type { LoadedResult } from './load-result.ts';

/**
 * The rates of moves behind the children at one level, as the rates' own measure gives them: from
 * each level that the programmes of the run serve or act on. Empty where no rate leads there.
 */
export async function rateFigures(
  tx: Tx,
  actor: Actor,
  asked: { readonly loaded: LoadedResult; readonly state: State },
): Promise<Figure[]> {
  const { loaded, state } = asked;
  const source = loaded.scenario.rates;
  const to = state.startsWith('looked-after/') ? 'looked-after' : state;
  const figures: Figure[] = [];
  for (const from of statesActedOn(loaded)) {
    if (from === to || !FROM_STATES.some((one) => one === from)) continue;
    const given = { from, to, ...(source === 'record' ? {} : { source }) };
    const finding = await moveRateMeasure.compute(tx, actor, given).catch(onlyRefused);
    figures.push(...(finding?.rows[0]?.figures ?? []));
  }
  return figures;
}

/** Levels that programmes serve or whose moves they change, each once. */
function statesActedOn({ scenario }: LoadedResult): State[] {
  const all = scenario.programmes.flatMap(({ who, effects }) => [
    ...who.states,
    ...effects.flatMap(({ on }) => ('from' in on ? on.from : [])),
  ]);
  return [...new Set(all)];
}

/** A rate that the measure does not give is left out; anything else is our fault. */
function onlyRefused(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}
