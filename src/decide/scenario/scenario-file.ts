import { Document, isCollection, isScalar, visit } from 'yaml';
import {
  formatReferenceProblem,
  parseReference,
  type ReferenceProblem,
  refuse,
} from '../../lib/index.ts';
import type { Scenario } from './scenario.ts';
import { type KnownCodes, scenarioField } from './scenario-fields.ts';

/** What a text says as a scenario (null when it has a fault), and every fault found in it. */
export interface ParsedScenario {
  readonly scenario: Scenario | null;
  readonly problems: readonly ReferenceProblem[];
}

/**
 * Reads a scenario from YAML (or JSON, which is YAML too). Faults carry line, field, reason and
 * what to do; nothing throws, whatever the text holds.
 */
export function parseScenario(
  text: string,
  file = 'scenario.yaml',
  known: KnownCodes | null = null,
): ParsedScenario {
  const { value, problems } = parseReference(file, text, scenarioField(known));
  return { scenario: value, problems };
}

/** The scenario of a text that was checked before; refuses with every fault of any other. */
export function scenarioOf(text: string, known: KnownCodes | null = null): Scenario {
  const { scenario, problems } = parseScenario(text, 'scenario.yaml', known);
  if (scenario) return scenario;
  const sentences = problems.map((one) => formatReferenceProblem(one));
  throw refuse('scenario-not-understood', 'invalid', sentences.join('\n'));
}

const WIDE = 99;
const SHORT = 80;

/**
 * A scenario as readable YAML, keys in the order of the format, a range as [low, likely, high] and
 * a sure value as one number. Reading it again gives the same scenario.
 */
export function writeScenario(scenario: Scenario): string {
  const document = new Document(ranged(scenario));
  visit(document, {
    Seq: (_key, node) => {
      if (node.items.every(isScalar)) node.flow = true;
    },
    Map: (_key, node) => {
      const isPlain = node.items.every(
        ({ value }) => isScalar(value) || (isCollection(value) && value.items.every(isScalar)),
      );
      if (isPlain && JSON.stringify(node).length <= SHORT) node.flow = true;
    },
  });
  return document.toString({ lineWidth: WIDE, flowCollectionPadding: false });
}

/** The value with each range written as a list of three, or as one number where it is sure. */
function ranged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ranged);
  if (typeof value !== 'object' || value === null) return value;
  if (isLikely(value)) {
    const { low, likely, high } = value;
    return low === likely && likely === high ? likely : [low, likely, high];
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, ranged(one)]),
  );
}

function isLikely(
  value: object,
): value is { readonly low: number; readonly likely: number; readonly high: number } {
  return 'low' in value && 'likely' in value && 'high' in value;
}
