import { parentPort } from 'node:worker_threads';
import { prepareWalks, publishedRates, walkAll, type WalksAsked } from '../src/decide/index.ts';

// Walks its share of the draws each time it is asked; says when it is ready, and when it is done.
const asked = JSON.parse(process.argv.at(-1) ?? '') as WalksAsked;
const prepared = prepareWalks(publishedRates(), asked);
walkAll({ ...prepared, walks: prepared.walks.slice(0, 5) });
parentPort?.on('message', () => parentPort?.postMessage(walkAll(prepared)));
parentPort?.postMessage('ready');
