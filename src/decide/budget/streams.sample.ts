import { financialYear, pence } from '../../lib/index.ts';
import { type FundingStream, type SpendingNeed, UNTIED } from './streams.ts';

/** A made-up grant of £1,000 in 2026-27 that is tied to nothing and lapses. */
export function aStream(given: Partial<FundingStream> = {}): FundingStream {
  return {
    code: 'grant',
    name: 'Grant',
    giver: 'Ministry',
    kind: 'grant',
    amounts: [{ year: financialYear(2026), amountPence: pence(100_000) }],
    ...UNTIED,
    isMadeUp: true,
    ...given,
  };
}

/** Made-up family support of £600 in 2026-27. */
export function aNeed(given: Partial<SpendingNeed> = {}): SpendingNeed {
  return {
    code: 'need',
    name: 'Family support',
    of: '',
    levels: ['targeted-early-help'],
    themes: [],
    class: 'early',
    use: 'running',
    costs: [{ year: financialYear(2026), amountPence: pence(60_000) }],
    isMadeUp: true,
    ...given,
  };
}
