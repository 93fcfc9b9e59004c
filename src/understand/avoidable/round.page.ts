import { thoseWhoSeeFigures, thoseWhoSeePeople } from '../../govern/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { avoidableAgreementMeasure } from './avoidable-agreement.measure.ts';
import { avoidableEntriesMeasure } from './avoidable-entries.measure.ts';
import { avoidableProgressMeasure } from './avoidable-progress.measure.ts';
import { thoseWhoSetUpReviews } from './avoidable-sample.measure.ts';
import { isReadTwice, type Reading } from './review.ts';
import { AVOIDABLE_TRAIL, caseStatus, scopeWords, takeDone } from './review-words.ts';
import { type CaseRow, listCases, listReadings } from './reviews.store.ts';
import type { RoundRow } from './rounds.store.ts';
import { comparisonWords } from './rounds.page.ts';
import { readRoundRow } from './start-round.ts';

const SHOWN_BY = [
  { value: 'age', text: 'Age at entry' },
  { value: 'theme', text: 'Theme' },
  { value: 'help', text: 'Help that was missing' },
  { value: 'moment', text: 'When it was needed' },
  { value: 'extent', text: 'What would have come of it' },
] as const;

/** One round: what it found, how well its reviewers agree, and how far it is. */
export const roundPage: Page = definePage({
  url: '/avoidable/:round',
  title: 'A round of reviews',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, query, params } = request;
    const round = await readRoundRow(tx, Number(params.round));
    const by = SHOWN_BY.find((one) => one.value === query.by)?.value ?? 'age';
    const given = { round: String(round.id) };
    const finding = await avoidableEntriesMeasure.compute(tx, actor, { ...given, by });
    const agreement = await avoidableAgreementMeasure.compute(tx, actor, given);
    const progress = await avoidableProgressMeasure.compute(tx, actor, given);
    const ages = await avoidableProgressMeasure.compute(tx, actor, { ...given, by: 'age' });
    const cases = thoseWhoSeePeople.allows(actor) ? await caseRows(request, round) : [];
    const isShown = finding.rows.length > 0;
    const split = (kind: string) =>
      avoidableEntriesMeasure.compute(tx, actor, { ...given, by: kind });
    return {
      template: 'understand/avoidable/round.njk',
      title: finding.headline,
      breadcrumbs: AVOIDABLE_TRAIL,
      data: {
        done: takeDone(request.session),
        round: { ...round, isFinished: round.finished_at !== null, scope: scopeWords(round) },
        finding,
        comparison: comparisonWords(finding),
        splits: isShown ? [await split('agency'), await split('kind')].map(asSplit) : [],
        agreement,
        progress,
        ages,
        url: request.url,
        chosen: { by },
        shownBy: SHOWN_BY,
        maySetUp: thoseWhoSetUpReviews.allows(actor),
        cases,
        waiting: cases.filter(({ todo }) => todo !== ''),
        others: cases.filter(({ todo }) => todo === ''),
      },
    };
  },
});

function asSplit(finding: Awaited<ReturnType<typeof avoidableEntriesMeasure.compute>>) {
  const headline = finding.id.includes('by=agency')
    ? 'Which agencies bear the avoided cost'
    : 'How much of the avoided cost is cash, and how much staff time and places';
  return { ...finding, headline, notes: [] };
}

async function caseRows({ tx, actor }: PageRequest, round: RoundRow) {
  const readings = Map.groupBy(await listReadings(tx, round.id), (one) => one.caseNumber);
  const account = Number(actor.id);
  const mayDecide = thoseWhoSetUpReviews.allows(actor);
  return (await listCases(tx, round.id))
    .map((one) => caseRow(one, { own: readings.get(one.case_number) ?? [], account, mayDecide }))
    .map((one) => ({ ...one, href: `/avoidable/${round.id}/cases/${one.number}${one.part}` }));
}

function caseRow(
  row: CaseRow,
  {
    own,
    account,
    mayDecide,
  }: {
    readonly own: readonly Reading[];
    readonly account: number;
    readonly mayDecide: boolean;
  },
) {
  const mine = own.find(({ reviewerId }) => reviewerId === account);
  const isMine = mine?.status === 'assigned' || mine?.status === 'draft';
  const isToDecide = mayDecide && !mine && row.decided === null && isReadTwice(own);
  const todo = isMine
    ? mine.status === 'draft'
      ? 'Go on with your review'
      : 'Review this case'
    : isToDecide
      ? 'Decide between the reviewers'
      : '';
  return {
    number: row.case_number,
    part: isToDecide ? '/adjudicate' : '',
    todo,
    status: caseStatus(own, row.decided),
  };
}
