import type { Column, TableSpec } from './columns.ts';

/** The columns that split the people under 18 by age. */
export type AgeField = 'aged0to4' | 'aged5to10' | 'aged11to15' | 'aged16to17';

/** The columns of the places file and of the postcode list. */
export type PlaceField =
  | 'kind'
  | 'code'
  | 'name'
  | 'within'
  | 'cluster'
  | 'population'
  | AgeField
  | 'decile'
  | 'postcodes'
  | 'postcode'
  | 'lsoaCode'
  | 'lsoaName';

/** A column of the places file with what a person who fills it in needs to know. */
export interface PlaceColumn extends Column<PlaceField> {
  readonly heading: string;
  readonly explanation: string;
}

const column = (
  field: PlaceField,
  heading: string,
  need: Column['need'],
  explanation: string,
): PlaceColumn => ({ field, heading, headings: [heading], need, explanation });

/** The columns of the places file: one row for each place, a place before those that lie in it. */
export const placeColumns: readonly PlaceColumn[] = [
  column('kind', 'kind', 'must', 'authority, locality, ward, lsoa or school-cluster.'),
  column('code', 'code', 'must', 'The code of the Office for National Statistics, or your own.'),
  column('name', 'name', 'must', 'What people call it.'),
  column('within', 'within_code', 'should', 'The code of the place it lies in.'),
  column('cluster', 'school_cluster_code', 'may', 'Of a ward: the code of its school cluster.'),
  column('population', 'population_0_to_17', 'should', 'People under 18 who live there.'),
  column('aged0to4', 'population_0_to_4', 'may', 'Of these, aged 0 to 4. All four ages or none.'),
  column('aged5to10', 'population_5_to_10', 'may', 'Of these, aged 5 to 10.'),
  column('aged11to15', 'population_11_to_15', 'may', 'Of these, aged 11 to 15.'),
  column('aged16to17', 'population_16_to_17', 'may', 'Of these, aged 16 and 17.'),
  column(
    'decile',
    'deprivation_decile',
    'should',
    'Decile of the index of multiple deprivation, 1 the most deprived.',
  ),
  column('postcodes', 'postcodes', 'may', 'Of an lsoa: its postcodes, separated by semicolons.'),
];

/** The columns of the list of postcodes: one row for each postcode. */
export const postcodeColumns: readonly PlaceColumn[] = [
  column('postcode', 'postcode', 'must', 'A postcode.'),
  column('lsoaCode', 'lsoa_code', 'must', 'The code of the area it lies in.'),
  column('lsoaName', 'lsoa_name', 'must', 'The name of that area.'),
];

/** The places file as a table to read. */
export const placesTable: TableSpec<PlaceField> = {
  part: 'places',
  label: 'places file',
  headings: 'exact',
  columns: placeColumns,
};

/** The list of postcodes as a table to read. */
export const postcodesTable: TableSpec<PlaceField> = {
  part: 'postcodes',
  label: 'list of postcodes',
  headings: 'exact',
  columns: postcodeColumns,
};

/** The headings of the places file and four made-up rows, as CSV to fill in. */
export function placesTemplate(): string {
  const rows = [
    placeColumns.map((one) => one.heading),
    ['authority', 'E06999999', 'Northbridge', '', '', '60000', '', '', '', '', '', ''],
    [
      'school-cluster',
      'NB-HARBOUR',
      'Harbour schools',
      'E06999999',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ],
    [
      ...['ward', 'E05999901', 'Harbour', 'E06999999', 'NB-HARBOUR'],
      ...['2900', '700', '1000', '900', '300', '2', ''],
    ],
    [
      ...[
        'lsoa',
        'E01999901',
        'Northbridge 001A',
        'E05999901',
        '',
        '410',
        '90',
        '140',
        '130',
        '50',
      ],
      ...['1', 'NB1 2XY;NB1 2XZ'],
    ],
  ];
  return rows.map((cells) => `${cells.join(',')}\r\n`).join('');
}
