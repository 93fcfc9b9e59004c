import { day, type Figure, type Finding, type How, type Unit } from '../../lib/index.ts';
import type { JobView } from './blocks/job-view.ts';
import type { TimelineEntry } from './blocks/timeline-view.ts';
import type { FieldError } from './page.ts';

// Made-up data for the handbook. No number here is true of anywhere.

const RATE = {
  title: 'Unit costs of an invented council',
  publisher: 'Northbridge Partnership',
  locator: 'table 2, page 14',
  date: 'March 2025',
  entry: 'unit-costs/example',
} as const;

const COUNTED: How = {
  formula: 'Children with at least one day of help in the year, each counted once.',
  rows: { question: 'Children helped in 2024 to 2025.', count: 1240, href: '/handbook#lists' },
};

function figure(id: string, label: string, value: number | null, unit: Unit): Figure {
  return { id: `example-${id}`, label, value, unit, how: COUNTED };
}

const CHILDREN = figure('children', 'Children helped early', 1240, 'children');
const UNIT_COST: Figure = {
  ...figure('unit-cost', 'Cost of a year of early help for a child', 310_000, 'pence'),
  how: { formula: 'Published unit cost, in prices of 2024 to 2025.', citations: [RATE] },
};

/** Figures in every state: counted, modelled with a range, hidden, not measured, missing. */
export const FIGURES = {
  counted: CHILDREN,
  modelled: {
    ...figure('late-help-cost', 'Cost of late help in a year', 1_893_417_200, 'pence'),
    low: 1_604_000_000,
    high: 2_310_000_000,
    how: {
      formula: 'Days of each kind of late help, times its unit cost, added up over all children.',
      inputs: [CHILDREN, UNIT_COST],
      citations: [RATE],
      rows: { question: 'Days of late help in 2024 to 2025.', count: 48_210 },
      notes: ['Unit costs are national averages: local prices may differ by a fifth.'],
    },
  },
  percent: figure('no-action', 'Assessments that ended with no further action', 31.4, 'percent'),
  suppressed: {
    ...figure('hidden', 'Children in one ward', null, 'children'),
    absent: 'suppressed',
  },
  notMeasured: {
    ...figure('attendance', 'Children who attend school', null, 'children'),
    absent: 'not-measured',
  },
  notAvailable: {
    ...figure('next-year', 'Spend on early help', null, 'pence'),
    absent: 'not-available',
  },
  long: {
    ...figure(
      'long',
      'Payments to providers of support for families at risk',
      -912_345_678,
      'pence',
    ),
    label:
      'Payments held back from providers of intensive support for families at risk of ' +
      'homelessness, debt and repeated moves between areas',
  },
} as const satisfies Record<string, Figure>;

function costRow(label: string, values: readonly (number | null)[], href?: string) {
  const figures = values.map((value, column): Figure => {
    const id = `cost-${label.toLowerCase().replaceAll(' ', '-')}-${column}`;
    const base = { ...figure(id, label, value, 'pence'), how: FIGURES.modelled.how };
    if (value === null) return { ...base, absent: column === 0 ? 'suppressed' : 'not-measured' };
    return column === 1 ? { ...base, low: value * 0.8, high: value * 1.25 } : base;
  });
  return href === undefined ? { label, figures } : { label, figures, href };
}

/** A finding with every kind of value in it. */
export const FULL_FINDING: Finding = {
  id: 'example-cost?by=agency&year=2024-25',
  headline: 'The council pays less than a third of what late help costs',
  subtitle: 'Cost of late help by agency, Northbridge, 2023 to 2024 and 2024 to 2025, pounds',
  rowHeading: 'Agency',
  columns: ['2023 to 2024', '2024 to 2025'],
  rows: [
    costRow('Council', [521_000_000, 548_100_000], '/handbook#numbers'),
    costRow('Health', [402_300_000, 431_900_000]),
    costRow('Police', [288_000_000, 301_700_000]),
    costRow('Schools', [190_400_000, 187_200_000]),
    costRow('Housing', [null, 92_100_000]),
    costRow('Job centre', [61_000_000, null]),
  ],
  total: costRow('All agencies', [1_462_700_000, 1_561_000_000]),
  chart: 'bars',
  notes: ['Housing counts temporary accommodation only.'],
};

/** The same with many rows and long words. */
export const LONG_FINDING: Finding = {
  id: 'example-wards?year=2024-25',
  headline:
    'Eleven of the twelve wards in which most children wait more than eight weeks for a first ' +
    'conversation are also those with the fewest family hubs, although the reasons differ',
  subtitle: 'Children waiting by ward and length of wait, Northbridge, 2024 to 2025',
  rowHeading: 'Ward',
  columns: ['Under 2 weeks', '2 to 4 weeks', '4 to 8 weeks', 'Over 8 weeks', 'Longest wait, days'],
  rows: Array.from({ length: 12 }, (_, index) => ({
    label: index === 3 ? 'Saint Bartholomew with Upper Northbridge Waterside' : `Ward ${index + 1}`,
    figures: [31, 22, 14, index % 4 === 0 ? null : 9 + index, 60 + index * 7].map(
      (value, column) =>
        value === null
          ? FIGURES.suppressed
          : figure(`wait-${index}-${column}`, 'Waiting', value, column === 4 ? 'days' : 'children'),
    ),
  })),
  chart: 'none',
};

