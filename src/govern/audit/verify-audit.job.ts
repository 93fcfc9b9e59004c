import { type Database, defineJob, type JobKind } from '../../platform/index.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAudit } from './verify-audit.ts';

/** The name of the job that checks the whole trail. */
export const VERIFY_AUDIT = 'verify-audit';

/** The job that seals what waits and then checks the whole trail; its result is the report. */
export function verifyAuditJob(database: Database): JobKind {
  return defineJob({
    name: VERIFY_AUDIT,
    run: async (context) => {
      await sealAudit(database);
      const report = await verifyAudit(database, {
        progress: (done, total) => {
          context.progress(done, total);
          context.stopIfAsked();
        },
      });
      return { href: '/audit', ...report };
    },
  });
}
