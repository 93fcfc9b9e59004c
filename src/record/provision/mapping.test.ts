import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { addDays, day, type FinancialYear, type MappingRequestId } from '../../lib/index.ts';
import { asActor, type Database, type PageAnswer } from '../../platform/index.ts';
import { today } from '../people/people.page.ts';
import { provisionCsv } from '../returns/provision.columns.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { answerByFile, finishAnswer } from './answer-mapping.ts';
import { answerPage, myMappingPage } from './answer.page.ts';
import { hashToken, isToken, newToken } from './answer-link.ts';
import { askAgency, takeMessage, withdrawRequest, writeReminders } from './ask-agency.ts';
import { LINK_MARK, type MappingRequest, messageOf, reminderDue } from './mapping.ts';
import { findRequest, listMessages, listRequests } from './mapping.store.ts';
import { mappingPage, mappingRequestPage, newMappingPage } from './mapping.page.ts';
import { throughLink } from './open-link.ts';
import { aService } from './provision.sample.ts';
import { listServices, saveServices } from './provision.store.ts';
import { stalePage } from './stale.page.ts';

const YEAR = '2025-26' as FinancialYear;
const ORIGIN = 'http://here.example';
const board = mappingRequestPage(ORIGIN);

function asking(here: TestAuthority) {
  return { actor: here.actors.commissioner, name: 'Test commissioner', today: today() };
}

/** Asks the charities; gives the request and the token of a link that was taken for it. */
async function asked(database: Database, here: TestAuthority) {
  return asActor(database, here.actors.commissioner, async (tx) => {
    const id = await askAgency(tx, asking(here), {
      agencyId: here.agencies.charities,
      personName: 'Jo Ashby',
      personEmail: 'jo@harbour.example',
      asked: 'What do you offer?',
      year: YEAR,
      dueDay: addDays(today(), 14),
    });
    const [message] = await listMessages(tx, id);
    const by = { ...asking(here), origin: ORIGIN };
    const taken = await takeMessage(tx, by, { requestId: id, messageId: message?.id ?? 0 });
    const token = /\/answer\/([\w-]+)/.exec(taken.body)?.[1] ?? '';
    return { id, token, taken };
  });
}

const through = (database: Database, token: string, question = {}) =>
  askPage(database, answerPage(database), null, { params: { token }, ...question });

function redirected(answer: PageAnswer): string {
  assert.ok('redirect' in answer, 'the form was taken');
  return answer.redirect;
}

const SERVICE = {
  act: 'send',
  name: 'Saturday kitchen',
  provider: 'Harbour Families',
  status: 'active',
  area: 'whole',
  'spend-budget': '4,500',
};

test('a token is long, and only its hash could be kept', () => {
  const token = newToken();
  assert.ok(isToken(token));
  assert.notEqual(newToken(), token);
  assert.match(hashToken(token), /^[0-9a-f]{64}$/);
  assert.equal(isToken('../../etc'), false);
});

test('a reminder is due a week before, and weekly while the answer is overdue', () => {
  const request = { status: 'opened', dueDay: day('2026-06-20') } as const;
  const first = { kind: 'asked', day: day('2026-05-01') } as const;
  assert.equal(reminderDue(request, first, day('2026-06-12')), null);
  assert.equal(reminderDue(request, first, day('2026-06-13')), 'due-soon');
  const soon = { kind: 'due-soon', day: day('2026-06-13') } as const;
  assert.equal(reminderDue(request, soon, day('2026-06-19')), null);
  assert.equal(reminderDue(request, soon, day('2026-06-21')), 'overdue');
  const late = { kind: 'overdue', day: day('2026-06-21') } as const;
  assert.equal(reminderDue(request, late, day('2026-06-27')), null);
  assert.equal(reminderDue(request, late, day('2026-06-28')), 'overdue');
  assert.equal(reminderDue({ ...request, status: 'answered' }, late, day('2026-07-28')), null);
});

test('a message holds no link until it is taken', () => {
  const of = { personName: 'Jo', agencyName: 'Charities', asked: 'What?', year: YEAR };
  const { body } = messageOf('asked', { ...of, dueDay: day('2026-06-20') }, 'Testshire');
  assert.ok(body.includes(LINK_MARK));
  assert.doesNotMatch(body, /http/);
});

