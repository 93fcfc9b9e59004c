import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Refusal } from '../../lib/index.ts';
import { isPrivateAddress, readFeedAddress, webFeed } from './open-referral-fetch.ts';

/** Runs a small feed on this machine for the length of a test. */
async function withServer(
  answer: RequestListener,
  work: (base: string, host: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await work(`http://${host}/v3`, host);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const QUICK = { pauseMilliseconds: 0, timeoutMilliseconds: 500, longestWaitMilliseconds: 1 };

test('addresses of private networks and of this machine are known as such', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'no address',
  ];
  for (const address of inside) assert.equal(isPrivateAddress(address), true, address);
  for (const address of ['8.8.8.8', '172.32.0.1', '151.101.0.81', '2a00:1450:4009::1']) {
    assert.equal(isPrivateAddress(address), false, address);
  }
});

test('a feed within a private network is not asked, unless it is named', async () => {
  let asked = 0;
  await withServer(
    (request, response) => {
      asked += 1;
      assert.equal(request.url, '/v3/services?page=1&per_page=50');
      response.setHeader('content-type', 'application/json').end('{"contents":[]}');
    },
    async (base, host) => {
      const refused = await webFeed(base, QUICK).list(1);
      assert.equal(refused.ok, false);
      assert.equal(!refused.ok && refused.fault.rule, 'open-referral/private-address');
      const byName = await webFeed(base.replace('127.0.0.1', 'localhost'), QUICK).list(1);
      assert.equal(!byName.ok && byName.fault.rule, 'open-referral/private-address');
      assert.equal(asked, 0);
      const answer = await webFeed(base, { ...QUICK, allowedHosts: [host] }).list(1);
      assert.deepEqual(answer, { ok: true, value: { contents: [] } });
    },
  );
});

test('a feed may not send us on to a place where it could not be asked itself', async () => {
  await withServer(
    (_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    },
    async (base, host) => {
      const answer = await webFeed(base, { ...QUICK, allowedHosts: [host] }).list(1);
      assert.equal(!answer.ok && answer.fault.rule, 'open-referral/private-address');
    },
  );
});

test('an answer without an end is not read to its end', async () => {
  await withServer(
    (_request, response) => {
      const chunk = Buffer.alloc(65_536, 32);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      response.on('error', () => {});
      more();
    },
    async (base, host) => {
      const limits = { ...QUICK, allowedHosts: [host], largestBytes: 1_000_000 };
      const answer = await webFeed(base, { ...limits, timeoutMilliseconds: 10_000 }).list(1);
      assert.equal(!answer.ok && answer.fault.rule, 'open-referral/answer-too-large');
    },
  );
});

test('a feed that is busy is asked again; one that is silent is given up in time', async () => {
  let asked = 0;
  await withServer(
    (_request, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(503, { 'retry-after': '0' }).end();
      else response.end('{"id":"x"}');
    },
    async (base, host) => {
      const answer = await webFeed(base, { ...QUICK, allowedHosts: [host] }).detail('a b/c');
      assert.deepEqual([answer.ok, asked], [true, 3]);
    },
  );
  await withServer(
    () => {},
    async (base, host) => {
      const limits = { ...QUICK, timeoutMilliseconds: 50, retries: 1, allowedHosts: [host] };
      const answer = await webFeed(base, limits).list(1);
      assert.match(answer.ok ? '' : answer.fault.message, /no answer in time/);
    },
  );
});

test('what is no JSON, and what is not there, is told in words', async () => {
  await withServer(
    (request, response) => {
      if (request.url?.startsWith('/v3/services?')) response.end('<html>Sign in</html>');
      else response.writeHead(404).end();
    },
    async (base, host) => {
      const feed = webFeed(base, { ...QUICK, allowedHosts: [host] });
      const list = await feed.list(1);
      assert.equal(!list.ok && list.fault.rule, 'open-referral/not-json');
      const detail = await feed.detail('x');
      assert.equal(!detail.ok && detail.isGone, true);
    },
  );
});

test('only whole addresses of the web are addresses of feeds', () => {
  assert.equal(readFeedAddress(' https://feed.example.org/v3/ '), 'https://feed.example.org/v3');
  assert.equal(readFeedAddress('https://feed.example.org/services'), 'https://feed.example.org');
  for (const wrong of [
    'feed.example.org',
    'file:///etc/passwd',
    'ftp://feed.example.org',
    'https://user:word@feed.example.org',
    'https://feed.example.org/?a=b',
  ]) {
    assert.throws(() => readFeedAddress(wrong), Refusal, wrong);
  }
});
