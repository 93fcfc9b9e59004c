import { type Database, describeError, type Log } from '../../platform/index.ts';
import { sealAudit } from './seal-audit.ts';

const EVERY_MILLISECONDS = 30_000;

/**
 * Seals the trail every half minute, in any number of processes: they take turns. The log gets
 * each new head of the chain, so that it stands in two places. Stopping seals once more.
 */
export function startSealing(
  database: Database,
  log: Log,
  everyMilliseconds = EVERY_MILLISECONDS,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout;
  let stopped = false;
  let sealing: Promise<void> = Promise.resolve();
  const once = async () => {
    try {
      const { sealed, head } = await sealAudit(database);
      if (sealed > 0 && head !== null) log.info('audit.sealed', { rows: sealed, ...head });
    } catch (error) {
      log.error('audit.not-sealed', { error: describeError(error) });
    }
    if (!stopped) timer = setTimeout(begin, everyMilliseconds);
  };
  const begin = () => {
    sealing = once();
  };
  timer = setTimeout(begin, everyMilliseconds);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sealing;
      await once();
    },
  };
}
