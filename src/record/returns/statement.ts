import type { CalendarDay, FinancialYear } from '../../lib/index.ts';
import type { AdviceCallStatement } from '../advice/advice-call.ts';
import type { Level, SpellKind, StatusCode } from '../journey/journey.ts';
import type { ProvisionStatement } from './provision-statement.ts';

/** The returns and files that can be read; also the order of sources when two state one fact. */
export type ReturnKind =
  | 'cin-census'
  | 'ssda903'
  | 'early-help'
  | 'early-years'
  | 'police'
  | 'youth-justice'
  | 'annex-a'
  | 'school-census'
  | 'council-spending'
  | 'advice-line'
  | 'provision'
  | 'services-received'
  | 'dfe-indicators'
  | 'statistical-neighbours'
  | 'places';

/** Something wrong in a file: where it stands, which rule it breaks, why, and how to mend it. */
export interface Problem {
  readonly file: string;
  /** The row in a table, or the line of an element in XML; null when it concerns the file. */
  readonly row: number | null;
  readonly field: string | null;
  /** The catalogue's code, such as `8500`, or ours, such as `structure/unknown-column`. */
  readonly rule: string;
  /** An error keeps the record out (quarantine); a warning lets it in. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and why it matters. Never a name, an NHS number or free text of a record. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/**
 * The kinds of identifier a person may carry; matching goes by this order. A `school-record-id` is
 * good within one school census collection only: it ties the tables of that collection together.
 */
export type IdentifierKind =
  | 'la-child-id'
  | 'nhs-number'
  | 'upn'
  | 'former-upn'
  | 'school-record-id';

/** One identifier as a source states it. */
export interface IdentifierStatement {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** What kinds of agency make up a partnership. */
export type AgencyKind =
  | 'council'
  | 'health'
  | 'police'
  | 'schools'
  | 'job-centre'
  | 'housing'
  | 'charities'
  | 'funders'
  | 'courts'
  | 'public';

/** A stretch of time in one child's journey, from its first day up to, not including, its end. */
export interface SpellStatement {
  readonly kind: SpellKind;
  /** A `StatusCode` for a status; else the return's own code, such as a placement type. */
  readonly code: StatusCode | string;
  readonly startDay: CalendarDay;
  /** Null while it is open. */
  readonly endDay: CalendarDay | null;
  readonly endReason?: string | null;
  /** The kind of agency responsible; the council when left out. */
  readonly agencyKind?: AgencyKind;
  /** Further coded facts, such as the placement provider; no free text, no names. */
  readonly detail?: Readonly<Record<string, string>>;
  /** Row of the source, where it differs from the person's. */
  readonly row?: number;
}

/** What happened on one day: a referral, an assessment, a conference, an exclusion. */
export interface EventStatement {
  readonly kind: EventKind;
  readonly code: string | null;
  readonly day: CalendarDay;
  readonly outcome?: string | null;
  /** Who did it; of a referral, who referred. */
  readonly agencyKind?: AgencyKind | null;
  /** Factors found at an assessment, as census codes. */
  readonly factors?: readonly string[];
  readonly detail?: Readonly<Record<string, string>>;
  readonly row?: number;
}

/** The kinds of event that returns state. */
export type EventKind =
  | 'contact'
  | 'early-help-request'
  | 'early-help-assessment'
  | 'early-years-check'
  | 'early-years-hub-use'
  | 'early-years-profile'
  | 'referral'
  | 'assessment'
  | 'section-47'
  | 'initial-conference'
  | 'review-conference'
  | 'looked-after-start'
  | 'looked-after-end'
  | 'looked-after-review'
  | 'care-order'
  | 'care-proceedings'
  | 'health-check'
  | 'missing'
  | 'exclusion'
  | 'suspension'
  | 'attendance-term'
  | 'police-incident'
  | 'youth-justice-outcome'
  | 'first-time-entrant'
  | 'diversion'
  | 'closure';

/** What one row or element of a return states about one person. */
export interface PersonStatement {
  readonly row: number;
  /** The sheet of a workbook in which the row stands; left out where the file is one table. */
  readonly sheet?: string;
  /** At least one; the strongest first. */
  readonly identifiers: readonly IdentifierStatement[];
  readonly birthDay: CalendarDay | null;
  readonly expectedBirthDay?: CalendarDay | null;
  readonly deathDay?: CalendarDay | null;
  readonly sex?: 'male' | 'female' | 'unknown' | null;
  /** Code of the school census ethnicity list, such as `WBRI`. */
  readonly ethnicity?: string | null;
  readonly disabilities?: readonly string[];
  /** Special educational needs as school census codes, rank 1 being the main one. */
  readonly specialNeeds?: readonly { readonly code: string; readonly rank: number | null }[];
  readonly names?: readonly NameStatement[];
  readonly address?: AddressStatement | null;
  /** A reference that the people of one family share in this source. */
  readonly familyReference?: string | null;
  /** Identifier of the mother, where a return states it. */
  readonly motherIdentifier?: string | null;
  /** Further coded facts about the person, such as `unaccompanied`; no free text, no names. */
  readonly detail?: Readonly<Record<string, string>>;
  readonly spells: readonly SpellStatement[];
  readonly events: readonly EventStatement[];
}

/** A name as a source states it. */
export interface NameStatement {
  readonly kind: 'legal' | 'preferred' | 'former';
  readonly given: string;
  readonly family: string;
}

/** Where someone lives, as far as the source says. */
export interface AddressStatement {
  readonly postcode: string;
  readonly uprn?: string | null;
  readonly fromDay?: CalendarDay | null;
  /** Census area, such as `E01000001`, where the source states it. */
  readonly lsoa?: string | null;
  /** The address may not be shown: the source marks it as confidential. */
  readonly isProtected?: boolean;
}

/** One line of a council's spending. */
export interface SpendStatement {
  readonly row: number;
  readonly authorityCode: string;
  readonly authorityName: string;
  readonly year: FinancialYear;
  /** The publication: RO3 and section 251 define lines differently and are never mixed. */
  readonly publication: 'ro3' | 's251';
  readonly line: string;
  readonly measure: string;
  /** Pence; the files state thousands of pounds. */
  readonly amountPence: number;
}

/** One published value of an indicator for one area. */
export interface IndicatorStatement {
  readonly row: number;
  readonly indicator: string;
  readonly indicatorLabel: string;
  readonly areaCode: string | null;
  readonly areaName: string;
  /** `2024`, `2023-24`, or `2014 to 2016` where years are pooled. */
  readonly period: string;
  /** How firm the value is, where the publication says so. */
  readonly periodNote?: 'provisional' | 'revised' | 'final' | 'outturn';
  readonly value: number | null;
  /** The suppression mark as published (`c z x u low : -`), when there is no value. */
  readonly mark: string | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  /**
   * What a data dictionary says of the indicator. A statement with a definition states no value:
   * its area and period are blank.
   */
  readonly definition?: IndicatorDefinition;
}

/** What a published data dictionary says of one indicator. */
export interface IndicatorDefinition {
  readonly topic: string;
  /** Whether a high or a low value is good; null where the dictionary takes no side. */
  readonly polarity: 'high' | 'low' | null;
  /** What is counted, as the publisher's charts label it, such as `Rate per 10,000`. */
  readonly unitLabel: string;
  /** Decimal places to show; null where the dictionary does not say. */
  readonly decimals: number | null;
  /** Financial, academic or calendar year, in the dictionary's words. */
  readonly yearType: string;
}

/** That one authority is another's statistical neighbour, and how near. */
export interface NeighbourStatement {
  readonly row: number;
  readonly authorityCode: string;
  readonly neighbourCode: string;
  readonly rank: number;
  readonly closeness: string;
}

/** A place and what is known of it: authority, locality, ward, LSOA or school cluster. */
export interface PlaceStatement {
  readonly row: number;
  readonly kind: 'authority' | 'locality' | 'ward' | 'lsoa' | 'school-cluster';
  readonly code: string;
  readonly name: string;
  readonly withinCode: string | null;
  /** The school cluster to which the children of a ward go, by its code. */
  readonly clusterCode?: string | null;
  readonly population0to17: number | null;
  /** The same people by age, where the source splits them. */
  readonly populationByAge?: Readonly<Record<'0-4' | '5-10' | '11-15' | '16-17', number>>;
  readonly deprivationDecile: number | null;
  /** GeoJSON polygon or multipolygon, where the source draws one. */
  readonly outline: string | null;
  /** Postcodes that lie in it (LSOA only). */
  readonly postcodes?: readonly string[];
}

/** What a published file says of small areas of the census; many areas in one statement. */
export interface AreaFactsStatement {
  readonly row: number;
  /** Its ward, the area that followed it at the next census, its people, or its deprivation. */
  readonly fact: 'ward' | 'successor' | 'population' | 'deprivation';
  /** The year of the wards, of the estimate or of the index. */
  readonly edition: string;
  /** The census whose areas these are. */
  readonly census: 2011 | 2021;
  readonly areas: readonly {
    readonly row: number;
    readonly code: string;
    /** The code of the ward or of the area that followed; empty for the other facts. */
    readonly other: string;
    readonly value: Readonly<Record<string, string | number | null>>;
  }[];
}

/** What a reader gives, in the order of the file. */
export type ReadItem =
  | { readonly type: 'file'; readonly header: ReturnHeader }
  | { readonly type: 'problem'; readonly problem: Problem }
  | {
      readonly type: 'person';
      readonly person: PersonStatement;
      readonly problems: Problem[];
      /** The row is unusable and is kept out of the record, with its problems as the reason. */
      readonly quarantine?: boolean;
    }
  | { readonly type: 'spend'; readonly spend: SpendStatement }
  | { readonly type: 'indicator'; readonly indicator: IndicatorStatement }
  | { readonly type: 'neighbour'; readonly neighbour: NeighbourStatement }
  | { readonly type: 'provision'; readonly provision: ProvisionStatement }
  | { readonly type: 'advice-call'; readonly call: AdviceCallStatement }
  | { readonly type: 'place'; readonly place: PlaceStatement }
  | { readonly type: 'areas'; readonly areas: AreaFactsStatement };

/**
 * What a file says of itself, or what its content shows; comes before any other item but problems.
 */
export interface ReturnHeader {
  /** The part of the return, such as `episodes`; the kind itself when there is only one. */
  readonly part: string;
  /** The year of collection, as `2025-26`, where the file states or shows it. */
  readonly year: FinancialYear | null;
  /** The day up to which the file states what it knows; open spells are open on this day. */
  readonly asOf: CalendarDay | null;
  /** The authority's number that the file states (LEA), if any. */
  readonly authorityCode: string | null;
}

/** A file as bytes, read once from its start; `name` is only used in messages and recognition. */
export interface ReturnInput {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The clock, for the rule that nothing may lie in the future. */
  readonly today: CalendarDay;
}

/** Reads one kind of return. Readers are pure: bytes in, items out, no database. */
export interface ReturnReader {
  readonly kind: ReturnKind;
  readonly label: string;
  /** Whether this file is of this kind, by its name and its first bytes (at least 64 KB). */
  recognise(name: string, head: Uint8Array): boolean;
  /** Never throws for what a file holds: every fault is a problem item. */
  read(input: ReturnInput): AsyncIterable<ReadItem>;
}

/** The level that a status counts as when levels are derived; null for none. */
export type LevelOfStatus = (status: StatusCode) => Level | null;
