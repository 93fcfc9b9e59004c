import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { THEMES } from '../../record/index.ts';
import {
  confidenceOf,
  costBand,
  evidenceSource,
  programmeEvidence,
  verdictOf,
} from './evidence.ts';
import { statusOf } from './evidence.page.ts';
import { EVIDENCE, type Programme, type ProgrammeOutcome } from './evidence-file.ts';
import { effectFigure } from './evidence-figures.ts';
import { cautionFigure, confidenceFigure } from './evidence-scale.measure.ts';
import { levelOf, schemeOf, stepOf } from './evidence-scales.ts';
import {
  agesWords,
  CHECK_WORDS,
  DESIGN_WORDS,
  DIRECTION_TONES,
  DIRECTION_WORDS,
  PLACE_WORDS,
  SIZE_WORDS,
  TARGET_WORDS,
} from './evidence-words.ts';
import { rateLocally } from './local-evaluation.ts';
import { localFigure } from './local-evaluation.measure.ts';
import { type KeptEvaluation, listLocalEvaluations } from './local-evaluation.store.ts';
import { programmeCostMeasure } from './programme-cost.measure.ts';
import { DRIFT_COLUMN, programmeEditionsMeasure } from './programme-editions.measure.ts';
import { effectHeadline, programmeEffectMeasure } from './programme-effect.measure.ts';
import { thoseWhoRecordEvaluations } from './record-local-evaluation.ts';

/** One programme: whom it is for, ratings as published, effects, cost and how estimates drifted. */
export const programmePage: Page = definePage({
  url: '/evidence/:programme',
  title: 'One programme',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const programme = programmeEvidence(params.programme ?? '');
    const asked = { programme: programme.code };
    const kept = await listLocalEvaluations(tx, programme.code);
    return {
      template: 'understand/evidence/programme.njk',
      title: programme.name,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/evidence', text: 'What works' },
      ],
      data: {
        programme,
        headline: effectHeadline(programme),
        effects: await programmeEffectMeasure.compute(tx, actor, asked),
        costs: await programmeCostMeasure.compute(tx, actor, asked),
        editions: await programmeEditionsMeasure.compute(tx, actor, asked),
        driftColumn: DRIFT_COLUMN,
        facts: factsOf(programme),
        delivery: deliveryOf(programme),
        verdict: statusOf(programme),
        ratings: ratingsOf(programme),
        band: bandOf(programme),
        outcomes: programme.outcomes.map((outcome) => outcomeRow(programme, outcome)),
        caution: cautionOfProgramme(programme),
        local: kept.map(localRow),
        sources: sourcesOf(programme),
        papers: papersOf(programme),
        mayRecord: thoseWhoRecordEvaluations.allows(actor),
      },
    };
  },
});

function factsOf(programme: Programme) {
  const themes = THEMES.filter((one) => programme.themes.includes(one.theme));
  return [
    { key: 'For whom', text: programme.who },
    { key: 'Ages', text: agesWords(programme) },
    { key: 'Level of help', text: programme.levels.map((one) => TARGET_WORDS[one]).join(', ') },
    { key: 'Needs it bears on', text: themes.map((one) => one.label).join(', ') },
    { key: 'Where', text: programme.places.map((one) => PLACE_WORDS[one]).join(', ') },
    { key: 'Used in the United Kingdom', text: programme.usedInUk ? 'Yes' : 'Not that we know' },
  ];
}

const NOT_KNOWN = 'Not known to us';

function deliveryOf({ delivery }: Programme) {
  return [
    { key: 'Staff', text: delivery.staff ?? NOT_KNOWN },
    { key: 'Sessions', text: delivery.sessions ?? NOT_KNOWN },
    { key: 'Group', text: delivery.group ?? NOT_KNOWN },
    { key: 'Licence', text: delivery.licence ?? NOT_KNOWN },
  ];
}

function ratingsOf(programme: Programme) {
  const band = costBand(programme);
  return programme.ratings
    .filter((one) => one !== band)
    .map((rating) => {
      const level = levelOf(rating.scheme, rating.level);
      return {
        scheme: schemeOf(rating.scheme).label,
        level: rating.level,
        meaning: level.meaning,
        edition: rating.edition,
        note: rating.note,
        checked: CHECK_WORDS[rating.checked],
        warning: level.warning,
        confidence: confidenceFigure(rating.scheme, rating.level),
        why: level.why,
      };
    });
}

function bandOf(programme: Programme) {
  const band = costBand(programme);
  if (!band) return null;
  return {
    scheme: schemeOf(band.scheme).label,
    level: band.level,
    meaning: levelOf(band.scheme, band.level).meaning,
    edition: band.edition,
    note: band.note,
  };
}

function outcomeRow(programme: Programme, outcome: ProgrammeOutcome) {
  const followUp =
    outcome.followUpMonths === undefined ? '' : `, followed for ${outcome.followUpMonths} months`;
  return {
    what: outcome.what,
    words: outcome.words,
    direction: {
      text: DIRECTION_WORDS[outcome.direction],
      tone: DIRECTION_TONES[outcome.direction],
    },
    size: outcome.size ? effectFigure(programme, outcome, 'size') : null,
    kind: outcome.size ? (outcome.size.scale ?? SIZE_WORDS[outcome.size.kind]) : '',
    study: `${outcome.study}, ${outcome.country}${followUp}`,
    design: DESIGN_WORDS[outcome.design],
    checked: CHECK_WORDS[outcome.checked],
  };
}

function cautionOfProgramme(programme: Programme) {
  const confidence = confidenceOf(programme);
  const step = confidence ?? 0;
  return {
    isRated: confidence !== null,
    differs: verdictOf(programme) === 'differs',
    label: stepOf(step).label,
    reduction: cautionFigure(step, 'reduction'),
    inflation: cautionFigure(step, 'inflation'),
  };
}

/** A local evaluation as pages show it, with its rating by design. */
export function localRow(one: KeptEvaluation) {
  const rating = rateLocally(one);
  return {
    id: one.id,
    name: one.name,
    programme: one.programme,
    outcome: one.outcome,
    direction: { text: DIRECTION_WORDS[one.direction], tone: DIRECTION_TONES[one.direction] },
    design: DESIGN_WORDS[one.design],
    madeBy: one.madeBy,
    report: one.report,
    endedOn: one.endedOn,
    why: rating.why,
    confidence: localFigure(one, 'confidence'),
    measured: localFigure(one, 'measured'),
    started: localFigure(one, 'started'),
    size: one.effect ? localFigure(one, 'size') : null,
    kind: one.effect ? SIZE_WORDS[one.effect.kind] : '',
  };
}

function sourcesOf(programme: Programme) {
  const parts = [...programme.ratings, ...programme.costs, ...programme.outcomes];
  return [...new Set(parts.map((one) => one.source))].map((code) => evidenceSource(code));
}

function papersOf(programme: Programme) {
  return (programme.named ?? []).map(({ paper, where }) => {
    const found = EVIDENCE.papers.find((one) => one.code === paper);
    return { title: found?.title, publisher: found?.publisher, date: found?.date, where };
  });
}
