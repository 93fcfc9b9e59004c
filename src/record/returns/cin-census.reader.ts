import { setImmediate as nextTurn } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { financialYear, financialYearOf } from '../../lib/index.ts';
import type { CalendarDay, FinancialYear } from '../../lib/index.ts';
import type { CinChild, CinHeader, Maybe } from './cin-census.ts';
import { FirstLines } from './cin-census.first-lines.ts';
import { encodingOf, headText, inPieces } from './cin-census.decode.ts';
import { CinParser } from './cin-census.parser.ts';
import type { Fault, Parsed } from './cin-census.parser.ts';
import { statementOf } from './cin-census.statements.ts';
import { FILE_RULES, HEADER_RULES, rulesOf, STRUCTURE_RULES } from './cin-rules/index.ts';
import type { ChildRule, CinContext, EpisodeGroup, Hit } from './cin-rules/rule.ts';
import { periodUpTo, yearsBefore } from './cin-rules/rule.ts';
import type { Problem, ReadItem, ReturnInput, ReturnReader } from './statement.ts';

/** Longest time between two turns of the event loop while a file is read, in milliseconds. */
const TURN_MS = 15;
/** Most problems that are listed for one child. */
const MAX_CHILD_PROBLEMS = 200;

const structure = new Map(STRUCTURE_RULES.map((rule) => [rule.code, rule]));

/** Reads the children in need census, 2017 to 2026; docs/returns/cin-census.md says how. */
export const cinCensusReader: ReturnReader = {
  kind: 'cin-census',
  label: 'Children in need census',
  recognise: (_name, head) => {
    const text = headText(head);
    if (!/^\s*</.test(text)) return false;
    if (/<(?:[\w.-]+:)?Collection>\s*CIN\s*</.test(text)) return true;
    return /<(?:[\w.-]+:)?(?:CINdetails|LAchildID)[\s/>]/.test(text);
  },
  read: readCensus,
};

async function* readCensus(input: ReturnInput): AsyncGenerator<ReadItem> {
  const reading = new CensusReading(input);
  let turnAt = performance.now();
  for await (const piece of inPieces(input.chunks)) {
    const goesOn = reading.feed(piece);
    yield* reading.take();
    if (!goesOn) return;
    if (performance.now() - turnAt > TURN_MS) {
      await nextTurn();
      turnAt = performance.now();
    }
  }
  reading.end();
  yield* reading.take();
}

