import type { AgencyKind } from '../../record/index.ts';
import { type Pence, pence, sumPence } from '../../lib/index.ts';
import { type DeflatorSeries, uplift } from './deflators.ts';
import type { WorkbookEntry } from './unit-cost-workbook.ts';

/** A headline cost and the parts printed below it (`SS4.1` and `SS4.1.1` to `SS4.1.4`). */
export interface CostFamily {
  readonly headline: WorkbookEntry;
  readonly parts: readonly WorkbookEntry[];
}

/** A family whose parts do not come to its headline, and the likely reason. */
export interface FamilyProblem {
  readonly code: string;
  readonly headlinePence: Pence;
  /** The parts with a code, each in prices of the headline's year. */
  readonly partsPence: Pence;
  readonly reason: 'part-without-code' | 'units-differ' | 'kinds-of-one-thing' | 'unexplained';
  readonly message: string;
  readonly fix: string;
}

/** Parts may miss their headline by this much: the source rounds each of them to pounds. */
export const FAMILY_TOLERANCE: Pence = pence(200);

/** Headlines with at least two parts, by code; a row without a code goes by its inferred one. */
export function costFamilies(entries: readonly WorkbookEntry[]): CostFamily[] {
  const byCode = new Map(entries.map((entry) => [codeOf(entry), entry]));
  const parts = new Map<string, WorkbookEntry[]>();
  for (const entry of entries) {
    const match = /^(.+\.\d+)\.\d+$/.exec(codeOf(entry));
    if (!match?.[1] || !entry.values.has('fiscal')) continue;
    parts.set(match[1], [...(parts.get(match[1]) ?? []), entry]);
  }
  return [...parts].flatMap(([code, of]) => {
    const headline = byCode.get(code);
    return headline && of.length > 1 ? [{ headline, parts: of }] : [];
  });
}

/**
 * The families whose parts with a code do not come to their headline within two pounds, each part
 * first moved to prices of the headline's year.
 */
export function familyProblems(
  entries: readonly WorkbookEntry[],
  series: DeflatorSeries,
): FamilyProblem[] {
  return costFamilies(entries).flatMap((family) => {
    const headline = family.headline.values.get('fiscal');
    if (!headline) return [];
    const moved = family.parts.flatMap((part) => {
      const value = part.values.get('fiscal');
      return value ? [{ part, pence: uplift(value.pence, value.year, headline.year, series) }] : [];
    });
    const coded = moved.filter(({ part }) => part.code !== '');
    const partsPence = sumPence(coded.map((each) => each.pence));
    if (Math.abs(partsPence - headline.pence) <= FAMILY_TOLERANCE) return [];
    const all = sumPence(moved.map((each) => each.pence));
    const problem = explain(
      family,
      headline.pence,
      moved.map((each) => each.pence),
      all,
    );
    const { code } = family.headline;
    return [{ code, headlinePence: headline.pence, partsPence, ...problem }];
  });
}

function explain(
  family: CostFamily,
  headline: Pence,
  parts: readonly Pence[],
  all: Pence,
): Pick<FamilyProblem, 'reason' | 'message' | 'fix'> {
  const { code } = family.headline;
  const blank = family.parts.find((part) => part.code === '');
  if (blank && Math.abs(all - headline) <= FAMILY_TOLERANCE) {
    return {
      reason: 'part-without-code',
      message: `${code}: a part in row ${blank.row} has no code; with it the parts add up.`,
      fix: `Give that row the code ${blank.inferredCode}.`,
    };
  }
  const units = new Set(family.parts.map((part) => part.unit.toLowerCase()));
  if (units.size > 1) {
    return {
      reason: 'units-differ',
      message: `${code}: its parts are prices of different things (${[...units].join('; ')}).`,
      fix: 'Use the headline; a part needs its own number of weeks or events.',
    };
  }
  if (Math.min(...parts) < headline && headline < Math.max(...parts)) {
    return {
      reason: 'kinds-of-one-thing',
      message: `${code}: its parts are kinds of one thing, of which the headline is an average.`,
      fix: 'Use the headline, or the kind that fits; never their sum.',
    };
  }
  const more = all > headline ? 'more' : 'less';
  return {
    reason: 'unexplained',
    message: `${code}: its parts come to ${Math.abs(all - headline) / 100} pounds ${more}.`,
    fix: 'Use the headline and say so; ask the publisher which is right.',
  };
}

function codeOf(entry: WorkbookEntry): string {
  return entry.code === '' ? (entry.inferredCode ?? '') : entry.code;
}

/** Whether the parts of a family fall on more than one agency, as the workbook names them. */
export function isSharedFamily(family: CostFamily): boolean {
  return new Set(family.parts.map((part) => `${part.agency1}|${part.agency2}`)).size > 1;
}

/**
 * The kind of agency that the workbook's words mean; null for "Multiple" and other words that
 * name none. Prisons, probation, legal aid and Cafcass count as courts, the tax office and the
 * Treasury as the job centre (both are welfare and tax): our rule.
 */
export function agencyKindOf(agency1: string, agency2 = ''): AgencyKind | null {
  const words = agency1.toLowerCase();
  const rule = AGENCY_WORDS.find(([pattern]) => pattern.test(words));
  if (!rule) return null;
  return rule[1] === 'schools' && /cafcass/i.test(agency2) ? 'courts' : rule[1];
}

const AGENCY_WORDS: readonly (readonly [RegExp, AgencyKind])[] = [
  [/local authority|council/, 'council'],
  [/nhs|health|hospital|clinical/, 'health'],
  [/police/, 'police'],
  [/school|department for education/, 'schools'],
  [/dwp|work and pensions|revenue|treasury|jobcentre/, 'job-centre'],
  [/court|justice|prison|probation|legal|young offender/, 'courts'],
  [/rsl|housing/, 'housing'],
  [/voluntary|vcs|charit/, 'charities'],
];
