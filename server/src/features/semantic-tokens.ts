import type { Reference } from '../../../dialect/src/analysis/binder.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { shift, statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';

/** The kinds of token that names can be, in the order in which the protocol numbers them. */
export const tokenTypes = [
  'class',
  'property',
  'variable',
  'function',
  'parameter',
  'namespace',
  'decorator',
] as const;

export type TokenType = (typeof tokenTypes)[number];

export interface SemanticToken {
  readonly span: Span;
  readonly type: TokenType;
}

const types: Readonly<Record<Reference['kind'], TokenType>> = {
  relation: 'class',
  cte: 'class',
  column: 'property',
  alias: 'variable',
  function: 'function',
  variable: 'variable',
  parameter: 'parameter',
  pool: 'namespace',
  alert: 'namespace',
};

/** What each name of the document, or of the statements that touch a span, is, in the order of the text and without overlaps. */
export function semanticTokens(document: DocumentModel, within?: Span): readonly SemanticToken[] {
  const touched = within ? statementsIn(document, within) : document.statements;
  return touched.flatMap((statement) =>
    tokensIn(statement).map(({ span, type }) => ({ span: shift(span, statement.start), type })),
  );
}

/** The same of one statement, with places that count from its start. */
export function tokensIn(statement: StatementModel): readonly SemanticToken[] {
  const tokens = [...references(statement), ...options(statement)]
    .filter(({ span }) => span.end > span.start)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return tokens.filter(({ span }, index) => index === 0 || span.start >= (tokens[index - 1]?.span.end ?? 0));
}

function references({ analysis }: StatementModel): readonly SemanticToken[] {
  return analysis.references.map(({ span, kind }) => ({ span, type: types[kind] }));
}

function options({ parsed: { statement } }: StatementModel): readonly SemanticToken[] {
  switch (statement?.kind) {
    case 'CreatePool':
    case 'AlterPool':
    case 'CreatePoolGroup':
    case 'AlterPoolGroup':
      break;
    case 'AlterAlert':
      return statement.options.map(({ name }) => ({ span: name.span, type: 'decorator' }));
    default:
      return [];
  }
  return [
    { span: statement.name.span, type: 'namespace' },
    ...statement.options.map(({ name }): SemanticToken => ({ span: name.span, type: 'decorator' })),
  ];
}
