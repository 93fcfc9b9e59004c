import { AGENCY_KIND_WORDS, AGENCY_KINDS } from '../../govern/index.ts';
import { causalConfidence, cautionOf, isRating, schemeOf } from '../../understand/index.ts';
import { type Likely, STATES } from '../model/model-input.ts';
import type { ModelDefaults } from '../model/model-defaults-file.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import { strongerThanStudies } from './beyond-studies.ts';
import type { Lever, LeverBook, LeverSource } from './lever.ts';
import type { Scenario, ScenarioEffect, ScenarioProgramme } from './scenario.ts';
import { statesInWords } from './scenario-words.ts';

/** Levers of the scenario as a whole; names begin at its root. */
export function scenarioLevers(scenario: Scenario, book: LeverBook): Lever[] {
  const { discounts, defaults } = book;
  const schedules = [...discounts.schedules.values()].filter(({ gains }) => gains === 'all');
  const money = { group: 'money', kind: 'select', source: 'Library' } as const;
  return [
    {
      name: 'rates',
      group: 'change',
      kind: 'select',
      label: 'How children move between levels of help today',
      hint: 'From your own loaded journeys, or from published totals where there are none.',
      options: [
        { value: 'record', text: 'Our own record' },
        { value: 'published', text: 'Published totals' },
      ],
      source: scenario.rates === 'record' ? 'Local' : 'Library',
    },
    {
      name: 'firstYear',
      group: 'when',
      kind: 'text',
      label: 'First financial year',
      hint: 'Written like 2026-27.',
      source: null,
    },
    {
      name: 'years',
      group: 'when',
      kind: 'number',
      label: 'How many years to look ahead',
      hint: 'Children helped today may cost less for long; ten years show most of it.',
      suffix: 'years',
      source: null,
    },
    {
      ...money,
      name: 'discount',
      label: 'What later money is worth today',
      hint: 'Treasury rules; editions in dispute can be tried out.',
      options: schedules.map(({ code, label }) => ({ value: code, text: label })),
    },
    {
      ...money,
      name: 'overlap',
      label: 'Benefits that may be the same money',
      hint: explained(defaults, 'overlap'),
      options: [
        { value: 'largest', text: 'Count only the larger' },
        { value: 'range', text: 'Anything from the smallest to the largest' },
        { value: 'sum', text: 'Add them up' },
      ],
    },
    ...defaults.cashSteps.map(
      (step): Lever => ({
        name: `cashSteps.${step.code}`,
        group: 'money',
        kind: 'number',
        label: `Children fewer at once before money is free: ${statesInWords(step.states)}`,
        hint: `${step.words} ${step.why}`,
        suffix: 'children',
        source: step.states.some((state) => scenario.cashSteps[state] !== undefined)
          ? 'Your estimate'
          : 'Library',
        startingValue: [step.childrenAStep],
      }),
    ),
    {
      name: 'draws',
      group: 'money',
      kind: 'number',
      label: 'How many runs',
      hint: 'More runs make the ends of ranges steadier and take longer.',
      suffix: 'runs',
      source: null,
    },
  ];
}

