import { authorityOf } from './govern/index.ts';
import type { Actor, Tx } from './platform/index.ts';
import { insertActionSource } from './record/index.ts';
import { changeSpendClass } from './decide/index.ts';
import { demoHasDone } from './demo.store.ts';

/** The action that notes that lines of the demo were classed once. */
export const DEMO_CLASSES = 'Classed lines of spending of the demo';

/**
 * Lets somebody who knows Northbridge's ledger class two lines otherwise than by default, once,
 * with reasons, which are made up. Gives whether it did.
 */
export async function demoClasses(tx: Tx, manager: Actor): Promise<boolean> {
  if (await demoHasDone(tx, DEMO_CLASSES)) return false;
  await insertActionSource(tx, authorityOf(manager), DEMO_CLASSES);
  await changeSpendClass(tx, manager, {
    publication: 'ro3',
    line: 'family-support',
    class: 'shared',
    share: { low: 60, likely: 70, high: 80 },
    reason:
      'The ledger shows about three tenths of this line as short breaks for disabled children',
  });
  await changeSpendClass(tx, manager, {
    publication: 'ro3',
    line: 'youth-justice',
    class: 'shared',
    share: { low: 20, likely: 30, high: 40 },
    reason: 'The team that works with young people before any charge is paid from this line here',
  });
  return true;
}
