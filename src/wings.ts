import {
  type Command,
  type Database,
  figureCommand,
  frozenCommands,
  type FrozenParts,
  type HomeCard,
  type JobKind,
  jobsCommand,
  jobsHomeCard,
  type Measure,
  type Page,
} from './platform/index.ts';
import { TELL_HOME_CARDS, TELL_MEASURES, tellCommands, tellPages } from './tell/index.ts';
import { loadDemoJob } from './demo-authority.ts';
import {
  checkCommand,
  importCommand,
  importFilesJob,
  latestKnownDay,
  OPEN_REFERRAL_COMMANDS,
  PROVISION_COMMANDS,
  RECORD_HOME_CARDS,
  RECORD_MEASURES,
  readFeedJob,
  RECORD_PAGES,
  remindMappingJob,
} from './record/index.ts';
import {
  DECIDE_COMMANDS,
  DECIDE_HOME_CARDS,
  DECIDE_JOBS,
  DECIDE_MEASURES,
  DECIDE_PAGES,
} from './decide/index.ts';
import {
  UNDERSTAND_COMMANDS,
  UNDERSTAND_HOME_CARDS,
  UNDERSTAND_MEASURES,
  UNDERSTAND_PAGES,
} from './understand/index.ts';
import {
  GOVERN_COMMANDS,
  governHomeCards,
  governJobs,
  only,
  thoseWhoLoadFiles,
  thoseWhoSeeFigures,
} from './govern/index.ts';

/** Every measure, by wing: what can be explained, downloaded and asked on the command line. */
export const MEASURES: readonly Measure[] = [
  ...RECORD_MEASURES,
  ...UNDERSTAND_MEASURES,
  ...DECIDE_MEASURES,
  ...TELL_MEASURES,
];

/** Frozen figures: of which measures, and who may freeze one. */
export const FROZEN: FrozenParts = {
  measures: MEASURES,
  who: thoseWhoSeeFigures,
  mayFreeze: only('analyst', 'commissioner', 'manager', 'finance', 'oversight'),
  knownTo: latestKnownDay,
};

/** The pages of the wings, in the order of the wings. Pages of the platform are in `app.ts`. */
export const PAGES: readonly Page[] = [
  ...RECORD_PAGES,
  ...UNDERSTAND_PAGES,
  ...DECIDE_PAGES,
  ...tellPages(MEASURES),
];

/** What wings put on the home pages. */
export const HOME_CARDS: readonly HomeCard[] = [
  ...governHomeCards,
  ...RECORD_HOME_CARDS,
  ...UNDERSTAND_HOME_CARDS,
  ...DECIDE_HOME_CARDS,
  ...TELL_HOME_CARDS,
  jobsHomeCard(thoseWhoLoadFiles),
];

/** Every command, in the order of `headwater help`. */
export const COMMANDS: readonly Command[] = [
  ...GOVERN_COMMANDS,
  checkCommand,
  importCommand,
  ...PROVISION_COMMANDS,
  ...OPEN_REFERRAL_COMMANDS,
  ...UNDERSTAND_COMMANDS,
  ...DECIDE_COMMANDS,
  ...tellCommands(MEASURES),
  figureCommand(MEASURES),
  ...frozenCommands(FROZEN),
  jobsCommand,
];

/** Every kind of job. */
export function jobKinds(database: Database): readonly JobKind[] {
  return [
    ...governJobs(database),
    importFilesJob(database, () => new Date()),
    remindMappingJob(() => new Date()),
    readFeedJob(() => new Date()),
    ...DECIDE_JOBS,
    loadDemoJob(database, MEASURES),
  ];
}
