import { readReferenceFile } from '../../platform/index.ts';
import { plainWordsField } from './plain-words-file.ts';

/** The words that briefings do not use, and how hard they may be to read. */
export const PLAIN_WORDS = readReferenceFile('plain-words.yaml', plainWordsField);
