import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** A locality, with the children who live there and days at each level in the newest year. */
export interface AreaNeed {
  readonly code: string;
  readonly name: string;
  readonly children: number;
  readonly daysByLevel: Readonly<Record<string, number>>;
}

/** Localities with their need, from the roll-up by month and ward; sorted by name. */
export async function areaNeeds(tx: Tx): Promise<readonly AreaNeed[]> {
  const { rows } = await sql<{ code: string; name: string; children: number }>`
    select locality.code, locality.name,
      coalesce(sum(ward.population_0_to_17), 0)::bigint as children
    from record.place locality
    left join record.place ward on ward.authority_id = locality.authority_id
      and ward.within_id = locality.id and ward.kind = 'ward'
    where locality.authority_id = (select govern.authority()) and locality.kind = 'locality'
    group by locality.code, locality.name order by locality.name`.execute(tx);
  const days = await sql<{ code: string; level: string; days: number }>`
    select locality.code, activity.level, sum(activity.days)::bigint as days
    from record.place locality
    join record.place ward on ward.authority_id = locality.authority_id
      and ward.within_id = locality.id and ward.kind = 'ward'
    join record.level_month activity on activity.authority_id = locality.authority_id
      and activity.ward_id = ward.id
      and activity.month > (select max(newest.month) - interval '12 months'
        from record.level_month newest
        where newest.authority_id = (select govern.authority()))
    where locality.authority_id = (select govern.authority()) and locality.kind = 'locality'
    group by locality.code, activity.level`.execute(tx);
  return rows.map(({ code, name, children }) => ({
    code,
    name,
    children: Number(children),
    daysByLevel: Object.fromEntries(
      days.rows.filter((row) => row.code === code).map((row) => [row.level, Number(row.days)]),
    ),
  }));
}
