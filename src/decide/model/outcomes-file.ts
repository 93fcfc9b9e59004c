import { AGENCY_KINDS } from '../../govern/index.ts';
import {
  type CalendarDay,
  checkedField,
  codeField,
  dayField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  type ReadBy,
  type Reading,
  recordField,
  textField,
} from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { overlapProblems, type UnitCost, type UNIT_COSTS } from '../../understand/index.ts';
import { basisField, likelyField } from './likely-field.ts';
import type { Likely } from './model-input.ts';

/** A unit cost of an outcome, and whose part of it is left out because it is counted elsewhere. */
export interface OutcomeCost {
  readonly cost: string;
  readonly without: readonly AgencyKind[];
}

/** Something that a programme may make rarer, as `reference/outcomes.yaml` states it. */
export interface ModelOutcome {
  readonly code: string;
  readonly label: string;
  /** Ages in whole years, both ends included. */
  readonly ages: { readonly from: number; readonly to: number };
  /** Per cent a year, for a child whom early help is for, without it. */
  readonly chancePercent: Likely;
  readonly basis: 'published' | 'judgement';
  readonly source: string | null;
  readonly why: string;
  readonly overlapGroup: string | null;
  readonly costs: readonly OutcomeCost[];
  readonly note: string | null;
  /** On what day it was checked, and by when somebody must look again. */
  readonly checkedOn: CalendarDay;
  readonly reviewBy: CalendarDay;
}

/** Units of which one whole is what an outcome costs: an event, or a year with it. */
const WHOLE_UNITS: readonly UnitCost['unit'][] = [
  'child-year',
  'adult-year',
  'family-year',
  'event',
  'case',
];

const entryField = recordField({
  code: codeField,
  label: textField,
  ages: recordField({ from: numberField(0, 24), to: numberField(0, 24) }),
  chance: likelyField(0, 100),
  basis: basisField,
  source: optionalField(textField),
  why: textField,
  overlapGroup: optionalField(codeField),
  costs: listField(
    recordField({ cost: codeField, without: optionalField(listField(oneOfField(AGENCY_KINDS))) }),
  ),
  note: optionalField(textField),
});

type Entry = ReadBy<typeof entryField>;

/** The unit costs with their overlap groups. */
type UnitCosts = typeof UNIT_COSTS;

/**
 * Reads the content of `reference/outcomes.yaml`: every code of a cost must be known and be of an
 * event, a case or a year; what rests on a publication must name it; and no cost may stand beside
 * one that holds it, within an outcome or in two that name no common overlap group.
 */
export function outcomesField(
  unitCosts: UnitCosts,
): FieldReader<ReadonlyMap<string, ModelOutcome>> {
  const { costs } = unitCosts;
  const entries = entriesField(checkedField(entryField, (entry) => entryFaults(entry, costs)));
  const file = recordField({
    about: textField,
    checkedOn: dayField,
    reviewBy: dayField,
    outcomes: checkedField(entries, (list) => twiceCounted(list, unitCosts)),
  });
  return mappedField(file, ({ outcomes, checkedOn, reviewBy }) => {
    const read = outcomes.map(
      (each): ModelOutcome => ({
        code: each.code,
        label: each.label,
        ages: each.ages,
        chancePercent: each.chance,
        basis: each.basis,
        source: each.source ?? null,
        why: each.why,
        overlapGroup: each.overlapGroup ?? null,
        costs: each.costs.map((one) => ({ cost: one.cost, without: one.without ?? [] })),
        note: each.note ?? null,
        checkedOn,
        reviewBy,
      }),
    );
    return new Map(read.map((each) => [each.code, each]));
  });
}

/** Reads the text of `reference/outcomes.yaml`. */
export function parseOutcomes(
  file: string,
  text: string,
  unitCosts: UnitCosts,
): Reading<ReadonlyMap<string, ModelOutcome>> {
  return parseReference(file, text, outcomesField(unitCosts));
}

/** Costs that count something twice, told at the first of the two outcomes. */
function twiceCounted(entries: readonly Entry[], { costs, groups }: UnitCosts): FieldFault[] {
  const costsOf = (entry: Entry) => entry.costs.flatMap((one) => costs.get(one.cost) ?? []);
  return entries.flatMap((entry, index) => {
    const own = overlapProblems(costsOf(entry), groups);
    const others = entries.slice(index + 1).filter((other) => mayMeet(entry, other));
    const mine = new Set(costsOf(entry).map(({ code }) => code));
    const shared = others.flatMap((other) =>
      overlapProblems([...costsOf(entry), ...costsOf(other)], groups).filter(
        ({ codes: [one, two] }) => mine.has(one) !== mine.has(two),
      ),
    );
    return [...own, ...shared].map(({ message, fix }) => ({
      path: [index, 'costs'],
      message,
      fix: `${fix} Or give both outcomes one overlapGroup.`,
    }));
  });
}

/** Whether two outcomes can come to one child, and no group of theirs says how they go together. */
function mayMeet(one: Entry, other: Entry): boolean {
  const sameAge = one.ages.from <= other.ages.to && other.ages.from <= one.ages.to;
  return sameAge && (one.overlapGroup === undefined || one.overlapGroup !== other.overlapGroup);
}

function entryFaults(entry: Entry, costs: ReadonlyMap<string, UnitCost>): FieldFault[] {
  const faults = entry.costs.flatMap(({ cost: code, without }, index): FieldFault[] => {
    const cost = costs.get(code);
    const at = (message: string, fix: string) => [{ path: ['costs', index], message, fix }];
    if (!cost) return at(`"${code}" is no unit cost.`, 'Use a code of reference/unit-costs.yaml.');
    if (!WHOLE_UNITS.includes(cost.unit)) {
      const fix = 'Use a cost of an event, a case or a year.';
      return at(`"${code}" is a cost per ${cost.unit}, not of an outcome.`, fix);
    }
    const missing = (without ?? []).find((agency) => !cost.split.has(agency));
    if (missing === undefined) return [];
    return at(`${missing} has no part of "${code}".`, 'Name an agency of the split of the cost.');
  });
  if (entry.ages.from > entry.ages.to) {
    const message = 'The ages end before they begin.';
    faults.push({ path: ['ages'], message, fix: 'Write the lower age first.' });
  }
  if (entry.basis === 'published' && entry.source === undefined) {
    const message = 'A published chance names no publication.';
    faults.push({ path: ['source'], message, fix: 'Name it, or write basis: judgement.' });
  }
  return faults;
}
