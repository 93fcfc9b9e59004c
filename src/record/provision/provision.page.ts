import { type Agency, listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type CalendarDay, formatFinancialYear, figureId, type Finding } from '../../lib/index.ts';
import { type Actor, definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { today } from '../people/people.page.ts';
import { listPlaces } from '../places/places.store.ts';
import { FRESHNESS, FRESHNESS_LABELS, freshnessOf } from './freshness.ts';
import { besidePublishedMeasure } from './beside-published.measure.ts';
import { mayAskAgencies, mayChangeServices, ownAgencyOf } from './may-change.ts';
import {
  PROVISION_BY,
  PROVISION_BY_LABELS,
  provisionMeasure,
  type ProvisionBy,
  readOnce,
} from './provision.measure.ts';
import { ASKED_NAMES, NOT_STATED, readProvisionAsked, servicesAsked } from './provision-asked.ts';
import { provisionYears } from './provision.store.ts';
import {
  EVIDENCE_GRADES,
  EVIDENCE_LABELS,
  SERVICE_LEVEL_LABELS,
  SERVICE_LEVELS,
  SERVICE_STATUS_LABELS,
  SERVICE_STATUSES,
  type Service,
} from './service.ts';

const PAGE_SIZE = 25;

/** The directory of services: who offers what to whom, with which money, and how fresh that is. */
export const provisionPage: Page = definePage({
  url: '/provision',
  title: 'Services',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, query } = request;
    const { all } = await readOnce(tx);
    const years = await provisionYears(tx);
    const chosen = readProvisionAsked(query);
    const year = query.year || years[0];
    const by: ProvisionBy = PROVISION_BY.find((one) => one === query.by) ?? 'theme';
    const asked = { ...chosen, ...(year ? { year } : {}) };
    const finding = await provisionMeasure.compute(tx, actor, { ...asked, by });
    const each = await provisionMeasure.compute(tx, actor, { ...asked, by: 'service' });
    const on = today();
    const fitting = servicesAsked(all, chosen, on);
    return {
      template: 'record/provision/provision.njk',
      title: all.length === 0 ? 'No service is on the directory yet' : finding.headline,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        isEmpty: all.length === 0,
        finding,
        byFinding: { ...finding, headline: `Added up by ${PROVISION_BY_LABELS[by].toLowerCase()}` },
        beside: await besidePublishedMeasure.compute(tx, actor, year ? { year } : {}),
        doubts: await doubtFigures(request, asked),
        list: listView(request, fitting, { each, on }),
        url: request.url,
        chosen: { ...chosen, year: query.year ?? '', by: query.by ?? '' },
        fields: await filterFields(request, years),
        mayChange: mayChangeServices.allows(actor),
        mappingHref: mappingHref(actor),
      },
    };
  },
});

/** Where an actor sees mapping requests: all of them, their own agency's, or none. */
function mappingHref(actor: Actor): string {
  if (mayAskAgencies.allows(actor)) return '/mapping';
  return ownAgencyOf(actor) === null ? '' : '/mapping/mine';
}

/** How many entries are stale, and how many nobody answers for, each with its own address. */
async function doubtFigures(request: PageRequest, asked: Record<string, string | undefined>) {
  const figures = await Promise.all([
    cell(request, { ...asked, by: 'freshness', row: 'stale' }),
    cell(request, { ...asked, by: 'agency', row: 'none' }),
  ]);
  return figures.filter((figure) => figure !== null);
}

async function cell({ tx, actor }: PageRequest, asked: Record<string, string | undefined>) {
  const { row, ...rest } = asked;
  const finding = await provisionMeasure.compute(tx, actor, rest);
  const id = figureId('provision', { ...rest, row, column: 'services' });
  const found = finding.rows.flatMap((one) => one.figures).find((one) => one.id === id);
  return found ?? null;
}

function listView(
  request: PageRequest,
  services: readonly Service[],
  { each, on }: { readonly each: Finding; readonly on: CalendarDay },
) {
  const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
  const first = (number - 1) * PAGE_SIZE;
  return {
    caption: 'Services, by name',
    captionHidden: true,
    columns: [
      { key: 'name', label: 'Service' },
      { key: 'agency', label: 'Who is responsible' },
      { key: 'level', label: 'Level' },
      { key: 'ages', label: 'Ages' },
      { key: 'fresh', label: 'Entry' },
      { key: 'spend', label: 'Spend in the year', numeric: true },
    ],
    rows: services.slice(first, first + PAGE_SIZE).map((one) => serviceRow(one, each, on)),
    url: request.url,
    sort: null,
    page: { number, size: PAGE_SIZE, total: services.length },
    noun: ['service', 'services'],
    clearHref: '/provision',
  };
}

