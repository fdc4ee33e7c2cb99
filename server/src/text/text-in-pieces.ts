import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { firstWhere } from '../../../dialect/src/text/resplit.ts';
import type { Text } from '../../../dialect/src/text/resplit.ts';

/** A piece has about so many characters, more where a line is longer: few beside a long document, as many pieces are few. */
const usualSize = 16_384;

/** Whole lines of a document, and where they begin. */
interface Piece {
  readonly text: string;
  readonly lines: TextDocument;
  readonly start: number;
  readonly line: number;
}

/** Places of a text in lines and characters, as the protocol has them. */
export type Lines = Pick<TextDocument, 'uri' | 'getText' | 'positionAt' | 'offsetAt'>;

/**
 * A document's text in pieces: an immutable value; an edit makes another one that shares the pieces which it does not touch. A long text as one
 * string would be put together anew at each keystroke, to be garbage at the next.
 */
export class TextInPieces implements Lines, Text {
  readonly uri: string;
  readonly length: number;
  /** Where no text is, one of no length. */
  readonly #pieces: readonly Piece[];
  #whole: string | undefined;

  private constructor(uri: string, parts: readonly TextDocument[]) {
    this.uri = uri;
    let [start, line] = [0, 0];
    this.#pieces = parts.map((lines) => {
      const piece = { text: lines.getText(), lines, start, line };
      start += piece.text.length;
      // What a piece has as its last line is where the next one begins.
      line += lines.lineCount - 1;
      return piece;
    });
    this.length = start;
  }

  static of(uri: string, text: string): TextInPieces {
    const made = new TextInPieces(uri, cut(text));
    made.#whole = text;
    return made;
  }

  /** The text after changes, each of what the one before it left. */
  edited(changes: readonly TextDocumentContentChangeEvent[]): TextInPieces {
    return changes.reduce<TextInPieces>(
      (now, change) =>
        'range' in change
          ? new TextInPieces(this.uri, now.#replaced(change.range, change.text))
          : TextInPieces.of(this.uri, change.text),
      this,
    );
  }

  getText(range?: Range): string {
    return range ? this.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.slice();
  }

  slice(start = 0, end = this.length): string {
    if (start === 0 && end === this.length)
      return (this.#whole ??= this.#pieces.map(({ text }) => text).join(''));
    return this.#pieces
      .slice(this.#indexAt(start), this.#indexAt(end) + 1)
      .map((piece) => piece.text.slice(Math.max(0, start - piece.start), Math.max(0, end - piece.start)))
      .join('');
  }

  positionAt(offset: number): Position {
    const { lines, start, line } = this.#piece(this.#indexAt(offset));
    const inside = lines.positionAt(offset - start);
    return { line: line + inside.line, character: inside.character };
  }

  offsetAt({ line, character }: Position): number {
    const piece = this.#piece(firstWhere(this.#pieces, (each) => each.line > line) - 1);
    return piece.start + piece.lines.offsetAt({ line: line - piece.line, character });
  }

  /** The pieces after a change: those it touches are cut anew. */
  #replaced(range: Range, text: string): readonly TextDocument[] {
    const [one, other] = [this.offsetAt(range.start), this.offsetAt(range.end)];
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    const first = this.#indexAt(from);
    let last = this.#indexAt(to);
    const [head, tail] = [this.#piece(first), this.#piece(last)];
    let anew = head.text.slice(0, from - head.start) + text + tail.text.slice(to - tail.start);
    // A line goes on in the next piece where its end was taken away; pieces do not get ever smaller.
    while (last + 1 < this.#pieces.length && (anew.length < usualSize / 4 || !anew.endsWith('\n'))) {
      last += 1;
      anew += this.#piece(last).text;
    }
    const parts = this.#pieces.map(({ lines }) => lines);
    return [...parts.slice(0, first), ...cut(anew), ...parts.slice(last + 1)];
  }

  /** Which piece holds an offset; the first or the last where none does. */
  #indexAt(offset: number): number {
    return Math.max(0, firstWhere(this.#pieces, ({ start }) => start > offset) - 1);
  }

  #piece(index: number): Piece {
    return this.#pieces[Math.max(0, index)] ?? nothing;
  }
}

/** A text in pieces that end behind a line feed, but for the last. */
function cut(text: string): readonly TextDocument[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > usualSize * 1.5) {
    const end = text.indexOf('\n', start + usualSize) + 1;
    if (end === 0) break;
    parts.push(text.slice(start, end));
    start = end;
  }
  return [...parts, text.slice(start)].map((part) => TextDocument.create('', '', 0, part));
}

const nothing: Piece = { text: '', lines: TextDocument.create('', '', 0, ''), start: 0, line: 0 };
