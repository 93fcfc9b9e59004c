import type { CalendarDay, Pence } from '../../lib/index.ts';
import type {
  EvidenceGrade,
  ServiceLevel,
  ServiceStatus,
  ServiceYear,
} from '../provision/service.ts';

/** What one row of the provision file states of a service, one payer and one year. */
export interface ProvisionStatement {
  readonly row: number;
  readonly name: string;
  readonly providerName: string;
  /** The responsible agency as the file names it; null for nobody. */
  readonly agency: string | null;
  readonly description: string;
  readonly themes: readonly string[];
  readonly level: ServiceLevel | null;
  readonly status: ServiceStatus;
  readonly fromAge: number | null;
  readonly toAge: number | null;
  readonly eligibility: string | null;
  readonly referralRoute: string | null;
  /** Codes or names of places; none for the whole authority. */
  readonly areas: readonly string[];
  readonly place: { readonly address: string | null; readonly postcode: string | null } | null;
  readonly url: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly accountableName: string | null;
  readonly accountableRole: string | null;
  readonly evidence: EvidenceGrade | null;
  readonly programme: string | null;
  readonly spellCode: string | null;
  readonly year: ServiceYear | null;
  /** Who pays, as the file names them. */
  readonly paidBy: string;
  readonly budgetPence: Pence | null;
  readonly spentPence: Pence | null;
  readonly confirmedDay: CalendarDay | null;
  /** Names of services that it cannot work without. */
  readonly needs: readonly string[];
}
