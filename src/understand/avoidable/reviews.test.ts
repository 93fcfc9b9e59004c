import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { personIdOf } from '../hand-made.sample.ts';
import { adjudicate } from './adjudicate.ts';
import { assignReviews } from './assign-reviews.ts';
import { avoidableAgreementMeasure } from './avoidable-agreement.measure.ts';
import { avoidableEntriesMeasure } from './avoidable-entries.measure.ts';
import { avoidableProgressMeasure } from './avoidable-progress.measure.ts';
import { avoidableSampleMeasure } from './avoidable-sample.measure.ts';
import { NO_ANSWERS } from './review.ts';
import { progressOf } from './outcome.store.ts';
import { aRound, loadCareChildren, reviewAll, SAMPLE_ROUND, whole } from './reviews.sample.ts';
import {
  disputesWaiting,
  listAnswers,
  listCases,
  listReadings,
  reviewsWaiting,
} from './reviews.store.ts';
import { finishRound, startRound } from './start-round.ts';
import { saveDraft, stepAside, submitReview } from './submit-review.ts';

async function ground(database: Database, children = 40) {
  const authority = await anAuthority(database);
  await loadCareChildren(database, authority.authorityId, children);
  const { practitioner, analyst, manager } = authority.actors;
  return { ...authority, practitioner, analyst, manager, two: [practitioner, analyst] };
}

withDatabase(
  'a round freezes who was eligible and draws the same sample by its seed',
  async (db) => {
    const { manager } = await ground(db);
    await asActor(db, manager, async (tx) => {
      const first = await startRound(tx, manager, { ...SAMPLE_ROUND, size: 18 });
      const again = await startRound(tx, manager, { ...SAMPLE_ROUND, size: 18, name: 'Again' });
      const people = async (id: number) =>
        (await listCases(tx, id)).map((one) => [one.case_number, one.person_id]);
      assert.deepEqual(await people(first), await people(again));
      assert.equal((await people(first)).length, 18);
      await assert.rejects(startRound(tx, manager, { ...SAMPLE_ROUND, size: 18 }), {
        code: 'round-name-taken',
      });
    });
  },
);

withDatabase('more cases than entries cannot be drawn, nor any of an empty span', async (db) => {
  const { manager } = await ground(db, 6);
  await asActor(db, manager, async (tx) => {
    await assert.rejects(startRound(tx, manager, { ...SAMPLE_ROUND, size: 7 }), {
      code: 'sample-too-large',
    });
    const before = { ...SAMPLE_ROUND, levelBefore: 'child-protection', size: 1 };
    await assert.rejects(startRound(tx, manager, before), { code: 'no-entries' });
    const inNeed = { ...SAMPLE_ROUND, levelBefore: 'child-in-need', size: 6 };
    assert.ok((await startRound(tx, manager, inNeed)) > 0);
  });
});

withDatabase(
  'neither reviewer reads the other before both have sent, in the database',
  async (db) => {
    const { manager, practitioner, analyst, two } = await ground(db);
    const roundId = await aRound(db, manager, { size: 5, reviewers: two });
    const key = { roundId, caseNumber: 1 };
    await asActor(db, practitioner, async (tx) => {
      const reviewerId = Number(practitioner.id);
      const answers = whole('probably', { reason: 'A secret reason' });
      assert.equal(await submitReview(tx, practitioner, { ...key, reviewerId, answers }), 'waits');
      assert.equal((await listAnswers(tx, roundId)).length, 1);
    });
    for (const other of [analyst, manager]) {
      const read = await asActor(db, other, (tx) => listAnswers(tx, roundId));
      assert.deepEqual(read, [], other.id);
    }
    await asActor(db, analyst, async (tx) => {
      const reviewerId = Number(analyst.id);
      const answers = { ...NO_ANSWERS, judgement: 'definitely-not', reason: 'Half a thought' };
      await saveDraft(tx, analyst, { ...key, reviewerId, answers });
      assert.equal((await listAnswers(tx, roundId, 1)).length, 1, 'a draft shows nothing');
      const sent = whole('definitely-not');
      assert.equal(
        await submitReview(tx, analyst, { ...key, reviewerId, answers: sent }),
        'disputed',
      );
      assert.equal((await listAnswers(tx, roundId, 1)).length, 2, 'now both read both');
    });
  },
);

