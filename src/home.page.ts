import { anyoneSignedIn, findLastVisit, ROLE_WORDS, type Role, roleOf } from './govern/index.ts';
import type { Figure } from './lib/index.ts';
import {
  type Actor,
  definePage,
  type HomeItem,
  momentWords,
  type Page,
  type Tx,
} from './platform/index.ts';
import { listSources, setUpTasks } from './record/index.ts';
import { HOME_CARDS } from './wings.ts';

const FIGURES_SHOWN = 4;
const CHANGES_SHOWN = 6;
const STARTS_SHOWN = 6;

/** The home page of each role: what needs this person, what changed, and where to start. */
export const homePage: Page = definePage({
  url: '/',
  title: 'Home',
  who: anyoneSignedIn,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const since = await findLastVisit(tx, actor);
    const role = roleOf(actor) as Role;
    const { items, figures } = await loadCards(tx, actor, since);
    const of = (kind: HomeItem['kind']) => items.filter((item) => item.kind === kind);
    const setUp = SETS_UP.includes(role) ? setUpTasks(await listSources(tx)) : [];
    const setUpDone = setUp.filter((task) => task.isDone).length;
    const waiting = of('needs-you').length;
    return {
      template: 'home.njk',
      data: {
        heading: headingOf(waiting, setUp.length > 0 && setUpDone === 0),
        role: ROLE_WORDS[role],
        needsYou: of('needs-you'),
        changed: of('changed').slice(0, CHANGES_SHOWN),
        moreChanged: Math.max(0, of('changed').length - CHANGES_SHOWN),
        start: [...of('start'), ...(STARTS[role]?.links ?? [])].slice(0, STARTS_SHOWN),
        hasQuestions: role !== 'family',
        soon: STARTS[role]?.soon ?? '',
        setUp: setUpDone < setUp.length ? setUp : [],
        setUpDone,
        figures: figures.slice(0, FIGURES_SHOWN),
        since: since === null ? '' : momentWords(since),
      },
    };
  },
});

/** Who sees what is left to set up. */
const SETS_UP: readonly Role[] = ['analyst', 'administrator'];

async function loadCards(tx: Tx, actor: Actor, since: Date | null) {
  const items = new Map<string, HomeItem>();
  const figures: Figure[] = [];
  for (const card of HOME_CARDS) {
    if (!card.who.allows(actor)) continue;
    const loaded = await card.load(tx, actor, since);
    // Two wings may lead to one place: the first says so.
    for (const item of loaded.items) {
      const key = item.kind === 'start' ? `start ${item.href}` : `${item.kind} ${item.text}`;
      if (!items.has(key)) items.set(key, item);
    }
    figures.push(...(loaded.figures ?? []));
  }
  return { items: [...items.values()], figures };
}

function headingOf(waiting: number, isNew: boolean): string {
  if (isNew) return 'Welcome. Five files make a start';
  if (waiting === 0) return 'Nothing is waiting for you';
  return waiting === 1 ? 'One thing needs you' : `${waiting} things need you`;
}

interface Start {
  /** What this page does not do for the role, said openly. */
  readonly soon: string;
  readonly links: readonly HomeItem[];
}

const PLACES: HomeItem = {
  kind: 'start',
  text: 'Children with help, ward by ward',
  href: '/places',
};
const COST: HomeItem = { kind: 'start', text: 'What late help costs whom', href: '/cost' };
const FIGURES: HomeItem = {
  kind: 'start',
  text: 'Where figures come from',
  href: '/where-figures-come-from',
};

/** What roles find whose own work this version does not hold. */
const STARTS: Readonly<Partial<Record<Role, Start>>> = {
  provider: {
    soon:
      'This version holds no contracts or payments. Requests to say what you offer come here; ' +
      'what children need, and where, you can read already.',
    links: [PLACES, COST, FIGURES],
  },
  verifier: {
    soon:
      'This version holds no claims to verify. You can already follow any figure down to its ' +
      'formula and its sources.',
    links: [COST, FIGURES],
  },
  family: {
    soon:
      'This version has no page for families to ask for help or to see their own plan. To know ' +
      'what is held about you, ask the people who work with you: they can show you.',
    links: [FIGURES],
  },
  funder: {
    soon:
      'This version holds no funds or statements. What was agreed and what late help costs is ' +
      'here.',
    links: [COST],
  },
  oversight: {
    soon: 'This version holds no claims to oversee. Figures and their sources are here.',
    links: [COST, FIGURES],
  },
};
