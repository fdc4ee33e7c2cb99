import type { Problem } from '../../../dialect/src/index.ts';
import { raisedMessage } from '../../../dialect/src/functions/raise.ts';
import { problem } from '../../../dialect/src/problems/catalog.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { PoolError } from '../pools/pool-error.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { Progress } from './progress.ts';

/** What made a statement fail while it ran, as a numbered problem at the token that it is about. */
export function failureProblem(
  error: unknown,
  statement: Statement,
  text: string,
  progress: Progress,
  inTransaction: boolean,
): Problem {
  const span = placeOf(error, statement, text);
  const raised = raisedMessage(error instanceof Error ? error.message : '');
  if (raised)
    return problem(raised.kind === 'cast' ? 'QL5028' : 'QL5029', span, [redactUris(raised.sentence)]);
  if (!(error instanceof PoolError)) {
    const words = error instanceof Error ? error.message : String(error);
    return problem('QL5027', span, [redactUris(words).replace(/[.\s]+$/, '')]);
  }
  // In the middle of its rows a statement was connected: that nobody answers means that the connection broke.
  const code = progress.rowCount > 0 && error.code === 'QL5001' ? 'QL5010' : error.code;
  return problem(code, span, withProgress(code, error.args, progress, inTransaction));
}

/** The last argument of some problems says what had come before the failure. */
function withProgress(
  code: PoolError['code'],
  args: PoolError['args'],
  { rowCount, writtenSoFar }: Progress,
  inTransaction: boolean,
): PoolError['args'] {
  if (code !== 'QL5010' && code !== 'QL5025') return args;
  const place = code === 'QL5010' ? 2 : 1;
  if (inTransaction) return [...args.slice(0, place), 'The transaction ends with it.'];
  if (writtenSoFar !== undefined) return [...args.slice(0, place), writtenSoFar];
  const came =
    rowCount === 0
      ? 'No row had come yet: run it again.'
      : `The ${rowCount} row${rowCount === 1 ? '' : 's'} that had come ${rowCount === 1 ? 'is' : 'are'} right, but not all: run it again.`;
  return [...args.slice(0, place), came];
}

/** Problems with pools stand at the pool's name, those with connections at ON, all others at the first word. */
function placeOf(error: unknown, statement: Statement, text: string): Span {
  const named = 'name' in statement ? (statement.name as { span: Span } | undefined) : undefined;
  if (error instanceof PoolError && statement.kind === 'CreatePool' && aboutConnection.has(error.code)) {
    const on = statement.on?.uri ?? statement.on?.profile;
    if (on) return on.span;
  }
  if (named && namedStatements.has(statement.kind)) return named.span;
  if (statement.kind === 'KillConnection') return statement.id.span;
  // One of several names: the one that the problem speaks of.
  if (error instanceof PoolError && statement.kind === 'DropObject') {
    const name = statement.names.find(
      ({ parts }) => parts.map((part) => part.text).join('.') === error.args[1],
    );
    if (name) return name.span;
  }
  return firstWord(statement, text);
}

/** Where a statement is told of as a whole. */
export function firstWord({ span: { start } }: Statement, text: string): Span {
  const word = /^[A-Za-z_]+/.exec(text.slice(start));
  return { start, end: start + (word?.[0].length ?? 1) };
}

const namedStatements: ReadonlySet<string> = new Set([
  ...[
    'CreateAlert',
    'AlterAlert',
    'DropAlert',
    'CreatePool',
    'AlterPool',
    'DropPool',
    'ControlPool',
    'UsePool',
  ],
  ...['CreatePoolGroup', 'AlterPoolGroup', 'DropPoolGroup', 'Show', 'Describe'],
  ...['CreateCollection', 'CreateView', 'CreateIndex', 'Prepare', 'Execute', 'Deallocate'],
]);

const aboutConnection: ReadonlySet<string> = new Set([
  ...['QL5001', 'QL5002', 'QL5003', 'QL5004', 'QL5009', 'QL5013', 'QL5019'],
]);
