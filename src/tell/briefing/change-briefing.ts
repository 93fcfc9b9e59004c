import { type CalendarDay, refuse } from '../../lib/index.ts';
import {
  type Actor,
  canonicalJson,
  type FieldError,
  type FormResult,
  freezeFinding,
  type Measure,
  sha256Of,
  type Tx,
} from '../../platform/index.ts';
import { latestKnownDay } from '../../record/index.ts';
import {
  AUDIENCES,
  type Audience,
  type BriefingSource,
  brokenTokens,
  type BriefingWords,
  FIELDS,
  type FieldName,
  REQUIRED,
} from './briefing.ts';
import {
  type BriefingRow,
  findBriefing,
  insertBriefing,
  insertSigning,
  insertVersion,
  insertWithdrawal,
  listVersions,
  type VersionRow,
} from './briefings.store.ts';
import { draftBriefing } from './draft-briefing.ts';
import { checkLanguage } from './plain-language.ts';
import { PLAIN_WORDS } from './plain-words.ts';
import { seenHash, showLive, type SignedContent } from './show-briefing.ts';

/** A briefing with its newest version; refuses one that is not there. */
export async function openBriefing(
  tx: Tx,
  id: number,
): Promise<{
  readonly briefing: BriefingRow;
  readonly newest: VersionRow;
  readonly versions: readonly VersionRow[];
}> {
  const briefing = Number.isSafeInteger(id) ? await findBriefing(tx, id) : null;
  const versions = briefing ? await listVersions(tx, id) : [];
  const [newest] = versions;
  if (!briefing || !newest) {
    throw refuse('no-such-briefing', 'not-found', 'There is no such briefing.');
  }
  return { briefing, newest, versions };
}

/** Reads the form of a new briefing; errors name `ward` and `audience`. */
export function readNewBriefing(
  form: Readonly<Record<string, string>>,
  wards: readonly { readonly id: number }[],
): FormResult<{ readonly wardId: number | null; readonly audience: Audience }> {
  const errors: FieldError[] = [];
  const ward = wards.find((one) => String(one.id) === form.ward);
  if (!ward && form.ward !== 'all') {
    errors.push({ field: 'ward', sentence: 'Select a ward, or the whole authority' });
  }
  const audience = AUDIENCES.find((one) => one === form.audience);
  if (!audience) errors.push({ field: 'audience', sentence: 'Select who it is for' });
  if (errors.length > 0 || !audience) return { ok: false, errors };
  return { ok: true, value: { wardId: ward ? Number(ward.id) : null, audience } };
}

/** Drafts a briefing and keeps it as its first version; gives its number. */
export async function newBriefing(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly wardId: number | null;
    readonly audience: Audience;
    readonly measures: readonly Measure[];
  },
): Promise<number> {
  const draft = await draftBriefing(tx, actor, asked);
  const id = await insertBriefing(tx, asked);
  await insertVersion(tx, id, { ...draft, number: 1, authorId: actor.id });
  return id;
}

