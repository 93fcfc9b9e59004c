import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  pounds,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, readReferenceFile } from '../../platform/index.ts';
import { discountSchedule } from './model-reference.ts';
import {
  type Proof,
  PROOF_GROUPS,
  PROOF_UNITS,
  type ProofGroup,
  proofsOf,
} from './published-results.ts';
import { publishedResultsField } from './published-results-file.ts';

/** Every published result that is worked out again, once at start. */
export const PROOFS: readonly Proof[] = proofsOf(
  readReferenceFile('published-results.yaml', publishedResultsField),
  discountSchedule,
);

const NAME = 'published-results';
const GROUPS = Object.keys(PROOF_GROUPS) as ProofGroup[];

/** Published results that Headwater works out again, and whether they come out the same. */
export const publishedResultsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Published results, worked out again',
  who: thoseWhoSeeFigures,
  parameters: {
    group: `${GROUPS.join(', ')}; or all`,
    result: 'the code of one result, such as social-return',
    column: 'of a group: compared or same; of a result: printed or ours',
  },
  compute: async (_tx, _actor, { group, result, column }): Promise<Finding> => {
    if (result !== undefined) return resultFinding(findProof(result), column);
    if (group === undefined) return wholeFinding();
    const known = GROUPS.find((each) => each === group);
    if (known === undefined && group !== 'all') {
      throw refuse('no-such-group', 'not-found', `group is one of ${GROUPS.join(', ')}, all.`);
    }
    return column === undefined && known !== undefined
      ? groupFinding(known)
      : countFinding(known ?? 'all', column === 'same' ? 'same' : 'compared');
  },
});

/** Results that somebody printed, of one group or of all. */
export function publishedOf(group: ProofGroup | 'all'): Proof[] {
  return PROOFS.filter((one) => one.isPublished && (group === 'all' || one.group === group));
}

/** How many of a group were compared, or came out the same, as a figure. */
function countFigure(group: ProofGroup | 'all', column: 'compared' | 'same'): Figure {
  const results = publishedOf(group);
  const counted = column === 'same' ? results.filter((one) => one.isSame) : results;
  const words = group === 'all' ? 'All published results' : PROOF_GROUPS[group];
  const sources = new Map(results.map(({ source }) => [source.entry, source]));
  const formula =
    column === 'same'
      ? 'Results that come out within half of their last printed digit, counted.'
      : 'Results that a source prints and Headwater works out again, counted.';
  return {
    id: figureId(NAME, { group, column }),
    label: `${words}: ${column === 'same' ? 'come out the same' : 'compared'}`,
    value: counted.length,
    unit: 'number',
    how: {
      formula,
      citations: [...sources.values()],
      rows: { question: words, count: counted.length, href: `/model/proofs#${group}` },
    },
  };
}

function countRow(group: ProofGroup | 'all'): FindingRow {
  return {
    label: group === 'all' ? 'All published results' : PROOF_GROUPS[group],
    figures: [countFigure(group, 'compared'), countFigure(group, 'same')],
    ...(group === 'all' ? {} : { href: `/model/proofs#${group}` }),
  };
}

function wholeFinding(): Finding {
  const all = publishedOf('all');
  const same = all.filter((one) => one.isSame);
  return {
    id: NAME,
    headline: `Headwater comes to ${same.length} of ${all.length} published results`,
    subtitle: 'Published examples worked out again, compared to their last printed digit',
    rowHeading: 'Example',
    columns: ['Compared', 'Come out the same'],
    rows: GROUPS.map(countRow),
    total: countRow('all'),
    chart: 'none',
    notes: all
      .filter((one) => !one.isSame)
      .map((one) => `Does not come out the same: ${one.label}. ${one.note ?? ''}`.trim()),
  };
}

function countFinding(group: ProofGroup | 'all', column: 'compared' | 'same'): Finding {
  const figure = countFigure(group, column);
  return {
    id: figure.id,
    headline: figure.label,
    subtitle: 'Published examples worked out again, compared to their last printed digit',
    rowHeading: 'Example',
    columns: [column === 'same' ? 'Come out the same' : 'Compared'],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}

function groupFinding(group: ProofGroup): Finding {
  const results = PROOFS.filter((one) => one.group === group);
  return {
    id: figureId(NAME, { group }),
    headline: PROOF_GROUPS[group],
    subtitle: 'As its source prints it, and as Headwater works it out',
    rowHeading: 'Result',
    columns: ['Printed', 'Headwater'],
    rows: results.map((one) => ({
      label: one.label,
      figures: [proofFigure(one, 'printed'), proofFigure(one, 'ours')],
    })),
    chart: 'none',
    notes: [...new Set(results.flatMap((one) => one.note ?? []))],
  };
}

function resultFinding(one: Proof, column: string | undefined): Finding {
  const columns = column === 'printed' || column === 'ours' ? [column] : ['printed', 'ours'];
  const texts = one.printed.join(' to ');
  return {
    id: figureId(NAME, { result: one.code, column }),
    headline: one.isSame
      ? `${one.label}: the same, to the last printed digit`
      : `${one.label}: not the same as printed`,
    subtitle: `${PROOF_GROUPS[one.group]}; printed as ${texts}`,
    rowHeading: 'Result',
    columns: columns.map((each) => (each === 'printed' ? 'Printed' : 'Headwater')),
    rows: [
      {
        label: one.label,
        figures: columns.map((each) => proofFigure(one, each === 'printed' ? each : 'ours')),
      },
    ],
    chart: 'none',
    ...(one.note === undefined ? {} : { notes: [one.note] }),
  };
}

/** A result as a figure, as printed or as we come to it; pounds in pence, a range with its ends. */
export function proofFigure(one: Proof, column: 'printed' | 'ours'): Figure {
  const values = column === 'printed' ? one.printed.map(Number) : one.ours;
  const [low = Number.NaN, high = low] = values.map((value) =>
    one.measuredIn === 'pounds' ? pounds(value) : value,
  );
  const words = column === 'printed' ? 'as printed' : 'as Headwater works it out';
  return {
    id: figureId(NAME, { result: one.code, column }),
    label: `${one.label}, ${words}`,
    value: low,
    unit: PROOF_UNITS[one.measuredIn],
    ...(high > low ? { low, high } : {}),
    how: {
      formula: column === 'printed' ? 'As its source prints it.' : one.formula,
      citations: [one.source],
      ...(one.note === undefined ? {} : { notes: [one.note] }),
    },
  };
}

function findProof(code: string): Proof {
  const found = PROOFS.find((one) => one.code === code);
  if (found) return found;
  throw refuse('no-such-result', 'not-found', `There is no result "${code}". All: /model/proofs.`);
}
