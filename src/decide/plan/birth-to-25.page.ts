import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { agesUnnamed, LIFE_BANDS, servicesFor } from './birth-to-25.ts';
import { lifeFinding } from './birth-to-25.measure.ts';
import { PLAN_TRAIL, planLinks } from './plan-view.ts';
import { readLife } from './read-life.ts';

const MOST_NAMED = 5;

/** One line from before birth to 25: who is known, what late help costs, and who serves whom. */
export const birthTo25Page: Page = definePage({
  url: '/plan/birth-to-25',
  title: 'Birth to 25 in one line',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const life = await readLife(tx);
    const children = lifeFinding(life, 'children');
    const cost = lifeFinding(life, 'cost');
    const services = lifeFinding(life, 'services');
    const transitions = lifeFinding(life, 'transitions');
    const isGap = agesUnnamed(life.services).length > 0;
    const lead = life.services.length === 0 ? cost : isGap ? services : transitions;
    return {
      template: 'decide/plan/birth-to-25.njk',
      title: life.isKnown || life.services.length > 0 ? lead.headline : 'Birth to 25 in one line',
      breadcrumbs: PLAN_TRAIL,
      data: {
        links: planLinks(actor, '/plan/birth-to-25'),
        isEmpty: !life.isKnown && life.services.length === 0,
        lead: { id: lead.id, headline: lead.headline },
        children,
        cost,
        transitions,
        basis: life.basis,
        isKnown: life.isKnown,
        hasServices: life.services.length > 0,
        lines: LIFE_BANDS.map((band, place) => {
          const named = servicesFor(life.services, band).map(({ name }) => name);
          return {
            label: band.label,
            figures: [children, cost, services].flatMap(({ rows }) => rows[place]?.figures ?? []),
            services: named.slice(0, MOST_NAMED).join('; '),
            nobody: band.from < 0 ? 'The directory states ages from birth on' : 'Nobody',
            more: named.length > MOST_NAMED,
            href: `/provision?age=${Math.max(0, band.from)}`,
          };
        }),
        columns: [children, cost, services].flatMap(({ rows, columns }) =>
          rows.length > 0 ? columns : [],
        ),
      },
    };
  },
});
