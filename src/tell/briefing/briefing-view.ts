import type { Finding } from '../../lib/index.ts';
import {
  AUDIENCE_WORDS,
  type BriefingWords,
  type FieldName,
  linesOf,
  type Piece,
  piecesOf,
  type Shown,
} from './briefing.ts';
import type { BriefingRow } from './briefings.store.ts';

const PEER_ROWS = 6;
const CHART_ROWS = 6;

/** A finding that stands on a briefing as a chart or a table. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly href: string;
}

/** One of the three figures. */
export interface PointView {
  readonly pieces: readonly Piece[];
  readonly why: readonly Piece[];
  readonly chart: ShownFinding | null;
}

/** A briefing as its page shows it, live or frozen. */
export interface BriefingView {
  readonly title: string;
  readonly place: string;
  readonly audience: string;
  readonly story: readonly Piece[];
  readonly points: readonly PointView[];
  readonly placeWords: readonly Piece[];
  readonly placeTable: ShownFinding | null;
  readonly peerWords: readonly Piece[];
  readonly peerTable: ShownFinding | null;
  readonly more: readonly (readonly Piece[])[];
  readonly ask: readonly (readonly Piece[])[];
  readonly questions: readonly (readonly Piece[])[];
  readonly unsure: readonly (readonly Piece[])[];
  readonly words: readonly string[];
  readonly contact: string;
  /** Each figure that it stands on: what it is and where it explains itself. */
  readonly figures: readonly { readonly label: string; readonly href: string }[];
}

/** Puts words and what their tokens stand for together. */
export function viewOf(
  briefing: Pick<BriefingRow, 'wardName' | 'audience'>,
  words: BriefingWords,
  shown: ReadonlyMap<string, Shown>,
): BriefingView {
  const pieces = (name: FieldName) => piecesOf(words[name], shown);
  const lines = (name: FieldName) => linesOf(words[name]).map((line) => piecesOf(line, shown));
  const at = (place: Shown['source']['place']) => {
    const found = [...shown.values()].find(({ source }) => source.place === place);
    return found ? { finding: found.finding, href: found.href } : null;
  };
  const points = ([1, 2, 3] as const)
    .map((number) => ({
      pieces: pieces(`point${number}`),
      why: pieces(`why${number}`),
      chart: drawable(shortened(at(`point${number}`), CHART_ROWS)),
    }))
    .filter((point) => point.pieces.length > 0);
  return {
    title: words.title,
    place: briefing.wardName ?? 'The whole authority',
    audience: AUDIENCE_WORDS[briefing.audience],
    story: pieces('story'),
    points,
    placeWords: pieces('place'),
    placeTable: at('place'),
    peerWords: pieces('peers'),
    peerTable: shortened(at('peers'), PEER_ROWS),
    more: lines('more'),
    ask: lines('ask'),
    questions: lines('questions'),
    unsure: lines('unsure'),
    words: linesOf(words.words),
    contact: words.contact,
    figures: [...shown.values()].map(({ source, href }) => ({ label: source.label, href })),
  };
}

/** The first rows of a finding, without its total: what fits on two sides of paper. */
function shortened(one: ShownFinding | null, rows: number): ShownFinding | null {
  if (!one || one.finding.rows.length === 0) return null;
  const { total, ...finding } = one.finding;
  return { ...one, finding: { ...finding, rows: finding.rows.slice(0, rows) } };
}

/** The same without its chart where every bar would be hidden or nothing. */
function drawable(one: ShownFinding | null): ShownFinding | null {
  const isDrawn = one?.finding.rows.some((row) => (row.figures[0]?.value ?? 0) > 0);
  return one && !isDrawn ? { ...one, finding: { ...one.finding, chart: 'none' } } : one;
}

/** Pieces as plain text, for the command line. */
export function plainText(pieces: readonly Piece[], number: (piece: Piece) => string): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : number(piece))).join('');
}
