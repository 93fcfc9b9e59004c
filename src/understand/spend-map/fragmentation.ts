/** How spread spending is over providers. */
export interface Fragmentation {
  /** The sum of squared shares (Hirschman, 1964): 1 with one provider, 1/n with n equal ones. */
  readonly concentration: number;
  /** 1 less that sum (Simpson, 1949): the chance that two pounds go to two providers. */
  readonly index: number;
  /** As split as so many equal providers: 1 over the sum of squared shares. */
  readonly equalProviders: number;
  readonly providers: number;
}

/**
 * How fragmented spending is over providers, from amounts in any one unit by provider: the sum of
 * squared shares, 1 less it, and 1 over it. Providers with nothing count for nothing. Null where
 * nothing is spent. Sources: Simpson, Nature 163 (1949), page 688; Hirschman, American Economic
 * Review 54 (1964), page 761.
 */
export function fragmentationOf(amounts: Iterable<number>): Fragmentation | null {
  const spent = [...amounts].filter((one) => one > 0);
  const whole = spent.reduce((sum, one) => sum + one, 0);
  if (whole <= 0) return null;
  const concentration = spent.reduce((sum, one) => sum + (one / whole) ** 2, 0);
  return {
    concentration,
    index: 1 - concentration,
    equalProviders: 1 / concentration,
    providers: spent.length,
  };
}

/** In words: `about as split as 3 equal providers`, or `one provider`. */
export function splitWords({ equalProviders, providers }: Fragmentation): string {
  if (providers === 1) return 'one provider';
  return `about as split as ${Math.round(10 * equalProviders) / 10} equal providers`;
}
