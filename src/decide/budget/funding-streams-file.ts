import {
  citationField,
  codeField,
  entriesField,
  listField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
  yearField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { CARRY_OVERS, STREAM_KINDS } from './streams.ts';

const knownStreamField = recordField({
  code: codeField,
  label: textField,
  giver: textField,
  kind: oneOfField(STREAM_KINDS),
  levels: optionalField(
    listField(
      oneOfField([
        'universal',
        'targeted-early-help',
        'child-in-need',
        'child-protection',
        'looked-after',
        'leaving-care',
      ]),
    ),
  ),
  themes: optionalField(listField(codeField)),
  ringFence: textField,
  carryOver: optionalField(oneOfField(CARRY_OVERS)),
  carryWords: optionalField(textField),
  carrySource: optionalField(citationField),
  matchPercent: optionalField(numberField(0, 95)),
  lastYear: optionalField(yearField),
  status: textField,
  source: citationField,
  checked: oneOfField(['read', 'quoted']),
});

/** Reads the content of `reference/funding-streams.yaml`. */
export const fundingStreamsField = recordField({
  about: textField,
  streams: entriesField(knownStreamField),
});

/** A stream of today as its publisher describes it, without any authority's amount. */
export type KnownStream = ReadBy<typeof knownStreamField>;

/** The streams of today whose rules we have read. */
export const FUNDING_STREAMS: readonly KnownStream[] = readReferenceFile(
  'funding-streams.yaml',
  fundingStreamsField,
).streams;

/** The stream of today with this code; null where there is none. */
export function knownStream(code: string | null): KnownStream | null {
  return FUNDING_STREAMS.find((one) => one.code === code) ?? null;
}
