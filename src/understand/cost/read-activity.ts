import { refuse } from '../../lib/index.ts';
import { type EventKind, LEVELS, type Level } from '../../record/index.ts';
import { EVENT_LABELS, PLACEMENT_LABELS } from './cost-groups.ts';
import type { Activity } from './late-help-cost.ts';

/**
 * Reads the name that an activity has in addresses, such as `looked-after/foster` or `referral`;
 * refuses one that nothing is counted under.
 */
export function readActivity(text: string | undefined): Activity {
  const [name = '', placementGroup = '', ...more] = (text ?? '').split('/');
  const level = LEVELS.find((one) => one === name) as Level | undefined;
  const isGroup =
    level === 'looked-after' ? placementGroup in PLACEMENT_LABELS : placementGroup === '';
  if (level && isGroup && more.length === 0) {
    return { group: '', kind: 'days', level, placementGroup, quantity: 0 };
  }
  if (name in EVENT_LABELS && placementGroup === '') {
    return { group: '', kind: 'events', event: name as EventKind, quantity: 0 };
  }
  const levels = LEVELS.filter((one) => one !== 'looked-after');
  const known = [...levels, 'looked-after/foster', ...Object.keys(EVENT_LABELS)].join(', ');
  throw refuse('no-such-activity', 'invalid', `what is one of: ${known}.`);
}
