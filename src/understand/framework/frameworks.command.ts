import { resolve } from 'node:path';
import { refuse } from '../../lib/index.ts';
import { asActor, type Command, defineCommand, localFile } from '../../platform/index.ts';
import { loadFrameworkFile } from './add-framework.ts';
import { gradeOf, isInForce } from './framework.ts';
import { frameworkIndicatorsMeasure } from './framework-indicators.measure.ts';
import { loadFrameworkBook, listAgencyWords } from './frameworks.store.ts';

/** `headwater frameworks`: what we mean by better, and what each indicator says now. */
export const frameworksCommand: Command = defineCommand({
  name: 'frameworks',
  summary: 'Outcome frameworks, their indicators and what agencies call them',
  usage: '[--framework national-framework] [--words]',
  explanation:
    'Indicators show their newest value here; those that nothing measures say so. --words prints ' +
    'what each agency calls what the partnership shares.',
  options: {
    framework: { value: 'CODE', explanation: 'only indicators that serve this framework' },
    words: { explanation: 'our word, your word' },
  },
  run: async (context) => {
    const { framework, words } = context.options;
    return asActor(context.database, context.actor, async (tx) => {
      if (words !== undefined) {
        const all = await listAgencyWords(tx);
        const lines = all.map((one) => `${one.subject}: ${one.agencyName} says "${one.word}"`);
        return { rows: all.map((one) => ({ ...one })), lines, status: 0 };
      }
      const book = await loadFrameworkBook(tx);
      const finding = await frameworkIndicatorsMeasure.compute(tx, context.actor, { framework });
      const rows = book.frameworks.map((one) => ({
        code: one.code,
        label: one.label,
        publisher: one.publisher,
        from: one.from,
        until: one.until,
        isInForce: isInForce(one, context.today),
        outcomes: one.outcomes.map(({ code, label }) => ({ code, label })),
        indicators: book.indicators
          .filter(({ outcomes }) => outcomes.some((ref) => ref.startsWith(`${one.code}/`)))
          .map(({ code, source }) => ({ code, grade: gradeOf(source) })),
      }));
      return { finding, rows, status: 0 };
    });
  },
});

/** `headwater frameworks load`: adds frameworks of the authority's own from a file. */
export const loadFrameworksCommand: Command = defineCommand({
  name: 'frameworks load',
  summary: 'Add frameworks and indicators of your own from a CSV file',
  usage: 'FILE',
  explanation:
    'Columns: framework, outcome, indicator, definition, figure, polarity, owner. Each row is an ' +
    'outcome, with an indicator where the third column is filled.',
  options: {},
  run: async (context) => {
    const [path] = context.arguments;
    if (path === undefined) throw refuse('no-file', 'invalid', 'Name the file to load.');
    const file = await localFile(resolve(context.folder, path));
    const loaded = await asActor(context.database, context.actor, (tx) =>
      loadFrameworkFile(tx, context.actor, { file, today: context.today }),
    );
    const { frameworks, indicators, problems } = loaded;
    const lines = [`Frameworks added: ${frameworks}. Indicators added: ${indicators}.`];
    return { lines, problems, status: problems.length > 0 ? 1 : 0 };
  },
});
