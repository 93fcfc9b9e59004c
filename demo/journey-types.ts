import type { DayNumber } from './days.ts';

/** A stretch of days; `end` is `OPEN` while it lasts. */
export interface Stretch {
  readonly start: DayNumber;
  end: DayNumber;
}

/** An assessment and the factors found at it. */
export interface Assessment extends Stretch {
  readonly factors: readonly string[];
}

/** A section 47 enquiry; `conference` is null when none was held. */
export interface Enquiry {
  readonly start: DayNumber;
  readonly target: DayNumber;
  readonly conference: DayNumber | null;
}

/** A child protection plan. */
export interface ProtectionPlan extends Stretch {
  readonly category: string;
  readonly latest: string;
  readonly previous: number;
  readonly reviews: readonly DayNumber[];
}

/** A placement of a looked-after child, as one row of the looked-after return. */
export interface Placement extends Stretch {
  readonly rne: string;
  readonly legalStatus: string;
  readonly place: string;
  readonly provider: string;
  readonly postcode: string;
  readonly urn: string;
  /** Why the row ended: X1 when the child stays looked after. */
  reasonEnded: string;
  reasonForChange: string;
}

/** One period of being looked after. */
export interface Care extends Stretch {
  readonly child: number;
  readonly need: string;
  readonly alone: boolean;
  readonly homePostcode: string;
  readonly placements: Placement[];
  readonly reviews: readonly DayNumber[];
  readonly missing: readonly Stretch[];
  readonly permanence: string;
}

/** How a period of being looked after will end. */
export type CareEnding = 'adopted' | 'guardianship' | 'arrangements-order' | 'home' | 'eighteen';

/** What is known of the child when care starts. */
export interface CareStart {
  readonly child: number;
  readonly day: DayNumber;
  readonly born: DayNumber;
  readonly need: string;
  /** Arrived without family. */
  readonly alone: boolean;
  readonly homePostcode: string;
}

/** A referral and all that followed until the case was closed. */
export interface Episode {
  readonly child: number;
  readonly day: DayNumber;
  readonly source: string;
  readonly need: string;
  readonly noFurtherAction: boolean;
  /** Closed after assessment: the child was not in need. */
  readonly notInNeed: boolean;
  readonly assessments: Assessment[];
  readonly plans: Stretch[];
  readonly enquiries: Enquiry[];
  readonly protection: ProtectionPlan[];
  readonly care: Care[];
  close: DayNumber;
  reason: string;
}

/** One family's request for early help and what came of it. */
export interface EarlyHelp {
  readonly family: number;
  readonly children: readonly number[];
  readonly requested: DayNumber;
  readonly source: string;
  readonly assessed: DayNumber | null;
  readonly needs: readonly string[];
  readonly lead: string;
  readonly started: DayNumber | null;
  readonly closed: DayNumber;
  readonly closure: string;
}

/** Everything that happened, in the order of the families. */
export interface Journeys {
  readonly episodes: Episode[];
  readonly earlyHelp: EarlyHelp[];
}