withDatabase('what was sent is never changed, and nobody answers for another', async (db) => {
  const { manager, practitioner, analyst, two } = await ground(db);
  const roundId = await aRound(db, manager, { size: 5, reviewers: two });
  const own = { roundId, caseNumber: 1, reviewerId: Number(practitioner.id) };
  await asActor(db, practitioner, (tx) =>
    submitReview(tx, practitioner, { ...own, answers: whole('probably') }),
  );
  const again = asActor(db, practitioner, (tx) =>
    saveDraft(tx, practitioner, { ...own, answers: whole('definitely-not') }),
  );
  await assert.rejects(again, { code: 'review-submitted' });
  const changed = await asActor(db, practitioner, (tx) =>
    sql`update understand.review_answer set judgement = 'definitely-not'`.execute(tx),
  );
  assert.equal(changed.numAffectedRows, 0n);
  const forged = asActor(db, analyst, (tx) =>
    saveDraft(tx, analyst, { ...own, caseNumber: 2, answers: whole('probably') }),
  );
  await assert.rejects(forged, /row-level security/);
  const notTheirs = asActor(db, manager, (tx) =>
    saveDraft(tx, manager, { ...own, reviewerId: Number(manager.id), answers: NO_ANSWERS }),
  );
  await assert.rejects(notTheirs, { code: 'review-not-yours' });
});

withDatabase('who steps aside is not asked again, and somebody else is', async (db) => {
  const { manager, practitioner, actors, two } = await ground(db);
  const roundId = await aRound(db, manager, { size: 5, reviewers: two });
  const reviewerId = Number(practitioner.id);
  await asActor(db, practitioner, (tx) =>
    stepAside(tx, { roundId, caseNumber: 3, reviewerId, conflict: 'worked-with' }),
  );
  await asActor(db, manager, async (tx) => {
    const reviewerIds = [practitioner, actors['triage-officer']].map((one) => Number(one.id));
    const given = await assignReviews(tx, manager, { roundId, reviewerIds });
    assert.deepEqual(given, { given: 1, missing: 0 });
    const now = await listReadings(tx, roundId, 3);
    assert.deepEqual(now.map(({ status }) => status).sort(), [
      'assigned',
      'assigned',
      'stepped-aside',
    ]);
  });
});

withDatabase('a third person decides a dispute, and neither reviewer may', async (db) => {
  const { manager, analyst, practitioner, two, actors } = await ground(db);
  const roundId = await aRound(db, manager, { size: 5, reviewers: two });
  await reviewAll(db, roundId, {
    reviewers: two,
    answer: (number, index) => whole(number === 1 && index === 1 ? 'probably-not' : 'probably'),
  });
  const asked = { roundId, caseNumber: 1, side: 'avoidable', reason: 'Both saw it' } as const;
  for (const reviewer of [analyst, practitioner]) {
    const own = asActor(db, reviewer, (tx) =>
      adjudicate(tx, reviewer, { ...asked, adjudicatorId: Number(reviewer.id) }),
    );
    await assert.rejects(own, { code: 'adjudicator-was-reviewer' });
  }
  await asActor(db, manager, async (tx) => {
    assert.equal((await disputesWaiting(tx, Number(manager.id)))[0]?.reviews, 1);
    assert.deepEqual(await disputesWaiting(tx, Number(analyst.id)), []);
    await assert.rejects(finishRound(tx, roundId), { code: 'cases-disputed' });
    await adjudicate(tx, manager, { ...asked, adjudicatorId: Number(manager.id) });
    const [first, second] = await listCases(tx, roundId);
    assert.deepEqual(
      [first?.decided, first?.decided_how, second?.decided_how],
      ['avoidable', 'adjudication', 'agreement'],
    );
    await finishRound(tx, roundId);
    await assert.rejects(finishRound(tx, roundId), { code: 'round-finished' });
  });
  const late = asActor(db, manager, (tx) =>
    adjudicate(tx, manager, { ...asked, adjudicatorId: Number(actors.finance.id) }),
  );
  await assert.rejects(late, { code: 'round-finished' });
});