/** A finding before any data is loaded. */
export const EMPTY_FINDING: Finding = {
  id: 'example-empty',
  headline: 'No spend has been loaded yet',
  subtitle: 'Cost of late help by agency, Northbridge, 2025 to 2026, pounds',
  rowHeading: 'Agency',
  columns: ['2025 to 2026'],
  rows: [],
  chart: 'none',
};

const JOB: JobView = {
  id: 'example-running',
  title: 'Checking the child in need census of 2024 to 2025',
  status: 'running',
  done: 1200,
  total: 5000,
  unit: 'rows',
  secondsLeft: 9,
};

/** A job in each of its states. */
export const JOBS: readonly JobView[] = [
  JOB,
  {
    ...JOB,
    id: 'example-waiting',
    title: 'Reading the spend of 2024 to 2025',
    status: 'waiting',
    done: 0,
  },
  {
    ...JOB,
    id: 'example-unknown',
    title: 'Matching people across agencies',
    total: null,
    secondsLeft: null,
  },
  {
    ...JOB,
    id: 'example-done',
    title: 'Reading the school census of spring 2025',
    status: 'done',
    done: 5000,
    resultHref: '/handbook#jobs',
  },
  {
    ...JOB,
    id: 'example-failed',
    title: 'Reading the register of housing',
    status: 'failed',
    failure: 'Row 1,201 is longer than a row may be. Export the file again and send it once more.',
  },
  { ...JOB, id: 'example-cancelled', title: 'Working out a plan 5,000 times', status: 'cancelled' },
];

/** A journey with a silence, a spell that goes on, and an entry that another agency holds. */
export const TIMELINE: readonly TimelineEntry[] = [
  {
    day: day('2025-06-16'),
    until: null,
    title: 'Early help plan',
    text: 'Parenting course and a family worker every week.',
    source: 'Children’s services, recorded on 17 June 2025',
    href: '/handbook#timeline',
  },
  {
    day: day('2025-06-02'),
    title: 'Asked for help',
    text: 'School noticed that mornings had become hard at home.',
    source: 'Hill Lane Primary School, request of 2 June 2025',
  },
  {
    day: day('2025-02-20'),
    title: 'Contact',
    source: 'Health visiting service, recorded on 21 February 2025',
    mark: 'Held by Health',
  },
  {
    day: day('2024-10-01'),
    until: day('2024-11-12'),
    title: 'Assessment, ended with no further action',
    source: 'Child in need census 2024 to 2025, row 812',
  },
];

/** Errors of a form that was sent in with mistakes. */
export const ERRORS: readonly FieldError[] = [
  { field: 'family', sentence: 'Enter a name for the family, such as “the family at Mill Lane”' },
  { field: 'started', sentence: 'The day the plan started must be in the past' },
  { field: 'need', sentence: 'Choose what the family asked for help with' },
  { field: 'budget', sentence: 'Enter an amount in pounds, such as 150' },
];

/** What was typed into that form. */
export const TYPED: Readonly<Record<string, string>> = {
  'started-day': '31',
  'started-month': '2',
  'started-year': '2027',
  budget: 'about a hundred',
  note: '<b>They</b> said "mornings" & evenings are hard.',
};

const NEEDS = [
  { value: 'housing', text: 'Housing' },
  { value: 'money', text: 'Money and debt' },
  { value: 'health', text: 'Mental health of a parent' },
  { value: 'school', text: 'Going to school', hint: 'Missing days, moving schools, no place' },
];

/** The fields of the example form. */
export const FIELDS = [
  { name: 'family', label: 'Name of the family', hint: 'As you would say it on the phone' },
  { name: 'started', label: 'When did the plan start?', kind: 'date' },
  { name: 'need', label: 'What did the family ask for?', kind: 'radios', options: NEEDS },
  { name: 'also', label: 'What else matters?', kind: 'checkboxes', options: NEEDS },
  {
    name: 'area',
    label: 'Area',
    kind: 'select',
    options: [
      { value: '', text: 'Choose an area' },
      { value: 'north', text: 'North' },
      { value: 'south', text: 'South' },
    ],
  },
  { name: 'budget', label: 'Money for this plan', kind: 'money' },
  { name: 'note', label: 'What they said', kind: 'long', optional: true },
];

/** The filter of the example list. */
export const FILTERS = [
  { name: 'search', label: 'Reference', kind: 'text' },
  { name: 'need', label: 'Need', kind: 'checkboxes', options: NEEDS },
  {
    name: 'waiting',
    label: 'Waiting',
    kind: 'radios',
    options: [
      { value: '', text: 'Any time' },
      { value: 'over', text: 'Over its promise' },
    ],
  },
];

