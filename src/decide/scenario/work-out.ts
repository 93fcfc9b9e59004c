import type { PageRequest } from '../../platform/index.ts';
import { workOutVersion } from './run-scenario.ts';

/** The first estimate of a scenario at once, and all its runs as work that is followed. */
export async function workOut(
  { tx, actor, audit }: Pick<PageRequest, 'tx' | 'actor' | 'audit'>,
  id: number,
): Promise<void> {
  const { early, queued } = await workOutVersion(tx, actor, { id });
  await audit(early.note);
  await audit(queued.note);
}
