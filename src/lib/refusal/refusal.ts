/** What kind of "no" a rule gave; the web turns it into a status, in one place. */
export type RefusalKind = 'not-found' | 'forbidden' | 'conflict' | 'limit' | 'invalid';

/** A rule says no: a stable code, a kind, and a sentence that a person can act on. */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  constructor(code: string, kind: RefusalKind, sentence: string) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.kind = kind;
  }
}

/** Refuses by a rule: `throw refuse('claim-already-verified', 'conflict', 'This claim ...')`. */
export function refuse(code: string, kind: RefusalKind, sentence: string): Refusal {
  return new Refusal(code, kind, sentence);
}
