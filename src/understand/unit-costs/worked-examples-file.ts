import {
  checkedField,
  type Citation,
  CITATION_FIELDS,
  codeField,
  entriesField,
  type FieldReader,
  listField,
  mappedField,
  numberField,
  parseReference,
  pounds,
  type Reading,
  recordField,
  textField,
} from '../../lib/index.ts';
import { type CostLine, type CouncilRule, wholeLinesRule } from './cost-avoided.ts';

/** A published table of cost avoided, with the rules by which we give the council its share. */
export interface WorkedExample {
  readonly code: string;
  readonly label: string;
  readonly source: Citation;
  readonly families: number;
  readonly lines: readonly CostLine[];
  readonly councilRules: ReadonlyMap<string, CouncilRule>;
}

const exampleField = checkedField(
  recordField({
    code: codeField,
    label: textField,
    ...CITATION_FIELDS,
    families: numberField(1),
    lines: entriesField(recordField({ code: codeField, label: textField, pounds: numberField() })),
    councilRules: entriesField(
      recordField({ code: codeField, label: textField, lines: listField(codeField) }),
    ),
  }),
  (example) => {
    const known = new Set(example.lines.map((line) => line.code));
    return example.councilRules.flatMap((rule, index) =>
      rule.lines
        .filter((code) => !known.has(code))
        .map((code) => ({
          path: ['councilRules', index, 'lines'],
          message: `"${code}" is not a line of the example.`,
          fix: 'Name lines of this example.',
        })),
    );
  },
);

/** Reads the content of `reference/worked-examples.yaml`, by code. */
export const workedExamplesField: FieldReader<ReadonlyMap<string, WorkedExample>> = mappedField(
  recordField({ about: textField, examples: entriesField(exampleField) }),
  (file) => {
    const examples = file.examples.map((each): WorkedExample => {
      const { code, label, title, publisher, locator, date, families } = each;
      const source = { title, publisher, locator, date, entry: `worked-examples/${code}` };
      const lines = each.lines.map((line) => ({ ...line, pence: pounds(line.pounds) }));
      const rules = each.councilRules.map(
        (rule) => [rule.code, wholeLinesRule(rule.label, rule.lines)] as const,
      );
      return { code, label, source, families, lines, councilRules: new Map(rules) };
    });
    return new Map(examples.map((each) => [each.code, each]));
  },
);

/** Reads the text of `reference/worked-examples.yaml`. */
export function parseWorkedExamples(
  file: string,
  text: string,
): Reading<ReadonlyMap<string, WorkedExample>> {
  return parseReference(file, text, workedExamplesField);
}
