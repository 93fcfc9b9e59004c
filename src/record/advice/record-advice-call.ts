import { authorityOf, listAgencies } from '../../govern/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import type { AgencyKind } from '../returns/statement.ts';
import type { AdviceCallStatement } from './advice-call.ts';
import { saveAdviceCalls } from './advice-calls.store.ts';

/** Records one call to an advice line that someone typed; gives the number of its source. */
export async function recordAdviceCall(
  tx: Tx,
  actor: Actor,
  call: Omit<AdviceCallStatement, 'callNumber' | 'row'>,
): Promise<number> {
  const authorityId = authorityOf(actor);
  const sourceId = await insertActionSource(tx, authorityId, 'A call to an advice line');
  const agencies = await listAgencies(tx);
  const agencyOf = new Map(agencies.map(({ kind, id }) => [kind as AgencyKind, id]));
  const callNumber = `typed-${sourceId}`;
  await saveAdviceCalls(tx, { authorityId, sourceId, agencyOf }, [
    { ...call, row: null, callNumber },
  ]);
  return sourceId;
}
