import { resolve } from 'node:path';
import { authorityOf, listAuthorities } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandProblem,
  defineCommand,
} from '../../platform/index.ts';
import { listProblems } from '../returns/source.store.ts';
import { type FeedFault, problemOf } from './open-referral-fault.ts';
import { readFeedAddress, webFeed } from './open-referral-fetch.ts';
import { folderFeed } from './open-referral-folder.ts';
import { importFeed } from './open-referral-import.ts';
import { publishDirectory } from './open-referral-serve.store.ts';
import { type Feed, walkFeed } from './open-referral-walk.ts';

const PROBLEMS_SHOWN = 10_000;

const FEED_OPTIONS = {
  feed: { value: 'URL', explanation: 'of a folder: the address that its files were saved from' },
  'allow-host': {
    value: 'HOST',
    explanation: 'a host of your own network that may be asked, such as 10.0.0.5:8080',
  },
} as const;

/** The feed that a command names: an address of the web, a folder or a file. */
async function feedOf(context: CommandContext): Promise<Feed> {
  const [named] = context.arguments;
  if (named === undefined) {
    throw refuse(
      'no-feed',
      'invalid',
      'Say which feed: its address, or a folder with its answers.',
    );
  }
  const { feed, 'allow-host': host } = context.options;
  if (/^https?:/i.test(named)) {
    return webFeed(named, host === undefined ? {} : { allowedHosts: [host] });
  }
  const savedFrom = feed === undefined ? null : readFeedAddress(feed);
  return folderFeed(resolve(context.folder, named), savedFrom);
}

/** `headwater open-referral check URL|FOLDER` */
export const checkFeedCommand: Command = defineCommand({
  name: 'open-referral check',
  summary: 'Check a feed of Open Referral UK 3.0 without loading it',
  usage: 'URL|FOLDER|FILE',
  explanation:
    'Reads every page and every service of the feed and says one by one what is wrong, in which ' +
    'field, and what to do. Exit status 1: something would be left out; 2: nothing could be read.',
  options: FEED_OPTIONS,
  needsNoAuthority: true,
  run: async (context) => {
    const feed = await feedOf(context);
    const faults: FeedFault[] = [];
    let services = 0;
    let sound = 0;
    for await (const page of walkFeed(feed, { page: 1, listed: 0, seen: new Set() })) {
      faults.push(...page.faults);
      services += page.services.length;
      sound += page.services.filter((one) => one.service !== null).length;
      context.progress(`page ${page.page} of ${page.totalPages ?? 'some'}`);
    }
    const problems = faults.map((fault) => problemOf(fault, feed.address).problem);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return {
      rows: [{ feed: feed.address, services, sound, errors, warnings: problems.length - errors }],
      problems,
      lines: [
        `${feed.address}: ${services} services, ${services - sound} would be kept out; ` +
          `${errors} errors, ${problems.length - errors} warnings`,
      ],
      status: services === 0 && errors > 0 ? 2 : errors > 0 ? 1 : 0,
    };
  },
});

/** `headwater open-referral import URL|FOLDER` */
export const importFeedCommand: Command = defineCommand({
  name: 'open-referral import',
  summary: 'Read a feed of Open Referral UK 3.0 into the directory of services',
  usage: 'URL|FOLDER|FILE',
  explanation:
    'What is sound goes in, what is not is told. The same feed read twice changes nothing. A ' +
    'council behind a firewall saves the answers to a folder: services.json (services-2.json and ' +
    'so on) and services/<id>.json. Exit status 1: something was left out; 2: nothing was read.',
  options: FEED_OPTIONS,
  run: async (context) => {
    const feed = await feedOf(context);
    const outcome = await importFeed(feed, {
      authorityId: authorityOf(context.actor),
      today: context.today,
      checkpoint: null,
      inTransaction: (work) => asActor(context.database, context.actor, work),
      progress: (page, totalPages, { rows }) =>
        context.progress(`page ${page} of ${totalPages ?? 'some'}, ${rows} services`),
    });
    const problems = await problemsOf(context, feed.address, outcome.sourceId);
    const { counts } = outcome;
    const did =
      outcome.status === 'unchanged'
        ? 'nothing has changed since it was last read'
        : `${counts.servicesAdded} services added, ${counts.servicesChanged} changed, ` +
          `${counts.closed} closed, ${counts.quarantined} kept out`;
    return {
      rows: [{ feed: feed.address, status: outcome.status, ...counts }],
      problems,
      lines: [`${feed.address}: ${did}; ${counts.errors} errors, ${counts.warnings} warnings`],
      status: counts.rows === 0 && counts.errors > 0 ? 2 : counts.errors > 0 ? 1 : 0,
    };
  },
});

async function problemsOf(
  context: CommandContext,
  file: string,
  sourceId: number,
): Promise<CommandProblem[]> {
  const page = { sourceId, limit: PROBLEMS_SHOWN, offset: 0 };
  const { rows } = await asActor(context.database, context.actor, (tx) => listProblems(tx, page));
  return rows.map(({ field, rule, severity, message, fix }) => ({
    file,
    row: null,
    field,
    rule,
    severity,
    message,
    fix,
  }));
}

/** `headwater open-referral publish` */
export const publishDirectoryCommand: Command = defineCommand({
  name: 'open-referral publish',
  summary: 'Publish the directory for everyone as Open Referral UK 3.0, or take it off again',
  usage: '[--off]',
  explanation:
    'Services that run are served without sign-in under /open-referral/ and the code of the ' +
    'authority: no money, no person of the record, no service of child protection or care.',
  options: { off: { explanation: 'take the directory off again' } },
  run: async (context) => {
    const isPublished = context.options.off === undefined;
    const address = await asActor(context.database, context.actor, async (tx) => {
      const authorityId = authorityOf(context.actor);
      const own = (await listAuthorities(tx)).find((one) => one.id === authorityId);
      const { code = '', name = '' } = own ?? {};
      await publishDirectory(tx, { authorityId, code, name }, isPublished);
      return `/open-referral/${encodeURIComponent(code)}`;
    });
    const words = isPublished ? 'published under' : 'no longer published under';
    return { lines: [`The directory is ${words} ${address}`], status: 0 };
  },
});

/** The commands of Open Referral. */
export const OPEN_REFERRAL_COMMANDS: readonly Command[] = [
  checkFeedCommand,
  importFeedCommand,
  publishDirectoryCommand,
];
