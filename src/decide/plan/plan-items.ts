import { AGENCY_KIND_WORDS, listAgencies } from '../../govern/index.ts';
import { financialYearOf, type Unit } from '../../lib/index.ts';
import type { Actor, FormResult, Tx } from '../../platform/index.ts';
import { THEMES, today } from '../../record/index.ts';
import { currentFigures, loadFrameworkBook } from '../../understand/index.ts';
import { readMoney } from '../budget/read-streams.ts';
import { freezeBaseline } from './freeze-baseline.ts';
import { itemsOf, type PlanContent, nextKey } from './plan.ts';
import { type EditPart, FIELDS, type ItemField } from './plan-fields.ts';
import { FORECAST_LEVELS } from './review-findings.ts';
import { readCommission, readStatement } from './horizon-forms.ts';
import { runsOffered } from './plan-basis.ts';
import {
  dayBoxes,
  type Form,
  type PlanChoices,
  readAction,
  readFrame,
  readMeasure,
  readPledge,
  readPriority,
} from './plan-forms.ts';
import { keysSpokenOf } from './plan.store.ts';

/** What a form of the plan offers, and its fields. */
export async function loadChoices(
  tx: Tx,
  actor: Actor,
  { part, content }: { readonly part: EditPart; readonly content: PlanContent },
): Promise<{ readonly choices: PlanChoices; readonly fields: readonly ItemField[] }> {
  const book = await loadFrameworkBook(tx);
  const agencies = await listAgencies(tx);
  const current = agencies.filter((one) => one.untilDay === null && one.kind !== 'public');
  const figures =
    part === 'measures' ? await currentFigures(tx, actor, book.indicators) : new Map();
  // What is not loaded now keeps the unit that the plan has it in.
  const kept = new Map(content.measures.map(({ indicator, unit }) => [indicator, unit]));
  const units = new Map<string, Unit>(
    book.indicators.map(({ code }) => [
      code,
      figures.get(code)?.unit ?? kept.get(code) ?? 'number',
    ]),
  );
  const outcomes = book.frameworks
    .filter(({ until }) => until === null)
    .flatMap((one) =>
      one.outcomes.map(({ code, label }) => ({
        value: `${one.code}/${code}`,
        text: `${label} (${one.label})`,
      })),
    );
  const option = (value: string, text: string) => ({ value, text });
  const statements = itemsOf(content, 'statements').map(({ key, text }) => option(key, text));
  const shown = [
    ...content.priorities.map(({ key, title }) => option(key, title)),
    ...statements.map(({ value, text }) => option(value, `Vision: ${text}`)),
    ...itemsOf(content, 'commissions').map(({ key, what }) => option(key, `Commission: ${what}`)),
  ];
  const runs = part === 'frame' ? await runsOffered(tx) : [];
  const choices: PlanChoices = {
    priorities: content.priorities.map(({ key }) => key),
    statements: itemsOf(content, 'statements').map(({ key }) => key),
    shown: shown.map(({ value }) => value),
    levels: FORECAST_LEVELS.map(([level]) => level),
    runs: runs.map(({ value }) => value),
    outcomes: outcomes.map(({ value }) => value),
    themes: THEMES.map(({ theme }) => theme),
    agencies: current.map(({ id }) => id),
    units,
  };
  const offered = {
    outcomes,
    statements,
    shown,
    runs,
    streams: (await readMoney(tx)).streams.map(({ name }) => name),
    levels: FORECAST_LEVELS.map(([value, text]) => ({ value, text })),
    priorities: content.priorities.map(({ key, title }) => ({ value: key, text: title })),
    agencies: current.map(({ id, name, kind }) => ({
      value: String(id),
      text: `${name} (${AGENCY_KIND_WORDS[kind].toLowerCase()})`,
    })),
    indicators: book.indicators.map(({ code, label }) => ({ value: code, text: label })),
  };
  return { choices, fields: FIELDS[part](offered) };
}

/** What a form shows of a thing as it stands; null when there is none of that key. */
export function valuesOf(
  content: PlanContent,
  part: EditPart,
  key: string,
): Readonly<Record<string, string | readonly string[]>> | null {
  if (part === 'frame') {
    const { title, vision, visionYear, fromDay, untilDay, reviewDay, asked } = content;
    return {
      title,
      basis: String(content.basis ?? ''),
      vision,
      visionYear: String(visionYear),
      ...dayBoxes('from', fromDay),
      ...dayBoxes('until', untilDay),
      ...dayBoxes('review', reviewDay),
      asked: asked.map(String),
    };
  }
  if (key === 'new') return part === 'pledges' ? { year: financialYearOf(today()) } : {};
  const items: readonly { readonly key: string }[] = itemsOf(content, part);
  const one = items.find((each) => each.key === key);
  return one === undefined ? null : shownAs(one);
}