withDatabase('a charity answers by its safe link without an account', async (database) => {
  const here = await anAuthority(database);
  const { id, token } = await asked(database, here);
  const { html } = await through(database, token);
  assert.match(html, /asks what .+ offers families/);
  assert.match(html, /You answer as Jo Ashby/);
  const wrong = await through(database, token, { form: { ...SERVICE, name: '' } });
  assert.match(wrong.html, /Enter the name of the service/);
  const payer = String(here.agencies.charities);
  const form = { ...SERVICE, payer, responsible: payer };
  assert.equal(redirected((await through(database, token, { form })).answer), `/answer/${token}`);
  const finish = { act: 'finish', note: 'That is all' };
  redirected((await through(database, token, { form: finish })).answer);
  await asActor(database, here.actors.commissioner, async (tx) => {
    const request = await findRequest(tx, id);
    assert.deepEqual(
      [request?.status, request?.answers, request?.answerNote],
      ['answered', 1, 'That is all'],
    );
    const [service] = await listServices(tx);
    assert.deepEqual(
      [service?.name, service?.confirmedBy, service?.spends[0]?.spendPence, service?.origin],
      ['Saturday kitchen', 'Jo Ashby', 450_000, 'answer'],
    );
  });
  const seen = await askPage(database, board, here.actors.commissioner, {
    params: { id: String(id) },
  });
  assert.match(seen.html, /Saturday kitchen<\/a>, typed in/);
  await assert.rejects(through(database, token, { form }), { code: 'request-closed' });
});

withDatabase('a draft is kept for later, and must be sent before the end', async (database) => {
  const here = await anAuthority(database);
  const { token, id } = await asked(database, here);
  redirected((await through(database, token, { form: { act: 'draft', name: 'Half' } })).answer);
  const { html } = await through(database, token);
  assert.match(html, /Draft, not sent/);
  const draft = /draft=(\d+)/.exec(html)?.[1] ?? '';
  const again = await through(database, token, { query: { service: 'new', draft } });
  assert.match(again.html, /value="Half"/);
  const early = await through(database, token, { form: { act: 'finish' } });
  assert.match(early.html, /Some services are still drafts/);
  redirected(
    (
      await through(database, token, {
        form: { ...SERVICE, draft, payer: 'other', 'payer-name': 'A trust' },
      })
    ).answer,
  );
  const request = await asActor(database, here.actors.analyst, (tx) => findRequest(tx, id));
  assert.deepEqual([request?.drafts, request?.answers], [0, 1]);
});

withDatabase('a link shows and changes its own agency’s services only', async (database) => {
  const here = await anAuthority(database);
  const { token } = await asked(database, here);
  const foreign = await asActor(database, here.actors.analyst, async (tx) => {
    const { authorityId } = here;
    const sourceId = await insertActionSource(tx, authorityId, 'A test');
    const service = aService({ name: 'Council only', agencyId: here.agencies.council });
    return (await saveServices(tx, { authorityId, sourceId }, [service]))[0]?.id;
  });
  assert.doesNotMatch((await through(database, token)).html, /Council only/);
  const query = { service: String(foreign) };
  assert.doesNotMatch((await through(database, token, { query })).html, /Council only/);
  const form = { ...SERVICE, service: String(foreign), payer: 'other', 'payer-name': 'A trust' };
  await assert.rejects(through(database, token, { form }), { code: 'no-such-act' });
  const confirm = { act: 'still-right', services: String(foreign) };
  assert.match((await through(database, token, { form: confirm })).html, /Select the services/);
  await throughLink(database, { token, today: today() }, async (tx, actor) => {
    const { rows } = await (await import('kysely')).sql<{ people: number }>`
      select count(*) as people from record.person`.execute(tx);
    assert.equal(rows[0]?.people, 0);
    assert.equal(actor.settings['headwater.sees_people'], 'no');
  });
});

