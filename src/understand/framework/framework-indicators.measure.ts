import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, type FindingRow, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { currentFigures } from './current-figures.ts';
import { gradeOf, type Indicator } from './framework.ts';
import { loadFrameworkBook } from './frameworks.store.ts';

/** What each indicator says now, where the record has it. */
export const frameworkIndicatorsMeasure: Measure = defineMeasure({
  name: 'framework-indicators',
  title: 'Indicators and their newest values here',
  who: thoseWhoSeeFigures,
  parameters: {
    framework: 'only indicators that serve this framework, such as national-framework',
    row: 'one indicator by its code',
  },
  compute: async (tx, actor, given) => {
    const book = await loadFrameworkBook(tx);
    const { framework, row } = given;
    const named = book.frameworks.find(({ code }) => code === framework);
    if (framework !== undefined && !named) {
      throw refuse('no-such-framework', 'not-found', 'There is no such framework here.');
    }
    const shown = book.indicators.filter(
      ({ code, outcomes }) =>
        (row === undefined || code === row) &&
        (framework === undefined || outcomes.some((ref) => ref.startsWith(`${framework}/`))),
    );
    if (row !== undefined && shown.length === 0) {
      throw refuse('no-such-indicator', 'not-found', 'There is no such indicator here.');
    }
    const figures = await currentFigures(tx, actor, shown);
    const rows = shown.map((one) => rowOf(one, figures.get(one.code) ?? null));
    return findingOf({ framework, row }, rows, named?.label ?? 'all frameworks');
  },
});

/** What one indicator says now: the figure that it takes its value from, under its own address. */
export function indicatorFigure(indicator: Indicator, source: Figure | null): Figure {
  const base = {
    id: figureId('framework-indicators', { row: indicator.code }),
    label: indicator.label,
  };
  const { definition } = indicator;
  if (source === null) {
    const none = indicator.source.kind === 'none';
    const why = none && 'reason' in indicator.source ? indicator.source.reason : NOT_LOADED;
    return {
      ...base,
      value: null,
      unit: 'number',
      absent: none ? 'not-measured' : 'not-available',
      how: { formula: `${definition}. ${why}.` },
    };
  }
  const { value, unit, low, high, absent } = source;
  return {
    ...base,
    value,
    unit,
    ...(low === undefined || high === undefined ? {} : { low, high }),
    ...(absent === undefined ? {} : { absent }),
    how: { formula: `${definition}. The newest value that is known here.`, inputs: [source] },
  };
}

const NOT_LOADED = 'What would measure it is not loaded';

function rowOf(indicator: Indicator, source: Figure | null): FindingRow {
  return {
    label: indicator.label,
    figures: [indicatorFigure(indicator, source)],
    href: `/frameworks/indicators/${indicator.code}`,
  };
}

function findingOf(
  given: { readonly framework: string | undefined; readonly row: string | undefined },
  rows: readonly FindingRow[],
  where: string,
): Finding {
  const [only] = rows;
  const known = rows.filter(({ figures: [figure] }) => (figure?.value ?? null) !== null).length;
  return {
    id: figureId('framework-indicators', given),
    headline:
      given.row !== undefined && only
        ? `What ${only.label.toLowerCase()} stands at`
        : `${known} of ${rows.length} indicators have a value here`,
    subtitle: `Newest known value of each indicator, ${where}`,
    rowHeading: 'Indicator',
    columns: ['Now'],
    rows,
    chart: 'none',
    notes: ['An indicator without a source is not measured; that is never nought.'],
  };
}

/** The grade of an indicator with what it means, for a page. */
export function gradeWords(indicator: Indicator, rule: Readonly<Record<string, string>>): string {
  const grade = gradeOf(indicator.source);
  return `${grade}: ${rule[grade] ?? ''}`;
}
