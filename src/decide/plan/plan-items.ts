import { AGENCY_KIND_WORDS, listAgencies } from '../../govern/index.ts';
import { financialYearOf, type Unit } from '../../lib/index.ts';
import type { Actor, FormResult, Tx } from '../../platform/index.ts';
import { THEMES, today } from '../../record/index.ts';
import { currentFigures, loadFrameworkBook } from '../../understand/index.ts';
import { freezeBaseline } from './freeze-baseline.ts';
import { PLEDGE_KINDS, type PlanContent, type PlanPart, nextKey } from './plan.ts';
import {
  dayBoxes,
  type Form,
  type PlanChoices,
  readAction,
  readFrame,
  readMeasure,
  readPledge,
  readPriority,
} from './plan-forms.ts';
import { keysSpokenOf } from './plan.store.ts';

/** A part of the plan that has a form: its frame, or a thing of one of the lists. */
export type EditPart = 'frame' | PlanPart;

/** The words of each part on a page. */
export const PART_WORDS: Readonly<
  Record<EditPart, { readonly many: string; readonly add: string; readonly change: string }>
> = {
  frame: { many: 'The plan', add: 'Begin the plan', change: 'Change the plan itself' },
  priorities: { many: 'Priorities', add: 'Add a priority', change: 'Change a priority' },
  measures: { many: 'Measures', add: 'Add a measure', change: 'Change a measure' },
  actions: { many: 'Actions', add: 'Add an action', change: 'Change an action' },
  pledges: { many: 'Pledges', add: 'Add a pledge', change: 'Change a pledge' },
};

/** Whether a text names a part of the plan. */
export function isEditPart(text: string): text is EditPart {
  return Object.hasOwn(PART_WORDS, text);
}

/** One field of a form, as the form blocks take it. */
export interface ItemField {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly width?: number;
  readonly rows?: number;
  readonly options?: readonly { readonly value: string; readonly text: string }[];
}

/** What a form of the plan offers, and its fields. */
export async function loadChoices(
  tx: Tx,
  actor: Actor,
  { part, content }: { readonly part: EditPart; readonly content: PlanContent },
): Promise<{ readonly choices: PlanChoices; readonly fields: readonly ItemField[] }> {
  const book = await loadFrameworkBook(tx);
  const agencies = await listAgencies(tx);
  const current = agencies.filter((one) => one.untilDay === null && one.kind !== 'public');
  const figures =
    part === 'measures' ? await currentFigures(tx, actor, book.indicators) : new Map();
  const units = new Map<string, Unit>(
    book.indicators.map(({ code }) => [code, figures.get(code)?.unit ?? 'number']),
  );
  const outcomes = book.frameworks
    .filter(({ until }) => until === null)
    .flatMap((one) =>
      one.outcomes.map(({ code, label }) => ({
        value: `${one.code}/${code}`,
        text: `${label} (${one.label})`,
      })),
    );
  const choices: PlanChoices = {
    priorities: content.priorities.map(({ key }) => key),
    outcomes: outcomes.map(({ value }) => value),
    themes: THEMES.map(({ theme }) => theme),
    agencies: current.map(({ id }) => id),
    units,
  };
  const offered = {
    outcomes,
    priorities: content.priorities.map(({ key, title }) => ({ value: key, text: title })),
    agencies: current.map(({ id, name, kind }) => ({
      value: String(id),
      text: `${name} (${AGENCY_KIND_WORDS[kind].toLowerCase()})`,
    })),
    indicators: book.indicators.map(({ code, label }) => ({ value: code, text: label })),
  };
  return { choices, fields: FIELDS[part](offered) };
}

interface Offered {
  readonly outcomes: NonNullable<ItemField['options']>;
  readonly priorities: NonNullable<ItemField['options']>;
  readonly agencies: NonNullable<ItemField['options']>;
  readonly indicators: NonNullable<ItemField['options']>;
}

const chosen = (options: NonNullable<ItemField['options']>) => [
  { value: '', text: 'Select one' },
  ...options,
];

