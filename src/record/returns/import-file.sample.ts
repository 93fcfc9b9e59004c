import type { TestAuthority } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { type Database, generatedFile } from '../../platform/index.ts';
import { type ImportContext, importFile } from './import-file.ts';
import type {
  EventStatement,
  PersonStatement,
  ReadItem,
  ReturnHeader,
  ReturnInput,
  ReturnKind,
  ReturnReader,
  SpellStatement,
} from './statement.ts';

const TODAY = day('2026-06-01');
const BORN = day('2015-02-03');

/** Reads a file whose lines are the items themselves: a test says exactly what it states. */
export const itemReader = (kind: ReturnKind): ReturnReader => ({
  kind,
  label: 'Items, one a line',
  recognise: (name) => name.startsWith(kind),
  async *read({ chunks }: ReturnInput): AsyncIterable<ReadItem> {
    let text = '';
    for await (const chunk of chunks) text += Buffer.from(chunk).toString('utf8');
    for (const line of text.split('\n').filter(Boolean)) yield JSON.parse(line) as ReadItem;
  },
});
const READERS = (['cin-census', 'ssda903', 'annex-a', 'places'] as const).map(itemReader);

/** What a file says of itself: the day up to which it knows, and what else is given. */
export function header(asOf: string, facts: Partial<ReturnHeader> = {}): ReadItem {
  return {
    type: 'file',
    header: { part: 'all', year: null, asOf: day(asOf), authorityCode: null, ...facts },
  };
}

/** A row about one child, known by a council id, who was born on 3 February 2015. */
export function child(id: string, facts: Partial<PersonStatement> = {}): ReadItem {
  const person = {
    row: Number(id) || 1,
    identifiers: [{ kind: 'la-child-id' as const, value: id }],
    birthDay: BORN,
    spells: [],
    events: [],
    ...facts,
  };
  return { type: 'person', person, problems: [] };
}

/** A status from one day up to another; null while it is open. */
export function spell(code: string, startDay: string, endDay: string | null): SpellStatement {
  return {
    kind: 'status',
    code,
    startDay: day(startDay),
    endDay: endDay === null ? null : day(endDay),
  };
}

/** A file of items. */
export const file = (name: string, items: readonly ReadItem[]) =>
  generatedFile(name, () => items.map((item) => `${JSON.stringify(item)}\n`));

/** Loads a file into an authority's record, as of 1 June 2026. */
export function load(
  database: Database,
  authority: TestAuthority,
  of: ReturnType<typeof file>,
  more: Partial<ImportContext> = {},
) {
  const actor = systemActor(authority.authorityId);
  return importFile({ database, actor, today: TODAY, readers: READERS, ...more }, of);
}

/** A census of some children who differ in all that a return can state. */
export function census(children: number): ReadItem[] {
  const places: ReadItem[] = ['W1', 'W2'].map((code, index) => ({
    type: 'place',
    place: {
      row: index + 1,
      kind: 'ward',
      code,
      name: code,
      withinCode: null,
      population0to17: 1000,
      populationByAge: { '0-4': 300, '5-10': 300, '11-15': 300, '16-17': 100 },
      deprivationDecile: null,
      outline: null,
    },
  }));
  const people = Array.from({ length: children }, (_, index) => {
    const start = `2025-0${(index % 9) + 1}-11`;
    const events: EventStatement[] = [
      { kind: 'referral', code: '1A', day: day(start), outcome: 'accepted' },
      { kind: 'assessment', code: null, day: day(start), factors: ['3A'] },
    ];
    return child(String(index + 1), {
      spells: [
        spell('child-in-need', start, index % 3 === 0 ? null : '2026-01-20'),
        ...(index % 4 === 0 ? [spell('protection-plan', '2025-11-02', '2026-02-01')] : []),
      ],
      events,
      detail: { unaccompanied: '1' },
      sex: index % 2 === 0 ? 'female' : 'male',
      familyReference: `F${index % 5}`,
      names: [{ kind: 'legal', given: `Given${index}`, family: 'Family' }],
      address: { postcode: `NB1 ${index % 10}AA`, fromDay: day('2020-01-01') },
    });
  });
  return [header('2026-03-31'), ...places, ...people];
}
