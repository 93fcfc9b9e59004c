import { type CalendarDay, type Finding, Refusal, refuse } from '../../lib/index.ts';
import type { Tx } from '../database/database.ts';
import { momentWords } from '../moment.ts';
import { computeFinding, downloadFinding, onlyFigure, readName } from './figures.page.ts';
import { differences, type FrozenFigure } from './frozen-figure.ts';
import { findFrozen, freezeFinding, listFrozen } from './frozen-figure.store.ts';
import type { Measure } from './measure.ts';
import { definePage, type Page, type PageAnswer, type PageRequest, type Who } from './page.ts';

/** What pages and commands of frozen figures need to know of the house around them. */
export interface FrozenParts {
  readonly measures: readonly Measure[];
  /** Who may open frozen figures at all; each figure also asks its measure. */
  readonly who: Who;
  readonly mayFreeze: Who;
  /** The day up to which the loaded files know. */
  knownTo(tx: Tx): Promise<CalendarDay | null>;
}

const LISTED = 200;
const DIFFERENCES_SHOWN = 20;

/** The pages of frozen figures: the list, where one is frozen, and each of them. */
export function frozenFigurePages(parts: FrozenParts): readonly Page[] {
  return [listPage(parts), freezePage(parts), frozenPage(parts)];
}

function listPage(parts: FrozenParts): Page {
  return definePage({
    url: '/frozen',
    title: 'Frozen figures',
    who: parts.who,
    audit: 'none',
    get: async ({ tx, actor, url }) => {
      const frozen = (await listFrozen(tx, { limit: LISTED })).filter((one) =>
        whoOf(parts, one.address).allows(actor),
      );
      const view = {
        caption: 'Frozen figures, newest first',
        captionHidden: true,
        columns: [
          { key: 'figure', label: 'Figure' },
          { key: 'frozen', label: 'Frozen' },
        ],
        rows: frozen.map((one) => ({
          cells: [
            { text: one.finding.headline, href: `/frozen/${one.id}`, quiet: one.finding.subtitle },
            { text: momentWords(one.frozenAt) },
          ],
        })),
        url,
        sort: null,
        page: { number: 1, size: LISTED, total: frozen.length },
        noun: ['frozen figure', 'frozen figures'],
      };
      return {
        template: 'platform/web/frozen-figures.njk',
        breadcrumbs: [{ href: '/', text: 'Home' }],
        data: { view, mayFreeze: parts.mayFreeze.allows(actor) },
      };
    },
  });
}

function freezePage(parts: FrozenParts): Page {
  return definePage({
    url: '/frozen/new',
    title: 'Freeze a figure',
    who: parts.mayFreeze,
    audit: 'changes',
    post: (request) => freeze(parts, request),
  });
}

async function freeze(parts: FrozenParts, request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const { id, hash, address } = await freezeAddress(parts, { tx, actor, address: form.address });
  await request.audit({
    action: 'figure.frozen',
    subjectKind: 'frozen-figure',
    subjectId: String(id),
    detail: { address, hash },
  });
  return { redirect: `/frozen/${id}` };
}

/** Computes the figure of an address now, for whoever asks, and freezes it. */
export async function freezeAddress(
  parts: FrozenParts,
  asked: Pick<PageRequest, 'tx' | 'actor'> & { readonly address: string | undefined },
): Promise<{ readonly id: number; readonly hash: string; readonly address: string }> {
  const { tx, actor, address = '' } = asked;
  const finding = await computeAddress(parts, { tx, actor, address });
  const asOf = await parts.knownTo(tx);
  return { ...(await freezeFinding(tx, actor, { address, finding, asOf })), address };
}

/** Computes what an address gives today, for whoever asks; refuses what they may not see. */
export async function computeAddress(
  parts: Pick<FrozenParts, 'measures'>,
  asked: Pick<PageRequest, 'tx' | 'actor'> & { readonly address: string },
): Promise<Finding> {
  const [name = '', parameters = ''] = asked.address.split('?', 2);
  const measure = parts.measures.find((one) => one.name === name);
  if (!measure) throw refuse('no-such-figure', 'not-found', 'There is no such figure any more.');
  if (!measure.who.allows(asked.actor)) {
    throw refuse('figure-not-for-role', 'forbidden', 'Your role does not include this figure.');
  }
  const query = Object.fromEntries(new URLSearchParams(parameters));
  return computeFinding(measure, { tx: asked.tx, actor: asked.actor, query });
}

function frozenPage(parts: FrozenParts): Page {
  return definePage({
    url: '/frozen/:id',
    title: 'A frozen figure',
    who: parts.who,
    audit: 'none',
    get: async (request) => {
      const { name, format } = readName(request.params.id ?? '');
      const frozen = await openFrozen(parts, request, Number(name));
      const { finding } = frozen;
      if (format === 'json') return { json: frozen };
      if (format !== null) return downloadFinding(finding, format, `frozen-${frozen.id}`);
      const only = onlyFigure(finding);
      return {
        template: 'platform/web/frozen-figure.njk',
        title: `${finding.headline}, as frozen on ${momentWords(frozen.frozenAt)}`,
        breadcrumbs: [
          { href: '/', text: 'Home' },
          { href: '/frozen', text: 'Frozen figures' },
        ],
        data: {
          frozen,
          only: only ?? false,
          when: momentWords(frozen.frozenAt),
          isWhole: frozen.hash === frozen.hashNow,
          today: await compareToday(parts, request, frozen),
          formats: ['csv', 'ods', 'xlsx', ...(finding.chart === 'none' ? [] : ['svg']), 'json'],
        },
      };
    },
  });
}

/** A frozen figure, for whoever may see its measure; for anyone else it does not exist. */
export async function openFrozen(
  parts: Pick<FrozenParts, 'measures' | 'who'>,
  { tx, actor }: Pick<PageRequest, 'tx' | 'actor'>,
  id: number,
): Promise<FrozenFigure> {
  const frozen = await findFrozen(tx, Number.isSafeInteger(id) ? id : 0);
  if (!whoOf(parts, frozen.address).allows(actor)) {
    throw refuse('figure-not-for-role', 'forbidden', 'Your role does not include this figure.');
  }
  return frozen;
}

function whoOf(parts: Pick<FrozenParts, 'measures' | 'who'>, address: string): Who {
  const [name] = address.split('?', 1);
  return parts.measures.find((measure) => measure.name === name)?.who ?? parts.who;
}

/** What the same address gives today: what differs, or why it cannot be computed. */
async function compareToday(
  parts: FrozenParts,
  { tx, actor }: PageRequest,
  { address, finding }: FrozenFigure,
) {
  try {
    const today = await computeAddress(parts, { tx, actor, address });
    const all = differences(finding, today);
    return {
      problem: '',
      headline: today.headline === finding.headline ? '' : today.headline,
      differences: all.slice(0, DIFFERENCES_SHOWN),
      count: all.length,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { problem: error.message, headline: '', differences: [], count: 0 };
  }
}
