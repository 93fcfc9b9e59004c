import {
  checkedField,
  citationField,
  codeField,
  entriesField,
  type FieldFault,
  listField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

/** How somebody here came by a stated fact. */
export const CHECKS = [
  'read',
  'read-second-hand',
  'read-in-part',
  'recalled',
  'derived',
  'ours',
] as const;

/** Reads how a fact was checked. */
export const checkedByField = oneOfField(CHECKS);

const levelField = recordField({
  level: textField,
  meaning: textField,
  confidence: optionalField(numberField(0, 5)),
  why: optionalField(textField),
  warning: optionalField(textField),
  checked: optionalField(checkedByField),
  fromPounds: optionalField(numberField(0)),
  toPounds: optionalField(numberField(0)),
});

const schemeField = checkedField(
  recordField({
    code: codeField,
    label: textField,
    kind: oneOfField(['evidence', 'cost', 'local']),
    about: textField,
    source: citationField,
    checked: checkedByField,
    levels: listField(levelField),
  }),
  (scheme) => {
    const faults: FieldFault[] = [];
    for (const [index, level] of scheme.levels.entries()) {
      const isMapped = level.confidence !== undefined && level.why !== undefined;
      if (isMapped === (scheme.kind === 'cost')) {
        const message = isMapped
          ? 'A band of cost says nothing about evidence.'
          : 'The level is not mapped to a confidence with a reason.';
        const fix = isMapped ? 'Remove confidence and why.' : 'Add confidence and why.';
        faults.push({ path: ['levels', index], message, fix });
      }
    }
    return faults;
  },
);

const shape = recordField({
  about: textField,
  ladder: recordField({
    own: citationField,
    source: citationField,
    steps: listField(
      recordField({
        confidence: numberField(0, 5),
        label: textField,
        meaning: textField,
        reduction: numberField(0, 40),
        inflation: numberField(1, 5),
      }),
    ),
  }),
  schemes: entriesField(schemeField),
  localLimits: recordField({
    fewestPeople: numberField(1),
    smallestSharePercent: numberField(0, 100),
  }),
});

/** The schemes of evidence, the ladder that they are read on, and what caution follows. */
export type EvidenceScales = ReadBy<typeof shape>;

/** One published or local scheme with its levels. */
export type EvidenceScheme = EvidenceScales['schemes'][number];

/** One level of a scheme. */
export type EvidenceLevel = EvidenceScheme['levels'][number];

/** `reference/evidence-scales.yaml`, read and checked once at start. */
export const SCALES: EvidenceScales = readReferenceFile('evidence-scales.yaml', shape);
