import { authorityOf, listAgencies, only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type CalendarDay, parseDay } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import {
  ADVICE_ABOUT,
  ADVICE_ABOUT_WORDS,
  ADVICE_OUTCOMES,
  ADVICE_OUTCOME_WORDS,
  type AgencyKind,
  adviceLines,
  readAdviceCall,
  recordAdviceCall,
  today,
} from '../../record/index.ts';
import { adviceAndReferralsMeasure } from './advice-and-referrals.measure.ts';
import { adviceCallsMeasure } from './advice-calls.measure.ts';
import { onlyAgencyOf } from './read-referrals.ts';
import { yearsAsked } from './referrals.page.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/referrals', text: 'Referrals' },
];

/** Calls to advice lines: who called, what came of them, and referrals beside them. */
export const advicePage: Page = definePage({
  url: '/referrals/advice',
  title: 'Calls to advice lines',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor } = request;
    const years = await yearsAsked(request);
    const finding = await adviceCallsMeasure.compute(tx, actor, { year: years.chosen });
    const own = onlyAgencyOf(actor);
    const beside = await adviceAndReferralsMeasure.compute(tx, actor, {
      year: years.chosen,
      agency: own ?? undefined,
    });
    return {
      template: 'understand/referrals/advice.njk',
      title: finding.headline,
      breadcrumbs: TRAIL,
      data: {
        finding,
        beside,
        url: request.url,
        chosen: { year: years.chosen },
        years: years.options,
        mayRecord: newAdviceCallPage.who.allows(actor),
      },
    };
  },
});

/** A form for one call: which line, when, which agency, about what, and what came of it. */
export const newAdviceCallPage: Page = definePage({
  url: '/referrals/advice/new',
  title: 'Record a call to an advice line',
  who: only('triage-officer', 'practitioner', 'manager', 'commissioner', 'analyst'),
  audit: 'changes',
  get: async (request) => showForm(request, { agency: '' }, []),
  post: async (request) => {
    const { tx, actor, form } = request;
    const agencyKinds = (await agencyChoices(request)).map(({ value }) => value);
    const read = readAdviceCall(form, dayIn(form), { today: today(), agencyKinds });
    if (!read.ok) return showForm(request, form, read.errors);
    const source = await recordAdviceCall(tx, actor, read.value);
    await request.audit({
      action: 'advice-call.recorded',
      subjectKind: 'source',
      subjectId: String(source),
      detail: { authority: authorityOf(actor), line: read.value.line },
    });
    return { redirect: '/referrals/advice' };
  },
});

function dayIn(form: Readonly<Record<string, string>>): CalendarDay | null {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => form[`day-${part}`]?.trim() ?? '',
  );
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

async function agencyChoices({ tx }: Pick<PageRequest, 'tx'>) {
  const agencies = await listAgencies(tx);
  const kinds = new Map(agencies.map((one) => [one.kind as AgencyKind, one.name]));
  return [...kinds].map(([value, text]) => ({ value, text }));
}

async function showForm(
  request: PageRequest,
  values: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const [line = ''] = await adviceLines(request.tx);
  return {
    template: 'understand/referrals/advice-form.njk',
    breadcrumbs: [...TRAIL, { href: '/referrals/advice', text: 'Advice lines' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      errors,
      form: { values: { line, ...values }, errors },
      agencies: await agencyChoices(request),
      abouts: ADVICE_ABOUT.map((value) => ({ value, text: ADVICE_ABOUT_WORDS[value] })),
      outcomes: ADVICE_OUTCOMES.map((value) => ({ value, text: ADVICE_OUTCOME_WORDS[value] })),
    },
  };
}
