import { type Figure, type Finding, formatFinancialYear, financialYear } from '../../lib/index.ts';
import type { Measure } from '../../platform/index.ts';
import { PERSPECTIVE_WORDS } from '../scenario/scenario-figures.ts';
import { moneyWords } from '../scenario/scenario-figures.ts';
import {
  addressOf,
  chanceFigure,
  definePortfolioMeasure,
  gainOf,
  howOf,
  moneyFigure,
  plainFigure,
  portfolioNotes,
  restsOn,
  type SolvedPortfolio,
  worstOf,
} from './portfolio-figures.ts';
import { type Bought, yearlyCost } from './portfolio-result.ts';
import type { StudyPoint } from './study.ts';

const GAIN = 'portfolio-gain';
const BOUGHT = 'portfolio-bought';
const MONEY = 'portfolio-money';
const BY_MONEY = 'portfolio-frontier';
const BY_CAUTION = 'portfolio-caution';
const LIMITS = 'portfolio-limits';
const LEFT_OUT = 'portfolio-left-out';

/** What the whole comes to, in the words of a headline. */
export function gainHeadline({ found }: SolvedPortfolio): string {
  const { bought, value } = found.solved;
  if (bought.length === 0) return 'Nothing is worth buying within these limits';
  const count = (items: readonly string[]) => new Set(items).size;
  const programmes = numbered(count(bought.map((one) => one.programme)), 'programme');
  const areas = numbered(count(bought.map((one) => one.area)), 'locality', 'localities');
  const cost = moneyWords(yearlyCost(totalByYear(bought)));
  const runs = Math.round((1 - value.chanceOfLoss) * 100);
  const what = value.mean >= 0 ? 'likely gain' : 'likely loss';
  return (
    `${programmes} in ${areas}, ${cost} a year: ${what} ${moneyWords(Math.abs(value.mean))}, ` +
    `and a gain in ${runs} of 100 runs`
  );
}

const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

function numbered(count: number, one: string, many = `${one}s`): string {
  return `${SMALL[count] ?? count} ${count === 1 ? one : many}`.replace(/^[A-Z]/, (letter) =>
    one === 'programme' ? letter : letter.toLowerCase(),
  );
}

function totalByYear(bought: readonly Bought[]): number[] {
  const years = Math.max(0, ...bought.map(({ costByYear }) => costByYear.length));
  return Array.from({ length: years }, (_, year) =>
    bought.reduce((sum, { costByYear }) => sum + (costByYear[year] ?? 0), 0),
  );
}

const perspectiveOf = ({ portfolio }: SolvedPortfolio) =>
  PERSPECTIVE_WORDS[portfolio.gain].toLowerCase();

/** What the best choice comes to: gain, worst tenth, chance, cost and places. */
export const portfolioGainMeasure: Measure = definePortfolioMeasure({
  name: GAIN,
  title: 'What a portfolio gains',
  finding: gainFinding,
});

/** The finding of `portfolioGainMeasure`. */
export function gainFinding(loaded: SolvedPortfolio): Finding {
  const { bought, value } = loaded.found.solved;
  const { runs } = loaded.found;
  const purse = perspectiveOf(loaded);
  const of = (row: string, label: string, formula: string, inputs: readonly Figure[] = []) => ({
    id: addressOf(GAIN, loaded, { row, column: 'value' }),
    label,
    how: howOf(loaded, formula, inputs),
  });
  const each = bought.map((one) => boughtFigures(loaded, one).gain);
  const figures = [
    moneyFigure(
      of(
        'gain',
        'Likely gain over all years',
        `Gain less cost of all purchases together (${purse}), discounted: mean of ${runs} runs, ` +
          'with what programmes in one area gain or lose beside each other.',
        each,
      ),
      gainOf(value),
    ),
    moneyFigure(
      of('worst', 'If it goes badly', `Mean of the worst tenth of the ${runs} runs.`),
      worstOf(value),
    ),
    chanceFigure(
      of('chance', 'Runs with a gain', `Share of the ${runs} runs in which the gain is above 0.`),
      value,
      runs,
    ),
    plainFigure(
      of('cost', 'Cost a year', 'Cost of all purchases at its middle, mean of the years of help.'),
      yearlyCost(totalByYear(bought)),
      'pence',
    ),
    plainFigure(
      of('places', 'Places a year', 'Places of all purchases at full capacity, added up.'),
      bought.reduce((sum, { places }) => sum + places, 0),
      'number',
    ),
  ];
  return {
    id: addressOf(GAIN, loaded),
    headline: gainHeadline(loaded),
    subtitle: `${restsOn(loaded)}; ${purse}`,
    rowHeading: 'Of the whole',
    columns: ['Value'],
    rows: figures.map((figure) => ({ label: figure.label, figures: [figure] })),
    chart: 'none',
    notes: portfolioNotes(loaded),
  };
}

