import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, pounds } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { listDependencies, type Service } from '../../record/index.ts';
import { type CheckedNeed, checkNeeds, loopsOf, type Need } from './dependencies.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { isStale, type Provision, readProvision, spendInputs } from './read-spend-map.ts';
import { spendOf } from './spend-map.ts';
import { isLate, SPEND_MAP_RULES } from './spend-map-rules.ts';

const YEAR = 'a financial year such as 2025-26; the newest that services speak of by default';

/** Needs between services with what breaks them, and circles of needs. */
export interface Dependencies {
  readonly needs: readonly CheckedNeed[];
  readonly loops: readonly (readonly Service[])[];
}

/** Reads what services need of one another. */
export async function readDependencies(tx: Tx, provision: Provision): Promise<Dependencies> {
  const stated: Need[] = await listDependencies(tx);
  const { all, year } = provision;
  const needs = checkNeeds(all, stated, { year, isStale: (one) => isStale(one, provision) });
  const byId = new Map(all.map((one) => [Number(one.id), one]));
  const loops = loopsOf(stated).map((loop) => loop.flatMap((id) => byId.get(id) ?? []));
  return { needs, loops };
}

/** Services that others need: how many need each, and how many of these needs are broken. */
export const serviceDependenciesMeasure: Measure = defineMeasure({
  name: 'service-dependencies',
  title: 'Services that others cannot work without',
  who: thoseWhoSeeFigures,
  parameters: { year: YEAR, row: 'the number of a service, or total', column: 'needed or broken' },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const { needs } = await readDependencies(tx, provision);
    const byNeeded = Map.groupBy(needs, (one) => one.to);
    const rows = [...byNeeded]
      .map(([service, own]) => needRow(provision, { service, own }))
      .sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
    const broken = needs.filter((one) => one.breaks.length > 0).length;
    return narrowed(
      {
        name: 'service-dependencies',
        asked: { year: provision.year },
        headline:
          needs.length === 0
            ? 'No service states that it needs another'
            : `${broken} of ${needs.length} needs between services cannot be relied on`,
        subtitle: 'Services on offer that state which others they cannot work without',
        rowHeading: 'Service that is needed',
        columns: ['Services that need it', 'Of these, broken'],
        columnKeys: ['needed', 'broken'],
        rows,
        ...(needs.length === 0 ? {} : { total: needRow(provision, { service: null, own: needs }) }),
        chart: 'none',
        notes: [
          'A need is broken where the other service is closed, planned or paused, has not been ' +
            'confirmed for over a year, or states no money for the year. The rule is ours.',
        ],
      },
      given,
    );
  },
});

function needRow(
  { year }: Provision,
  of: { readonly service: Service | null; readonly own: readonly CheckedNeed[] },
): KeyedRow {
  const key = of.service === null ? 'total' : String(of.service.id);
  const label = of.service?.name ?? 'All needs';
  const figure = (column: string, words: string, value: number): Figure => ({
    id: figureId('service-dependencies', { year, row: key, column }),
    label: `${label}: ${words}`,
    value,
    unit: of.service === null ? 'number' : 'services',
    how: {
      formula: 'Needs that services on offer state, each counted once.',
      rows: {
        question: 'Which need which',
        count: of.own.length,
        href: `/spend-map/dependencies?year=${year}`,
      },
    },
  });
  return {
    key,
    label,
    ...(of.service === null ? {} : { href: `/provision/services/${of.service.id}` }),
    figures: [
      figure('needed', 'needs', of.own.length),
      figure('broken', 'broken needs', of.own.filter((one) => one.breaks.length > 0).length),
    ],
  };
}

