import { authorityOf } from './govern/index.ts';
import { addDays, type CalendarDay } from './lib/index.ts';
import { type Actor, freezeFinding, type Measure, type Tx } from './platform/index.ts';
import { insertActionSource, listPlaces } from './record/index.ts';
import {
  askEnquiry,
  editBriefing,
  endEnquiry,
  newBriefing,
  openBriefing,
  signBriefing,
  takeEnquiry,
} from './tell/index.ts';
import { demoHasDone } from './demo.store.ts';

/** The action that notes that the demo's briefings and enquiries were made once. */
export const DEMO_TOLD = 'Wrote the briefings and enquiries of the demo';

const WARD = 'Quarry Vale';

/** Who writes, signs and asks in the demo: the accounts of these roles, working in them. */
export interface DemoPeople {
  readonly analyst: Actor;
  readonly manager: Actor;
  readonly member: Actor;
}

/**
 * Writes, once, what Northbridge tells its elected members: a signed briefing about one ward and a
 * draft about the whole, and three enquiries: answered, in hand and overdue. Needs the newest year
 * loaded; gives whether it wrote anything.
 */
export async function demoBriefing(
  tx: Tx,
  actor: Actor,
  of: {
    readonly people: DemoPeople;
    readonly measures: readonly Measure[];
    readonly today: CalendarDay;
  },
): Promise<boolean> {
  const ward = (await listPlaces(tx, 'ward')).find((one) => one.name === WARD);
  if (!ward || (await demoHasDone(tx, DEMO_TOLD))) return false;
  await insertActionSource(tx, authorityOf(actor), DEMO_TOLD);
  const wardId = Number(ward.id);
  const { measures, today } = of;
  const { analyst, manager, member } = of.people;
  const signed = await newBriefing(tx, analyst, { wardId, audience: 'ward', measures });
  const { newest } = await openBriefing(tx, signed);
  const contact = `${newest.words.contact} Ask for the early help team.`;
  await editBriefing(tx, analyst, { id: signed, over: 1, words: { ...newest.words, contact } });
  await signBriefing(tx, manager, { id: signed, version: 2, seen: null, measures });
  await newBriefing(tx, analyst, { wardId: null, audience: 'scrutiny', measures });
  await askThree(tx, { analyst, member, wardId, today, measures });
  return true;
}

interface Asking {
  readonly analyst: Actor;
  readonly member: Actor;
  readonly wardId: number;
  readonly today: CalendarDay;
  readonly measures: readonly Measure[];
}

async function askThree(tx: Tx, of: Asking): Promise<void> {
  const { analyst, member, wardId, today, measures } = of;
  const ask = (days: number, question: string, figure = '') =>
    askEnquiry(tx, member, {
      topic: figure === '' ? 'services' : 'cost',
      wardId,
      figure,
      question,
      today: addDays(today, -days),
    });
  const address = `late-help-cost?by=agency&ward=${wardId}`;
  const answered = await ask(20, `Who pays for late help in ${WARD}?`, address);
  const cost = measures.find((one) => one.name === 'late-help-cost');
  const finding = await cost?.compute(tx, analyst, { by: 'agency', ward: String(wardId) });
  const frozen = finding ? [await freezeFinding(tx, analyst, { address, finding })] : [];
  await endEnquiry(tx, analyst, {
    id: answered,
    answer:
      'Several agencies do. The frozen figure beside this answer gives the part of each, with ' +
      'its range. These are estimates: what happened is counted, and priced as published.',
    isDeclined: false,
    frozenIds: frozen.map((one) => one.id),
    today: addDays(today, -9),
  });
  const inHand = await ask(3, `Which groups for parents meet in ${WARD}, and who comes?`);
  await takeEnquiry(tx, analyst, { id: inHand, today: addDays(today, -1) });
  await ask(40, `How long do families in ${WARD} wait for early help?`);
}
