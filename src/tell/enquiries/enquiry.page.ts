import { formatDay, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  findAllFrozen,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { thoseWhoTell } from '../who.ts';
import { endEnquiry, openEnquiry, readEnd, takeEnquiry } from './change-enquiry.ts';
import { thoseWhoSeeEnquiries, todayIs } from './enquiries.page.ts';
import { ENQUIRY_STATUS_WORDS, statusOn, TOPICS } from './enquiry.ts';
import { nameOfAccount } from './enquiries.store.ts';

/** One enquiry: what was asked, where it stands, and the answer with its frozen figures. */
export const enquiryPage: Page = definePage({
  url: '/enquiries/:id',
  title: 'Enquiry',
  who: thoseWhoSeeEnquiries,
  audit: 'none',
  get: (request) => showEnquiry(request, {}, []),
});

/** An officer takes an enquiry in hand. */
export const takeEnquiryPage: Page = definePage({
  url: '/enquiries/:id/take',
  title: 'Take an enquiry in hand',
  who: thoseWhoTell,
  audit: 'changes',
  post: async (request) => {
    const id = Number(request.params.id);
    await takeEnquiry(request.tx, request.actor, { id, today: todayIs() });
    await request.audit({
      action: 'enquiry.taken',
      subjectKind: 'enquiry',
      subjectId: String(id),
    });
    return { redirect: `/enquiries/${id}` };
  },
});

/** An officer answers an enquiry, or declines it with the reason. */
export const endEnquiryPage: Page = definePage({
  url: '/enquiries/:id/answer',
  title: 'Answer an enquiry',
  who: thoseWhoTell,
  audit: 'changes',
  post: async (request) => {
    const id = Number(request.params.id);
    const { tx, actor, form } = request;
    await openEnquiry(tx, actor, id);
    const read = await readEnd(tx, form);
    if (!read.ok) return showEnquiry(request, form, read.errors);
    try {
      await endEnquiry(tx, actor, { ...read.value, id, today: todayIs() });
      await request.audit({
        action: read.value.isDeclined ? 'enquiry.declined' : 'enquiry.answered',
        subjectKind: 'enquiry',
        subjectId: String(id),
        detail: { frozen: read.value.frozenIds },
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showEnquiry(request, form, [{ field: 'answer', sentence: error.message }]);
    }
    return { redirect: `/enquiries/${id}` };
  },
});

async function showEnquiry(
  request: PageRequest,
  values: PageRequest['form'],
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { tx, actor } = request;
  const enquiry = await openEnquiry(tx, actor, Number(request.params.id));
  const answers = thoseWhoTell.allows(actor);
  const isOwn = enquiry.askedBy === actor.id;
  const frozen = await findAllFrozen(tx, enquiry.frozenIds);
  const isOpen = enquiry.endedOn === null;
  return {
    template: 'tell/enquiries/enquiry.njk',
    title: `Enquiry ${enquiry.id}`,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/enquiries', text: 'Enquiries' },
    ],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      enquiry,
      topic: TOPICS[enquiry.topic],
      status: ENQUIRY_STATUS_WORDS[statusOn(enquiry, todayIs())],
      asker: answers || isOwn ? (await nameOfAccount(tx, enquiry.askedBy)) || 'Not known' : '',
      asked: formatDay(enquiry.askedOn),
      due: formatDay(enquiry.dueOn),
      ended: enquiry.endedOn === null ? '' : formatDay(enquiry.endedOn),
      isLate: enquiry.endedOn !== null && enquiry.endedOn > enquiry.dueOn,
      frozen: frozen.map((one) => ({ id: one.id, headline: one.finding.headline })),
      mayTake: answers && isOpen && enquiry.takenOn === null,
      mayAnswer: answers && isOpen,
      form: { values, errors },
      errors,
      ends: [
        { value: 'answered', text: 'Answer it' },
        { value: 'declined', text: 'Decline it, with the reason' },
      ],
    },
  };
}
