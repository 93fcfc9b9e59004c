import { AGENCY_KIND_WORDS } from '../../govern/index.ts';
import { formatPence, pence } from '../../lib/index.ts';
import { changeOf, type Lever, LEVER_GROUPS, type LeverBook, type LeverGroup } from './lever.ts';
import type { Scenario, ScenarioProgramme } from './scenario.ts';
import type { FormValues } from './scenario-form.ts';
import { effectWords, programmeLevers, scenarioLevers } from './scenario-levers.ts';
import { statesInWords } from './scenario-words.ts';

/** Levers of one group with what they come to in a line. */
export interface ShownGroup {
  /** Id on the page. */
  readonly id: string;
  readonly text: string;
  readonly summary: string;
  readonly open: boolean;
  readonly levers: readonly Lever[];
}

/** Levers of one programme, or of the scenario as a whole. */
export interface ShownProgramme {
  readonly heading: string;
  readonly groups: readonly ShownGroup[];
}

/** Every lever of a scenario, by programme and group; groups that hold an error stand open. */
export function shownLevers(
  scenario: Scenario,
  book: LeverBook,
  wrong: readonly string[],
): ShownProgramme[] {
  const shown = (prefix: string, levers: readonly Lever[], sums: Summaries): ShownGroup[] =>
    LEVER_GROUPS.flatMap(({ code, text }) => {
      const own = levers.filter(({ group }) => group === code);
      const isWrong = own.some(({ name }) =>
        wrong.some((field) => field === name || field.startsWith(`${name}.`)),
      );
      const summary = sums[code] ?? '';
      const group = { id: `${prefix}-${code}`, text, summary, open: isWrong, levers: own };
      return own.length === 0 ? [] : [group];
    });
  return [
    ...scenario.programmes.map((programme, place) => ({
      heading: programme.name,
      groups: shown(
        `programme-${place}`,
        programmeLevers(programme, place, book),
        programmeSummaries(programme, book),
      ),
    })),
    {
      heading: 'The scenario as a whole',
      groups: shown('whole', scenarioLevers(scenario, book), scenarioSummaries(scenario)),
    },
  ];
}

/** Every lever of what is shown. */
export function allLevers(programmes: readonly ShownProgramme[]): Lever[] {
  return programmes.flatMap(({ groups }) => groups.flatMap(({ levers }) => levers));
}

/** A change in words: what is less than nothing is more. */
function fewer(change: number): string {
  return change < 0 ? `${percent(-change)} more` : `${percent(change)} fewer`;
}

/** The ends of a change; where one is more and one fewer, both words stand. */
function ends(low: number, high: number): string {
  const isOneWay = low >= 0 === high >= 0;
  if (isOneWay) return `${percent(Math.abs(low))} and ${percent(Math.abs(high))}`;
  return `${fewer(low)} and ${fewer(high)}`;
}

type Summaries = Readonly<Partial<Record<LeverGroup, string>>>;

/** One line for each group of a programme: what somebody who only skims must know. */
export function programmeSummaries(programme: ScenarioProgramme, book: LeverBook): Summaries {
  const { who, placesAYear, cost, effects, startsAfterYears, years } = programme;
  const payers = Object.entries(cost.paidBy).map(
    ([agency, share]) =>
      `${AGENCY_KIND_WORDS[agency as keyof typeof AGENCY_KIND_WORDS].toLowerCase()} ${share}%`,
  );
  const changes = effects.map((effect) => {
    const of = effectWords(effect, book);
    if (effect.relativeRisk === undefined) return `${of}: effect size ${effect.effectSize}`;
    const { low, likely, high } = changeOf(effect);
    return `${fewer(likely)} ${of} (between ${ends(low, high)})`;
  });
  const start = startsAfterYears === 0 ? 'From the first year' : `After ${startsAfterYears} years`;
  return {
    who:
      `${placesAYear.toLocaleString('en-GB')} places a year, ${statesInWords(who.states)}, ` +
      `aged ${who.ages[0]} to ${who.ages[1]}`,
    cost:
      `${poundsWords(cost.perPlace.likely)} for each child, ` +
      `${poundsWords(cost.fixedAYear.likely)} a year; paid by ${payers.join(', ')}`,
    change: changes.length === 0 ? 'No effect is stated: it only costs' : changes.join('; '),
    when: `${start}, children begin for ${years} ${years === 1 ? 'year' : 'years'}`,
  };
}

function scenarioSummaries({ rates, firstYear, years, draws }: Scenario): Summaries {
  return {
    change: rates === 'record' ? 'By our own record' : 'By published totals',
    when: `${years} years from ${firstYear}`,
    money: `${draws.toLocaleString('en-GB')} runs`,
  };
}

/** What a lever says, in words, for those who only read. */
export function leverWords(lever: Lever, values: FormValues): string {
  const { name, kind, prefix = '', suffix = '' } = lever;
  const text = (key: string) => [values[key] ?? ''].flat().join(', ');
  const unit = suffix.startsWith('%') ? suffix : suffix === '' ? '' : ` ${suffix}`;
  if (kind === 'range' || kind === 'change') {
    const [low, likely, high] = ['low', 'likely', 'high'].map((end) => text(`${name}.${end}`));
    const range = low === '' ? '' : `, between ${prefix}${low} and ${prefix}${high}`;
    return `${prefix}${likely}${unit}${range}`;
  }
  if (kind === 'ages') return `${text(`${name}.from`)} to ${text(`${name}.to`)}`;
  const chosen = (lever.options ?? []).filter(({ value }) =>
    kind === 'shares'
      ? text(`${name}.${value}`) !== ''
      : [values[name] ?? []].flat().includes(value),
  );
  if (kind === 'shares') {
    return chosen.map((one) => `${one.text} ${text(`${name}.${one.value}`)}%`).join(', ');
  }
  if (chosen.length > 0) return chosen.map((one) => one.text).join(', ');
  return `${prefix}${text(name)}${unit}`;
}

function poundsWords(amount: number): string {
  return formatPence(pence(Math.round(amount * 100)));
}

function percent(value: number): string {
  return `${String(value).replace('-', '−')}%`;
}