function boughtFigures(loaded: SolvedPortfolio, one: Bought) {
  const { programmeNames, areaNames, runs } = loaded.found;
  const name = programmeNames[one.programme] ?? one.programme;
  const label = `${name}, ${areaNames[one.area] ?? one.area}`;
  const of = (column: string, words: string, formula: string) => ({
    id: addressOf(BOUGHT, loaded, { row: `${one.programme}/${one.area}`, column }),
    label: `${label}: ${words}`,
    how: howOf(loaded, formula),
  });
  return {
    label,
    places: plainFigure(
      of('places', 'places a year', 'The size that is best to buy, of those that were offered.'),
      one.places,
      'number',
    ),
    cost: plainFigure(
      of('cost', 'cost a year', 'Cost at its middle, mean of the years in which anything is paid.'),
      yearlyCost(one.costByYear),
      'pence',
    ),
    gain: moneyFigure(
      of('gain', 'likely gain', `Gain less cost, discounted, by the model: mean of ${runs} runs.`),
      gainOf(one.value),
    ),
    chance: chanceFigure(
      of('chance', 'runs with a gain', `Share of the ${runs} runs with a gain above 0.`),
      one.value,
      runs,
    ),
  };
}

/** What is bought where. */
export const portfolioBoughtMeasure: Measure = definePortfolioMeasure({
  name: BOUGHT,
  title: 'What a portfolio buys where',
  finding: (loaded) => {
    const { bought } = loaded.found.solved;
    const rows = bought.map((one) => {
      const { label, places, cost, gain, chance } = boughtFigures(loaded, one);
      return { label, figures: [places, cost, gain, chance] };
    });
    return {
      id: addressOf(BOUGHT, loaded),
      headline:
        rows.length === 0
          ? 'Nothing is bought'
          : `${numbered(rows.length, 'programme', 'purchases').replace(
              'programme',
              'purchase',
            )}, each in one locality`,
      subtitle: restsOn(loaded),
      rowHeading: 'Programme and locality',
      columns: ['Places a year', 'Cost a year', 'Likely gain', 'Runs with a gain'],
      rows,
      chart: 'none',
      notes: portfolioNotes(loaded),
    };
  },
});

/** Which money pays in which year. */
export const portfolioMoneyMeasure: Measure = definePortfolioMeasure({
  name: MONEY,
  title: 'Which money pays for a portfolio, by year',
  finding: (loaded) => {
    const { paid } = loaded.found.solved;
    const { firstYear, streams } = loaded.portfolio;
    const last = Math.max(0, ...paid.map(({ byYear }) => byYear.findLastIndex((one) => one > 0)));
    const start = Number(String(firstYear).slice(0, 4));
    const years = Array.from({ length: last + 1 }, (_, at) => financialYear(start + at));
    return {
      id: addressOf(MONEY, loaded),
      headline: 'What is paid from which money, year by year',
      subtitle: restsOn(loaded),
      rowHeading: 'Money',
      columns: years.map((year) => formatFinancialYear(year)),
      rows: paid.map(({ stream, byYear }) => {
        const name = streams.find(({ code }) => code === stream)?.name ?? stream;
        return {
          label: name,
          figures: years.map((year, at) =>
            plainFigure(
              {
                id: addressOf(MONEY, loaded, { row: stream, column: String(year) }),
                label: `${name}, ${formatFinancialYear(year)}`,
                how: howOf(
                  loaded,
                  'Costs at their middle of the programmes that this money may pay for, as ' +
                    'they are shared out between streams so that all of them keep to their limit.',
                ),
              },
              byYear[at] ?? 0,
              'pence',
            ),
          ),
        };
      }),
      chart: 'none',
      notes: portfolioNotes(loaded),
    };
  },
});

/** What more or less money would come to. */
export const portfolioFrontierMeasure: Measure = definePortfolioMeasure({
  name: BY_MONEY,
  title: 'What a portfolio gains with more or less money',
  finding: (loaded) => {
    const points = loaded.found.solved.byMoney;
    const now = points.find(({ at }) => at === 1);
    const double = points.find(({ at }) => at === 2);
    const more = (double?.value.mean ?? 0) - (now?.value.mean ?? 0);
    return {
      ...pointsFinding(loaded, BY_MONEY, points, (at) => `${Math.round(at * 100)}% of the money`),
      headline:
        more > 0
          ? `Twice the money would gain ${moneyWords(more)} more`
          : 'More money would gain nothing more within the other limits',
    };
  },
});

