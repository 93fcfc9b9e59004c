import { roleOf, thoseWhoSeeFigures } from '../govern/index.ts';
import {
  type AgencyId,
  countedFigure,
  type Figure,
  figureId,
  financialYearOf,
  type Finding,
  formatFinancialYear,
  parseFinancialYear,
  refuse,
  yearEnd,
  yearStart,
  countedHow,
} from '../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../platform/index.ts';
import { today } from './people/people.page.ts';
import { referralsBy } from './record-home.store.ts';
import { latestKnownDay } from './returns/source.store.ts';

const NAME = 'referrals-made';

/** The rows, by which an address asks for one of them. */
const ROWS = [
  { row: 'made', label: 'Referrals and requests made' },
  { row: 'accepted', label: 'Of these, accepted' },
  { row: 'no-further-action', label: 'Of these, no further action' },
] as const;

/** What one agency referred in a year, and what came of it. */
export const referralsMadeMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Referrals that an agency made',
  who: thoseWhoSeeFigures,
  parameters: {
    agency: 'the number of an agency',
    year: 'a financial year such as 2024-25; the newest that is known when left out',
    row: ROWS.map((one) => one.row).join(', '),
  },
  compute: (tx, actor, parameters) => {
    const isPartner = roleOf(actor) === 'partner' || roleOf(actor) === 'provider';
    if (isPartner && parameters.agency !== actor.settings['headwater.agency']) {
      const sentence = 'Another agency\u2019s referrals are shown to that agency and the council.';
      throw refuse('other-agency', 'forbidden', sentence);
    }
    return computeReferrals(tx, parameters);
  },
});

async function computeReferrals(tx: Tx, given: Parameters): Promise<Finding> {
  const agencyId = Number(given.agency);
  if (!Number.isSafeInteger(agencyId) || agencyId <= 0) {
    throw refuse('no-such-agency', 'invalid', 'agency is the number of an agency.');
  }
  const known = (await latestKnownDay(tx)) ?? today();
  const year = given.year === undefined ? financialYearOf(known) : parseFinancialYear(given.year);
  if (year === null) {
    throw refuse('no-such-year', 'invalid', 'year is a financial year such as 2024-25.');
  }
  const span = { from: yearStart(year), to: yearEnd(year) };
  const found = await referralsBy(tx, { agencyId: agencyId as AgencyId, ...span });
  const amount = (row: string) =>
    found
      .filter((one) => row === 'made' || one.outcome === row)
      .reduce((sum, one) => sum + one.referrals, 0);
  const asked = { agency: String(agencyId), year };
  const rows = ROWS.filter((one) => given.row === undefined || given.row === one.row).map(
    ({ row, label }) => {
      const figure = countedFigure({
        id: figureId(NAME, { ...asked, row }),
        label: `${label}, ${formatFinancialYear(year)}`,
        value: amount(row),
        unit: 'referrals',
        how: countedHow(FORMULA, 'Referrals of the agency in the year', amount(row)),
      });
      return { label, figures: [figure] as readonly Figure[] };
    },
  );
  if (rows.length === 0) throw refuse('no-such-row', 'not-found', 'There is no such row.');
  return {
    id: figureId(NAME, { ...asked, row: given.row }),
    headline: `Referrals and requests for early help, ${formatFinancialYear(year)}`,
    subtitle: 'Referrals and requests that the agency made, by what came of them',
    rowHeading: 'What came of it',
    columns: ['Referrals'],
    rows,
    chart: 'none',
    notes: ['Requests that wait for a decision are neither accepted nor without further action.'],
  };
}

const FORMULA =
  'Referrals to the council and requests for early help that the loaded returns say this agency ' +
  'made in the year, each counted once.';
