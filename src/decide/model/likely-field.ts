import {
  checkedField,
  type FieldReader,
  listField,
  mappedField,
  numberField,
  oneOfField,
} from '../../lib/index.ts';
import type { Likely } from './model-input.ts';

/** Whether a published source or only our judgement is behind a starting value. */
export const basisField = oneOfField(['published', 'judgement']);

/** Reads `[low, likely, high]` within bounds, in order; keeps the unit of the file. */
export function likelyField(min: number, max: number): FieldReader<Likely> {
  const ordered = checkedField(listField(numberField(min, max)), (list) => {
    const [low = 0, likely = 0, high = 0] = list;
    if (list.length === 3 && low <= likely && likely <= high) return [];
    const fix = 'Write [low, likely, high], from the lowest to the highest.';
    return [{ path: [], message: `${list.join(', ')} is no range.`, fix }];
  });
  return mappedField(ordered, ([low = 0, likely = 0, high = 0]) => ({ low, likely, high }));
}

/** A range in per cent as shares: 15 becomes 0.15. */
export function sharesOf({ low, likely, high }: Likely): Likely {
  return { low: low / 100, likely: likely / 100, high: high / 100 };
}
