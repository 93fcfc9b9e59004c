import type { Citation, Unit } from '../../lib/index.ts';
import { causalConfidence, cautionOf, type Caution } from '../../understand/index.ts';
import type { Likely } from '../model/model-input.ts';
import { findOutcome } from '../model/model-reference.ts';
import { outcomesOf } from './model-input-of.ts';
import type { Scenario, ScenarioEffect, ScenarioProgramme } from './scenario.ts';

/** One thing that a scenario assumes, as it states it: pence, per cent, children or a size. */
export interface StatedAssumption {
  /** Names it within the scenario: `family-support/reach`, `family-support/effect:care`. */
  readonly code: string;
  readonly label: string;
  readonly value: Likely;
  readonly unit: Unit;
  /** What it is, in words. */
  readonly formula: string;
  /** Where it is from, apart from the scenario itself. */
  readonly citations: readonly Citation[];
  /** Whether a programme's cost follows from it. */
  readonly isCost: boolean;
  /** The programme of the evidence library that an effect is from. */
  readonly programme?: string;
}

// Standard errors on either side of the middle between which 90 of 100 values lie.
const NINETY = 1.6449;

/** Everything that a scenario assumes, in the order of its file. */
export function statedAssumptions(scenario: Scenario): readonly StatedAssumption[] {
  return [
    ...scenario.programmes.flatMap(ofProgramme),
    ...outcomesOf(scenario).map((code) => ofOutcome(scenario, code)),
  ];
}

function ofProgramme(programme: ScenarioProgramme): StatedAssumption[] {
  const { code, name, cost, uncovers, effects } = programme;
  const stated = (
    part: string,
    label: string,
    of: Pick<StatedAssumption, 'value' | 'unit' | 'formula'> & { readonly isCost?: boolean },
  ): StatedAssumption => ({
    code: `${code}/${part}`,
    label: `${name}: ${label}`,
    citations: [],
    isCost: false,
    ...of,
  });
  const percent = (part: string, label: string, value: Likely, formula: string) =>
    stated(part, label, { value, unit: 'percent', formula });
  const pounds = (part: string, label: string, of: Likely, formula: string) =>
    stated(part, label, { value: inPence(of), unit: 'pence', formula, isCost: true });
  const { placesAYear } = programme;
  const places = { low: placesAYear, likely: placesAYear, high: placesAYear };
  const ready = programme.rampPercent.map((one) => `${one}%`).join(', ');
  return [
    stated('places', 'places a year', {
      value: places,
      unit: 'children',
      formula: `Children who can begin in a year when all is ready; by year ${ready} of it is.`,
      isCost: true,
    }),
    percent('reach', 'how many it can reach', programme.reachPercent, WORDS.reach),
    percent('engagement', 'how many begin', programme.engagementPercent, WORDS.engagement),
    percent('retention', 'how many stay to the end', programme.retentionPercent, WORDS.retention),
    pounds('per-place', 'cost for each child', cost.perPlace, WORDS.perPlace),
    pounds('fixed', 'fixed cost a year', cost.fixedAYear, WORDS.fixed),
    pounds('set-up', 'cost of setting up', cost.setUp, WORDS.setUp),
    ...effects.flatMap((effect) => ofEffect(programme, effect)),
    ...(uncovers
      ? [percent('uncovers', 'hidden need it brings to light', uncovers.percent, WORDS.uncovers)]
      : []),
  ];
}

const WORDS = {
  reach: 'Of the children it is for in a year, those it can find and ask.',
  engagement: 'Of places offered, those in which a child begins.',
  retention: 'Of those who begin, those who stay to the end and gain.',
  perPlace: 'Paid for each child who begins.',
  fixed: 'Paid each year in which it runs, whatever the number who come.',
  setUp: 'Paid once, before the first child begins.',
  uncovers: 'Of those who begin, those whose hidden need comes to light: it costs first.',
} as const;

/** The caution that the evidence behind an effect asks for. */
export function cautionFor({ evidence }: Pick<ScenarioEffect, 'evidence'>): Caution {
  return cautionOf(causalConfidence(evidence.scheme, evidence.level));
}

function ofEffect(programme: ScenarioProgramme, effect: ScenarioEffect): StatedAssumption[] {
  const { code, evidence, deadweightPercent } = effect;
  const base = { citations: [citationOf(effect)], isCost: false };
  const value = rangeOf(effect);
  const one: StatedAssumption = {
    ...base,
    code: `${programme.code}/effect:${code}`,
    label: `${programme.name}: effect on ${code}`,
    value,
    unit: effect.relativeRisk === undefined ? 'number' : 'ratio',
    formula: effectWords(effect),
    ...(evidence.programme === undefined ? {} : { programme: evidence.programme }),
  };
  if (!deadweightPercent) return [one];
  return [
    one,
    {
      ...base,
      code: `${programme.code}/deadweight:${code}`,
      label: `${programme.name}: would have come anyway, effect on ${code}`,
      value: deadweightPercent,
      unit: 'percent',
      formula: `Taken off the effect, which was seen as ${evidence.scheme} ${evidence.level}.`,
    },
  ];
}

function effectWords(effect: ScenarioEffect): string {
  const { relativeRisk, effectSize, standardError, lagYears, fullYears, fadeYears } = effect;
  const { reduction, inflation } = cautionFor(effect);
  const size =
    relativeRisk === undefined
      ? `A standardised effect size of ${effectSize} (0 is no change)`
      : `A relative risk of ${relativeRisk} (1 is no change)`;
  const percent = Math.round(reduction * 100);
  const caution =
    reduction === 0 && inflation === 1
      ? 'The evidence asks for no caution.'
      : `Before use, the evidence takes ${percent}% off it and makes its error ${inflation} ` +
        'times as wide.';
  return (
    `${size}, standard error ${standardError}; it begins after ${lagYears} years, lasts ` +
    `${fullYears} at full strength and fades over ${fadeYears}. ${caution}`
  );
}

function rangeOf({ relativeRisk, effectSize = 0, standardError }: ScenarioEffect): Likely {
  const spread = NINETY * standardError;
  if (relativeRisk === undefined) {
    return { low: effectSize - spread, likely: effectSize, high: effectSize + spread };
  }
  const times = Math.exp(spread);
  return { low: relativeRisk / times, likely: relativeRisk, high: relativeRisk * times };
}

function citationOf({ evidence }: ScenarioEffect): Citation {
  return {
    title: evidence.source,
    publisher: evidence.programme ? `evidence library, ${evidence.programme}` : 'as stated here',
    locator: `${evidence.scheme}, level ${evidence.level}`,
    date: '',
  };
}

function ofOutcome(scenario: Scenario, code: string): StatedAssumption {
  const { label, chancePercent, source, why, checkedOn } = findOutcome(code);
  const own = scenario.outcomeChances[code];
  const published: Citation = {
    title: source ?? 'Our judgement: no published value is at hand',
    publisher: 'Headwater, reference/outcomes.yaml',
    locator: code,
    date: `checked on ${checkedOn}`,
  };
  return {
    code: `outcome:${code}`,
    label: `${label}: chance a year without help`,
    value: own ?? chancePercent,
    unit: 'percent',
    formula: own ? 'Stated by this scenario in place of the reference.' : why,
    citations: own ? [] : [published],
    isCost: false,
  };
}

function inPence({ low, likely, high }: Likely): Likely {
  const round = (pounds: number) => Math.round(pounds * 100);
  return { low: round(low), likely: round(likely), high: round(high) };
}
