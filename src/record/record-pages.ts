import type { Measure, Page } from '../platform/index.ts';
import { familyPage } from './families/family.page.ts';
import { peoplePage } from './people/people.page.ts';
import { personPage } from './people/person.page.ts';
import { protectionPage, undoProtectionPage } from './people/protection.page.ts';
import {
  endRelationshipPage,
  relationshipsPage,
  undoRelationshipPage,
} from './people/relationships.page.ts';
import { unbornPage } from './people/unborn.page.ts';
import { childrenByLevelMeasure } from './places/children-by-level.measure.ts';
import { placePage, placesPage } from './places/places.page.ts';
import { OPEN_REFERRAL_PAGES } from './provision/open-referral.page.ts';
import { PROVISION_MEASURES, PROVISION_PAGES } from './provision/provision-pages.ts';
import { referralsMadeMeasure } from './referrals-made.measure.ts';
import { returnPage, returnProblemsPage } from './returns/return.page.ts';
import { returnsPage } from './returns/returns.page.ts';
import { RETURN_TEMPLATE_PAGES } from './returns/template-pages.ts';

/** The pages of this wing. */
export const RECORD_PAGES: readonly Page[] = [
  returnsPage,
  ...RETURN_TEMPLATE_PAGES,
  returnPage,
  returnProblemsPage,
  peoplePage,
  personPage,
  relationshipsPage,
  endRelationshipPage,
  undoRelationshipPage,
  protectionPage,
  undoProtectionPage,
  unbornPage,
  familyPage,
  placesPage,
  placePage,
  ...PROVISION_PAGES,
  ...OPEN_REFERRAL_PAGES,
];

/** What this wing measures. */
export const RECORD_MEASURES: readonly Measure[] = [
  childrenByLevelMeasure,
  referralsMadeMeasure,
  ...PROVISION_MEASURES,
];

export { RECORD_HOME_CARDS } from './record-home.ts';
export { PROVISION_COMMANDS, safeLinkPages } from './provision/provision-pages.ts';
export { allowOtherSites, openReferralPages } from './provision/open-referral.api.ts';
export { OPEN_REFERRAL_COMMANDS } from './provision/open-referral.command.ts';
export { readFeedJob } from './provision/open-referral.job.ts';
export { remindMappingJob } from './provision/remind-mapping.job.ts';
export { setUpTasks } from './returns-needed.ts';
export { addRelationship } from './people/change-relationship.ts';
export { peopleByCouncilNumber } from './people/protection.store.ts';
export { protectAddresses, restrictRecord } from './people/protect-person.ts';
export { recordUnbornChild } from './people/record-unborn-child.ts';
export { relationshipOf } from './people/relationship.ts';
