import { type Finding, Refusal } from '../../lib/index.ts';
import {
  type Actor,
  canonicalJson,
  type Difference,
  differences,
  findAllFrozen,
  type Measure,
  type PageRequest,
  sha256Of,
  type Tx,
} from '../../platform/index.ts';
import {
  type BriefingSource,
  type BriefingWords,
  narrowed,
  type Shown,
  withoutHow,
} from './briefing.ts';
import { computeOnce } from './compute-once.ts';
import type { SigningRow } from './briefings.store.ts';

/** What is under the hash of a signed briefing. */
export interface SignedContent {
  readonly briefing: number;
  readonly version: number;
  readonly place: string | null;
  readonly audience: string;
  readonly words: BriefingWords;
  readonly figures: readonly {
    readonly token: string;
    readonly label: string;
    readonly place: BriefingSource['place'];
    readonly address: string;
    /** The frozen figure's number and seal. */
    readonly frozen: number;
    readonly hash: string;
  }[];
}

type By = Pick<PageRequest, 'tx' | 'actor'>;

/** What an address gives now; null when nothing computes it any more or the reader may not. */
export async function computeSource(
  { tx, actor }: By,
  measures: readonly Measure[],
  address: string,
): Promise<Finding | null> {
  const [name = '', parameters = ''] = address.split('?', 2);
  const measure = measures.find((one) => one.name === name);
  if (!measure?.who.allows(actor)) return null;
  try {
    const query = Object.fromEntries(new URLSearchParams(parameters));
    return await computeOnce(measure, { tx, actor, query });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What the tokens of a draft stand for now; one that cannot be computed is left out. */
export async function showLive(
  by: By,
  measures: readonly Measure[],
  sources: readonly BriefingSource[],
): Promise<Map<string, Shown>> {
  const shown = new Map<string, Shown>();
  const wholes = new Map<string, Finding>();
  for (const source of sources) {
    const known = wholes.get(source.address);
    const whole = known ?? (await computeSource(by, measures, source.address));
    const finding = whole && narrowed(whole, source);
    if (!whole || !finding) continue;
    wholes.set(source.address, whole);
    shown.set(source.token, { source, finding, whole, href: `/figures/${source.address}` });
  }
  return shown;
}

/** One token whose numbers are not what they were. */
export interface Change {
  readonly token: string;
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** Which tokens of a draft give other numbers now than when its words were written. */
export function changesSince(
  sources: readonly BriefingSource[],
  shown: ReadonlyMap<string, Shown>,
): Change[] {
  return sources.flatMap((source): Change[] => {
    const now = shown.get(source.token)?.finding;
    const gone = { ...source.drafted, rows: [] };
    const changed = differences(source.drafted, now ?? gone);
    const { token, label } = source;
    return changed.length === 0 ? [] : [{ token, label, differences: changed }];
  });
}

/** A hash over all numbers as they are now: whoever signs says by it which numbers they saw. */
export function seenHash(shown: ReadonlyMap<string, Shown>): string {
  const all = [...shown].map(([token, { finding }]) => [token, withoutHow(finding)]);
  return sha256Of(canonicalJson(all));
}

/** A signed briefing: its words and its frozen figures, and whether it is as it was signed. */
export interface SignedBriefing {
  readonly content: SignedContent;
  readonly shown: ReadonlyMap<string, Shown>;
  /** Nothing was changed: neither the words nor any frozen figure. */
  readonly isWhole: boolean;
}

/** Reads a signature's words and frozen figures, and hashes both again. */
export async function showSigned(tx: Tx, signing: SigningRow): Promise<SignedBriefing> {
  const content = JSON.parse(signing.content) as SignedContent;
  const frozen = await findAllFrozen(
    tx,
    content.figures.map((figure) => figure.frozen),
  );
  const byId = new Map(frozen.map((one) => [one.id, one]));
  const shown = new Map<string, Shown>();
  let isWhole = sha256Of(signing.content) === signing.hash;
  for (const { token, label, place, address, frozen: id, hash } of content.figures) {
    const one = byId.get(id);
    if (one?.hash !== hash || one.hashNow !== hash) isWhole = false;
    if (!one) continue;
    const source = { token, label, place, address };
    const finding = narrowed(one.finding, source);
    if (finding) shown.set(token, { source, finding, whole: one.finding, href: `/frozen/${id}` });
  }
  return { content, shown, isWhole };
}

/** Which numbers of a signed briefing are others now: each is worked out again. */
export async function staleNow(
  by: { readonly tx: Tx; readonly actor: Actor; readonly measures: readonly Measure[] },
  signed: SignedBriefing,
): Promise<Change[]> {
  const sources = [...signed.shown.values()].map(({ source, finding }) => ({
    ...source,
    drafted: finding,
  }));
  return changesSince(sources, await showLive(by, by.measures, sources));
}
