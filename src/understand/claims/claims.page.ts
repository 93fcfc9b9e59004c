import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page, readSort, type Sort } from '../../platform/index.ts';
import { STANDINGS, standingOf, useOf, USES } from './claim.ts';
import { AGES, type Claim, CLAIMS, PERSPECTIVES } from './claims-file.ts';
import {
  claimFigure,
  claimsCountedMeasure,
  type ClaimKind,
  findClaim,
  kindOf,
  wordsOf,
} from './quoted-claims.measure.ts';
import { workedExampleMeasure } from './worked-example.measure.ts';

/** Every multiple that is quoted of early help, with who gains, and what was found later. */
export const claimsPage: Page = definePage({
  url: '/claims',
  title: 'Quoted claims',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const counted = await claimsCountedMeasure.compute(tx, actor, { by: 'use' });
    const chosen = {
      perspective: query.perspective ?? '',
      age: query.age ?? '',
      later: query.later ?? '',
      use: query.use ?? '',
    };
    const sort = readSort(query.sort, ['what', 'use']) ?? BY_USE;
    const kinds = Object.keys(chosen) as ClaimKind[];
    const found = CLAIMS.filter((claim) =>
      kinds.every((kind) => chosen[kind] === '' || kindOf(claim, kind) === chosen[kind]),
    );
    return {
      template: 'understand/claims/claims.njk',
      title: counted.headline,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/cost', text: 'Cost of late help' },
      ],
      data: {
        counted,
        url,
        chosen,
        options: {
          perspective: optionsOf(PERSPECTIVES),
          age: optionsOf(AGES),
          later: optionsOf(STANDINGS),
          use: optionsOf(USES),
        },
        view: {
          caption: 'Quoted claims',
          captionHidden: true,
          columns: COLUMNS,
          rows: sorted(found, sort).map((claim) => ({ cells: cellsOf(claim) })),
          url,
          sort,
          page: { number: 1, size: Math.max(1, found.length), total: found.length },
          noun: ['claim', 'claims'],
          clearHref: '/claims',
        },
      },
    };
  },
});

const BY_USE: Sort = { key: 'use', direction: 'ascending' };

const COLUMNS = [
  { key: 'what', label: 'Claim', sortable: true },
  { key: 'value', label: 'As quoted', numeric: true },
  { key: 'who', label: 'Who gains' },
  { key: 'later', label: 'Later evidence' },
  { key: 'use', label: 'In a business case', sortable: true },
];

const TONES = {
  against: 'wrong',
  qualified: 'attention',
  supported: 'done',
  'none-known': 'quiet',
  yes: 'done',
  context: 'attention',
  no: 'wrong',
} as const;

function cellsOf(claim: Claim) {
  const [standing, { use }] = [standingOf(claim), useOf(claim)];
  return [
    {
      text: claim.label,
      href: `/claims/${claim.code}`,
      quiet: `${upperFirst(claim.country)}, ${claim.date}`,
    },
    { figure: claimFigure(claim) },
    { text: wordsOf(claim.perspective) },
    { status: { text: wordsOf(standing), tone: TONES[standing] } },
    { status: { text: wordsOf(use), tone: TONES[use] } },
  ];
}

function sorted(claims: readonly Claim[], sort: Sort): Claim[] {
  const sign = sort.direction === 'descending' ? -1 : 1;
  const rank = (claim: Claim) => USES.indexOf(useOf(claim).use);
  return [...claims].sort(
    (a, b) =>
      sign * (sort.key === 'use' ? rank(a) - rank(b) : 0) || sign * a.label.localeCompare(b.label),
  );
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function optionsOf(choices: readonly string[]) {
  const all = choices.map((value) => ({ value, text: wordsOf(value) }));
  return [{ value: '', text: 'All' }, ...all];
}

/** Claims that rest on the table of 109 families, which is done again beside them. */
const ABOUT_109 = ['barnet-109-families', 'barnet-five-million', 'barnet-council-share'];

/** One claim: as quoted, who gains, what is behind it, what was found later, and its trap. */
export const claimPage: Page = definePage({
  url: '/claims/:claim',
  title: 'One quoted claim',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const claim = findClaim(params.claim ?? '');
    const { use, reasons } = useOf(claim);
    return {
      template: 'understand/claims/claim.njk',
      title: claim.label,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/claims', text: 'Quoted claims' },
      ],
      data: {
        claim,
        figure: claimFigure(claim),
        again: ABOUT_109.includes(claim.code)
          ? await workedExampleMeasure.compute(tx, actor, {})
          : null,
        use: { text: wordsOf(use), tone: TONES[use], reasons },
        standing: { text: wordsOf(standingOf(claim)), tone: TONES[standingOf(claim)] },
        later: claim.later.map((one) => ({
          ...one,
          standing: wordsOf(one.standing),
          checked: wordsOf(one.checked),
        })),
        facts: [
          { key: 'What is counted', text: wordsOf(claim.form) },
          { key: 'Who gains', text: wordsOf(claim.perspective) },
          { key: 'What is set against what', text: claim.basis },
          { key: 'Over how long', text: upperFirst(claim.horizon) },
          { key: 'In whose prices', text: upperFirst(claim.priceYear) },
          { key: 'Where', text: upperFirst(claim.country) },
          { key: 'For whom', text: wordsOf(claim.age) },
          { key: 'What is behind it', text: wordsOf(claim.evidence) },
          { key: 'Who says it', text: claim.saidBy },
          { key: 'In', text: `${claim.title}, ${claim.date}. ${claim.locator}.` },
          { key: 'How it was checked', text: wordsOf(claim.checked) },
        ],
      },
    };
  },
});
