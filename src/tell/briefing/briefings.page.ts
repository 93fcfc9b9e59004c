import { type PlaceId, refuse } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Measure,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { listPlaces } from '../../record/index.ts';
import { electedMembers, thoseWhoAreTold, thoseWhoTell } from '../who.ts';
import { AUDIENCE_WORDS, AUDIENCES, STATUS_WORDS, statusOf } from './briefing.ts';
import { type BriefingRow, listBriefings } from './briefings.store.ts';
import { newBriefing, readNewBriefing } from './change-briefing.ts';
import { chooseWard, wardOfMember } from './member-ward.store.ts';

const HOME = { href: '/', text: 'Home' };

/** Every briefing that the reader may read, and, for elected members, which ward is theirs. */
export const briefingsPage: Page = definePage({
  url: '/briefings',
  title: 'Briefings',
  who: thoseWhoAreTold,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, query, url } = request;
    const writes = thoseWhoTell.allows(actor);
    const wards = await listPlaces(tx, 'ward');
    const isMember = electedMembers.allows(actor);
    const mine = isMember ? await wardOfMember(tx, actor) : null;
    const wardId = Number(query.ward) || null;
    const readable = (await listBriefings(tx, { wardId })).filter(
      (one) => writes || one.signed !== null,
    );
    return {
      template: 'tell/briefing/briefings.njk',
      breadcrumbs: [HOME],
      data: {
        view: tableOf(readable, { url, writes }),
        writes,
        isMember: isMember && !writes,
        mine: mine?.id ?? null,
        wards: wardOptions(wards, 'Every ward'),
        wardChoices: wardOptions(wards, 'Choose a ward'),
        chosen: { ward: query.ward ?? '' },
        url,
        error: query.choose === 'again' ? 'Choose the ward that is yours.' : '',
      },
    };
  },
});

function wardOptions(wards: readonly { id: PlaceId; name: string }[], first: string) {
  return [
    { value: '', text: first },
    ...wards.map((ward) => ({ value: String(ward.id), text: ward.name })),
  ];
}

function tableOf(
  rows: readonly BriefingRow[],
  { url, writes }: { readonly url: string; readonly writes: boolean },
) {
  return {
    caption: 'Briefings, newest first',
    captionHidden: true,
    columns: [
      { key: 'title', label: 'Briefing' },
      { key: 'for', label: 'For' },
      { key: 'status', label: 'Status' },
      { key: 'when', label: 'Signed' },
    ],
    rows: rows.map((one) => ({
      cells: [
        { text: one.title, href: `/briefings/${one.id}`, quiet: one.wardName ?? 'Whole authority' },
        { text: AUDIENCE_WORDS[one.audience] },
        { status: STATUS_WORDS[readerStatus(one, writes)] },
        { text: one.signedAt ? momentWords(one.signedAt) : 'Not yet' },
      ],
    })),
    url,
    sort: null,
    page: { number: 1, size: 200, total: rows.length },
    noun: ['briefing', 'briefings'],
    clearHref: '/briefings',
  };
}

/** Readers are not told of drafts. */
function readerStatus(one: BriefingRow, writes: boolean) {
  const isWithdrawn = one.withdrawnReason !== null;
  const status = statusOf({ newest: one.newest, signed: one.signed, isWithdrawn });
  return status === 'signed-redrafted' && !writes ? 'signed' : status;
}

/** An elected member says which ward is theirs. */
export const myWardPage: Page = definePage({
  url: '/briefings/my-ward',
  title: 'Choose my ward',
  who: electedMembers,
  audit: 'changes',
  post: async (request) => {
    const wards = await listPlaces(request.tx, 'ward');
    const ward = wards.find((one) => String(one.id) === request.form.ward);
    if (!ward) throw refuse('no-such-ward', 'invalid', 'Choose the ward that is yours.');
    await chooseWard(request.tx, request.actor, Number(ward.id));
    await request.audit({
      action: 'member.ward-chosen',
      subjectKind: 'place',
      subjectId: String(ward.id),
    });
    return { redirect: `/briefings?ward=${ward.id}` };
  },
});

/** Where a briefing begins: which ward, and who reads it. */
export function newBriefingPage(measures: readonly Measure[]): Page {
  return definePage({
    url: '/briefings/new',
    title: 'New briefing',
    who: thoseWhoTell,
    audit: 'changes',
    get: async (request) => showForm(request, { ward: request.query.ward ?? '' }, []),
    post: async (request) => {
      const wards = await listPlaces(request.tx, 'ward');
      const read = readNewBriefing(request.form, wards);
      if (!read.ok) return showForm(request, request.form, read.errors);
      const id = await newBriefing(request.tx, request.actor, { ...read.value, measures });
      await request.audit({
        action: 'briefing.drafted',
        subjectKind: 'briefing',
        subjectId: String(id),
        detail: { ...read.value },
      });
      return { redirect: `/briefings/${id}` };
    },
  });
}

async function showForm(
  request: PageRequest,
  values: PageRequest['form'],
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const wards = await listPlaces(request.tx, 'ward');
  return {
    template: 'tell/briefing/new-briefing.njk',
    breadcrumbs: [HOME, { href: '/briefings', text: 'Briefings' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      form: { values, errors },
      errors,
      wards: [
        { value: '', text: 'Select a ward' },
        { value: 'all', text: 'The whole authority' },
        ...wards.map((ward) => ({ value: String(ward.id), text: ward.name })),
      ],
      audiences: AUDIENCES.map((value) => ({ value, text: AUDIENCE_WORDS[value] })),
    },
  };
}
