import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../../lib/index.ts';
import type { ValueFault } from './open-referral-fault.ts';
import { MOST_ON_A_PAGE } from './open-referral-walk.ts';
import type { Feed, FeedAnswer } from './open-referral-walk.ts';

/** How a feed on the web is asked: politely, and never for long. */
export interface FetchLimits {
  /** Hosts that may be asked although their address is private, as `host` or `host:port`. */
  readonly allowedHosts: readonly string[];
  readonly pageSize: number;
  readonly timeoutMilliseconds: number;
  /** The largest answer, in bytes as they come. */
  readonly largestBytes: number;
  /** The wait between two questions. */
  readonly pauseMilliseconds: number;
  /** How often a question is asked again when the feed is busy or does not answer. */
  readonly retries: number;
  /** The longest wait that a feed may ask for before the next try. */
  readonly longestWaitMilliseconds: number;
}

/** The limits that hold where nothing else is said. */
export const FETCH_LIMITS: FetchLimits = {
  allowedHosts: [],
  pageSize: 50,
  timeoutMilliseconds: 20_000,
  largestBytes: 20 * 1_048_576,
  pauseMilliseconds: 100,
  retries: 2,
  longestWaitMilliseconds: 30_000,
};

/** Addresses that stand for this machine, its network or nobody: no feed of others is there. */
const PRIVATE = privateAddresses();

function privateAddresses(): BlockList {
  const list = new BlockList();
  const v4: readonly (readonly [string, number])[] = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ];
  for (const [net, bits] of v4) list.addSubnet(net, bits, 'ipv4');
  return list;
}

/** Whether an IP address is private, local, reserved or no address of the open internet. */
export function isPrivateAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return PRIVATE.check(address, 'ipv4');
  if (kind !== 6) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4');
  // Of version 6 only 2000::/3 is the open internet; tunnels into version 4 are left out of it.
  return !/^[23][0-9a-f]{3}:/i.test(address) || /^(?:2002|2001:0{0,4}|2001:db8):/i.test(address);
}

/**
 * Reads the address of a feed as someone typed it. Refuses what is not http or https, has a name
 * and password in it, or has a query: the words of the standard are added to it.
 */
export function readFeedAddress(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw refuse(
      'not-a-feed-address',
      'invalid',
      'Enter the address of the feed with http:// or https://, such as https://feed.example.org/v3',
    );
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw refuse(
      'not-a-feed-address',
      'invalid',
      'Enter the address of the feed without a question mark, a password or a hash sign',
    );
  }
  return url.href.replace(/\/services\/?$/, '').replace(/\/+$/, '');
}

/** A feed of the web under its base address, asked within limits. */
export function webFeed(base: string, limits: Partial<FetchLimits> = {}): Feed {
  const address = readFeedAddress(base);
  const all = { ...FETCH_LIMITS, ...limits };
  const size = Math.min(all.pageSize, MOST_ON_A_PAGE);
  return {
    address,
    list: (page) => ask(new URL(`${address}/services?page=${page}&per_page=${size}`), all),
    detail: (id) => ask(new URL(`${address}/services/${encodeURIComponent(id)}`), all),
  };
}

async function ask(url: URL, limits: FetchLimits): Promise<FeedAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    await pause(limits.pauseMilliseconds);
    const reply = await askOnce(url, limits, 3);
    if (reply.retryAfter === null || attempt >= limits.retries) return reply.answer;
    const wait = Math.max(reply.retryAfter, 500 * 4 ** attempt);
    await pause(Math.min(limits.longestWaitMilliseconds, wait));
  }
}

interface Reply {
  readonly answer: FeedAnswer;
  /** Milliseconds after which to ask again; null when that would not help. */
  readonly retryAfter: number | null;
}

function failed(fault: ValueFault, retryAfter: number | null = null, isGone = false): Reply {
  return { answer: { ok: false, fault, isGone }, retryAfter };
}

async function askOnce(url: URL, limits: FetchLimits, redirects: number): Promise<Reply> {
  const target = await whereTo(url, limits);
  if (typeof target !== 'string') return failed(target);
  const reply = await send(url, target, limits);
  if ('problem' in reply) return failed(unreachable(url.hostname, reply.problem), 0);
  const { status, headers, body } = reply;
  const location = headers.location;
  if (status >= 300 && status < 400 && location !== undefined) {
    if (redirects === 0 || !URL.canParse(location, url.href)) return failed(tooManyRedirects());
    return askOnce(new URL(location, url), limits, redirects - 1);
  }
  if (status !== 200) return failed(...unwelcome(status, headers['retry-after']));
  if (body === null) return failed(tooLarge(limits.largestBytes));
  try {
    return { answer: { ok: true, value: JSON.parse(body) }, retryAfter: null };
  } catch {
    return failed(notJson(headers['content-type'] ?? ''));
  }
}

