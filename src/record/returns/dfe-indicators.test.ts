import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { areaByCode, areaByNumber, educationAreas } from './dfe-indicators.areas.ts';
import { parseIndicatorPeriod } from './dfe-indicators.period.ts';
import { dfeIndicatorsReader } from './dfe-indicators.reader.ts';
import { publishedValue } from './dfe-indicators.values.ts';
import type { IndicatorStatement, ReadItem } from './statement.ts';

const today = day('2026-11-01');

async function read(name: string, chunks: AsyncIterable<Uint8Array>): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of dfeIndicatorsReader.read({ name, chunks, today })) items.push(item);
  return items;
}

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const valuesOf = (items: readonly ReadItem[]): IndicatorStatement[] =>
  items.flatMap((item) => (item.type === 'indicator' ? [item.indicator] : []));

const faultsOf = (items: readonly ReadItem[]): string[] =>
  items.flatMap((item) =>
    item.type === 'problem' ? [`${item.problem.row} ${item.problem.rule}`] : [],
  );

const LAIT = 'Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n';

test('a row of the long file is a value of an indicator for an area and a period', async () => {
  const rows =
    'Thing,A thing\r\nof ours,2018 (Rev),Northbridge,7.0E-2,999,North\n'.replace(
      'A thing\r\nof ours',
      '"A thing\r\nof ours"',
    ) +
    'Thing,,2019,Barnet,-,302,Outer London\n' +
    'Thing,,2014-16,England,12.5,970,NA\n';
  assert.deepEqual(
    valuesOf(await read('long.csv', bytesOf(LAIT + rows))).map(({ row, ...rest }) => rest),
    [
      {
        indicator: 'Thing',
        indicatorLabel: 'A thing of ours',
        areaCode: '999',
        areaName: 'Northbridge',
        period: '2018',
        periodNote: 'revised',
        value: 0.07,
        mark: null,
      },
      {
        indicator: 'Thing',
        indicatorLabel: 'A thing of ours',
        areaCode: 'E09000003',
        areaName: 'Barnet',
        period: '2019',
        value: null,
        mark: '-',
      },
      {
        indicator: 'Thing',
        indicatorLabel: 'A thing of ours',
        areaCode: 'E92000001',
        areaName: 'England',
        period: '2014 to 2016',
        value: 12.5,
        mark: null,
      },
    ],
  );
});

test('a row without a period, value, indicator or with a cell missing is reported', async () => {
  const rows =
    'A,,0,Barnet,1,302,x\nA,,2019,Barnet,abc,302,x\n,,2019,Barnet,1,302,x\nA,,2019,Barnet\n' +
    'A,,2019,Barnet,1,302,x\n';
  const items = await read('long.csv', bytesOf(LAIT + rows));
  assert.deepEqual(faultsOf(items), [
    '2 date/period',
    '3 type/value',
    '4 structure/no-indicator',
    '5 structure/short-row',
  ]);
  assert.equal(valuesOf(items).length, 1);
});

const WIDE =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,' +
  'region_name,old_la_code,new_la_code,la_name,category,Things,Things_rate\n';

test('each measure of a published table is an indicator of its breakdown', async () => {
  const rows =
    '2024,Reporting year,National,E92000001,England,,,,,,Things in need,1230,5.1\n' +
    '2024,Reporting year,Regional,E92000001,England,E12000001,North East,,,,Things in need,40,c\n' +
    '202324,Academic year,Local authority,E92000001,England,x,y,815,E10000023,North Yorkshire,' +
    'Things in need,low,\n' +
    '2024,Reporting year,School,E92000001,England,,,,,,Things in need,1,2\n' +
    '2024,Reporting year,National,E92000001,England,,,,,,Things in need,many,1\n';
  const items = await read('b9.csv', bytesOf(WIDE + rows));
  // "many" makes Things a breakdown, as words do within the first rows; without it, a measure.
  assert.deepEqual(
    valuesOf(await read('b9.csv', bytesOf(WIDE + rows.replace(/.*many.*\n/, '')))).map((one) =>
      [one.indicator, one.areaCode, one.areaName, one.period, one.value, one.mark].join(' '),
    ),
    [
      'things-in-need/things E92000001 England 2024 1230 ',
      'things-in-need/things-rate E92000001 England 2024 5.1 ',
      'things-in-need/things E12000001 North East 2024 40 ',
      'things-in-need/things-rate E12000001 North East 2024  c',
      'things-in-need/things E06000065 North Yorkshire 2023-24  low',
    ],
  );
  assert.deepEqual(faultsOf(items), ['5 code/geographic-level']);
});

