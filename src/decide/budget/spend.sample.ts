import { systemActor } from '../../govern/index.ts';
import { type AuthorityId, day, financialYear, pounds } from '../../lib/index.ts';
import { type Database, generatedFile } from '../../platform/index.ts';
import { importFile, type ReadItem } from '../../record/index.ts';

/** One line of the small council: publication, line, year and pounds. */
export type SampleLine = readonly [
  publication: 'ro3' | 's251',
  line: string,
  startYear: number,
  pounds: number,
];

/**
 * A small council, to be reckoned by hand. 2024-25, in thousands of pounds: children's centres 100,
 * family support 200 (75% early, between 50% and 100%), safeguarding 300, residential care 250,
 * fostering 200, others in care 40, those seeking asylum 10, looked after as a whole 500. So early
 * is 250 (200 to 300) and late 840 (790 to 890), of 1,090.
 */
export const SMALL_COUNCIL: readonly SampleLine[] = [
  ['ro3', 'sure-start', 2024, 100_000],
  ['ro3', 'family-support', 2024, 200_000],
  ['ro3', 'safeguarding', 2024, 300_000],
  ['ro3', 'looked-after', 2024, 500_000],
  ['ro3', 'looked-after-residential', 2024, 250_000],
  ['ro3', 'looked-after-fostering', 2024, 200_000],
  ['ro3', 'looked-after-other', 2024, 40_000],
  ['ro3', 'looked-after-asylum', 2024, 10_000],
  ['ro3', 'total-childrens-social-care', 2024, 1_100_000],
  ['ro3', 'public-health-0-to-5', 2024, 50_000],
  ['ro3', 'sure-start', 2023, 120_000],
  ['ro3', 'looked-after', 2023, 480_000],
];

/** Codes of the made-up council of the samples, for `giveCodes`. */
export const SAMPLE_CODES = { onsCode: 'E99000001', laNumber: '998' } as const;

/** Loads lines of spending as one file, through the ordinary importer; codes are given before. */
export async function loadSpend(
  database: Database,
  authorityId: AuthorityId,
  lines: readonly SampleLine[] = SMALL_COUNCIL,
): Promise<void> {
  const kind = 'council-spending';
  async function* read(): AsyncGenerator<ReadItem> {
    const header = { part: kind, year: null, asOf: day('2025-03-31'), authorityCode: null };
    yield { type: 'file', header };
    for (const [index, line] of lines.entries()) yield itemOf(line, index + 2);
  }
  await importFile(
    {
      database,
      actor: systemActor(authorityId),
      today: day('2025-06-01'),
      readers: [{ kind, label: kind, recognise: () => true, read }],
    },
    generatedFile(`spending-${lines.length}.csv`, () => [`${lines.length} of ${authorityId}`]),
  );
}

function itemOf([publication, line, start, amount]: SampleLine, row: number): ReadItem {
  return {
    type: 'spend',
    spend: {
      row,
      authorityCode: SAMPLE_CODES.onsCode,
      authorityName: 'Testshire',
      year: financialYear(start),
      publication,
      line,
      measure: 'net-current-expenditure',
      amountPence: pounds(amount),
    },
  };
}
