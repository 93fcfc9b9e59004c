import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { day } from '../../lib/index.ts';
import {
  codesOf,
  earlyHelpAgencies,
  earlyHelpClosures,
  earlyHelpDecisions,
  earlyHelpNeeds,
} from './early-help.codes.ts';
import { earlyHelpColumns, earlyHelpTemplate } from './early-help.columns.ts';
import { earlyHelpReader } from './early-help.reader.ts';
import type { PersonStatement, Problem, ReadItem } from './statement.ts';

const today = day('2026-11-01');

async function* bytesOf(content: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(content);
}

async function read(content: string): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  const input = { name: 'early_help.csv', chunks: bytesOf(content), today };
  for await (const item of earlyHelpReader.read(input)) items.push(item);
  return items;
}

const personsOf = (items: readonly ReadItem[]): PersonStatement[] =>
  items.flatMap((item) => (item.type === 'person' ? [item.person] : []));

const problemsOf = (items: readonly ReadItem[]): Problem[] =>
  items.flatMap((item) =>
    item.type === 'problem' ? [item.problem] : item.type === 'person' ? item.problems : [],
  );

const faultsOf = (items: readonly ReadItem[]): string[] =>
  problemsOf(items).map((one) => `${one.row} ${one.field} ${one.rule}`);

const HEADINGS = earlyHelpColumns.map((column) => column.heading);
const HEAD = `${HEADINGS.join(',')}\n`;

/** A row like the template's, with some cells different. */
function row(cells: Readonly<Record<string, string>> = {}): string {
  const unknown = Object.keys(cells).filter((heading) => !HEADINGS.includes(heading));
  assert.deepEqual(unknown, []);
  return `${earlyHelpColumns.map((one) => cells[one.heading] ?? one.example).join(',')}\n`;
}

test('the template reads back without a problem, as request, assessment and help', async () => {
  const items = await read(earlyHelpTemplate());
  assert.deepEqual(faultsOf(items), []);
  assert.deepEqual(personsOf(items), [
    {
      row: 2,
      identifiers: [{ kind: 'la-child-id', value: 'EH10001' }],
      birthDay: '2016-04-23',
      expectedBirthDay: null,
      sex: 'female',
      ethnicity: 'WBRI',
      names: [{ kind: 'legal', given: 'Wren', family: 'Ashdown' }],
      address: { postcode: 'NB1 2XY' },
      familyReference: 'FAM2001',
      spells: [
        {
          kind: 'status',
          code: 'targeted-early-help',
          startDay: '2024-10-09',
          endDay: '2025-02-20',
          endReason: 'needs-met',
          agencyKind: 'schools',
        },
      ],
      events: [
        {
          kind: 'early-help-request',
          code: 'schools',
          day: '2024-09-12',
          outcome: 'accepted',
          agencyKind: 'schools',
          detail: { decisionDay: '2024-09-16' },
        },
        {
          kind: 'early-help-assessment',
          code: null,
          day: '2024-10-02',
          agencyKind: 'schools',
          factors: [],
          detail: {
            themes: 'missing-school;parenting',
            needs: 'parenting;attendance',
            strengths: 'social-connections',
          },
        },
      ],
    },
  ]);
});

test('strengths are read by their codes; others are reported', async () => {
  const strengths = 'Settled at school;social-connections;luck';
  const items = await read(HEAD + row({ needs: '', strengths }));
  assert.deepEqual(personsOf(items)[0]?.events[1]?.detail, {
    strengths: 'settled-at-school;social-connections',
  });
  assert.deepEqual(faultsOf(items), ['2 strengths code/strength']);
});

test('needs may be codes of ours or factors of the census; others are reported', async () => {
  const items = await read(
    HEAD + row({ needs: '3B; Mental health;young_carer;gremlins;21', strengths: '' }),
  );
  const assessment = personsOf(items)[0]?.events[1];
  assert.deepEqual(assessment?.factors, ['3B', '21']);
  assert.deepEqual(assessment?.detail, {
    themes: 'domestic-abuse;mental-health',
    needs: 'mental-health;young-carer',
  });
  assert.deepEqual(faultsOf(items), ['2 needs code/need']);
});

test('without an assessment the needs stay with the request, and nothing is open', async () => {
  const [person] = personsOf(
    await read(
      HEAD +
        row({
          assessment_date: '',
          start_date: '',
          closure_date: '',
          closure_reason: '',
          status: 'waiting',
          decision: 'NFA',
          requested_by: 'Health visitor',
        }),
    ),
  );
  assert.deepEqual(person?.spells, []);
  assert.deepEqual(
    person?.events.map((event) => [event.kind, event.outcome, event.agencyKind]),
    [['early-help-request', 'no-further-action', 'health']],
  );
  assert.equal(person?.events[0]?.detail?.themes, 'missing-school;parenting');
});