/** Services that nobody answers for, or that name no person, with what they cost, by agency. */
export const unansweredServicesMeasure: Measure = defineMeasure({
  name: 'unanswered-services',
  title: 'Services that nobody answers for by name',
  who: thoseWhoSeeFigures,
  parameters: {
    year: YEAR,
    row: 'the number of an agency, none for nobody, or total',
    column: 'services or spend',
  },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const open = provision.onOffer.filter(isUnanswered);
    const groups = [
      { key: 'none', label: 'No agency answers', own: open.filter((one) => one.agencyId === null) },
      ...provision.agencies.map(({ id, name }) => ({
        key: String(id),
        label: `${name}: no person named`,
        own: open.filter((one) => one.agencyId === id),
      })),
    ].filter(({ own }) => own.length > 0);
    return narrowed(
      {
        name: 'unanswered-services',
        asked: { year: provision.year },
        headline:
          open.length === 0
            ? 'Each service on offer has an agency and a person who answer for it'
            : `${open.length} of ${provision.onOffer.length} services have nobody who answers`,
        subtitle: 'Services on offer without a responsible agency or an accountable person',
        rowHeading: 'Who answers',
        columns: ['Services', 'Spend in the year'],
        columnKeys: ['services', 'spend'],
        rows: groups.map((group) => unansweredRow(provision, group)),
        ...(open.length === 0
          ? {}
          : {
              total: unansweredRow(provision, { key: 'total', label: 'All of these', own: open }),
            }),
        chart: 'none',
      },
      given,
    );
  },
});

/** Whether no agency, or nobody by name, answers for a service. */
export function isUnanswered(service: Service): boolean {
  return service.agencyId === null || (service.accountableName ?? '').trim() === '';
}

function unansweredRow(
  provision: Provision,
  group: { readonly key: string; readonly label: string; readonly own: readonly Service[] },
): KeyedRow {
  const { key, label, own } = group;
  const { year } = provision;
  const idOf = (column: string) => figureId('unanswered-services', { year, row: key, column });
  const spends = own.flatMap((one) => spendOf(one, year) ?? []);
  return {
    key,
    label,
    figures: [
      {
        id: idOf('services'),
        label: `${label}: services`,
        value: own.length,
        unit: 'services',
        how: {
          formula: 'Services on offer that name no responsible agency or no accountable person.',
          rows: {
            question: 'The services',
            count: own.length,
            href: `/spend-map/dependencies?year=${year}#unanswered`,
          },
        },
      },
      {
        id: idOf('spend'),
        label: `${label}: spend`,
        unit: 'pence',
        value: spends.length === 0 ? null : spends.reduce((sum, one) => sum + one, 0),
        ...(spends.length === 0 ? { absent: 'not-measured' as const } : {}),
        how: {
          formula: 'What these services say they cost in the year, added up.',
          inputs: spendInputs(provision, own),
        },
      },
    ],
  };
}

/** Services that cost much and state no evidence, the dearest first. */
export const dearWithoutEvidenceMeasure: Measure = defineMeasure({
  name: 'dear-without-evidence',
  title: 'Services that cost much and state no evidence',
  who: thoseWhoSeeFigures,
  parameters: { year: YEAR, row: 'the number of a service' },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const least = pounds(SPEND_MAP_RULES.highSpend.pounds);
    const rows = provision.onOffer.flatMap((service): KeyedRow[] => {
      const spend = spendOf(service, provision.year);
      const input = provision.spendFigure(service);
      const isDear = spend !== null && spend >= least && !isLate(service.level);
      const isSure = service.evidence !== null && service.evidence !== 'none';
      if (!isDear || isSure || input === null) return [];
      const figure: Figure = {
        id: figureId('dear-without-evidence', { year: provision.year, row: String(service.id) }),
        label: `${service.name}: spend without evidence`,
        value: spend,
        unit: 'pence',
        how: { formula: SPEND_MAP_RULES.highSpend.why, inputs: [input] },
      };
      const href = `/provision/services/${service.id}`;
      return [{ key: String(service.id), label: service.name, href, figures: [figure] }];
    });
    rows.sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
    return narrowed(
      {
        name: 'dear-without-evidence',
        asked: { year: provision.year },
        headline:
          rows.length === 0
            ? 'No service that costs much is without evidence'
            : rows.length === 1
              ? 'One service costs much and states no evidence'
              : `${rows.length} services cost much and state no evidence`,
        subtitle: 'Services on offer from the stated amount on, with no evidence or none stated',
        rowHeading: 'Service',
        columns: ['Spend in the year'],
        columnKeys: ['spend'],
        rows,
        chart: 'none',
      },
      { row: given.row },
    );
  },
});
