import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import { findFunction } from '../../../../dialect/src/functions/index.ts';
import type { FunctionParameter } from '../../../../dialect/src/functions/function-row.ts';
import type { SqlType } from '../../../../dialect/src/index.ts';
import { unquoted } from '../../../../dialect/src/text/literals.ts';
import type { Token, TokenKind } from '../../../../dialect/src/text/tokens.ts';
import { bracketsAround, itemAt } from '../../text/brackets.ts';

/** Whether a value of a type suits a place. */
export type Suits = (type: SqlType) => boolean;

const families: Readonly<Partial<Record<SqlType['name'], FunctionParameter['type']>>> = {
  int: 'number',
  long: 'number',
  double: 'number',
  decimal: 'number',
  text: 'text',
  boolean: 'boolean',
  date: 'datetime',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  interval: 'interval',
  array: 'array',
  document: 'document',
};

/** What a place asks of a value: the type of the function’s parameter there, or that of the other side of a comparison. */
export function wantedType(
  source: string,
  tokens: readonly Token[],
  word: number,
  scope: VisibleScope | undefined,
): Suits | undefined {
  const at = tokens.findLastIndex(({ kind, end }) => kind !== 'end' && end <= word);
  const before = tokens[at];
  if (before && comparisons.has(before.kind)) return like(typeOf(source, tokens[at - 1], scope));
  if (before?.kind !== '(' && before?.kind !== ',') return undefined;
  const bracket = bracketsAround(tokens, word).at(-1);
  const name = bracket?.before && source.slice(bracket.before.start, bracket.before.end).toUpperCase();
  const parameters = name === undefined ? undefined : findFunction(name)?.signatures[0]?.parameters;
  if (name === 'SUM' || name === 'AVG') return ({ name: type }) => families[type] === 'number';
  const wanted = bracket && (parameters?.[itemAt(bracket, word)] ?? parameters?.at(-1))?.type;
  if (wanted === undefined || wanted === 'any' || wanted === 'sameAsFirst') return undefined;
  const family = wanted === 'integer' ? 'number' : wanted;
  return ({ name: type }) => families[type] === family;
}

export const comparisons: ReadonlySet<TokenKind> = new Set<TokenKind>([
  '=',
  '<>',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
]);

function typeOf(
  source: string,
  token: Token | undefined,
  scope: VisibleScope | undefined,
): SqlType | undefined {
  if (!token || token.names === 0) return undefined;
  const text = source.slice(token.start, token.end);
  const name = token.kind === 'quoted name' ? unquoted(text) : text;
  return scope?.relations.flatMap(({ columns }) => columns).find((column) => column.name === name)?.type;
}

function like(type: SqlType | undefined): Suits | undefined {
  const family = type && families[type.name];
  return family === undefined ? undefined : ({ name }) => families[name] === family;
}
