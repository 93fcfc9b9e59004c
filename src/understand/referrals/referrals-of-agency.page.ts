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
    const all = await referralsByReferrerMeasure.compute(tx, actor, {
      by: 'agency',
      year: years.chosen,
    });
    const own = all.rows.find((row) => row.href?.startsWith(`/referrals/${agency.id}?`));
    const keys = KEY_COLUMNS.flatMap((column) => own?.figures[column] ?? []);
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
        keys: finding.rows.length === 0 ? [] : keys,
        isOwn: onlyAgencyOf(actor) !== null,
        action: `/referrals/${agency.id}`,
        form: { values: { ...query, year: years.chosen, target }, errors: [] },
        years: years.options,
      },
    };
  },
});

/** Led to no help, expected, and share that were re-referrals. */
const KEY_COLUMNS = [1, 2, 6];
