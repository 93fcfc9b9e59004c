import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { THEMES } from '../../record/index.ts';
import { evidenceRatings, verdictOf } from './evidence.ts';
import { evidenceFitMeasure, readFit } from './evidence-fit.measure.ts';
import { DELIVERY_PLACES, type Programme, TARGET_LEVELS } from './evidence-file.ts';
import { confidenceFigure } from './evidence-scale.measure.ts';
import { schemeOf } from './evidence-scales.ts';
import {
  agesWords,
  NOT_COMPARED,
  PLACE_WORDS,
  TARGET_WORDS,
  VERDICT_STATUS,
} from './evidence-words.ts';
import {
  ASKED_BY,
  COST_BANDS,
  findProgrammes,
  LEAST_CONFIDENCES,
  partProgrammes,
  readProgrammesAsked,
  withoutBand,
} from './find-programmes.ts';
import { unanswered } from './fit.ts';
import { localHeadline } from './local-evaluation.measure.ts';
import { listLocalEvaluations } from './local-evaluation.store.ts';
import { countFigure, programmesFoundMeasure } from './programmes-found.measure.ts';
import { thoseWhoRecordEvaluations } from './record-local-evaluation.ts';

const TRAIL = [{ href: '/', text: 'Home' }];

/** The library of what works: programmes by need, age, level, place, rating and cost. */
export const evidencePage: Page = definePage({
  url: '/evidence',
  title: 'What works',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const asked = readProgrammesAsked(query);
    const chosen = Object.fromEntries(ASKED_BY.map((name) => [name, query[name] ?? '']));
    const found = findProgrammes(asked);
    const parts = partProgrammes(found);
    const finding = await programmesFoundMeasure.compute(tx, actor, chosen);
    const unpriced = withoutBand(asked).length;
    return {
      template: 'understand/evidence/evidence.njk',
      title: finding.headline,
      breadcrumbs: TRAIL,
      data: {
        finding,
        url,
        chosen,
        options: OPTIONS,
        counts: (['found', 'compared', 'helped', 'rated'] as const).map((key) =>
          countFigure(parts, key, chosen),
        ),
        unpriced,
        programmes: byName(parts.compared)
          .concat(byName(found.filter((one) => !parts.compared.includes(one))))
          .map(programmeRow),
        local: localHeadline(await listLocalEvaluations(tx)),
        mayRecord: thoseWhoRecordEvaluations.allows(actor),
      },
    };
  },
});

/** What studies against others found of a programme, as a status. */
export function statusOf(programme: Programme) {
  const verdict = verdictOf(programme);
  return verdict === null ? NOT_COMPARED : VERDICT_STATUS[verdict];
}

function programmeRow(one: Programme) {
  return {
    href: `/evidence/${one.code}`,
    name: one.name,
    about: one.about,
    who: one.who,
    ages: agesWords(one),
    places: one.places.map((place) => PLACE_WORDS[place]).join(', '),
    verdict: statusOf(one),
    ratings: ratingRows(one),
  };
}

function byName(programmes: readonly Programme[]): Programme[] {
  return [...programmes].sort((a, b) => a.name.localeCompare(b.name));
}

/** The ratings of a programme as published, each beside its own step of the ladder. */
export function ratingRows(programme: Programme) {
  return evidenceRatings(programme).map((rating) => ({
    scheme: schemeOf(rating.scheme).label,
    level: rating.level,
    figure: confidenceFigure(rating.scheme, rating.level),
  }));
}

const all = (text: string) => ({ value: '', text });

const OPTIONS = {
  theme: [all('All'), ...THEMES.map(({ theme, label }) => ({ value: theme, text: label }))],
  age: [
    all('All'),
    ...Array.from({ length: 20 }, (_, age) => ({ value: String(age), text: String(age) })),
  ],
  level: [all('All'), ...TARGET_LEVELS.map((value) => ({ value, text: TARGET_WORDS[value] }))],
  place: [all('All'), ...DELIVERY_PLACES.map((value) => ({ value, text: PLACE_WORDS[value] }))],
  rating: [
    all('Any, or none'),
    ...LEAST_CONFIDENCES.map((value) => ({ value, text: `Confidence ${value} or more` })),
  ],
  cost: [
    all('Any, or not known'),
    ...COST_BANDS.map((value) => ({ value, text: `Cost band ${value} or less` })),
  ],
  where: [all('Anywhere'), { value: 'uk', text: 'United Kingdom' }],
};

/** The library beside local need: what fits, and what nothing answers. */
export const evidenceFitPage: Page = definePage({
  url: '/evidence/fit',
  title: 'What fits local need',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query }) => {
    const year = query.year || undefined;
    const finding = await evidenceFitMeasure.compute(tx, actor, { year });
    const { fits, figures } = await readFit(tx, actor, year);
    const isMeasured = fits.some((one) => one.children !== null);
    return {
      template: 'understand/evidence/fit.njk',
      title: finding.headline,
      breadcrumbs: [...TRAIL, { href: '/evidence', text: 'What works' }],
      data: {
        finding,
        isMeasured,
        open: unanswered(fits).map((one) => labelOf(one.theme)),
        fits: fits.map((one) => ({
          label: labelOf(one.theme),
          theme: one.theme,
          children: figures.get(one.theme),
          answer: ANSWERS[one.answer],
          compared: byName(one.compared).map(linkOf),
          others: byName(one.found.filter((each) => !one.compared.includes(each))).map(linkOf),
        })),
      },
    };
  },
});

const ANSWERS = {
  helped: { text: 'A study against others found something better', tone: 'done' },
  'no-better': { text: 'Studies against others found nothing better', tone: 'wrong' },
  'not-compared': { text: 'Nothing was tried against others', tone: 'attention' },
  nothing: { text: 'Nothing in the library bears on it', tone: 'wrong' },
} as const;

function labelOf(theme: string): string {
  return THEMES.find((one) => one.theme === theme)?.label ?? theme;
}

function linkOf(one: Programme) {
  return { href: `/evidence/${one.code}`, text: one.name, status: statusOf(one) };
}
