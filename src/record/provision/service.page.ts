import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  formatDay,
  formatFinancialYear,
  refuse,
  type ServiceId,
} from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { takeDone } from '../people/done-message.ts';
import { today } from '../people/people.page.ts';
import { listPlaces } from '../places/places.store.ts';
import { sourceById } from '../returns/source.store.ts';
import { FRESHNESS_LABELS, freshnessOf, lastWord } from './freshness.ts';
import { mayCorrect } from './may-change.ts';
import { provisionMeasure } from './provision.measure.ts';
import { agesWords } from './provision.page.ts';
import { findService, provisionYears } from './provision.store.ts';
import {
  EVIDENCE_LABELS,
  SERVICE_LEVEL_LABELS,
  SERVICE_STATUS_LABELS,
  type WholeService,
} from './service.ts';

const STATUS_TONES = {
  active: 'done',
  planned: 'waiting',
  paused: 'attention',
  closed: 'quiet',
} as const;

/** The service of an address; refuses one that is not there. */
export async function serviceOf({ tx, params }: PageRequest): Promise<WholeService> {
  const id = Number(params.id);
  const service = Number.isSafeInteger(id) ? await findService(tx, id as ServiceId) : null;
  if (service === null) {
    throw refuse('no-such-service', 'not-found', 'There is no such service here.');
  }
  return service;
}

/** One service: what it is, who may come, who answers for it, its money, and how fresh it is. */
export const servicePage: Page = definePage({
  url: '/provision/services/:id',
  title: 'A service',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const service = await serviceOf(request);
    const canCorrect = mayCorrect(request.actor, service);
    return {
      template: 'record/provision/service.njk',
      title: service.name,
      breadcrumbs: TRAIL,
      data: {
        bar: barOf(service, canCorrect),
        isStale: freshnessOf(service, today()) === 'stale',
        description: service.description,
        facts: await factsOf(request, service),
        years: await yearFindings(request, service),
        places: service.locations.map(placeLine),
        needs: service.needs,
        neededBy: service.neededBy,
        confirmHref: canCorrect ? `/provision/services/${service.id}/confirm` : '',
        done: takeDone(request.session),
      },
    };
  },
});

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/provision', text: 'Services' },
];

function barOf(service: WholeService, canCorrect: boolean) {
  const fresh = freshnessOf(service, today());
  return {
    title: service.name,
    kind: service.providerName,
    status: { text: SERVICE_STATUS_LABELS[service.status], tone: STATUS_TONES[service.status] },
    facts: [
      { label: 'Responsible', text: service.agencyName ?? 'Nobody: accountability is missing' },
      { label: 'Entry', text: FRESHNESS_LABELS[fresh] },
      { label: 'Last word', text: lastWord(service) },
    ],
    actions: canCorrect
      ? [{ href: `/provision/services/${service.id}/edit`, text: 'Correct this entry' }]
      : [],
  };
}

async function factsOf({ tx }: PageRequest, service: WholeService) {
  const labels = new Map(THEMES.map((one) => [one.theme, one.label]));
  const wards = await listPlaces(tx, 'ward');
  const areas = wards.filter((ward) => service.areaIds.includes(ward.id)).map((ward) => ward.name);
  const source = await sourceById(tx, service.sourceId);
  const row = service.sourceRow === null ? '' : `, row ${service.sourceRow}`;
  const accountable = [service.accountableName, service.accountableRole].filter(Boolean);
  return [
    {
      key: 'Meant for',
      text: service.themes.map((theme) => labels.get(theme) ?? theme).join(', ') || NOT_STATED,
    },
    {
      key: 'Level',
      text: service.level === null ? NOT_STATED : SERVICE_LEVEL_LABELS[service.level],
    },
    { key: 'Ages', text: agesWords(service) },
    { key: 'Who can use it', text: service.eligibility ?? NOT_STATED },
    { key: 'How a family gets there', text: service.referralRoute ?? NOT_STATED },
    {
      key: 'Area',
      text: service.isWholeArea ? 'The whole authority' : areas.join(', ') || 'Other',
    },
    { key: 'Who answers for it', text: accountable.join(', ') || 'No person is named' },
    {
      key: 'Evidence',
      text:
        (service.evidence === null ? NOT_STATED : EVIDENCE_LABELS[service.evidence]) +
        (service.programme === null ? '' : ` (${service.programme})`),
    },
    { key: 'Web address', text: service.url ?? NOT_STATED, ...linkOf(service.url) },
    { key: 'Email', text: service.email ?? NOT_STATED },
    { key: 'Phone', text: service.phone ?? NOT_STATED },
    {
      key: 'Stated in',
      text: `${source?.name ?? 'an earlier source'}${row}, ${formatDay(service.statedDay)}`,
    },
  ];
}

const NOT_STATED = 'Not stated';

/** Only web addresses are made links: what a feed says is not trusted further. */
function linkOf(url: string | null): { href?: string } {
  return url !== null && /^https?:\/\//i.test(url) ? { href: url } : {};
}

/** Money, capacity and reach of each year, as figures of the same measure as everywhere. */
async function yearFindings({ tx, actor }: PageRequest, service: WholeService) {
  const own = new Set([...service.years, ...service.spends].map((one) => one.year));
  const years = (await provisionYears(tx)).filter((year) => own.has(year));
  return Promise.all(
    years.map(async (year) => {
      const asked = { by: 'service', year, status: service.status, row: String(service.id) };
      const finding = await provisionMeasure.compute(tx, actor, asked);
      const figures: readonly Figure[] = finding.rows[0]?.figures.slice(1) ?? [];
      const labels = finding.columns.slice(1);
      return {
        year: formatFinancialYear(year),
        rows: figures.map((figure, index) => ({ key: labels[index], figure })),
      };
    }),
  );
}

function placeLine(place: WholeService['locations'][number]): string {
  const parts = [place.name, place.address ?? '', place.postcode ?? ''].filter(Boolean);
  return (
    parts.join(', ') || (place.isPhysical ? 'A place without an address' : 'By phone or online')
  );
}
