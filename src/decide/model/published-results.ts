import type { Citation, Unit } from '../../lib/index.ts';
import { additionality, lastingBenefit } from './additionality.ts';
import { benefitCostRatio, internalRate, paybackYear, presentValue } from './cash-flow.ts';
import { discountFactor } from './discount.ts';
import { type BearerResult, type Ends, familyCase } from './family-case.ts';
import { investToSave } from './invest-to-save.ts';
import type { DiscountSchedule } from './model-input.ts';
import type { PublishedFamilyCase, PublishedResults } from './published-results-file.ts';

/** The published examples, in the order in which they are shown. */
export const PROOF_GROUPS = {
  discount: 'Discount factors of the Green Book',
  family: 'Four family cases',
  care: 'Better data on children in care: invest to save',
  textbook: 'A textbook case of costs and benefits',
  social: 'A social return on investment',
  additionality: 'What a programme may claim',
  parenting: 'A parenting programme over 25 years',
} as const;

/** One group of published results. */
export type ProofGroup = keyof typeof PROOF_GROUPS;

/** One published result, what we come to, and whether that is the same to its last digit. */
export interface Proof {
  readonly code: string;
  readonly group: ProofGroup;
  readonly label: string;
  /** As printed: one number, or both ends of a range. */
  readonly printed: readonly string[];
  /** Ours, not rounded, in the unit of what was printed (pounds, dollars, per cent, years). */
  readonly ours: readonly number[];
  readonly measuredIn: 'pounds' | 'dollars' | 'ratio' | 'number' | 'percent' | 'years';
  readonly isSame: boolean;
  /** False for what we set beside a published result and nobody printed: it is not counted. */
  readonly isPublished: boolean;
  readonly formula: string;
  readonly source: Citation;
  readonly note?: string;
}

/** The unit of a figure that shows a result; pounds become pence, dollars stay dollars. */
export const PROOF_UNITS: Readonly<Record<Proof['measuredIn'], Unit>> = {
  pounds: 'pence',
  dollars: 'us-dollars',
  ratio: 'decimal',
  number: 'decimal',
  percent: 'percent',
  years: 'years',
};

/**
 * Whether a number is the printed one to its last digit: within half of that digit, so that an
 * exact half is the same whichever way its source rounded it.
 */
export function isAsPrinted(value: number, printed: string): boolean {
  const digit = 10 ** -decimalsOf(printed);
  return Math.abs(value - Number(printed)) <= (digit / 2) * (1 + 1e-6);
}

/** A number with the decimals of a printed one; one more where an exact half was rounded away. */
export function asPrinted(value: number, printed: string): string {
  const decimals = decimalsOf(printed);
  const text = value.toFixed(decimals);
  return isAsPrinted(value, printed) && text !== printed ? value.toFixed(decimals + 1) : text;
}

function decimalsOf(printed: string): number {
  return printed.split('.')[1]?.length ?? 0;
}

type Claim = Omit<Proof, 'isSame' | 'isPublished' | 'printed' | 'ours'> & {
  readonly isPublished?: false;
  readonly printed: string | readonly string[];
  readonly ours: number | readonly number[];
};

function proof(claim: Claim): Proof {
  const printed = typeof claim.printed === 'string' ? [claim.printed] : claim.printed;
  const ours = typeof claim.ours === 'number' ? [claim.ours] : claim.ours;
  const isSame =
    printed.length === ours.length &&
    printed.every((text, index) => isAsPrinted(ours[index] ?? Number.NaN, text));
  return { isPublished: true, ...claim, printed, ours, isSame };
}

/**
 * Works out every published result again, by the functions that figures of this product use.
 * `scheduleOf` gives a discount schedule by its code.
 */
export function proofsOf(
  published: PublishedResults,
  scheduleOf: (code: string) => DiscountSchedule,
): Proof[] {
  const from = (code: string): Citation => {
    const source = published.sources.get(code);
    if (!source) throw new Error(`the check of the file lets no missing source ${code} pass`);
    return source;
  };
  return [
    ...discountProofs(published, from, scheduleOf),
    ...published.familyCases.cases.flatMap((one) =>
      familyProofs(one, from(published.familyCases.source)),
    ),
    ...careProofs(published, from, scheduleOf),
    ...textbookProofs(published, from),
    socialProof(published, from, scheduleOf),
    ...additionalityProofs(published, from),
    ...parentingProofs(published, from),
  ];
}

type From = (code: string) => Citation;

