import { blockCommentEnd, isBlank, lineCommentEnd } from '../../../dialect/src/text/skip.ts';
import { split } from '../../../dialect/src/text/split.ts';

/** What a cell was in the file that it was read from. */
export interface CellSource {
  /** Which cell of the file it was, from 0. */
  readonly at: number;
  /** What stood between it and the cell before. */
  readonly before: string;
  /** Its own text in the file, byte for byte. */
  readonly raw: string;
}

/** A cell of a `.qlsql` file; one without `source` is new. */
export interface ScriptCell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
  readonly source?: CellSource;
}

/** What a file holds beside its cells. */
export interface ScriptFrame {
  readonly hasMark: boolean;
  /** How many cells it had. */
  readonly count: number;
  /** What stood behind the last one. */
  readonly tail: string;
  readonly eol: '\n' | '\r\n';
}

export interface Script {
  readonly cells: readonly ScriptCell[];
  readonly frame: ScriptFrame;
}

export const newFrame: ScriptFrame = { hasMark: false, count: 0, tail: '', eol: '\n' };

const byteOrderMark = '\uFEFF';

/**
 * A `.qlsql` text as cells: each statement with its comments is a code cell, each comment that begins with a line `/*markdown` a markdown
 * cell. {@link writeScript} gives back the same text, but for the cells that changed.
 */
export function readScript(source: string): Script {
  const hasMark = source.startsWith(byteOrderMark);
  const text = hasMark ? source.slice(1) : source;
  const cells: ScriptCell[] = [];
  let end = 0;
  const take = (kind: ScriptCell['kind'], from: number, to: number): void => {
    const raw = text.slice(from, to);
    const own = kind === 'markdown' ? markdownIn(raw) : raw;
    cells.push({ kind, text: own, source: { at: cells.length, before: text.slice(end, from), raw } });
    end = to;
  };
  /** Takes what lies before an offset; gives where the comments begin that belong to what stands there. */
  const takeComments = (until: number): number => {
    let first = -1;
    let last = end;
    for (const [from, to] of comments(text, end, until)) {
      if (markdownComment.test(text.slice(from, to))) {
        if (first >= 0) take('code', first, last);
        take('markdown', from, to);
        first = -1;
      } else if (first < 0) first = from;
      last = to;
    }
    if (until === text.length && first >= 0) take('code', first, last);
    return first < 0 ? until : first;
  };
  const slices = split(text);
  for (const [index, slice] of slices.entries()) {
    take('code', takeComments(slice.start), ownEnd(text, slice.end, slices[index + 1]?.start));
  }
  takeComments(text.length);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { cells, frame: { hasMark, count: cells.length, tail: text.slice(end), eol } };
}

/** The text of cells: what was not edited as it stood, what was in its place. Empty cells are left out. */
export function writeScript(cells: readonly ScriptCell[], frame: ScriptFrame): string {
  const { eol } = frame;
  let written = frame.hasMark ? byteOrderMark : '';
  let last: ScriptCell | undefined;
  /** Where in the text a `;` is missing, for another statement to follow; -1 where none is. */
  let open = -1;
  for (const cell of cells) {
    const { source } = cell;
    const piece = cellText(cell, eol);
    if (cell.text.trim() === '' && piece !== source?.raw) continue;
    const isNext =
      source !== undefined && source.at === (last === undefined ? 0 : (last.source?.at ?? -2) + 1);
    const statements = cell.kind === 'code' ? split(cell.text) : [];
    if (open >= 0 && statements.length > 0) written = `${written.slice(0, open)};${written.slice(open)}`;
    written += isNext ? source.before : last === undefined ? '' : eol + eol;
    const from = written.length;
    written += piece;
    const final = cell.kind === 'code' ? split(piece).at(-1) : undefined;
    if (final) open = final.text.endsWith(';') ? -1 : from + final.end;
    last = cell;
  }
  if (last === undefined) return frame.count === 0 ? written + frame.tail : written;
  return written + (last.source?.at === frame.count - 1 ? frame.tail : eol);
}

/** A comment whose first line says that it is markdown. */
const markdownComment = /^\/\*markdown[ \t]*\r?\n/;

function markdownIn(raw: string): string {
  const inner = raw.replace(markdownComment, '').replace(/(\r?\n)?[ \t]*\*\/$/, '');
  return inner.replace(/\*\\(\\*)\//g, '*$1/').replace(/\/\\(\\*)\*/g, '/$1*');
}

function cellText({ kind, text, source }: ScriptCell, eol: string): string {
  const isSame = (other: string): boolean => lines(other) === lines(text);
  if (source && isSame(kind === 'markdown' ? markdownIn(source.raw) : source.raw)) return source.raw;
  // What would end the comment, or begin one inside it, gets a backslash, which markdown does not show.
  const safe = text.replace(/\/(\\*)\*/g, '/\\$1*').replace(/\*(\\*)\//g, '*\\$1/');
  const whole = kind === 'markdown' ? `/*markdown\n${safe}\n*/` : text;
  return lines(whole).replaceAll('\n', eol);
}

/** The editor gives all lines of a cell one kind of end. */
const lines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Where a statement's cell ends: behind a comment on its last line, where no other statement begins there. */
function ownEnd(text: string, end: number, next: number | undefined): number {
  const lineEnd = lineCommentEnd(text, end);
  if (next !== undefined && next < lineEnd) return end;
  return comments(text, end, lineEnd).at(-1)?.[1] ?? end;
}

/** The comments that begin in a stretch of blanks and comments, as their offsets; the `\r` of its line is not the comment's. */
function comments(text: string, from: number, until: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let at = from; at < until;) {
    if (isBlank(text.charCodeAt(at)) || text[at] === ';') {
      at++;
      continue;
    }
    const isLine = text[at] === '-';
    const end = isLine ? lineCommentEnd(text, at) : blockCommentEnd(text, at);
    if (end < 0) break;
    found.push([at, isLine && text[end - 1] === '\r' ? end - 1 : end]);
    at = end;
  }
  return found;
}
