import { thoseWhoLoadFiles } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { STRENGTHS } from '../journey/journey-rules.ts';
import { adviceLineColumns, adviceLineTemplate } from './advice-line.columns.ts';
import type { Column } from './columns.ts';
import { councilSpendingTemplate, spendingTable } from './council-spending.template.ts';
import {
  earlyHelpAgencies,
  earlyHelpClosures,
  earlyHelpDecisions,
  earlyHelpNeeds,
  earlyHelpStatuses,
} from './early-help.codes.ts';
import { earlyHelpColumns, earlyHelpTemplate } from './early-help.columns.ts';
import { earlyYearsItems, earlyYearsResults } from './early-years.codes.ts';
import { earlyYearsColumns, earlyYearsTemplate } from './early-years.columns.ts';
import { placeColumns, placesTemplate } from './places.columns.ts';
import { provisionColumns, provisionTemplate } from './provision.columns.ts';
import { incidentTypes, involvements, policeOutcomes, policeRoutes } from './police.codes.ts';
import { policeColumns, policeTemplate } from './police.columns.ts';
import { READERS } from './readers.ts';
import {
  serviceOutcomes,
  servicesReceivedColumns,
  servicesReceivedTemplate,
} from './services-received.columns.ts';
import { youthJusticeClosures, youthJusticeOutcomes } from './youth-justice.codes.ts';
import { youthJusticeColumns, youthJusticeTemplate } from './youth-justice.columns.ts';

/** The files that have a form of our own: no return holds what is in them. */
export const OWN_FILES = [
  {
    file: 'early-help-template.csv',
    kind: 'early-help',
    title: 'Early help',
    about: 'One row for each request for early help for each child.',
    template: earlyHelpTemplate,
  },
  {
    file: 'early-years-template.csv',
    kind: 'early-years',
    title: 'Early years',
    about:
      'One row for each check, registration with a family hub, year of use and profile of each ' +
      'child under five. A workbook with the same columns is read too.',
    template: earlyYearsTemplate,
  },
  {
    file: 'police-template.csv',
    kind: 'police',
    title: 'Police',
    about:
      'One row for each child in each incident, with what the police did. A workbook with the ' +
      'same columns is read too.',
    template: policeTemplate,
  },
  {
    file: 'youth-justice-template.csv',
    kind: 'youth-justice',
    title: 'Youth justice',
    about:
      'One row for each piece of work of the youth justice service with each young person. A ' +
      'workbook with the same columns is read too.',
    template: youthJusticeTemplate,
  },
  {
    file: 'advice-line-template.csv',
    kind: 'advice-line',
    title: 'Calls to an advice line',
    about: 'One row for each call. It holds nobody\u2019s details, and needs none.',
    template: adviceLineTemplate,
  },
  {
    file: 'provision-template.csv',
    kind: 'provision',
    title: 'Provision of services',
    about: 'One row for each service, payer and financial year, with money in pounds.',
    template: provisionTemplate,
  },
  {
    file: 'services-received-template.csv',
    kind: 'services-received',
    title: 'Services received',
    about:
      'One row for each child and each stretch of help from one service. A workbook with the ' +
      'same columns is read too.',
    template: servicesReceivedTemplate,
  },
  {
    file: 'places-template.csv',
    kind: 'places',
    title: 'Places',
    about:
      'One row for each place, a place before those that lie in it. Outlines of wards come as a ' +
      'GeoJSON file with the same codes.',
    template: placesTemplate,
  },
  {
    file: 'spending-template.csv',
    kind: 'council-spending',
    title: 'Council spending',
    about: 'One row for each line of spending of each year, in thousands of pounds.',
    template: councilSpendingTemplate,
  },
] as const;

const templatePages = OWN_FILES.map(({ file, title, template }) =>
  definePage({
    url: `/returns/${file}`,
    title: `${title}: a file to fill in`,
    who: thoseWhoLoadFiles,
    audit: 'none',
    get: async () => ({ file: template(), type: 'text/csv; charset=utf-8', name: file }),
  }),
);