function discountProofs(
  { discountFactors: { source, points } }: PublishedResults,
  from: From,
  scheduleOf: (code: string) => DiscountSchedule,
): Proof[] {
  return points.map(({ schedule, year, printed }) =>
    proof({
      code: `${schedule}-year-${year}`,
      group: 'discount',
      label: `${schedule.endsWith('health') ? 'Health' : 'Standard'}, year ${year}`,
      printed,
      ours: discountFactor(scheduleOf(schedule), year),
      measuredIn: 'number',
      formula: 'The product of 1 / (1 + rate) over the years from 1 to this one.',
      source: from(source),
    }),
  );
}

function familyProofs(one: PublishedFamilyCase, source: Citation): Proof[] {
  const result = familyCase(one.costs, one.columns);
  const shared = { group: 'family', source } as const;
  const cost = proof({
    ...shared,
    code: `${one.code}-cost`,
    label: `${one.label}: cost`,
    printed: one.printed.cost,
    ours: result.cost,
    measuredIn: 'pounds',
    formula: 'Each part of the help, count times price, added up.',
  });
  const views = [
    ['council', 'the council', result.council],
    ['all', 'everybody', result.all],
  ] as const;
  return [
    cost,
    ...views.flatMap(([view, words, ends]) =>
      (['gross', 'net', 'ratio'] as const).map((what) =>
        proof({
          ...shared,
          code: `${one.code}-${view}-${what}`,
          label: `${one.label}: ${FAMILY_WORDS[what]}, ${words}`,
          printed: one.printed[`${view}${FAMILY_KEYS[what]}`],
          ours: endsOf(ends, what),
          measuredIn: what === 'ratio' ? 'ratio' : 'pounds',
          formula: FAMILY_FORMULAS[what],
        }),
      ),
    ),
  ];
}

const FAMILY_WORDS = { gross: 'benefit', net: 'benefit less cost', ratio: 'benefit over cost' };
const FAMILY_KEYS = { gross: 'Gross', net: 'Net', ratio: 'Ratio' } as const;
const FAMILY_FORMULAS = {
  gross:
    'Count times price, added up where parts exclude each other; else from the smallest part ' +
    'of a column to its largest. Columns add end to end.',
  net: 'Both ends of the benefit, less the cost.',
  ratio: 'Both ends of the benefit, over the cost.',
} as const;

function endsOf(result: BearerResult, what: 'gross' | 'net' | 'ratio'): number[] {
  const ends: Ends | BearerResult['ratio'] = result[what];
  return [ends.low ?? Number.NaN, ends.high ?? Number.NaN];
}

function careProofs(
  { investToSave: file }: PublishedResults,
  from: From,
  scheduleOf: (code: string) => DiscountSchedule,
): Proof[] {
  const gains = file.benefits.map(({ factors, fromYear }) => ({
    factors,
    fromYear: fromYear - file.firstYear,
  }));
  const shared = { group: 'care', source: from(file.source) } as const;
  return file.scenarios.flatMap(({ code, label, councils, ...printed }) => {
    const project = { costs: file.costs, setUpYears: file.setUpYears, places: councils, gains };
    const result = investToSave(project, scheduleOf(file.schedule));
    const say = (claim: Omit<Claim, 'group' | 'source' | 'label'> & { readonly what: string }) =>
      proof({ ...shared, ...claim, label: `${label}: ${claim.what}` });
    const years = printed.cumulative.map((each, year) =>
      say({
        code: `care-${code}-${file.firstYear + year}`,
        what: `to the end of ${file.firstYear + year}`,
        printed: each,
        ours: result.cumulative[year] ?? Number.NaN,
        measuredIn: 'pounds',
        formula: 'Councils times what each gains in a year, less the cost, from the first year on.',
      }),
    );
    return [
      say({
        code: `care-${code}-spreadsheet`,
        what: 'net present value, with the first year discounted too',
        printed: printed.netPresentValue,
        ours: result.spreadsheetNetPresentValue,
        measuredIn: 'pounds',
        formula: 'Net of each year times its discount factor of one year more, added up.',
        note: file.slip,
      }),
      ...(printed.rightly === undefined
        ? []
        : [
            say({
              isPublished: false,
              code: `care-${code}-rightly`,
              what: 'net present value, with the first year in full',
              printed: printed.rightly,
              ours: result.netPresentValue,
              measuredIn: 'pounds',
              formula: 'Net of each year times its discount factor, the first in full, added up.',
              note: 'Not printed: the source’s own flow, with its first year in full.',
            }),
          ]),
      say({
        code: `care-${code}-return`,
        what: 'return on investment',
        printed: printed.returnOnInvestment,
        ours: result.returnOnInvestment,
        measuredIn: 'ratio',
        formula: 'Gains less running costs, over the cost of the first two years.',
      }),
      ...years,
      say({
        code: `care-${code}-payback`,
        what: 'year in which it has paid back',
        printed: printed.payback,
        ours: file.firstYear + (result.payback ?? Number.NaN),
        measuredIn: 'number',
        formula: 'The first year at whose end the sum so far is no longer below nothing, for good.',
      }),
    ];
  });
}