const FIELDS: Readonly<Record<EditPart, (of: Offered) => readonly ItemField[]>> = {
  frame: ({ agencies }) => [
    { name: 'title', label: 'What is the plan called?', kind: 'text' },
    {
      name: 'vision',
      label: 'What should the area be like for children and families?',
      kind: 'long',
      rows: 4,
      hint: 'In 10 to 20 years, in two or three sentences.',
    },
    { name: 'visionYear', label: 'By which year?', kind: 'text', width: 4 },
    { name: 'from', label: 'When does the plan begin?', kind: 'date' },
    { name: 'until', label: 'When does it end?', kind: 'date', hint: 'Mostly after 3 to 5 years.' },
    { name: 'review', label: 'When is it looked at again?', kind: 'date' },
    {
      name: 'asked',
      label: 'Which agencies are asked to sign?',
      kind: 'checkboxes',
      options: agencies,
    },
  ],
  priorities: ({ outcomes }) => [
    { name: 'title', label: 'The priority in a few words', kind: 'text' },
    { name: 'why', label: 'Why does it come first?', kind: 'long', rows: 3 },
    {
      name: 'outcomes',
      label: 'Which outcomes does it serve?',
      kind: 'checkboxes',
      options: outcomes,
    },
    {
      name: 'themes',
      label: 'Which themes does it touch?',
      kind: 'checkboxes',
      options: THEMES.map(({ theme, label }) => ({ value: theme, text: label })),
    },
  ],
  measures: ({ priorities, indicators }) => [
    { name: 'priority', label: 'Which priority?', kind: 'select', options: chosen(priorities) },
    {
      name: 'indicator',
      label: 'Which indicator shows it?',
      kind: 'select',
      options: chosen(indicators),
      hint: 'Where it stands today is taken from the record and frozen.',
    },
    { name: 'label', label: 'What do you call it here?', kind: 'text', optional: true },
    {
      name: 'direction',
      label: 'Which way is better?',
      kind: 'radios',
      options: [
        { value: 'up', text: 'More' },
        { value: 'down', text: 'Less' },
      ],
    },
    {
      name: 'target',
      label: 'Target',
      kind: 'number',
      hint: 'In the unit of the indicator: pounds, per cent, or a count.',
    },
    { name: 'targetDay', label: 'By when?', kind: 'date' },
  ],
  actions: ({ priorities, agencies }) => [
    { name: 'priority', label: 'Which priority?', kind: 'select', options: chosen(priorities) },
    { name: 'title', label: 'What will be done?', kind: 'text' },
    { name: 'agency', label: 'Which agency owns it?', kind: 'select', options: chosen(agencies) },
    { name: 'person', label: 'Who is named for it?', kind: 'text', optional: true },
    { name: 'due', label: 'By when?', kind: 'date', optional: true },
  ],
  pledges: ({ priorities, agencies }) => [
    { name: 'agency', label: 'Who pledges it?', kind: 'select', options: chosen(agencies) },
    { name: 'priority', label: 'Which priority?', kind: 'select', options: chosen(priorities) },
    {
      name: 'kind',
      label: 'What is pledged?',
      kind: 'radios',
      options: Object.entries(PLEDGE_KINDS).map(([value, { text }]) => ({ value, text })),
    },
    {
      name: 'amount',
      label: 'How much?',
      kind: 'number',
      hint: 'Money in pounds, staff time in hours, premises in days.',
    },
    {
      name: 'year',
      label: 'In which financial year?',
      kind: 'text',
      width: 10,
      hint: 'Such as 2026-27.',
    },
    { name: 'what', label: 'What is it for?', kind: 'text' },
  ],
};

