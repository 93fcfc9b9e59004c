import {
  answerPlan,
  changePlan,
  commentOnPlan,
  emptyPlan,
  freezeBaseline,
  loadPlan,
  movePlan,
  type PlanContent,
  type PlanMeasure,
  type PledgeKind,
  recordDelivery,
  sayOfAction,
} from './decide/index.ts';
import {
  accountIdOf,
  addMembers,
  type AgencyKind,
  authorityOf,
  listAgencies,
  type Role,
} from './govern/index.ts';
import { addDays, type AgencyId, type CalendarDay, financialYearOf } from './lib/index.ts';
import type { Actor, Tx } from './platform/index.ts';
import { insertActionSource, listPlaces } from './record/index.ts';
import { addIndicator, loadFrameworkBook, saveAgencyWord } from './understand/index.ts';
import { demoHasDone } from './demo.store.ts';
import { closeFirstReview, nameWhatMayBreak, withHorizons, yearOf } from './demo-plan-horizons.ts';

/** The action that notes that the demo's plan was written once. */
export const DEMO_PLANNED = 'Wrote the shared plan of the demo';

const WARD = 'Quarry Vale';
const WARD_INDICATOR = 'local-cost-of-late-help-in-quarry-vale';

/** The seven agencies that are asked to sign. */
const ASKED = [
  'council',
  'health',
  'police',
  'schools',
  'job-centre',
  'housing',
  'charities',
] as const satisfies readonly AgencyKind[];
type Asked = (typeof ASKED)[number];

type Agencies = Readonly<Record<Asked, AgencyId>>;

/**
 * Writes, once, the shared plan of Northbridge: a first version on which health commented, and a
 * second one that all seven agencies signed, with one action late, others done or on track, and a
 * pledge of which only a part was delivered. Needs the newest year loaded, and of the measures only
 * those whose values are loaded are in the plan, so it is best written after the published files.
 * Gives whether it wrote.
 */
export async function demoPlan(
  tx: Tx,
  actor: Actor,
  { today }: { readonly today: CalendarDay },
): Promise<boolean> {
  const ward = (await listPlaces(tx, 'ward')).find((one) => one.name === WARD);
  if (!ward || (await demoHasDone(tx, DEMO_PLANNED))) return false;
  await insertActionSource(tx, authorityOf(actor), DEMO_PLANNED);
  const byKind = new Map((await listAgencies(tx)).map((one) => [one.kind, one.id]));
  const agencies = Object.fromEntries(ASKED.map((kind) => [kind, byKind.get(kind)])) as Agencies;
  if (Object.values(agencies).some((id) => id === undefined)) return false;
  const speakers = await speakersOf(tx, actor, agencies);
  await nameWords(tx, actor, { agencies, today, wardId: Number(ward.id) });
  const first = await firstVersion(tx, actor, { agencies, today });
  const asked = { openedHash: '', today, change: () => first };
  const made = await changePlan(tx, actor, asked);
  await movePlan(tx, { openedHash: made.hash, to: 'for-comment' });
  await commentOnPlan(tx, actor, {
    version: 1,
    forAgency: agencies.health,
    about: 'a4',
    text:
      'We cannot have the groups ready by March: two posts are vacant. Make it June, and let us ' +
      'count the bond of parent and baby, which is what our health visitors look at.',
    inNameOf: speakers.health,
  });
  await agreeSecond(tx, actor, { agencies, today, openedHash: made.hash, speakers });
  const year = yearOf(today);
  await closeFirstReview(tx, actor, { year, by: speakers.council.by });
  await nameWhatMayBreak(tx, actor, year);
  await follow(tx, actor, today);
  return true;
}

type Speakers = Readonly<Record<Asked, { readonly by: string; readonly role: Role }>>;

