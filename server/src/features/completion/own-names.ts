import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import { nodePath } from '../../../../dialect/src/syntax/walk.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import type { DocumentModel } from '../../documents.ts';
import type { Suggestion } from './suggestion.ts';

// Names that the document and the statement make for themselves: no catalogue has them.

/** The statements that the document prepares. */
export function preparedStatements({ statements }: DocumentModel): readonly Suggestion[] {
  return statements
    .filter(({ text }) => /^\s*prepare\b/i.test(text))
    .flatMap(({ parsed: { statement } }) => (statement?.kind === 'Prepare' ? [statement.name] : []))
    .map(({ text }) => named(text, 'prepared statement'));
}

/** The windows of the queries around the offset. */
export function namedWindows(statement: Statement | undefined, offset: number): readonly Suggestion[] {
  return (statement ? nodePath(statement, offset) : [])
    .flatMap((node) => (node.kind === 'Select' ? node.windows : []))
    .map(({ name }) => named(name.text, 'window'));
}

const named = (name: string, detail: string): Suggestion => ({
  ...{ label: name, kind: 'query', detail, insert: writtenName(name) },
});