const STATUSES = [
  { text: 'New', tone: 'waiting' },
  { text: 'Being looked at', tone: 'going' },
  { text: '2 days over', tone: 'attention' },
  { text: 'Answered', tone: 'done' },
  { text: 'Withdrawn', tone: 'quiet' },
  { text: 'Could not be read', tone: 'wrong' },
];

/** A page of a long list. */
export const LIST = {
  caption: 'Requests for help',
  columns: [
    { key: 'reference', label: 'Request', sortable: true },
    { key: 'from', label: 'Asked by' },
    { key: 'waiting', label: 'Waiting, days', sortable: true, numeric: true },
    { key: 'status', label: 'Status' },
  ],
  rows: STATUSES.map((status, index) => ({
    cells: [
      { text: `R-10${index + 24}`, href: '/handbook#lists', quiet: 'Housing, going to school' },
      { text: index === 2 ? 'Saint Bartholomew Community Primary School' : 'Health visitor' },
      { text: String(3 + index * 2) },
      { status },
    ],
  })),
  sort: { key: 'waiting', direction: 'ascending' },
  page: { number: 2, size: 6, total: 132 },
  noun: ['request', 'requests'],
  url: '/handbook?need=housing&page=2&sort=waiting',
} as const;

function decided(id: string, value: number, range?: readonly [number, number]): Figure {
  const how = { ...FIGURES.modelled.how, inputs: [] };
  const base = { ...figure(`decided-${id}`, 'Net over the years', value, 'pence'), how };
  return range === undefined ? base : { ...base, low: range[0], high: range[1] };
}

const MIDDLES = [-60, -120, -165, -150, -90, -10, 60, 120, 160, 180].map((one) => one * 1e6);
const DECIDED = { subtitle: 'Family support, 400 places, Northbridge, pounds' } as const;

/** Findings about what might be done: over time, as dots, by assumption, by agency, by steps. */
export const DECISIONS: readonly Finding[] = [
  {
    ...DECIDED,
    id: 'example-fan',
    headline: 'Likely to pay back by 2032 to 2033',
    rowHeading: 'Year',
    columns: ['Net so far', 'Middle half from', 'to', 'Runs paid back by then'],
    rows: MIDDLES.map((middle, index) => {
      const spread = (index + 1) * 14e6;
      return {
        label: `${2026 + index} to ${2027 + index}`,
        figures: [
          decided(`net-${index}`, middle, [middle - spread, middle + spread * 1.2]),
          decided(`lower-${index}`, middle - spread * 0.4),
          decided(`upper-${index}`, middle + spread * 0.45),
          { ...decided(`reached-${index}`, Math.max(0, index * 14 - 40)), unit: 'percent' },
        ],
      };
    }),
    chart: 'fan',
  },
  {
    ...DECIDED,
    id: 'example-dots',
    headline: '36 of 50 dots are above £0',
    rowHeading: 'Dot',
    columns: ['Net over the years'],
    rows: Array.from({ length: 50 }, (_, index) => ({
      label: `${index + 1} of 50`,
      figures: [decided(`dot-${index}`, (index - 13.5) * 9e6)],
    })),
    chart: 'dots',
  },
  {
    ...DECIDED,
    id: 'example-tornado',
    headline: 'How much it lowers entries to care matters most',
    rowHeading: 'Assumption',
    columns: ['At its low end', 'At its high end'],
    rows: ['How much it lowers entries to care', 'Price of foster care', 'Cost of a place'].map(
      (label, index) => ({
        label,
        figures: [
          decided(`low-${index}`, (index - 2) * 8e7),
          decided(`high-${index}`, (4 - index) * 9e7),
        ],
      }),
    ),
    total: {
      label: 'All at their middle',
      figures: [decided('middle', 8e7), decided('middle', 8e7)],
    },
    chart: 'tornado',
  },
  {
    ...DECIDED,
    id: 'example-pairs',
    headline: 'Health gains most and pays least',
    rowHeading: 'Agency',
    columns: ['Pays', 'Gains', 'Proposed contribution'],
    rows: ['Council', 'Health', 'Police'].map((label, index) => ({
      label,
      figures: [
        decided(`pays-${index}`, (3 - index) * 1.4e8),
        decided(`gains-${index}`, (index + 1) * 1.1e8, [(index + 1) * 6e7, (index + 1) * 1.6e8]),
        decided(`share-${index}`, (index + 1) * 0.9e8),
      ],
    })),
    chart: 'paired-bars',
  },
  {
    ...DECIDED,
    id: 'example-steps',
    headline: 'One per cent a year moves from late to early help',
    rowHeading: 'Part',
    columns: ['2026 to 2027', '2027 to 2028', '2028 to 2029'],
    rows: [20, 80].map((start, row) => ({
      label: row === 0 ? 'Early' : 'Late',
      figures: [0, 1, 2].map((step) => ({
        ...decided(`step-${row}-${step}`, start + (row === 0 ? step : -step)),
        unit: 'percent' as const,
      })),
    })),
    chart: 'steps',
  },
];
