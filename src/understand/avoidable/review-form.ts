import {
  ageOn,
  type CalendarDay,
  checkedField,
  citationField,
  codeField,
  dayField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  numberField,
  oneOfField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

/** Whether an entry to care could have been avoided: what judgements come down to. */
export type Side = 'avoidable' | 'not-avoidable';

const option = { code: codeField, label: textField };

const version = recordField({
  code: codeField,
  from: dayField,
  judgements: entriesField(
    recordField({ ...option, side: oneOfField(['avoidable', 'not-avoidable']) }),
  ),
  extents: entriesField(recordField(option)),
  confidences: entriesField(recordField(option)),
  moments: entriesField(recordField({ ...option, events: listField(codeField) })),
  help: entriesField(recordField({ ...option, kind: codeField, themes: listField(codeField) })),
  offered: entriesField(recordField(option)),
});

const shape = recordField({
  about: textField,
  quoted: entriesField(
    recordField({
      ...option,
      share: numberField(0, 100),
      source: citationField,
    }),
  ),
  ages: entriesField(recordField({ ...option, from: numberField(0, 18) })),
  leftOut: listField(textField),
  enough: recordField({ cases: numberField(1), percent: numberField(0, 100) }),
  versions: entriesField(version),
});

/** What `reference/avoidable-review.yaml` says: forms, bands of age, and what is quoted. */
export type ReviewBook = ReadBy<typeof shape>;

/** One version of the form. */
export type ReviewForm = ReviewBook['versions'][number];

/** Reads the content of the file: bands of age rise, and each kind of event is one moment's. */
export const reviewBookField: FieldReader<ReviewBook> = checkedField(shape, (book) => [
  ...risingFaults(book),
  ...book.versions.flatMap(momentFaults),
]);

function risingFaults({ ages }: ReviewBook): FieldFault[] {
  return ages.flatMap((age, index) =>
    index > 0 && age.from <= (ages[index - 1]?.from ?? 0)
      ? [{ path: ['ages', index, 'from'], message: 'Ages do not rise.', fix: 'Put them in order.' }]
      : [],
  );
}

function momentFaults(form: ReviewForm, index: number): FieldFault[] {
  const events = form.moments.flatMap((moment) => moment.events);
  return events.length === new Set(events).size
    ? []
    : [
        {
          path: ['versions', index, 'moments'],
          message: 'A kind of event belongs to two moments.',
          fix: 'Keep it with one.',
        },
      ];
}

/** The forms, read and checked once at start. */
export const REVIEW_BOOK = readReferenceFile('avoidable-review.yaml', reviewBookField);

/** The version of this code; throws an Error for one that the file does not hold. */
export function formOf(code: string, book: ReviewBook = REVIEW_BOOK): ReviewForm {
  const found = book.versions.find((one) => one.code === code);
  if (!found) throw new Error(`avoidable-review.yaml holds no version ${code}`);
  return found;
}

/** The version that a round begun on a day uses: the newest of that day, else the first. */
export function formOn(day: CalendarDay, book: ReviewBook = REVIEW_BOOK): ReviewForm {
  const newest = book.versions.findLast((one) => one.from <= day) ?? book.versions[0];
  if (!newest) throw new Error('avoidable-review.yaml holds no version');
  return newest;
}

/** The band of a child who has no day of birth on record. */
export const AGE_NOT_KNOWN = 'not-known';

/** The code of the band of age on a day; one of its own where no birth is on record. */
export function ageBandOf(birth: CalendarDay | null, on: CalendarDay): string {
  if (birth === null) return AGE_NOT_KNOWN;
  const age = Math.max(0, ageOn(birth, on));
  return REVIEW_BOOK.ages.findLast((band) => band.from <= age)?.code ?? AGE_NOT_KNOWN;
}

/** A band of age in words. */
export function ageBandWords(code: string): string {
  return REVIEW_BOOK.ages.find((band) => band.code === code)?.label ?? 'Age not known';
}

/** The codes of all bands in order, the unknown last. */
export const AGE_BANDS: readonly string[] = [
  ...REVIEW_BOOK.ages.map((band) => band.code),
  AGE_NOT_KNOWN,
];

/** Which side a judgement is on; null for one that the form does not know. */
export function sideOf(judgement: string, form: ReviewForm): Side | null {
  return form.judgements.find((one) => one.code === judgement)?.side ?? null;
}
