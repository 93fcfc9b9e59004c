import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Finding, financialYear, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { LEVEL_LABELS, LEVELS, listPlaces, THEMES } from '../../record/index.ts';
import { yearsKnown } from '../cost/activity.store.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { readTypicalAsked } from './typical-journey.measure.ts';
import { groupJourney } from './typical-journey.store.ts';
import { typicalFinding } from './typical-journey.ts';

/** The typical journey of a group: how they came to where they are, and what it cost whom. */
export const typicalJourneyPage: Page = definePage({
  url: '/journeys',
  title: 'Typical journeys',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const years = await yearsKnown(request.tx);
    const { findings, chosen, ended } = await findingsOf(request);
    const [first] = findings;
    const heading = headingOf(findings, LEVEL_LABELS[ended].toLowerCase());
    return {
      template: 'understand/journeys/typical-journey.njk',
      title: heading,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        heading,
        findings,
        isTooSmall: first?.rows.length === 0,
        isEmpty: years.length === 0,
        url: request.url,
        chosen,
        options: await optionsOf(request, years),
      },
    };
  },
});

async function findingsOf({ tx, query }: PageRequest) {
  const asked = await readTypicalAsked(tx, {
    ended: query.ended || undefined,
    year: query.year || undefined,
    ward: query.ward || undefined,
    theme: query.theme || undefined,
  });
  const startYear = Number(asked.year.slice(0, 4));
  const journey = await groupJourney(tx, { ...asked, level: asked.ended, startYear });
  const prices = pricesOf();
  const shown =
    journey === null ? (['levels'] as const) : (['levels', 'group', 'flows', 'agency'] as const);
  const findings: Finding[] = shown.map((show) =>
    typicalFinding({ ...asked, show }, journey, prices),
  );
  const { ended, year, ward, theme } = asked;
  const chosen = { ended, year, ward: ward === null ? '' : String(ward), theme: theme ?? '' };
  return { findings, chosen, ended };
}

/** What the page says at once: of whom, how many, and what a journey like theirs costs. */
function headingOf(findings: readonly Finding[], level: string): string {
  const [levels, group, , agency] = findings;
  if (!group || !agency) return levels?.headline ?? 'Typical journeys';
  const children = group.rows[0]?.figures[0]?.value ?? 0;
  return `${children.toLocaleString('en-GB')} children reached "${level}". ${agency.headline}`;
}

async function optionsOf({ tx }: PageRequest, years: readonly number[]) {
  const wards = await listPlaces(tx, 'ward');
  return {
    levels: LEVELS.map((level) => ({ value: level, text: LEVEL_LABELS[level] })),
    years: years.map((start) => ({
      value: financialYear(start),
      text: formatFinancialYear(financialYear(start)),
    })),
    wards: [
      { value: '', text: 'Every ward' },
      ...wards.map((ward) => ({ value: String(ward.id), text: ward.name })),
    ],
    themes: [
      { value: '', text: 'Every theme' },
      ...THEMES.filter((theme) => theme.sources.length > 0).map((theme) => ({
        value: theme.theme,
        text: theme.label,
      })),
    ],
  };
}