/** One file on its way: bytes go in, items come out, and only what rules need is remembered. */
class CensusReading {
  readonly #input: ReturnInput;
  readonly #parser = new CinParser();
  readonly #firstLines = { LAchildID: new FirstLines(), UPN: new FirstLines() };
  readonly #counts = {
    children: 0,
    born: 0,
    bornWithoutSex: 0,
    withDisability: 0,
    withSeveralDisabilities: 0,
    disabilityCodes: new Set<string>(),
  };
  #decoder: TextDecoder | null = null;
  #hasWrongLetters = false;
  #items: ReadItem[] = [];
  #rules: readonly ChildRule[] = [];
  #context: CinContext;

  constructor(input: ReturnInput) {
    this.#input = input;
    this.#context = this.#contextOf(null);
  }

  /** Hands over what is ready. */
  take(): ReadItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** Reads the next piece; false when the file cannot or need not be read further. */
  feed(piece: Uint8Array): boolean {
    if (this.#decoder === null) {
      const encoding = encodingOf(piece);
      if (!encoding.readable) {
        this.#structural('structure/encoding', 1, null);
        return false;
      }
      this.#decoder = new TextDecoder(encoding.label);
    }
    return this.#read(this.#decoder.decode(piece, { stream: true }));
  }

  /** Says that the file has ended. */
  end(): void {
    if (this.#decoder === null) {
      this.#structural('structure/empty-file', null, null);
      return;
    }
    if (!this.#read(this.#decoder.decode())) return;
    const isWhole = this.#parser.end();
    if (!this.#handle(this.#parser.take()) || !isWhole) return;
    if (this.#counts.children === 0) this.#structural('structure/no-children', null, null);
    for (const rule of FILE_RULES) {
      for (const hit of rule.checkFile(this.#counts)) this.#problem(this.#problemOf(rule, hit));
    }
  }

  #read(text: string): boolean {
    if (text === '') return true;
    if (!this.#hasWrongLetters && text.includes('\uFFFD')) {
      this.#hasWrongLetters = true;
      this.#structural('structure/wrong-letters', this.#parser.line, null);
    }
    const goesOn = this.#parser.feed(text);
    return this.#handle(this.#parser.take()) && goesOn;
  }

  /** False when an item says that the rest is not to be read. */
  #handle(parsed: readonly Parsed[]): boolean {
    for (const item of parsed) {
      if (item.type === 'child') this.#child(item.child, item.faults, item.isCut);
      else if (item.type === 'fault') {
        this.#structural(item.fault.rule, item.fault.line, item.fault.field);
      } else if (!this.#header(item.header)) return false;
    }
    return true;
  }

  #header(header: CinHeader | null): boolean {
    const collection = header?.Collection ?? null;
    if (collection !== null && collection.text.toUpperCase() !== 'CIN') {
      this.#structural('structure/wrong-collection', collection.line, 'Collection');
      return false;
    }
    this.#context = this.#contextOf(header);
    this.#rules = rulesOf(this.#context.censusYear);
    for (const rule of HEADER_RULES) {
      for (const hit of rule.checkHeader(header, this.#context)) {
        this.#problem(this.#problemOf(rule, hit));
      }
    }
    const asOf = header?.ReferenceDate?.day ?? null;
    const authority = header?.LEA?.text ?? '';
    this.#items.push({
      type: 'file',
      header: {
        part: 'cin-census',
        year: yearOf(header, asOf),
        asOf,
        authorityCode: /^\d{3}$/.test(authority) ? authority : null,
      },
    });
    return true;
  }

  #contextOf(header: CinHeader | null): CinContext {
    const end = header?.ReferenceDate?.day ?? null;
    const stated = end ?? header?.Year?.text ?? '';
    const year = /^20\d\d/.exec(stated)?.[0] ?? this.#input.today.slice(0, 4);
    return {
      period: end === null ? null : periodUpTo(end),
      censusYear: Number(year),
      today: this.#input.today,
      hundredYearsAgo: yearsBefore(this.#input.today, 100),
      firstLineOf: (kind, value) => this.#firstLines[kind].lineOf(value),
    };
  }

  #child(child: CinChild, faults: readonly Fault[], isCut: boolean): void {
    this.#remember('LAchildID', child.ChildIdentifiers?.LAchildID ?? null);
    this.#remember('UPN', child.ChildIdentifiers?.UPN ?? null);
    this.#count(child);
    const problems = faults.map((fault) => this.#structuralOf(fault.rule, fault.line, fault.field));
    let isUnusable = isCut;
    const groups = groupsOf(child);
    for (const rule of this.#rules) {
      if (rule.needs !== undefined && !groups[rule.needs]) continue;
      for (const hit of rule.check(child, this.#context)) {
        isUnusable ||= hit.isUnusable === true;
        if (problems.length < MAX_CHILD_PROBLEMS) problems.push(this.#problemOf(rule, hit));
      }
    }
    if (problems.length === MAX_CHILD_PROBLEMS) {
      problems.push(this.#structuralOf('structure/too-many-problems', child.line, null));
    }
    const person = statementOf(child, this.#context.today);
    this.#items.push(
      isUnusable
        ? { type: 'person', person, problems, quarantine: true }
        : { type: 'person', person, problems },
    );
  }

  #remember(kind: 'LAchildID' | 'UPN', field: Maybe): void {
    if (field !== null) this.#firstLines[kind].note(field.text, field.line);
  }

  #count(child: CinChild): void {
    const counts = this.#counts;
    const of = child.ChildIdentifiers;
    counts.children++;
    if (of?.PersonBirthDate) {
      counts.born++;
      const sex = (of.Sex ?? of.GenderCurrent)?.text ?? '';
      if (!/^[129MF]$/.test(sex)) counts.bornWithoutSex++;
    }
    let disabilities = 0;
    for (const { text } of child.ChildCharacteristics?.Disability ?? []) {
      if (text !== 'NONE') disabilities++;
      if (counts.disabilityCodes.size < 100) counts.disabilityCodes.add(text);
    }
    if (disabilities > 0) counts.withDisability++;
    if (disabilities > 1) counts.withSeveralDisabilities++;
  }

  #problem(problem: Problem): void {
    this.#items.push({ type: 'problem', problem });
  }

  #problemOf(rule: Pick<ChildRule, 'code' | 'severity' | 'message' | 'fix'>, hit: Hit): Problem {
    return {
      file: this.#input.name,
      row: hit.line,
      field: hit.field,
      rule: rule.code,
      severity: rule.severity,
      message: hit.note === undefined ? rule.message : `${rule.message} ${hit.note}`,
      fix: rule.fix,
    };
  }

  #structural(code: string, line: number | null, field: string | null): void {
    this.#problem(this.#structuralOf(code, line, field));
  }

  #structuralOf(code: string, line: number | null, field: string | null): Problem {
    const rule = structure.get(code);
    if (rule === undefined) throw new Error(`no structure rule ${code}`);
    const { severity, message, fix } = rule;
    return { file: this.#input.name, row: line, field, rule: code, severity, message, fix };
  }
}

/** Which groups any episode of the child has. */
function groupsOf(child: CinChild): Record<EpisodeGroup, boolean> {
  const groups = {
    Assessments: false,
    Section47: false,
    ChildProtectionPlans: false,
    CINPlanDates: false,
  };
  for (const episode of child.CINdetails) {
    if (episode.Assessments.length > 0) groups.Assessments = true;
    if (episode.Section47.length > 0) groups.Section47 = true;
    if (episode.ChildProtectionPlans.length > 0) groups.ChildProtectionPlans = true;
    if (episode.CINPlanDates.length > 0) groups.CINPlanDates = true;
  }
  return groups;
}

function yearOf(header: CinHeader | null, asOf: CalendarDay | null): FinancialYear | null {
  if (asOf !== null) return financialYearOf(asOf);
  const year = header?.Year?.text ?? '';
  return /^20\d\d$/.test(year) ? financialYear(Number(year) - 1) : null;
}
