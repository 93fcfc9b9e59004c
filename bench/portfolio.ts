import { random } from '../src/lib/index.ts';
import { choose, type Limit, loadSolver, type Option, type Problem } from '../src/decide/index.ts';
import { type Row, RUNS, say, sayTiming, timeOf } from './measure.ts';

const PROGRAMMES = 200;
const AREAS = 20;
const GAP = 0.005;
/** Pence in a thousand pounds. */
const THOUSAND = 100_000;

/** Programmes of made-up cost and value for areas of different need: the same on every machine. */
function problemOf(seed: number): Problem {
  const chance = random(seed);
  const names = Array.from({ length: PROGRAMMES }, (_, at) => `programme-${at}`);
  const areas = Array.from({ length: AREAS }, (_, at) => ({
    code: `area-${at}`,
    need: 0.5 + chance.next(),
  }));
  const options = names.flatMap((programme): Option[] => {
    const cost = chance.int(20, 400) * THOUSAND;
    const gain = 0.6 + 1.4 * chance.next();
    const places = chance.int(2, 20) * 5;
    return areas.map(({ code, need }) => ({
      programme,
      area: code,
      places,
      posts: { worker: places / 12 },
      costByYear: [cost, cost, cost],
      values: Float64Array.of(cost * 3 * (gain * need * (0.8 + 0.4 * chance.next()) - 0.5)),
    }));
  });
  const money = 40_000 * THOUSAND;
  const limits: Limit[] = [
    { kind: 'money', stream: 'council', byYear: [money, money, money] },
    { kind: 'posts', staff: 'worker', most: 900 },
    ...names.map((programme): Limit => ({ kind: 'places', programme, most: 400 })),
    ...areas.map(({ code }): Limit => ({ kind: 'area', area: code, least: 200 })),
  ];
  const programmes = names.map((code) => ({ code, themes: [], paidFrom: ['council'] }));
  return { years: 3, options, programmes, limits, synergies: [], cautious: 0 };
}

/** The best use of money over many programmes and areas, within budget, places and equity. */
export const portfolio: Row = {
  id: 'portfolio',
  work: `${PROGRAMMES} programmes x ${AREAS} areas, with budget, places and equity limits`,
  aim: '0.5 s to a gap of 0.5%',
  run: async () => {
    const highs = await loadSolver();
    const runs: number[] = [];
    let bought = 0;
    for (let run = 0; run <= RUNS; run += 1) {
      const problem = problemOf(run + 1);
      const time = await timeOf(async () => {
        const found = choose(highs, problem, { gap: GAP, seconds: 30 });
        bought = found?.chosen.length ?? 0;
      });
      if (run > 0) runs.push(time);
    }
    sayTiming({ label: 'written, solved and read, another problem each time', runs });
    say(`  ${bought} of ${PROGRAMMES * AREAS} bought in the last`);
  },
};