/** Levers of one programme; names begin with `programmes.` and its place. */
export function programmeLevers(
  programme: ScenarioProgramme,
  place: number,
  book: LeverBook,
): Lever[] {
  const { defaults } = book;
  const at = (path: string) => `programmes.${place}.${path}`;
  const share = (path: string, code: string, value: Likely): Lever => ({
    name: at(path),
    group: 'who',
    kind: 'range',
    ...fromLibrary(defaults, code, [value.low, value.likely, value.high]),
    suffix: '%',
  });
  return [
    {
      name: at('name'),
      group: 'who',
      kind: 'text',
      label: 'What it is called',
      hint: '',
      source: null,
    },
    {
      name: at('who.states'),
      group: 'who',
      kind: 'checkboxes',
      label: 'Children who are',
      hint: '',
      options: STATES.filter((state) => state !== 'adult').map((state) => ({
        value: state,
        text: STATE_LABELS[state],
      })),
      source: null,
    },
    { name: at('who.ages'), group: 'who', kind: 'ages', label: 'Aged', hint: '', source: null },
    {
      name: at('placesAYear'),
      group: 'who',
      kind: 'number',
      label: 'Places',
      hint: 'Children who can begin in a year when it is fully running.',
      suffix: 'children a year',
      source: 'Your estimate',
    },
    share('reachPercent', 'reach', programme.reachPercent),
    share('engagementPercent', 'engagement', programme.engagementPercent),
    share('retentionPercent', 'retention', programme.retentionPercent),
    ...costLevers(at),
    ...programme.effects.flatMap((effect, index) =>
      effectLevers(effect, at(`effects.${index}`), { book, programme }),
    ),
    ...(programme.uncovers
      ? [
          {
            ...share('uncovers.percent', 'uncovers', programme.uncovers.percent),
            group: 'change' as const,
          },
        ]
      : []),
    ...timeLevers(programme, at, defaults),
  ];
}

function timeLevers(
  programme: ScenarioProgramme,
  at: (path: string) => string,
  defaults: ModelDefaults,
): Lever[] {
  return [
    {
      name: at('startsAfterYears'),
      group: 'when',
      kind: 'number',
      label: 'Starts after',
      hint: 'Nought is in the first year.',
      suffix: 'years',
      source: 'Your estimate',
    },
    {
      name: at('years'),
      group: 'when',
      kind: 'number',
      label: 'Children begin for',
      hint: 'For how many years new children are taken in.',
      suffix: 'years',
      source: 'Your estimate',
    },
    {
      name: at('rampPercent'),
      group: 'when',
      kind: 'list',
      ...fromLibrary(defaults, 'ramp', programme.rampPercent),
      suffix: '%',
    },
  ];
}

function costLevers(at: (path: string) => string): Lever[] {
  const cost = (path: string, label: string, hint: string): Lever => ({
    name: at(`cost.${path}`),
    group: 'cost',
    kind: 'range',
    label,
    hint,
    prefix: '£',
    source: 'Your estimate',
  });
  return [
    cost('perPlace', 'For each child who begins', 'All that one more child adds.'),
    cost('fixedAYear', 'Fixed, each year', 'A manager, a building: there however many come.'),
    cost('setUp', 'To set it up, once', 'Hiring, training, equipment, before anybody begins.'),
    {
      name: at('cost.paidBy'),
      group: 'cost',
      kind: 'shares',
      label: 'Who pays, per cent',
      hint: 'Sums to 100. Leave out who pays nothing.',
      suffix: '%',
      options: AGENCY_KINDS.map((kind) => ({ value: kind, text: AGENCY_KIND_WORDS[kind] })),
      source: 'Your estimate',
    },
    {
      name: at('cost.kind'),
      group: 'cost',
      kind: 'select',
      label: 'How it is paid',
      hint: '',
      options: [
        { value: 'cash', text: 'New money, such as a contract or new staff' },
        { value: 'capacity', text: 'Time of staff who are there already' },
      ],
      source: 'Your estimate',
    },
  ];
}

