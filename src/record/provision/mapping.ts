import {
  type AccountId,
  addDays,
  type AgencyId,
  type CalendarDay,
  daysBetween,
  type FinancialYear,
  formatDay,
  formatFinancialYear,
  type MappingRequestId,
} from '../../lib/index.ts';
import { PROVISION_RULES } from './provision-rules.ts';

/** Where a mapping request stands; that it is overdue is worked out from its due day. */
export type RequestStatus =
  | 'asked'
  | 'opened'
  | 'part-answered'
  | 'answered'
  | 'declined'
  | 'withdrawn';

/** What the council asks one agency to map. */
export interface MappingRequest {
  readonly id: MappingRequestId;
  readonly agencyId: AgencyId;
  readonly agencyName: string;
  /** The account of the named person, where they have one. */
  readonly accountId: AccountId | null;
  readonly personName: string;
  readonly personEmail: string;
  /** What is asked, in the council's words. */
  readonly asked: string;
  /** The financial year whose money is asked for. */
  readonly year: FinancialYear;
  readonly dueDay: CalendarDay;
  readonly status: RequestStatus;
  /** What was said with the answer, or why it was declined or withdrawn. */
  readonly answerNote: string;
  readonly askedBy: string;
  readonly askedDay: CalendarDay;
  /** Services that the answer told of so far, and drafts that wait to be sent. */
  readonly answers: number;
  readonly drafts: number;
}

/** Whether an answer is still awaited. */
export function isOpen({ status }: Pick<MappingRequest, 'status'>): boolean {
  return status === 'asked' || status === 'opened' || status === 'part-answered';
}

/** Whether the due day has passed without an answer. */
export function isOverdue(
  request: Pick<MappingRequest, 'status' | 'dueDay'>,
  today: CalendarDay,
): boolean {
  return isOpen(request) && request.dueDay < today;
}

const STATUS_WORDS: Readonly<Record<RequestStatus, string>> = {
  asked: 'Asked, not opened',
  opened: 'Opened',
  'part-answered': 'Part answered',
  answered: 'Answered',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};

/** The status in words, with its tone for a tag. */
export function requestStatus(
  request: Pick<MappingRequest, 'status' | 'dueDay'>,
  today: CalendarDay,
): { readonly text: string; readonly tone: string } {
  if (isOverdue(request, today)) {
    const late = daysBetween(request.dueDay, today);
    const words = `${STATUS_WORDS[request.status]}: ${late} ${late === 1 ? 'day' : 'days'} late`;
    return { text: words, tone: 'wrong' };
  }
  const tones = { answered: 'done', declined: 'attention', withdrawn: 'quiet' } as const;
  const tone = request.status in tones ? tones[request.status as 'answered'] : 'waiting';
  return { text: STATUS_WORDS[request.status], tone };
}

/** What stands of all requests, in a sentence: the finding of the board. */
export function boardHeadline(requests: readonly MappingRequest[], today: CalendarDay): string {
  const asked = requests.filter((one) => one.status !== 'withdrawn');
  if (asked.length === 0) return 'No agency has been asked yet';
  const answered = asked.filter((one) => one.status === 'answered').length;
  const late = asked.filter((one) => isOverdue(one, today)).length;
  const words = `${answered} of ${asked.length} requests answered`;
  if (late === 0) return words;
  return `${words}; ${late} ${late === 1 ? 'is' : 'are'} overdue`;
}

/** The kinds of message that somebody has to send. */
export type MessageKind = 'asked' | 'due-soon' | 'overdue' | 'still-right';

/** What stands in a message where the safe link goes, made when the message is taken. */
export const LINK_MARK = '[safe link]';

/**
 * Which reminder is due today, if any: once in the days before the due day, then again each so many
 * days while it is overdue (`reference/provision.yaml`). `last` is the day of the last message.
 */
export function reminderDue(
  request: Pick<MappingRequest, 'status' | 'dueDay'>,
  last: { readonly kind: MessageKind; readonly day: CalendarDay } | null,
  today: CalendarDay,
): 'due-soon' | 'overdue' | null {
  if (!isOpen(request)) return null;
  const { beforeDays, againDays } = PROVISION_RULES.reminders;
  if (isOverdue(request, today)) {
    const isAgain = last?.kind === 'overdue';
    return isAgain && addDays(last.day, againDays) > today ? null : 'overdue';
  }
  if (addDays(today, beforeDays) < request.dueDay) return null;
  const isNew = last !== null && addDays(last.day, beforeDays) >= today;
  return last?.kind === 'due-soon' || isNew ? null : 'due-soon';
}

/** A message to the named person, with `LINK_MARK` where the safe link goes. */
export function messageOf(
  kind: Exclude<MessageKind, 'still-right'>,
  request: Pick<MappingRequest, 'personName' | 'agencyName' | 'asked' | 'dueDay' | 'year'>,
  council: string,
): { readonly subject: string; readonly body: string } {
  const due = formatDay(request.dueDay);
  const year = formatFinancialYear(request.year);
  const first = {
    asked: `${council} asks ${request.agencyName} to map what it offers families (${year}).`,
    'due-soon': `What ${request.agencyName} offers families is due by ${due}.`,
    overdue: `What ${request.agencyName} offers families was due on ${due}.`,
  }[kind];
  const subjects = {
    asked: `What do you offer families? Please answer by ${due}`,
    'due-soon': `Reminder: what you offer families, due by ${due}`,
    overdue: `Overdue since ${due}: what you offer families`,
  };
  return {
    subject: subjects[kind],
    body: [
      `Dear ${request.personName},`,
      first,
      ...(kind === 'asked' ? [request.asked] : []),
      `You can answer without an account, by form or by file: ${LINK_MARK}`,
      'The link is yours: please do not pass it on. If you have nothing to add, or cannot ' +
        'answer, say so there.',
    ].join('\n\n'),
  };
}

/** A message that asks whether entries of the directory are still right. */
export function stillRightMessage(
  of: { readonly personName: string; readonly services: readonly string[] },
  council: string,
): { readonly subject: string; readonly body: string } {
  return {
    subject: 'Is your entry in the directory of services still right?',
    body: [
      `Dear ${of.personName},`,
      `${council} lists these services of yours, and nobody has confirmed them lately:`,
      of.services.map((name) => `- ${name}`).join('\n'),
      `Please look whether they are still right, and correct what is not: ${LINK_MARK}`,
    ].join('\n\n'),
  };
}
