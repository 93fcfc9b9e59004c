import { findingTable, refuse, toOdsBook } from '../../lib/index.ts';
import {
  definePage,
  type Measure,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { electedMembers, thoseWhoAreTold, thoseWhoSign, thoseWhoTell } from '../who.ts';
import type { BriefingWords, Shown } from './briefing.ts';
import { viewOf } from './briefing-view.ts';
import {
  type BriefingRow,
  listSignings,
  type SigningRow,
  type VersionRow,
  loadedSince,
} from './briefings.store.ts';
import { openBriefing } from './change-briefing.ts';
import { changesSince, showLive, showSigned, staleNow } from './show-briefing.ts';

const ODS = 'application/vnd.oasis.opendocument.spreadsheet';

/** A briefing as it is read: the newest signed version, or for those who write, the draft. */
export function briefingPage(measures: readonly Measure[]): Page {
  return definePage({
    url: '/briefings/:id',
    title: 'Briefing',
    who: thoseWhoAreTold,
    audit: 'none',
    get: async (request) => {
      const text = request.params.id ?? '';
      const isOds = text.endsWith('.ods');
      const reading = await readBriefing(request, Number(text.replace(/\.ods$/, '')), measures);
      return isOds ? tablesOf(reading) : show(request, reading, measures);
    },
  });
}

/** What is read: words with what their tokens stand for, and the signature if there is one. */
export interface Reading {
  readonly briefing: BriefingRow;
  readonly newest: VersionRow;
  readonly versions: readonly VersionRow[];
  readonly signing: SigningRow | null;
  readonly words: BriefingWords;
  readonly shown: ReadonlyMap<string, Shown>;
  readonly isWhole: boolean;
}

/** Opens what this reader may read; a draft exists only for those who write. */
export async function readBriefing(
  { tx, actor, query }: Pick<PageRequest, 'tx' | 'actor' | 'query'>,
  id: number,
  measures: readonly Measure[],
): Promise<Reading> {
  const { briefing, newest, versions } = await openBriefing(tx, id);
  const writes = thoseWhoTell.allows(actor);
  const [signing] = await listSignings(tx, id);
  const asksDraft = query.version === 'draft' && signing?.number !== newest.number;
  if (signing && !(writes && asksDraft)) {
    const signed = await showSigned(tx, signing);
    const { words } = signed.content;
    const base = { briefing, newest, versions, signing, words };
    return { ...base, shown: signed.shown, isWhole: signed.isWhole };
  }
  if (!writes) throw refuse('no-such-briefing', 'not-found', 'There is no such briefing.');
  const shown = await showLive({ tx, actor }, measures, newest.sources);
  const { words } = newest;
  return { briefing, newest, versions, signing: null, words, shown, isWhole: true };
}

async function show(
  request: PageRequest,
  reading: Reading,
  measures: readonly Measure[],
): Promise<PageAnswer> {
  const { tx, actor } = request;
  const { briefing, newest, signing, words, shown } = reading;
  const writes = thoseWhoTell.allows(actor);
  const content = signing ? await showSigned(tx, signing) : null;
  const isOlder = signing !== null && (await loadedSince(tx, signing.signedAt));
  // Working every figure out again takes seconds: a reader asks for it.
  const compares = isOlder && request.query.compare === 'now';
  const stale = compares && content ? await staleNow({ tx, actor, measures }, content) : [];
  const isWithdrawn = briefing.withdrawnReason !== null;
  return {
    template: 'tell/briefing/briefing.njk',
    title: `${words.title}${signing ? '' : ' (draft)'}`,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/briefings', text: 'Briefings' },
    ],
    data: {
      id: briefing.id,
      view: viewOf(briefing, words, shown),
      signing: signing
        ? { ...signing, when: momentWords(signing.signedAt), number: signing.number }
        : false,
      author: newest.author || 'the command line',
      saved: momentWords(newest.savedAt),
      version: signing ? signing.number : newest.number,
      isWhole: reading.isWhole,
      hasNewerDraft: writes && signing !== null && signing.number !== newest.number,
      changed: signing ? [] : changesSince(newest.sources, shown),
      isOlder,
      compares,
      stale,
      withdrawn: briefing.withdrawnReason ?? '',
      hidesWords: isWithdrawn && !writes,
      writes: writes && !isWithdrawn,
      maySign: thoseWhoSign.allows(actor) && !isWithdrawn && !signing,
      isAuthor: newest.authorId === actor.id,
      isMember: electedMembers.allows(actor) && !writes,
      versions: writes
        ? reading.versions.map((one) => ({
            number: one.number,
            author: one.author || 'the command line',
            saved: momentWords(one.savedAt),
          }))
        : [],
    },
  };
}

function tablesOf(reading: Reading): PageAnswer {
  const name = `briefing-${reading.briefing.id}.ods`;
  return { file: tablesFile(reading), type: ODS, name };
}

/** All tables of a briefing as one ODS file: a cover that says what they are, and a sheet each. */
export function tablesFile({ briefing, words, shown, signing }: Reading): Uint8Array {
  const tables = [...shown.values()].filter(
    ({ source, finding }) => source.token.startsWith('finding') && finding.rows.length > 0,
  );
  const stamp = signing
    ? `Frozen when it was signed on ${momentWords(signing.signedAt)}. Seal: ${signing.hash}`
    : 'A draft: these numbers may still change.';
  const sheets = tables.map(({ finding }, index) => ({
    name: `Table ${index + 1}`,
    table: findingTable(finding),
  }));
  const lines = [briefing.wardName ?? 'The whole authority', stamp];
  return toOdsBook({ title: words.title, lines }, sheets);
}
