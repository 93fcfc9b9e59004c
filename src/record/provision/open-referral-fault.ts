import type { Problem } from '../returns/statement.ts';

/** What a fault keeps out of the record: the smallest part that cannot do without what is wrong. */
export type LeftOut = 'service' | 'part' | 'field' | 'nothing';

/** Something wrong in a feed: in one service, or in how the feed is paged (no service then). */
export interface FeedFault {
  /** The rule that was broken, such as `open-referral/wrong-type`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly serviceId: string | null;
  readonly serviceName: string | null;
  /** Where, by the standard's own names: `service_at_locations[0].location.latitude`. */
  readonly path: string;
  /** What is wrong, in a sentence, and what follows from it. */
  readonly message: string;
  /** What whoever keeps the feed should do. */
  readonly fix: string;
  readonly leftOut: LeftOut;
}

/** What is wrong with one value: the rule it breaks, and sentences. */
export interface ValueFault {
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

/** A fault of the feed as a whole or of one of its pages. */
export function feedFault(
  path: string,
  fault: ValueFault,
  severity: 'error' | 'warning' = 'error',
): FeedFault {
  const { rule, message, fix } = fault;
  return {
    rule,
    severity,
    serviceId: null,
    serviceName: null,
    path,
    message,
    fix,
    leftOut: 'nothing',
  };
}

/** A fault as the record keeps it among the problems of a source, with the service it is in. */
export function problemOf(
  fault: FeedFault,
  file: string,
): {
  readonly problem: Problem;
  readonly isQuarantined: boolean;
  readonly sheet: string | null;
} {
  const { rule, severity, message, fix, serviceId, path } = fault;
  const parts = serviceId === null ? [path] : [`services/${serviceId}`, path];
  const field = parts.filter((part) => part !== '').join('#') || null;
  return {
    problem: { file, row: null, field, rule, severity, message, fix },
    isQuarantined: fault.leftOut === 'service',
    sheet: fault.serviceName,
  };
}

/** The service and the path within it that a kept problem names; nulls where it names none. */
export function placeOfProblem(field: string | null): {
  readonly serviceId: string | null;
  readonly path: string;
} {
  const found = /^services\/([^#]*)(?:#(.*))?$/.exec(field ?? '');
  if (!found) return { serviceId: null, path: field ?? '' };
  return { serviceId: found[1] ?? null, path: found[2] ?? '' };
}
