import { listAuthorities } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, financialYearOf, Refusal } from '../../lib/index.ts';
import type { Actor, Measure, Tx } from '../../platform/index.ts';
import { latestKnownDay, listPlaces } from '../../record/index.ts';
import {
  type Audience,
  type BriefingSource,
  type BriefingWords,
  narrowed,
  numberOf,
  tokensOf,
  withoutHow,
} from './briefing.ts';
import {
  BRIEFING_PARTS,
  type BriefingPart,
  type PartWords,
  type Subject,
  type Tokens,
} from './briefing-parts.ts';
import { computeOnce } from './compute-once.ts';
import { standingWords } from './standing-words.ts';

/** A draft: its words with tokens, and what the tokens stand for. */
export interface Draft {
  readonly words: BriefingWords;
  readonly sources: readonly BriefingSource[];
}

const POINTS = 3;
const QUESTIONS = 5;

interface Written extends PartWords {
  /** The token of the part's own finding. */
  readonly headline: string;
  readonly part: BriefingPart;
}

/** Drafts a briefing about a ward, or the whole authority, from what is measured now. */
export async function draftBriefing(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly wardId: number | null;
    readonly audience: Audience;
    readonly measures: readonly Measure[];
  },
): Promise<Draft> {
  const subject = await subjectOf(tx, asked.wardId);
  const made = new TokenMaker();
  const written: Written[] = [];
  const missing: string[] = [];
  for (const part of BRIEFING_PARTS) {
    const measure = asked.measures.find((one) => one.name === part.measure);
    if (!measure?.who.allows(actor)) continue;
    const words = await writePart(part, subject, {
      made,
      compute: (query) => computeOnce(measure, { tx, actor, query }),
      place: part.place === 'place' || part.place === 'peers' ? part.place : 'sentence',
    });
    if (words) written.push({ ...words.said, headline: words.headline, part });
    else missing.push(part.without);
  }
  const points = pointsOf(written, made.sources);
  const words = wordsOf(subject, asked.audience, { written, points, missing });
  return { words, sources: withPlaces(made.sources, points) };
}

/** The three figures: those that can be shown before those with a number too small to show. */
function pointsOf(written: readonly Written[], sources: readonly BriefingSource[]): Written[] {
  const hidden = new Set(
    sources
      .filter(({ token, drafted }) => {
        return token.startsWith('figure') && numberOf(drafted)?.value === null;
      })
      .map(({ token }) => token),
  );
  const isHidden = ({ sentence }: Written) => tokensOf(sentence).some((one) => hidden.has(one));
  const all = written.filter(({ part }) => part.place === 'point');
  return [...all.filter((one) => !isHidden(one)), ...all.filter(isHidden)].slice(0, POINTS);
}

/** Puts the chart of each of the three figures beside its sentence. */
function withPlaces(
  sources: readonly BriefingSource[],
  points: readonly Written[],
): BriefingSource[] {
  return sources.map((source) => {
    const place = POINT_PLACES[points.findIndex(({ headline }) => headline === source.token)];
    return place ? { ...source, place } : source;
  });
}

const POINT_PLACES = ['point1', 'point2', 'point3'] as const;

async function subjectOf(tx: Tx, wardId: number | null): Promise<Subject> {
  const [authority] = await listAuthorities(tx);
  const ward = (await listPlaces(tx, 'ward')).find((one) => Number(one.id) === wardId);
  const known = await latestKnownDay(tx);
  const name = authority?.name ?? 'this authority';
  return {
    wardId,
    place: ward?.name ?? name,
    authority: name,
    year: known === null ? null : financialYearOf(known),
  };
}

/** Hands out tokens, and remembers what each stands for. */
class TokenMaker {
  readonly sources: BriefingSource[] = [];

  add(kind: 'figure' | 'finding', source: Omit<BriefingSource, 'token'>): string {
    const known = this.sources.find(
      (one) => one.token.startsWith(kind) && one.address === source.address,
    );
    if (known) return `{{${known.token}}}`;
    const token = `${kind} ${this.sources.length + 1}`;
    this.sources.push({ token, ...source });
    return `{{${token}}}`;
  }
}

async function writePart(
  part: BriefingPart,
  subject: Subject,
  of: {
    readonly made: TokenMaker;
    readonly place: BriefingSource['place'];
    compute(query: Record<string, string>): Promise<Finding>;
  },
): Promise<{ readonly said: PartWords; readonly headline: string } | null> {
  const query = Object.fromEntries(
    Object.entries(part.asked(subject)).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
  const finding = await unlessRefused(() => of.compute(query));
  if (finding === null) return null;
  const mark = of.made.sources.length;
  const { place } = of;
  const headline = of.made.add('finding', {
    address: figureId(part.measure, query),
    label: finding.subtitle,
    place,
    drafted: withoutHow(finding),
  });
  const tokens: Tokens = {
    headline: `${headline}.`,
    figure: (figure, label) => of.made.add('figure', numberSource(finding, figure, label)),
  };
  const said = part.write(finding, subject, tokens);
  if (said !== null) return { said, headline: tokensOf(headline)[0] ?? '' };
  of.made.sources.length = mark;
  return null;
}

function numberSource(
  whole: Finding,
  figure: Figure,
  label: string,
): Omit<BriefingSource, 'token'> {
  const source = { token: 'figure', address: figure.id, label };
  const drafted = narrowed(whole, source);
  if (!drafted) throw new Error(`a part took a figure that its finding does not have: ${label}`);
  return { address: figure.id, label, place: 'sentence', drafted: withoutHow(drafted) };
}

async function unlessRefused(work: () => Promise<Finding>): Promise<Finding | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function wordsOf(
  subject: Subject,
  audience: Audience,
  of: {
    readonly written: readonly Written[];
    readonly points: readonly Written[];
    readonly missing: readonly string[];
  },
): BriefingWords {
  const { written, points, missing } = of;
  const at = (place: BriefingPart['place']) =>
    written.filter(({ part }) => part.place === place).map(({ sentence }) => sentence);
  const questions = [...new Set(written.flatMap((one) => one.questions ?? []))];
  const standing = standingWords(subject, audience);
  const story = written.flatMap((one) => one.story ?? []).slice(0, POINTS);
  return {
    title: `Children and families in ${subject.place}`,
    story: [...story, standing.story].join(' '),
    point1: points[0]?.sentence ?? 'Nothing is loaded yet that could be told here.',
    why1: points[0]?.why ?? '',
    point2: points[1]?.sentence ?? '',
    why2: points[1]?.why ?? '',
    point3: points[2]?.sentence ?? '',
    why3: points[2]?.why ?? '',
    place: at('place').join(' '),
    peers: at('peers').join(' '),
    more: at('more').join('\n'),
    ask: standing.ask.join('\n'),
    questions: [...questions, ...standing.questions].slice(0, QUESTIONS).join('\n'),
    unsure: [...standing.unsure, ...missing].join('\n'),
    words: standing.words.join('\n'),
    contact: standing.contact,
  };
}
