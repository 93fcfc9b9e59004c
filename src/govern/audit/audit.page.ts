import {
  definePage,
  enqueueJob,
  latestJob,
  momentWords,
  type Page,
  type PageRequest,
  readSort,
} from '../../platform/index.ts';
import { ROLE_WORDS } from '../accounts/account.ts';
import { listAccounts } from '../accounts/accounts.store.ts';
import { only } from '../accounts/actor.ts';
import { actionWords } from './audit.ts';
import {
  type AuditFilter,
  type AuditLine,
  countAudit,
  listAudit,
  listAuditChoices,
} from './audit.store.ts';
import { VERIFY_AUDIT } from './verify-audit.job.ts';
import { type AuditReport, reportWords } from './verify-audit.ts';

const PAGE_SIZE = 50;

const auditPage = definePage({
  url: '/audit',
  title: 'Audit trail',
  who: only('auditor', 'administrator'),
  audit: 'none',
  get: async (request) => {
    const { tx, query, url } = request;
    const filter = readFilter(query);
    const sort = readSort(query.sort, ['at']);
    const number = Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1);
    const lines = await listAudit(tx, filter, {
      oldestFirst: sort?.direction === 'ascending',
      limit: PAGE_SIZE,
      offset: (number - 1) * PAGE_SIZE,
    });
    const view = {
      caption: 'Who did what',
      captionHidden: true,
      columns: [
        { key: 'at', label: 'When', sortable: true },
        { key: 'who', label: 'Who' },
        { key: 'what', label: 'What' },
        { key: 'about', label: 'About' },
        { key: 'seal', label: 'Seal' },
      ],
      rows: lines.map(auditRow),
      url,
      sort,
      page: { number, size: PAGE_SIZE, total: await countAudit(tx, filter) },
      noun: ['entry', 'entries'],
      clearHref: '/audit',
    };
    const data = { view, panel: await filterPanel(request), check: await lastCheck(request) };
    return { template: 'govern/audit/audit.njk', data };
  },
});

function readFilter(query: PageRequest['query']): AuditFilter {
  const { action, about: subjectKind, id: subjectId, who: actorId } = query;
  return {
    ...(action ? { action } : {}),
    ...(subjectKind ? { subjectKind } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(actorId ? { actorId } : {}),
  };
}

function auditRow(line: AuditLine) {
  const role = ROLE_WORDS[line.role as keyof typeof ROLE_WORDS];
  return {
    cells: [
      { text: momentWords(new Date(line.at)) },
      { text: actorWords(line), ...(role ? { quiet: role } : {}) },
      { text: actionWords(line.action) },
      { text: aboutWords(line) },
      { status: line.isSealed ? SEALED : WAITING },
    ],
  };
}

const SEALED = { text: 'Sealed', tone: 'done' };
const WAITING = { text: 'Waiting', tone: 'waiting' };

function aboutWords(line: AuditLine): string {
  const kind = actionWords(line.subjectKind);
  if (line.subjectName !== null) return `${kind} of ${line.subjectName}`;
  return line.subjectId === null ? kind : `${kind} ${line.subjectId}`;
}

function actorWords(line: Pick<AuditLine, 'actorId' | 'actorName'>): string {
  if (line.actorName !== null) return line.actorName;
  const words: Readonly<Record<string, string>> = {
    operator: 'Command line',
    system: 'Background work',
    '': 'At sign-in',
  };
  return words[line.actorId] ?? 'Unknown';
}

async function filterPanel({ tx, query, url }: PageRequest) {
  const { actions, subjectKinds } = await listAuditChoices(tx);
  const accounts = await listAccounts(tx);
  const any = { value: '', text: 'All' };
  return {
    action: '/audit',
    url,
    chosen: {
      who: query.who ?? '',
      action: query.action ?? '',
      about: query.about ?? '',
      id: query.id ?? '',
    },
    fields: [
      {
        name: 'who',
        label: 'Who',
        kind: 'select',
        options: [
          any,
          ...accounts.map((account) => ({ value: String(account.id), text: account.name })),
          { value: 'operator', text: 'Command line' },
          { value: 'system', text: 'Background work' },
        ],
      },
      {
        name: 'action',
        label: 'What',
        kind: 'select',
        options: [any, ...actions.map((action) => ({ value: action, text: actionWords(action) }))],
      },
      {
        name: 'about',
        label: 'About',
        kind: 'select',
        options: [any, ...subjectKinds.map((kind) => ({ value: kind, text: actionWords(kind) }))],
      },
      { name: 'id', label: 'Its number', kind: 'text', options: [] },
    ],
  };
}

/** What the last check of the chain said, and when; null before the first. */
async function lastCheck({ tx }: PageRequest) {
  const job = await latestJob(tx, VERIFY_AUDIT);
  if (job === null) return null;
  if (job.status !== 'done' || job.finishedAt === null) {
    return { href: `/jobs/${job.id}`, when: null, words: [] };
  }
  const words = reportWords(job.result as AuditReport);
  return { href: `/jobs/${job.id}`, when: momentWords(job.finishedAt), words };
}

const verifyPage = definePage({
  url: '/audit/verify',
  title: 'Check the audit trail',
  who: only('auditor', 'administrator'),
  audit: 'changes',
  post: async ({ tx, actor, audit }) => {
    const id = await enqueueJob(tx, {
      name: VERIFY_AUDIT,
      title: 'Checking the audit trail',
      actor,
      unit: 'entries',
    });
    await audit({ action: 'audit.checked', subjectKind: 'job', subjectId: String(id) });
    return { redirect: `/jobs/${id}` };
  },
});

/** The pages of the audit trail. */
export const auditPages: readonly Page[] = [auditPage, verifyPage];
