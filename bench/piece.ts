import type { AgencyId, AuthorityId } from '../src/lib/index.ts';

/** Wards of the authority that is made for the benchmark. */
export const WARDS = 20;

/** Rows of a spell, level and event in which numbers decide all: the same on every machine. */
export interface Piece {
  readonly authorityId: AuthorityId;
  readonly sourceId: number;
  readonly firstWard: number;
  readonly firstPerson: number;
  readonly people: number;
  /** Who refers: council, health, police and schools. */
  readonly agencies: readonly AgencyId[];
}

/** Where journeys are written to: what the authority has before anyone is known to it. */
export type Ground = Pick<Piece, 'authorityId' | 'sourceId' | 'firstWard' | 'agencies'>;
