import type { FinancialYear } from '../src/lib/index.ts';
import { birthday, bounds, type DayNumber, isoDay } from './days.ts';
import type { DemoFile } from './demo-file.ts';
import { hash, hashShare } from './draw.ts';
import { censusFaults, faulty } from './faults.ts';
import { childNumber, NORTHBRIDGE, upn } from './identifiers.ts';
import type { Assessment, Enquiry, Episode, ProtectionPlan, Stretch } from './journey-types.ts';
import { schoolYearOf } from './schools.ts';
import type { World } from './world.ts';

/** What a census knows: the year it is for, and nothing after its last day. */
interface Census {
  readonly year: FinancialYear;
  readonly start: DayNumber;
  readonly end: DayNumber;
  /** The year of collection, in which the census year ends. */
  readonly collection: number;
}

/**
 * The children in need census of one year, as the guide of that year has it: every episode open at
 * any time in the year, and of each what happened in the year.
 */
export function cinCensus(world: World, year: FinancialYear): DemoFile {
  return {
    name: `cin-census-${year}.xml`,
    kind: 'cin-census',
    text: () => message(world, { year, ...bounds(year), collection: Number(year.slice(0, 4)) + 1 }),
  };
}

function* message(world: World, census: Census): Generator<string> {
  yield header(census);
  const children = Map.groupBy(
    world.journeys.episodes.filter((one) => isIn(one, census)),
    (one) => one.child,
  );
  const numbers = [...children.keys()].sort((a, b) => a - b);
  let chunk = '';
  for (const text of faulty(childTexts(world, census, numbers, children), censusFaults)) {
    chunk += text;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}  </Children>\n</Message>\n`;
}

function* childTexts(
  world: World,
  census: Census,
  numbers: readonly number[],
  children: ReadonlyMap<number, readonly Episode[]>,
): Generator<string> {
  for (const child of numbers) yield childText(world, census, child, children.get(child) ?? []);
}

/**
 * Whether the census holds the episode: open in the year, or a referral of the year that ended at
 * once.
 */
function isIn(episode: Episode, { start, end }: Census): boolean {
  if (episode.day >= end) return false;
  return episode.noFurtherAction ? episode.day >= start : episode.close >= start;
}

function header({ collection, end }: Census): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection>
      <Year>${collection}</Year>
      <ReferenceDate>${isoDay(end - 1)}</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>${NORTHBRIDGE.number}</LEA>
      <SoftwareCode>Northbridge case system</SoftwareCode>
      <Release>1.0</Release>
      <SerialNo>001</SerialNo>
      <DateTime>${collection}-07-15T09:30:00</DateTime>
    </Source>
  </Header>
  <Children>
`;
}

function childText(
  world: World,
  census: Census,
  child: number,
  episodes: readonly Episode[],
): string {
  const inOrder = [...episodes].sort((a, b) => a.day - b.day);
  const details = inOrder.map((one) => episodeText(one, census)).join('');
  return `    <Child>
${identifiers(world, census, child, inOrder)}${characteristics(world, child)}${details}    </Child>
`;
}

function identifiers(
  world: World,
  census: Census,
  child: number,
  episodes: readonly Episode[],
): string {
  const { people } = world;
  const born = people.born[child] ?? 0;
  const unborn = born >= census.end;
  const sex = unborn ? 0 : (people.sex[child] ?? 0);
  const letters = census.collection >= 2025;
  const sexName = letters ? 'Sex' : 'GenderCurrent';
  const sexCode = letters ? 'UMF'[sex] : String(sex);
  const onlyEnded = episodes.every((one) => one.noFurtherAction);
  const number = pupilNumber(born, child, census.end);
  const former = number && hash(child, 51) % 70 === 0;
  return [
    '      <ChildIdentifiers>\n',
    element(8, 'LAchildID', childNumber(child)),
    number ? element(8, 'UPN', number) : '',
    former ? element(8, 'FormerUPN', upn(child + 500_000, startOfSchool(born))) : '',
    number ? '' : element(8, 'UPNunknown', onlyEnded ? 'UN7' : 'UN1'),
    unborn ? '' : element(8, 'PersonBirthDate', isoDay(born)),
    unborn ? element(8, 'ExpectedPersonBirthDate', isoDay(expectedBirth(born, child, census))) : '',
    element(8, sexName, sexCode ?? ''),
    '      </ChildIdentifiers>\n',
  ].join('');
}

function expectedBirth(born: DayNumber, child: number, census: Census): DayNumber {
  return Math.max(census.end, born + (hash(child, 52) % 13) - 6);
}

/** A child's pupil number, once the child has started school; null before. */
export function pupilNumber(born: DayNumber, child: number, on: DayNumber): string | null {
  const started = startOfSchool(born);
  return schoolYearOf(on - 1) >= started ? upn(child, started) : null;
}

function startOfSchool(born: DayNumber): number {
  return schoolYearOf(birthday(born, 4)) + 1;
}

const DISABILITIES = [
  'LD',
  'AUT',
  'COMM',
  'BEH',
  'MOB',
  'PC',
  'HAND',
  'INC',
  'VIS',
  'HEAR',
  'CON',
  'DDA',
];

