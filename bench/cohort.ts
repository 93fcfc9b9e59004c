import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type ModelInput,
  type ModelResult,
  modelInputOf,
  projectAsNow,
  publishedRates,
  resultHash,
  runModel,
  runPersons,
  runThreads,
  STATES,
  scenarioOf,
} from '../src/decide/index.ts';
import { DEFLATORS } from '../src/understand/index.ts';
import { type Row, RUNS, say, sayTiming, timeOf } from './measure.ts';

const SCENARIO = fileURLToPath(
  new URL('../demo/scenarios/family-support-400.yaml', import.meta.url),
);
const CHILDREN = 60_000;
const DRAWS = 10_000;

/** A scenario in matrix form, by two threads; a first answer by one; beside person by person. */
export const cohort: Row = {
  id: 'cohort',
  work: '10,000 draws of a 20-year scenario of 400 places, 60,000 children, in matrix form',
  aim: '1 s on two threads; a first answer (500 draws) in 300 ms; within 1% of person by person',
  run: async () => {
    const input = { ...scenarioInput(), draws: DRAWS };
    let result = runModel(input, { draws: 500 });
    sayTiming({
      label: 'first answer: 500 draws on one thread',
      runs: await timesOf(async () => {
        result = runModel(input, { draws: 500 });
      }),
    });
    const cold = await timeOf(() => runThreads(input, { threads: 2 }));
    say(`  10,000 draws on two threads that have to start first: ${cold.toFixed(0)} ms`);
    sayTiming({
      label: '10,000 draws on two threads',
      runs: await timesOf(async () => {
        result = await runThreads(input, { threads: 2 });
      }),
    });
    const alone = await runThreads(input, { threads: 1 });
    say(`  one thread gives the same bytes: ${resultHash(alone) === resultHash(result)}`);
    comparePersons(input);
  },
};

function scenarioInput(): ModelInput {
  const scenario = scenarioOf(readFileSync(SCENARIO, 'utf8'));
  const data = { rates: publishedRates(CHILDREN), priceBase: DEFLATORS.priceBase, mix: null };
  return modelInputOf({ ...scenario, years: 20 }, data);
}

async function timesOf(work: () => Promise<void>): Promise<number[]> {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await timeOf(work));
  return runs;
}

/** Draws of the comparison, and places enough that chance of single children is small. */
const COMPARED = { draws: 12, placesAYear: 40_000 };

/**
 * How far the means of both engines lie apart, draw by draw with the same assumptions: children in
 * care if nothing is done, and what a programme as large as can be tells of the difference.
 */
function comparePersons(input: ModelInput): void {
  const { draws, placesAYear } = COMPARED;
  const many = {
    ...input,
    draws,
    programmes: input.programmes.map((one) => ({ ...one, placesAYear, eligibleAYear: null })),
  };
  const persons = runPersons(many, { children: null, draws });
  const asNow = projectAsNow(input.rates, input.years, draws, input.seed);
  const now = careYears(asNow.states.map(({ state, byYear }) => ({ state, byYear })));
  const counted = yearsInCare(persons.without, draws).reduce(
    (sum, years) => sum + years / draws,
    0,
  );
  say(
    `  child-years in care, nothing done: matrix ${now.toFixed(0)}, persons ${counted.toFixed(0)}`,
  );
  say(`  apart: ${((100 * Math.abs(now - counted)) / counted).toFixed(2)}%`);
  const fewer = -careYears(runModel(many).states);
  const mean = -yearsInCare(persons.difference, draws).reduce(
    (sum, years) => sum + years / draws,
    0,
  );
  say(
    `  fewer with help for all who can be: matrix ${fewer.toFixed(0)}, persons ${mean.toFixed(0)}`,
  );
  say('  (that these agree within sampling error, run by run, is a test)');
}

const isCare = (state: string): boolean => state.startsWith('looked-after/');

function careYears(states: readonly Pick<ModelResult['states'][number], 'state' | 'byYear'>[]) {
  return states
    .filter(({ state }) => isCare(state))
    .flatMap(({ byYear }) => byYear.map(({ mean }) => mean))
    .reduce((sum, children) => sum + children, 0);
}

/** Child-years in care of each draw, from quarters by draw, year and state. */
function yearsInCare(quarters: Float64Array, draws: number): number[] {
  const size = quarters.length / draws;
  return Array.from({ length: draws }, (_, draw) =>
    quarters
      .subarray(draw * size, (draw + 1) * size)
      .reduce(
        (sum, own, at) => (isCare(STATES[at % STATES.length] ?? '') ? sum + own / 4 : sum),
        0,
      ),
  );
}
