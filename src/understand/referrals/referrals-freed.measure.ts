import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FinancialYear,
  formatFinancialYear,
  formatPence,
  type Interval,
  pence,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import {
  type Actor,
  defineMeasure,
  type Measure,
  type Parameters,
  type Tx,
} from '../../platform/index.ts';
import { readChoice, readYear } from '../cost/cost-asked.ts';
import { type Freed, freedBy, freedTogether, plusRange, timesRange } from './freed.ts';
import { countFigure, priceInputs, referralPrices } from './no-further-action-figures.ts';
import {
  checkMaySee,
  compareReferrers,
  namesOf,
  onlyAgencyOf,
  readAgency,
  readTable,
} from './read-referrals.ts';
import { hoursFigure } from './referral-hours.measure.ts';
import { hoursOf, type Step } from './referral-work.ts';
import {
  bestThirdShare,
  hidesNothing,
  type Referrer,
  type ReferralTable,
} from './referral-table.ts';

const NAME = 'referrals-freed';

const ROWS = ['referrals', 'assessments', 'hours', 'money'] as const;
type Row = (typeof ROWS)[number];

const LABELS: Readonly<Record<Row, string>> = {
  referrals: 'Fewer referrals that lead to no help',
  assessments: 'Fewer assessments',
  hours: 'Worker hours freed',
  money: 'What those cost (capacity, not cash)',
};

const UNITS = {
  referrals: 'referrals',
  assessments: 'assessments',
  hours: 'hours',
  money: 'pence',
} as const;

/** What a change is asked about. */
interface Asked {
  /** The number of an agency, or `all`. */
  readonly agency: string;
  readonly year: FinancialYear;
  /** `expected`, `best-third`, or a share in percent. */
  readonly target: string;
  /** Hours that this council measured itself; null takes the published ones with their range. */
  readonly hours: Readonly<Record<Step, number | null>>;
}

/** What would be freed if fewer referrals led to no help: referrals, hours and capacity. */
export const referralsFreedMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What fewer referrals without help would free',
  who: thoseWhoSeeFigures,
  parameters: {
    agency: 'the number of an agency, or all; all by default',
    year: 'a financial year such as 2024-25; the newest known by default',
    target: 'expected, best-third, or the share that leads to no help in percent, such as 25',
    referralHours: 'hours of a referral here, if you have measured them',
    assessmentHours: 'hours of an assessment here, if you have measured them',
    row: ROWS.join(', '),
  },
  compute: async (tx, actor, given) => {
    const asked = await readAsked(tx, actor, given);
    const table = await readTable(tx, asked.year);
    const nameOf = await namesOf(tx, 'agency');
    const name = asked.agency === 'all' ? 'all agencies' : nameOf(asked.agency);
    const own = table.agency.filter(
      (one) => !hidesNothing(one) && (asked.agency === 'all' || one.key === asked.agency),
    );
    const freed = await readFreed(tx, asked, own, table);
    const finding = findingOf(asked, name, freed, inputsOf(asked, own, nameOf));
    if (given.row === undefined) return finding;
    const row = readChoice(given.row, ROWS, 'row');
    const line = finding.rows[ROWS.indexOf(row)];
    return {
      ...finding,
      id: figureId(NAME, { ...idOf(asked), row }),
      headline: `${LABELS[row]}, ${name}`,
      rows: line ? [line] : [],
    };
  },
});

async function readAsked(tx: Tx, actor: Actor, given: Parameters): Promise<Asked> {
  const agency = given.agency ?? 'all';
  if (agency !== 'all' || onlyAgencyOf(actor) !== null) checkMaySee(actor, agency);
  if (agency !== 'all') await readAgency(tx, agency);
  const target = given.target ?? 'expected';
  const isShare = /^\d{1,3}$/.test(target) && Number(target) <= 100;
  if (target !== 'expected' && target !== 'best-third' && !isShare) {
    const sentence = 'target is expected, best-third, or a whole number of percent from 0 to 100.';
    throw refuse('no-such-target', 'invalid', sentence);
  }
  return {
    agency,
    year: await readYear(tx, given.year),
    target,
    hours: {
      referral: readHours(given.referralHours, 'referralHours'),
      assessment: readHours(given.assessmentHours, 'assessmentHours'),
    },
  };
}

function readHours(text: string | undefined, name: string): number | null {
  if (text === undefined || text === '') return null;
  const hours = Number(text);
  if (Number.isFinite(hours) && hours >= 0 && hours <= 200) return hours;
  throw refuse(
    'no-such-hours',
    'invalid',
    `${name} is a number of hours from 0 to 200, such as 3.5.`,
  );
}

/** What each agency would free, added up; null where the target cannot be told. */
async function readFreed(
  tx: Tx,
  asked: Asked,
  own: readonly Referrer[],
  table: ReferralTable,
): Promise<Freed | null> {
  const compare =
    asked.target === 'expected'
      ? await compareReferrers(tx, { by: 'agency', year: asked.year })
      : null;
  const best = bestThirdShare(table);
  const shareOf = (key: string): Interval | null => {
    if (compare !== null) {
      const mix = compare(key);
      if (mix === null || mix.standing === 'too-few') return null;
      return timesRange(mix.expected, { value: 1 / mix.cases });
    }
    const value = asked.target === 'best-third' ? best : Number(asked.target) / 100;
    return value === null ? null : { value, low: value, high: value };
  };
  const all = own.flatMap(({ key, counts }) => {
    const share = shareOf(key);
    const nothing = {
      referrals: counts.referrals,
      atReferral: counts['at-referral'],
      afterAssessment: counts['after-assessment'],
    };
    return share === null ? [] : [freedBy(nothing, share)];
  });
  return all.length === 0 ? null : freedTogether(all);
}

