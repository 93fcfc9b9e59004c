import { coded, type EarlyHelpCode } from './early-help.codes.ts';

/** What a row of the early years file speaks of. */
export type EarlyYearsItem = 'check' | 'hub-registration' | 'hub-use' | 'profile';

/** Items of the early years file; the checks are those of `reference/early-years.yaml`. */
export const earlyYearsItems: readonly EarlyHelpCode<EarlyYearsItem>[] = [
  coded('antenatal', 'Check before birth', 'check', 'antenatal-contact'),
  coded('new-birth', 'New birth visit', 'check', 'new-birth-visit nbv'),
  coded('six-to-eight-weeks', 'Check at six to eight weeks', 'check', '6-8-weeks 6-to-8-weeks'),
  coded('twelve-months', 'Check at twelve months', 'check', '12-months 1-year'),
  coded('two-years', 'Check at two to two and a half years', 'check', '2-years 2-to-2.5-years'),
  coded(
    'hub-registration',
    "Registered with a family hub or children's centre",
    'hub-registration',
    'registration',
  ),
  coded('hub-use', 'Times at a hub in the year up to as_of_date', 'hub-use', 'attendance'),
  coded('profile', 'Early years foundation stage profile', 'profile', 'eyfsp'),
];

/** What came of an item; which words fit depends on the item. */
export const earlyYearsResults: readonly EarlyHelpCode<EarlyYearsItem>[] = [
  coded('done', 'The check was done on item_date', 'check', 'completed'),
  coded('declined', 'The family did not want the check', 'check', 'refused'),
  coded('not-done', 'The check has not been done', 'check', 'missed outstanding'),
  coded('good-level', 'Good level of development', 'profile', 'gld yes'),
  coded('not-good-level', 'Not yet a good level of development', 'profile', 'no-gld no'),
];