/** The names of fields that differ from those of the thing. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  agencyId: 'agency',
  dueDay: 'due',
  startDay: 'start',
  endDay: 'end',
  reviewDay: 'review',
};

/** The values of a thing as boxes take them: money in pounds, a day in three boxes. */
export function shownAs(item: object): Record<string, string | readonly string[]> {
  const isMoney =
    ('unit' in item && item.unit === 'pence') || ('kind' in item && item.kind === 'money');
  const shown: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(item)) {
    const field = FIELD_NAMES[name] ?? name;
    if (name.endsWith('Day')) Object.assign(shown, dayBoxes(field, value));
    else if (Array.isArray(value)) shown[field] = value.map(String);
    else if (typeof value === 'number') {
      const inPence = name === 'value' || (isMoney && (name === 'target' || name === 'amount'));
      shown[field] = String(inPence ? value / 100 : value);
    } else if (value === null || typeof value === 'string') shown[field] = value ?? '';
  }
  return shown;
}

/** A thing of the plan as its form gives it. */
export type ReadItem = Readonly<Record<string, unknown>>;

/** Reads the form of one thing; a new measure takes its baseline from the record and freezes it. */
export async function readItem(
  tx: Tx,
  actor: Actor,
  of: {
    readonly part: EditPart;
    readonly key: string;
    readonly form: Form;
    readonly content: PlanContent;
  },
): Promise<FormResult<ReadItem>> {
  const { part, form, content } = of;
  const { choices } = await loadChoices(tx, actor, { part, content });
  if (part === 'frame') return readFrame(form, choices) as FormResult<ReadItem>;
  const key = of.key === 'new' ? nextKey(content, part, await keysSpokenOf(tx)) : of.key;
  if (part === 'measures') return readNewMeasure(tx, actor, { key, form, content, choices });
  const readers = {
    statements: readStatement,
    priorities: readPriority,
    actions: readAction,
    commissions: readCommission,
    pledges: readPledge,
  };
  const read = readers[part](form, choices);
  return read.ok ? { ok: true, value: { ...read.value, key } } : read;
}

async function readNewMeasure(
  tx: Tx,
  actor: Actor,
  of: {
    readonly key: string;
    readonly form: Form;
    readonly content: PlanContent;
    readonly choices: PlanChoices;
  },
): Promise<FormResult<ReadItem>> {
  const read = readMeasure(of.form, of.choices);
  if (!read.ok) return read;
  const { indicators } = await loadFrameworkBook(tx);
  const indicator = indicators.find(({ code }) => code === read.value.indicator);
  if (!indicator) return read;
  const before = of.content.measures.find(({ key }) => key === of.key);
  // The baseline of a measure stays, unless it is another indicator now.
  const baseline =
    before?.indicator === indicator.code
      ? before.baseline
      : await freezeBaseline(tx, actor, { indicator, day: today() });
  const label = read.value.label === '' ? indicator.label : read.value.label;
  return { ok: true, value: { ...read.value, label, key: of.key, baseline } };
}

/** The change that a saved or removed thing makes to the plan; null removes it. */
export function changeOf(
  part: EditPart,
  key: string,
  item: ReadItem | null,
): (content: PlanContent) => PlanContent {
  return (content) => {
    if (part === 'frame') return { ...content, ...item };
    const list: readonly { readonly key: string }[] = itemsOf(content, part);
    if (item === null) {
      const left = { ...content, [part]: list.filter((one) => one.key !== key) };
      return withoutOrphans(left as PlanContent, key);
    }
    const isThere = list.some((one) => one.key === item.key);
    const next = isThere ? list.map((one) => (one.key === item.key ? item : one)) : [...list, item];
    return { ...content, [part]: next };
  };
}

/** What belonged to a thing that was taken out goes with it, and nothing serves it any more. */
function withoutOrphans(content: PlanContent, key: string): PlanContent {
  const stays = ({ priority }: { readonly priority: string }) => priority !== key;
  const commissions = itemsOf(content, 'commissions').filter(stays);
  const gone = itemsOf(content, 'commissions').filter((one) => !stays(one));
  return {
    ...content,
    priorities: content.priorities.map((one) =>
      one.serves ? { ...one, serves: one.serves.filter((each) => each !== key) } : one,
    ),
    measures: content.measures
      .filter(stays)
      .filter(({ priority }) => !gone.some((one) => one.key === priority)),
    actions: content.actions.filter(stays),
    pledges: content.pledges.filter(stays),
    ...(content.commissions ? { commissions } : {}),
  };
}
