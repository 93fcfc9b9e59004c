import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import type { Figure, Finding } from '../../lib/index.ts';
import { asActor, type Database, type Parameters } from '../../platform/index.ts';
import { HAND_MADE_FILE, loadHandMade } from '../hand-made.sample.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { countedEvents, countedStretches } from './counted-rows.store.ts';
import { lateHelpActivityMeasure } from './late-help-activity.measure.ts';
import { lateHelpCostMeasure } from './late-help-cost.measure.ts';
import { lateHelpPriceMeasure } from './late-help-price.measure.ts';

type Partnership = Awaited<ReturnType<typeof anAuthority>>;

let made: Promise<Partnership> | null = null;
function partnership(database: Database): Promise<Partnership> {
  made ??= anAuthority(database).then(async (authority) => {
    await loadHandMade(database, authority.authorityId);
    return authority;
  });
  return made;
}

async function cost(database: Database, parameters: Parameters): Promise<Finding> {
  const { actors } = await partnership(database);
  const { analyst } = actors;
  return asActor(database, analyst, (tx) => lateHelpCostMeasure.compute(tx, analyst, parameters));
}

function rowOf(finding: Finding, label: RegExp): readonly Figure[] {
  return finding.rows.find((row) => label.test(row.label))?.figures ?? assert.fail(`no ${label}`);
}

const prices = pricesOf();
const dayOf = (key: string) => prices.days.get(key)?.pence ?? assert.fail();
const eventOf = (kind: 'referral' | 'assessment') =>
  prices.events.get(kind)?.pence ?? assert.fail();

withDatabase('cost by status is days at each level times the price of a day', async (database) => {
  const finding = await cost(database, { by: 'status', year: '2024-25' });
  // Ada's 100 days; Ben's 60; Ben's 30 + five times 10 + Hal's 20; one referral and assessment.
  assert.equal(
    rowOf(finding, /^Looked after/)[0]?.value,
    Math.round(100 * dayOf('looked-after/foster')),
  );
  assert.equal(
    rowOf(finding, /^Child protection/)[0]?.value,
    Math.round(60 * dayOf('child-protection')),
  );
  assert.equal(
    rowOf(finding, /^Child in need/)[0]?.value,
    Math.round(100 * dayOf('child-in-need')),
  );
  assert.equal(rowOf(finding, /^Referrals/)[0]?.value, eventOf('referral') + eventOf('assessment'));
  assert.equal(rowOf(finding, /^Leaving care/)[0]?.absent, 'not-measured');
  assert.match(finding.headline, /^Late help cost about £/);
});

withDatabase(
  'a restricted record is counted in a figure but not shown in its rows',
  async (database) => {
    const { actors } = await partnership(database);
    const asked = {
      from: '2024-04-01',
      to: '2025-04-01',
      wardId: null,
      theme: null,
      limit: 9,
      offset: 0,
    };
    const of = {
      level: 'looked-after',
      placementGroup: 'foster',
      statuses: ['looked-after'],
    } as const;
    const rows = (role: 'analyst' | 'manager') =>
      asActor(database, actors[role], (tx) =>
        countedStretches(tx, { ...of, statuses: [...of.statuses] }, asked),
      );
    assert.deepEqual(await rows('analyst'), []);
    const [ada] = await rows('manager');
    assert.deepEqual([ada?.given, ada?.days], ['Ada', 100]);
  },
);

withDatabase('agencies add up to the whole, and so do cash and capacity', async (database) => {
  const finding = await cost(database, { by: 'agency', year: '2024-25' });
  const [total, cash, capacity] = finding.total?.figures ?? [];
  const column = (index: number) =>
    finding.rows.reduce((sum, row) => sum + (row.figures[index]?.value ?? 0), 0);
  assert.equal(column(0), total?.value);
  assert.equal((cash?.value ?? 0) + (capacity?.value ?? 0), total?.value);
  const whole = await cost(database, { by: 'status', year: '2024-25' });
  assert.equal(whole.total?.figures[0]?.value, total?.value);
});

withDatabase('value to society stands apart and is in no total of cost', async (database) => {
  const finding = await cost(database, { by: 'status', year: '2024-25' });
  const [total, cash, capacity, social] = finding.total?.figures ?? [];
  assert.equal((total?.value ?? 0) - (cash?.value ?? 0) - (capacity?.value ?? 0), 0);
  assert.match(social?.label ?? '', /value to society/);
});

withDatabase('a theme costs the days of the children in whom it was found', async (database) => {
  const finding = await cost(database, { by: 'theme', year: '2024-25' });
  const bens = Math.round(30 * dayOf('child-in-need')) + Math.round(60 * dayOf('child-protection'));
  assert.equal(rowOf(finding, /^Domestic abuse/)[0]?.value, bens);
  assert.equal(finding.total, undefined);
});

withDatabase('a theme without a source says not measured, and never 0', async (database) => {
  const finding = await cost(database, { by: 'theme', year: '2024-25' });
  const parenting = rowOf(finding, /^Parenting/)[0];
  assert.deepEqual([parenting?.value, parenting?.absent], [null, 'not-measured']);
  assert.match(parenting?.how.formula ?? '', /early help assessments/);
});