/** Every column of our own files, and the words that stand in them. */
const columnsPage = definePage({
  url: '/returns/templates',
  title: 'Files to fill in, and their columns',
  who: thoseWhoLoadFiles,
  audit: 'none',
  get: async () => ({
    template: 'record/returns/templates.njk',
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/returns', text: 'Returns and files' },
    ],
    data: {
      files: OWN_FILES.map(({ file, kind, title, about }) => ({
        href: `/returns/${file}`,
        id: kind,
        title,
        about,
        columns: COLUMNS[kind],
        lists: LISTS[kind] ?? [],
      })),
      statutory: READERS.map((reader) => reader.label),
    },
  }),
});

const NEED_WORDS: Readonly<Record<Column['need'], string>> = {
  must: 'Always',
  should: 'If you can',
  may: 'If you like',
};

interface ColumnRow {
  readonly heading: string;
  readonly need: string;
  readonly text: string;
}

function described(
  columns: readonly (Column & { heading: string; explanation: string; example?: string })[],
): ColumnRow[] {
  return columns.map(({ heading, need, explanation, example }) => ({
    heading,
    need: NEED_WORDS[need],
    text: example ? `${explanation} For example: ${example}` : explanation,
  }));
}

const SPENDING_WORDS: Readonly<Record<string, string>> = {
  authority_code: 'The council\u2019s code of the Office for National Statistics.',
  authority_name: 'What the council is called.',
  year: 'The financial year, such as 2024-25.',
  publication: 'ro3 or s251: the two define lines differently and are never added up.',
  line: 'The line of the publication, such as family-support.',
  net_current_expenditure_thousands: 'Total expenditure less total income.',
};

const COLUMNS: Readonly<Record<(typeof OWN_FILES)[number]['kind'], readonly ColumnRow[]>> = {
  'early-help': described(earlyHelpColumns),
  'early-years': described(earlyYearsColumns),
  police: described(policeColumns),
  'youth-justice': described(youthJusticeColumns),
  'advice-line': described(adviceLineColumns),
  provision: described(provisionColumns),
  'services-received': described(servicesReceivedColumns),
  places: described(placeColumns),
  'council-spending': spendingTable.columns.map(({ headings, need }) => {
    const [heading = ''] = headings;
    const text = SPENDING_WORDS[heading] ?? 'In thousands of pounds.';
    return { heading, need: NEED_WORDS[need], text };
  }),
};

interface WordList {
  readonly heading: string;
  readonly codes: readonly { readonly code: string; readonly label: string }[];
}

const EARLY_HELP_LISTS: readonly WordList[] = [
  { heading: 'Who asked, and who leads', codes: earlyHelpAgencies },
  { heading: 'Decisions', codes: earlyHelpDecisions },
  { heading: 'Needs; several are separated by semicolons', codes: earlyHelpNeeds },
  { heading: 'Status', codes: earlyHelpStatuses },
  { heading: 'Why it ended', codes: earlyHelpClosures },
  { heading: 'Strengths; several are separated by semicolons', codes: STRENGTHS.list },
];

const LISTS: Readonly<Record<string, readonly WordList[]>> = {
  'early-help': EARLY_HELP_LISTS,
  'early-years': [
    { heading: 'Items', codes: earlyYearsItems },
    { heading: 'Results', codes: earlyYearsResults },
  ],
  police: [
    { heading: 'Types of incident', codes: incidentTypes },
    { heading: 'Part that the child had', codes: involvements },
    { heading: 'How the police and the child came together', codes: policeRoutes },
    { heading: 'What the police did', codes: policeOutcomes },
  ],
  'services-received': [
    { heading: 'Who gives the help', codes: earlyHelpAgencies },
    { heading: 'How it ended', codes: serviceOutcomes },
  ],
  'youth-justice': [
    { heading: 'Under what the service works', codes: youthJusticeOutcomes },
    { heading: 'How the work ended', codes: youthJusticeClosures },
  ],
};

/** The pages of files to fill in. */
export const RETURN_TEMPLATE_PAGES: readonly Page[] = [...templatePages, columnsPage];
