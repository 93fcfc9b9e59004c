import type { Database, JobKind, Page } from '../platform/index.ts';
import { accountPage } from './accounts/account.page.ts';
import { accountsPage, newAccountPage } from './accounts/accounts.page.ts';
import { type SignInSettings, signInPages } from './accounts/sign-in.page.ts';
import { workAsPage } from './accounts/work-as.page.ts';
import { partnershipPages } from './agencies/partnership.page.ts';
import { auditPages } from './audit/audit.page.ts';
import { verifyAuditJob } from './audit/verify-audit.job.ts';

/** Every page of this wing. */
export function governPages(settings: SignInSettings): readonly Page[] {
  return [
    ...signInPages(settings),
    workAsPage,
    accountsPage,
    newAccountPage,
    accountPage,
    ...partnershipPages,
    ...auditPages,
  ];
}

/** Every kind of job of this wing. */
export function governJobs(database: Database): readonly JobKind[] {
  return [verifyAuditJob(database)];
}
