import type { AccountId } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { type Membership, ROLE_WORDS } from './account.ts';
import { listMemberships } from './accounts.store.ts';
import { anyoneSignedIn, roleOf } from './actor.ts';
import { chooseMembership } from './find-actor.ts';

/** The page on which someone with several roles chooses as what they work. */
export const workAsPage: Page = definePage({
  url: '/work-as',
  title: 'What do you want to work as?',
  who: anyoneSignedIn,
  audit: 'changes',
  get: async (request) => showChoice(request, await choicesFor(request), []),
  post: async (request) => {
    const choices = await choicesFor(request);
    const chosen = choices.find((one) => membershipValue(one) === request.form.membership);
    if (!chosen) {
      const sentence = 'Select what you want to work as';
      return showChoice(request, choices, [{ field: 'membership', sentence }]);
    }
    chooseMembership(request.session, chosen);
    await request.audit({
      action: 'account.works-as',
      subjectKind: 'account',
      subjectId: request.actor.id,
      detail: { agencyId: chosen.agencyId, role: chosen.role },
    });
    return { redirect: '/' };
  },
});

function choicesFor(request: PageRequest): Promise<readonly Membership[]> {
  return listMemberships(request.tx, Number(request.actor.id) as AccountId);
}

function membershipValue(one: Pick<Membership, 'agencyId' | 'role'>): string {
  return `${one.agencyId}-${one.role}`;
}

function showChoice(
  { actor }: PageRequest,
  choices: readonly Membership[],
  errors: readonly FieldError[],
): PageAnswer {
  const now = `${actor.settings['headwater.agency']}-${roleOf(actor)}`;
  const options = choices.map((one) => ({
    value: membershipValue(one),
    text: `${ROLE_WORDS[one.role]}, ${one.agencyName}`,
  }));
  return {
    template: 'govern/accounts/work-as.njk',
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: { form: { values: { membership: now }, errors }, errors, options },
  };
}
