import {
  cellOf,
  type Figure,
  figureId,
  type Finding,
  type How,
  refuse,
  type Unit,
  wilsonInterval,
} from '../../lib/index.ts';
import {
  type Actor,
  defineMeasure,
  type Measure,
  type Parameters,
  type Tx,
} from '../../platform/index.ts';
import { readNumber } from '../scenario/load-scenario.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import type { ChoiceValue } from './choice.ts';
import { type LoadedPortfolio, loadPortfolio } from './keep-portfolio.ts';
import type { PortfolioResult } from './portfolio-result.ts';
import type { Change } from './study.ts';

/** A portfolio that has an answer. */
export interface SolvedPortfolio extends LoadedPortfolio {
  readonly found: PortfolioResult & { readonly solved: NonNullable<PortfolioResult['solved']> };
}

/** Whether a portfolio has an answer. */
export function isSolved(loaded: LoadedPortfolio): loaded is SolvedPortfolio {
  return loaded.found !== null && loaded.found.solved !== null;
}

/** Defines a measure of the answer of a portfolio; `row` and `column` name one of its figures. */
export function definePortfolioMeasure(of: {
  readonly name: string;
  readonly title: string;
  readonly finding: (loaded: SolvedPortfolio) => Finding;
}): Measure {
  const { name, title, finding } = of;
  return defineMeasure({
    name,
    title,
    who: thoseWhoReadScenarios,
    parameters: {
      portfolio: 'the number of a portfolio',
      row: 'a row of the table, by its code',
      column: 'a column of the table, by its code',
    },
    compute: async (tx: Tx, _actor: Actor, given: Parameters) => {
      const loaded = await loadPortfolio(tx, readNumber(given.portfolio, 'portfolio'));
      if (!isSolved(loaded)) {
        const sentence = 'This portfolio has no answer that could be shown.';
        throw refuse('portfolio-not-solved', 'not-found', sentence);
      }
      const whole = finding(loaded);
      const { row, column } = given;
      return row === undefined ? whole : cellOf(whole, addressOf(name, loaded, { row, column }));
    },
  });
}

/** Where a figure of a portfolio stands in its table. */
export interface Place {
  readonly row?: string | undefined;
  readonly column?: string | undefined;
}

/** The address of a finding about a portfolio, or of one of its figures. */
export function addressOf(name: string, { kept }: LoadedPortfolio, place: Place = {}): string {
  return figureId(name, { portfolio: String(kept.id), ...place });
}

/** What an answer rests on, in a sentence for subtitles. */
export function restsOn({ kept, portfolio, found }: SolvedPortfolio): string {
  return `${kept.name}: ${found.runs} runs, seed ${portfolio.seed}, ${portfolio.years} years`;
}

/** Notes under every finding of a portfolio. */
export function portfolioNotes({ kept }: SolvedPortfolio): readonly string[] {
  return [
    'Modelled, not counted: a range holds 90 of 100 runs.',
    'Money that is spent is at its middle, gains in every run; the best of many options looks ' +
      'somewhat better than it will turn out.',
    'In a locality no more children begin than can be reached there, so larger sizes may not help.',
    'Each purchase is valued alone: cash that comes free in steps would come sooner together.',
    `Data: ${kept.edition ?? ''}`,
  ];
}

/** How a figure of a portfolio came about; it leads to what was offered, and within what. */
export function howOf(
  { kept, found }: SolvedPortfolio,
  formula: string,
  inputs: readonly Figure[] = [],
): How {
  const count = Object.keys(found.programmeNames).length;
  const question = 'Which programmes were offered, and within what?';
  return { formula, inputs, rows: { question, count, href: `/portfolio/${kept.id}` } };
}

interface Of {
  readonly id: string;
  readonly label: string;
  readonly how: How;
}

/** A figure of money with its range, whole pence. */
export function moneyFigure(of: Of, { value, low, high }: Change): Figure {
  const [least, most] = [Math.round(low), Math.round(high)];
  return { ...of, value: Math.round(value), unit: 'pence', low: least, high: most };
}

/** A stated or planned figure, without range. */
export function plainFigure(of: Of, value: number, unit: Unit): Figure {
  return { ...of, value: unit === 'pence' ? Math.round(value) : value, unit };
}

/** The mean gain of a choice as a change from nothing. */
export function gainOf({ mean, p5, p95 }: ChoiceValue): Change {
  return { value: mean, low: Math.min(p5, mean), high: Math.max(p95, mean) };
}

/** The mean of the worst tenth, from the worst run to the best of that tenth. */
export function worstOf({ worstTenth, worst, p10 }: ChoiceValue): Change {
  return { value: worstTenth, low: worst, high: Math.max(p10, worstTenth) };
}

/** The chance of a gain in per cent, with the range that so many runs leave. */
export function chanceFigure(of: Of, { chanceOfLoss }: ChoiceValue, runs: number): Figure {
  const chance = 1 - chanceOfLoss;
  const range = wilsonInterval(Math.round(chance * runs), runs);
  return {
    ...of,
    value: chance * 100,
    unit: 'percent',
    low: Math.min(range?.low ?? chance, chance) * 100,
    high: Math.max(range?.high ?? chance, chance) * 100,
  };
}
