import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { asPrinted, type Proof, PROOF_GROUPS, type ProofGroup } from './published-results.ts';
import { PROOFS, proofFigure, publishedResultsMeasure } from './published-results.measure.ts';

/** Published results worked out again, so that nobody has to take the model on trust. */
export const publishedResultsPage: Page = definePage({
  url: '/model/proofs',
  title: 'Published results, worked out again',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const counted = await publishedResultsMeasure.compute(tx, actor, {});
    return {
      template: 'decide/model/published-results.njk',
      title: counted.headline,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/where-figures-come-from', text: 'Where figures come from' },
      ],
      data: { counted, groups: (Object.keys(PROOF_GROUPS) as ProofGroup[]).map(groupOf) },
    };
  },
});

function groupOf(group: ProofGroup) {
  const results = PROOFS.filter((one) => one.group === group);
  return {
    code: group,
    label: PROOF_GROUPS[group],
    source: results[0]?.source,
    notes: [...new Set(results.flatMap((one) => one.note ?? []))],
    rows: results.map((one) => ({
      label: one.label,
      printed: one.isPublished ? ends(one.printed.map((text) => readable(text, one))) : null,
      printedFigure: proofFigure(one, 'printed'),
      ours: ends(
        one.ours.map((value, index) => readable(asPrinted(value, one.printed[index] ?? ''), one)),
      ),
      figure: proofFigure(one, 'ours'),
      verdict: !one.isPublished
        ? { text: 'Beside it', tone: 'quiet' }
        : one.isSame
          ? { text: 'The same', tone: 'done' }
          : { text: 'Not the same', tone: 'attention' },
    })),
  };
}

/** Both ends of a range; one number where they are the same. */
function ends(texts: readonly string[]): string {
  return [...new Set(texts)].join(' to ');
}

const SIGNS: Readonly<Record<Proof['measuredIn'], readonly [string, string]>> = {
  pounds: ['\u00a3', ''],
  dollars: ['US$', ''],
  ratio: ['', ''],
  number: ['', ''],
  percent: ['', '%'],
  years: ['', ' years'],
};

/** Digits as printed, with the sign of their unit and commas in thousands of money. */
function readable(digits: string, { measuredIn }: Proof): string {
  const [before, after] = SIGNS[measuredIn];
  const isMoney = measuredIn === 'pounds' || measuredIn === 'dollars';
  const [whole = '', decimals] = digits.replace('-', '').split('.');
  const grouped = isMoney ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  const cut = decimals?.replace(/0+$/, '') === '' && isMoney ? undefined : decimals;
  const minus = digits.startsWith('-') ? '\u2212' : '';
  return `${minus}${before}${grouped}${cut === undefined ? '' : `.${cut}`}${after}`;
}
