import { anyoneSignedIn } from './govern/index.ts';
import { type Actor, definePage, type Page } from './platform/index.ts';
import { PAGES } from './wings.ts';

/** One question that a page answers. */
interface Question {
  readonly href: string;
  readonly text: string;
  readonly hint: string;
}

interface Group {
  readonly heading: string;
  readonly questions: readonly Question[];
}

/** In the order of the work: need, cost, what there is, what to do, telling it. */
const GROUPS: readonly Group[] = [
  {
    heading: 'Need',
    questions: [
      {
        href: '/needs',
        text: 'Where is need, and where does it grow?',
        hint: 'Wards, localities and school clusters, with hotspots and what to expect',
      },
      {
        href: '/themes',
        text: 'What drives it?',
        hint: 'Eight themes, how they come together, what protects, what they cost',
      },
      {
        href: '/peers',
        text: 'How do we stand beside similar councils?',
        hint: 'Published indicators, spending against results',
      },
      {
        href: '/early-years',
        text: 'Are children ready for school?',
        hint: 'From before birth: checks due and missed, family hubs, readiness',
      },
      { href: '/reach', text: 'Whom do we miss?', hint: 'Expected against reached, and why' },
      { href: '/places', text: 'What places do we know?', hint: 'Wards and what they hold' },
    ],
  },
  {
    heading: 'Cost, and what could be avoided',
    questions: [
      {
        href: '/cost',
        text: 'What does late help cost, and whom?',
        hint: 'By level, agency, theme, ward and year',
      },
      {
        href: '/avoidable',
        text: 'Which entries to care could have been avoided?',
        hint: 'A review of sampled cases by two people each',
      },
      {
        href: '/referrals',
        text: 'What comes of referrals?',
        hint: 'Agency by agency, beside what like cases led to elsewhere',
      },
      {
        href: '/journeys',
        text: 'How do children come to each level of help?',
        hint: 'The typical journey of a group, step by step, with its cost',
      },
      {
        href: '/cost/of-a-cut',
        text: 'What would a cut or a delay move, and to whom?',
        hint: 'From what was seen here, with its range',
      },
      {
        href: '/unit-costs',
        text: 'What does one week, case or event cost?',
        hint: 'Published unit costs, and ours',
      },
      {
        href: '/claims',
        text: 'Can we quote that multiple?',
        hint: 'What others have claimed, for whom, and what was found later',
      },
    ],
  },
  {
    heading: 'What there is',
    questions: [
      {
        href: '/provision',
        text: 'What help is there?',
        hint: 'The directory of services, who answers for each and when it was last confirmed',
      },
      {
        href: '/spend-map',
        text: 'Does money go where cost arises?',
        hint: 'Themes, levels, agencies and areas; overlaps, gaps and what depends on what',
      },
      {
        href: '/mapping',
        text: 'Who has told us what they provide?',
        hint: 'Requests to each agency, who is asked and by when',
      },
    ],
  },
  {
    heading: 'What works, and what we could do',
    questions: [
      {
        href: '/evidence',
        text: 'What works, for whom, and how sure is it?',
        hint: 'Programmes by need, age, place, rating and cost; what fits here',
      },
      {
        href: '/scenarios',
        text: 'What would happen if we helped earlier?',
        hint: 'What it costs, what it brings, whom, when, and how sure that is',
      },
      {
        href: '/portfolio',
        text: 'What should we buy where, with the money there is?',
        hint: 'Programmes and localities within money, staff and fairness; what each limit costs',
      },
      {
        href: '/model/rates',
        text: 'What becomes of children if nothing changes?',
        hint: 'How many of a hundred at each level of help come to another, by age',
      },
      {
        href: '/backtest',
        text: 'How well have projections held?',
        hint: 'Held-back years beside what was projected, and beside simple ways',
      },
      {
        href: '/model/proofs',
        text: 'Can we trust the sums?',
        hint: 'Published results worked out again, and the one that differs',
      },
    ],
  },
  {
    heading: 'Money',
    questions: [
      {
        href: '/budget',
        text: 'What of every pound goes early?',
        hint: 'Published lines of spending, early and late, by year and for each child',
      },
      {
        href: '/budget/shift',
        text: 'What would moving money earlier take?',
        hint: 'Year by year: what makes it safe, what is needed twice, when to stop',
      },
      {
        href: '/budget/streams',
        text: 'Which money may pay for what, and what lapses?',
        hint: 'Grants and other money with their rules, and what is committed',
      },
      {
        href: '/budget/zero-based',
        text: 'What would a budget built from need come to?',
        hint: 'Children\u2019s days and events times unit costs, beside what was spent',
      },
      {
        href: '/budget/pooled',
        text: 'Who gives what to the pooled budget?',
        hint: 'Agreed beside paid, and what would leave no partner worse off',
      },
      {
        href: '/budget/finance',
        text: 'Reserves, a loan or an investor?',
        hint: 'The same outcomes paid for in three ways, and who bears a loss',
      },
      {
        href: '/budget/targets',
        text: 'What would a scenario cover of our savings targets?',
        hint: 'Cash at the low end, by partner and year',
      },
      {
        href: '/cost/targets',
        text: 'How much of our savings targets is covered in cash?',
        hint: 'By partner and year',
      },
    ],
  },
  {
    heading: 'What we mean by better, and what we agreed',
    questions: [
      {
        href: '/frameworks',
        text: 'What do we mean by better?',
        hint: 'Outcome frameworks beside one another and in each agency\u2019s own words',
      },
      { href: '/plan', text: 'What did we agree?', hint: 'The shared plan, on one page' },
      {
        href: '/plan/review',
        text: 'Does the plan work?',
        hint: 'Forecast beside what came, done and given, and what each review decided',
      },
      {
        href: '/plan/what-if',
        text: 'What would a change of policy or funding break?',
        hint: 'A grant that ends, an agency that leaves: what would not hold',
      },
      {
        href: '/plan/birth-to-25',
        text: 'Who is helped from birth to 25, and where does help end?',
        hint: 'Children known, late cost and services at each age, in one line',
      },
      {
        href: '/briefings',
        text: 'What should members know?',
        hint: 'Two pages for each ward, with questions to ask',
      },
      { href: '/enquiries', text: 'What have members asked?', hint: 'And what was answered' },
    ],
  },
];

/** Every question that this version answers, for whoever may ask it. */
export const questionsPage: Page = definePage({
  url: '/questions',
  title: 'Questions you can ask',
  who: anyoneSignedIn,
  audit: 'none',
  get: async ({ actor }) => ({
    template: 'questions.njk',
    data: { groups: groupsFor(actor) },
    breadcrumbs: [{ href: '/', text: 'Home' }],
  }),
});

function groupsFor(actor: Actor): Group[] {
  const open = new Set(PAGES.filter(({ who }) => who.allows(actor)).map(({ url }) => url));
  return GROUPS.map(({ heading, questions }) => ({
    heading,
    questions: questions.filter(({ href }) => open.has(href)),
  })).filter(({ questions }) => questions.length > 0);
}
