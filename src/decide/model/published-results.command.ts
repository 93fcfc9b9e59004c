import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { asPrinted, type Proof } from './published-results.ts';
import { PROOFS, proofFigure, publishedResultsMeasure } from './published-results.measure.ts';

/** `headwater model proofs`: every published result, what its source prints and what we get. */
export const modelProofsCommand: Command = defineCommand({
  name: 'model proofs',
  summary: 'Published results worked out again: what the source prints, and what Headwater gets',
  usage: '[GROUP]',
  explanation:
    'With a group (discount, family, care, textbook, social, additionality, parenting), that ' +
    'group alone. Exit status 1 where one does not come out the same and nothing says why.',
  options: {},
  run: async (context) => {
    const [group] = context.arguments;
    const finding = await asActor(context.database, context.actor, (tx) =>
      publishedResultsMeasure.compute(tx, context.actor, { group }),
    );
    const shown = PROOFS.filter((one) => group === undefined || one.group === group);
    const { total: _total, ...rest } = finding;
    const rows = shown.map((one) => ({
      label: lineOf(one),
      figures: [proofFigure(one, 'printed'), proofFigure(one, 'ours')],
    }));
    const isUnexplained = shown.some((one) => !one.isSame && one.note === undefined);
    const columns = ['Printed', 'Headwater'];
    return { finding: { ...rest, columns, rows }, status: isUnexplained ? 1 : 0 };
  },
});

function lineOf(one: Proof): string {
  const ours = one.ours.map((value, index) => asPrinted(value, one.printed[index] ?? ''));
  const verdict = one.isSame ? 'same' : 'NOT THE SAME';
  const told = one.isPublished ? `printed ${one.printed.join(' to ')}, here` : 'beside it';
  return `${one.label} [${told} ${ours.join(' to ')}: ${verdict}]`;
}
