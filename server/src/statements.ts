import { analyze } from '../../dialect/src/analysis/analyze.ts';
import type { Analysis } from '../../dialect/src/analysis/analyze.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import type { Statement } from '../../dialect/src/syntax/ast/index.ts';
import { parseStatement } from '../../dialect/src/syntax/parse.ts';
import type { ParsedText } from '../../dialect/src/syntax/parse.ts';
import { isDeclaration, mayDeclare } from './declarations.ts';
import { watching } from './watched-catalog.ts';

/** One statement. Spans of its tree, problems and analysis count from `start`. */
export class StatementModel {
  readonly start: number;
  readonly meaning: Meaning;

  constructor(start: number, meaning: Meaning) {
    this.start = start;
    this.meaning = meaning;
  }

  get text(): string {
    return this.meaning.reading.text;
  }

  get end(): number {
    return this.start + this.text.length;
  }

  get parsed(): ParsedText {
    return this.meaning.reading.parsed;
  }

  get analysis(): Analysis {
    return this.meaning.found.analysis;
  }

  /** What the analysis threw, which only a mistake in it can make it do. The other statements have their features still. */
  get failure(): unknown {
    return this.meaning.found.failure;
  }

  /** The same statement so many characters further on. */
  moved(by: number): StatementModel {
    return by === 0 ? this : new StatementModel(this.start + by, this.meaning);
  }
}

/** A text as it parses: done when it is asked for, and again when it was forgotten meanwhile. */
export class Reading {
  readonly text: string;
  #parsed: ParsedText | undefined;
  #declaring: Statement | null | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get parsed(): ParsedText {
    if (!this.#parsed) {
      this.#parsed = parseStatement(this.text);
      keep(this);
    }
    return this.#parsed;
  }

  /** The statement where it makes what others may name: that stays known. */
  get declaring(): Statement | undefined {
    if (this.#declaring === undefined) {
      const statement = mayDeclare.test(this.text) ? this.parsed.statement : undefined;
      this.#declaring = statement && isDeclaration(statement) ? statement : null;
    }
    return this.#declaring ?? undefined;
  }

  forget(): void {
    this.#parsed = undefined;
  }
}

interface Found {
  readonly analysis: Analysis;
  /** What the analysis threw. */
  readonly failure?: unknown;
}

/** What a text means beside a catalogue: found when it is asked for, and again when it was forgotten meanwhile. */
export class Meaning {
  readonly reading: Reading;
  /** A watched one. */
  readonly catalog: Catalog;
  #found: Found | undefined;
  /** See oncePerMeaning. */
  findings: unknown[] | undefined;
  /** What it failed with when it was found. */
  knownFailure: unknown;
  /** Whether all that a whole document is asked for is known of it. */
  isRead = false;
  /** Whether what is known of it depends on what documents create. */
  #usesCreated = false;

  constructor(reading: Reading, catalog: Catalog) {
    this.reading = reading;
    this.catalog = catalog;
  }

  get found(): Found {
    if (!this.#found) {
      this.#found = this.watching(() => analysed(this.reading.parsed, this.catalog));
      this.knownFailure = this.#found.failure;
      keep(this);
    }
    return this.#found;
  }

  get text(): string {
    return this.reading.text;
  }

  /** Whether it is the same beside a catalogue that differs in what the document creates. */
  get staysSame(): boolean {
    return this.isRead && !this.#usesCreated;
  }

  /** Does work about the statement that may ask the catalogue. */
  watching<Result>(work: () => Result): Result {
    return watching(work, () => {
      this.#usesCreated = true;
    });
  }

  forget(): void {
    this.#found = undefined;
  }

  /** Forgets its tree and analysis at once: what nobody asks for soon is to die young. */
  release(): void {
    drop(this);
    drop(this.reading);
  }
}

/** Trees and analyses that are kept, the oldest first: those of a long document would fill the memory, and are quickly made again. */
const kept = new Set<Reading | Meaning>();
const mostKept = 1000;
/** Of how much text: what a quote opens may be a statement of megabytes, another one at each keystroke. */
const mostCharacters = 2_000_000;
let characters = 0;

function keep(each: Reading | Meaning): void {
  kept.add(each);
  characters += each.text.length;
  for (const oldest of kept) {
    if (oldest === each || (kept.size <= mostKept && characters <= mostCharacters)) return;
    drop(oldest);
  }
}

function drop(each: Reading | Meaning): void {
  if (!kept.delete(each)) return;
  characters -= each.text.length;
  each.forget();
}

/**
 * Something small about each statement, worked out once for a text and its meaning and kept as long: what whole documents are asked for. Each
 * has a slot of its own, since a map of twenty thousand meanings takes longer to ask at each keystroke.
 */
export function oncePerMeaning<Found>(
  work: (statement: StatementModel) => Found,
): (statement: StatementModel) => Found {
  const slot = slots++;
  return (statement) => {
    const { meaning } = statement;
    // The engine would leave room for slots to come: twenty thousand times as much as is ever wanted.
    const findings = (meaning.findings ??= new Array<unknown>(slots));
    const known = findings[slot];
    if (known !== undefined) return (known === nothingFound ? undefined : known) as Found;
    const found = meaning.watching(() => work(statement));
    findings[slot] = found === undefined ? nothingFound : found;
    return found;
  };
}

/** In the slot of what was looked for and is not there. */
const nothingFound = Symbol('nothing found');

let slots = 0;

/** What kind of statement it is, where it could be read at all. */
export const kindOf = oncePerMeaning(({ parsed }) => parsed.statement?.kind);

const nothing: Analysis = { problems: [], scopes: [], references: [] };

/** What a text means beside a catalogue, as far as it can be analysed. */
export const analysisOf = (parsed: ParsedText, catalog: Catalog): Analysis =>
  analysed(parsed, catalog).analysis;

function analysed({ statement, problems }: ParsedText, catalog: Catalog): Found {
  if (!statement) return { analysis: nothing };
  try {
    return { analysis: analyze(statement, catalog, { broken: hasErrors(problems) }) };
  } catch (failure) {
    return { analysis: nothing, failure };
  }
}
