import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CONFIG_PAGE, configPage } from '../../script/write-config-page.ts';
import { isLoopback, loadConfig, SETTINGS } from './config.ts';

const URL_OF_A_DATABASE = 'postgres://headwater_web@db/headwater';

test('without any setting Headwater runs on the embedded database, on loopback, as a demo', () => {
  const config = loadConfig({});
  assert.equal(config.databaseUrl, null);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 4400);
  assert.equal(config.demo, true);
  assert.equal(config.role, 'both');
});

test('the demo is left out on PostgreSQL unless it is asked for', () => {
  const variable = SETTINGS.databaseUrl.variable;
  assert.equal(loadConfig({ [variable]: URL_OF_A_DATABASE }).demo, false);
  const asked = { [variable]: URL_OF_A_DATABASE, HEADWATER_DEMO: 'yes' };
  assert.equal(loadConfig(asked).demo, true);
  assert.equal(loadConfig({ HEADWATER_DEMO: 'no' }).demo, false);
});

test('the owner of the tables is the login itself unless another one is named', () => {
  const variable = SETTINGS.databaseUrl.variable;
  assert.equal(loadConfig({ [variable]: URL_OF_A_DATABASE }).migrationUrl, URL_OF_A_DATABASE);
  const owner = 'postgres://headwater_owner@db/headwater';
  const both = { [variable]: URL_OF_A_DATABASE, HEADWATER_MIGRATION_URL: owner };
  assert.equal(loadConfig(both).migrationUrl, owner);
});

test('blanks around a value do not count, and a blank value stands for none', () => {
  assert.equal(loadConfig({ HEADWATER_PORT: ' 8080 ' }).port, 8080);
  assert.equal(loadConfig({ HEADWATER_PORT: '' }).port, 4400);
  assert.equal(loadConfig({ HEADWATER_DATABASE_URL: '  ' }).databaseUrl, null);
});

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ['HEADWATER_PORT', 'http', /HEADWATER_PORT must be a whole number from 0 to 65535/],
  ['HEADWATER_PORT', '70000', /HEADWATER_PORT must be a whole number/],
  ['HEADWATER_IDLE_MINUTES', '0', /HEADWATER_IDLE_MINUTES must be a whole number from 1 to 1440/],
  ['HEADWATER_IDLE_MINUTES', '2.5', /HEADWATER_IDLE_MINUTES/],
  ['HEADWATER_DEMO', 'maybe', /HEADWATER_DEMO must be one of auto, yes, no, not "maybe"/],
  ['HEADWATER_PROCESS', 'all', /HEADWATER_PROCESS must be one of both, web, worker/],
  ['HEADWATER_LOG_LEVEL', 'loud', /HEADWATER_LOG_LEVEL must be one of error, warn, info, debug/],
];

for (const [variable, value, message] of WRONG) {
  test(`${variable} set to "${value}" stops the start and says what it may be`, () => {
    assert.throws(() => loadConfig({ [variable]: value }), message);
  });
}

test('the configuration cannot be changed while Headwater runs', () => {
  assert.ok(Object.isFrozen(loadConfig({})));
});

test('only addresses of this machine are loopback', () => {
  for (const host of ['127.0.0.1', '::1', 'localhost']) assert.ok(isLoopback(host), host);
  for (const host of ['0.0.0.0', '::', '10.0.0.7', 'headwater.example.gov.uk']) {
    assert.ok(!isLoopback(host), host);
  }
});

test('every variable begins with HEADWATER_ and stands for one setting', () => {
  const variables = Object.values(SETTINGS).map((setting) => setting.variable);
  assert.equal(new Set(variables).size, variables.length);
  for (const variable of variables) assert.match(variable, /^HEADWATER_[A-Z_]+$/);
});

test('a setting that holds an address with a password is marked as secret', () => {
  for (const setting of Object.values(SETTINGS)) {
    const isSecret = 'secret' in setting && setting.secret;
    assert.equal(isSecret, /_(?:DATABASE|MIGRATION)_URL$/.test(setting.variable), setting.variable);
  }
});

test('docs/config.md says what the settings are now: npm run docs:config', () => {
  assert.equal(readFileSync(CONFIG_PAGE, 'utf8'), configPage());
});

test('the page names each setting, its value when not set, and which are secret', () => {
  const page = configPage({
    one: { variable: 'HEADWATER_A', explanation: 'This | that.', standard: '7' },
    two: { variable: 'HEADWATER_B', explanation: 'A key.', standard: '', secret: true },
  });
  assert.match(page, /\| `HEADWATER_A` \| This \\\| that\. \| `7` \|/);
  assert.match(page, /\| `HEADWATER_B` \(\*secret\*\) \| A key\. \| empty \|/);
});
