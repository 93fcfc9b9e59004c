import type { AgencyKind } from '../../record/index.ts';
import {
  checkedField,
  codeField,
  entriesField,
  type FieldFault,
  type FieldReader,
  type FinancialYear,
  listField,
  mapField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  type Pence,
  pounds,
  type ReadBy,
  type Reading,
  recordField,
  textField,
  timesPence,
  yearField,
} from '../../lib/index.ts';
import type { OverlapGroup } from './overlap.ts';
import { COST_UNITS, type Grade, type UnitCost } from './unit-cost.ts';

/** What `reference/unit-costs.yaml` holds. */
export interface UnitCosts {
  /** By code, in the order of the file. */
  readonly costs: ReadonlyMap<string, UnitCost>;
  readonly groups: ReadonlyMap<string, OverlapGroup>;
}

/** The kinds of agency that can bear a cost, as words of the reference files. */
export const agencyField = oneOfField([
  'council',
  'health',
  'police',
  'schools',
  'job-centre',
  'housing',
  'charities',
  'funders',
  'courts',
  'public',
] satisfies AgencyKind[]);

const gradeRuleField = recordField({
  standing: recordField({ official: numberField(), study: numberField(), estimate: numberField() }),
  basis: recordField({ national: numberField(), sample: numberField(), scenario: numberField() }),
  age: listField(recordField({ upTo: numberField(0), points: numberField(0) })),
  grades: recordField({ A: numberField(), B: numberField(), C: numberField(), D: numberField() }),
});

const percent = numberField(0, 100);

const entryShape = recordField({
  code: codeField,
  label: textField,
  theme: codeField,
  value: numberField(0.01),
  unit: oneOfField(COST_UNITS),
  priceYear: yearField,
  kind: oneOfField(['fiscal', 'economic', 'social']),
  split: mapField(agencyField, numberField(0)),
  directness: oneOfField(['direct', 'indirect']),
  cashability: oneOfField(['cash', 'capacity', 'social-value']),
  transfer: optionalField(listField(agencyField)),
  standing: oneOfField(['official', 'study', 'estimate']),
  basis: oneOfField(['national', 'sample', 'scenario']),
  range: optionalField(recordField({ low: numberField(0), high: numberField(0) })),
  group: codeField,
  partOf: optionalField(codeField),
  source: codeField,
  locator: textField,
  original: optionalField(textField),
  note: optionalField(textField),
});

type Entry = ReadBy<typeof entryShape>;

const entryField = checkedField(entryShape, (entry) => [
  ...splitFaults(entry),
  ...rangeFaults(entry),
  ...cashFaults(entry),
]);

const fileField = checkedField(
  recordField({
    about: textField,
    gradeRule: gradeRuleField,
    rangePercent: recordField({ A: percent, B: percent, C: percent, D: percent }),
    sources: entriesField(
      recordField({
        code: codeField,
        title: textField,
        publisher: textField,
        date: textField,
        licence: textField,
      }),
    ),
    overlapGroups: entriesField(
      recordField({
        code: codeField,
        label: textField,
        rule: oneOfField(['sum', 'max', 'range']),
        why: textField,
        heldBy: optionalField(listField(codeField)),
      }),
    ),
    entries: entriesField(entryField),
  }),
  linkFaults,
);

type UnitCostsFile = ReadBy<typeof fileField>;

/**
 * Reads the content of `reference/unit-costs.yaml`. The price base decides how old a price is, and
 * so its grade; faults name entry and field.
 */
export function unitCostsField(priceBase: FinancialYear): FieldReader<UnitCosts> {
  return mappedField(fileField, (content) => {
    const costs = content.entries.map((entry) => unitCostOf(entry, content, priceBase));
    const groups = content.overlapGroups.map(
      (group): OverlapGroup => ({ ...group, heldBy: group.heldBy ?? [] }),
    );
    return {
      costs: new Map(costs.map((cost) => [cost.code, cost])),
      groups: new Map(groups.map((group) => [group.code, group])),
    };
  });
}

/** Reads the text of `reference/unit-costs.yaml`. */
export function parseUnitCosts(
  file: string,
  text: string,
  priceBase: FinancialYear,
): Reading<UnitCosts> {
  return parseReference(file, text, unitCostsField(priceBase));
}

