import type { EventKind, Level, StatusCode } from '../../record/index.ts';
import {
  checkedField,
  codeField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  oneOfField,
  optionalField,
  parseReference,
  type ReadBy,
  type Reading,
  recordField,
  textField,
} from '../../lib/index.ts';
import type { UnitCosts } from './unit-costs-file.ts';

const levelField = oneOfField([
  'looked-after',
  'child-protection',
  'child-in-need',
  'targeted-early-help',
  'leaving-care',
] satisfies Level[]);

const statusField = oneOfField(['special-needs-plan', 'youth-justice'] satisfies StatusCode[]);

const notMeasuredField = oneOfField([
  'looked-after',
  'child-protection',
  'child-in-need',
  'targeted-early-help',
  'leaving-care',
  'special-needs-plan',
  'youth-justice',
] satisfies (Level | StatusCode)[]);

const eventField = oneOfField([
  'contact',
  'early-help-request',
  'early-help-assessment',
  'referral',
  'assessment',
  'section-47',
  'initial-conference',
  'review-conference',
  'looked-after-start',
  'looked-after-end',
  'looked-after-review',
  'care-order',
  'care-proceedings',
  'health-check',
  'missing',
  'exclusion',
  'suspension',
  'attendance-term',
  'closure',
] satisfies EventKind[]);

const priced = {
  cost: codeField,
  /** Further costs of the same thing, such as other agencies' parts, added to the first. */
  plus: optionalField(listField(codeField)),
  /** Other published answers to the same question; they widen the range. */
  others: optionalField(listField(codeField)),
  why: textField,
};

const shape = recordField({
  about: textField,
  days: listField(
    recordField({ level: levelField, placement: optionalField(codeField), ...priced }),
  ),
  daysNotMeasured: listField(recordField({ what: notMeasuredField, why: textField })),
  statuses: listField(recordField({ status: statusField, ...priced })),
  events: listField(recordField({ event: eventField, ...priced })),
  eventsInDays: listField(recordField({ event: eventField, within: levelField, why: textField })),
  eventsNotMeasured: listField(recordField({ what: eventField, why: textField })),
  noFurtherAction: entriesField(
    recordField({ code: codeField, label: textField, events: listField(eventField) }),
  ),
  localUnitCosts: entriesField(
    recordField({
      code: codeField,
      label: textField,
      lines: listField(codeField),
      days: listField(textField),
      published: codeField,
      caveats: listField(textField),
    }),
  ),
});

/** What `reference/late-help.yaml` says: which cost values what, and why. */
export type LateHelp = ReadBy<typeof shape>;

/** How one local unit cost is worked out, and the published cost it stands beside. */
export type LocalUnitCostRule = LateHelp['localUnitCosts'][number];

/**
 * Reads the content of `reference/late-help.yaml`. Every code of a cost must be known, and each
 * event is priced, held by a level or not measured: exactly one of the three.
 */
export function lateHelpField(unitCosts: UnitCosts): FieldReader<LateHelp> {
  return checkedField(shape, (file) => [...unknownCosts(file, unitCosts), ...eventFaults(file)]);
}

/** Reads the text of `reference/late-help.yaml`. */
export function parseLateHelp(file: string, text: string, costs: UnitCosts): Reading<LateHelp> {
  return parseReference(file, text, lateHelpField(costs));
}

function unknownCosts(file: LateHelp, { costs }: UnitCosts): FieldFault[] {
  const sections = ['days', 'statuses', 'events'] as const;
  const named = sections.flatMap((section) =>
    file[section].flatMap((entry, index) =>
      [entry.cost, ...(entry.plus ?? []), ...(entry.others ?? [])].map((code) => ({
        path: [section, index],
        code,
      })),
    ),
  );
  const local = file.localUnitCosts.map((rule, index) => ({
    path: ['localUnitCosts', index, 'published'],
    code: rule.published,
  }));
  return [...named, ...local]
    .filter(({ code }) => !costs.has(code))
    .map(({ path, code }) => ({
      path,
      message: `"${code}" is not a unit cost.`,
      fix: 'Use a code of reference/unit-costs.yaml.',
    }));
}

function eventFaults(file: LateHelp): FieldFault[] {
  const counted = new Map<string, number>();
  const events = [
    ...file.events.map((each) => each.event),
    ...file.eventsInDays.map((each) => each.event),
    ...file.eventsNotMeasured.map((each) => each.what),
  ];
  for (const event of events) counted.set(event, (counted.get(event) ?? 0) + 1);
  return [...counted]
    .filter(([, times]) => times > 1)
    .map(([event]) => ({
      path: ['events'],
      message: `The event ${event} stands in more than one list.`,
      fix: 'An event is priced, held by a level or not measured; keep it in one list.',
    }));
}