/** Who speaks for each agency: its account in the demo, made where it has none. */
async function speakersOf(tx: Tx, actor: Actor, agencies: Agencies): Promise<Speakers> {
  const known: Partial<Record<Asked, Role>> = {
    council: 'manager',
    schools: 'partner',
    charities: 'provider',
  };
  const found: [Asked, { by: string; role: Role }][] = [];
  for (const kind of ASKED) {
    const role = known[kind] ?? 'partner';
    const email = known[kind] ? `${role}@northbridge.example` : `${kind}@northbridge.example`;
    const before = await accountIdOf(tx, email);
    const name = `Demo partner, ${kind.replace('-', ' ')}`;
    const member = { email, name, role, agencyId: agencies[kind] };
    const [id] = before === null ? await addMembers(tx, authorityOf(actor), [member]) : [before];
    found.push([kind, { by: String(id), role }]);
  }
  return Object.fromEntries(found) as Speakers;
}

/** What agencies call things, and the indicator of the ward that the plan needs. */
async function nameWords(
  tx: Tx,
  actor: Actor,
  of: { readonly agencies: Agencies; readonly today: CalendarDay; readonly wardId: number },
): Promise<void> {
  const { agencies, today, wardId } = of;
  const authorityId = authorityOf(actor);
  await addIndicator(tx, authorityId, {
    code: WARD_INDICATOR,
    label: `Cost of late help in ${WARD}`,
    definition: `What late help for children of ${WARD} cost all agencies in a year`,
    source: {
      kind: 'measure',
      figure: `late-help-cost?by=ward&column=cost&row=${wardId}`,
      basis: 'modelled',
    },
    polarity: 'low',
    owner: 'council',
    outcomes: ['national-framework/stay-together'],
    madeBy: actor.id,
  });
  const words = [
    ['health', 'indicator', 'parent-infant-relationship', 'Parent-infant relationship'],
    ['health', 'theme', 'parenting', 'Parental capacity'],
    ['police', 'theme', 'domestic-abuse', 'Domestic incidents'],
    ['schools', 'indicator', 'ready-for-school', 'Good level of development'],
    ['housing', 'theme', 'unemployment', 'Households without work'],
    ['job-centre', 'theme', 'unemployment', 'Claimants with children'],
  ] as const;
  for (const [agency, kind, subject, word] of words) {
    const noted = { notedOn: today, notedBy: actor.id, meaning: '' };
    const agencyId = agencies[agency];
    await saveAgencyWord(tx, authorityId, { agencyId, kind, subject, word, ...noted });
  }
}

interface Writing {
  readonly agencies: Agencies;
  readonly today: CalendarDay;
}

async function firstVersion(
  tx: Tx,
  actor: Actor,
  { agencies, today }: Writing,
): Promise<PlanContent> {
  const year = yearOf(today);
  const start = `${year - 1}-04-01` as CalendarDay;
  const frame = emptyPlan(start);
  const content: PlanContent = {
    ...frame,
    title: 'Earlier, together: the plan of Northbridge for children and families',
    vision:
      'A child who grows up in Northbridge is safe at home, ready for school and helped before ' +
      'trouble grows, whichever ward the family lives in.',
    visionYear: year + 14,
    untilDay: `${year + 4}-03-31` as CalendarDay,
    reviewDay: `${year}-04-20` as CalendarDay,
    priorities: PRIORITIES,
    measures: await measuresOf(tx, actor, { start, targetDay: `${year + 4}-03-31` as CalendarDay }),
    actions: actionsOf(agencies, today),
    pledges: pledgesOf(agencies, today),
    asked: ASKED.map((kind) => agencies[kind]),
  };
  return withHorizons(content, { agencies, year });
}