/** The IP address to connect to, looked up once, so that it cannot change after the check. */
async function whereTo(url: URL, limits: FetchLimits): Promise<string | ValueFault> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return badScheme();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAllowed = limits.allowedHosts.some((one) => one === url.host || one === url.hostname);
  const found = isIP(host)
    ? [{ address: host }]
    : await lookup(host, { all: true }).catch(() => []);
  const [first] = found;
  if (first === undefined) return unreachable(host, 'no such name');
  if (!isAllowed && found.some(({ address }) => isPrivateAddress(address))) {
    return privateHost(host);
  }
  return first.address;
}

type Sent =
  | { readonly problem: string }
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string | undefined>>;
      /** Null when it was larger than allowed. */
      readonly body: string | null;
    };

function send(url: URL, address: string, limits: FetchLimits): Promise<Sent> {
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const family = isIP(address);
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
    url,
    {
      headers: { accept: 'application/json', 'user-agent': 'Headwater (Open Referral UK reader)' },
      lookup: (_host, options, done) =>
        options.all ? done(null, [{ address, family }]) : done(null, address, family),
      signal: AbortSignal.timeout(limits.timeoutMilliseconds),
    },
    (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const { statusCode = 0 } = response;
      const headers = {
        location: response.headers.location,
        'retry-after': response.headers['retry-after'],
        'content-type': response.headers['content-type'],
      };
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= limits.largestBytes) chunks.push(chunk);
        else {
          resolve({ status: statusCode, headers, body: null });
          response.destroy();
        }
      });
      response.on('end', () =>
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', () => resolve({ problem: 'the answer broke off' }));
    },
  );
  request.on('error', (error) =>
    resolve({
      problem:
        error.name === 'TimeoutError' || error.name === 'AbortError'
          ? 'no answer in time'
          : 'no connection',
    }),
  );
  request.end();
  return promise;
}

function fault(rule: string, message: string, fix: string): ValueFault {
  return { rule: `open-referral/${rule}`, message, fix };
}

function unreachable(host: string, why: string): ValueFault {
  const message = `${host} could not be reached: ${why}.`;
  return fault(
    'not-reached',
    message,
    'Try again later; if it goes on, ask whoever runs the feed.',
  );
}

function privateHost(host: string): ValueFault {
  const message = `${host} is an address within a private network, which is not asked from here.`;
  const fix =
    'Use the address of the feed on the open internet. If it is your own feed behind a firewall, ' +
    'save its answers to a folder, or name the host with --allow-host on the command line.';
  return fault('private-address', message, fix);
}

function badScheme(): ValueFault {
  const message = 'The feed sends us on to an address that is neither http nor https.';
  return fault('not-reached', message, 'Ask whoever runs the feed to correct it.');
}

function tooManyRedirects(): ValueFault {
  const message = 'The feed sends us on from one address to the next without an end.';
  return fault('not-reached', message, 'Use the address at which the feed answers itself.');
}

function tooLarge(bytes: number): ValueFault {
  const message = `The answer is larger than ${Math.round(bytes / 1_048_576)} MB and was not read.`;
  return fault('answer-too-large', message, 'Let the feed answer in smaller pages (per_page).');
}

function notJson(type: string): ValueFault {
  const what = type === '' ? '' : ` It says that it is ${type.slice(0, 60)}.`;
  return fault('not-json', `The answer is no JSON.${what}`, 'Answer with JSON, in UTF-8.');
}

function unwelcome(status: number, retryAfter = ''): [ValueFault, number | null, boolean] {
  const isBusy = status === 429 || status >= 500;
  const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : 0;
  const isGone = status === 404 || status === 410;
  const message = isGone
    ? `The feed says that there is none (HTTP status ${status}).`
    : `The feed answered with HTTP status ${status}.`;
  const fix = isGone
    ? 'Answer each service that the list names, or take it off the list.'
    : isBusy
      ? 'Read the feed again later, when it is less busy.'
      : 'Ask whoever runs the feed whether it is open to all, as the standard wants.';
  return [
    fault(isGone ? 'not-found' : 'refused', message, fix),
    isBusy ? seconds * 1000 : null,
    isGone,
  ];
}
