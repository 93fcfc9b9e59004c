import type { Figure, Finding, FindingRow } from '../../lib/index.ts';

/** Who a briefing is written for; the template of its words. */
export const AUDIENCES = ['ward', 'scrutiny', 'cabinet'] as const;

/** One kind of reader. */
export type Audience = (typeof AUDIENCES)[number];

/** The words for each kind of reader. */
export const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  ward: 'Ward members',
  scrutiny: 'Members of scrutiny',
  cabinet: 'The cabinet member and cabinet',
};

/** The parts of a briefing whose words an officer may change, with their labels, in order. */
export const FIELDS = {
  title: 'Title',
  story: 'The story in a few sentences',
  point1: 'First figure: what it says',
  why1: 'First figure: why it matters',
  point2: 'Second figure: what it says',
  why2: 'Second figure: why it matters',
  point3: 'Third figure: what it says',
  why3: 'Third figure: why it matters',
  place: 'This ward, or this authority',
  peers: 'Compared with similar councils',
  more: 'What else the record shows, a sentence a line',
  ask: 'What we ask of you, one thing a line',
  questions: 'Questions you could ask, one a line',
  unsure: 'What we are not sure of, one thing a line',
  words: 'Words used here, one a line',
  contact: 'Contact',
} as const;

/** The name of one part. */
export type FieldName = keyof typeof FIELDS;

/** The words of a briefing; numbers stand in them as tokens such as `{{figure 1}}`. */
export type BriefingWords = Readonly<Record<FieldName, string>>;

/** Parts that must not be empty. */
export const REQUIRED: readonly FieldName[] = ['title', 'story', 'point1', 'contact'];

/** What one token stands for. */
export interface BriefingSource {
  /** `figure 1`: one number; `finding 2`: a headline, with its table and chart. */
  readonly token: string;
  /** Measure and parameters, as under `/figures/`. */
  readonly address: string;
  /** What the number is, for a sentence in which it is too small to show. */
  readonly label: string;
  /** Where the table or chart of a finding stands. */
  readonly place: 'point1' | 'point2' | 'point3' | 'place' | 'peers' | 'sentence';
  /** What it was when the words were written, without its explanation. */
  readonly drafted: Finding;
}

/** What a token stands for now, or as it was frozen. */
export interface Shown {
  readonly source: Omit<BriefingSource, 'drafted'>;
  /** The finding; of the token of a number, that number alone. */
  readonly finding: Finding;
  /** All that the address gives. */
  readonly whole: Finding;
  /** Where it explains itself. */
  readonly href: string;
}

/** A piece of a text: words, a number, or the headline of a finding. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figure'; readonly figure: Figure; readonly href: string }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly href: string };

const TOKEN = /\{\{\s*((?:figure|finding) \d+)\s*\}\}/g;

/** The names of the tokens in a text, in order. */
export function tokensOf(text: string): string[] {
  return [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
}

/** Every pair of braces that is no known token, so that no number is left as braces. */
export function brokenTokens(text: string, known: readonly string[]): string[] {
  const rest = text.replace(TOKEN, (whole, token: string) => (known.includes(token) ? '' : whole));
  return rest.match(/\{\{[^}]*\}?\}?|\}\}/g) ?? [];
}

/** The one number of a finding that is one number; else undefined. */
export function numberOf(finding: Finding): Figure | undefined {
  return finding.rows[0]?.figures[0] ?? finding.total?.figures[0];
}

/**
 * What a token shows of all that its address gives: of the token of a number, the figure of that
 * very address alone; of the token of a finding, the whole. Null where that number is gone.
 */
export function narrowed(
  whole: Finding,
  { token, address, label }: Pick<BriefingSource, 'token' | 'address' | 'label'>,
): Finding | null {
  if (token.startsWith('finding')) return whole;
  const all = [...whole.rows, ...(whole.total ? [whole.total] : [])].flatMap((row) => row.figures);
  const figure = all.find((one) => one.id === address) ?? (all.length === 1 ? all[0] : undefined);
  if (!figure) return null;
  return {
    id: address,
    headline: label,
    subtitle: figure.label,
    rowHeading: '',
    columns: [''],
    rows: [{ label, figures: [figure] }],
    chart: 'none',
  };
}

const ABSENT = {
  suppressed: 'too few to show',
  'not-measured': 'not measured',
  'not-available': 'no data',
} as const;

/**
 * A text as pieces. A sentence that leans on a number which is hidden, not measured or not there is
 * written anew: what the number is, and why there is none.
 */
export function piecesOf(text: string, shown: ReadonlyMap<string, Shown>): Piece[] {
  return splitSentences(text).flatMap((sentence) => {
    const absent = tokensOf(sentence).flatMap((token) => {
      const found = shown.get(token);
      const figure = found && token.startsWith('figure') ? numberOf(found.finding) : undefined;
      return figure?.value === null ? [{ label: found?.source.label ?? figure.label, figure }] : [];
    });
    const [first] = absent;
    if (!first) return sentencePieces(sentence, shown);
    const why = ABSENT[first.figure.absent ?? 'not-available'];
    const space = /\s*$/.exec(sentence)?.[0] ?? '';
    return [{ kind: 'text', text: `${first.label}: ${why}.${space}` }];
  });
}

function sentencePieces(sentence: string, shown: ReadonlyMap<string, Shown>): Piece[] {
  return sentence.split(TOKEN).flatMap((part, index): Piece[] => {
    if (index % 2 === 0) return part === '' ? [] : [{ kind: 'text', text: part }];
    const found = shown.get(part);
    if (!found) return [{ kind: 'text', text: 'no data' }];
    const { finding, href } = found;
    const figure = numberOf(finding);
    if (part.startsWith('finding')) return [{ kind: 'finding', finding, href }];
    return figure ? [{ kind: 'figure', figure, href }] : [{ kind: 'text', text: 'no data' }];
  });
}

/** Sentences with the space after them, so that they can be put together again. */
function splitSentences(text: string): string[] {
  return text.split(/(?<=[.!?]\s+)(?=\S)/).filter((one) => one !== '');
}

/** The lines of a field, without empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A finding without how its figures were worked out: enough to see whether a number changed. */
export function withoutHow(finding: Finding): Finding {
  const row = ({ label, figures }: FindingRow): FindingRow => ({
    label,
    figures: figures.map((figure) => ({ ...figure, how: { formula: '' } })),
  });
  const { total, rows, notes, ...rest } = finding;
  return { ...rest, rows: rows.map(row), ...(total ? { total: row(total) } : {}) };
}

/** Where a briefing stands. */
export type BriefingStatus = 'draft' | 'signed' | 'signed-redrafted' | 'withdrawn';

/** The status of a briefing in words, with its tone. */
export const STATUS_WORDS: Readonly<
  Record<BriefingStatus, { readonly text: string; readonly tone: string }>
> = {
  draft: { text: 'Draft', tone: 'waiting' },
  signed: { text: 'Signed', tone: 'done' },
  'signed-redrafted': { text: 'Signed, newer draft', tone: 'going' },
  withdrawn: { text: 'Withdrawn', tone: 'quiet' },
};

/** Where a briefing stands, from its newest version, the newest one signed, and its withdrawal. */
export function statusOf(of: {
  readonly newest: number;
  readonly signed: number | null;
  readonly isWithdrawn: boolean;
}): BriefingStatus {
  if (of.isWithdrawn) return 'withdrawn';
  if (of.signed === null) return 'draft';
  return of.signed === of.newest ? 'signed' : 'signed-redrafted';
}
