import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { type CostAvoidedTable, costAvoidedTable } from '../unit-costs/cost-avoided.ts';
import { WORKED_EXAMPLES } from '../unit-costs/reference-books.ts';
import type { WorkedExample } from '../unit-costs/worked-examples-file.ts';

const NAME = 'cost-avoided-example';

const COLUMNS = ['cost', 'council', 'partners'] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = {
  cost: 'Cost avoided',
  council: 'Of that, the council',
  partners: 'Of that, partners',
};

/** A published table of cost avoided, done again: by category, between council and partners. */
export const workedExampleMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'A published table of cost avoided, done again',
  who: thoseWhoSeeFigures,
  parameters: {
    example: 'the code of a published example; families-109 by default',
    rule: 'which lines the council bears, such as social-care-and-housing (the default)',
    row: 'the code of a line, or total',
    column: COLUMNS.join(', '),
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const asked = {
      example: given.example ?? 'families-109',
      rule: given.rule ?? 'social-care-and-housing',
    };
    const example = WORKED_EXAMPLES.get(asked.example);
    const rule = example?.councilRules.get(asked.rule);
    if (!example || !rule) {
      throw refuse('no-such-example', 'not-found', 'There is no such example, or no such rule.');
    }
    const table = costAvoidedTable(example.lines, example.families, rule);
    const cell = (row: string, column: Column) => figureOf({ asked, example, table, row, column });
    const line = (row: string, label: string) => ({
      label,
      figures: COLUMNS.map((column) => cell(row, column)),
    });
    const whole: Finding = {
      id: figureId(NAME, asked),
      headline:
        `Of the cost avoided with ${example.families} families, ` +
        `${table.councilPercent?.toFixed(1)}% was the council\u2019s`,
      subtitle: `${example.label}, as published; ${rule.label.toLowerCase()}. Avoided, not cash`,
      rowHeading: 'Category',
      columns: COLUMNS.map((column) => LABELS[column]),
      rows: table.rows.map((row) => line(row.code, row.label)),
      total: line('total', 'All categories'),
      chart: 'bars',
      notes: [
        `The share is that of a rule of ours: ${rule.label.toLowerCase()}. The paper gives none.`,
        'Nothing is taken off for what would have changed without help.',
      ],
    };
    if (given.row === undefined) return whole;
    const row = readChoice(given.row, [...table.rows.map(({ code }) => code), 'total'], 'row');
    const column = readChoice(given.column ?? 'cost', COLUMNS, 'column');
    const label = table.rows.find(({ code }) => code === row)?.label ?? 'All categories';
    const { total: _total, ...rest } = whole;
    return {
      ...rest,
      id: figureId(NAME, { ...asked, row, column }),
      headline: `${label}: ${LABELS[column].toLowerCase()}`,
      columns: [LABELS[column]],
      rows: [{ label, figures: [cell(row, column)] }],
      chart: 'none',
    };
  },
});

interface Cell {
  readonly asked: { readonly example: string; readonly rule: string };
  readonly example: WorkedExample;
  readonly table: CostAvoidedTable;
  readonly row: string;
  readonly column: Column;
}

function figureOf({ asked, example, table, row, column }: Cell): Figure {
  const line = table.rows.find(({ code }) => code === row);
  const values = line
    ? { cost: line.pence, council: line.councilPence, partners: line.partnersPence }
    : { cost: table.totalPence, council: table.councilPence, partners: table.partnersPence };
  const inputs =
    row === 'total'
      ? table.rows.map(({ code }) => figureOf({ asked, example, table, row: code, column }))
      : [];
  return {
    id: figureId(NAME, { ...asked, row, column }),
    label: `${line?.label ?? 'All categories'}: ${LABELS[column].toLowerCase()}`,
    value: values[column],
    unit: 'pence',
    how: {
      formula: line ? FORMULAS[column] : 'The sum of the categories.',
      inputs,
      citations: [example.source],
    },
  };
}

const FORMULAS: Readonly<Record<Column, string>> = {
  cost: 'As published.',
  council: 'The whole line where the rule gives it to the council, else nothing.',
  partners: 'The line less what the council bears.',
};
