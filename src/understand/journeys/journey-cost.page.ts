import { thoseWhoSeePeople } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { nameOf, readPerson } from '../../record/index.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { journeyFinding } from './journey-cost.ts';
import { stepsOf } from './journey-cost.measure.ts';

/** What one child's journey cost: by agency, by level, over the years, step by step. */
export const journeyCostPage: Page = definePage({
  url: '/people/:id/cost',
  title: 'What a journey cost',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const person = await readPerson(request);
    const steps = await stepsOf(request.tx, person.id);
    await request.audit({
      action: 'person.read-cost',
      subjectKind: 'person',
      subjectId: String(person.id),
    });
    const shown = ['agency', 'status', 'year', 'step'] as const;
    const findings = shown.map((by) => journeyFinding({ person: person.id, by }, steps));
    return {
      template: 'understand/journeys/journey-cost.njk',
      title: 'What a journey cost',
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/people', text: 'Children and young people' },
        { href: `/people/${person.id}`, text: 'A journey' },
      ],
      data: {
        person: { id: person.id, name: nameOf(person), isRestricted: person.is_restricted },
        findings: steps.length === 0 ? [] : findings,
        heading: findings.at(-1)?.headline ?? '',
        priceBase: priceBase(),
      },
    };
  },
});
