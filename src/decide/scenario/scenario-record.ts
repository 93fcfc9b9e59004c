/** Who sees a scenario: those who write at the agency that made it, or the whole partnership. */
export const SHARINGS = ['own', 'partnership'] as const;

/** Who sees one scenario. */
export type Sharing = (typeof SHARINGS)[number];

/** The words for who sees a scenario. */
export const SHARING_WORDS: Readonly<Record<Sharing, string>> = {
  own: 'Seen by those who write scenarios at its own agency',
  partnership: 'Shared with the partnership: others read it and change nothing',
};

/** What a scenario was begun from. */
export type ScenarioOrigin = 'as-now' | 'template' | 'copy' | 'file';

/** A scenario as it is kept, without its text. */
export interface KeptScenario {
  readonly id: number;
  /** As the newest version calls it. */
  readonly name: string;
  readonly newestVersion: number;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly agencyId: number | null;
  readonly agencyName: string | null;
  readonly sharing: Sharing;
  readonly lockedBy: string | null;
  readonly lockedByName: string | null;
  readonly lockedAt: Date | null;
  readonly origin: ScenarioOrigin;
  /** The code of the template, or `scenario/version` of what was copied. */
  readonly originOf: string;
  readonly madeAt: Date;
  /** When its newest version was saved. */
  readonly changedAt: Date;
}

/** One version of a scenario: a text that never changes. */
export interface ScenarioVersion {
  readonly scenarioId: number;
  readonly version: number;
  /** The file as text, with its remarks. */
  readonly content: string;
  /** SHA-256 of what the text means, whatever its layout. */
  readonly hash: string;
  /** What was changed and why, as whoever changed it says. */
  readonly note: string;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeAt: Date;
}

/** A first estimate in the request, or all runs by a job. */
export type ResultKind = 'early' | 'full';

/** What a run found, without the result itself. */
export interface KeptResult {
  readonly id: number;
  readonly scenarioId: number;
  readonly version: number;
  readonly kind: ResultKind;
  readonly seed: number;
  readonly draws: number;
  /** Which data and references it rests on: a hash, and in words. */
  readonly editionHash: string;
  readonly edition: string;
  readonly modelVersion: string;
  readonly inputHash: string;
  readonly resultHash: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** A committee paper as it was frozen. */
export interface ScenarioFreeze {
  readonly id: number;
  readonly scenarioId: number;
  readonly version: number;
  readonly resultId: number;
  /** Canonical JSON of a `FrozenPaper`. */
  readonly content: string;
  readonly hash: string;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeAt: Date;
}

/** What a frozen paper holds: enough to check each of its numbers and to run it again. */
export interface FrozenPaper {
  readonly scenario: number;
  readonly version: number;
  readonly name: string;
  /** The whole text of the version. */
  readonly file: string;
  readonly scenarioHash: string;
  readonly resultHash: string;
  readonly inputHash: string;
  readonly editionHash: string;
  readonly edition: string;
  readonly modelVersion: string;
  readonly seed: number;
  readonly draws: number;
}
