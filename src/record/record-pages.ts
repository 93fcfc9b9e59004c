import type { Page } from '../platform/index.ts';
import { peoplePage, personPage } from './people/people.page.ts';
import { returnPage, returnProblemsPage, returnsPage } from './returns/returns.page.ts';

/** The pages of this wing. */
export const RECORD_PAGES: readonly Page[] = [
  returnsPage,
  returnPage,
  returnProblemsPage,
  peoplePage,
  personPage,
];
