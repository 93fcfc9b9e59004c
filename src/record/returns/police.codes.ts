import type { ThemeKey } from './cin-census.codes.ts';
import { coded, type EarlyHelpCode } from './early-help.codes.ts';

/**
 * What an incident was about, and the theme that it speaks of whoever the child was in it. An
 * offence speaks of crime only for a suspect; going missing is a sign, and speaks of no theme by
 * itself. The list and its division are ours.
 */
export const incidentTypes: readonly EarlyHelpCode<ThemeKey | null>[] = [
  coded('domestic-abuse', 'Domestic abuse', 'domestic-abuse', 'domestic-violence da dv'),
  coded('missing', 'Missing', null, 'missing-person absent'),
  coded('exploitation', 'Exploitation, sexual or criminal', 'exploitation', 'cse cce'),
  coded('drugs', 'Drugs or alcohol', 'alcohol-and-drugs', 'alcohol drug-offence'),
  coded('violence', 'Violence', null, 'assault weapon knife'),
  coded('theft', 'Theft or burglary', null, 'burglary robbery shoplifting'),
  coded('damage', 'Damage', null, 'criminal-damage arson'),
  coded('sexual-offence', 'Sexual offence', null, 'sexual'),
  coded('antisocial-behaviour', 'Antisocial behaviour', null, 'asb nuisance'),
  coded('welfare', 'Concern for a child', null, 'concern neglect public-protection'),
  coded('other', 'Another incident', null),
];

/** What part the child had in the incident; a suspect is involved with the police. */
export const involvements: readonly EarlyHelpCode<boolean>[] = [
  coded('suspect', 'Suspect or arrested', true, 'offender arrested accused perpetrator'),
  coded('victim', 'Victim', false, 'injured-party'),
  coded('witness', 'Witness', false),
  coded('present', 'Lives in the home, or was there', false, 'household child-present subject'),
];

/** By which route the police and the child came together. */
export const policeRoutes: readonly EarlyHelpCode<string>[] = [
  coded('call', 'Somebody called the police', 'call', 'response 999 101'),
  coded('stop', 'Stopped in the street', 'stop', 'stop-and-search'),
  coded('school', 'At school', 'school', 'school-officer'),
  coded('arrest', 'Arrested', 'arrest', 'custody'),
  coded('partner', 'Another agency told them', 'partner', 'agency referral'),
];

/** What the police did; the first three bring a young person before the law. */
export const policeOutcomes: readonly EarlyHelpCode<string>[] = [
  coded('charged', 'Charged or summonsed', 'charged', 'charge summons'),
  coded('conditional-caution', 'Youth conditional caution', 'conditional-caution', 'ycc'),
  coded('caution', 'Youth caution', 'caution', 'youth-caution yc'),
  coded('community-resolution', 'Community resolution', 'community-resolution', 'cr'),
  coded('diverted', 'Diverted to help instead', 'diverted', 'diversion triage outcome-22'),
  coded('released', 'Released under investigation or bail', 'released', 'bail rui'),
  coded('notified', 'Social care or school was told', 'notified', 'notification pnn encompass'),
  coded('no-further-action', 'No further action', 'no-further-action', 'nfa'),
];
