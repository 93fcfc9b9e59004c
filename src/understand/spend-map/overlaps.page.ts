import { only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type CalendarDay, type Finding, formatDay, refuse } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
  type Who,
} from '../../platform/index.ts';
import { SERVICE_LEVEL_LABELS, type Service } from '../../record/index.ts';
import { helpAtOnceMeasure } from './help-at-once.measure.ts';
import { markOf, markOverlap, readNote } from './mark-overlap.ts';
import type { Pair } from './overlap.ts';
import { listMarks, type OverlapMark } from './overlap-mark.store.ts';
import { aimLabel, readProvision } from './read-spend-map.ts';
import { alikePairs, serviceOverlapMeasure } from './service-overlap.measure.ts';
import { asking, mapFrame } from './spend-map.page.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/spend-map', text: 'Spending and late cost' },
];

/** Those who settle what looks alike. */
const mayMark: Who = only('commissioner', 'analyst', 'manager');

/** Services that look alike, and families whom several agencies help at once. */
export const overlapsPage: Page = definePage({
  url: '/spend-map/overlaps',
  title: 'Services that look alike',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const frame = await mapFrame(request, '/overlaps');
    const year = frame.year || undefined;
    const findings = await asking(request, [serviceOverlapMeasure, helpAtOnceMeasure], { year });
    const [overlap, atOnce] = findings as [Finding, Finding];
    const provision = await readProvision(request.tx, request.actor, year);
    const marks = await listMarks(request.tx);
    return {
      template: 'understand/spend-map/overlaps.njk',
      title: overlap.headline,
      breadcrumbs: TRAIL,
      data: {
        ...frame,
        overlap,
        atOnce,
        pairs: inOrderOf(overlap, alikePairs(provision)).map((pair) =>
          pairView(pair, { overlap, marks, year }),
        ),
      },
    };
  },
});

/** The pairs in the order of the finding: most families of both first. */
function inOrderOf(overlap: Finding, pairs: readonly Pair[]): Pair[] {
  return overlap.rows.flatMap(
    ({ href }) => pairs.find(({ key }) => href?.includes(`/overlaps/${key}?`)) ?? [],
  );
}

function pairView(
  pair: Pair,
  of: {
    readonly overlap: Finding;
    readonly marks: readonly OverlapMark[];
    readonly year: string | undefined;
  },
) {
  const mark = markOf(pair, of.marks);
  return {
    first: pair.first,
    second: pair.second,
    href: `/spend-map/overlaps/${pair.key}${of.year ? `?year=${of.year}` : ''}`,
    reasons: pair.reasons.filter(({ percent }) => percent > 0).map(({ words }) => words),
    figures: figuresOf(of.overlap, pair),
    state: mark === null ? 'open' : mark.isFaded ? 'faded' : 'looked-at',
  };
}

function figuresOf(overlap: Finding, pair: Pair) {
  return overlap.rows.find(({ href }) => href?.includes(`/overlaps/${pair.key}?`))?.figures ?? [];
}

/** Two services that look alike, side by side; whoever may, marks the pair as looked at. */
export const overlapPairPage: Page = definePage({
  url: '/spend-map/overlaps/:pair',
  title: 'Two services that look alike',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: (request) => showPair(request, {}, []),
});

/** Marks a pair as looked at, with what was found. */
export const markOverlapPage: Page = definePage({
  url: '/spend-map/overlaps/:pair/mark',
  title: 'Mark two services as looked at',
  who: mayMark,
  audit: 'changes',
  get: (request) => showPair(request, {}, []),
  post: async (request) => {
    const pair = await pairOf(request);
    const read = readNote(request.form);
    if (!read.ok) return showPair(request, request.form, read.errors);
    const id = await markOverlap(request.tx, request.actor, { pair, note: read.value });
    await request.audit({
      action: 'overlap.looked-at',
      subjectKind: 'overlap-mark',
      subjectId: String(id),
      detail: { services: [pair.first.id, pair.second.id] },
    });
    return { redirect: `/spend-map/overlaps/${pair.key}` };
  },
});

async function pairOf({ tx, actor, params, query }: PageRequest): Promise<Pair> {
  const provision = await readProvision(tx, actor, query.year);
  const pair = alikePairs(provision).find(({ key }) => key === params.pair);
  if (!pair) {
    throw refuse('no-such-pair', 'not-found', 'These two services do not look alike any more.');
  }
  return pair;
}

async function showPair(
  request: PageRequest,
  values: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const pair = await pairOf(request);
  const { tx, actor, query } = request;
  const [overlap] = (await asking({ tx, actor }, [serviceOverlapMeasure], {
    year: query.year,
  })) as [Finding];
  const marks = (await listMarks(tx)).filter(
    (one) => one.firstId === pair.first.id && one.secondId === pair.second.id,
  );
  const newest = markOf(pair, marks);
  return {
    template: 'understand/spend-map/overlap.njk',
    title: `${pair.first.name} and ${pair.second.name} look alike`,
    breadcrumbs: [...TRAIL, { href: '/spend-map/overlaps', text: 'Overlaps' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      heading: `${pair.first.name} and ${pair.second.name} look alike`,
      services: [pair.first, pair.second].map(serviceView),
      reasons: pair.reasons.map(({ words }) => words),
      figures: figuresOf(overlap, pair),
      marks: marks.map((one, at) => ({
        by: one.markedBy,
        day: formatDay(one.markedDay as CalendarDay),
        note: one.note,
        isFaded: at > 0 || newest?.isFaded === true,
      })),
      isLookedAt: newest !== null && !newest.isFaded,
      isFaded: newest?.isFaded === true,
      mayMark: mayMark.allows(actor),
      action: `/spend-map/overlaps/${pair.key}/mark`,
      errors,
      form: { values, errors },
    },
  };
}

function serviceView(service: Service) {
  const { level } = service;
  return {
    name: service.name,
    href: `/provision/services/${service.id}`,
    provider: service.providerName,
    agency: service.agencyName ?? 'Nobody',
    answers: service.accountableName ?? 'Nobody by name',
    aims: service.themes.map(aimLabel).join(', '),
    level: level === null ? 'Not stated' : (SERVICE_LEVEL_LABELS[level].split(':')[0] ?? level),
  };
}
