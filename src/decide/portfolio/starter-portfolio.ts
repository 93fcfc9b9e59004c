import type { FinancialYear } from '../../lib/index.ts';

/** A portfolio file to begin with: three programmes of the library in all localities. */
export function starterPortfolio(firstYear: FinancialYear): string {
  return `# Change what is for you to say, and choose. Money is in pounds, shares are per cent.
format: headwater-portfolio/1
name: What to buy where
about: Three ways of helping earlier, any of them in any locality.
firstYear: ${firstYear}
years: 10
draws: 100
seed: 42
discount: green-book-2026
rates: record
overlap: largest
# Whose gain counts: cash, public (staff time too) or society.
gain: public
# How much the worst tenth of the runs counts beside the mean of all, per cent.
caution: 0
streams:
  # Pounds by year; the last stands on.
  - { code: council, name: Council growth money, poundsByYear: [400000, 450000] }
  - { code: public-health, name: Public health grant, poundsByYear: [150000] }
staff:
  - { code: family-worker, name: Family support workers, posts: 12 }
programmes:
  # template: as on the page "Begin a scenario"; or scenario: and its number.
  - code: family-support
    template: family-support
    themes: [neglect]
    sizes: [20, 40]
    paidFrom: [council]
    postsPerPlace: { family-worker: 0.06 }
  - code: edge-of-care
    template: edge-of-care
    themes: [care]
    sizes: [10, 20]
    paidFrom: [council]
    postsPerPlace: { family-worker: 0.05 }
  - code: parenting-groups
    template: parenting-groups
    themes: [parenting]
    sizes: [24, 48]
    paidFrom: [council, public-health]
    postsPerPlace: {}
fair:
  # Places a year that every locality gets at least; also possible: areas, themes.
  eachArea: 10
exclusions: []
synergies: []
`;
}
