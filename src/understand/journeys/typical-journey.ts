import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  type FinancialYear,
  formatPence,
  pence,
  roundHalfAway,
  hideNext,
  countedHow,
} from '../../lib/index.ts';
import { type AgencyKind, LEVEL_LABELS, type Level } from '../../record/index.ts';
import { activityLabel, AGENCY_LABELS } from '../cost/cost-groups.ts';
import {
  type Activity,
  agenciesOf,
  type Amount,
  ofCashKind,
  partOfAgency,
  priceActivity,
  sumAmounts,
  sumLines,
} from '../cost/late-help-cost.ts';
import { priceFigure } from '../cost/cost-figures.ts';
import type { PriceList } from '../unit-costs/price-list.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import type { GroupJourney } from './typical-journey.store.ts';

/** What can be shown of a typical journey. */
export const TYPICAL_VIEWS = ['levels', 'agency', 'flows', 'group'] as const;

/** One view of it. */
export type TypicalView = (typeof TYPICAL_VIEWS)[number];

/** A group as it is asked for, and what is shown of it. */
export interface TypicalAsked {
  readonly show: TypicalView;
  readonly ended: Level;
  readonly year: FinancialYear;
  readonly ward: number | null;
  readonly theme: string | null;
}

/** The fewest children of whom a typical journey is told. */
export const FEWEST_IN_GROUP = 10;

const SHOWN: Readonly<Record<TypicalView, string>> = {
  levels: 'Levels of help that children passed through',
  agency: 'Mean cost of a journey by agency',
  flows: 'From each level to the next new one',
  group: 'The group',
};

const WHO = 'Children whose highest level in the year was this one';

/** A view of the typical journey of a group; of none for a group that is too small. */
export function typicalFinding(
  asked: TypicalAsked,
  journey: GroupJourney | null,
  prices: PriceList,
): Finding {
  const base = {
    id: figureId('typical-journey', parametersOf(asked)),
    subtitle:
      `${SHOWN[asked.show]}. ${WHO} (${LEVEL_LABELS[asked.ended].toLowerCase()}), ` +
      `${formatFinancialYear(asked.year)}, from first contact to the end of that year`,
  };
  if (journey === null) {
    const headline =
      `Fewer than ${FEWEST_IN_GROUP} children are in this group: too few to tell a typical ` +
      'journey without telling one child\u2019s';
    const rowHeading = 'Level of help';
    return { ...base, headline, rowHeading, columns: ['Children'], rows: [], chart: 'none' };
  }
  switch (asked.show) {
    case 'levels':
      return { ...base, ...levelsView(asked, journey) };
    case 'agency':
      return { ...base, ...agencyView(asked, journey, prices) };
    case 'flows':
      return { ...base, ...flowsView(asked, journey) };
    case 'group':
      return { ...base, ...groupView(asked, journey) };
  }
}

type View = Omit<Finding, 'id' | 'subtitle'>;

function parametersOf(asked: TypicalAsked): Record<string, string | undefined> {
  const { show, ended, year, ward, theme } = asked;
  return {
    show,
    ended,
    year,
    ward: ward === null ? undefined : String(ward),
    theme: theme ?? undefined,
  };
}

/** A figure of one cell; a null value is a count under 5. */
function cell(
  asked: TypicalAsked,
  of: { readonly row: string; readonly column: string; readonly label: string },
  figure: Pick<Figure, 'value' | 'unit' | 'how'> & {
    readonly low?: number;
    readonly high?: number;
  },
): Figure {
  const { row, column, label } = of;
  const id = figureId('typical-journey', { ...parametersOf(asked), row, column });
  if (figure.value !== null) return { id, label, ...figure };
  const how = { formula: 'Fewer than 5 children, hidden to protect them.' };
  return { id, label, value: null, unit: figure.unit, absent: 'suppressed', how };
}

function groupView(asked: TypicalAsked, journey: GroupJourney): View {
  const before = countedHow(
    `Median of referrals up to the first day at: ${LEVEL_LABELS[asked.ended]}.`,
    'Children of the group',
    journey.children,
  );
  const figures = [
    cell(
      asked,
      { row: 'group', column: 'children', label: 'Children in the group' },
      {
        value: journey.children,
        unit: 'children',
        how: countedHow(`${WHO}.`, WHO, journey.children),
      },
    ),
    cell(
      asked,
      { row: 'group', column: 'referrals', label: 'Referrals before, median' },
      { value: journey.referralsBefore ?? 0, unit: 'number', how: before },
    ),
  ];
  return {
    headline: groupHeadline(journey),
    rowHeading: 'Group',
    columns: ['Children', 'Referrals before, median'],
    rows: [{ label: LEVEL_LABELS[asked.ended], figures }],
    chart: 'none',
  };
}

function groupHeadline({ children, referralsBefore }: GroupJourney): string {
  const times = referralsBefore ?? 0;
  if (times < 1) return `Half of these ${children} children were never referred before`;
  const words = times === 1 ? 'once' : `${times} times`;
  return `Half of these ${children} children were referred ${words} or more before`;
}

