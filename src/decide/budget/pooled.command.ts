import { listAgencies, recordAudit } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { agreeContribution } from './agree-contribution.ts';
import { pooledBudgetMeasure, poolProposalMeasure } from './pooled.measure.ts';
import { readEntry } from './pooled.page.ts';
import { thoseWhoCommitMoney } from './streams.page.ts';

/** `headwater budget pooled`: agreed and paid by agency, or contributions proposed by a run. */
export const budgetPooledCommand: Command = defineCommand({
  name: 'budget pooled',
  summary: 'A pooled budget: agreed and paid, or contributions that leave nobody worse off',
  usage: '[--pool NAME] [--year 2026-27] | --result NUMBER [--basis cash]',
  explanation: 'With --result: what each agency would give by year in proportion to its gain.',
  options: {
    pool: { value: 'NAME', explanation: 'the pool; the first by default' },
    year: { value: 'YEAR', explanation: 'one year; all by default' },
    result: { value: 'NUMBER', explanation: 'a run of a scenario that says who gains' },
    basis: { value: 'WHAT', explanation: 'public or cash' },
  },
  run: async ({ database, actor, options }) =>
    asActor(database, actor, async (tx) => {
      const { pool, year, result, basis } = options;
      if (result === undefined) {
        return { finding: await pooledBudgetMeasure.compute(tx, actor, { pool, year }), status: 0 };
      }
      const finding = await poolProposalMeasure.compute(tx, actor, { result, basis });
      return { finding, status: 0 };
    }),
});

/** `headwater budget contribute`: keeps what an agency agreed to give to a pool, or paid. */
export const budgetContributeCommand: Command = defineCommand({
  name: 'budget contribute',
  summary: 'Keep what an agency agreed to give to a pool, or has paid',
  usage: '--as EMAIL --pool NAME --agency KIND --year 2026-27 --kind agreed --amount POUNDS',
  explanation: 'Entries stay; --back takes one back with an entry of its own and needs --note.',
  options: {
    pool: { value: 'NAME', explanation: 'the pool' },
    agency: { value: 'NAME', explanation: 'the name or kind of the agency' },
    year: { value: 'YEAR', explanation: 'the financial year' },
    kind: { value: 'KIND', explanation: 'agreed or paid' },
    amount: { value: 'POUNDS', explanation: 'how much' },
    back: { explanation: 'take it back' },
    note: { value: 'WORDS', explanation: 'why, in words' },
  },
  run: async ({ database, actor, options }) => {
    if (!thoseWhoCommitMoney.allows(actor)) {
      const sentence = 'Name with --as someone who answers for money.';
      throw refuse('not-your-money', 'forbidden', sentence);
    }
    const { pool = '', agency = '', year = '', kind = '', amount = '', back, note = '' } = options;
    return asActor(database, actor, async (tx) => {
      const agencies = await listAgencies(tx);
      const named = agencies.find((one) => one.name === agency || one.kind === agency);
      const act = back === undefined ? 'give' : 'back';
      const form = { pool, agency: String(named?.id ?? ''), year, kind, amount, act, note };
      const read = readEntry(
        form,
        agencies.map(({ id }) => id),
      );
      if (!read.ok) {
        const sentences = read.errors.map(({ field, sentence }) => `${field}: ${sentence}.`);
        throw refuse('form-not-right', 'invalid', sentences.join(' '));
      }
      const id = await agreeContribution(tx, actor, read.value);
      await recordAudit(tx, actor, {
        action: 'pool-contribution.added',
        subjectKind: 'pool-contribution',
        subjectId: String(id),
        detail: { ...read.value },
      });
      return { lines: [`Entry ${id} is kept.`], status: 0 };
    });
  },
});
