import { type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { Driver } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import {
  explained,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  wholeOrCell,
} from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { resultFigure } from './scenario-result.measure.ts';

const NAME = 'scenario-drivers';
const COLUMNS = ['at-low', 'at-high', 'information'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  'at-low': 'Net present value at its lowest',
  'at-high': 'Net present value at its highest',
  information: 'Value of knowing it',
};

/** Which assumptions move the result of a run most, each on its own. */
export const scenarioDriversMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What drives the result of a scenario',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    row: 'an assumption, as this finding names them',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    return wholeOrCell(findingOf(loaded), given, COLUMNS);
  },
});

/** Drivers of a run, those that move it most first. */
export function sortedDrivers({ found }: Pick<LoadedResult, 'found'>): readonly Driver[] {
  const swing = ({ atLow, atHigh }: Driver) => Math.abs(atHigh - atLow);
  return [...found.drivers].sort((a, b) => swing(b) - swing(a));
}

function findingOf(loaded: LoadedResult): Finding {
  const drivers = sortedDrivers(loaded);
  const [first] = drivers;
  return {
    id: figureId(NAME, { result: String(loaded.result.id) }),
    headline: first
      ? `What moves the result most: ${first.label.toLowerCase()}`
      : 'Nothing in doubt moves the result',
    subtitle: `${restsOn(loaded)}; one assumption at a time, all others at their middle`,
    rowHeading: 'Assumption',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: drivers.map((driver) => ({
      label: driver.label,
      figures: COLUMNS.map((column) => driverFigure(loaded, driver, column)),
    })),
    chart: 'none',
    notes: [
      'Lowest and highest are the ends of its range, about 5 and 95 in 100.',
      ...resultNotes(loaded),
    ],
  };
}

function driverFigure(loaded: LoadedResult, driver: Driver, column: Column): Figure {
  const parameters = { result: String(loaded.result.id), row: driver.code, column };
  const label = `${driver.label}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const base = { id: figureId(NAME, parameters), label, unit: 'pence' as const };
  const npv = () => [resultFigure(loaded, 'public', 'npv', true)];
  if (column === 'information') {
    const formula =
      'What would be gained on average by knowing this one thing before deciding, all else as ' +
      'unsure as it is.';
    const how = explained(false, formula, npv);
    const worth = driver.valueOfInformation;
    if (worth === null) return { ...base, value: null, absent: 'not-measured', how };
    return { ...base, value: Math.round(worth), low: 0, high: Math.round(worth), how };
  }
  const [end, value] =
    column === 'at-low' ? [driver.low, driver.atLow] : [driver.high, driver.atHigh];
  const ends = [driver.atLow, driver.atHigh].map(Math.round);
  return {
    ...base,
    value: Math.round(value),
    low: Math.min(...ends),
    high: Math.max(...ends),
    how: explained(
      false,
      `The net present value with this at ${shown(end)}, everything else at its middle. The ` +
        'range is that from one end of it to the other.',
      npv,
    ),
  };
}

function shown(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 4 });
}
