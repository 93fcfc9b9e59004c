import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type ModelInput,
  type ModelResult,
  modelInputOf,
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

/** How far the means of both engines lie apart, draw by draw with the same assumptions. */
function comparePersons(input: ModelInput): void {
  const draws = 40;
  const persons = runPersons({ ...input, draws }, { children: null, draws });
  const matrix = runModel({ ...input, draws });
  const [ours, theirs] = [careYearsOf(matrix), personCareYears(persons.difference, draws)];
  say(
    `  child-years less in care over 20 years, mean of ${draws} draws: matrix ${ours.toFixed(2)}`,
  );
  const apart = ((100 * Math.abs(ours - theirs)) / theirs).toFixed(2);
  say(`  person by person: ${theirs.toFixed(2)}, ${apart}% apart`);
}

const isCare = (state: string): boolean => state.startsWith('looked-after/');

function careYearsOf({ states }: ModelResult): number {
  return -states
    .filter(({ state }) => isCare(state))
    .flatMap(({ byYear }) => byYear.map(({ mean }) => mean))
    .reduce((sum, children) => sum + children, 0);
}

function personCareYears(difference: Float64Array, draws: number): number {
  let quarters = 0;
  for (const [place, change] of difference.entries()) {
    if (isCare(STATES[place % STATES.length] ?? '')) quarters -= change;
  }
  return quarters / 4 / draws;
}
