import { adviceLineReader } from './advice-line.reader.ts';
import { annexAReader } from './annex-a.reader.ts';
import { cinCensusReader } from './cin-census.reader.ts';
import { councilSpendingReader } from './council-spending.reader.ts';
import { dfeIndicatorsReader } from './dfe-indicators.reader.ts';
import { earlyHelpReader } from './early-help.reader.ts';
import { earlyYearsReader } from './early-years.reader.ts';
import { placesReader } from './places.reader.ts';
import { policeReader } from './police.reader.ts';
import { provisionReader } from './provision.reader.ts';
import { schoolCensusReader } from './school-census.reader.ts';
import { servicesReceivedReader } from './services-received.reader.ts';
import { ssda903Reader } from './ssda903.reader.ts';
import type { ReturnReader } from './statement.ts';
import { statisticalNeighboursReader } from './statistical-neighbours.reader.ts';
import { youthJusticeReader } from './youth-justice.reader.ts';

/** Every kind of file that can be read, in the order in which a file is tried against them. */
export const READERS: readonly ReturnReader[] = [
  cinCensusReader,
  ssda903Reader,
  earlyHelpReader,
  earlyYearsReader,
  policeReader,
  youthJusticeReader,
  annexAReader,
  schoolCensusReader,
  adviceLineReader,
  councilSpendingReader,
  // Before provision, whose columns it has too.
  servicesReceivedReader,
  provisionReader,
  statisticalNeighboursReader,
  dfeIndicatorsReader,
  placesReader,
];