withDatabase('a restricted child counts, and only managers see or review them', async (db) => {
  const { manager, analyst, practitioner, two, authorityId, actors } = await ground(db, 6);
  await asActor(db, systemActor(authorityId), async (tx) => {
    const person = await personIdOf(tx, 'Care 2');
    await sql`
      insert into record.restriction (person_id, authority_id, reason, from_day, source_id)
      select id, authority_id, 'own-staff', '2024-01-01', source_id
      from record.person where id = ${person}`.execute(tx);
  });
  const roundId = await asActor(db, analyst, (tx) =>
    startRound(tx, analyst, { ...SAMPLE_ROUND, size: 6 }),
  );
  const seen = await asActor(db, analyst, (tx) => listCases(tx, roundId));
  assert.equal(seen.length, 5);
  await asActor(db, manager, async (tx) => {
    assert.equal((await listCases(tx, roundId)).length, 6);
    const reviewerIds = two.map((one) => Number(one.id));
    const first = await assignReviews(tx, manager, { roundId, reviewerIds });
    assert.deepEqual(first, { given: 10, missing: 2 }, 'nobody may read the restricted one');
    const withManager = [...reviewerIds, Number(manager.id)];
    assert.deepEqual(await assignReviews(tx, manager, { roundId, reviewerIds: withManager }), {
      given: 1,
      missing: 1,
    });
  });
  for (const actor of [analyst, practitioner]) {
    const waiting = await asActor(db, actor, (tx) => reviewsWaiting(tx, Number(actor.id)));
    assert.equal(waiting[0]?.reviews, 5);
  }
  const counted = await asActor(db, actors.member, (tx) => progressOf(tx, roundId));
  assert.equal(counted.cases, 6, 'figures count everyone');
  assert.deepEqual(await asActor(db, actors.member, (tx) => listCases(tx, roundId)), []);
});

withDatabase(
  'reviews of everyone give the share, the children and the cost by hand',
  async (db) => {
    const { manager, two, actors } = await ground(db, 36);
    const roundId = await aRound(db, manager, { size: 36, reviewers: two });
    await reviewAll(db, roundId, {
      reviewers: two,
      answer: (number) => whole(number <= 12 ? 'probably' : 'definitely-not'),
    });
    await asActor(db, actors.member, async (tx) => {
      const compute = (given: Record<string, string>) =>
        avoidableEntriesMeasure.compute(tx, actors.member, { round: String(roundId), ...given });
      const finding = await compute({});
      assert.match(finding.headline, /^About 33% of entries to care could have been avoided/);
      const [share, children, cost] = finding.total?.figures ?? [];
      assert.equal(share?.value?.toFixed(6), (100 / 3).toFixed(6));
      assert.equal(children?.value?.toFixed(6), '12.000000');
      // Everyone was asked, so only prices are doubtful: 12 children times 100 days.
      const price = cost?.how.inputs?.find(({ id }) => id.startsWith('late-help-price'));
      assert.equal(Math.round(cost?.value ?? 0), Math.round(1200 * (price?.value ?? 0)));
      assert.ok((cost?.low ?? 0) < (cost?.value ?? 0) && (cost?.high ?? 0) > (cost?.value ?? 0));
      const days = cost?.how.inputs?.find(({ id }) => id.includes('by=days'));
      assert.equal(days?.value, 1200);
      const split = await compute({ by: 'agency' });
      const parts = split.rows.reduce((sum, row) => sum + (row.figures[0]?.value ?? 0), 0);
      assert.equal(parts, Math.round(cost?.value ?? 0), 'agencies add up to the whole');
      const themes = await compute({ by: 'theme' });
      assert.equal(themes.rows[0]?.label, 'Parenting');
      assert.equal(themes.rows[0]?.figures[1]?.value?.toFixed(6), '12.000000');
      await everyInputAgrees(compute, finding.total?.figures ?? []);
      await everyInputAgrees(compute, themes.rows[0]?.figures ?? []);
    });
  },
);

async function everyInputAgrees(
  compute: (given: Record<string, string>) => ReturnType<typeof avoidableEntriesMeasure.compute>,
  figures: readonly import('../../lib/index.ts').Figure[],
): Promise<void> {
  for (const figure of figures) {
    const [measure, query] = figure.id.split('?');
    if (measure !== 'avoidable-entries') continue;
    const again = await compute(Object.fromEntries(new URLSearchParams(query)));
    assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
    await everyInputAgrees(compute, figure.how.inputs ?? []);
  }
}

