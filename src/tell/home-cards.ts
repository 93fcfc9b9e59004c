import { formatDay } from '../lib/index.ts';
import type { HomeCard, HomeItem, Tx } from '../platform/index.ts';
import { linesOf, piecesOf } from './briefing/briefing.ts';
import { plainText } from './briefing/briefing-view.ts';
import { type BriefingRow, listBriefings, listSignings } from './briefing/briefings.store.ts';
import { wardOfMember } from './briefing/member-ward.store.ts';
import { showSigned } from './briefing/show-briefing.ts';
import { listEnquiries } from './enquiries/enquiries.store.ts';
import { electedMembers, thoseWhoSign, thoseWhoTell } from './who.ts';

const QUESTIONS_SHOWN = 3;

/** For elected members: the newest briefing about their ward, and questions they could ask. */
const forMembers: HomeCard = {
  who: electedMembers,
  load: async (tx, actor) => {
    const ward = await wardOfMember(tx, actor);
    const choose: HomeItem[] = ward
      ? []
      : [{ kind: 'needs-you', text: 'Choose your ward', href: '/briefings' }];
    const briefing = ward ? await newestSigned(tx, ward.id) : await newestSigned(tx, null);
    return {
      items: [
        ...choose,
        ...(briefing ? await itemsOf(tx, briefing) : []),
        { kind: 'start', text: 'All briefings', href: '/briefings' },
        { kind: 'start', text: 'Ask about a ward, a topic or a figure', href: '/enquiries/new' },
      ],
    };
  },
};

async function newestSigned(tx: Tx, wardId: number | null): Promise<BriefingRow | undefined> {
  const all = await listBriefings(tx, { wardId });
  return all.find((one) => one.signed !== null && one.withdrawnReason === null);
}

async function itemsOf(tx: Tx, briefing: BriefingRow): Promise<HomeItem[]> {
  const href = `/briefings/${briefing.id}`;
  const read: HomeItem = { kind: 'changed', text: `Briefing: ${briefing.title}`, href };
  const [signing] = await listSignings(tx, briefing.id);
  if (!signing) return [read];
  const { content, shown } = await showSigned(tx, signing);
  const questions = linesOf(content.words.questions).slice(0, QUESTIONS_SHOWN);
  return [
    read,
    ...questions.map((line): HomeItem => {
      const text = plainText(piecesOf(line, shown), (piece) =>
        piece.kind === 'finding' ? piece.finding.headline : 'the figure in it',
      );
      return { kind: 'changed', text, href: `${href}#questions`, hint: 'A question you could ask' };
    }),
  ];
}

/** For those who sign: drafts that wait for a second person. */
const forSigners: HomeCard = {
  who: thoseWhoSign,
  load: async (tx) => {
    const drafts = (await listBriefings(tx)).filter(
      (one) => one.signed !== one.newest && one.withdrawnReason === null,
    );
    const waiting = drafts.slice(0, 3).map((one): HomeItem => {
      const href = `/briefings/${one.id}?version=draft`;
      return { kind: 'needs-you', text: `Read a briefing for signing: ${one.title}`, href };
    });
    return { items: [...waiting, { kind: 'start', text: 'Briefings', href: '/briefings' }] };
  },
};

/** For those who answer: enquiries of members that wait, those due first on top. */
const forOfficers: HomeCard = {
  who: thoseWhoTell,
  load: async (tx) => {
    const open = (await listEnquiries(tx)).filter((one) => one.endedOn === null);
    const waiting = open
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
      .slice(0, 3)
      .map(
        (one): HomeItem => ({
          kind: 'needs-you',
          text: `Enquiry ${one.id} of a member, due ${formatDay(one.dueOn)}`,
          href: `/enquiries/${one.id}`,
        }),
      );
    return { items: [...waiting, { kind: 'start', text: 'Enquiries', href: '/enquiries' }] };
  },
};

/** What this wing puts on home pages. */
export const TELL_HOME_CARDS: readonly HomeCard[] = [forMembers, forSigners, forOfficers];