const FRESH_TAGS = { current: 'Up to date', 'check-due': 'Check due', stale: 'Stale' } as const;
const FRESH_TONES = { current: 'done', 'check-due': 'waiting', stale: 'quiet' } as const;

function serviceRow(service: Service, each: Finding, on: CalendarDay) {
  const state = freshnessOf(service, on);
  const spend = each.rows.find((row) => row.href === `/provision/services/${service.id}`);
  const figure = spend?.figures[1];
  return {
    cells: [
      {
        text: service.name,
        href: `/provision/services/${service.id}`,
        quiet: service.providerName,
      },
      service.agencyName === null
        ? { status: { text: 'Nobody accountable', tone: 'attention' } }
        : { text: service.agencyName },
      { text: levelWords(service.level) },
      { text: agesWords(service) },
      { status: { text: FRESH_TAGS[state], tone: FRESH_TONES[state] } },
      figure ? { figure } : { text: 'Not stated' },
    ],
  };
}

/** A level in as few words as a table has room for. */
function levelWords(level: Service['level']): string {
  return level === null ? 'Not stated' : (SERVICE_LEVEL_LABELS[level].split(':')[0] ?? level);
}

/** The ages that a service takes, in words. */
export function agesWords({ fromAge, toAge }: Pick<Service, 'fromAge' | 'toAge'>): string {
  if (fromAge === null && toAge === null) return 'Any age';
  if (toAge === null) return `Aged ${fromAge} and over`;
  return fromAge === null ? `Aged up to ${toAge}` : `Aged ${fromAge} to ${toAge}`;
}

async function filterFields({ tx }: PageRequest, years: readonly string[]) {
  const agencies = await listAgencies(tx);
  const wards = await listPlaces(tx, 'ward');
  const select = (name: string, label: string, options: readonly Choice[]) => ({
    name,
    label,
    kind: 'select',
    options: [{ value: '', text: 'All' }, ...options],
  });
  const choices: Record<(typeof ASKED_NAMES)[number], unknown> = {
    theme: select('theme', 'Meant for', [
      ...THEMES.map(({ theme, label }) => ({ value: theme, text: label })),
      { value: NOT_STATED, text: 'No aim stated' },
    ]),
    level: select('level', 'Level', [
      ...SERVICE_LEVELS.map((one) => ({ value: one, text: SERVICE_LEVEL_LABELS[one] })),
      { value: NOT_STATED, text: 'No level stated' },
    ]),
    agency: select('agency', 'Responsible agency', [
      ...agencies.map(agencyChoice),
      { value: 'none', text: 'Nobody accountable' },
    ]),
    area: select(
      'area',
      'For families in',
      wards.map(({ id, name }) => ({ value: String(id), text: name })),
    ),
    age: { name: 'age', label: 'Takes a child aged', kind: 'number', width: 3 },
    evidence: select('evidence', 'Evidence', [
      ...EVIDENCE_GRADES.map((one) => ({ value: one, text: EVIDENCE_LABELS[one] })),
      { value: NOT_STATED, text: 'Nothing stated' },
    ]),
    freshness: select(
      'freshness',
      'Freshness of the entry',
      FRESHNESS.map((one) => ({ value: one, text: FRESHNESS_LABELS[one] })),
    ),
    status: {
      ...select(
        'status',
        'Running?',
        SERVICE_STATUSES.map((one) => ({ value: one, text: SERVICE_STATUS_LABELS[one] })),
      ),
    },
  };
  return [
    {
      name: 'by',
      label: 'Added up by',
      kind: 'select',
      options: PROVISION_BY.filter((one) => one !== 'service').map((one) => ({
        value: one,
        text: PROVISION_BY_LABELS[one],
      })),
    },
    {
      name: 'year',
      label: 'Financial year',
      kind: 'select',
      options: years.map((year) => ({ value: year, text: formatFinancialYear(year as never) })),
    },
    ...ASKED_NAMES.map((name) => choices[name]),
  ];
}

interface Choice {
  readonly value: string;
  readonly text: string;
}

function agencyChoice({ id, name }: Agency): Choice {
  return { value: String(id), text: name };
}
