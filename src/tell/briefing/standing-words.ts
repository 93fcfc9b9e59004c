import type { Audience } from './briefing.ts';
import type { Subject } from './briefing-parts.ts';

/** Words of a briefing that no figure makes; an officer may change all of them. */
export interface StandingWords {
  readonly story: string;
  readonly ask: readonly string[];
  readonly questions: readonly string[];
  readonly unsure: readonly string[];
  readonly words: readonly string[];
  readonly contact: string;
}

const ASKS: Readonly<Record<Audience, (subject: Subject) => readonly string[]>> = {
  ward: ({ place }) => [
    `Ask families in ${place} how they found help, and tell us what you hear.`,
    'Speak up for help that starts early, also when its results come after this term.',
    'Send families who need help to the front door. Please do not send us their details.',
  ],
  scrutiny: ({ place }) => [
    `Choose one question below about ${place}, and ask for an answer with its figures.`,
    'Judge plans by what changes for children, and give them the years that they need.',
    'Ask each agency, not only the council, what it does.',
  ],
  cabinet: ({ place }) => [
    `Agree which of these figures about ${place} the partnership answers for together.`,
    'Set aside a small part of the budget each year for help that starts early.',
    'Ask partners to do the same, and to say so in public.',
  ],
};

/**
 * What stands in each briefing before an officer edits it. What is asked of members follows what
 * the study of early intervention found they can do: look beyond a term of office, work across
 * parties and know their ward, without taking up the matters of one family (study 4.3.1).
 */
export function standingWords(subject: Subject, audience: Audience): StandingWords {
  return {
    story: 'Help that starts early can keep some of these problems from growing.',
    ask: ASKS[audience](subject),
    questions: [
      `Who answers for early help in ${subject.place}, and how do we know that it works?`,
      'Which families ask for help and do not get it?',
      'What would we see in a year if this went well?',
    ],
    unsure: [
      'Costs are estimates: what happened is counted, and each event has a published price.',
      'Fewer than five children are never shown, so some small numbers are left out.',
    ],
    words: [
      'Late help: help from the point at which a social worker is involved.',
      'Early help: help that a family agrees to, before a problem has grown.',
      'Avoided cost: what was not needed. It leaves no money in a budget by itself.',
    ],
    contact: `Children’s services, ${subject.authority}. Ask under “Enquiries” in Headwater.`,
  };
}