withDatabase('a link that is unknown, over or withdrawn does not exist', async (database) => {
  const here = await anAuthority(database);
  const { token, id } = await asked(database, here);
  await assert.rejects(through(database, newToken()), { code: 'no-such-link' });
  await assert.rejects(through(database, 'short'), { code: 'no-such-link' });
  const later = addDays(today(), 61);
  await assert.rejects(
    throughLink(database, { token, today: later }, async () => {}),
    { code: 'no-such-link' },
  );
  await asActor(database, here.actors.analyst, (tx) => withdrawRequest(tx, id, 'Not needed'));
  await assert.rejects(through(database, token), { code: 'no-such-link' });
});

withDatabase('a link that is used without end has to wait', async (database) => {
  const here = await anAuthority(database);
  const { token } = await asked(database, here);
  const use = () => throughLink(database, { token, today: today() }, async () => {});
  for (let time = 0; time < 120; time += 1) await use();
  await assert.rejects(use(), { code: 'link-used-too-often' });
});

withDatabase('what a link did is in the trail under its person’s name', async (database) => {
  const here = await anAuthority(database);
  const { token } = await asked(database, here);
  await through(database, token);
  await asActor(database, here.actors.auditor, async (tx) => {
    const { rows } = await (await import('kysely')).sql<{ actor: string; by: string }>`
      select actor_id as actor, detail->>'by' as by from govern.audit_entry
      where action = 'mapping.opened'
        and authority_id = (select govern.authority())`.execute(tx);
    assert.deepEqual(
      rows.map((row) => row.by),
      ['Jo Ashby'],
    );
    assert.match(rows[0]?.actor ?? '', /^link:\d+$/);
  });
});

withDatabase('a file of answers corrects and never doubles; faults are told', async (database) => {
  const here = await anAuthority(database);
  const { id } = await asked(database, here);
  const row = { name: 'Creche', provider: 'Harbour Families' };
  const send = (text: string) =>
    asActor(database, here.actors.provider, async (tx) => {
      const request = await findRequest(tx, id);
      const by = {
        actor: here.actors.provider,
        agencyId: here.agencies.charities,
        personName: 'Jo Ashby',
        today: today(),
        request,
      };
      const chunks = async function* () {
        yield Buffer.from(text);
      };
      return answerByFile(tx, by, { name: 'answers.csv', chunks });
    });
  assert.deepEqual(await send(provisionCsv([row])), { services: 1, problems: [] });
  const again = await send(
    provisionCsv([
      { ...row, description: 'Mornings' },
      { ...row, provider: '' },
    ]),
  );
  assert.deepEqual(
    [again.services, again.problems.map((one) => [one.row, one.field])],
    [1, [[3, 'provider']]],
  );
  await asActor(database, here.actors.analyst, async (tx) => {
    const services = await listServices(tx);
    assert.deepEqual(
      services.map((one) => [one.description, one.confirmedBy]),
      [['Mornings', 'Jo Ashby']],
    );
    assert.equal((await findRequest(tx, id))?.status, 'part-answered');
  });
});

withDatabase('a partner sees the requests to its own agency only', async (database) => {
  const here = await anAuthority(database);
  const { id } = await asked(database, here);
  const query = { request: String(id) };
  const own = await askPage(database, myMappingPage, here.actors.provider, { query });
  assert.match(own.html, /asks what .+ offers families/);
  assert.equal(own.notes[0]?.action, 'mapping.opened');
  const other = await askPage(database, myMappingPage, here.actors.partner, { query });
  assert.match(other.html, /has not been asked/);
  const form = { ...SERVICE, payer: 'other', 'payer-name': 'A trust' };
  const sent = await askPage(database, myMappingPage, here.actors.provider, { query, form });
  assert.equal(redirected(sent.answer), `/mapping/mine?request=${id}`);
});

withDatabase('nothing to add and a refusal are answers too', async (database) => {
  const here = await anAuthority(database);
  const first = await asked(database, here);
  await asActor(database, here.actors.provider, async (tx) => {
    const request = (await findRequest(tx, first.id)) as MappingRequest;
    const by = { actor: here.actors.provider, agencyId: request.agencyId, request };
    await finishAnswer(tx, { ...by, personName: 'Jo', today: today() }, '');
    assert.equal((await findRequest(tx, first.id))?.answerNote, 'Nothing to add.');
  });
  const second = await asked(database, here);
  const mute = await through(database, second.token, { form: { act: 'decline' } });
  assert.match(mute.html, /Say in a few words why/);
  redirected(
    (await through(database, second.token, { form: { act: 'decline', reason: 'No time' } })).answer,
  );
  const view = await askPage(database, mappingPage, here.actors.analyst);
  assert.match(view.html, /Declined/);
  assert.match(view.html, /1 of 2 requests answered/);
});

