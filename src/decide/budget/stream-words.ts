import { LEVEL_LABELS, LEVELS, THEMES } from '../../record/index.ts';
import type { CarryOver, PaidClass, PaidLevel, StreamKind, Use } from './streams.ts';

/** Where money comes from, in words. */
export const STREAM_KIND_WORDS: Readonly<Record<StreamKind, string>> = {
  grant: 'Grant of the government',
  own: 'The council’s own budget',
  reserve: 'Reserves',
  partner: 'Money of a partner agency',
  charity: 'Charity or endowment',
  investor: 'Investor',
};

/** Whether help comes before a plan or care, in words. */
export const PAID_CLASS_WORDS: Readonly<Record<PaidClass, string>> = {
  early: 'Early help, before a plan or care',
  late: 'Late help: a plan, care and what follows',
};

/** What money is spent on, in words. */
export const USE_WORDS: Readonly<Record<Use, string>> = {
  running: 'Staff and running costs',
  capital: 'Buildings and equipment',
};

/** What may be done with what is left at the end of a year, in words. */
export const CARRY_OVER_CHOICES: Readonly<Record<CarryOver, string>> = {
  none: 'Nothing: it lapses',
  percent: 'A share of it may be carried over',
  'with-permission': 'It may be carried over if the giver allows it',
  all: 'All of it may be carried over',
};

/** Levels of help that money may be tied to, from the lowest. */
export const PAID_LEVELS: readonly PaidLevel[] = [
  'universal',
  'targeted-early-help',
  'child-in-need',
  'child-protection',
  'looked-after',
  'leaving-care',
];

/** A level of help in words. */
export function paidLevelWords(level: PaidLevel): string {
  return level === 'universal' ? 'Help for everyone' : LEVEL_LABELS[level];
}

/** The choices of a form. */
export const LEVEL_CHOICES = PAID_LEVELS.map((value) => ({ value, text: paidLevelWords(value) }));

/** The themes as choices of a form. */
export const THEME_CHOICES = THEMES.map(({ theme, label }) => ({ value: theme, text: label }));

/** Words as choices of a form. */
export function choicesFrom<K extends string>(words: Readonly<Record<K, string>>) {
  return Object.entries<string>(words).map(([value, text]) => ({ value, text }));
}

/** What money is tied to, in a sentence. */
export function fenceWords(of: {
  readonly levels: readonly PaidLevel[];
  readonly themes: readonly string[];
}): string {
  const levels = of.levels.map((one) => paidLevelWords(one).toLowerCase());
  const themes = of.themes.map(
    (code) => THEMES.find(({ theme }) => theme === code)?.label.toLowerCase() ?? code,
  );
  const parts = [
    ...(levels.length > 0 ? [`levels: ${levels.join(', ')}`] : []),
    ...(themes.length > 0 ? [`themes: ${themes.join(', ')}`] : []),
  ];
  return parts.length === 0 ? 'Not tied to a level or theme' : `Only ${parts.join('; ')}`;
}

/** Whether a text is one of the levels that the record derives, or universal. */
export function isPaidLevel(text: string): text is PaidLevel {
  return text === 'universal' || LEVELS.some((one) => one === text);
}
