import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page as Tab } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is wrong with what a tab shows: for axe, beyond the edge, without one heading. */
export async function faultsOf(tab: Tab): Promise<string[]> {
  await tab.evaluate(AXE);
  const { violations } = (await tab.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
  const [wide, headings] = (await tab.evaluate(
    '[document.documentElement.scrollWidth - innerWidth, document.querySelectorAll("h1").length]',
  )) as [number, number];
  if (wide > 0) faults.push(`${wide} px stand beyond the right edge`);
  if (headings !== 1) faults.push(`${headings} headings of the first level`);
  return faults;
}
