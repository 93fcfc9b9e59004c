import { sql } from 'kysely';
import { systemActor } from '../../govern/index.ts';
import { type AuthorityId, day, financialYear } from '../../lib/index.ts';
import { asActor, type Database, generatedFile } from '../../platform/index.ts';
import {
  importFile,
  type PersonStatement,
  type ReadItem,
  type ReturnKind,
  type SpellStatement,
} from '../../record/index.ts';

/** One child of a hand-made journey; a spell is its code, first day, day after the last, kind. */
export interface Mover {
  readonly id: string;
  readonly born: string;
  readonly spells: readonly (readonly [
    code: string,
    start: string,
    end: string | null,
    kind?: SpellStatement['kind'],
  ])[];
  readonly isRestricted?: true;
}

/** Loads children as a return of one financial year would state them, and restricts some. */
export async function loadMovers(
  database: Database,
  authorityId: AuthorityId,
  { kind, startYear }: { readonly kind: ReturnKind; readonly startYear: number },
  movers: readonly Mover[],
): Promise<void> {
  const items = movers.map((mover, index): ReadItem => {
    return { type: 'person', person: statementOf(mover, index + 2), problems: [] };
  });
  await loadYear(database, authorityId, { kind, startYear }, items);
  const hidden = movers.filter((one) => one.isRestricted).map(({ id }) => id);
  await asActor(database, systemActor(authorityId), (tx) =>
    sql`
      insert into record.restriction (person_id, authority_id, reason, from_day, source_id)
      select known.person_id, known.authority_id, 'parent works here', '2020-01-01', known.source_id
      from record.person_identifier known where known.value = any(${hidden}::text[])
      on conflict do nothing`.execute(tx),
  );
}

/** Loads any items as the file of one kind and financial year. */
export async function loadYear(
  database: Database,
  authorityId: AuthorityId,
  { kind, startYear }: { readonly kind: ReturnKind; readonly startYear: number },
  items: readonly ReadItem[],
): Promise<void> {
  async function* read(): AsyncGenerator<ReadItem> {
    const asOf = day(`${startYear + 1}-03-31`);
    const header = { part: kind, year: financialYear(startYear), asOf, authorityCode: null };
    yield { type: 'file', header };
    yield* items;
  }
  await importFile(
    {
      database,
      actor: systemActor(authorityId),
      today: day(`${startYear + 1}-06-01`),
      readers: [{ kind, label: kind, recognise: () => true, read }],
    },
    generatedFile(`${kind}-${startYear}`, () => [`${kind} ${startYear} ${authorityId}`]),
  );
}

/** A ward in which so many children live. */
export function wardOf(children: number): ReadItem {
  return {
    type: 'place',
    place: {
      kind: 'ward',
      code: 'W0',
      name: 'Alder',
      withinCode: null,
      row: 2,
      population0to17: children,
      deprivationDecile: null,
      outline: null,
    },
  };
}

function statementOf(mover: Mover, row: number): PersonStatement {
  return {
    row,
    identifiers: [{ kind: 'la-child-id', value: mover.id }],
    birthDay: day(mover.born),
    names: [{ kind: 'legal', given: mover.id, family: 'Example' }],
    spells: mover.spells.map(([code, start, end, kind]) => ({
      kind: kind ?? 'status',
      code,
      startDay: day(start),
      endDay: end === null ? null : day(end),
      row,
    })),
    events: [],
  };
}
