import { join, resolve } from 'node:path';
import type { Environment } from 'nunjucks';
import * as lib from '../../lib/index.ts';
import * as addresses from './blocks/addresses.ts';
import { jobProgress } from './blocks/job-view.ts';
import { timelineItems } from './blocks/timeline-view.ts';
import * as words from './blocks/words.ts';
import type { FieldError } from './page.ts';

/** A link of the navigation or of a trail. */
export interface Link {
  readonly href: string;
  readonly text: string;
  readonly current?: boolean;
}

/** Something said at the top of a page: that an act worked, with a way back where there is one. */
export interface Message {
  readonly kind: 'success' | 'information';
  readonly text: string;
  /** Takes the act back: a form posted to this address. */
  readonly undo?: { readonly action: string; readonly text: string };
}

/** What surrounds a page's own content; the same for every page. */
export interface Shell {
  /** The words of `<title>`. */
  readonly title: string;
  /** Who is signed in, as what, for whom; null before sign-in. */
  readonly actorName: string | null;
  readonly roleName: string | null;
  readonly agencyName: string | null;
  /** Links of this role, at most six. */
  readonly navigation: readonly Link[];
  /** Whether everything shown is made up. */
  readonly demo: boolean;
  readonly csrfToken: string;
  readonly cspNonce: string;
  /** The address of this page with its query. */
  readonly url: string;
  readonly messages: readonly Message[];
  /** The way back up, from the home page to the page above this one. */
  readonly breadcrumbs?: readonly Link[];
  /** One step back, in place of a trail. */
  readonly back?: Link;
  /** Whether the person may work in another role too. */
  readonly otherRoles?: boolean;
  /** Where files are loaded, for those who may: pages without data lead there. */
  readonly loadHref?: string;
}

/** What every page of a process shares. */
export interface TemplateSettings {
  readonly assetHash: string;
  readonly version: string;
  /** More search folders, for tests. */
  readonly folders?: readonly string[];
}

/** Renders a template within the shell; names are paths below `src`, such as `govern/home.njk`. */
export type RenderPage = (
  template: string,
  data: Readonly<Record<string, unknown>>,
  shell: Shell,
) => string;

const SOURCE = resolve(import.meta.dirname, '../..');
const MODULES = resolve(SOURCE, '../node_modules');
const FOLDERS = [
  SOURCE,
  join(MODULES, 'govuk-frontend/dist'),
  join(MODULES, '@ministryofjustice/frontend'),
];

/**
 * Opens the templates. A name in a template that stands for nothing is an error, so that a
 * misspelt word never leaves a silent hole in a page; `is defined` and `or` still work.
 */
export async function openTemplates(settings: TemplateSettings): Promise<RenderPage> {
  const nunjucks = (await import('nunjucks')).default;
  const loader = new nunjucks.FileSystemLoader([...FOLDERS, ...(settings.folders ?? [])], {
    watch: false,
  });
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const safe = (html: string) => new nunjucks.runtime.SafeString(html);
  addFilters(environment);
  addGlobals(environment, settings);
  environment.addGlobal('chartOf', (finding: lib.Finding, options: lib.FindingChartOptions) =>
    safe(lib.chartOf(finding, options)),
  );
  return (template, data, shell) =>
    environment.render(template, { ...data, shell, cspNonce: shell.cspNonce });
}

function addFilters(environment: Environment): void {
  environment.addFilter('pence', (amount: lib.Pence) => lib.formatPence(amount));
  environment.addFilter('penceExactly', (amount: lib.Pence) => lib.formatPenceExactly(amount));
  environment.addFilter('day', (of: lib.CalendarDay) => lib.formatDay(of));
  environment.addFilter('number', words.numberWords);
  environment.addFilter('percent', words.percentWords);
  environment.addFilter('plural', words.plural);
  environment.addFilter('figureValue', words.figureWords);
  environment.addFilter('figureBrief', words.figureBrief);
  environment.addFilter('figureRange', words.rangeWords);
  environment.addFilter('absence', words.absenceNote);
  environment.addFilter('upperFirst', words.upperFirst);
  environment.addFilter('elementId', addresses.elementId);
  environment.addFilter('figureAddress', addresses.figureAddress);
}

function addGlobals(environment: Environment, settings: TemplateSettings): void {
  const globals = {
    ...addresses,
    explainFinding: words.explainFinding,
    absenceNotes: words.absenceNotes,
    isModelled: words.isModelled,
    showing: words.showingWords,
    jobProgress,
    timelineItems,
    errorOf,
    choicesOf,
    statusColour,
    assets: `/assets/${settings.assetHash}`,
    version: settings.version,
  };
  for (const [name, value] of Object.entries(globals)) environment.addGlobal(name, value);
}

/** The sentence of a field's error as the form components take it; false when it has none. */
function errorOf(errors: readonly FieldError[], field: string): { text: string } | false {
  const found = errors.find((error) => error.field === field);
  return found ? { text: found.sentence } : false;
}

/** Options with what was chosen marked, for selects, radios and checkboxes. */
function choicesOf(
  options: readonly { readonly value: string; readonly text: string; readonly hint?: string }[],
  chosen: string | readonly string[] | undefined,
) {
  const values = chosen === undefined ? [] : [chosen].flat();
  return options.map(({ value, text, hint }) => ({
    value,
    text,
    ...(hint === undefined ? {} : { hint: { text: hint } }),
    selected: values.includes(value),
    checked: values.includes(value),
  }));
}

const COLOURS: Readonly<Record<string, string>> = {
  done: 'green',
  going: 'teal',
  waiting: 'yellow',
  attention: 'orange',
  wrong: 'red',
  quiet: 'grey',
};

/** The colour that goes with a status's tone; its words always say the same. */
function statusColour(tone: string): string {
  const colour = COLOURS[tone];
  if (colour === undefined) throw new RangeError(`no tone of a status: ${tone}`);
  return colour;
}