function unitCostOf(entry: Entry, file: UnitCostsFile, priceBase: FinancialYear): UnitCost {
  const grade = gradeOf(entry, file.gradeRule, priceBase);
  const value = pounds(entry.value);
  const source = file.sources.find((each) => each.code === entry.source);
  if (!source) throw new Error('the check of the file lets no missing source pass');
  const locator = entry.original ? `${entry.locator}; from ${entry.original}` : entry.locator;
  return {
    code: entry.code,
    label: entry.label,
    theme: entry.theme,
    unit: entry.unit,
    priceYear: entry.priceYear,
    kind: entry.kind,
    directness: entry.directness,
    cashability: entry.cashability,
    grade,
    pence: value,
    ...(entry.range
      ? { low: pounds(entry.range.low), high: pounds(entry.range.high), isRangePublished: true }
      : { ...rangeAround(value, file.rangePercent[grade]), isRangePublished: false }),
    split: entry.split,
    transferOf: entry.transfer ?? [],
    group: entry.group,
    ...(entry.partOf === undefined ? {} : { partOf: entry.partOf }),
    source: {
      title: source.title,
      publisher: source.publisher,
      locator,
      date: source.date,
      entry: `unit-costs/${entry.code}`,
    },
    licence: source.licence,
    ...(entry.note === undefined ? {} : { note: entry.note }),
  };
}

function gradeOf(entry: Entry, rule: UnitCostsFile['gradeRule'], priceBase: FinancialYear): Grade {
  const years = Number(priceBase.slice(0, 4)) - Number(entry.priceYear.slice(0, 4));
  const age = rule.age.find((each) => years <= each.upTo) ?? rule.age.at(-1);
  const points = rule.standing[entry.standing] + rule.basis[entry.basis] + (age?.points ?? 0);
  const letters = ['A', 'B', 'C'] as const;
  return letters.find((letter) => points <= rule.grades[letter]) ?? 'D';
}

function rangeAround(value: Pence, percentEachWay: number): { low: Pence; high: Pence } {
  return {
    low: timesPence(value, 1 - percentEachWay / 100),
    high: timesPence(value, 1 + percentEachWay / 100),
  };
}

/** Parts in pounds may miss the headline by two pounds of rounding; else they are per cent. */
function splitFaults(entry: Pick<Entry, 'split' | 'value'>): FieldFault[] {
  const total = [...entry.split.values()].reduce((sum, part) => sum + part, 0);
  if (Math.abs(total - 100) < 0.005 || Math.abs(total - entry.value) <= 2) return [];
  const message = `The parts come to ${total}, neither 100 per cent nor the value.`;
  return [{ path: ['split'], message, fix: 'Write per cent, or the parts the source prints.' }];
}

function rangeFaults(entry: Pick<Entry, 'range' | 'value'>): FieldFault[] {
  const { range, value } = entry;
  if (!range || (range.low <= value && value <= range.high)) return [];
  const message = `The value ${value} lies outside its range ${range.low} to ${range.high}.`;
  return [{ path: ['range'], message, fix: 'Write the range that the source prints.' }];
}

function cashFaults(
  entry: Pick<Entry, 'kind' | 'cashability' | 'transfer' | 'split'>,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if ((entry.kind === 'fiscal') === (entry.cashability === 'social-value')) {
    const message = `A ${entry.kind} value cannot be ${entry.cashability}.`;
    const fix = 'Fiscal values are cash or capacity; economic and social ones are social-value.';
    faults.push({ path: ['cashability'], message, fix });
  }
  for (const agency of entry.transfer ?? []) {
    if (entry.split.has(agency)) continue;
    const message = `${agency} has no part in the split.`;
    faults.push({ path: ['transfer'], message, fix: 'Name an agency of the split.' });
  }
  return faults;
}

function linkFaults(file: {
  readonly sources: readonly { readonly code: string }[];
  readonly overlapGroups: readonly { readonly code: string; readonly heldBy?: readonly string[] }[];
  readonly entries: readonly Entry[];
}): FieldFault[] {
  const sources = new Set(file.sources.map((each) => each.code));
  const groups = new Set(file.overlapGroups.map((each) => each.code));
  const costs = new Set(file.entries.map((each) => each.code));
  const faults: FieldFault[] = [];
  const expect = (known: ReadonlySet<string>, code: string | undefined, at: FieldFault['path']) => {
    if (code === undefined || known.has(code)) return;
    const message = `"${code}" is not in this file.`;
    faults.push({ path: at, message, fix: 'Correct the code, or add what it names.' });
  };
  for (const [index, entry] of file.entries.entries()) {
    expect(sources, entry.source, ['entries', index, 'source']);
    expect(groups, entry.group, ['entries', index, 'group']);
    expect(costs, entry.partOf, ['entries', index, 'partOf']);
  }
  for (const [index, group] of file.overlapGroups.entries()) {
    for (const held of group.heldBy ?? []) expect(groups, held, ['overlapGroups', index, 'heldBy']);
  }
  return faults;
}