test('words in a measure beyond the first rows are reported', async () => {
  const row = '2024,Reporting year,National,E92000001,England,,,,,,Things,1,2\n';
  const text = WIDE + row.repeat(600) + row.replace(',1,2', ',many,2');
  const items = await read('b9.csv', bytesOf(text));
  assert.deepEqual(faultsOf(items), ['602 type/value']);
  assert.equal(valuesOf(items).length, 1201);
});

test('periods have one spelling, whatever the publication wrote', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['2024', '2024'],
    ['2015/16', '2015-16'],
    ['2016-17 (OT)', '2016-17'],
    ['1999-00', '1999-00'],
    ['202324', '2023-24'],
    ['2014-16', '2014 to 2016'],
    ['2013/14-15/16', '2013-14 to 2015-16'],
    ['2025 (prov)', '2025'],
    ['0', null],
    ['2016/18', null],
    ['2024 (guess)', null],
    ['', null],
  ];
  for (const [text, expected] of cases) {
    assert.equal(parseIndicatorPeriod(text)?.text ?? null, expected, text);
  }
  assert.equal(parseIndicatorPeriod('2013/14-15/16')?.endYear, 2016);
  assert.equal(parseIndicatorPeriod('2016-17 (OT)')?.note, 'outturn');
});

test('values and marks are told apart, and nothing else is either', () => {
  assert.deepEqual(publishedValue('7.0000000000000007E-2'), { value: 0.07, mark: null });
  assert.deepEqual(publishedValue(' 1,234.5 '), { value: 1234.5, mark: null });
  assert.deepEqual(publishedValue('LOW'), { value: null, mark: 'low' });
  for (const text of ['', 'n/a', '1,23', 'Infinity', '0x10', '=1+1', '1e999', '9'.repeat(400)]) {
    assert.equal(publishedValue(text), null, text);
  }
});

test('areas have one number and one code each', () => {
  assert.equal(new Set(educationAreas.map((area) => area.number)).size, educationAreas.length);
  assert.equal(new Set(educationAreas.map((area) => area.code)).size, educationAreas.length);
  assert.equal(educationAreas.filter((area) => area.kind === 'authority').length, 158);
  assert.ok(educationAreas.every((area) => /^\d{3}$/.test(area.number)));
  assert.ok(educationAreas.every((area) => /^E\d{8}$/.test(area.code) && area.name !== ''));
  assert.equal(areaByNumber('839')?.name, 'Bournemouth, Christchurch and Poole');
  assert.equal(areaByCode('E06000028')?.number, '837');
  assert.equal(areaByNumber('000'), null);
});

const folder = 'published-statistics';
const long = sharedData(`${folder}/lait/bds_long.csv.gz`);

test('the published long file is read whole', { skip: long.skip }, async () => {
  const items = await read('bds_long.csv.gz', createReadStream(long.path));
  const values = valuesOf(items);
  // Counted by another program: 641,070 rows, of which 170 have the period 0.
  assert.equal(values.length, 640_900);
  assert.equal(faultsOf(items).filter((fault) => fault.endsWith('date/period')).length, 170);
  assert.equal(faultsOf(items).length, 170);
  assert.equal(values.filter((one) => one.mark === '-').length, 93_713);
  assert.equal(new Set(values.map((one) => one.indicator)).size, 434);
  const keys = values.map((one) => `${one.indicator}|${one.areaCode}|${one.period}`);
  assert.equal(new Set(keys).size, keys.length, 'no two values of one area and period');
  assert.ok(values.every((one) => areaByCode(one.areaCode ?? '') !== null));
});

