import type { Page } from '../platform/index.ts';
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
import { returnPage, returnProblemsPage, returnsPage } from './returns/returns.page.ts';

/** The pages of this wing. */
export const RECORD_PAGES: readonly Page[] = [
  returnsPage,
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
];
