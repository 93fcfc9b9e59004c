import { readReferenceFile } from '../../platform/index.ts';
import { frameworksField } from './framework-file.ts';

/** The published frameworks and indicators of `reference/`, read and checked once at start. */
export const PUBLISHED_FRAMEWORKS = readReferenceFile('frameworks.yaml', frameworksField);