/** Reads edited words: required parts, and tokens that stand for something. */
export function readWords(
  form: Readonly<Record<string, string>>,
  sources: readonly BriefingSource[],
): FormResult<BriefingWords> {
  const known = sources.map((source) => source.token);
  const errors: FieldError[] = [];
  const names = Object.keys(FIELDS) as FieldName[];
  const words = Object.fromEntries(
    names.map((name) => [name, (form[name] ?? '').replaceAll('\r\n', '\n').trim()]),
  ) as Record<FieldName, string>;
  for (const name of names) {
    if (REQUIRED.includes(name) && words[name] === '') {
      errors.push({ field: name, sentence: `Enter words for: ${FIELDS[name]}` });
    }
    const [broken] = brokenTokens(words[name], known);
    if (broken !== undefined) {
      const sentence = `“${broken}” stands for no figure. Choose one from the list of figures`;
      errors.push({ field: name, sentence });
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: words };
}

/** Saves edited words as a new version over the one edited; refuses if that is not the newest. */
export async function editBriefing(
  tx: Tx,
  actor: Actor,
  asked: { readonly id: number; readonly over: number; readonly words: BriefingWords },
): Promise<number> {
  const { briefing, newest } = await openBriefing(tx, asked.id);
  refuseWithdrawn(briefing);
  const of = { words: asked.words, sources: newest.sources, authorId: actor.id };
  const number = asked.over + 1;
  if (newest.number !== asked.over || !(await insertVersion(tx, asked.id, { ...of, number }))) {
    throw refuse(
      'briefing-changed-meanwhile',
      'conflict',
      'Somebody else saved this briefing while you edited it. Open it again to see both.',
    );
  }
  return number;
}

/**
 * Signs the newest version: freezes every figure in it, and keeps words and seals under one hash.
 * Refuses its author, words that are refused, and numbers that moved since the signer saw them.
 */
export async function signBriefing(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly id: number;
    readonly version: number;
    /** The hash of the numbers that the signer saw; null where they are seen as they are signed. */
    readonly seen: string | null;
    readonly measures: readonly Measure[];
  },
): Promise<string> {
  const { briefing, newest } = await openBriefing(tx, asked.id);
  refuseToSign(briefing, newest, { actor, version: asked.version });
  const shown = await showLive({ tx, actor }, asked.measures, newest.sources);
  if (asked.seen !== null && seenHash(shown) !== asked.seen) {
    const sentence = 'A number changed while you read. Look at the briefing again, then sign.';
    throw refuse('figures-moved', 'conflict', sentence);
  }
  const asOf: CalendarDay | null = await latestKnownDay(tx);
  const figures: SignedContent['figures'][number][] = [];
  // A number and the table that it stands in are one frozen figure.
  const frozen = new Map<string, { readonly id: number; readonly hash: string }>();
  for (const { source, whole } of shown.values()) {
    const { token, label, place, address } = source;
    const kept =
      frozen.get(address) ?? (await freezeFinding(tx, actor, { address, finding: whole, asOf }));
    frozen.set(address, kept);
    figures.push({ token, label, place, address, frozen: kept.id, hash: kept.hash });
  }
  const content = canonicalJson({
    briefing: asked.id,
    version: newest.number,
    place: briefing.wardName,
    audience: briefing.audience,
    words: newest.words,
    figures,
  } satisfies SignedContent);
  const hash = sha256Of(content);
  const of = { number: newest.number, content, hash, signerId: actor.id };
  if (!(await insertSigning(tx, asked.id, of))) throw signedAlready();
  return hash;
}

function refuseToSign(
  briefing: BriefingRow,
  newest: VersionRow,
  { actor, version }: { readonly actor: Actor; readonly version: number },
): void {
  refuseWithdrawn(briefing);
  if (briefing.signed === newest.number) throw signedAlready();
  if (newest.number !== version) {
    const sentence = 'There is a newer version of this briefing. Read it, then sign.';
    throw refuse('briefing-changed-meanwhile', 'conflict', sentence);
  }
  if (newest.authorId === actor.id) {
    const sentence = 'You wrote this version. A second person signs it.';
    throw refuse('author-cannot-sign', 'forbidden', sentence);
  }
  const refused = checkLanguage(newest.words, PLAIN_WORDS).filter((one) => one.level === 'refuse');
  const [first] = refused;
  if (first) {
    const sentence = `The words need mending before this can be signed. ${first.sentence}`;
    throw refuse('words-refused', 'conflict', sentence);
  }
}

function signedAlready() {
  return refuse('briefing-signed', 'conflict', 'This version is signed already.');
}

function refuseWithdrawn(briefing: BriefingRow): void {
  if (briefing.withdrawnReason === null) return;
  throw refuse('briefing-withdrawn', 'conflict', 'This briefing was withdrawn. Make a new one.');
}

/** Withdraws a briefing, with the reason that its readers see. */
export async function withdrawBriefing(
  tx: Tx,
  actor: Actor,
  asked: { readonly id: number; readonly reason: string },
): Promise<void> {
  const { briefing } = await openBriefing(tx, asked.id);
  refuseWithdrawn(briefing);
  if (asked.reason === '') {
    throw refuse('no-reason', 'invalid', 'Enter why it is withdrawn; its readers see it');
  }
  await insertWithdrawal(tx, asked.id, { reason: asked.reason, actorId: actor.id });
}