function levelsView(asked: TypicalAsked, journey: GroupJourney): View {
  const rows = journey.levels.map(({ level, children, medianDays }): FindingRow => {
    const label = LEVEL_LABELS[level];
    const share = children === null ? null : (100 * children) / journey.children;
    return {
      label,
      figures: [
        cell(
          asked,
          { row: level, column: 'children', label: `${label}: children` },
          {
            value: children,
            unit: 'children',
            how: countedHow(
              'Children of the group with any day at this level.',
              'Children of the group who reached it',
              children ?? 0,
            ),
          },
        ),
        cell(
          asked,
          { row: level, column: 'share', label: `${label}: share of the group` },
          {
            value: share,
            unit: 'percent',
            how: countedHow(
              'Those children as a share of the group.',
              'Children of the group',
              journey.children,
            ),
          },
        ),
        cell(
          asked,
          { row: level, column: 'days', label: `${label}: median days from first contact` },
          {
            value: medianDays,
            unit: 'days',
            how: {
              formula:
                'Median of days from first contact, referral or help to the first day at it.',
            },
          },
        ),
      ],
    };
  });
  return {
    headline: levelsHeadline(asked, journey),
    rowHeading: 'Level of help',
    columns: ['Children', 'Share of the group', 'Median days from first contact'],
    rows,
    chart: 'bars',
    notes: ['Everyone counts, restricted records too. Counts under 5 are hidden.'],
  };
}

function levelsHeadline(asked: TypicalAsked, { levels, children }: GroupJourney): string {
  const help = levels.find((one) => one.level === 'targeted-early-help');
  const own = levels.find((one) => one.level === asked.ended);
  const days = own?.medianDays ?? null;
  const wait =
    days === null
      ? ''
      : `; half were at this level within ${Math.round(days)} days of first contact`;
  if (asked.ended === 'targeted-early-help') {
    return `${children} children had early help as their highest level${wait}`;
  }
  if (!help) return `None of these ${children} children had early help first or at any time${wait}`;
  if (help.children === null)
    return `Fewer than 5 of these ${children} children ever had early help${wait}`;
  const share = Math.round((100 * help.children) / children);
  return `${share}% of these ${children} children ever had early help${wait}`;
}

function agencyView(asked: TypicalAsked, journey: GroupJourney, prices: PriceList): View {
  const activities: Activity[] = [
    ...journey.days.map(
      ({ level, placementGroup, days }): Activity => ({
        group: '',
        kind: 'days',
        level,
        placementGroup,
        quantity: days,
      }),
    ),
    ...journey.events.map(
      ({ kind, events }): Activity => ({
        group: '',
        kind: 'events',
        event: kind,
        quantity: events,
      }),
    ),
  ];
  const { lines: all, unpriced } = priceActivity(activities, prices);
  const lines = [...ofCashKind(all, 'cash'), ...ofCashKind(all, 'capacity')];
  const inputs = lines.map((line) => priceFigure(line.activity, line.price));
  const figureOf = (kind: AgencyKind | 'total', amount: Amount) => {
    const label = kind === 'total' ? 'All agencies' : AGENCY_LABELS[kind];
    const formula =
      'What happened to the group up to the end of the year times the price of each, divided ' +
      'by its children.';
    const mean = perChild(amount, journey.children);
    const how = { formula, inputs };
    const of = { row: kind, column: 'cost', label: `${label}: mean cost of a journey` };
    return cell(asked, of, { ...mean, unit: 'pence', how });
  };
  const rows = agenciesOf(lines).map((kind) => ({
    label: AGENCY_LABELS[kind],
    figures: [figureOf(kind, sumAmounts(lines.map((line) => partOfAgency(line, kind))))],
  }));
  rows.sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
  const mean = perChild(sumLines(lines), journey.children).value;
  const about = formatPence(pence(Number(mean.toPrecision(2))));
  return {
    headline: `A journey like this costs services about ${about} a child`,
    rowHeading: 'Agency',
    columns: ['Mean cost of a journey'],
    rows,
    total: { label: 'All agencies', figures: [figureOf('total', sumLines(lines))] },
    chart: 'bars',
    notes: [
      `Modelled, in ${priceBase()}. Early help is in it; value to society is not.`,
      ...new Set(unpriced.map((one) => `${activityLabel(one.activity)}: not measured. ${one.why}`)),
    ],
  };
}

function perChild(amount: Amount, children: number) {
  const mean = (of: number) => roundHalfAway(of / children);
  return { value: mean(amount.pence), low: mean(amount.low), high: mean(amount.high) };
}

const MOST_STAGES = 6;

function flowsView(asked: TypicalAsked, journey: GroupJourney): View {
  const steps = hideFirst(journey.steps).filter(({ step }) => step < MOST_STAGES);
  const rows = steps.map(({ from, to, step, children }): FindingRow => {
    const origin = from === '' ? 'First contact' : stage(from, step - 1);
    const label = `${origin} \u2192 ${stage(to, step)}`;
    const row = `${step}-${from || 'first-contact'}-${to}`;
    const how = {
      formula:
        'Children of the group whose next new level this was; a level they come back to does ' +
        'not count again.',
    };
    const of = { row, column: 'children', label };
    return { label, figures: [cell(asked, of, { value: children, unit: 'children', how })] };
  });
  const first = journey.steps.find(({ step, children }) => step === 1 && children !== null);
  return {
    headline: first
      ? `Most often the first help was: ${LEVEL_LABELS[first.to].toLowerCase()}`
      : 'No way into help was taken by 5 children or more',
    rowHeading: 'From one level to the next',
    columns: ['Children'],
    rows,
    chart: rows.length === 0 ? 'none' : 'flows',
    notes: ['The number behind a level says whether it was the first help, the second and so on.'],
  };
}

/** First steps sum to the group: a single hidden one would be what is missing, so two are. */
function hideFirst(steps: GroupJourney['steps']): GroupJourney['steps'] {
  const first = steps.filter(({ step }) => step === 1);
  const counts = first.map(({ children }) => children ?? 0);
  const hidden = hideNext(
    first.map(({ children }) => children === null),
    counts,
  );
  return steps.map((one) => {
    const index = first.indexOf(one);
    return hidden[index] ? { ...one, children: null } : one;
  });
}

function stage(level: Level, step: number): string {
  return `${LEVEL_LABELS[level]} (${step})`;
}
