import type { CalendarDay } from '../../lib/index.ts';
import { receivedCode } from '../provision/received.ts';
import { codesOf, earlyHelpAgencies } from './early-help.codes.ts';
import { partnerPerson, partnerReader } from './partner-file.ts';
import type { RowValues } from './row-values.ts';
import { sexCodes } from './school-census.codes.ts';
import {
  serviceOutcomes,
  type ServicesReceivedField,
  servicesReceivedTable,
} from './services-received.columns.ts';
import type { PersonStatement, ReturnReader, SpellStatement } from './statement.ts';

type Cells = RowValues<ServicesReceivedField>;

const AGENCIES = codesOf(earlyHelpAgencies);
const OUTCOMES = codesOf(serviceOutcomes);

/** Reads the file of services received of ours: who was helped by which service, and when. */
export const servicesReceivedReader: ReturnReader = partnerReader<ServicesReceivedField>({
  kind: 'services-received',
  label: 'Services received',
  table: servicesReceivedTable,
  known: ['serviceName', 'startDay', 'endDay', 'childId'],
  statement: receivedStatement,
});

function receivedStatement(cells: Cells, today: CalendarDay): PersonStatement | null {
  const person = partnerPerson(cells);
  const spell = help(cells, today);
  if (person === null || spell === null) return null;
  return {
    ...person,
    birthDay: cells.day('birthDay', today),
    sex: cells.code('sex', sexCodes),
    familyReference: cells.text('familyReference') || null,
    spells: [spell],
    events: [],
  };
}

function help(cells: Cells, today: CalendarDay): SpellStatement | null {
  const [service, provider] = [cells.text('serviceName'), cells.text('provider')];
  const code = cells.text('serviceCode') || receivedCode({ name: service, provider });
  const startDay = cells.day('startDay', today);
  const outcome = cells.code('outcome', OUTCOMES)?.code ?? null;
  if (startDay === null || (service === '' && cells.text('serviceCode') === '')) {
    cells.report({
      field: startDay === null ? 'startDay' : 'serviceName',
      rule: 'structure/incomplete-help',
      severity: 'error',
      message: 'The row needs a service and the day on which its help began; one is not known.',
      fix: 'Give the name or the code of the service, and the first day.',
    });
    return null;
  }
  const endDay = cells.day('endDay', today);
  const isLost = endDay === null && (outcome !== null || cells.text('endDay') !== '');
  if (isLost || (endDay !== null && endDay < startDay)) {
    cells.report({
      field: 'endDay',
      rule: isLost ? 'date/closed-without-date' : 'date/closure-before-start',
      severity: 'error',
      message: 'The help has ended but its last day is not known, so it cannot be counted.',
      fix: 'Give the day on which it ended.',
    });
    return null;
  }
  const agency = cells.code('agency', AGENCIES)?.meaning;
  return {
    kind: 'service',
    code,
    startDay,
    endDay,
    endReason: endDay === null ? null : outcome,
    ...(agency === undefined ? {} : { agencyKind: agency }),
    detail: {
      ...(service === '' ? {} : { service }),
      ...(provider === '' ? {} : { provider }),
    },
  };
}
