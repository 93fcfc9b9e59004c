import type { FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, isoDay } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { hash, hashShare } from './draw.ts';
import { residenceOn } from './families.ts';
import { childNumber, nhsNumber } from './identifiers.ts';
import type { EarlyHelp } from './journey-types.ts';
import { givenNameOf, surnameOf, variantOf } from './names.ts';
import { pupilNumber } from './write-cin-census.ts';
import type { World } from './world.ts';

/** The headings of the early help file, in the order of its template. */
export const EARLY_HELP_HEADINGS =
  'child_id,upn,nhs_number,given_name,family_name,birth_date,expected_birth_date,sex,ethnicity,' +
  'postcode,family_reference,request_date,requested_by,decision,decision_date,assessment_date,' +
  'needs,lead_agency,start_date,status,closure_date,closure_reason,strengths,as_of_date';

/** Early help of a year: one row for each child of each request that was going on in it. */
export function earlyHelpFile(world: World, year: FinancialYear): DemoFile {
  const { start, end } = bounds(year);
  return {
    name: `early-help-${year}.csv`,
    kind: 'early-help',
    text: () => csv(EARLY_HELP_HEADINGS, rows(world, start, end)),
  };
}

function* rows(world: World, start: DayNumber, end: DayNumber): Generator<string[]> {
  for (const help of world.journeys.earlyHelp) {
    if (help.requested >= end || help.closed < start) continue;
    for (const child of help.children) {
      yield [...childCells(world, help, child, end), ...helpCells(help, end)];
    }
  }
}

function childCells(world: World, help: EarlyHelp, child: number, end: DayNumber): string[] {
  const { people, map } = world;
  const born = people.born[child] ?? 0;
  const community = people.families.community[help.family] ?? 0;
  const male = people.sex[child] === 1;
  const home = residenceOn(people, help.family, map, Math.min(end - 1, help.closed));
  const withNumber = hash(child, 91) % 10 < 7;
  return [
    childNumber(child),
    pupilNumber(born, child, end) ?? '',
    withNumber ? nhsNumber(child) : '',
    variantOf(givenNameOf(child, community, male), child + 31),
    variantOf(surnameOf(help.family, community), child + 47),
    isoDay(born),
    '',
    male ? 'M' : 'F',
    people.ethnicity[child] ?? 'NOBT',
    home.postcode,
    `FAM${String(help.family + 1).padStart(6, '0')}`,
  ];
}

/** What was known of the request on the last day of the year. */
function helpCells(help: EarlyHelp, end: DayNumber): string[] {
  const known = (day: DayNumber | null) => (day !== null && day < end ? isoDay(day) : '');
  const refused = help.started === null;
  const decided = help.requested + 2 < end;
  const begun = help.started !== null && help.started < end;
  const closed = help.closed < end;
  const isAssessed = help.assessed !== null && help.assessed < end;
  const decision = refused ? (help.closure === 'declined' ? 'declined' : 'advice') : 'accepted';
  return [
    isoDay(help.requested),
    help.source,
    decided ? decision : '',
    decided ? isoDay(help.requested + 2) : '',
    known(help.assessed),
    isAssessed ? needsOf(help).join(';') : '',
    refused ? '' : help.lead,
    known(help.started),
    closed ? 'closed' : begun ? 'open' : 'waiting',
    closed && !refused ? isoDay(help.closed) : '',
    closed && !refused ? help.closure : '',
    isAssessed ? strengthsOf(help).join(';') : '',
    isoDay(end - 1),
  ];
}

/** Families out of work for long, by a number of the family so that no stream changes; ours. */
const UNEMPLOYMENT = 0.16;

function needsOf({ family, needs }: EarlyHelp): readonly string[] {
  return hashShare(family, 6000) < UNEMPLOYMENT ? [...needs, 'unemployment'] : needs;
}

/** Strengths that assessments find, with how common each is; ours. */
const STRENGTHS: readonly (readonly [string, number])[] = [
  ['parental-resilience', 0.31],
  ['social-connections', 0.44],
  ['practical-support', 0.28],
  ['parenting-knowledge', 0.23],
  ['child-skills', 0.36],
  ['settled-at-school', 0.4],
];

function strengthsOf({ family }: EarlyHelp): string[] {
  return STRENGTHS.filter(([, share], i) => hashShare(family, 6001 + i) < share).map(
    ([strength]) => strength,
  );
}