withDatabase(
  'a ward of fewer than 5 children is hidden, and the ward it could be taken from',
  async (database) => {
    const finding = await cost(database, { by: 'ward', year: '2024-25' });
    assert.equal(rowOf(finding, /^Birch/)[0]?.absent, 'suppressed');
    assert.equal(rowOf(finding, /^Alder/)[0]?.absent, 'suppressed');
    const birch = finding.rows.find((row) => row.label === 'Birch')?.href?.split('=')[1] ?? '';
    const own = await cost(database, { by: 'status', year: '2024-25', ward: birch });
    assert.ok(
      own.rows.every((row) => row.figures.every((figure) => figure.absent === 'suppressed')),
    );
    const { actors } = await partnership(database);
    const activity = await asActor(database, actors.member, (tx) =>
      lateHelpActivityMeasure.compute(tx, actors.member, {
        what: 'child-in-need',
        ward: birch,
        year: '2024-25',
      }),
    );
    assert.equal(activity.rows[0]?.figures[0]?.absent, 'suppressed');
  },
);

withDatabase(
  'a year that no return covers is no row, though spells reach into it',
  async (database) => {
    const finding = await cost(database, { by: 'year' });
    assert.deepEqual(
      finding.rows.map((row) => row.label),
      ['2024 to 2025'],
    );
    const before = await cost(database, { by: 'activity', year: '2023-24' });
    const home = rowOf(before, /children.s home/)[0];
    assert.equal(home?.value, Math.round(50 * dayOf('looked-after/childrens-home')));
  },
);

withDatabase(
  'every figure that a cost is worked out from says the same when it is opened itself',
  async (database) => {
    const { actors } = await partnership(database);
    const measures = [lateHelpCostMeasure, lateHelpActivityMeasure, lateHelpPriceMeasure];
    const open = async (figure: Figure): Promise<number> => {
      const [name = '', query = ''] = figure.id.split('?');
      const measure = measures.find((one) => one.name === name);
      let opened = 0;
      if (measure) {
        const given = Object.fromEntries(new URLSearchParams(query));
        const finding = await asActor(database, actors.analyst, (tx) =>
          measure.compute(tx, actors.analyst, given),
        );
        const own = finding.rows[0]?.figures[0];
        assert.equal(own?.value, figure.value, figure.id);
        assert.equal(own?.id, figure.id);
        opened += 1;
      }
      for (const input of figure.how.inputs ?? []) opened += await open(input);
      return opened;
    };
    for (const by of ['status', 'agency', 'theme', 'year', 'month']) {
      const finding = await cost(database, { by, year: by === 'year' ? undefined : '2024-25' });
      const shown = finding.rows.flatMap((row) => row.figures.filter((one) => one.value !== null));
      let opened = 0;
      for (const figure of shown) opened += await open(figure);
      assert.ok(opened > shown.length, `${by} leads nowhere`);
    }
  },
);

withDatabase(
  'from a cost one comes to the file row and to the published source',
  async (database) => {
    const { actors } = await partnership(database);
    const finding = await cost(database, {
      by: 'activity',
      year: '2024-25',
      row: 'child-protection',
    });
    const [activity, price] = finding.rows[0]?.figures[0]?.how.inputs ?? [];
    assert.deepEqual([activity?.value, activity?.unit], [60, 'days']);
    const given = Object.fromEntries(new URLSearchParams(activity?.id.split('?')[1]));
    const opened = await asActor(database, actors.practitioner, (tx) =>
      lateHelpActivityMeasure.compute(tx, actors.practitioner, given),
    );
    const how = opened.rows[0]?.figures[0]?.how;
    assert.equal(how?.rows?.href, '/journeys/rows?what=child-protection&year=2024-25');
    assert.ok(how?.citations?.some((file) => file.title === HAND_MADE_FILE));
    const asked = {
      from: '2024-04-01',
      to: '2025-04-01',
      wardId: null,
      theme: null,
      limit: 9,
      offset: 0,
    };
    const rows = await asActor(database, actors.practitioner, (tx) =>
      countedStretches(
        tx,
        { level: 'child-protection', placementGroup: '', statuses: ['protection-plan'] },
        asked,
      ),
    );
    assert.deepEqual(
      rows.map((row) => [row.given, row.days, row.statements.map((one) => [one.name, one.row])]),
      [['Ben', 60, [[HAND_MADE_FILE, 3]]]],
    );
    const unitCost = price?.how.inputs?.[0];
    assert.match(unitCost?.id ?? '', /^unit-cost\?code=protection-plan-year/);
    assert.ok((unitCost?.how.citations?.[0]?.locator ?? '') !== '');
  },
);

withDatabase(
  'whoever may not see people gets the files behind a figure and no way to the rows',
  async (database) => {
    const { actors } = await partnership(database);
    const finding = await asActor(database, actors.member, (tx) =>
      lateHelpActivityMeasure.compute(tx, actors.member, { what: 'referral', year: '2024-25' }),
    );
    const how = finding.rows[0]?.figures[0]?.how;
    assert.equal(how?.rows?.href, undefined);
    assert.match(how?.citations?.[0]?.locator ?? '', /^SHA-256 [0-9a-f]{12}$/);
  },
);

withDatabase('events behind a figure come with what came of each', async (database) => {
  const { actors } = await partnership(database);
  const asked = {
    from: '2024-04-01',
    to: '2025-04-01',
    wardId: null,
    theme: null,
    limit: 9,
    offset: 0,
  };
  const rows = await asActor(database, actors.analyst, (tx) =>
    countedEvents(tx, 'referral', asked),
  );
  assert.deepEqual(
    rows.map((row) => [row.given, row.outcome, row.total]),
    [['Ben', 'accepted', 1]],
  );
});
