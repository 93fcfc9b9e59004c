import { AGENCY_KINDS, isAgencyKind } from '../../govern/index.ts';
import type { CalendarDay } from '../../lib/index.ts';
import type { CommandProblem, FieldError, FormResult } from '../../platform/index.ts';
import type { Framework, Indicator, IndicatorSource, Outcome, Polarity } from './framework.ts';

/** A framework of the authority's own, before it is kept. */
export type NewFramework = Pick<Framework, 'code' | 'label' | 'publisher' | 'from' | 'outcomes'>;

/** An indicator of the authority's own, before it is kept. */
export type NewIndicator = Omit<Indicator, 'isLocal'>;

/** A code made from words, `local-` before it: `Ready to learn` gives `local-ready-to-learn`. */
export function localCode(words: string): string {
  return `local-${plainCode(words)}`;
}

function plainCode(words: string): string {
  const plain = words
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return plain === '' ? 'unnamed' : plain;
}

/** Reads the form of a framework, one outcome a line; errors name `label` and `outcomes`. */
export function readFramework(
  form: Readonly<Record<string, string>>,
  of: { readonly publisher: string; readonly today: CalendarDay },
): FormResult<NewFramework> {
  const errors: FieldError[] = [];
  const label = (form.label ?? '').trim();
  if (label === '') errors.push({ field: 'label', sentence: 'Enter the name of the framework' });
  const lines = (form.outcomes ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) {
    errors.push({
      field: 'outcomes',
      sentence: 'Enter at least one outcome, each on its own line',
    });
  }
  const outcomes = lines.map((line): Outcome => {
    return { code: plainCode(line), kind: 'outcome', label: line };
  });
  if (new Set(outcomes.map((one) => one.code)).size < outcomes.length) {
    errors.push({ field: 'outcomes', sentence: 'Two outcomes have the same words: name one anew' });
  }
  if (errors.length > 0) return { ok: false, errors };
  const { publisher, today } = of;
  return { ok: true, value: { code: localCode(label), label, publisher, from: today, outcomes } };
}

/**
 * Reads the form of an indicator. `figure` is a figure by its address, or the code of a published
 * indicator after `published:`; left empty, nothing measures it. Errors name the fields.
 */
export function readIndicator(
  form: Readonly<Record<string, string>>,
  outcomes: readonly string[],
): FormResult<NewIndicator> {
  const errors: FieldError[] = [];
  const need = (field: string, sentence: string): string => {
    const text = (form[field] ?? '').trim();
    if (text === '') errors.push({ field, sentence });
    return text;
  };
  const label = need('label', 'Enter the name of the indicator');
  const definition = need('definition', 'Enter what is counted, of whom, and when');
  const polarity = (['high', 'low', 'none'] as const).find((one) => one === form.polarity);
  if (!polarity)
    errors.push({ field: 'polarity', sentence: 'Select whether more or less is better' });
  const owner = form.owner ?? '';
  if (!isAgencyKind(owner)) errors.push({ field: 'owner', sentence: 'Select who answers for it' });
  const chosen = (form.outcomes ?? '').split(';').filter((one) => one !== '');
  if (chosen.some((one) => !outcomes.includes(one))) {
    errors.push({ field: 'outcomes', sentence: 'Select outcomes of the list' });
  }
  const source = readSource((form.figure ?? '').trim());
  if (source === null) {
    errors.push({
      field: 'figure',
      sentence: 'Enter the address of a figure, such as late-help-cost?by=ward&row=12&column=cost',
    });
  }
  if (errors.length > 0 || !polarity || !isAgencyKind(owner) || source === null) {
    return { ok: false, errors };
  }
  const code = localCode(label);
  return {
    ok: true,
    value: { code, label, definition, source, polarity, owner, outcomes: chosen },
  };
}

function readSource(text: string): IndicatorSource | null {
  if (text === '') return { kind: 'none', reason: 'No source was named when it was written' };
  const published = /^published:(.+)$/.exec(text)?.[1];
  if (published) return { kind: 'published', indicator: published.trim() };
  const address = text.replace(/^.*\/figures\//, '');
  if (!/^[a-z0-9-]+(\?[^\s]*)?$/.test(address)) return null;
  return { kind: 'measure', figure: address, basis: 'modelled' };
}

/** The columns of the file in which frameworks are loaded, in their order. */
export const FRAMEWORK_COLUMNS = [
  'framework',
  'outcome',
  'indicator',
  'definition',
  'figure',
  'polarity',
  'owner',
] as const;

/** What a file of frameworks holds, and what is wrong in it. */
export interface FrameworkFile {
  readonly frameworks: readonly NewFramework[];
  readonly indicators: readonly NewIndicator[];
  readonly problems: readonly CommandProblem[];
}

/**
 * Reads rows of a file whose first row has the columns of `FRAMEWORK_COLUMNS`: each row is an
 * outcome of a framework, with an indicator of it where the third column is filled. A row that
 * cannot be used is a problem with its number; the rest is read.
 */
export function readFrameworkRows(
  rows: readonly { readonly row: number; readonly cells: readonly string[] }[],
  of: { readonly file: string; readonly publisher: string; readonly today: CalendarDay },
): FrameworkFile {
  const problems: CommandProblem[] = [];
  const problem = (row: number | null, field: string | null, message: string, fix: string) =>
    problems.push({
      file: of.file,
      row,
      field,
      rule: 'framework',
      severity: 'error',
      message,
      fix,
    });
  const [head, ...body] = rows;
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = ['framework', 'outcome'].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const wanted = FRAMEWORK_COLUMNS.join(', ');
    problem(1, null, `The file has no column ${missing.join(' and ')}.`, `Name them: ${wanted}.`);
    return { frameworks: [], indicators: [], problems };
  }
  const labels = new Map<string, Set<string>>();
  const indicators: NewIndicator[] = [];
  for (const { row, cells } of body) {
    const cell = (name: string) => (cells[names.indexOf(name)] ?? '').trim();
    if (cell('framework') === '' || cell('outcome') === '') {
      problem(row, 'outcome', 'The row names no framework or no outcome.', 'Fill both columns.');
      continue;
    }
    const outcomes = labels.get(cell('framework')) ?? new Set();
    labels.set(cell('framework'), outcomes.add(cell('outcome')));
    if (cell('indicator') === '') continue;
    const ref = `${localCode(cell('framework'))}/${plainCode(cell('outcome'))}`;
    const form = {
      label: cell('indicator'),
      definition: cell('definition'),
      figure: cell('figure'),
      polarity: cell('polarity') || 'none',
      owner: cell('owner') || AGENCY_KINDS[0],
      outcomes: ref,
    };
    const read = readIndicator(form, [ref]);
    if (read.ok) indicators.push(read.value);
    else
      for (const one of read.errors) problem(row, one.field, `${one.sentence}.`, 'Mend the row.');
  }
  const frameworks = [...labels].flatMap(([label, outcomes]) => {
    const read = readFramework({ label, outcomes: [...outcomes].join('\n') }, of);
    return read.ok ? [read.value] : [];
  });
  return { frameworks, indicators, problems };
}

/** The words for each polarity in a form. */
export const POLARITY_OPTIONS: readonly { readonly value: Polarity; readonly text: string }[] = [
  { value: 'high', text: 'More of it is better' },
  { value: 'low', text: 'Less of it is better' },
  { value: 'none', text: 'Neither by itself' },
];
