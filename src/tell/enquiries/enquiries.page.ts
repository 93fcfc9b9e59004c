import { only } from '../../govern/index.ts';
import { type CalendarDay, dayFromNumber, formatDay } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Measure,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { listPlaces } from '../../record/index.ts';
import { wardOfMember } from '../briefing/member-ward.store.ts';
import { electedMembers, thoseWhoTell } from '../who.ts';
import { ANSWER_WITHIN, askEnquiry } from './change-enquiry.ts';
import { enquiriesMeasure } from './enquiries.measure.ts';
import { type Enquiry, ENQUIRY_STATUS_WORDS, readEnquiry, statusOn, TOPICS } from './enquiry.ts';
import { listEnquiries } from './enquiries.store.ts';

/** Who sees the log: those who ask, those who answer, and those who scrutinise. */
export const thoseWhoSeeEnquiries = only(
  'member',
  'analyst',
  'commissioner',
  'manager',
  'oversight',
  'auditor',
);

/** The day on which a page is asked for. */
export function todayIs(): CalendarDay {
  return dayFromNumber(Math.floor(Date.now() / 86_400_000));
}

/** The enquiries: a member's own first, then the log of all, which names nobody. */
export const enquiriesPage: Page = definePage({
  url: '/enquiries',
  title: 'Enquiries of elected members',
  who: thoseWhoSeeEnquiries,
  audit: 'none',
  get: async ({ tx, actor, url }) => {
    const today = todayIs();
    const all = await listEnquiries(tx);
    const answers = thoseWhoTell.allows(actor);
    const finding = await enquiriesMeasure.compute(tx, actor, {});
    const own = all.filter((one) => one.askedBy === actor.id);
    const linked = (one: Enquiry) =>
      answers || one.askedBy === actor.id || one.endedOn !== null ? `/enquiries/${one.id}` : null;
    return {
      template: 'tell/enquiries/enquiries.njk',
      title: finding.headline,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        finding,
        answers,
        mayAsk: electedMembers.allows(actor),
        own: tableOf(own, { url, today, linked, caption: 'My enquiries' }),
        log: tableOf(all, { url, today, linked, caption: 'All enquiries, newest first' }),
      },
    };
  },
});

function tableOf(
  rows: readonly Enquiry[],
  of: {
    readonly url: string;
    readonly today: CalendarDay;
    readonly caption: string;
    linked(one: Enquiry): string | null;
  },
) {
  return {
    caption: of.caption,
    captionHidden: true,
    columns: [
      { key: 'number', label: 'Enquiry' },
      { key: 'topic', label: 'About' },
      { key: 'status', label: 'Status' },
      { key: 'asked', label: 'Asked' },
      { key: 'due', label: 'Due' },
    ],
    rows: rows.map((one) => {
      const href = of.linked(one);
      const text = `Enquiry ${one.id}`;
      return {
        cells: [
          href === null ? { text } : { text, href },
          { text: TOPICS[one.topic], quiet: one.wardName ?? 'The whole authority' },
          { status: ENQUIRY_STATUS_WORDS[statusOn(one, of.today)] },
          { text: formatDay(one.askedOn) },
          { text: formatDay(one.dueOn) },
        ],
      };
    }),
    url: of.url,
    sort: null,
    page: { number: 1, size: 500, total: rows.length },
    noun: ['enquiry', 'enquiries'],
  };
}

/** Where a member asks. */
export function newEnquiryPage(measures: readonly Measure[]): Page {
  return definePage({
    url: '/enquiries/new',
    title: 'Ask about a ward, a topic or a figure',
    who: electedMembers,
    audit: 'changes',
    get: async (request) => {
      const ward = await wardOfMember(request.tx, request.actor);
      const values = { ward: ward ? String(ward.id) : '', figure: request.query.figure ?? '' };
      return showForm(request, values, []);
    },
    post: async (request) => {
      const { tx, actor, form } = request;
      const wards = await listPlaces(tx, 'ward');
      const names = measures.map((one) => one.name);
      const read = readEnquiry(form, { wards, measures: names });
      if (!read.ok) return showForm(request, form, read.errors);
      const id = await askEnquiry(tx, actor, { ...read.value, today: todayIs() });
      await request.audit({
        action: 'enquiry.asked',
        subjectKind: 'enquiry',
        subjectId: String(id),
        detail: { topic: read.value.topic },
      });
      return { redirect: `/enquiries/${id}` };
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
    template: 'tell/enquiries/new-enquiry.njk',
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/enquiries', text: 'Enquiries' },
    ],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      form: { values, errors },
      errors,
      within: ANSWER_WITHIN,
      topics: Object.entries(TOPICS).map(([value, text]) => ({ value, text })),
      wards: [
        { value: '', text: 'No ward in particular' },
        ...wards.map((ward) => ({ value: String(ward.id), text: ward.name })),
      ],
    },
  };
}
