import { only, thoseWhoSeeFigures } from '../govern/index.ts';

/** Who writes briefings and answers enquiries. */
export const thoseWhoTell = only('analyst', 'commissioner', 'manager');

/** Who signs what another wrote. */
export const thoseWhoSign = only('commissioner', 'manager');

/** Who reads what was signed: everyone who sees figures. */
export const thoseWhoAreTold = thoseWhoSeeFigures;

/** Who asks, and has a ward. */
export const electedMembers = only('member');