const dictionary = sharedData(`${folder}/lait/lait_data_dictionary.csv`);

test('the published dictionary defines every indicator of the long file', {
  skip: dictionary.skip,
}, async () => {
  const items = await read('lait_data_dictionary.csv', createReadStream(dictionary.path));
  const definitions = valuesOf(items);
  assert.equal(definitions.length, 434);
  assert.ok(definitions.every((one) => one.definition && one.value === null && one.period === ''));
  const of = (code: string) => definitions.find((one) => one.indicator === code)?.definition;
  assert.deepEqual(of('CIN'), {
    topic: 'Children in Need',
    polarity: null,
    unitLabel: 'Rate per 10,000',
    decimals: null,
    yearType: 'Annual',
  });
  assert.equal(of('InfMort')?.polarity, 'low');
  assert.deepEqual(
    faultsOf(items).map((fault) => fault.split(' ')[1]),
    ['structure/repeated-definition', 'structure/repeated-definition'],
  );
});

const tables = [
  // Values and marks, counted by another program.
  ['children-in-need/b1_children_in_need_2013_to_2024.csv', 31_083, 389],
  ['children-in-need/a1_cin_assessments_episodes_referrals_2013_to_2024.csv', 370, 170],
  ['children-in-need/c3_factors_identified_at_end_of_assessment_2018_to_2024.csv', 41_052, 4828],
  ['children-in-need/headline_figures_2013_to_2024.csv', 70, 2],
  ['looked-after/cla_number_and_rate_per_10k_children.csv', 7357, 158],
] as const;

for (const [name, numbers, marks] of tables) {
  const shared = sharedData(`${folder}/${name}`);
  test(`the published table ${name} is read whole`, { skip: shared.skip }, async () => {
    const items = await read(name, createReadStream(shared.path));
    const values = valuesOf(items);
    assert.deepEqual(faultsOf(items), []);
    assert.equal(values.filter((one) => one.value !== null).length, numbers);
    assert.equal(values.filter((one) => one.mark !== null).length, marks);
    const keys = values.map((one) => `${one.indicator}|${one.areaCode}|${one.period}`);
    assert.equal(new Set(keys).size, keys.length, 'no two values of one area and period');
  });
}

test('indicator files are recognised by their headings, packed or not', () => {
  const head = (text: string) => new TextEncoder().encode(text);
  assert.equal(dfeIndicatorsReader.recognise('x.csv', head(LAIT)), true);
  assert.equal(dfeIndicatorsReader.recognise('x.csv.gz', gzipSync(LAIT)), true);
  assert.equal(dfeIndicatorsReader.recognise('x.csv', head(WIDE)), true);
  assert.equal(dfeIndicatorsReader.recognise('x.csv', head('child id,dob\n')), false);
});

test('no bytes make the reader fail', async () => {
  const head = fc.constantFrom(LAIT, WIDE, 'Measure_short,Measure,Polarity\n', '');
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('2024', 'National', 'England', '302', '-', 'c', '"', '1E5', '\0'),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(head, rows, fc.boolean(), async (first, cells, packed) => {
      const text = first + cells.map((row) => row.join(',')).join('\n');
      const bytes = packed ? gzipSync(text) : new TextEncoder().encode(text);
      for (const item of await read('x.csv', bytesOf(bytes))) {
        if (item.type !== 'indicator') continue;
        const { value, mark } = item.indicator;
        assert.ok((value === null) !== (mark === null) || item.indicator.definition);
        assert.ok(value === null || Number.isFinite(value));
      }
    }),
    { numRuns: 300 },
  );
});
