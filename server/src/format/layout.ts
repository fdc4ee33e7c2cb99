import { clausesOf, itemsOf, conditionsOf, isQueryBody } from './clauses.ts';
import type { Clause } from './clauses.ts';
import { firstOf, isGroup, isLineComment } from './pieces.ts';
import type { Group, Node, Piece } from './pieces.ts';
import { spaced, tightBefore } from './spacing.ts';

const width = 100;
const step = 2;

/** Text as it is written, line by line. */
class Writer {
  /** The lines before the one being written. Together as one text they would be put together anew for each line. */
  readonly #lines: string[] = [];
  #line = '';
  #column = 0;
  #last: Piece | undefined;
  #beforeLast: Piece | undefined;
  #mustBreak = false;
  /** The indent of the line being written: what brackets opened on it hold stands deeper than that. */
  indent = 0;

  get text(): string {
    return [...this.#lines, this.#line].join('\n');
  }

  /** Whether so many characters more fit into the line. */
  fits(length: number): boolean {
    return this.#column + length <= width;
  }

  line(indent: number, behindEmptyLine = false): void {
    this.#lines.push(this.#line.trimEnd());
    while (this.#lines.at(-1) === '') this.#lines.pop();
    if (behindEmptyLine) this.#lines.push('');
    this.#line = ' '.repeat(indent);
    this.#column = this.indent = indent;
    this.#mustBreak = false;
    this.#last = undefined;
  }

  piece(piece: Piece, indent: number): void {
    if (this.#mustBreak) this.line(indent);
    for (const comment of piece.leading) {
      if (this.#last) this.line(indent);
      this.#write(comment);
      this.line(indent);
    }
    const behindComment = (this.#last?.trailing.length ?? 0) > 0 && !tightBefore.includes(piece.kind);
    if (this.#last && (behindComment || spaced(this.#last, piece, this.#beforeLast))) this.#write(' ');
    this.#write(piece.text);
    this.#beforeLast = this.#last;
    this.#last = piece;
    for (const comment of piece.trailing) {
      this.#write(` ${comment}`);
      this.#mustBreak = isLineComment(comment);
    }
  }

  #write(text: string): void {
    this.#line += text;
    const end = text.lastIndexOf('\n');
    this.#column = end < 0 ? this.#column + text.length : text.length - end - 1;
  }
}

/** The statement laid out: short things on one line, unless they were written over several; long ones clause by clause. */
export function layOut(nodes: readonly Node[]): string {
  const writer = new Writer();
  const last = nodes.at(-1);
  const body = last && !isGroup(last) && last.kind === ';' ? nodes.slice(0, -1) : nodes;
  writeQuery(body, 0, writer);
  if (body !== nodes && last) write([last], 0, writer);
  return writer.text.trimEnd();
}

function* pieces(nodes: readonly Node[]): Generator<Piece> {
  for (const node of nodes) {
    if (isGroup(node)) {
      yield node.open;
      yield* pieces(node.inner);
      yield node.close;
    } else yield node;
  }
}

const endsLine = (comment: string) => isLineComment(comment) || comment.includes('\n');

const hasLine = ({ gap }: Piece) => gap === 'line' || gap === 'empty line';

/** How long the nodes are on one line; infinite where a comment keeps them from it: one behind them does not. */
function lengthOf(nodes: readonly Node[]): number {
  const all = [...pieces(nodes)];
  let length = 0;
  all.forEach((piece, index) => {
    const left = all[index - 1];
    const isLast = index === all.length - 1;
    if (piece.leading.length > 0 || (!isLast && piece.trailing.some(endsLine))) length = Infinity;
    if (!isLast) for (const comment of piece.trailing) length += comment.length + 1;
    if (left && spaced(left, piece, all[index - 2])) length += 1;
    length += piece.text.length;
  });
  return length;
}

function writeQuery(nodes: readonly Node[], indent: number, writer: Writer): void {
  const clauses = clausesOf(nodes);
  const broken = clauses.slice(1).some(({ head }) => head[0] !== undefined && hasLine(head[0]));
  if (!broken && writer.fits(lengthOf(nodes))) {
    write(nodes, indent, writer);
    return;
  }
  clauses.forEach((clause, index) => {
    if (index > 0) startLine(clause.head[0], indent, writer);
    writeClause(clause, indent, writer);
  });
}

/** A new line, behind an empty one where there was one. */
function startLine(first: Piece | undefined, indent: number, writer: Writer): void {
  writer.line(indent, first?.gap === 'empty line');
}

function writeClause({ head, rest, separator }: Clause, indent: number, writer: Writer): void {
  for (const piece of head) writer.piece(piece, indent);
  if (rest.length === 0) return;
  const isWith = head[0]?.kind === 'WITH';
  const inner = indent + step;
  if (separator === 'condition') {
    writeConditions(rest, inner, writer);
    return;
  }
  const items = separator === 'comma' ? itemsOf(rest) : [rest];
  const starts = items.map(([first]) => first && firstOf(first));
  const broken = starts.slice(isWith ? 1 : 0).some((first) => first && hasLine(first)) && items.length > 1;
  if (items.length < 2 || (!broken && writer.fits(lengthOf(rest) + 1))) {
    writeConditions(rest, inner, writer);
    return;
  }
  items.forEach((item, index) => {
    if (index > 0 || !isWith) startLine(starts[index], isWith ? indent : inner, writer);
    writeConditions(item, isWith ? indent : inner, writer);
  });
}

/** `a AND b`, each condition on its line where they were, or where one line is too short. */
function writeConditions(nodes: readonly Node[], indent: number, writer: Writer): void {
  const conditions = conditionsOf(nodes);
  const starts = conditions.slice(1).map(([first]) => first && firstOf(first));
  const fits = writer.fits(lengthOf(nodes) + 1);
  if (conditions.length < 2 || (fits && !starts.some((first) => first && hasLine(first)))) {
    write(nodes, indent, writer, !fits);
    return;
  }
  conditions.forEach((condition, index) => {
    if (index > 0) startLine(starts[index - 1], indent, writer);
    write(condition, indent, writer, true);
  });
}

const operators: readonly string[] = ['+', '-', '*', '/', '%', '||'];

/** The nodes one behind the other. With `keepLines`, lines that were begun at an operator begin there still. */
function write(nodes: readonly Node[], indent: number, writer: Writer, keepLines = false): void {
  nodes.forEach((node, index) => {
    const before = nodes[index - 1];
    const atOperator = [node, before].some((each) => each && !isGroup(each) && operators.includes(each.kind));
    if (keepLines && atOperator && hasLine(firstOf(node))) writer.line(indent);
    if (isGroup(node)) writeGroup(node, writer);
    else writer.piece(node, indent);
  });
}

function writeGroup(group: Group, writer: Writer): void {
  const { open, inner, close } = group;
  const first = inner[0] && firstOf(inner[0]);
  const isCase = open.kind === 'CASE';
  const broken = isCase
    ? [...pieces(inner)].some((piece) => piece.kind === 'WHEN' && hasLine(piece))
    : first && hasLine(first);
  const { indent } = writer;
  writer.piece(open, indent);
  if (inner.length === 0 || (!broken && writer.fits(lengthOf([...inner, close])))) {
    write([...inner, close], indent, writer);
    return;
  }
  const deeper = indent + step;
  if (isCase) writeCase(inner, deeper, writer);
  else if (isQueryBody(inner)) {
    writer.line(deeper);
    writeQuery(inner, deeper, writer);
  } else {
    itemsOf(inner).forEach((item) => {
      startLine(item[0] && firstOf(item[0]), deeper, writer);
      writeConditions(item, deeper, writer);
    });
  }
  writer.line(indent);
  writer.piece(close, indent);
}

/** WHEN and ELSE begin lines. */
function writeCase(inner: readonly Node[], indent: number, writer: Writer): void {
  for (const node of inner) {
    if (!isGroup(node) && (node.kind === 'WHEN' || node.kind === 'ELSE') && !node.isName)
      startLine(node, indent, writer);
    write([node], indent, writer);
  }
}
