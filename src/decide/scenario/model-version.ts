/**
 * Which rules a run follows. It changes when the same input would give another result, so that what
 * was kept under earlier rules is never taken for it.
 */
export const MODEL_VERSION = '3';

/** Runs of a first estimate: shown within the request, and marked as such. */
export const EARLY_DRAWS = 500;