/** What caution costs: the mean against the worst tenth. */
export const portfolioCautionMeasure: Measure = definePortfolioMeasure({
  name: BY_CAUTION,
  title: 'What caution costs in a portfolio',
  finding: (loaded) => {
    const points = loaded.found.solved.byCaution;
    const [bold] = points;
    const cautious = points.at(-1);
    const lost = (bold?.value.mean ?? 0) - (cautious?.value.mean ?? 0);
    const safer = (cautious?.value.worstTenth ?? 0) - (bold?.value.worstTenth ?? 0);
    return {
      ...pointsFinding(loaded, BY_CAUTION, points, (at) =>
        at === 0 ? 'Mean of all runs alone' : `Worst tenth counts ${Math.round(at * 100)}%`,
      ),
      headline:
        safer > 0
          ? `Looking at the worst tenth alone makes it ${moneyWords(safer)} better, and costs ` +
            `${moneyWords(Math.max(0, lost))} on average`
          : 'The best choice on average is also the best if it goes badly',
    };
  },
});

function pointsFinding(
  loaded: SolvedPortfolio,
  name: string,
  points: readonly StudyPoint[],
  words: (at: number) => string,
): Finding {
  const { runs } = loaded.found;
  return {
    id: addressOf(name, loaded),
    headline: '',
    subtitle: `${restsOn(loaded)}; the best choice of each`,
    rowHeading: name === BY_MONEY ? 'Money' : 'What counts',
    columns: ['Likely gain', 'If it goes badly', 'Cost in all', 'Runs with a gain'],
    rows: points.map(({ at, value, costPence }) => {
      const of = (column: string, what: string, formula: string) => ({
        id: addressOf(name, loaded, { row: String(at), column }),
        label: `${words(at)}: ${what}`,
        how: howOf(loaded, `Chosen anew for this line. ${formula}`),
      });
      return {
        label: words(at),
        figures: [
          moneyFigure(of('gain', 'likely gain', `Mean of ${runs} runs.`), gainOf(value)),
          moneyFigure(of('worst', 'worst tenth', 'Mean of the worst tenth.'), worstOf(value)),
          plainFigure(
            of('cost', 'cost in all', 'Cost at its middle, all years.'),
            costPence,
            'pence',
          ),
          chanceFigure(of('chance', 'runs with a gain', 'Share of the runs.'), value, runs),
        ],
      };
    }),
    chart: 'bars',
    notes: portfolioNotes(loaded),
  };
}

/** What it costs to keep to each limit. */
export const portfolioLimitsMeasure: Measure = definePortfolioMeasure({
  name: LIMITS,
  title: 'What each limit of a portfolio costs',
  finding: (loaded) => {
    const limits = [...loaded.found.solved.limits].sort(
      (a, b) => b.without.value - a.without.value,
    );
    const [most] = limits;
    return {
      id: addressOf(LIMITS, loaded),
      headline:
        most && most.without.value > 0
          ? `The limit that costs most is “${most.label}”`
          : 'No limit costs anything: without any of them the same would be bought',
      subtitle: `${restsOn(loaded)}; worked out anew without each limit`,
      rowHeading: 'Limit',
      columns: ['Gained without it', 'Gained with it a tenth wider'],
      rows: limits.map(({ code, label, without, tenth }) => {
        const of = (column: string, words: string) => ({
          id: addressOf(LIMITS, loaded, { row: code, column }),
          label: `${label}: ${words}`,
          how: howOf(
            loaded,
            'The best choice with this one limit changed, less the best choice with all of ' +
              'them, run by run; the mean is never below 0.',
          ),
        });
        const wider = of('tenth', 'gained with it a tenth wider');
        return {
          label,
          figures: [
            moneyFigure(of('without', 'gained without it'), without),
            tenth === null
              ? { ...wider, value: null, unit: 'pence', absent: 'not-available' }
              : moneyFigure(wider, tenth),
          ],
        };
      }),
      chart: 'bars',
      notes: portfolioNotes(loaded),
    };
  },
});

/** Programmes that were left out, and why. */
export const portfolioLeftOutMeasure: Measure = definePortfolioMeasure({
  name: LEFT_OUT,
  title: 'What a portfolio leaves out, and why',
  finding: (loaded) => {
    const { leftOut } = loaded.found.solved;
    return {
      id: addressOf(LEFT_OUT, loaded),
      headline:
        leftOut.length === 0
          ? 'Every programme is bought somewhere'
          : `${numbered(leftOut.length, 'programme')} left out`,
      subtitle: `${restsOn(loaded)}; worked out anew with each of them bought somewhere`,
      rowHeading: 'Programme',
      columns: ['Lost if it were bought in one locality'],
      rows: leftOut.map(({ programme, loses }) => {
        const label = loaded.found.programmeNames[programme] ?? programme;
        const of = {
          id: addressOf(LEFT_OUT, loaded, { row: programme, column: 'loses' }),
          label: `${label}: lost if it were bought`,
          how: howOf(
            loaded,
            'The best choice, less the best choice in which this programme is bought in at ' +
              'least one locality. Not available: it does not fit beside the other limits.',
          ),
        };
        return {
          label,
          figures: [
            loses === null
              ? { ...of, value: null, unit: 'pence' as const, absent: 'not-available' as const }
              : moneyFigure(of, loses),
          ],
        };
      }),
      chart: 'none',
      notes: portfolioNotes(loaded),
    };
  },
});