test('a row about nobody or without any usable date is kept out', async () => {
  const items = await read(
    HEAD +
      row({ child_id: '' }) +
      row({ request_date: 'soon', assessment_date: '', start_date: '2031-01-01' }),
  );
  assert.deepEqual(personsOf(items), []);
  const errors = problemsOf(items).filter((problem) => problem.severity === 'error');
  assert.deepEqual(
    errors.map((one) => `${one.row} ${one.rule}`),
    ['2 structure/no-identifier', '3 structure/no-date'],
  );
});

test('help whose end cannot be known is not counted rather than left open', async () => {
  const items = await read(
    HEAD +
      row({ closure_date: '' }) +
      row({ closure_date: '2024-10-08' }) +
      row({ closure_date: 'spring', status: '' }) +
      row({ closure_date: '', status: 'open', closure_reason: '' }) +
      row({ status: 'open' }),
  );
  assert.deepEqual(
    personsOf(items).map((person) => person.spells.map((spell) => spell.endDay)),
    [[], [], [], [null], ['2025-02-20']],
  );
  assert.deepEqual(faultsOf(items), [
    '2 closure_date date/closed-without-date',
    '3 closure_date date/closure-before-start',
    '4 closure_date date/not-a-date',
    '4 closure_date date/closed-without-date',
    '6 status structure/open-but-closed',
  ]);
});

test('dates in the wrong order are reported, and wrong numbers match nobody', async () => {
  const items = await read(
    HEAD +
      row({
        assessment_date: '2024-09-01',
        decision_date: '2024-09-11',
        start_date: '2024-09-02',
      }) +
      row({ nhs_number: '1234567890', upn: 'X123', postcode: 'here', ethnicity: 'British' }) +
      row({ nhs_number: '943 476 5919', birth_date: '', expected_birth_date: '2027-01-15' }) +
      row({ birth_date: '2025-01-01', requested_by: 'wizard', decision: 'maybe' }),
  );
  assert.deepEqual(faultsOf(items), [
    '2 decision_date date/order',
    '2 assessment_date date/order',
    '2 start_date date/order',
    '3 nhs_number type/nhs-number',
    '3 upn type/upn',
    '3 ethnicity code/ethnicity',
    '3 postcode type/postcode',
    '5 birth_date date/before-birth',
    '5 requested_by code/unknown',
    '5 decision code/unknown',
  ]);
  const people = personsOf(items);
  assert.deepEqual(
    people[1]?.identifiers.map(({ kind }) => kind),
    ['la-child-id'],
  );
  assert.deepEqual(people[2]?.identifiers[1], { kind: 'nhs-number', value: '9434765919' });
  assert.equal(people[2]?.expectedBirthDay, '2027-01-15');
  assert.deepEqual(people[3]?.events[0]?.agencyKind, null);
});

test('every spelling of a code belongs to one code only', () => {
  for (const list of [earlyHelpAgencies, earlyHelpDecisions, earlyHelpClosures, earlyHelpNeeds]) {
    const spellings = list.flatMap((one) => [one.code, ...one.alsoWritten]);
    assert.equal(new Set(spellings).size, spellings.length);
    assert.equal(codesOf<unknown>(list).size, spellings.length);
  }
});

test('the file is known by its headings', () => {
  const head = new TextEncoder().encode(earlyHelpTemplate());
  assert.equal(earlyHelpReader.recognise('x.csv', head), true);
  const other = new TextEncoder().encode('child_id,dob,request\n');
  assert.equal(earlyHelpReader.recognise('early help.csv', other), false);
});

test('no cells make the reader fail, and no problem repeats a name', async () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 10 }).map((text) => text.replace(/[",\r\n]/g, '')),
    fc.constantFrom('2024-09-12', 'schools', 'closed', '3B;parenting', '=1+1', 'EH1'),
  );
  const rows = fc.array(fc.array(cell, { minLength: 22, maxLength: 22 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const text = HEAD + cells.map((one) => one.with(4, 'Quillfeather').join(',')).join('\n');
      for (const problem of problemsOf(await read(text))) {
        assert.doesNotMatch(problem.message + problem.fix, /Quillfeather/);
      }
    }),
    { numRuns: 300 },
  );
});

test('the page about the file explains every column and every code', () => {
  const page = new URL('../../../docs/returns/early-help.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  for (const { heading, explanation } of earlyHelpColumns) {
    assert.ok(text.includes(`| \`${heading}\` |`) && text.includes(explanation), heading);
  }
  for (const list of [earlyHelpAgencies, earlyHelpDecisions, earlyHelpClosures, earlyHelpNeeds]) {
    for (const { code, label } of list) {
      assert.ok(text.includes(`| \`${code}\` | ${label} |`), code);
    }
  }
});

test('the file knows up to the day that its first row states; without it, no day', async () => {
  const asOf = async (text: string) =>
    (await read(text)).flatMap((item) => (item.type === 'file' ? [item.header.asOf] : []));
  assert.deepEqual(await asOf(HEAD + row({ as_of_date: '31/03/2024' }) + row()), ['2024-03-31']);
  assert.deepEqual(await asOf(HEAD + row({ as_of_date: '' })), [null]);
  assert.deepEqual(await asOf(HEAD), [null]);
});
