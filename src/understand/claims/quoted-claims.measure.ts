import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, refuse, type Unit } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { CLAIM_WORDS, STANDINGS, standingOf, useOf, USES } from './claim.ts';
import { AGES, type Claim, CLAIMS, PERSPECTIVES } from './claims-file.ts';

/** By what claims are counted, with the choices in order. */
const KINDS = {
  perspective: PERSPECTIVES,
  later: STANDINGS,
  use: USES,
  age: AGES,
} as const;

/** One way of counting claims. */
export type ClaimKind = keyof typeof KINDS;

/** Which choice of a kind a claim falls under. */
export function kindOf(claim: Claim, kind: ClaimKind): string {
  if (kind === 'later') return standingOf(claim);
  return kind === 'use' ? useOf(claim).use : claim[kind];
}

/** One quoted claim: the number as it is quoted, with where it comes from. */
export const quotedClaimMeasure: Measure = defineMeasure({
  name: 'quoted-claim',
  title: 'A quoted claim',
  who: thoseWhoSeeFigures,
  parameters: { code: 'the code of a claim, such as literacy-hour-twenty-seven' },
  compute: async (_tx, _actor, { code = '' }): Promise<Finding> => {
    const claim = findClaim(code);
    return {
      id: figureId('quoted-claim', { code }),
      headline: claim.label,
      subtitle:
        `${CLAIM_WORDS[claim.form]}, as quoted; who gains: ` +
        CLAIM_WORDS[claim.perspective].toLowerCase(),
      rowHeading: 'Claim',
      columns: ['As quoted'],
      rows: [{ label: claim.label, figures: [claimFigure(claim)], href: `/claims/${code}` }],
      chart: 'none',
      notes: [`The trap: ${claim.trap}`],
    };
  },
});

/** One claim by its code; refuses a code that is not there. */
export function findClaim(code: string): Claim {
  const claim = CLAIMS.find((one) => one.code === code);
  if (claim) return claim;
  throw refuse('no-such-claim', 'not-found', `There is no claim "${code}". All of them: /claims.`);
}

const UNITS: Readonly<Record<Claim['form'], Unit>> = {
  'benefits-over-costs': 'ratio',
  'savings-over-costs': 'ratio',
  amount: 'pence',
  share: 'percent',
};

/** The number of a claim as a figure that cites who said it, and what was found later. */
export function claimFigure(claim: Claim): Figure {
  const { use, reasons } = useOf(claim);
  return {
    id: figureId('quoted-claim', { code: claim.code }),
    label: claim.label,
    value: claim.form === 'amount' ? Math.round(claim.value * 100) : claim.value,
    unit: UNITS[claim.form],
    how: {
      formula: `Quoted, not worked out here. ${claim.basis}.`,
      citations: [
        {
          title: claim.title,
          publisher: claim.saidBy,
          locator: claim.locator,
          date: claim.date,
          entry: `quoted-claims/${claim.code}`,
        },
      ],
      notes: [
        `${CLAIM_WORDS[use]}. ${reasons.join(' ')}`,
        ...claim.later.map((one) => `${CLAIM_WORDS[one.standing]}: ${one.finding} (${one.source})`),
      ],
    },
  };
}

/** How many quoted claims there are, by who gains, later evidence, use or age. */
export const claimsCountedMeasure: Measure = defineMeasure({
  name: 'claims-counted',
  title: 'Quoted claims by kind',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'perspective, later (later evidence), use or age; use by default',
    row: 'one row, or total',
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const by = readChoice(given.by ?? 'use', Object.keys(KINDS) as ClaimKind[], 'by');
    const found = (row: string): number =>
      CLAIMS.filter((claim) => row === 'total' || kindOf(claim, by) === row).length;
    const count = (row: string): Figure => ({
      id: figureId('claims-counted', { by, row }),
      label: row === 'total' ? 'All claims' : wordsOf(row),
      value: found(row),
      unit: 'number',
      how: {
        formula: 'Claims of the register, reference/quoted-claims.yaml, counted.',
        rows: { question: 'Claims of the register', count: found(row), href: '/claims' },
      },
    });
    const choices: readonly string[] = KINDS[by];
    const whole: Finding = {
      id: figureId('claims-counted', { by }),
      headline: claimsHeadline(),
      subtitle: 'Multiples and amounts that papers and speeches quote of early help',
      rowHeading: HEADINGS[by],
      columns: ['Claims'],
      rows: choices.map((row) => ({ label: wordsOf(row), figures: [count(row)] })),
      total: { label: 'All claims', figures: [count('total')] },
      chart: 'bars',
    };
    if (given.row === undefined) return whole;
    const row = readChoice(given.row, [...choices, 'total'], 'row');
    const { total: _total, ...rest } = whole;
    const one = { label: count(row).label, figures: [count(row)] };
    return { ...rest, id: figureId('claims-counted', { by, row }), rows: [one], chart: 'none' };
  },
});

const HEADINGS: Readonly<Record<ClaimKind, string>> = {
  perspective: 'Who gains',
  later: 'Later evidence',
  use: 'In a business case',
  age: 'For whom',
};

/** The plain words of a choice. */
export function wordsOf(choice: string): string {
  return CLAIM_WORDS[choice as keyof typeof CLAIM_WORDS];
}

/** What the register finds, in one sentence. */
export function claimsHeadline(): string {
  const count = (kind: ClaimKind, choice: string) =>
    CLAIMS.filter((claim) => kindOf(claim, kind) === choice).length;
  return (
    `Of ${CLAIMS.length} quoted claims, ${count('perspective', 'public-purse')} say what public ` +
    `bodies gain, ${count('later', 'against')} have later evidence against them, and ` +
    `${count('use', 'yes')} may stand in a business case`
  );
}