function characteristics(world: World, child: number): string {
  const codes = disabilities(world, child);
  return [
    '      <ChildCharacteristics>\n',
    element(8, 'Ethnicity', world.people.ethnicity[child] ?? 'NOBT'),
    '        <Disabilities>\n',
    ...codes.map((code) => element(10, 'Disability', code)),
    '        </Disabilities>\n      </ChildCharacteristics>\n',
  ].join('');
}

function disabilities(world: World, child: number): string[] {
  const lasting = world.people.disabled[child] === 1;
  const fewer = world.schooling.needs[child] === 2 && hashShare(child, 53) < 0.45;
  if (!lasting && !fewer) return ['NONE'];
  const pick = hash(child, 54);
  const count = lasting ? 1 + (pick % 3) : 1;
  const from = lasting ? pick % DISABILITIES.length : pick % 4;
  return Array.from(
    { length: count },
    (_, i) => DISABILITIES[(from + i) % DISABILITIES.length] ?? 'DDA',
  );
}

function episodeText(episode: Episode, census: Census): string {
  const { start, end } = census;
  const closed = !episode.noFurtherAction && episode.close < end;
  const inYear = (part: Stretch) => part.start < end && part.end >= start;
  const enquiries = episode.enquiries.filter((one) => isEnquiryOf(one, census));
  return [
    '      <CINdetails>\n',
    element(8, 'CINreferralDate', isoDay(episode.day)),
    element(8, 'ReferralSource', episode.source),
    episode.noFurtherAction ? '' : element(8, 'PrimaryNeedCode', episode.need),
    closed ? element(8, 'CINclosureDate', isoDay(episode.close)) : '',
    closed ? element(8, 'ReasonForClosure', episode.reason) : '',
    ...episode.assessments.filter(inYear).map((one) => assessmentText(one, end)),
    ...episode.plans.filter(inYear).map((one) => planText(one, end)),
    ...enquiries.map((one) => enquiryText(one, end)),
    element(8, 'ReferralNFA', episode.noFurtherAction ? '1' : '0'),
    ...episode.protection.filter(inYear).map((one) => protectionText(one, census)),
    '      </CINdetails>\n',
  ].join('');
}

function isEnquiryOf(enquiry: Enquiry, { start, end }: Census): boolean {
  const day = enquiry.conference ?? enquiry.start;
  return (day >= start && day < end) || (enquiry.start >= start && enquiry.start < end);
}

function assessmentText(assessment: Assessment, end: DayNumber): string {
  const done = assessment.end < end;
  const found = assessment.factors.map((code) => element(12, 'AssessmentFactors', code)).join('');
  return [
    '        <Assessments>\n',
    element(10, 'AssessmentActualStartDate', isoDay(assessment.start)),
    done ? element(10, 'AssessmentAuthorisationDate', isoDay(assessment.end)) : '',
    done
      ? `          <FactorsIdentifiedAtAssessment>\n${found}          ` +
        '</FactorsIdentifiedAtAssessment>\n'
      : '',
    '        </Assessments>\n',
  ].join('');
}

function planText(plan: Stretch, end: DayNumber): string {
  return [
    '        <CINPlanDates>\n',
    element(10, 'CINPlanStartDate', isoDay(plan.start)),
    plan.end < end ? element(10, 'CINPlanEndDate', isoDay(plan.end)) : '',
    '        </CINPlanDates>\n',
  ].join('');
}

function enquiryText(enquiry: Enquiry, end: DayNumber): string {
  const held = enquiry.conference !== null && enquiry.conference < end;
  return [
    '        <Section47>\n',
    element(10, 'S47ActualStartDate', isoDay(enquiry.start)),
    enquiry.conference === null ? '' : element(10, 'InitialCPCtarget', isoDay(enquiry.target)),
    held ? element(10, 'DateOfInitialCPC', isoDay(enquiry.conference ?? 0)) : '',
    element(10, 'ICPCnotRequired', enquiry.conference === null ? '1' : '0'),
    '        </Section47>\n',
  ].join('');
}

function protectionText(plan: ProtectionPlan, { start, end }: Census): string {
  const reviews = plan.reviews.filter((day) => day >= start && day < end && day > plan.start);
  const days = reviews.map((day) => element(12, 'CPPreviewDate', isoDay(day))).join('');
  return [
    '        <ChildProtectionPlans>\n',
    element(10, 'CPPstartDate', isoDay(plan.start)),
    plan.end < end ? element(10, 'CPPendDate', isoDay(plan.end)) : '',
    element(10, 'InitialCategoryOfAbuse', plan.category),
    element(10, 'LatestCategoryOfAbuse', plan.latest),
    element(10, 'NumberOfPreviousCPP', String(plan.previous)),
    reviews.length > 0 ? `          <Reviews>\n${days}          </Reviews>\n` : '',
    '        </ChildProtectionPlans>\n',
  ].join('');
}

function element(indent: number, name: string, text: string): string {
  return `${SPACES.slice(0, indent)}<${name}>${text}</${name}>\n`;
}

const SPACES = ' '.repeat(12);