const PRIORITIES: PlanContent['priorities'] = [
  {
    key: 'p1',
    title: 'Children are safe from domestic abuse',
    why: 'It is among the needs that assessments find most often.',
    outcomes: ['national-framework/safe'],
    themes: ['domestic-abuse'],
  },
  {
    key: 'p2',
    title: 'Parents are helped before they are assessed',
    why: 'Too many families are referred again, and too many referrals lead to nothing.',
    outcomes: ['national-framework/stay-together', 'national-framework/multi-agency'],
    themes: ['parenting', 'mental-health'],
  },
  {
    key: 'p3',
    title: 'Every child is ready for school',
    why: 'Children who start behind mostly stay behind, and later miss school.',
    outcomes: ['local-outcomes/best-start', 'local-outcomes/achieving-thriving'],
    themes: ['missing-school'],
  },
  {
    key: 'p4',
    title: 'Quarry Vale catches up',
    why: 'Late help for its children costs much, and families say that services are far away.',
    outcomes: ['national-framework/stay-together'],
    themes: ['unemployment', 'crime'],
  },
];

/** Priority, indicator, direction, and the target in hundredths of where it stood. */
const MEASURES = [
  ['p1', 'domestic-abuse-cost', 'down', 85],
  ['p2', 're-referrals', 'down', 85],
  ['p2', 'led-to-nothing', 'down', 80],
  ['p3', 'ready-for-school', 'up', 108],
  ['p3', 'often-absent', 'down', 80],
  ['p4', WARD_INDICATOR, 'down', 90],
] as const;

async function measuresOf(
  tx: Tx,
  actor: Actor,
  of: { readonly start: CalendarDay; readonly targetDay: CalendarDay },
): Promise<PlanMeasure[]> {
  const { indicators } = await loadFrameworkBook(tx);
  const made: PlanMeasure[] = [];
  for (const [priority, code, direction, hundredths] of MEASURES) {
    const indicator = indicators.find((one) => one.code === code);
    if (!indicator) continue;
    const baseline = await freezeBaseline(tx, actor, { indicator, day: of.start });
    // What is not loaded yet is left out: a target needs somewhere to start from.
    if (baseline === null) continue;
    const { unit } = baseline;
    made.push({
      key: `m${made.length + 1}`,
      priority,
      indicator: code,
      label: indicator.label,
      baseline,
      target: rounded((baseline.value * hundredths) / 100, unit === 'pence'),
      unit,
      targetDay: of.targetDay,
      direction,
    });
  }
  return made;
}

/** Money to whole thousands of pounds, anything else to one decimal. */
function rounded(value: number, isMoney: boolean): number {
  return isMoney ? Math.round(value / 100_000) * 100_000 : Math.round(value * 10) / 10;
}

type ActionLine = readonly [
  priority: string,
  title: string,
  owner: Asked,
  person: string,
  dueDays: number,
];

const ACTIONS: readonly ActionLine[] = [
  ['p1', 'A domestic abuse worker beside each early help team', 'council', 'Imogen Tarrant', 90],
  ['p1', 'Police tell schools of an incident before the next morning', 'police', 'Curtis Obi', -60],
  ['p1', 'Families at risk keep their tenancy when an abuser leaves', 'housing', 'Petra Lunn', 150],
  ['p2', 'Parenting groups in the three wards with the longest waits', 'health', 'Safia Noor', 130],
  ['p2', 'An advice line for schools before they refer', 'council', 'Imogen Tarrant', -30],
  ['p2', 'Each referrer hears what came of its referrals', 'council', 'Theo Brandt', 60],
  ['p3', 'Health visitors and nurseries share one check at two years', 'health', 'Safia Noor', 180],
  ['p3', 'A reading friend for each child who starts behind', 'charities', 'Wilma Aske', 100],
  ['p3', 'Schools call home on the first day that a child is missing', 'schools', 'Dev Rana', -90],
  ['p4', 'A family hub in the old library of Quarry Vale', 'council', 'Theo Brandt', -20],
  ['p4', 'A work coach in the hub two days a week', 'job-centre', 'Lena Fisk', 120],
  ['p4', 'Volunteers beside workers for 25 families', 'charities', 'Wilma Aske', 200],
];

function actionsOf(agencies: Agencies, today: CalendarDay): PlanContent['actions'] {
  return ACTIONS.map(([priority, title, owner, person, dueDays], index) => ({
    key: `a${index + 1}`,
    priority,
    title,
    agencyId: agencies[owner],
    person,
    dueDay: addDays(today, dueDays),
  }));
}