withDatabase('reminders are written once, wait to be sent, and are said to', async (database) => {
  const here = await anAuthority(database);
  const { id } = await asked(database, here);
  await asActor(database, here.actors.commissioner, async (tx) => {
    const late = { ...asking(here), today: addDays(today(), 20) };
    assert.deepEqual(await writeReminders(tx, late), { written: 1, waiting: 1 });
    assert.deepEqual(await writeReminders(tx, late), { written: 0, waiting: 1 });
    assert.equal((await listMessages(tx, id))[0]?.kind, 'overdue');
  });
  const view = await askPage(database, mappingPage, here.actors.commissioner);
  assert.match(view.html, /Headwater sends no mail/);
  assert.match(view.html, /Overdue since/);
  const params = { id: String(id) };
  const shown = await askPage(database, board, here.actors.commissioner, { params });
  const message = /name="message" value="(\d+)"/.exec(shown.html)?.[1] ?? '';
  const form = { act: 'take', message };
  const taken = await askPage(database, board, here.actors.commissioner, { params, form });
  assert.match(taken.html, /Not sent: copy it/);
  assert.match(taken.html, /http:\/\/here\.example\/answer\/[\w-]{43}/);
});

withDatabase('a request names a person, a year and a day that lies ahead', async (database) => {
  const here = await anAuthority(database);
  const soon = addDays(today(), 10);
  const form = {
    agency: String(here.agencies.health),
    person: 'Sam Reed',
    email: 'provider@nowhere.example',
    asked: 'What?',
    year: YEAR,
    'due-day': soon.slice(8),
    'due-month': soon.slice(5, 7),
    'due-year': soon.slice(0, 4),
  };
  const wrong = { ...form, email: 'sam', 'due-year': '2001' };
  const shown = await askPage(database, newMappingPage, here.actors.analyst, { form: wrong });
  assert.match(shown.html, /Enter their email address/);
  assert.match(shown.html, /after today and within a year/);
  const made = await askPage(database, newMappingPage, here.actors.analyst, { form });
  const id = redirected(made.answer).split('/').at(-1);
  const extended = await askPage(database, board, here.actors.analyst, {
    params: { id: id ?? '' },
    form: { act: 'extend', ...form, 'due-year': String(Number(soon.slice(0, 4)) - 1) },
  });
  assert.match(extended.html, /after today and within a year/);
  const [request] = await asActor(database, here.actors.analyst, (tx) => listRequests(tx));
  assert.deepEqual([request?.dueDay, request?.id], [soon, Number(id) as MappingRequestId]);
});

withDatabase('faded entries are asked after, and confirmed by their link', async (database) => {
  const here = await anAuthority(database);
  const old = addDays(today(), -400);
  await asActor(database, here.actors.analyst, async (tx) => {
    const { authorityId, agencies } = here;
    const sourceId = await insertActionSource(tx, authorityId, 'A test');
    const services = [
      aService({ name: 'Old one', agencyId: agencies.charities, statedDay: old }),
      aService({ name: 'New one', agencyId: agencies.charities, statedDay: today() }),
    ];
    await saveServices(tx, { authorityId, sourceId }, services);
  });
  const page = stalePage(ORIGIN);
  const agency = String(here.agencies.charities);
  const form = { agency, person: 'Jo Ashby', email: 'jo@harbour.example' };
  const { html } = await askPage(database, page, here.actors.analyst, { form });
  const token = /answer\/([\w-]{43})/.exec(html)?.[1] ?? '';
  const seen = await through(database, token);
  assert.match(seen.html, /Old one/);
  assert.doesNotMatch(seen.html, /New one/);
  const id = /name="services" type="checkbox" value="(\d+)"/.exec(seen.html)?.[1] ?? '';
  redirected(
    (await through(database, token, { form: { act: 'still-right', services: id } })).answer,
  );
  const after = await askPage(database, page, here.actors.analyst);
  assert.match(after.html, /Every entry is up to date/);
});
