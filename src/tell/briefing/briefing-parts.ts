import type { Figure, Finding, FinancialYear } from '../../lib/index.ts';
import { formatFinancialYear } from '../../lib/index.ts';

/** What a briefing is about. */
export interface Subject {
  readonly wardId: number | null;
  /** The ward, or the authority. */
  readonly place: string;
  readonly authority: string;
  /** The newest year that files know; null before anything is loaded. */
  readonly year: FinancialYear | null;
}

/** What a part writes, with tokens where numbers stand. */
export interface PartWords {
  readonly sentence: string;
  readonly why?: string;
  readonly questions?: readonly string[];
  /** Belongs to the story as well. */
  readonly story?: string;
}

/** Makes tokens while a part is written. */
export interface Tokens {
  /** The token of one number; the label says what it is, for when it is too small to show. */
  figure(figure: Figure, label: string): string;
  /** The token of the part's own headline. */
  readonly headline: string;
}

/** One thing that a briefing can say. */
export interface BriefingPart {
  readonly measure: string;
  readonly place: 'point' | 'place' | 'peers' | 'more';
  asked(subject: Subject): Readonly<Record<string, string | undefined>>;
  /** Null when the finding has nothing to say. */
  write(finding: Finding, subject: Subject, tokens: Tokens): PartWords | null;
  /** What is said under "not sure of" when there is nothing. */
  readonly without: string;
}

const wardOf = ({ wardId }: Subject) => (wardId === null ? undefined : String(wardId));
const yearOf = ({ year }: Subject) => year ?? undefined;
const inYear = ({ year }: Subject) => (year === null ? '' : ` in ${formatFinancialYear(year)}`);

const children: BriefingPart = {
  measure: 'children-by-level',
  place: 'point',
  asked: (subject) => ({ ward: wardOf(subject), year: yearOf(subject) }),
  write: (finding, subject, tokens) => {
    const total = finding.total?.figures[0];
    if (!total || total.value === 0) return null;
    const inCare = finding.rows[0]?.figures[0];
    const { place } = subject;
    const of = tokens.figure(total, `Children with help in ${place}`);
    const inCareToken = inCare && tokens.figure(inCare, `Children in care from ${place}`);
    const care = inCareToken ? ` Of them, ${inCareToken} were in care for some time.` : '';
    return {
      sentence: `In ${place}, ${of} had help${inYear(subject)}.${care}`,
      why: 'Each of them has a family that was worried, or that others were worried about.',
      story: `In ${place}, ${of} had help from children’s services${inYear(subject)}.`,
      questions: [`How soon do families in ${place} get help after they first ask?`],
    };
  },
  without: 'How many children have help: no return is loaded yet.',
};

const lateHelp: BriefingPart = {
  measure: 'late-help-cost',
  place: 'point',
  asked: (subject) => ({ by: 'status', ward: wardOf(subject), year: yearOf(subject) }),
  write: (finding, subject, tokens) => {
    // A ward that is too small gives one hidden row and no total.
    const total = finding.total?.figures[0] ?? finding.rows[0]?.figures[0];
    if (!total || total.value === 0) return null;
    const cost = tokens.figure(total, `The cost of late help in ${subject.place}`);
    return {
      sentence: `Help that came late in ${subject.place} cost ${cost}${inYear(subject)}.`,
      why: 'Late help comes when a problem has grown. It costs more, and children wait longer.',
      story: `Help that came late cost ${cost}.`,
      questions: [largestQuestion(finding)].filter((one) => one !== ''),
    };
  },
  without: 'What late help costs: nothing that happened has a cost yet.',
};

/** Asks about the level that costs most, where it is more than half of the whole. */
function largestQuestion(finding: Finding): string {
  const whole = finding.total?.figures[0]?.value ?? 0;
  const largest = finding.rows.find((row) => (row.figures[0]?.value ?? 0) > whole / 2);
  if (!largest) return '';
  const level = largest.label.toLowerCase();
  const told = `More than half of the cost is one level of help (${level}).`;
  return `${told} What would have helped those families earlier?`;
}

