import { parse, stringify } from 'yaml';
import { refuse } from '../../lib/index.ts';
import type { Form } from './plan-forms.ts';
import { itemsOf, type PlanContent, type PlanPart } from './plan.ts';
import { shownAs } from './plan-items.ts';

/** Parts of a plan in a file, in the order in which one may name the other. */
export const FILE_PARTS: readonly PlanPart[] = [
  'statements',
  'priorities',
  'commissions',
  'measures',
  'actions',
  'pledges',
];

/** What a file calls what the plan as a whole says. */
const FRAME = ['title', 'vision', 'visionYear', 'from', 'until', 'review', 'basis'] as const;

/** One thing of a file as a form: its key (`new` where it has none) and its boxes. */
export interface FileItem {
  readonly key: string;
  readonly form: Form;
}

/** A plan read from a file, not yet checked: forms as the pages would post them. */
export interface PlanFile {
  readonly frame: Form;
  readonly parts: ReadonlyMap<PlanPart, readonly FileItem[]>;
}

/** Names agencies by their number; undefined where there is none. */
export type AgencyBook = ReadonlyMap<string, string>;

/** A plan as readable YAML: agencies by name, money in pounds, days as 2027-03-31. */
export function planFileOf(content: PlanContent, nameOf: (agencyId: number) => string): string {
  const { title, vision, visionYear, fromDay, untilDay, reviewDay, basis, asked } = content;
  const part = (name: PlanPart) => {
    const items: readonly { readonly key: string }[] = itemsOf(content, name);
    return items.map((one) => itemShown(one, nameOf));
  };
  const whole = {
    title,
    vision,
    visionYear,
    from: fromDay,
    until: untilDay,
    review: reviewDay,
    ...(basis === undefined ? {} : { basis }),
    asked: asked.map((id) => nameOf(id)),
    ...Object.fromEntries(FILE_PARTS.map((name) => [name, part(name)])),
  };
  return stringify(whole, { lineWidth: 100 });
}

function itemShown(item: { readonly key: string }, nameOf: (agencyId: number) => string) {
  const shown: Record<string, unknown> = { key: item.key };
  for (const [field, value] of Object.entries(shownAs(item))) {
    const [name = field, box] = /-(day|month|year)$/.test(field) ? field.split('-') : [field];
    if (field === 'key' || value === '') continue;
    if (box === undefined) {
      shown[field] = field === 'agency' ? nameOf(Number(value)) : numberOrText(field, value);
    } else if (box === 'day') {
      const boxes = shownAs(item);
      const two = (part: string) => String(boxes[`${name}-${part}`] ?? '').padStart(2, '0');
      shown[name] = `${two('year')}-${two('month')}-${two('day')}`;
    }
  }
  return shown;
}

/** Amounts are numbers in the file; all else is text or a list. */
function numberOrText(field: string, value: string | readonly string[]): unknown {
  return ['target', 'value', 'amount'].includes(field) ? Number(value) : value;
}

/**
 * Reads a plan from YAML as forms; agencies are named as they are called. Refuses what is no plan,
 * an agency that is not there, and a field that no plan has. A baseline in the file is refused too:
 * it is taken from the record and never typed.
 */
export function readPlanFile(text: string, agencies: AgencyBook): PlanFile {
  let whole: unknown;
  try {
    whole = parse(text, { schema: 'failsafe' });
  } catch {
    throw wrong('The file is no YAML: compare it with what "headwater plan export" prints');
  }
  if (!isRecord(whole)) throw wrong('The file holds no plan');
  const known: readonly string[] = [...FRAME, 'asked', ...FILE_PARTS];
  const odd = Object.keys(whole).find((name) => !known.includes(name));
  if (odd !== undefined) throw wrong(`A plan has no "${odd}"`);
  const frame = formOf(
    Object.fromEntries(Object.entries(whole).filter(([name]) => FRAME.some((one) => one === name))),
    agencies,
  );
  const asked = listOf(whole.asked).map((name) => agencyAt(String(name), agencies));
  const parts = FILE_PARTS.map((part): [PlanPart, FileItem[]] => [
    part,
    listOf(whole[part]).map((item) => itemOf(part, item, agencies)),
  ]);
  return { frame: { ...frame, asked: asked.join(';') }, parts: new Map(parts) };
}

function itemOf(part: PlanPart, item: unknown, agencies: AgencyBook): FileItem {
  if (!isRecord(item)) throw wrong(`Something under "${part}" is no list of fields`);
  const { key, baseline, ...fields } = item;
  if (baseline !== undefined) {
    throw wrong('A baseline is taken from the record and frozen: leave it out of the file');
  }
  if (key !== undefined && !/^[a-z]\d{1,6}$/.test(String(key))) {
    throw wrong(`"${String(key)}" is no key such as a1: leave it out of something new`);
  }
  const odd = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (odd !== undefined) throw wrong(`Nothing under "${part}" has a field "${odd}"`);
  return { key: key === undefined ? 'new' : String(key), form: formOf(fields, agencies) };
}

const FIELDS: readonly string[] = [
  ...['title', 'text', 'why', 'what', 'label', 'outcomes', 'themes', 'serves', 'priority'],
  ...['indicator', 'target', 'unit', 'targetDay', 'direction', 'level', 'agency', 'person', 'due'],
  ...['stream', 'service', 'start', 'end', 'value', 'kind', 'year', 'amount', 'review'],
];

/** Fields as a form posts them: lists joined, days in three boxes, agencies by number. */
function formOf(fields: Readonly<Record<string, unknown>>, agencies: AgencyBook): Form {
  const form: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const text = Array.isArray(value) ? value.map(String).join(';') : String(value ?? '');
    const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (name === 'agency') form[name] = text === '' ? '' : agencyAt(text, agencies);
    else if (day && DAYS.includes(name)) {
      const [, year = '', month = '', date = ''] = day;
      Object.assign(form, {
        [`${name}-year`]: year,
        [`${name}-month`]: month,
        [`${name}-day`]: date,
      });
    } else if (DAYS.includes(name) && text !== '') form[`${name}-day`] = text;
    else form[name] = text;
  }
  return form;
}

const DAYS: readonly string[] = ['from', 'until', 'review', 'targetDay', 'due', 'start', 'end'];

function agencyAt(name: string, agencies: AgencyBook): string {
  const id = agencies.get(name.trim());
  if (id !== undefined) return id;
  throw wrong(`There is no agency "${name}": write it as "headwater plan export" does`);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value;
  throw wrong('A part of the plan is no list');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(sentence: string) {
  return refuse('plan-file', 'invalid', sentence);
}
