import { listAgencies } from '../../govern/index.ts';
import { type CalendarDay, refuse } from '../../lib/index.ts';
import type { Actor, FieldError, Tx } from '../../platform/index.ts';
import { changePlan, type ChangedPlan } from './change-plan.ts';
import { emptyPlan, itemsOf, nextKey, type PlanContent } from './plan.ts';
import { type AgencyBook, FILE_PARTS, type PlanFile, readPlanFile } from './plan-file.ts';
import { readItem } from './plan-items.ts';
import { keysSpokenOf, listVersions } from './plan.store.ts';

/** What is wrong with a thing of a file. */
export interface FileFault extends FieldError {
  /** Where it is: the part, and which thing of it, counted from 1. */
  readonly part: string;
  readonly row: number;
}

/** The agencies of the authority by name, as files name them. */
export async function agencyBook(tx: Tx): Promise<AgencyBook> {
  const agencies = await listAgencies(tx);
  return new Map(agencies.map(({ id, name }) => [name, String(id)]));
}

/**
 * Makes the newest version of the plan what a file says, by the rules of the pages; a new version
 * where the newest was shared. With faults nothing is changed. Refuses a text that has changed
 * since the file was written from it.
 */
export async function importPlan(
  tx: Tx,
  actor: Actor,
  asked: { readonly text: string; readonly openedHash: string; readonly today: CalendarDay },
): Promise<{ readonly changed: ChangedPlan | null; readonly faults: readonly FileFault[] }> {
  const file = readPlanFile(asked.text, await agencyBook(tx));
  const [newest] = await listVersions(tx);
  const before = newest?.content ?? emptyPlan(asked.today);
  const { content, faults } = await contentOf(tx, actor, { file, before });
  if (faults.length > 0) return { changed: null, faults };
  const { openedHash, today } = asked;
  const changed = await changePlan(tx, actor, { openedHash, today, change: () => content });
  return { changed, faults };
}

async function contentOf(
  tx: Tx,
  actor: Actor,
  { file, before }: { readonly file: PlanFile; readonly before: PlanContent },
): Promise<{ readonly content: PlanContent; readonly faults: readonly FileFault[] }> {
  const faults: FileFault[] = [];
  const frame = await readItem(tx, actor, {
    part: 'frame',
    key: 'plan',
    form: file.frame,
    content: before,
  });
  if (!frame.ok) faults.push(...frame.errors.map((one) => ({ ...one, part: 'plan', row: 1 })));
  let content: PlanContent = frame.ok ? { ...before, ...frame.value } : before;
  const used = await keysSpokenOf(tx);
  for (const part of FILE_PARTS) {
    const items: unknown[] = [];
    const taken = new Set((file.parts.get(part) ?? []).map(({ key }) => key));
    for (const [index, one] of (file.parts.get(part) ?? []).entries()) {
      const key = one.key === 'new' ? nextKey(before, part, [...used, ...taken]) : one.key;
      if (one.key !== 'new' && !isOwnKey(before, part, key)) {
        const sentence = `Nothing in the plan has the key ${key}: leave it out of something new`;
        throw refuse('plan-file', 'invalid', sentence);
      }
      taken.add(key);
      // Baselines of the version before stay; what refers to other parts sees those of the file.
      const read = await readItem(tx, actor, { part, key, form: one.form, content });
      if (read.ok) items.push(read.value);
      else faults.push(...read.errors.map((error) => ({ ...error, part, row: index + 1 })));
    }
    const wasEmpty = itemsOf(before, part).length === 0 && before[part] === undefined;
    if (items.length > 0 || !wasEmpty) content = { ...content, [part]: items };
  }
  return { content, faults };
}

function isOwnKey(content: PlanContent, part: (typeof FILE_PARTS)[number], key: string): boolean {
  const items: readonly { readonly key: string }[] = itemsOf(content, part);
  return items.some((one) => one.key === key);
}
