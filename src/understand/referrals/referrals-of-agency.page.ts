import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { checkMaySee, onlyAgencyOf, readAgency } from './read-referrals.ts';
import { referralsByReferrerMeasure } from './referrals-by-referrer.measure.ts';
import { referralsFreedMeasure } from './referrals-freed.measure.ts';
import { referralsOfAgencyMeasure } from './referrals-of-agency.measure.ts';
import { yearsAsked } from './referrals.page.ts';

/**
 * One agency's referrals: a page that can be printed and sent to it, with nobody's name on it. In
 * the address `own` stands for the agency of whoever asks.
 */
export const referralsOfAgencyPage: Page = definePage({
  url: '/referrals/:agency',
  title: 'One agency\u2019s referrals',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, params, query } = request;
    const named = params.agency === 'own' ? actor.settings['headwater.agency'] : params.agency;
    checkMaySee(actor, named ?? '');
    const agency = await readAgency(tx, named);
    const years = await yearsAsked(request);
    const of = { agency: String(agency.id), year: years.chosen };
    const finding = await referralsOfAgencyMeasure.compute(tx, actor, of);
    const compared = async (column: string) => {
      const asked = { by: 'agency', year: years.chosen, row: of.agency, column };
      const cell = await referralsByReferrerMeasure.compute(tx, actor, asked);
      return cell.rows[0]?.figures[0] ?? null;
    };
    const columns = ['share', 'expected', 're-referral-share'];
    const keys = finding.rows.length === 0 ? [] : await oneByOne(columns, compared);
    const target = query.target || 'expected';
    const freed =
      finding.rows.length === 0
        ? null
        : await referralsFreedMeasure.compute(tx, actor, {
            ...of,
            target: target === 'own' ? query.share || '0' : target,
            referralHours: query.referralHours,
            assessmentHours: query.assessmentHours,
          });
    return {
      template: 'understand/referrals/referrals-of-agency.njk',
      title: finding.headline,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/referrals', text: 'Referrals' },
      ],
      data: {
        finding,
        freed,
        keys: keys.filter((one) => one !== null),
        isOwn: onlyAgencyOf(actor) !== null,
        action: `/referrals/${agency.id}`,
        form: { values: { ...query, year: years.chosen, target }, errors: [] },
        years: years.options,
      },
    };
  },
});

/** One after the other: a transaction answers one question at a time. */
async function oneByOne<T, U>(items: readonly T[], ask: (item: T) => Promise<U>): Promise<U[]> {
  const answers: U[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}
