import { refuse } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { lockScenario, shareScenario, unlockScenario } from './change-scenario.ts';
import { freezeScenario } from './freeze-scenario.ts';
import { readNumber } from './load-scenario.ts';
import { thoseWhoWriteScenarios } from './scenario-roles.ts';
import { workOut } from './work-out.ts';

/** What is done to a scenario by a button: worked out, shared, locked, frozen. */
export const scenarioActPage: Page = definePage({
  url: '/scenarios/:id/act',
  title: 'Change a scenario',
  who: thoseWhoWriteScenarios,
  audit: 'changes',
  post: async (request) => {
    const id = readNumber(request.params.id);
    const href = `/scenarios/${id}`;
    const act = request.form.act ?? '';
    if (act === 'work') {
      await workOut(request, id);
      return { redirect: href };
    }
    if (act === 'freeze') {
      const resultId = readNumber(request.form.result, 'run of a scenario');
      const { note, hash } = await freezeScenario(request.tx, request.actor, { resultId });
      await request.audit(note);
      return { redirect: `${href}/frozen/${hash}` };
    }
    const { note } = await change(request, id, act);
    await request.audit(note);
    return { redirect: href };
  },
});

function change({ tx, actor }: PageRequest, id: number, act: string) {
  switch (act) {
    case 'share':
      return shareScenario(tx, actor, { id, sharing: 'partnership' });
    case 'unshare':
      return shareScenario(tx, actor, { id, sharing: 'own' });
    case 'lock':
      return lockScenario(tx, actor, id);
    case 'unlock':
      return unlockScenario(tx, actor, id);
    default:
      throw refuse('no-such-act', 'invalid', 'Choose one of the buttons of the page.');
  }
}
