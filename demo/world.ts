import { type Calibration, readCalibration, shareOf } from './calibration.ts';
import { makePeople, type People } from './families.ts';
import { makeJourneys } from './journeys.ts';
import type { Journeys } from './journey-types.ts';
import { drawMap, type NorthbridgeMap } from './map.ts';
import { makeSchooling, type Schooling } from './schools.ts';

/** The whole made-up authority, before any file of it is written. */
export interface World {
  readonly seed: number;
  readonly calibration: Calibration;
  readonly map: NorthbridgeMap;
  readonly people: People;
  readonly journeys: Journeys;
  readonly schooling: Schooling;
}

/** Makes the authority: the same seed and size always give the same world. */
export function makeWorld(seed: number, children: number): World {
  const calibration = readCalibration();
  const map = drawMap();
  const people = makePeople(seed, children, map, shareOf(calibration, 'multiple-maternities'));
  const journeys = makeJourneys(seed, people, map, calibration);
  const schooling = makeSchooling(people, journeys, map);
  return { seed, calibration, map, people, journeys, schooling };
}