withDatabase('before enough cases are decided nothing is estimated', async (db) => {
  const { manager, two, actors } = await ground(db, 40);
  const roundId = await aRound(db, manager, { size: 30, reviewers: two });
  await reviewAll(db, roundId, {
    reviewers: two,
    answer: (number) => (number <= 4 ? whole('probably') : null),
  });
  await asActor(db, actors.commissioner, async (tx) => {
    const given = { round: String(roundId) };
    const finding = await avoidableEntriesMeasure.compute(tx, actors.commissioner, given);
    assert.equal(finding.headline, 'Too early to say: 4 of 30 cases are decided');
    assert.deepEqual([finding.rows.length, finding.total], [0, undefined]);
    const agreement = await avoidableAgreementMeasure.compute(tx, actors.commissioner, given);
    assert.ok(agreement.rows.every((row) => row.figures[0]?.absent === 'not-available'));
    const progress = await avoidableProgressMeasure.compute(tx, actors.commissioner, given);
    assert.equal(progress.headline, '4 of 30 cases are decided');
  });
});

withDatabase(
  'one to four avoidable cases are hidden, and so are one to four others',
  async (db) => {
    const { manager, two, actors } = await ground(db, 20);
    for (const [name, yes] of [
      ['few', 3],
      ['many', 17],
    ] as const) {
      const roundId = await asActor(db, manager, async (tx) => {
        const id = await startRound(tx, manager, { ...SAMPLE_ROUND, name, size: 20 });
        const reviewerIds = two.map((one) => Number(one.id));
        await assignReviews(tx, manager, { roundId: id, reviewerIds });
        return id;
      });
      await reviewAll(db, roundId, {
        reviewers: two,
        answer: (number) => whole(number <= yes ? 'probably' : 'definitely-not'),
      });
      const finding = await asActor(db, actors.member, (tx) =>
        avoidableEntriesMeasure.compute(tx, actors.member, { round: String(roundId) }),
      );
      assert.ok(
        finding.total?.figures.every((figure) => figure.absent === 'suppressed'),
        name,
      );
      assert.match(finding.headline, /^Too few cases/);
    }
  },
);

withDatabase('agreement of a whole round is that of its table', async (db) => {
  const { manager, two, actors } = await ground(db, 40);
  const roundId = await aRound(db, manager, { size: 40, reviewers: two });
  await reviewAll(db, roundId, {
    reviewers: two,
    // 20 both yes, 5 and 10 apart, 5 both no.
    answer: (number, index) => {
      const isYes = number <= 20 || (number <= 25 && index === 0) || (number > 30 && index === 1);
      const isLast = number > 25 && number <= 30;
      return whole(isLast ? 'probably-not' : isYes ? 'probably' : 'probably-not');
    },
  });
  await asActor(db, actors.finance, async (tx) => {
    const given = { round: String(roundId) };
    const finding = await avoidableAgreementMeasure.compute(tx, actors.finance, given);
    const valueAt = (row: string) =>
      finding.rows.flatMap((one) => one.figures).find(({ id }) => id.endsWith(`&row=${row}`))
        ?.value;
    assert.equal(valueAt('same-side'), 62.5);
    // Chance: 25/40 x 30/40 + 15/40 x 10/40 = 0.5625; (0.625 - 0.5625) / 0.4375.
    assert.equal(valueAt('kappa')?.toFixed(9), (0.0625 / 0.4375).toFixed(9));
    const one = await avoidableAgreementMeasure.compute(tx, actors.finance, {
      ...given,
      row: 'pairs',
    });
    assert.equal(one.rows[0]?.figures[0]?.value, 40);
  });
});

withDatabase('the plan of a sample says how precise it will be', async (db) => {
  const { analyst } = await ground(db, 40);
  await asActor(db, analyst, async (tx) => {
    const given = { from: '2024-04-01', to: '2025-04-01', size: '20' };
    const finding = await avoidableSampleMeasure.compute(tx, analyst, given);
    // 1.96 x sqrt(0.25 / 20 x 20 / 39) = 0.157
    assert.match(finding.headline, /^With 20 of 40 cases .* about 16 percentage points$/);
    const row = await avoidableSampleMeasure.compute(tx, analyst, {
      ...given,
      row: 'asked',
      column: 'margin',
    });
    assert.equal(row.rows[0]?.figures[0]?.value?.toFixed(1), '15.7');
    await assert.rejects(avoidableSampleMeasure.compute(tx, analyst, { from: 'yesterday' }), {
      code: 'scope-not-understood',
    });
  });
});
