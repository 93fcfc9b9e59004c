import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { testWeb } from '../../../test/web.ts';
import { asActor } from '../../platform/index.ts';
import { publishDirectory } from './open-referral-serve.store.ts';

withDatabase(
  'pages of other sites may read the open directory, and nothing else',
  async (database) => {
    const { authorityId, code, actors } = await anAuthority(database);
    await asActor(database, actors.analyst, (tx) =>
      publishDirectory(tx, { authorityId, code, name: 'Testshire' }, true),
    );
    const web = await testWeb(database);
    try {
      const open = await web.app.inject({ url: `/open-referral/${code}/services?page=1` });
      assert.equal(open.statusCode, 200);
      assert.match(String(open.headers['content-type']), /^application\/json/);
      assert.equal(open.headers['access-control-allow-origin'], '*');
      assert.equal(open.headers['set-cookie'], undefined);
      assert.deepEqual(open.json().contents, []);
      const slash = await web.app.inject({ url: `/open-referral/${code}/` });
      assert.equal(slash.json().version, 'HSDS-UK-3.0');
      const missing = await web.app.inject({ url: '/open-referral/nowhere/services' });
      assert.equal(missing.statusCode, 404);
      assert.equal(missing.json().status, 404);
      const other = await web.app.inject({ url: '/sign-in' });
      assert.equal(other.headers['access-control-allow-origin'], undefined);
      const sent = await web.app.inject({ method: 'POST', url: `/open-referral/${code}/services` });
      assert.equal(sent.statusCode, 404);
    } finally {
      await web.close();
    }
  },
);