function effectLevers(
  effect: ScenarioEffect,
  name: string,
  { book, programme }: { readonly book: LeverBook; readonly programme: ScenarioProgramme },
): Lever[] {
  const of = effectWords(effect, book);
  const { source, ...rated } = evidenceOf(effect);
  const size: Lever[] =
    effect.relativeRisk === undefined
      ? [
          {
            name: `${name}.effectSize`,
            group: 'change',
            kind: 'number',
            label: `Effect size: ${of}`,
            hint: 'Standardised; below 0 is less of it. 0.2 is small, 0.5 middling.',
            source,
            ...rated,
          },
          {
            name: `${name}.standardError`,
            group: 'change',
            kind: 'number',
            label: `Its standard error: ${of}`,
            hint: 'How far studies like this one would differ by chance.',
            source,
          },
        ]
      : [
          {
            name: `${name}.change`,
            group: 'change',
            kind: 'change',
            label: `How much less of this: ${of}`,
            hint:
              'For children who stay to the end, beside the same children without it. Below 0 is ' +
              'more of it. The range is kept as an even spread around the likely value.',
            suffix: '% less',
            source,
            ...rated,
          },
        ];
  const time = (path: 'lagYears' | 'fullYears' | 'fadeYears', code: string): Lever => {
    const lever = book.defaults.levers.get(code);
    const likely = lever?.numbers[1];
    return {
      name: `${name}.${path}`,
      group: 'when',
      kind: 'number',
      label: `${lever?.label ?? code}: ${programme.effects.length > 1 ? of : programme.name}`,
      hint: explained(book.defaults, code),
      suffix: 'years',
      source: likely === effect[path] ? 'Library' : 'Your estimate',
      ...(likely === undefined ? {} : { startingValue: [likely] }),
    };
  };
  return [
    ...size,
    ...(effect.deadweightPercent === undefined
      ? []
      : [
          {
            name: `${name}.deadweightPercent`,
            group: 'change' as const,
            kind: 'range' as const,
            label: `Would have come about anyway: ${of}`,
            hint: 'Asked only because nobody compared with children without it.',
            suffix: '%',
            source,
          },
        ]),
    time('lagYears', 'lag'),
    time('fullYears', 'full'),
    time('fadeYears', 'fade'),
  ];
}

/** What an effect acts on, in words: `moves into care`, or the outcome's label. */
export function effectWords({ on }: ScenarioEffect, book: Pick<LeverBook, 'outcomeLabel'>): string {
  if (!('outcome' in on)) return `moves into ${statesInWords(on.to)}`;
  const label = book.outcomeLabel(on.outcome);
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function evidenceOf(
  effect: ScenarioEffect,
): Pick<Lever, 'evidence' | 'evidenceHref' | 'warning'> & { readonly source: LeverSource } {
  const { evidence } = effect;
  const beyond = strongerThanStudies(effect);
  const isLocal = evidence.scheme.startsWith('local');
  const source = evidence.programme !== undefined ? 'Library' : isLocal ? 'Local' : 'Your estimate';
  const { programme } = evidence;
  return {
    source,
    evidence: `${evidence.source.replace(/\.$/, '')}. ${ratingWords(evidence)}`,
    ...(beyond === null ? {} : { warning: `This is ${beyond}` }),
    ...(programme === undefined ? {} : { evidenceHref: `/evidence/${programme}` }),
  };
}

/** How an effect is rated, and what the model does for it: seen, so that nobody is surprised. */
export function ratingWords({ scheme, level }: ScenarioEffect['evidence']): string {
  if (!isRating({ scheme, level })) return `Rated ${level} by ${scheme}.`;
  const { reduction, inflation } = cautionOf(causalConfidence(scheme, level));
  const rated = `Rated ${level}: ${schemeOf(scheme).label}.`;
  if (reduction === 0 && inflation === 1) return `${rated} Counted as it is stated.`;
  const counted = Math.round((1 - reduction) * 100);
  return (
    `${rated} With such evidence the model counts ${counted}% of the effect, and takes its ` +
    `standard error ${inflation} times.`
  );
}

function explained({ levers }: ModelDefaults, code: string): string {
  const lever = levers.get(code);
  return lever ? `${lever.words} ${lever.why}` : '';
}

function fromLibrary(
  defaults: ModelDefaults,
  code: string,
  value: readonly number[],
): Pick<Lever, 'label' | 'hint' | 'source' | 'startingValue'> {
  const lever = defaults.levers.get(code);
  if (!lever) return { label: code, hint: '', source: 'Your estimate' };
  const isSame =
    lever.numbers.length === value.length && lever.numbers.every((one, i) => one === value[i]);
  return {
    label: lever.label,
    hint: `${lever.words} ${lever.why}`,
    source: isSame ? 'Library' : 'Your estimate',
    startingValue: lever.numbers,
  };
}
