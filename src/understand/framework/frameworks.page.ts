import { AGENCY_KIND_WORDS, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type CalendarDay, type Figure, formatDay, refuse } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { THEMES, today } from '../../record/index.ts';
import { currentFigures } from './current-figures.ts';
import {
  findOutcome,
  type Framework,
  type FrameworkBook,
  indicatorsOf,
  isInForce,
  POLARITY_WORDS,
  readingsOf,
} from './framework.ts';
import {
  frameworkIndicatorsMeasure,
  gradeWords,
  indicatorFigure,
} from './framework-indicators.measure.ts';
import { listAgencyWords, loadFrameworkBook } from './frameworks.store.ts';
import { thoseWhoWriteFrameworks } from './who-writes.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/frameworks', text: 'What we mean by better' },
];

/** Every framework, those in force first, and what each indicator says here. */
export const frameworksPage: Page = definePage({
  url: '/frameworks',
  title: 'What we mean by better',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const book = await loadFrameworkBook(tx);
    const finding = await frameworkIndicatorsMeasure.compute(tx, actor, {});
    const shown = (one: Framework) => ({
      href: `/frameworks/${one.code}`,
      label: one.label,
      publisher: one.publisher,
      span: spanWords(one),
    });
    const on = today();
    return {
      template: 'understand/framework/frameworks.njk',
      title: finding.headline,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        finding,
        current: book.frameworks.filter((one) => isInForce(one, on)).map(shown),
        historical: book.frameworks.filter((one) => !isInForce(one, on)).map(shown),
        gradeRule: Object.entries(book.gradeRule).map(([grade, words]) => ({ grade, words })),
        mayWrite: thoseWhoWriteFrameworks.allows(actor),
      },
    };
  },
});

function spanWords({ from, until, isLocal }: Framework): string {
  if (isLocal) return `Our own, since ${formatDay(from)}`;
  if (until === null) return `In force since ${formatDay(from)}`;
  return `Historical: ${formatDay(from)} up to ${formatDay(until)}`;
}

/** One framework: its outcomes, how others say them, and the indicators that serve each. */
export const frameworkPage: Page = definePage({
  url: '/frameworks/:framework',
  title: 'An outcome framework',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const book = await loadFrameworkBook(tx);
    const framework = book.frameworks.find(({ code }) => code === params.framework);
    if (!framework) {
      throw refuse('no-such-framework', 'not-found', 'There is no such framework here.');
    }
    const refs = framework.outcomes.map(({ code }) => `${framework.code}/${code}`);
    const served = book.indicators.filter(({ outcomes }) => outcomes.some((o) => refs.includes(o)));
    const figures = await currentFigures(tx, actor, served);
    const outcomes = framework.outcomes.map((outcome) => {
      const ref = `${framework.code}/${outcome.code}`;
      return {
        ...outcome,
        readings: readingsShown(book, ref),
        indicators: indicatorsOf(book, ref).map((one) => ({
          label: one.label,
          href: `/frameworks/indicators/${one.code}`,
          figure: indicatorFigure(one, figures.get(one.code) ?? null),
          polarity: POLARITY_WORDS[one.polarity],
          grade: gradeWords(one, book.gradeRule),
        })),
      };
    });
    return {
      template: 'understand/framework/framework.njk',
      title: framework.label,
      breadcrumbs: TRAIL,
      data: {
        framework,
        span: spanWords(framework),
        isHistorical: !isInForce(framework, today()),
        outcomes,
        notes: hasUnloaded(outcomes) ? ['[x]: no data of it is loaded here yet.'] : [],
      },
    };
  },
});

function hasUnloaded(
  outcomes: readonly { readonly indicators: readonly { readonly figure: Figure }[] }[],
): boolean {
  const figures = outcomes.flatMap(({ indicators }) => indicators.map(({ figure }) => figure));
  return figures.some(({ absent }) => absent === 'not-available');
}

function readingsShown(book: FrameworkBook, ref: string) {
  return readingsOf(book, ref).map(({ other, reading, day }) => ({
    href: `/frameworks/${other.framework.code}`,
    label: other.outcome.label,
    framework: other.framework.label,
    reading,
    day,
  }));
}

/** One indicator: what it counts, where its value comes from, how far it can be trusted. */
export const indicatorPage: Page = definePage({
  url: '/frameworks/indicators/:code',
  title: 'An indicator',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const book = await loadFrameworkBook(tx);
    const indicator = book.indicators.find(({ code }) => code === params.code);
    if (!indicator) {
      throw refuse('no-such-indicator', 'not-found', 'There is no such indicator here.');
    }
    const figures = await currentFigures(tx, actor, [indicator]);
    const words = (await listAgencyWords(tx)).filter(
      ({ kind, subject }) => kind === 'indicator' && subject === indicator.code,
    );
    const outcomes = indicator.outcomes.flatMap((ref) => findOutcome(book, ref) ?? []);
    return {
      template: 'understand/framework/indicator.njk',
      title: indicator.label,
      breadcrumbs: TRAIL,
      data: {
        indicator,
        figure: indicatorFigure(indicator, figures.get(indicator.code) ?? null),
        rows: [
          { key: 'What is counted', text: indicator.definition },
          { key: 'Better is', text: POLARITY_WORDS[indicator.polarity] },
          { key: 'Source', text: sourceWords(indicator.source) },
          { key: 'Quality', text: gradeWords(indicator, book.gradeRule) },
          { key: 'Who answers for it', text: AGENCY_KIND_WORDS[indicator.owner] },
          {
            key: 'Outcomes that it serves',
            lines: outcomes.map(
              ({ framework, outcome }) => `${outcome.label} (${framework.label})`,
            ),
          },
        ],
        words,
      },
    };
  },
});

function sourceWords(source: { readonly kind: string; readonly reason?: string }): string {
  if (source.kind === 'published') return 'Published for each area, and loaded here';
  if (source.kind === 'measure') return 'Worked out here from loaded returns';
  return `Not measured here. ${source.reason ?? ''}`;
}

/** The themes as agencies name them; the day on which frameworks are looked at. */
export function themesAndDay(): { readonly themes: typeof THEMES; readonly on: CalendarDay } {
  return { themes: THEMES, on: today() };
}
