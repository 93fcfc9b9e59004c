/** A number on a page that leads to no explanation, with the words around it. */
export interface BareNumber {
  readonly number: string;
  readonly around: string;
}

/** What a page shows of numbers. */
export interface NumbersOfPage {
  /** Numbers that nothing explains. */
  readonly bare: readonly BareNumber[];
  /** Figures that numbers on the page say they speak of, without being links themselves. */
  readonly marks: readonly string[];
  /** Addresses of figures and frozen figures that the page leads to, without their fragment. */
  readonly figures: readonly string[];
  /** Other addresses of this site. */
  readonly links: readonly string[];
}

/** Parts of a page in which a number is no figure: what is typed, dated, navigated or drawn. */
const NO_FIGURES = new Set([
  'head',
  'script',
  'style',
  'svg',
  'nav',
  'header',
  'footer',
  'time',
  'code',
  'pre',
  'select',
  'textarea',
  'label',
  'legend',
  'th',
  'button',
  'cite',
  'kbd',
]);

const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);

const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December';

/** What is named by a number: `section 47`, `rows 3 to 5`. */
const NUMBERED = [
  'section',
  'sections',
  'Act',
  'aged?',
  'ages',
  'under',
  'over',
  'table',
  'list',
  'step',
  'page',
  'rule',
  'version',
  'chapter',
  'part',
  'number',
  'years?',
  'line',
  'lines',
  'row',
  'rows',
  'sheet',
  'annex',
  'stage',
  'priority',
  'enquiry',
  'figure',
  'band',
  'grade',
  'round',
  'case',
  'decile',
  'person',
  'family',
  'account',
  'place',
  'source',
  'scenario',
  'portfolio',
];
const MORE_NUMBERS = '(?:(?: (?:to|and|of|or) |, ?)\\d+)*';

/** What has digits and is no figure: days, times, years, ages, sections of a law, file names. */
const PLAIN: readonly RegExp[] = [
  new RegExp(`\\b\\d{1,2} (?:${MONTHS})(?: \\d{4})?`, 'g'),
  new RegExp(`\\b(?:${MONTHS}) \\d{4}`, 'g'),
  /\b(?:19|20)\d\d(?: to (?:19|20)\d\d|[-\u2013/](?:19|20)?\d\d)?\b/g,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:[ap]m)?\b/g,
  /\b\d{1,2}[ap]m\b/g,
  new RegExp(`\\b(?:${NUMBERED.join('|')})s? \\d+(?:\\.\\d+)*[a-z]?${MORE_NUMBERS}\\b`, 'gi'),
  /\bs\d+[A-Z]{0,2}\b/g,
  /\b\d+ (?:to \d+ )?(?:years? old|to \d+ year olds?)\b/g,
  /\b(?:person|people|child|children|pupils) of \d+ (?:to|and|or) \d+\b/gi,
  /\bbirth to \d+\b/gi,
  /\bper (?:1,000|10,000|100)\b/g,
  /\b\S*[A-Za-z_]\S*\d\S*\b|\b\d+[A-Za-z]\S*\b/g,
  /\bfewer than 5\b/gi,
  /\bA4\b/g,
  /\bp\. ?\d+/g,
  /\bCC BY \d\.\d/g,
  /\bOpen Referral UK \d\.\d/g,
];

interface Open {
  readonly tag: string;
  readonly isPlain: boolean;
  /** The figure that this part speaks of; empty where it is within a link to one. */
  readonly figure: string | null;
}

const PIECE = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</g;

/**
 * Every number of a page that is shown as a fact and leads nowhere. A number is explained within an
 * element marked `data-figure`, or within a link to `/figures/` or `/frozen/`. What is no figure by
 * its place (forms, dates, navigation) or by its words is left out; elsewhere a page says
 * `data-no-figure="why"`.
 */
export function numbersOf(html: string): NumbersOfPage {
  const open: Open[] = [];
  const bare: BareNumber[] = [];
  const figures = new Set<string>();
  const links = new Set<string>();
  const marks = new Set<string>();
  let raw: string | null = null;
  for (const [piece, end, name, attributes = ''] of html.matchAll(PIECE)) {
    const tag = name?.toLowerCase();
    if (raw !== null) {
      if (end === '/' && tag === raw) raw = null;
      continue;
    }
    if (tag === undefined) {
      if (piece.startsWith('<') || open.some((one) => one.isPlain)) continue;
      const found = bareIn(piece);
      const of = open.findLast((one) => one.figure !== null)?.figure ?? null;
      if (of === null) bare.push(...found);
      else if (of !== '' && found.length > 0) marks.add(of);
      continue;
    }
    if (end === '/') {
      close(open, tag);
      continue;
    }
    const href = hrefOf(tag, attributes);
    if (href !== null && !isDownload(href)) (isFigure(href) ? figures : links).add(href);
    if (tag === 'script' || tag === 'style') raw = tag;
    else if (!VOID.has(tag) && !attributes.endsWith('/')) {
      open.push({
        tag,
        isPlain: isPlain(tag, attributes),
        figure: figureOf(attributes, href),
      });
    }
  }
  return { bare, marks: [...marks], figures: [...figures], links: [...links] };
}

function close(open: Open[], tag: string): void {
  const index = open.findLastIndex((one) => one.tag === tag);
  if (index >= 0) open.splice(index);
}

function figureOf(attributes: string, href: string | null): string | null {
  if (href !== null && isFigure(href)) return '';
  const mark = /\bdata-figure="([^"]+)"/.exec(attributes)?.[1];
  return mark === undefined ? null : decode(mark);
}

function isPlain(tag: string, attributes: string): boolean {
  if (NO_FIGURES.has(tag) || /\bdata-no-figure=/.test(attributes)) return true;
  // What helps to fill in a form: examples, and how long an answer may be.
  return /\bclass="[^"]*\bgovuk-(?:hint|character-count)/.test(attributes);
}

function isDownload(href: string): boolean {
  return /\.(?:csv|ods|xlsx|svg|json)(?:\?|$)/.test(href);
}

function isFigure(href: string): boolean {
  return /^\/(?:figures|frozen)\//.test(href);
}

function hrefOf(tag: string, attributes: string): string | null {
  if (tag !== 'a') return null;
  const found = /\bhref="([^"]*)"/.exec(attributes)?.[1];
  if (found === undefined || !found.startsWith('/') || found.startsWith('//')) return null;
  return decode(found).replace(/#.*$/, '');
}

function decode(text: string): string {
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replace(/&#(?:39|x27);/g, "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function bareIn(text: string): BareNumber[] {
  const words = decode(text).replace(/\s+/g, ' ');
  const left = PLAIN.reduce(
    (before, one) => before.replace(one, (hit) => '.'.repeat(hit.length)),
    words,
  );
  return [...left.matchAll(/[\u00a3\u2212-]?\d[\d,.]*%?/g)].map((hit) => ({
    number: hit[0],
    around: words.slice(Math.max(0, hit.index - 40), hit.index + 60).trim(),
  }));
}
