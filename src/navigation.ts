import { roleOf, seesPeople } from './govern/index.ts';
import type { Actor, Link } from './platform/index.ts';

/** The few places that this role goes to often; at most six. */
export function navigationFor(actor: Actor): Link[] {
  const role = roleOf(actor);
  const links: Link[] = [{ href: '/', text: 'Home' }];
  if (role === 'family') return links;
  links.push({ href: '/questions', text: 'Questions' });
  if (seesPeople(actor)) links.push({ href: '/people', text: 'Children' });
  if (['analyst', 'commissioner', 'manager', 'administrator'].includes(role)) {
    links.push({ href: '/returns', text: 'Returns' });
  }
  if (['analyst', 'commissioner', 'member', 'oversight'].includes(role)) {
    links.push({ href: '/peers', text: 'Peers' });
  }
  if (role === 'administrator') {
    links.push({ href: '/accounts', text: 'People who sign in' });
    links.push({ href: '/partnership', text: 'Partnership' });
  }
  if (role === 'administrator' || role === 'auditor') links.push({ href: '/audit', text: 'Audit' });
  return links.slice(0, 6);
}
