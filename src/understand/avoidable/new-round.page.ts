import { financialYearOf, parseDay, Refusal, yearEnd, yearStart } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { latestKnownDay, listPlaces, today } from '../../record/index.ts';
import { avoidableSampleMeasure, thoseWhoSetUpReviews } from './avoidable-sample.measure.ts';
import { LEVELS_BEFORE, readRound } from './draw-sample.ts';
import { AVOIDABLE_TRAIL, levelBeforeWords, sayDone } from './review-words.ts';
import { startRound } from './start-round.ts';

/** Plans a round: how precise a sample will be, before it is drawn by its seed. */
export const newRoundPage: Page = definePage({
  url: '/avoidable/new',
  title: 'Plan a round of reviews',
  who: thoseWhoSetUpReviews,
  audit: 'changes',
  get: async (request) => {
    const isAsked = request.query.plan === 'yes';
    if (!isAsked) return show(request, await firstValues(request), []);
    const read = readRound(request.query);
    return show(request, request.query, read.ok ? [] : read.errors, read.ok);
  },
  post: async (request) => {
    const read = readRound(request.form);
    if (!read.ok) return show(request, request.form, read.errors);
    const { tx, actor } = request;
    try {
      const id = await startRound(tx, actor, { ...read.value, today: today() });
      await request.audit({
        action: 'avoidable.round-started',
        subjectKind: 'review-round',
        subjectId: String(id),
        detail: { seed: read.value.seed, size: read.value.size },
      });
      sayDone(request.session, 'The sample is drawn. Now choose who reviews it.');
      return { redirect: `/avoidable/${id}/assign` };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = error.code === 'round-name-taken' ? 'name' : 'size';
      return show(request, request.form, [{ field, sentence: error.message }]);
    }
  },
});

/** The newest financial year that is known, which is what most rounds look back at. */
async function firstValues({ tx }: PageRequest) {
  const year = financialYearOf((await latestKnownDay(tx)) ?? today());
  return {
    ...boxes('from', yearStart(year)),
    ...boxes('to', yearEnd(year)),
    size: '60',
    seed: year.slice(0, 4),
  };
}

/** A day in the three boxes of its field. */
function boxes(field: string, of: string): Record<string, string> {
  return {
    [`${field}-day`]: String(Number(of.slice(8))),
    [`${field}-month`]: String(Number(of.slice(5, 7))),
    [`${field}-year`]: of.slice(0, 4),
  };
}

/** What was asked as the form holds it: days that came as one word go into their boxes. */
function formValues(given: Readonly<Record<string, string>>): Record<string, string> {
  const days = (['from', 'to'] as const).map((field) =>
    parseDay(given[field] ?? '') ? boxes(field, given[field] ?? '') : {},
  );
  return Object.assign({}, given, ...days);
}

async function show(
  request: PageRequest,
  values: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
  isPlanned = false,
): Promise<PageAnswer> {
  const read = isPlanned ? readRound(values) : null;
  const plan = read?.ok
    ? await avoidableSampleMeasure.compute(request.tx, request.actor, {
        from: read.value.fromDay,
        to: read.value.toDay,
        ...(read.value.ward === null ? {} : { ward: String(read.value.ward) }),
        level: read.value.levelBefore || undefined,
        size: String(read.value.size),
      })
    : false;
  const wards = await listPlaces(request.tx, 'ward');
  return {
    template: 'understand/avoidable/new-round.njk',
    breadcrumbs: AVOIDABLE_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      form: { values: formValues(values), errors },
      errors,
      plan,
      drawn: read?.ok ? read.value : false,
      wards: [
        { value: '', text: 'Every ward' },
        ...wards.map((one) => ({ value: String(one.id), text: one.name })),
      ],
      levels: [
        { value: '', text: 'Whatever help they had' },
        ...LEVELS_BEFORE.map((level) => ({
          value: level,
          text: levelBeforeWords(level),
        })),
      ],
    },
  };
}
