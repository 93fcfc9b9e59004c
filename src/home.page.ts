import { anyoneSignedIn, findLastVisit, ROLE_WORDS, type Role, roleOf } from './govern/index.ts';
import type { Figure } from './lib/index.ts';
import { definePage, type HomeItem, type Page } from './platform/index.ts';
import { HOME_CARDS } from './wings.ts';

/** The home page of each role: what needs this person, what changed, and where to start. */
export const homePage: Page = definePage({
  url: '/',
  title: 'Home',
  who: anyoneSignedIn,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const since = await findLastVisit(tx, actor);
    const items: HomeItem[] = [];
    const figures: Figure[] = [];
    for (const card of HOME_CARDS) {
      if (!card.who.allows(actor)) continue;
      const loaded = await card.load(tx, actor, since);
      items.push(...loaded.items);
      figures.push(...(loaded.figures ?? []));
    }
    const of = (kind: HomeItem['kind']) => items.filter((item) => item.kind === kind);
    const waiting = of('needs-you').length;
    return {
      template: 'home.njk',
      data: {
        heading:
          waiting === 0
            ? 'Nothing is waiting for you'
            : `${waiting === 1 ? 'One thing needs' : `${waiting} things need`} you`,
        role: ROLE_WORDS[roleOf(actor) as Role],
        needsYou: of('needs-you'),
        changed: of('changed'),
        start: of('start'),
        figures: figures.slice(0, 4),
        since,
      },
    };
  },
});