function amountOf(row: Row, { referrals, assessments }: Freed, hours: Asked['hours']): Interval {
  if (row === 'referrals') return referrals;
  if (row === 'assessments') return assessments;
  const per = (step: Step) => {
    const local = hours[step];
    const { hours: value, low, high } = hoursOf(step);
    return local === null ? { value, low, high } : { value: local };
  };
  if (row === 'hours') {
    return plusRange(
      timesRange(referrals, per('referral')),
      timesRange(assessments, per('assessment')),
    );
  }
  const prices = referralPrices();
  const { value, low, high } = plusRange(
    timesRange(referrals, { ...prices.referral, value: prices.referral.pence }),
    timesRange(assessments, { ...prices.assessment, value: prices.assessment.pence }),
  );
  return { value: roundHalfAway(value), low: roundHalfAway(low), high: roundHalfAway(high) };
}

function idOf({ agency, year, target, hours }: Asked): Record<string, string | undefined> {
  return {
    agency,
    year,
    target,
    referralHours: hours.referral === null ? undefined : String(hours.referral),
    assessmentHours: hours.assessment === null ? undefined : String(hours.assessment),
  };
}

function findingOf(
  asked: Asked,
  name: string,
  freed: Freed | null,
  inputs: Readonly<Record<Row, readonly Figure[]>>,
): Finding {
  const figureOf = (row: Row): Figure => {
    const base = {
      id: figureId(NAME, { ...idOf(asked), row }),
      label: LABELS[row],
      unit: UNITS[row],
    };
    if (freed === null)
      return { ...base, value: null, absent: 'not-available', how: { formula: NO_TARGET } };
    const amount = amountOf(row, freed, asked.hours);
    return {
      ...base,
      ...amount,
      how: { formula: FORMULAS[row], inputs: inputs[row], notes: NOTES },
    };
  };
  return {
    id: figureId(NAME, idOf(asked)),
    headline: headlineOf(asked, name, freed),
    subtitle:
      `${formatFinancialYear(asked.year)}, if the share that leads to no help were ` +
      targetWords(asked),
    rowHeading: 'What would be freed in such a year',
    columns: ['Amount'],
    rows: ROWS.map((row) => ({ label: LABELS[row], figures: [figureOf(row)] })),
    chart: 'none',
    notes: NOTES,
  };
}

function headlineOf(asked: Asked, name: string, freed: Freed | null): string {
  if (freed === null) return `There is too little to say what a change would free for ${name}`;
  const hours = Math.round(amountOf('hours', freed, asked.hours).value);
  if (hours === 0) return `For ${name} the share is there already: nothing more would be freed`;
  const money = pence(
    Math.round(Number(amountOf('money', freed, asked.hours).value.toPrecision(2))),
  );
  return (
    `If the share that leads to no help were ${targetWords(asked)}, about ` +
    `${hours.toLocaleString('en-GB')} worker hours would be freed for families: work that costs ` +
    `about ${formatPence(money)}`
  );
}

function targetWords({ target }: Asked): string {
  if (target === 'expected') return 'what is expected of such referrals';
  return target === 'best-third' ? 'that of the best third of agencies here' : `${target}%`;
}

function inputsOf(
  asked: Asked,
  own: readonly Referrer[],
  nameOf: (key: string) => string,
): Readonly<Record<Row, readonly Figure[]>> {
  const by = { by: 'agency', year: asked.year } as const;
  const counts = own.flatMap((referrer) =>
    (['referrals', 'at-referral', 'after-assessment'] as const).map((count) =>
      countFigure(by, { referrer, label: nameOf(referrer.key), count }),
    ),
  );
  const hours = (['referral', 'assessment'] as const)
    .filter((step) => asked.hours[step] === null)
    .map(hoursFigure);
  return {
    referrals: counts,
    assessments: counts,
    hours: [...counts, ...hours],
    money: [...counts, ...priceInputs()],
  };
}

const FORMULAS: Readonly<Record<Row, string>> = {
  referrals:
    'For each agency: referrals that led to no help, less the share aimed at times its ' +
    'referrals; never less than 0. Agencies with hidden counts are left out.',
  assessments:
    'Those fewer referrals times the proportion of referrals without help that had an assessment.',
  hours: 'Fewer referrals times hours of a referral, and fewer assessments times hours of one.',
  money: 'Fewer referrals times the price of a referral, and fewer assessments times that of one.',
};

const NO_TARGET =
  'Too few referrals or agencies to say what share could be reached, or counts are hidden.';

const NOTES = [
  'This frees time that is already paid for: capacity, not cash. Nobody\u2019s budget falls by it.',
  'It says what a lower share would free, not that the share can fall: some referrals without ' +
    'help were right to make.',
];
