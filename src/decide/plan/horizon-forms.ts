import type { FormResult } from '../../platform/index.ts';
import type { Commission, Statement } from './plan.ts';
import { amountOf, type Form, type PlanChoices, priorityOf, Reading } from './plan-forms.ts';

/** Reads a statement of the vision. */
export function readStatement(
  form: Form,
  { agencies }: PlanChoices,
): FormResult<Omit<Statement, 'key'>> {
  const read = new Reading(form);
  return read.result({
    text: read.text('text', 'Enter what will be true for children'),
    agencyId: agencies.find((one) => String(one) === form.agency) ?? null,
    reviewDay: read.dayOrNone('review'),
  });
}

/** Reads a commission; owner and person may wait until the plan is put up for sign-off. */
export function readCommission(
  form: Form,
  choices: PlanChoices,
): FormResult<Omit<Commission, 'key'>> {
  const read = new Reading(form);
  const commission = {
    priority: priorityOf(read, choices.priorities),
    what: read.text('what', 'Enter what is commissioned'),
    stream: read.text('stream', 'Enter from which money it is paid'),
    service: (form.service ?? '').trim(),
    startDay: read.day('start', 'Enter the day on which it starts'),
    endDay: read.day('end', 'Enter its last day'),
    value: amountOf(read, 'value', 'pence'),
    agencyId: choices.agencies.find((one) => String(one) === form.agency) ?? null,
    person: (form.person ?? '').trim(),
    reviewDay: read.dayOrNone('review'),
  };
  if (read.errors.length === 0) {
    if (commission.endDay < commission.startDay) {
      read.wrong('end', 'Enter a last day after the first');
    }
    if (commission.value <= 0) read.wrong('value', 'Enter an amount above nought');
  }
  return read.result(commission);
}
