import { type FinancialYear, financialYearOf } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { today } from '../people/people.page.ts';
import { provisionYears } from './provision.store.ts';

/** The financial year that forms ask about: the newest of which services speak, or today's. */
export async function newestYear(tx: Tx): Promise<FinancialYear> {
  const now = financialYearOf(today());
  const [newest] = await provisionYears(tx);
  return newest !== undefined && newest <= now ? newest : now;
}
