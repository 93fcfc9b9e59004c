import { THEMES } from '../../record/index.ts';
import { PLEDGE_KINDS, type PlanPart } from './plan.ts';

/** A part of the plan that has a form: its frame, or a thing of one of the lists. */
export type EditPart = 'frame' | PlanPart;

/** The words of each part on a page. */
export const PART_WORDS: Readonly<
  Record<EditPart, { readonly many: string; readonly add: string; readonly change: string }>
> = {
  frame: { many: 'The plan', add: 'Begin the plan', change: 'Change the plan itself' },
  statements: {
    many: 'What the vision says',
    add: 'Add a statement of the vision',
    change: 'Change a statement of the vision',
  },
  priorities: { many: 'Priorities', add: 'Add a priority', change: 'Change a priority' },
  measures: { many: 'Measures', add: 'Add a measure', change: 'Change a measure' },
  actions: { many: 'Actions', add: 'Add an action', change: 'Change an action' },
  commissions: {
    many: 'Commissions',
    add: 'Add a commission',
    change: 'Change a commission',
  },
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

/** What the fields of a form offer to choose from. */
export interface Offered {
  readonly outcomes: NonNullable<ItemField['options']>;
  readonly priorities: NonNullable<ItemField['options']>;
  readonly statements: NonNullable<ItemField['options']>;
  /** What a measure can show: priorities, statements and commissions. */
  readonly shown: NonNullable<ItemField['options']>;
  readonly levels: NonNullable<ItemField['options']>;
  /** Names of the money of the budget. */
  readonly streams: readonly string[];
  readonly runs: NonNullable<ItemField['options']>;
  readonly agencies: NonNullable<ItemField['options']>;
  readonly indicators: NonNullable<ItemField['options']>;
}

const chosen = (options: NonNullable<ItemField['options']>) => [
  { value: '', text: 'Select one' },
  ...options,
];

/** Most names of money that a hint lists. */
const MOST_NAMED = 8;

function streamField(streams: readonly string[], optional = true): ItemField {
  const known = streams.slice(0, MOST_NAMED).join('; ');
  return {
    name: 'stream',
    label: 'From which money?',
    kind: 'text',
    optional,
    hint:
      'The name of the grant or budget, the same each time, so that its end can be followed.' +
      (known === '' ? '' : ` In the budget: ${known}.`),
  };
}

const SERVICE: ItemField = {
  name: 'service',
  label: 'On which service does it rely?',
  kind: 'text',
  optional: true,
  hint: 'Its name in the directory of services.',
};

const OWNER = (agencies: NonNullable<ItemField['options']>, what: string): ItemField => ({
  name: 'agency',
  label: `Which agency answers for ${what}?`,
  kind: 'select',
  options: chosen(agencies),
  optional: true,
});

const REVIEW: ItemField = {
  name: 'review',
  label: 'When is it looked at again?',
  kind: 'date',
  optional: true,
};

/** The fields of each part of the plan. */
export const FIELDS: Readonly<Record<EditPart, (of: Offered) => readonly ItemField[]>> = {
  statements: ({ agencies }) => [
    {
      name: 'text',
      label: 'What will be true for children?',
      kind: 'long',
      rows: 2,
      hint: 'One sentence that could turn out to be wrong.',
    },
    OWNER(agencies, 'it'),
    REVIEW,
  ],
  commissions: ({ priorities, agencies, streams }) => [
    { name: 'priority', label: 'Which priority?', kind: 'select', options: chosen(priorities) },
    { name: 'what', label: 'What is commissioned?', kind: 'text' },
    streamField(streams, false),
    SERVICE,
    { name: 'start', label: 'When does it start?', kind: 'date' },
    { name: 'end', label: 'What is its last day?', kind: 'date' },
    { name: 'value', label: 'What does it cost from start to end?', kind: 'money' },
    OWNER(agencies, 'it'),
    { name: 'person', label: 'Who is named for it?', kind: 'text', optional: true },
    REVIEW,
  ],
  frame: ({ agencies, runs }) => [
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
    {
      name: 'basis',
      label: 'On which run of a scenario does it rest?',
      kind: 'select',
      options: [{ value: '', text: 'None' }, ...runs],
      hint: 'Each review then sets what the run forecast beside what came.',
    },
  ],
  priorities: ({ outcomes, statements, agencies }) => [
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
    ...(statements.length > 0
      ? [
          {
            name: 'serves',
            label: 'Which statements of the vision does it serve?',
            kind: 'checkboxes',
            options: statements,
          },
        ]
      : []),
    OWNER(agencies, 'it'),
    REVIEW,
  ],
  measures: ({ shown, indicators, levels, agencies }) => [
    { name: 'priority', label: 'What does it show?', kind: 'select', options: chosen(shown) },
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
    {
      name: 'level',
      label: 'Which children does it count?',
      kind: 'select',
      options: [{ value: '', text: 'None of these' }, ...levels],
      hint: 'So that a scenario can forecast it.',
    },
    OWNER(agencies, 'it'),
  ],
  actions: ({ priorities, agencies, streams }) => [
    { name: 'priority', label: 'Which priority?', kind: 'select', options: chosen(priorities) },
    { name: 'title', label: 'What will be done?', kind: 'text' },
    { name: 'agency', label: 'Which agency owns it?', kind: 'select', options: chosen(agencies) },
    { name: 'person', label: 'Who is named for it?', kind: 'text', optional: true },
    { name: 'due', label: 'By when?', kind: 'date', optional: true },
    streamField(streams),
    SERVICE,
  ],
  pledges: ({ priorities, agencies, streams }) => [
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
    streamField(streams),
  ],
};