const referrals: BriefingPart = {
  measure: 'no-further-action-cost',
  place: 'point',
  asked: (subject) => ({ by: 'agency', year: yearOf(subject) }),
  write: (finding, { authority }, tokens) => {
    const figures = finding.total?.figures ?? [];
    const share = figures.find((figure) => figure.unit === 'percent');
    const cost = figures.find((figure) => figure.unit === 'pence');
    if (!share || !cost || share.value === null) return null;
    const shareToken = tokens.figure(share, `The share of referrals that led to no help`);
    const costToken = tokens.figure(cost, 'The cost of referrals that led to no help');
    const [most] = [...finding.rows].sort((a, b) => costIn(b.figures) - costIn(a.figures));
    return {
      sentence:
        `Across ${authority}, ${shareToken} of referrals led to no help. ` +
        `That cost ${costToken}.`,
      why: 'A referral that leads to nothing takes a family’s trust and a worker’s time.',
      questions: most
        ? [`What has ${most.label} been told about its referrals that led to no help?`]
        : [],
    };
  },
  without: 'What became of referrals: no return that says so is loaded yet.',
};

function costIn(figures: readonly Figure[]): number {
  return figures.find((figure) => figure.unit === 'pence')?.value ?? 0;
}

const profile: BriefingPart = {
  measure: 'ward-profile',
  place: 'place',
  asked: (subject) => ({ ward: wardOf(subject), year: yearOf(subject) }),
  write: (finding, _subject, tokens) =>
    finding.rows.length === 0 ? null : { sentence: tokens.headline },
  without: 'How many children live here: no file of places is loaded yet.',
};

const trend: BriefingPart = {
  measure: 'late-help-cost',
  place: 'more',
  asked: (subject) => ({ by: 'year', ward: wardOf(subject) }),
  write: (finding, _subject, tokens) =>
    finding.rows.length < 2
      ? null
      : {
          sentence: tokens.headline,
          story: tokens.headline,
          questions: ['What do we expect this to be in three years, and why?'],
        },
  without:
    'Whether the cost of late help rises: too little is loaded, or too few children are counted.',
};

const peers: BriefingPart = {
  measure: 'peer-indicators',
  place: 'peers',
  asked: () => ({}),
  write: (finding, _subject, tokens) =>
    finding.rows.length === 0
      ? null
      : {
          sentence: tokens.headline,
          questions: isWorseThanPeers(finding)
            ? ['Where we do worse than similar councils: what do they do that we do not?']
            : [],
        },
  without: 'How we compare: no published indicators are loaded yet.',
};

/** Whether the finding's own notes call an indicator worse. Its published name is not quoted. */
function isWorseThanPeers(finding: Finding): boolean {
  return (finding.notes ?? []).some((note) => note.endsWith(': worse.'));
}

/** A part that says the headline of a finding, and asks one question about it. */
function headlinePart(of: {
  readonly measure: string;
  readonly asked?: BriefingPart['asked'];
  readonly question: string;
  readonly without: string;
}): BriefingPart {
  return {
    measure: of.measure,
    place: 'more',
    asked: of.asked ?? (() => ({})),
    write: (finding, { authority }, tokens) =>
      finding.rows.length === 0
        ? null
        : { sentence: `Across ${authority}: ${tokens.headline}`, questions: [of.question] },
    without: of.without,
  };
}

/**
 * All that a briefing can say, in the order in which it says it: the only list. A part whose
 * measure this version does not have is not mentioned; one without data leaves its sentence under
 * "what we are not sure of". The first three points that have something to say are the figures.
 */
export const BRIEFING_PARTS: readonly BriefingPart[] = [
  children,
  lateHelp,
  referrals,
  profile,
  trend,
  peers,
  headlinePart({
    measure: 'themes',
    question: 'Which services here answer the theme that is met most?',
    without: 'Which themes families live with: no source of them is loaded yet.',
  }),
  headlinePart({
    measure: 'avoidable-entries',
    question: 'What would have had to be there earlier, in the cases that reviewers read?',
    without: 'How much of this could have been avoided: no review of cases is finished yet.',
  }),
  headlinePart({
    measure: 'reach',
    question: 'Which families do our services not reach, and what do they say about why?',
    without: 'Whom we do not reach: nothing counts yet who was offered help.',
  }),
  headlinePart({
    measure: 'spend-map',
    question: 'Where do two agencies pay for the same thing, and where does nobody?',
    without: 'What all agencies spend here: not all have answered yet.',
  }),
  headlinePart({
    measure: 'plan-actions',
    question: 'Which actions of the shared plan are late, and who answers for them?',
    without: 'What the shared plan has done: no version of it is agreed yet.',
  }),
];
