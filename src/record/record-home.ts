import { only } from '../govern/index.ts';
import { addDays, type CalendarDay, day, formatDay } from '../lib/index.ts';
import type { HomeCard, HomeItem } from '../platform/index.ts';
import { LEVEL_LABELS, type Level } from './journey/journey.ts';
import { today } from './people/people.page.ts';
import { PROVISION_HOME_CARDS } from './provision/provision-home.ts';
import { referralsMadeMeasure } from './referrals-made.measure.ts';
import { loadedSince, newlyHigher, withoutWard } from './record-home.store.ts';
import { returnsNeeded } from './returns-needed.ts';
import { latestKnownDay, listSources } from './returns/source.store.ts';

/** For those who look after data: files that need somebody, and what was loaded since. */
const returnsCard: HomeCard = {
  who: only('analyst', 'administrator'),
  load: async (tx, _actor, since) => {
    const needs = returnsNeeded(await listSources(tx), today());
    return {
      items: [
        ...needs.map((need): HomeItem => ({ kind: 'needs-you', ...need })),
        ...(since === null ? [] : (await loadedSince(tx, since)).map(loadedItem)),
        { kind: 'start', text: 'Load a return', href: '/returns' },
        { kind: 'start', text: 'Wards and other places', href: '/places' },
      ],
    };
  },
};

function loadedItem(one: { files: number; by: string | null; actor: string }): HomeItem {
  const by = one.by ?? (one.actor === 'operator' ? 'the command line' : 'background work');
  const files = one.files === 1 ? 'One file was' : `${one.files} files were`;
  return { kind: 'changed', text: `${files} loaded by ${by}`, href: '/returns' };
}

const MONTHS_3_DAYS = 91;
const MANY_WITHOUT_WARD = 0.05;

/** For those who work with families: who is at a higher level now, and whose ward is missing. */
const levelsCard: HomeCard = {
  who: only('practitioner', 'triage-officer', 'manager'),
  load: async (tx, _actor, since) => {
    const on = await latestKnownDay(tx);
    const start: HomeItem = { kind: 'start', text: 'Find a child or family', href: '/people' };
    if (on === null) return { items: [start] };
    const from = sinceDay(since, on);
    const found = await newlyHigher(tx, { since: from, on });
    const { missing, all } = await withoutWard(tx, on);
    const wards: HomeItem[] =
      missing > all * MANY_WITHOUT_WARD
        ? [
            {
              kind: 'needs-you',
              text: `The ward of ${missing} of ${all} children with help is not known`,
              href: '/places',
              hint: 'Ask your analyst to load addresses: the school census or early help has them.',
            },
          ]
        : [];
    return {
      items: [
        ...found.map(({ level, children }) => levelItem(level as Level, children, { from, on })),
        ...wards,
        start,
        { kind: 'start', text: 'Wards and other places', href: '/places' },
      ],
    };
  },
};

function levelItem(
  level: Level,
  children: number,
  days: { readonly from: CalendarDay; readonly on: CalendarDay },
): HomeItem {
  const label = LEVEL_LABELS[level].toLowerCase();
  return {
    kind: 'needs-you',
    text: `${children} ${children === 1 ? 'child is' : 'children are'} newly at ${label}`,
    href: `/people?level=${level}&since=${days.from}`,
    hint: `At a lower level or none on ${formatDay(days.from)}; as known on ${formatDay(days.on)}.`,
  };
}

/** The day of the last visit; the returns may know less, then three months before they end. */
export function sinceDay(since: Date | null, known: CalendarDay): CalendarDay {
  const visit = since === null ? null : day(since.toISOString().slice(0, 10));
  return visit !== null && visit < known ? visit : addDays(known, -MONTHS_3_DAYS);
}

/** For everybody who reads figures: where the places are. */
const placesCard: HomeCard = {
  who: only('member', 'oversight', 'commissioner', 'finance', 'funder'),
  load: async () => ({
    items: [{ kind: 'start', text: 'Children with help, ward by ward', href: '/places' }],
  }),
};

/** For partners: what their own agency referred, and what came of it. */
const partnerCard: HomeCard = {
  who: only('partner'),
  load: async (tx, actor) => {
    const agency = actor.settings['headwater.agency'];
    const finding = await referralsMadeMeasure.compute(tx, actor, { agency });
    const figures = finding.rows.flatMap((row) => row.figures);
    return {
      items: [
        {
          kind: 'start',
          text: 'What your referrals led to',
          href: `/figures/${finding.id}`,
          hint: 'Every number explains itself there.',
        },
        { kind: 'start', text: 'Children with help, ward by ward', href: '/places' },
      ],
      figures,
    };
  },
};

/** What this wing puts on the home pages. */
export const RECORD_HOME_CARDS: readonly HomeCard[] = [
  returnsCard,
  levelsCard,
  placesCard,
  partnerCard,
  ...PROVISION_HOME_CARDS,
];
