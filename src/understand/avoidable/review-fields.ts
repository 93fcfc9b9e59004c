import { type CalendarDay, formatDay } from '../../lib/index.ts';
import { eventTitle, type PersonEvent, THEMES } from '../../record/index.ts';
import type { Answers } from './review.ts';
import { type ReviewForm, sideOf } from './review-form.ts';

/** A choice of a question. */
interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The codes of the eight themes. */
export const THEME_CODES: readonly string[] = THEMES.map(({ theme }) => theme);

const choices = (options: readonly { readonly code: string; readonly label: string }[]): Choice[] =>
  options.map(({ code, label }) => ({ value: code, text: label }));

/** How many moments of a journey are offered at most: the last before the entry. */
const MOMENTS = 40;

/** The questions of a form, with the events of the child's own journey among the moments. */
export function reviewFields(form: ReviewForm, events: readonly PersonEvent[]) {
  const nothing = { value: '', text: 'Select a moment' };
  return [
    {
      name: 'judgement',
      label: 'Could this entry to care have been avoided?',
      hint: 'Think of what was or could have been known at the time.',
      kind: 'radios',
      options: choices(form.judgements),
    },
    {
      name: 'extent',
      label: 'What would have come of it?',
      hint: 'Only if it could have been avoided.',
      kind: 'radios',
      options: choices(form.extents),
    },
    {
      name: 'help',
      label: 'What help was missing?',
      hint: 'Only if it could have been avoided. Select all that would have made the difference.',
      kind: 'checkboxes',
      options: choices(form.help),
    },
    {
      name: 'moment',
      label: 'When was that help needed?',
      hint: 'Only if it could have been avoided. Events of this journey stand below the others.',
      kind: 'select',
      options: [nothing, ...choices(form.moments), ...journeyMoments(form, events)],
    },
    {
      name: 'themes',
      label: 'What drove it?',
      hint: 'Select all that the record tells of.',
      kind: 'checkboxes',
      options: THEMES.map(({ theme, label }) => ({ value: theme, text: label })),
    },
    {
      name: 'offered',
      label: 'What help was there before?',
      kind: 'radios',
      options: choices(form.offered),
    },
    {
      name: 'confidence',
      label: 'How sure are you?',
      kind: 'radios',
      options: choices(form.confidences),
    },
    {
      name: 'reason',
      label: 'Why do you think so?',
      hint: 'This is kept with the record. Only people who may see this child read it.',
      kind: 'long',
      rows: 6,
    },
  ];
}

function journeyMoments(form: ReviewForm, events: readonly PersonEvent[]): Choice[] {
  const found = events.flatMap((event): Choice[] => {
    const moment = form.moments.find((one) => one.events.includes(event.kind));
    if (!moment) return [];
    const text = `${formatDay(event.day)}: ${eventTitle(event)}`;
    return [{ value: `${event.day}/${moment.code}`, text }];
  });
  const seen = new Set<string>();
  return found
    .filter(({ value }) => !seen.has(value) && seen.add(value))
    .slice(-MOMENTS)
    .toReversed();
}

/** Answers as the fields of the form hold them. */
export function fieldValues(answers: Answers): Readonly<Record<string, string | string[]>> {
  const { momentDay, moment } = answers;
  return {
    ...answers,
    momentDay: '',
    themes: [...answers.themes],
    help: [...answers.help],
    moment: momentDay === null ? moment : `${momentDay}/${moment}`,
  };
}

/** One review in words, line by line, for those who may read it. */
export function answerLines(answers: Answers, form: ReviewForm) {
  const words = (
    options: readonly { readonly code: string; readonly label: string }[],
    codes: readonly string[],
  ) => options.filter(({ code }) => codes.includes(code)).map(({ label }) => label);
  const themes = THEMES.map(({ theme, label }) => ({ code: theme, label }));
  const day = (of: CalendarDay | null) => (of === null ? '' : ` (${formatDay(of)})`);
  const line = (key: string, lines: readonly string[]) => ({
    key,
    lines: lines.length > 0 ? lines : ['Not answered'],
  });
  const judged = words(form.judgements, [answers.judgement]);
  const moment = words(form.moments, [answers.moment]).map((one) => one + day(answers.momentDay));
  const isYes = sideOf(answers.judgement, form) === 'avoidable';
  return [
    line('Could it have been avoided?', judged),
    ...(isYes
      ? [
          line('What would have come of it', words(form.extents, [answers.extent])),
          line('Help that was missing', words(form.help, answers.help)),
          line('When', moment),
        ]
      : []),
    line('What drove it', words(themes, answers.themes)),
    line('Help there was', words(form.offered, [answers.offered])),
    line('How sure', words(form.confidences, [answers.confidence])),
    line('Why', [answers.reason]),
  ];
}
