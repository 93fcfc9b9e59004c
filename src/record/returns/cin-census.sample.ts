import { day } from '../../lib/index.ts';
import { upnCheckLetter } from './cin-rules/child-identifiers.ts';
import { cinCensusReader } from './cin-census.reader.ts';
import type { ReadItem } from './statement.ts';

/** Elements and their values for the tests of the census; null leaves an element out. */
export type Fields = Record<string, string | null>;

/** An assessment with its factors, or a protection plan with its reviews. */
export interface Listed {
  fields: Fields;
  list: string[];
}

/** One episode for the tests, group by group. */
export interface SampleEpisode {
  fields: Fields;
  assessments: Listed[];
  plans: Fields[];
  enquiries: Fields[];
  protections: Listed[];
}

/** One made-up child for the tests; a test changes what it is about and leaves the rest. */
export interface SampleChild {
  identifiers: Fields;
  ethnicity: string | null;
  disabilities: string[];
  episodes: SampleEpisode[];
  /** The first of each, for short tests. */
  episode: SampleEpisode;
  assessment: Listed;
  plan: Fields;
  enquiry: Fields;
  protection: Listed;
}

/** A pupil number with its right check letter, from twelve digits. */
export function sampleUpn(digits: string): string {
  return `${upnCheckLetter(`?${digits}`)}${digits}`;
}

/**
 * A child that breaks no rule of the census of 2026: referred by a school in June 2025, assessed,
 * on a protection plan from 30 June to 15 December, and since then on an in need plan.
 */
export function soundChild(number = 1): SampleChild {
  const assessment: Listed = {
    fields: {
      AssessmentActualStartDate: '2025-06-04',
      AssessmentAuthorisationDate: '2025-07-10',
    },
    list: ['3B', '4B'],
  };
  const enquiry: Fields = {
    S47ActualStartDate: '2025-06-10',
    InitialCPCtarget: '2025-07-01',
    DateOfInitialCPC: '2025-06-30',
    ICPCnotRequired: 'false',
  };
  const protection: Listed = {
    fields: {
      CPPstartDate: '2025-06-30',
      CPPendDate: '2025-12-15',
      InitialCategoryOfAbuse: 'EMO',
      LatestCategoryOfAbuse: 'EMO',
      NumberOfPreviousCPP: '0',
    },
    list: ['2025-09-22'],
  };
  const plan: Fields = { CINPlanStartDate: '2025-12-15', CINPlanEndDate: null };
  const episode: SampleEpisode = {
    fields: {
      CINreferralDate: '2025-06-02',
      ReferralSource: '2A',
      PrimaryNeedCode: 'N1',
      CINclosureDate: null,
      ReasonForClosure: null,
      DateOfInitialCPC: null,
      ReferralNFA: 'false',
    },
    assessments: [assessment],
    plans: [plan],
    enquiries: [enquiry],
    protections: [protection],
  };
  return {
    identifiers: {
      LAchildID: `NB${1000 + number}`,
      UPN: sampleUpn(`9411200${String(number).padStart(5, '0')}`),
      FormerUPN: null,
      UPNunknown: null,
      PersonBirthDate: '2016-05-04',
      ExpectedPersonBirthDate: null,
      GenderCurrent: null,
      Sex: 'F',
      PersonDeathDate: null,
    },
    ethnicity: 'WBRI',
    disabilities: ['NONE'],
    episodes: [episode],
    episode,
    assessment,
    plan,
    enquiry,
    protection,
  };
}

/** A later referral of the same child, accepted and open, with nothing in it yet. */
export function laterEpisode(referral: string): SampleEpisode {
  return {
    fields: {
      CINreferralDate: referral,
      ReferralSource: '6',
      PrimaryNeedCode: 'N1',
      CINclosureDate: null,
      ReasonForClosure: null,
      DateOfInitialCPC: null,
      ReferralNFA: 'false',
    },
    assessments: [],
    plans: [],
    enquiries: [],
    protections: [],
  };
}

/** Takes everything after the assessment out of the first episode. */
export function onlyAssessed(child: SampleChild): void {
  child.episode.plans = [];
  child.episode.enquiries = [];
  child.episode.protections = [];
}

function elements(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => (value === null ? '' : `<${name}>${value}</${name}>\n`))
    .join('');
}

function listed(group: string, wrapper: string, name: string, of: Listed): string {
  const items = of.list.map((value) => `<${name}>${value}</${name}>\n`).join('');
  const list = items === '' ? '' : `<${wrapper}>\n${items}</${wrapper}>\n`;
  return `<${group}>\n${elements(of.fields)}${list}</${group}>\n`;
}

function episodeXml(of: SampleEpisode): string {
  const factors = 'FactorsIdentifiedAtAssessment';
  return [
    '<CINdetails>\n',
    elements(of.fields),
    ...of.assessments.map((a) => listed('Assessments', factors, 'AssessmentFactors', a)),
    ...of.plans.map((plan) => `<CINPlanDates>\n${elements(plan)}</CINPlanDates>\n`),
    ...of.enquiries.map((enquiry) => `<Section47>\n${elements(enquiry)}</Section47>\n`),
    ...of.protections.map((p) => listed('ChildProtectionPlans', 'Reviews', 'CPPreviewDate', p)),
    '</CINdetails>\n',
  ].join('');
}

function childXml(child: SampleChild): string {
  const codes = child.disabilities.map((code) => `<Disability>${code}</Disability>\n`).join('');
  const ethnicity = elements({ Ethnicity: child.ethnicity });
  return [
    `<Child>\n<ChildIdentifiers>\n${elements(child.identifiers)}</ChildIdentifiers>\n`,
    `<ChildCharacteristics>\n${ethnicity}`,
    codes === '' ? '' : `<Disabilities>\n${codes}</Disabilities>\n`,
    '</ChildCharacteristics>\n',
    ...child.episodes.map(episodeXml),
    '</Child>\n',
  ].join('');
}

/** A census file of made-up children; the reference date makes the year. */
export function sampleCensus(
  children: readonly SampleChild[],
  header: Fields = { Collection: 'CIN', Year: '2026', ReferenceDate: '2026-03-31' },
): string {
  return [
    `<Message>\n<Header>\n<CollectionDetails>\n${elements(header)}</CollectionDetails>\n`,
    '<Source>\n<SourceLevel>L</SourceLevel>\n<LEA>941</LEA>\n</Source>\n</Header>\n<Children>\n',
    ...children.map(childXml),
    '</Children>\n</Message>\n',
  ].join('');
}

/** Reads a census from text or bytes, in pieces of the given size, on 1 May 2026. */
export async function readSample(
  file: string | Uint8Array,
  pieceBytes = 1_000_000,
): Promise<ReadItem[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file, 'utf8') : file;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const input = { name: 'census.xml', chunks: chunks(), today: day('2026-05-01') };
  const items: ReadItem[] = [];
  for await (const item of cinCensusReader.read(input)) items.push(item);
  return items;
}

/** All problems among items, those of people included. */
export function problemsOf(items: readonly ReadItem[]) {
  return items.flatMap((item) => {
    if (item.type === 'problem') return [item.problem];
    return item.type === 'person' ? item.problems : [];
  });
}

/** The people among items. */
export function peopleOf(items: readonly ReadItem[]) {
  return items.filter((item) => item.type === 'person');
}
