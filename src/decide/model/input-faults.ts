import type { CashStep, EffectInput, Likely, ModelInput, ProgrammeInput } from './model-input.ts';

/** By how much shares that sum to 1 may miss it: what rounding to a thousandth leaves. */
const HAIR = 0.005;

/**
 * What makes an input impossible to run, each a sentence; none for one that runs. Forms and files
 * have rules of their own before it: this is the last look, so that no nonsense becomes a number.
 */
export function inputFaults(input: ModelInput): string[] {
  const { years, programmes, prices, outcomes, cashSteps } = input;
  return [
    ...says(Number.isInteger(years) && years >= 1 && years <= 60, () => [
      `A run has 1 to 60 whole years, not ${years}.`,
    ]),
    ...prices.flatMap(({ code, pence, split }) => [
      ...rangeFaults(`The price ${code}`, pence),
      ...splitFaults(`The price ${code}`, split),
    ]),
    ...outcomes.flatMap((outcome) => [
      ...rangeFaults(`The chance of ${outcome.label}`, outcome.chanceAYear),
      ...outcome.prices.flatMap(({ code, pence, split }) => [
        ...rangeFaults(`The price ${code}`, pence),
        ...splitFaults(`The price ${code}`, split),
      ]),
    ]),
    ...cashSteps.flatMap(stepFaults),
    ...programmes.flatMap((programme) => programmeFaults(programme, input)),
  ];
}

const says = (isFine: boolean, faults: () => string[]): string[] => (isFine ? [] : faults());

function rangeFaults(what: string, { low, likely, high }: Likely): string[] {
  const isOrdered = low <= likely && likely <= high && Number.isFinite(high - low);
  return says(isOrdered, () => [`${what} goes from ${low} by ${likely} to ${high}.`]);
}

function splitFaults(what: string, split: Readonly<Record<string, number>>): string[] {
  const sum = Object.values(split).reduce((total, share) => total + share, 0);
  return says(Math.abs(sum - 1) <= HAIR, () => [`${what} is shared out to ${sum}, not to 1.`]);
}

function stepFaults({ states, childrenAStep, lagQuarters }: CashStep): string[] {
  const isFine = childrenAStep > 0 && Number.isInteger(lagQuarters) && lagQuarters >= 0;
  return says(isFine, () => [
    `A step of cash (${states.join(', ')}) takes ${childrenAStep} children and ` +
      `${lagQuarters} quarters.`,
  ]);
}

function programmeFaults(programme: ProgrammeInput, { outcomes }: ModelInput): string[] {
  const { name, cost, reach, engagement, retention, startsAfterYears } = programme;
  return [
    ...rangeFaults(`${name}: reach`, reach),
    ...rangeFaults(`${name}: who begin`, engagement),
    ...rangeFaults(`${name}: who stay`, retention),
    ...rangeFaults(`${name}: cost for each child`, cost.perPlace),
    ...rangeFaults(`${name}: fixed cost`, cost.fixedAYear),
    ...rangeFaults(`${name}: cost of setting up`, cost.setUp),
    ...splitFaults(`${name}: its cost`, cost.paidBy),
    ...says(Number.isInteger(startsAfterYears) && startsAfterYears >= 0, () => [
      `${name} starts after whole years, not after ${startsAfterYears}.`,
    ]),
    ...programme.effects.flatMap((effect) => [
      ...effectFaults(`${name}, effect "${effect.code}"`, effect),
      ...unknownOutcome(effect, outcomes),
    ]),
  ];
}

function effectFaults(what: string, effect: EffectInput): string[] {
  const { size, caution, lagQuarters, fullQuarters, fadeQuarters } = effect;
  const times = [lagQuarters, fullQuarters, fadeQuarters];
  return [
    ...says(size.kind === 'effect-size' || size.value > 0, () => [
      `${what}: a relative risk is above 0, not ${size.value}.`,
    ]),
    ...says(Number.isFinite(size.value) && size.standardError >= 0, () => [
      `${what}: its size is ${size.value} with an error of ${size.standardError}.`,
    ]),
    ...says(caution.reduction >= 0 && caution.reduction <= 1 && caution.inflation >= 1, () => [
      `${what}: caution takes ${caution.reduction} and widens ${caution.inflation} times.`,
    ]),
    ...says(
      times.every((quarters) => quarters >= 0 && Number.isFinite(quarters)),
      () => [`${what}: its times are ${times.join(', ')} quarters.`],
    ),
  ];
}

function unknownOutcome({ code, on }: EffectInput, outcomes: ModelInput['outcomes']): string[] {
  if (on.kind !== 'outcome' || outcomes.some((one) => one.code === on.outcome)) return [];
  return [`The effect "${code}" is on ${on.outcome}, which the input does not hold.`];
}
