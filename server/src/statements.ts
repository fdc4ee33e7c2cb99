import { analyze } from '../../dialect/src/analysis/analyze.ts';
import type { Analysis } from '../../dialect/src/analysis/analyze.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import { parseStatement } from '../../dialect/src/syntax/parse.ts';
import type { ParsedText } from '../../dialect/src/syntax/parse.ts';
import type { StatementSlice } from '../../dialect/src/text/split.ts';

/** One statement of a document. Spans of its tree, problems and analysis count from `start`. */
export interface StatementModel extends StatementSlice {
  readonly parsed: ParsedText;
  readonly analysis: Analysis;
  /** What the analysis threw, which only a mistake in it can make it do. The other statements have their features still. */
  readonly failure: unknown;
  readonly meaning: Meaning;
}

/** A text as it parses: done once, when it is first asked for. */
export class Reading {
  readonly text: string;
  #parsed: ParsedText | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get parsed(): ParsedText {
    return (this.#parsed ??= parseStatement(this.text));
  }
}

/** What a text means beside a catalogue: found once, when it is first asked for. */
export class Meaning {
  readonly reading: Reading;
  readonly #catalog: Catalog;
  #found: { readonly analysis: Analysis; readonly failure?: unknown } | undefined;

  constructor(reading: Reading, catalog: Catalog) {
    this.reading = reading;
    this.#catalog = catalog;
  }

  /** What it is already known to have failed with. */
  get knownFailure(): unknown {
    return this.#found?.failure;
  }

  get found(): { readonly analysis: Analysis; readonly failure?: unknown } {
    return (this.#found ??= guarded(this.reading.parsed, this.#catalog));
  }
}

export function statementModel(slice: StatementSlice, meaning: Meaning): StatementModel {
  return {
    ...slice,
    meaning,
    get parsed() {
      return meaning.reading.parsed;
    },
    get analysis() {
      return meaning.found.analysis;
    },
    get failure() {
      return meaning.found.failure;
    },
  };
}

const nothing: Analysis = { problems: [], scopes: [], references: [] };

export function analysisOf({ statement, problems }: ParsedText, catalog: Catalog): Analysis {
  return statement ? analyze(statement, catalog, { broken: hasErrors(problems) }) : nothing;
}

function guarded(parsed: ParsedText, catalog: Catalog): { analysis: Analysis; failure?: unknown } {
  try {
    return { analysis: analysisOf(parsed, catalog) };
  } catch (failure) {
    return { analysis: nothing, failure };
  }
}
