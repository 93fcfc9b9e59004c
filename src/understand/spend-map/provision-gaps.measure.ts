import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatFinancialYear } from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { isFor, type Service, type Theme, THEMES } from '../../record/index.ts';
import { themeChildrenMeasure } from '../themes/theme-children.measure.ts';
import { isMeasured } from '../themes/theme-year.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { type LateYear, type Provision, readLateSplit, readProvision } from './read-spend-map.ts';
import { isEarly, isLate } from './spend-map-rules.ts';

const NAME = 'provision-gaps';
const STAGES = 'services-by-stage';
const YEAR = 'a financial year such as 2025-26; the newest that services speak of by default';

/** Wards with children of a theme and no early help for it there, most children first. */
export const provisionGapsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Need without early help nearby',
  who: thoseWhoSeeFigures,
  parameters: {
    year: YEAR,
    row: 'one gap: a theme and the number of a ward, such as domestic-abuse/12',
    column: 'children or services',
  },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const late = await readLateSplit(tx, provision.year);
    const rows = await gapRows({ tx, actor, provision, late });
    return narrowed(
      {
        name: NAME,
        asked: { year: provision.year },
        headline: headlineOf(rows, late, provision),
        subtitle:
          'Children with a theme in wards for which no service on offer up to targeted early ' +
          `help has that theme as an aim, ${formatFinancialYear(provision.year)}`,
        rowHeading: 'Theme and ward',
        columns: ['Children with the theme', 'Other services for it there'],
        columnKeys: ['children', 'services'],
        rows,
        chart: 'none',
        notes: [
          'A service for the whole authority is for every ward. A ward with few children of a ' +
            'theme is left out, to protect them.',
          'Children are those of whom a loaded source states the theme: there may be more.',
        ],
      },
      given,
    );
  },
});

interface Ground {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly provision: Provision;
  readonly late: LateYear;
}

async function gapRows(ground: Ground): Promise<KeyedRow[]> {
  const { provision, late } = ground;
  if (provision.onOffer.length === 0 || !late.isKnown) return [];
  const rows: KeyedRow[] = [];
  for (const theme of THEMES) {
    const own = provision.onOffer.filter((one) => one.themes.includes(theme.theme));
    const isOpen = provision.wards.some(({ id }) => !hasEarly(own, id));
    if (isOpen && isMeasured(theme, late.counts)) rows.push(...(await gapsOf(ground, theme, own)));
  }
  return rows.sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
}

function hasEarly(services: readonly Service[], ward: number): boolean {
  return services.some((one) => isEarly(one.level) && isFor(one, Number(ward)));
}

async function gapsOf(
  { tx, actor, provision }: Ground,
  theme: Theme,
  own: readonly Service[],
): Promise<KeyedRow[]> {
  const { year } = provision;
  const asked = { by: 'ward', theme: theme.theme, year };
  const need = await themeChildrenMeasure.compute(tx, actor, asked);
  return need.rows.flatMap(({ figures: [children] }) => {
    const ward = provision.wards.find(
      ({ id }) =>
        children && String(id) === new URLSearchParams(children.id.split('?')[1]).get('row'),
    );
    if (!ward || !children?.value || hasEarly(own, ward.id)) return [];
    const key = `${theme.theme}/${ward.id}`;
    const label = `${theme.label}, ${ward.name}`;
    const there = own.filter((one) => isFor(one, Number(ward.id)));
    const services: Figure = {
      id: figureId(NAME, { year, row: key, column: 'services' }),
      label: `${label}: services for it there`,
      value: there.length,
      unit: 'services',
      how: {
        formula: 'Services on offer for the ward with this aim, at any level; none is early help.',
        rows: {
          question: 'The services that are counted',
          count: there.length,
          href: `/${figureId('provision', { theme: theme.theme, area: String(ward.id), year })}`,
        },
      },
    };
    const shown: Figure = {
      ...children,
      id: figureId(NAME, { year, row: key, column: 'children' }),
      label: `${label}: children with the theme`,
      how: { formula: 'Children of the ward with the theme in the year.', inputs: [children] },
    };
    return [
      { key, label, href: `/themes/${theme.theme}?year=${year}`, figures: [shown, services] },
    ];
  });
}

function headlineOf(rows: readonly KeyedRow[], late: LateYear, provision: Provision): string {
  if (provision.onOffer.length === 0) return 'No service is on the directory yet';
  if (!late.isKnown) return 'Need is not loaded for this year, so gaps cannot be told';
  const [first] = rows;
  if (!first) return 'Every ward has some early help for each theme that is measured there';
  const [theme, ward] = first.label.split(', ');
  const which = rows.length === 1 ? 'the only gap' : `the widest of ${rows.length} gaps`;
  return `${ward} has no early help for ${theme?.toLowerCase()}: ${which}`;
}

/** Services on offer for each theme that help early, and those that only help late. */
export const servicesByStageMeasure: Measure = defineMeasure({
  name: STAGES,
  title: 'Services by theme: early, and late only',
  who: thoseWhoSeeFigures,
  parameters: { year: YEAR, row: 'one theme', column: 'early, late or all' },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const rows = THEMES.map((theme) => stageRow(theme, provision));
    const none = rows.filter(({ figures }) => figures[0]?.value === 0);
    return narrowed(
      {
        name: STAGES,
        asked: { year: provision.year },
        headline:
          none.length === 0
            ? 'Each theme has some early help somewhere'
            : `No early help anywhere for: ${none.map(({ label }) => lower(label)).join(', ')}`,
        subtitle: 'Services on offer by theme and level of help',
        rowHeading: 'Theme',
        columns: ['Early', 'Child protection and care', 'All'],
        columnKeys: ['early', 'late', 'all'],
        rows,
        chart: 'none',
        notes: ['Early is up to targeted early help; Family Help is in the last column only.'],
      },
      given,
    );
  },
});

function lower(label: string): string {
  return label.toLowerCase();
}

function stageRow({ theme, label }: Theme, { onOffer, year }: Provision): KeyedRow {
  const own = onOffer.filter((one) => one.themes.includes(theme));
  const figure = (column: string, words: string, services: readonly Service[]): Figure => ({
    id: figureId(STAGES, { year, row: theme, column }),
    label: `${label}: ${words}`,
    value: services.length,
    unit: 'services',
    how: {
      formula: 'Services on offer with this aim, each counted once.',
      rows: {
        question: 'Services with this aim, at any level',
        count: own.length,
        href: `/${figureId('provision', { theme, year })}`,
      },
    },
  });
  return {
    key: theme,
    label,
    figures: [
      figure(
        'early',
        'early help',
        own.filter((one) => isEarly(one.level)),
      ),
      figure(
        'late',
        'child protection and care',
        own.filter((one) => isLate(one.level)),
      ),
      figure('all', 'all services', own),
    ],
  };
}
