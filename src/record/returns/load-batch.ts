import type { Tx } from '../../platform/index.ts';
import { saveAdviceCalls } from '../advice/advice-calls.store.ts';
import { saveIndicators, saveNeighbours } from '../indicators/indicators.store.ts';
import { rebuildLevels } from '../journey/rebuild-levels.ts';
import { saveAreaFacts } from '../places/areas.store.ts';
import { placeAddressesAnew, savePlaces } from '../places/places.store.ts';
import { settlePlaces } from '../places/settle-places.ts';
import { loadProvision } from '../provision/load-provision.ts';
import { saveSpend } from '../spend/spend.store.ts';
import { loadPeople, type PeopleLoad, type PeopleLoaded } from './load-people.ts';
import type { Problem, ReadItem } from './statement.ts';

/** What loading a batch did, and what it found doubtful. */
export interface BatchLoaded {
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly { readonly problem: Problem; readonly isQuarantined: boolean }[];
}

/** Loads the sound items of one batch, whatever they state, in the caller's transaction. */
export async function loadBatch(
  tx: Tx,
  batch: readonly ReadItem[],
  load: PeopleLoad & { readonly fileName: string },
): Promise<BatchLoaded> {
  const of = <T extends ReadItem['type']>(type: T) =>
    batch.filter((item): item is Extract<ReadItem, { type: T }> => item.type === type);
  const people = of('person').filter((item) => item.quarantine !== true);
  const counts: Record<string, number> = {};
  const note = (name: string, saved: { created: number; changed: number }) => {
    counts[`${name}Added`] = saved.created;
    counts[`${name}Changed`] = saved.changed;
  };
  const places = of('place').map((item) => item.place);
  const areas = of('areas').map((item) => item.areas);
  if (areas.length > 0) note('areas', await saveAreaFacts(tx, load, areas));
  if (places.length > 0) note('places', await savePlaces(tx, load, places));
  if (places.length > 0 || areas.length > 0) {
    await settlePlaces(tx, load);
    const moved = await placeAddressesAnew(tx, load.authorityId);
    await rebuildLevels(tx, load.authorityId, moved, load.rules);
  }
  const spend = of('spend').map((item) => item.spend);
  if (spend.length > 0) note('spendLines', await saveSpend(tx, load, spend));
  const indicators = of('indicator').map((item) => item.indicator);
  if (indicators.length > 0) note('indicatorValues', await saveIndicators(tx, load, indicators));
  const neighbours = of('neighbour').map((item) => item.neighbour);
  if (neighbours.length > 0) note('neighbours', await saveNeighbours(tx, load, neighbours));
  const calls = of('advice-call').map((item) => item.call);
  if (calls.length > 0) note('adviceCalls', await saveAdviceCalls(tx, load, calls));
  const provision = await provisionOf(tx, batch, load);
  if (provision !== null) note('services', provision);
  const doubts = (provision?.problems ?? []).map((problem) => ({ problem, isQuarantined: false }));
  if (people.length === 0) return { counts, problems: doubts };
  const loaded = await loadPeople(
    tx,
    load,
    people.map((item) => item.person),
  );
  const problems = [...doubts, ...doubtsOf(loaded, load.fileName)];
  return { counts: { ...counts, ...loaded.counts }, problems };
}

function provisionOf(
  tx: Tx,
  batch: readonly ReadItem[],
  load: PeopleLoad & { readonly fileName: string },
) {
  const rows = batch.flatMap((item) => (item.type === 'provision' ? [item.provision] : []));
  return rows.length === 0 ? null : loadProvision(tx, load, rows);
}

/** What messages call a sheet of a workbook. */
export function inSheet(file: string, sheet: string): string {
  return `${file}, sheet ${sheet}`;
}

const DOUBTS = {
  'birth-day-differs': {
    rule: 'identity/birth-day-differs',
    message:
      'An identifier of this row belongs to someone else on record, whose birth date or council ' +
      'id differs. The two were kept apart, so that twins and typing errors are never merged.',
    fix: 'Check the identifier in both records and correct the wrong one, then load again.',
  },
  'two-records': {
    rule: 'identity/two-records',
    message:
      'The identifiers of this row belong to two different people on record. The row was added ' +
      'to the one with the council id.',
    fix: 'Check whether the two records are one child; correct the identifiers, then load again.',
  },
} as const;

function doubtsOf(loaded: PeopleLoaded, file: string): BatchLoaded['problems'] {
  return loaded.doubts.map(({ row, sheet, doubt }) => ({
    problem: {
      file: sheet === null ? file : inSheet(file, sheet),
      row,
      field: null,
      severity: 'warning',
      ...DOUBTS[doubt],
    },
    isQuarantined: false,
  }));
}