function textbookProofs({ textbook }: PublishedResults, from: From): Proof[] {
  const { cost, gainAYear, years, printed, discountPercent } = textbook;
  const rate = { code: 'textbook', bands: [{ fromYear: 0, rate: discountPercent / 100 }] };
  const gains = [0, ...Array.from({ length: years }, () => gainAYear)];
  const [benefit, spent] = [presentValue(gains, rate), presentValue([0, cost], rate)];
  const flow = gains.slice(1).map((gain, year) => gain - (year === 0 ? cost : 0));
  const shared = { group: 'textbook', source: from(textbook.source) } as const;
  const dollars = { ...shared, measuredIn: 'dollars' } as const;
  return [
    proof({
      ...dollars,
      code: 'textbook-benefit',
      label: 'Present value of the benefits',
      printed: printed.presentBenefit,
      ours: benefit,
      formula: 'The same gain in each of twenty years, discounted from year 1 on.',
    }),
    proof({
      ...dollars,
      code: 'textbook-cost',
      label: 'Present value of the cost',
      printed: printed.presentCost,
      ours: spent,
      formula: 'The cost of year 1, discounted by one year.',
    }),
    proof({
      ...dollars,
      code: 'textbook-net',
      label: 'Net present value',
      printed: printed.netPresentValue,
      ours: benefit - spent,
      formula: 'Present benefits less present cost.',
    }),
    proof({
      ...shared,
      code: 'textbook-ratio',
      label: 'Benefit over cost',
      printed: printed.ratio,
      ours: benefitCostRatio(benefit, spent) ?? Number.NaN,
      measuredIn: 'ratio',
      formula: 'Present benefits over present cost.',
    }),
    proof({
      ...shared,
      code: 'textbook-rate',
      label: 'Internal rate of return',
      printed: printed.internalRatePercent,
      ours: (internalRate(flow) ?? Number.NaN) * 100,
      measuredIn: 'percent',
      formula: 'The rate at which the yearly net amounts are worth nothing together.',
    }),
  ];
}

function socialProof(
  { socialReturn }: PublishedResults,
  from: From,
  scheduleOf: (code: string) => DiscountSchedule,
): Proof {
  const { gain, deadweight, attribution, dropOff, years, cost, printed, source } = socialReturn;
  const first = gain.count * gain.each * additionality([1 - deadweight, 1 - attribution]);
  const benefit = presentValue(
    lastingBenefit({ first, dropOff, years }),
    scheduleOf(socialReturn.schedule),
  );
  return proof({
    code: 'social-return',
    group: 'social',
    label: 'Social return for each pound',
    printed,
    ours: benefitCostRatio(benefit, cost) ?? Number.NaN,
    measuredIn: 'ratio',
    formula:
      'Gain less what would have come anyway and what others did, less what drops off in the ' +
      'second year, discounted, over the cost.',
    source: from(source),
  });
}

function additionalityProofs({ additionality: file }: PublishedResults, from: From): Proof[] {
  return file.examples.map(({ code, kept, printed }) =>
    proof({
      code: `additionality-${code}`,
      group: 'additionality',
      label: `The ${code} example`,
      printed,
      ours: additionality(kept),
      measuredIn: 'number',
      formula: `The shares that are left, multiplied: ${kept.join(' x ')}.`,
      source: from(file.source),
    }),
  );
}

function parentingProofs({ parenting }: PublishedResults, from: From): Proof[] {
  const { cost, savings, printed, unreconciled } = parenting;
  const flow = [-cost];
  for (const { fromYear, toYear, total } of savings) {
    for (let year = fromYear; year <= toYear; year += 1) {
      flow[year] = total / (toYear - fromYear + 1);
    }
  }
  const shared = { group: 'parenting', source: from(parenting.source) } as const;
  return [
    proof({
      ...shared,
      code: 'parenting-total',
      label: 'Savings over 25 years',
      printed: printed.total,
      ours: savings.reduce((sum, { total }) => sum + total, 0),
      measuredIn: 'pounds',
      formula: 'Savings of all years, not discounted, added up.',
    }),
    proof({
      ...shared,
      code: 'parenting-break-even',
      label: 'Years until it has paid back',
      printed: printed.breakEvenYears,
      ours: paybackYear(flow) ?? Number.NaN,
      measuredIn: 'years',
      formula: 'The first year at whose end savings so far are no longer below the cost.',
      note: unreconciled,
    }),
  ];
}
