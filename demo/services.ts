import { readFileSync } from 'node:fs';
import type { AgencyKind } from '../src/record/index.ts';

/** A service of Northbridge: invented, as all of it is. */
export interface DemoService {
  readonly code: string;
  readonly name: string;
  readonly provider: string;
  /** The agency that answers for it; null for nobody. */
  readonly agency: AgencyKind | null;
  readonly themes: readonly string[];
  readonly level: string;
  readonly ages: readonly [from: number | null, to: number | null];
  /** Wards by name; empty for the whole authority. */
  readonly wards: readonly string[];
  /** Thousands of pounds a year for 60,000 children; null where nobody states it. */
  readonly thousands: number | null;
  readonly evidence: string;
  readonly status: string;
  /** Nobody has confirmed the entry for long. */
  readonly isStale: boolean;
  /** No person is named who answers for it. */
  readonly isUnnamed: boolean;
  readonly needs: string;
  readonly about: string;
  /** Another payer of a part of it, in thousands. */
  readonly alsoPaid: { readonly by: string; readonly thousands: number } | null;
}

/** The services of Northbridge, as `services.tsv` lists them. */
export const DEMO_SERVICES: readonly DemoService[] = readServices();

function readServices(): DemoService[] {
  const text = readFileSync(new URL('services.tsv', import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return serviceOf((name) => cells[names.indexOf(name)] ?? '');
  });
}

function serviceOf(cell: (name: string) => string): DemoService {
  const number = (name: string) => (cell(name) === '' ? null : Number(cell(name)));
  const also = number('also_paid_thousand');
  return {
    code: cell('code'),
    name: cell('name'),
    provider: cell('provider'),
    agency: cell('agency') === '' ? null : (cell('agency') as AgencyKind),
    themes: cell('themes').split(' ').filter(Boolean),
    level: cell('level'),
    ages: [number('from_age'), number('to_age')],
    wards: cell('wards').split(';').filter(Boolean),
    thousands: number('thousand_pounds'),
    evidence: cell('evidence'),
    status: cell('status'),
    isStale: cell('marks').includes('stale'),
    isUnnamed: cell('marks').includes('unnamed'),
    needs: cell('needs'),
    about: cell('about'),
    alsoPaid: also === null ? null : { by: cell('also_paid_by'), thousands: also },
  };
}
