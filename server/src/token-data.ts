import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentModel } from './documents.ts';
import { tokensIn } from './features/semantic-tokens.ts';
import * as lsp from './lsp.ts';
import { oncePerMeaning } from './statements.ts';
import type { StatementModel } from './statements.ts';
import type { PlacedStretch, Stretch } from './stretches.ts';
import type { Lines } from './text/text-in-pieces.ts';

const numbersPerToken = 5;

/** The tokens of a statement as the protocol has them, the first as if the statement began the document. */
export const statementTokens = oncePerMeaning((statement: StatementModel): Packed => {
  const tokens = tokensIn(statement);
  if (tokens.length === 0) return '';
  return packed(lsp.tokens(TextDocument.create('', '', 0, statement.text), tokens));
});

/** Numbers as a text, of which each is a character: a byte or two instead of eight. A list where they are too large for that, or too many. */
type Packed = string | readonly number[];

const mostPacked = 5000;

const packed = (numbers: readonly number[]): Packed =>
  numbers.length <= mostPacked && numbers.every((each) => each <= 0xffff)
    ? String.fromCharCode(...numbers)
    : numbers;

const unpacked = (numbers: Packed, at: number): number =>
  typeof numbers === 'string' ? numbers.charCodeAt(at) : (numbers[at] ?? 0);

/** A place in lines and characters. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** The tokens of a stretch. */
interface Run {
  /** As the protocol has them; where the first one stands is told by its place. */
  readonly data: Uint32Array;
  /** Where the first and the last begin, counted from where the stretch begins. */
  readonly first: Place;
  readonly last: Place;
}

/** The tokens of a stretch in a document. */
export interface PlacedRun {
  /** As the protocol has them, but for the first two numbers. */
  readonly data: Uint32Array;
  /** Those: how many lines and characters the first token stands behind the one before it. */
  readonly line: number;
  readonly character: number;
}

/** The tokens of a document as the protocol has them, stretch by stretch; of one that did not change, the same data as before. */
export function documentTokens({ stretches }: DocumentModel, lines: Lines): readonly PlacedRun[] {
  const placed: PlacedRun[] = [];
  let before: Place = { line: 0, character: 0 };
  for (const stretch of stretches) {
    const { data, first, last } = runOf(stretch, lines);
    if (data.length === 0) continue;
    const start = lines.positionAt(stretch.start);
    placed.push({ data, ...between(before, further(start, first)) });
    before = further(start, last);
  }
  return placed;
}

/** The numbers of runs that follow each other. */
export function numbersOf(runs: readonly PlacedRun[]): number[] {
  // Made as long as it will be: there may be a million of them.
  const numbers = new Array<number>(runs.reduce((sum, { data }) => sum + data.length, 0));
  let from = 0;
  for (const { data, line, character } of runs) {
    for (let at = 0; at < data.length; at += 1) numbers[from + at] = data[at] ?? 0;
    numbers[from] = line;
    numbers[from + 1] = character;
    from += data.length;
  }
  return numbers;
}

const runs = new WeakMap<Stretch, Run>();

/** Where in the document a stretch stands changes nothing about its tokens, so they are put together once. */
function runOf(placed: PlacedStretch, lines: Lines): Run {
  let run = runs.get(placed.stretch);
  if (!run) {
    run = madeRun(placed, lines);
    runs.set(placed.stretch, run);
  }
  return run;
}

function madeRun({ start, statements }: PlacedStretch, lines: Lines): Run {
  const base = lines.positionAt(start);
  const numbers: number[] = [];
  let first: Place | undefined;
  let last: Place = { line: 0, character: 0 };
  for (const statement of statements) {
    const own = statementTokens(statement);
    if (own.length === 0) continue;
    let place = between(base, lines.positionAt(start + statement.start));
    for (let at = 0; at < own.length; at += numbersPerToken) {
      place = further(place, { line: unpacked(own, at), character: unpacked(own, at + 1) });
      const { line, character } = between(last, place);
      numbers.push(line, character, unpacked(own, at + 2), unpacked(own, at + 3), unpacked(own, at + 4));
      first ??= place;
      last = place;
    }
  }
  return { data: Uint32Array.from(numbers), first: first ?? last, last };
}

/** How far a place is behind another: characters count from it on its own line, and from the beginning of any other. */
function between(from: Place, to: Place): Place {
  const line = to.line - from.line;
  return { line, character: line === 0 ? to.character - from.character : to.character };
}

/** The place that is so far behind another. */
function further(from: Place, { line, character }: Place): Place {
  return { line: from.line + line, character: line === 0 ? from.character + character : character };
}
