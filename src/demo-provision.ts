import { authorityOf, type Agency, listAgencies } from './govern/index.ts';
import { addDays, type CalendarDay } from './lib/index.ts';
import type { Actor, Tx } from './platform/index.ts';
import {
  answerStillRight,
  askAgency,
  findRequest,
  finishAnswer,
  freshnessOf,
  insertActionSource,
  listServices,
  provisionYears,
  publishDirectory,
} from './record/index.ts';
import { demoHasDone } from './demo.store.ts';

/** The action that notes that the demo's agencies were asked what they have once. */
export const DEMO_MAPPED = 'Asked the agencies of the demo what they have';

/** Who is asked in each agency, and what came of it; invented. */
const ASKED: readonly {
  readonly kind: Agency['kind'];
  readonly name: string;
  readonly answer: 'whole' | 'part' | 'none';
}[] = [
  { kind: 'council', name: 'Rowan Tate', answer: 'whole' },
  { kind: 'health', name: 'Imani Cole', answer: 'whole' },
  { kind: 'police', name: 'Elis Marsh', answer: 'part' },
  { kind: 'schools', name: 'Petra Quill', answer: 'whole' },
  { kind: 'job-centre', name: 'Dale Winter', answer: 'none' },
  { kind: 'housing', name: 'Noor Hale', answer: 'whole' },
  { kind: 'charities', name: 'Tom Astley', answer: 'whole' },
];

const ASKED_BEFORE_DAYS = 45;
const DUE_AFTER_DAYS = 28;

/**
 * Asks Northbridge's seven agencies, once, what they have, and answers as they did: the job centre
 * has not, the police in part. Entries that were stale stay so, as nobody spoke for them. Then the
 * directory is published. Needs the provision file loaded; gives whether it did anything.
 */
export async function demoMapping(
  tx: Tx,
  actor: Actor,
  of: { readonly code: string; readonly name: string; readonly today: CalendarDay },
): Promise<boolean> {
  const [year] = await provisionYears(tx);
  if (year === undefined || (await demoHasDone(tx, DEMO_MAPPED))) return false;
  const authorityId = authorityOf(actor);
  await insertActionSource(tx, authorityId, DEMO_MAPPED);
  const agencies = await listAgencies(tx, authorityId);
  const askedDay = addDays(of.today, -ASKED_BEFORE_DAYS);
  for (const { kind, name, answer } of ASKED) {
    const agency = agencies.find((one) => one.kind === kind);
    if (!agency) continue;
    const asking = { actor, name: 'Demo commissioner', today: askedDay };
    const id = await askAgency(tx, asking, {
      agencyId: agency.id,
      personName: name,
      personEmail: `${name.toLowerCase().replace(' ', '.')}@${kind}.northbridge.example`,
      asked: 'What do you offer families, with which money, and who answers for it?',
      year,
      dueDay: addDays(askedDay, DUE_AFTER_DAYS),
    });
    const request = await findRequest(tx, id);
    if (answer === 'none' || request === null) continue;
    const by = { actor, agencyId: agency.id, personName: name, today: of.today, request };
    const fresh = (await listServices(tx)).filter(
      (one) => one.agencyId === agency.id && freshnessOf(one, of.today) !== 'stale',
    );
    const told = answer === 'whole' ? fresh : fresh.slice(0, 2);
    await answerStillRight(
      tx,
      by,
      told.map((one) => one.id),
    );
    if (answer === 'part') continue;
    const answered = await findRequest(tx, id);
    if (answered) await finishAnswer(tx, { ...by, request: answered }, '');
  }
  await publishDirectory(tx, { authorityId, code: of.code, name: of.name }, true);
  return true;
}
