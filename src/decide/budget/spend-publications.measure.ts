import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type FinancialYear,
  type Finding,
  formatFinancialYear,
  oneFigure,
  parseFinancialYear,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { classedFigure, shareFigure, sumFigure } from './line-figures.ts';
import { readSpending, type SpendYear } from './read-lines.ts';
import { type Publication, PUBLICATIONS } from './spend-class.ts';
import { publicationOf } from './spend-classes-file.ts';
import { noLines } from './spend-lines.measure.ts';

const NAME = 'spend-publications';

/** The two publications of spending beside each other, never added: lines differ between them. */
export const spendPublicationsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Two publications of spending beside each other',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest that is loaded by default',
    row: 'ro3 or s251',
  },
  compute: async (tx, _actor, given) => {
    const year = await readYear(tx, given.year);
    if (year === null) return noLines(NAME);
    const finding = await findingOf(tx, year);
    if (given.row === undefined) return finding;
    const own = PUBLICATIONS.find((one) => one === given.row);
    const figure = own && finding.rows[PUBLICATIONS.indexOf(own)]?.figures[3];
    if (!figure) throw refuse('no-such-row', 'not-found', 'There is no such row here.');
    return oneFigure(finding, figure, 'Share early');
  },
});

async function readYear(tx: Tx, text: string | undefined): Promise<FinancialYear | null> {
  if (text) {
    const year = parseFinancialYear(text);
    if (year) return year;
    throw refuse('no-such-year', 'invalid', 'year is a financial year such as 2024-25.');
  }
  const newest = [];
  for (const publication of PUBLICATIONS) {
    const { years } = await readSpending(tx, { publication, scope: 'childrens-services' });
    newest.push(...years.slice(-1).map(({ year }) => year));
  }
  return newest.toSorted().at(-1) ?? null;
}

async function findingOf(tx: Tx, year: FinancialYear): Promise<Finding> {
  const rows = [];
  for (const publication of PUBLICATIONS) {
    const spending = await readSpending(tx, { publication, scope: 'childrens-services' });
    const own = spending.years.find((one) => one.year === year) ?? null;
    const { label } = publicationOf(publication);
    rows.push({ label, figures: own ? figuresOf(publication, own) : absentOf(publication, year) });
  }
  return {
    id: figureId(NAME, { year }),
    headline: 'Two publications tell the same spending differently',
    subtitle: `Net spending on children\u2019s services, ${formatFinancialYear(year)}`,
    rowHeading: 'Publication',
    columns: ['Early', 'Late', 'Together', 'Share early'],
    rows,
    chart: 'none',
    notes: [
      'They are never added, and a difference between them is one of definition until it is ' +
        'shown to be more.',
      ...PUBLICATIONS.map((one) => {
        const { label, definition } = publicationOf(one);
        return `${label}: ${definition}`;
      }),
    ],
  };
}

function figuresOf(publication: Publication, year: SpendYear): Figure[] {
  const asked = { publication, scope: 'childrens-services' } as const;
  const id = figureId(NAME, { year: year.year, row: publication });
  return [
    sumFigure(asked, year, 'early'),
    sumFigure(asked, year, 'late'),
    classedFigure(asked, year),
    { ...shareFigure(id, asked, year), label: `Share that goes early, ${publication}` },
  ];
}

function absentOf(publication: Publication, year: FinancialYear): Figure[] {
  const { label } = publicationOf(publication);
  const how = { formula: `The ${label} of ${formatFinancialYear(year)} is not loaded.` };
  const absent = (name: string, unit: 'pence' | 'percent'): Figure => ({
    id: figureId(NAME, { year, row: publication }),
    label: `${label}: ${name}`,
    value: null,
    unit,
    absent: 'not-available',
    how,
  });
  return [
    absent('early', 'pence'),
    absent('late', 'pence'),
    absent('together', 'pence'),
    absent('share early', 'percent'),
  ];
}
