import { figureId, type Finding } from '../../lib/index.ts';

/** What a measure of the plan says where no plan has been begun. */
export function noPlan(
  measure: string,
  asked: Readonly<Record<string, string | undefined>>,
): Finding {
  return {
    id: figureId(measure, asked),
    headline: 'No shared plan has been begun',
    subtitle: 'The shared plan of the partnership',
    rowHeading: 'Plan',
    columns: [],
    rows: [],
    chart: 'none',
  };
}
