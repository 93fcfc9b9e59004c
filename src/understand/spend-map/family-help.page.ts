import { thoseWhoSeePeople } from '../../govern/index.ts';
import { type CalendarDay, type FamilyId, formatDay, refuse } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import {
  codesOfService,
  findFamily,
  latestKnownDay,
  listServices,
  membersOf,
  nameOf,
  type Service,
  today,
} from '../../record/index.ts';
import { groupHelp, type HelpOfFamily } from './family-help.ts';
import { aimLabel } from './read-spend-map.ts';
import { helpOfFamily } from './received.store.ts';

/** What one family receives from whom: each service, since when, and one aim from two agencies. */
export const familyHelpPage: Page = definePage({
  url: '/families/:id/help',
  title: 'Who helps a family',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const family = await familyOf(request);
    const onDay = (await latestKnownDay(request.tx)) ?? today();
    const members = await membersOf(request.tx, family.id, onDay);
    await request.audit({
      action: 'family.help-read',
      subjectKind: 'family',
      subjectId: String(family.id),
      detail: { people: members.map((member) => member.id) },
    });
    const byCode = new Map(
      (await listServices(request.tx)).flatMap((service) =>
        codesOfService(service).map((code) => [code, service] as const),
      ),
    );
    const help = groupHelp(await helpOfFamily(request.tx, family.id), byCode);
    const names = new Map(members.map((one) => [Number(one.id), nameOf(one)]));
    return {
      template: 'understand/spend-map/family-help.njk',
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/people', text: 'People' },
        { href: `/families/${family.id}`, text: 'A family' },
      ],
      data: {
        heading: headingOf(help),
        onDay,
        now: help.now.map((one) => helpView(one, names)),
        before: help.before.map((one) => helpView(one, names)),
        twice: help.twice.map(({ aim, services }) => ({
          aim: aimLabel(aim).toLowerCase(),
          services: services.join(' and '),
        })),
        isEmpty: help.now.length + help.before.length === 0,
      },
    };
  },
});

async function familyOf({ params, tx }: PageRequest) {
  const id = Number(params.id);
  const family = Number.isSafeInteger(id) ? await findFamily(tx, id as FamilyId) : null;
  if (!family) throw refuse('no-such-family', 'not-found', 'There is no such family here.');
  return family;
}

function headingOf({ now, twice, agencies }: HelpOfFamily<Service>): string {
  if (now.length === 0) return 'No file states help from a service for this family now';
  const from = agencies === 1 ? 'one agency' : `${agencies} agencies`;
  if (twice.length > 0) return `Help from ${from} now, with the same aim more than once`;
  return `Help from ${from} now`;
}

function helpView(one: HelpOfFamily<Service>['now'][number], names: ReadonlyMap<number, string>) {
  const { help, service } = one;
  return {
    who: names.get(Number(help.personId)) ?? 'Another child',
    whoHref: `/people/${help.personId}`,
    service: service?.name ?? help.service ?? help.code,
    href: service ? `/provision/services/${service.id}` : null,
    from: service?.providerName ?? help.provider ?? 'Not stated',
    agency: service?.agencyName ?? help.agency ?? 'Nobody',
    since: formatDay(help.startDay as CalendarDay),
    until: help.endDay === null ? 'Goes on' : formatDay(help.endDay as CalendarDay),
    outcome: help.endReason?.replaceAll('-', ' ') ?? '',
    source: { href: `/returns/${help.sourceId}`, row: help.sourceRow },
  };
}
