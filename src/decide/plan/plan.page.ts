import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { definePage, momentWords, type Page } from '../../platform/index.ts';
import { agencyName, loadPlan, readVersion } from './load-plan.ts';
import { planChanges } from './plan-diff.ts';
import { findVersion, listComments, listVersions } from './plan.store.ts';
import { PLAN_STATUS_WORDS } from './plan.ts';
import { planLinks, planView, thoseWhoEditThePlan } from './plan-view.ts';

const HOME = { href: '/', text: 'Home' };
const TRAIL = [HOME, { href: '/plan', text: 'The shared plan' }];

/** What the partnership agreed, on one page. */
export const planPage: Page = definePage({
  url: '/plan',
  title: 'The shared plan',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const state = await loadPlan(tx);
    const mayEdit = thoseWhoEditThePlan.allows(actor);
    const links = planLinks(actor, '/plan');
    const template = 'decide/plan/plan.njk';
    if (!state) {
      const data = { view: null, links, mayEdit, newer: null, isOld: false };
      return { template, title: 'No shared plan has been begun', breadcrumbs: [HOME], data };
    }
    const { plan, newest } = state;
    const newer =
      newest.version > plan.version
        ? { version: newest.version, status: PLAN_STATUS_WORDS[newest.status].text.toLowerCase() }
        : null;
    const view = await planView(tx, actor, state);
    const data = { view, links, mayEdit, newer, isOld: false };
    return { template, title: view.headline, breadcrumbs: [HOME], data };
  },
});

/** One version of the plan as it stood, with the answers to exactly that text. */
export const planVersionPage: Page = definePage({
  url: '/plan/versions/:version',
  title: 'A version of the shared plan',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const number = readVersion(params.version);
    const state = await loadPlan(tx, number);
    if (!state) throw noSuchVersion();
    const view = await planView(tx, actor, state, params.version);
    return {
      template: 'decide/plan/plan.njk',
      title: `Version ${state.plan.version}: ${view.headline}`,
      breadcrumbs: [...TRAIL, { href: '/plan/versions', text: 'Versions' }],
      data: {
        view,
        links: planLinks(actor, '/plan/versions'),
        mayEdit: false,
        newer: null,
        isOld: true,
      },
    };
  },
});

function noSuchVersion() {
  return refuse('no-such-version', 'not-found', 'There is no such version of the plan.');
}

/** Every version, with what changed from the one before it. */
export const planVersionsPage: Page = definePage({
  url: '/plan/versions',
  title: 'Versions of the shared plan',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const versions = await listVersions(tx);
    const agreed = versions.find(({ status }) => status === 'agreed');
    const comments = await listComments(tx);
    return {
      template: 'decide/plan/versions.njk',
      breadcrumbs: TRAIL,
      data: {
        links: planLinks(actor, '/plan/versions'),
        heading: agreed
          ? `Version ${agreed.version} is what the partnership agreed`
          : 'No version of the plan is agreed yet',
        versions: versions.map((one) => ({
          version: one.version,
          status: PLAN_STATUS_WORDS[one.status],
          made: momentWords(one.madeAt),
          agreed: one.agreedAt ? momentWords(one.agreedAt) : '',
          hash: one.hash,
          hasComments: comments.some(({ version }) => version === one.version),
          before: one.version > 1 ? one.version - 1 : null,
        })),
      },
    };
  },
});

/** What differs between two versions, in words. */
export const planChangesPage: Page = definePage({
  url: '/plan/changes',
  title: 'What changed between two versions',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query }) => {
    const versions = await listVersions(tx);
    const to = readVersion(query.to) ?? versions[0]?.version ?? 0;
    const from = readVersion(query.from) ?? to - 1;
    const [before, after] = [await findVersion(tx, from), await findVersion(tx, to)];
    const state = await loadPlan(tx);
    const comparable = before !== null && after !== null && state !== null;
    const changes = comparable
      ? planChanges(before.content, after.content, (id) => agencyName(state, id))
      : [];
    return {
      template: 'decide/plan/changes.njk',
      title: `What changed from version ${from} to version ${to}`,
      breadcrumbs: [...TRAIL, { href: '/plan/versions', text: 'Versions' }],
      data: {
        links: planLinks(actor, '/plan/versions'),
        comparable,
        from: String(from),
        to: String(to),
        changes,
        options: versions.map(({ version }) => ({
          value: String(version),
          text: `Version ${version}`,
        })),
      },
    };
  },
});
