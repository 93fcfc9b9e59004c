import type { FinancialYear } from '../../lib/index.ts';
import type { Perspective } from '../model/model-result.ts';

/** What a portfolio is begun with where nobody writes a file. */
export interface StarterAnswers {
  readonly firstYear: FinancialYear;
  /** Codes of scenario templates, each with a programme. */
  readonly templates: readonly string[];
  readonly poundsAYear: number;
  /** Least places a year in every locality; 0 is none. */
  readonly eachArea: number;
  /** Per cent by which the worst tenth of the runs counts. */
  readonly caution: number;
  readonly gain: Perspective;
  readonly rates: 'record' | 'published';
}

/** The answers that the form begins with. */
export function starterAnswers(firstYear: FinancialYear): StarterAnswers {
  return {
    firstYear,
    templates: ['family-support', 'edge-of-care', 'parenting-groups'],
    poundsAYear: 500_000,
    eachArea: 10,
    caution: 0,
    gain: 'public',
    rates: 'record',
  };
}

/** A portfolio file of a few answers, with remarks on what else could be said. */
export function starterPortfolio(answers: StarterAnswers): string {
  const { firstYear, templates, poundsAYear, eachArea, caution, gain, rates } = answers;
  const programmes = templates.map(
    (code) => `  - code: ${code}
    template: ${code}
    themes: []
    sizes: [10, 20, 40]
    paidFrom: [money]
    postsPerPlace: {}
`,
  );
  const fair = eachArea > 0 ? `\n  eachArea: ${eachArea}` : ' {}';
  return `# Change what is for you to say, and choose. Money is in pounds, shares are per cent.
format: headwater-portfolio/1
name: What to buy where
about: Ways of helping earlier, any of them in any locality.
firstYear: ${firstYear}
years: 10
draws: 100
seed: 42
discount: green-book-2026
# How children move: as here (record), or by national totals (published).
rates: ${rates}
overlap: largest
# Whose gain counts: cash, public (staff time too) or society.
gain: ${gain}
# How much the worst tenth of the runs counts beside the mean of all, per cent.
caution: ${caution}
streams:
  # Pounds by year, the last stands on. Several streams may pay for different programmes.
  - { code: money, name: Money for helping earlier, poundsByYear: [${poundsAYear}] }
# Staff that there are, such as - { code: worker, name: Family workers, posts: 12 },
# and what one place takes of them, such as postsPerPlace: { worker: 0.06 }.
staff: []
programmes:
  # template: as on the page "Begin a scenario"; or scenario: and its number.
  # Sizes are places a year in one locality.
${programmes.join('')}# Least places a year: eachArea, areas (by name), themes (of the programmes).
fair:${fair}
# What is not bought in one locality together, and what gains or loses beside the other.
exclusions: []
synergies: []
`;
}
