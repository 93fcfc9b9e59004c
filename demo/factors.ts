import type { Random } from '../src/lib/index.ts';
import { type Calibration, sharesOf } from './calibration.ts';
import { hashShare } from './draw.ts';

/** Draws the factors that an assessment finds. */
export interface Factors {
  find(who: { family: number; age: number; male: boolean }, random: Random): string[];
}

/** How a factor of the child depends on age: under 5, 5 to 9, 10 to 14, 15 and over; ours. */
const BY_AGE: Readonly<Record<string, readonly [number, number, number, number]>> = {
  '1A': [0, 0, 1.2, 3.4],
  '2A': [0, 0, 1.2, 3.4],
  '3A': [0.7, 0.9, 1.2, 1.4],
  '4A': [0.15, 0.8, 1.6, 1.9],
  '5A': [0.5, 1.3, 1.2, 1.1],
  '7A': [0.05, 1.0, 1.8, 1.4],
  '10A': [0.02, 0.3, 1.7, 2.8],
  '11A': [0.02, 0.3, 1.9, 2.6],
  '12A': [0.05, 0.3, 1.5, 2.9],
  '13A': [0.02, 0.3, 1.7, 2.8],
  '14A': [0.05, 0.7, 1.8, 1.8],
  '15A': [0.01, 0.4, 1.9, 2.4],
  '24A': [0.01, 0.3, 1.9, 2.7],
};

/** How much of a parent's factor goes with the family rather than with the one assessment. */
const FAMILY_PART = 0.75;

/**
 * Prepares the factors from the published counts. Those of parents go with the family, so that
 * brothers and sisters, and one year and the next, tell one story; those of the child go with age.
 * The census's code for a child who arrived alone is given only to those children.
 */
export function factors(calibration: Calibration): Factors {
  const { counts, of } = sharesOf(calibration, 'factors');
  const rows = Object.entries(counts)
    .filter(([code]) => code !== '9A' && code !== '20')
    .map(([code, count], index) => ({ code, share: count / of, index }));
  const other = (counts['20'] ?? 0) / of;
  return {
    find: ({ family, age, male }, random) => {
      const band = age < 5 ? 0 : age < 10 ? 1 : age < 15 ? 2 : 3;
      const found: string[] = [];
      for (const { code, share, index } of rows) {
        const byAge = BY_AGE[code]?.[band] ?? 1;
        const bySex = code === '11A' || code === '15A' ? (male ? 0.6 : 1.4) : 1;
        const ofFamily = /[BC]$/.test(code) && family >= 0 && random.chance(FAMILY_PART);
        const at = ofFamily ? hashShare(family, 100 + index) : random.next();
        if (at < share * byAge * bySex) found.push(code);
      }
      if (found.length === 0 || random.chance(other - 0.1)) found.push('20');
      return found;
    },
  };
}