/** What a form shows of a thing as it stands; null when there is none of that key. */
export function valuesOf(
  content: PlanContent,
  part: EditPart,
  key: string,
): Readonly<Record<string, string | readonly string[]>> | null {
  if (part === 'frame') {
    const { title, vision, visionYear, fromDay, untilDay, reviewDay, asked } = content;
    return {
      title,
      vision,
      visionYear: String(visionYear),
      ...dayBoxes('from', fromDay),
      ...dayBoxes('until', untilDay),
      ...dayBoxes('review', reviewDay),
      asked: asked.map(String),
    };
  }
  if (key === 'new') return part === 'pledges' ? { year: financialYearOf(today()) } : {};
  switch (part) {
    case 'priorities': {
      const one = content.priorities.find((each) => each.key === key);
      return one ? { ...one } : null;
    }
    case 'measures': {
      const one = content.measures.find((each) => each.key === key);
      if (!one) return null;
      const { priority, indicator, label, direction, target, unit, targetDay } = one;
      const shown = unit === 'pence' ? String(target / 100) : String(target);
      return {
        priority,
        indicator,
        label,
        direction,
        target: shown,
        ...dayBoxes('targetDay', targetDay),
      };
    }
    case 'actions': {
      const one = content.actions.find((each) => each.key === key);
      if (!one) return null;
      const { priority, title, agencyId, person, dueDay } = one;
      return {
        priority,
        title,
        agency: String(agencyId ?? ''),
        person,
        ...dayBoxes('due', dueDay),
      };
    }
    case 'pledges': {
      const one = content.pledges.find((each) => each.key === key);
      if (!one) return null;
      const { priority, agencyId, kind, year, amount, what } = one;
      const shown = kind === 'money' ? String(amount / 100) : String(amount);
      return { priority, agency: String(agencyId), kind, year, amount: shown, what };
    }
  }
}

/** A thing of the plan as its form gives it. */
export type ReadItem = Readonly<Record<string, unknown>>;

/** Reads the form of one thing; a new measure takes its baseline from the record and freezes it. */
export async function readItem(
  tx: Tx,
  actor: Actor,
  of: {
    readonly part: EditPart;
    readonly key: string;
    readonly form: Form;
    readonly content: PlanContent;
  },
): Promise<FormResult<ReadItem>> {
  const { part, form, content } = of;
  const { choices } = await loadChoices(tx, actor, { part, content });
  if (part === 'frame') return readFrame(form, choices) as FormResult<ReadItem>;
  const key = of.key === 'new' ? nextKey(content, part, await keysSpokenOf(tx)) : of.key;
  if (part === 'measures') return readNewMeasure(tx, actor, { key, form, content, choices });
  const readers = { priorities: readPriority, actions: readAction, pledges: readPledge };
  const read = readers[part](form, choices);
  return read.ok ? { ok: true, value: { ...read.value, key } } : read;
}

async function readNewMeasure(
  tx: Tx,
  actor: Actor,
  of: {
    readonly key: string;
    readonly form: Form;
    readonly content: PlanContent;
    readonly choices: PlanChoices;
  },
): Promise<FormResult<ReadItem>> {
  const read = readMeasure(of.form, of.choices);
  if (!read.ok) return read;
  const { indicators } = await loadFrameworkBook(tx);
  const indicator = indicators.find(({ code }) => code === read.value.indicator);
  if (!indicator) return read;
  const before = of.content.measures.find(({ key }) => key === of.key);
  // The baseline of a measure stays, unless it is another indicator now.
  const baseline =
    before?.indicator === indicator.code
      ? before.baseline
      : await freezeBaseline(tx, actor, { indicator, day: today() });
  const label = read.value.label === '' ? indicator.label : read.value.label;
  return { ok: true, value: { ...read.value, label, key: of.key, baseline } };
}

/** The change that a saved or removed thing makes to the plan; null removes it. */
export function changeOf(
  part: EditPart,
  key: string,
  item: ReadItem | null,
): (content: PlanContent) => PlanContent {
  return (content) => {
    if (part === 'frame') return { ...content, ...item };
    const list = content[part] as readonly { readonly key: string }[];
    if (item === null) {
      const left = { ...content, [part]: list.filter((one) => one.key !== key) };
      return part === 'priorities' ? withoutOrphans(left, key) : left;
    }
    const isThere = list.some((one) => one.key === item.key);
    const next = isThere ? list.map((one) => (one.key === item.key ? item : one)) : [...list, item];
    return { ...content, [part]: next };
  };
}

/** What belonged to a priority that was taken out goes with it. */
function withoutOrphans(content: PlanContent, key: string): PlanContent {
  const stays = ({ priority }: { readonly priority: string }) => priority !== key;
  return {
    ...content,
    measures: content.measures.filter(stays),
    actions: content.actions.filter(stays),
    pledges: content.pledges.filter(stays),
  };
}