type PledgeLine = readonly [
  agency: Asked,
  priority: string,
  kind: PledgeKind,
  amount: number,
  what: string,
];

/** Money in pence, staff time in hours, premises in days. */
const PLEDGES: readonly PledgeLine[] = [
  ['council', 'p1', 'money', 620_000_00, 'Domestic abuse workers in early help'],
  ['council', 'p4', 'money', 240_000_00, 'The family hub in Quarry Vale'],
  ['health', 'p2', 'money', 310_000_00, 'Parenting groups'],
  ['police', 'p1', 'staff', 1800, 'Officers who tell schools'],
  ['schools', 'p3', 'money', 150_000_00, 'Calls home and reading friends'],
  ['job-centre', 'p4', 'staff', 760, 'A work coach in the hub'],
  ['housing', 'p4', 'premises', 220, 'Rooms beside the hub'],
  ['charities', 'p4', 'staff', 1250, 'Volunteers and who guides them'],
];

function pledgesOf(agencies: Agencies, today: CalendarDay): PlanContent['pledges'] {
  return PLEDGES.map(([agency, priority, kind, amount, what], index) => ({
    key: `r${index + 1}`,
    priority,
    agencyId: agencies[agency],
    kind,
    year: financialYearOf(today),
    amount,
    what,
  }));
}

/** The second version: what health asked for, signed by all seven. */
async function agreeSecond(
  tx: Tx,
  actor: Actor,
  of: Writing & { readonly openedHash: string; readonly speakers: Speakers },
): Promise<void> {
  const { agencies, today, openedHash, speakers } = of;
  const change = (content: PlanContent): PlanContent => ({
    ...content,
    actions: content.actions.map((one) =>
      one.key === 'a4' && one.dueDay ? { ...one, dueDay: addDays(one.dueDay, 92) } : one,
    ),
    measures: [
      ...content.measures,
      {
        key: 'm9',
        priority: 'p3',
        indicator: 'parent-infant-relationship',
        label: 'Bond of parent and baby',
        baseline: null,
        target: 80,
        unit: 'percent',
        targetDay: content.untilDay,
        direction: 'up',
      },
    ],
  });
  const made = await changePlan(tx, actor, { openedHash, today, change });
  await movePlan(tx, { openedHash: made.hash, to: 'for-sign-off' });
  for (const kind of ASKED) {
    await answerPlan(tx, actor, {
      version: made.version,
      hash: made.hash,
      forAgency: agencies[kind],
      answer: 'signed',
      reason: '',
      inNameOf: speakers[kind],
    });
  }
}

/** What owners said since, and what was given: one action late, one pledge in part. */
async function follow(tx: Tx, actor: Actor, today: CalendarDay): Promise<void> {
  const state = await loadPlan(tx);
  if (!state) return;
  const { plan } = state;
  const words = [
    ['a1', 'on-track', ''],
    ['a2', 'done', ''],
    ['a4', 'on-track', ''],
    ['a5', 'done', ''],
    ['a6', 'on-track', ''],
    ['a8', 'on-track', ''],
    ['a10', 'late', 'The lease is signed; the builder starts next month'],
  ] as const;
  for (const [action, status, reason] of words) {
    await sayOfAction(tx, actor, { plan, action, status, reason, on: addDays(today, -7) });
  }
  const given = [
    ['r1', 620_000_00, 'Paid in two halves'],
    ['r2', 95_000_00, 'Rent and survey; the building work is still to come'],
    ['r3', 310_000_00, ''],
    ['r4', 900, 'Half of the year'],
    ['r5', 150_000_00, ''],
    ['r6', 240, ''],
    ['r7', 60, ''],
    ['r8', 500, ''],
  ] as const;
  for (const [pledge, amount, note] of given) {
    await recordDelivery(tx, actor, { plan, pledge, amount, on: addDays(today, -10), note });
  }
}
