import { findPoolFunction, usePoolFunction } from '../../../dialect/src/functions/pool-functions.ts';
import { findVirtualTable } from '../../../dialect/src/catalog/virtual-tables.ts';
import { expectedAt } from '../../../dialect/src/syntax/expected-at.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { unquoted } from '../../../dialect/src/text/literals.ts';
import { scan } from '../../../dialect/src/text/scan.ts';
import type { Catalog } from '../../../dialect/src/index.ts';
import type { Token, TokenKind } from '../../../dialect/src/text/tokens.ts';
import { statementAt } from '../documents.ts';
import { analysisOf } from '../statements.ts';
import type { DocumentModel } from '../documents.ts';
import { bracketsAround, itemAt } from '../text/brackets.ts';
import { optionPlace } from '../text/option-place.ts';
import { comparedValues, insertedValues } from './completion/compared-values.ts';
import { timeZones } from './completion/constants.ts';
import { groupBeforeDot, groupMembers, groupOfCall } from './completion/group-members.ts';
import { joinConditions } from './completion/join-conditions.ts';
import { keywordSuggestions } from './completion/keyword-suggestions.ts';
import { membersOf, poolStrings, scopeAt, suggestionsFor } from './completion/name-suggestions.ts';
import { namedWindows, preparedStatements } from './completion/own-names.ts';
import { optionSuggestions } from './completion/option-suggestions.ts';
import type { Place } from './completion/place.ts';
import { poolColumns } from './completion/pool-columns.ts';
import { ranked } from './completion/rank.ts';
import { statementSnippets } from './completion/statement-snippets.ts';
import { unitsAt } from './completion/units.ts';
import type { Completion, Suggestion } from './completion/suggestion.ts';

/** What may be written at the offset, the best first; undefined inside comments and strings of the user's own. */
export function complete(document: DocumentModel, offset: number): Completion | undefined {
  const statement = statementAt(document, offset);
  const start = statement?.start ?? offset;
  const source = document.text.slice(start, Math.max(offset, statement?.end ?? offset));
  const found = completeStatement(source, offset - start, document);
  return (
    found && {
      ...found,
      replace: { start: found.replace.start + start, end: found.replace.end + start },
    }
  );
}

function completeStatement(source: string, offset: number, document: DocumentModel): Completion | undefined {
  const { tokens, comments } = scan(source);
  if (comments.some(({ start, end, block }) => start < offset && (block ? offset < end : offset <= end)))
    return undefined;
  const { catalog } = document;
  const string = tokens.find((token) => token.kind === 'string' && isInside(token, source, offset));
  const option = optionPlace(source, tokens, offset);
  if (option) {
    const replace = option.token
      ? { start: option.token.start, end: option.token.end }
      : { start: offset, end: offset };
    return { replace, suggestions: optionSuggestions(option) };
  }
  const called = groupOfCall(source, tokens, offset, catalog);
  if (called) {
    const { start, end } = string ?? { start: offset, end: offset };
    return { replace: { start, end }, suggestions: groupMembers(called, 'string') };
  }
  if (takesPoolName(source, tokens, offset)) {
    const replace = string ?? { start: offset, end: offset };
    return { replace: { start: replace.start, end: replace.end }, suggestions: poolStrings(catalog) };
  }
  if (string) {
    const parsed = parseStatement(source);
    const analysis = analysisOf(parsed, catalog);
    const values = comparedValues(parsed.statement, analysis, catalog, offset);
    const zones = tokens[tokens.indexOf(string) - 1]?.kind === 'ZONE' ? timeZones : [];
    const inserted = isRowValue(source, string)
      ? insertedValues(parsed.statement, tokens, offset, catalog)
      : [];
    const suggestions = [...values, ...inserted, ...zones, ...unitsAt(source, tokens, offset)];
    return suggestions.length > 0
      ? { replace: { start: string.start, end: string.end }, suggestions }
      : undefined;
  }
  const word = wordStart(source, offset);
  const replace = { start: word, end: offset };
  const path = pathBefore(source, tokens, word);
  const group = groupBeforeDot(tokens, path, catalog);
  if (group) return { replace, suggestions: groupMembers(group, 'name') };
  const { kinds, wants } = expectedAt(source, word);
  // A select list may be empty, so the grammar asks for none.
  const before = tokens.findLast(({ kind, end }) => kind !== 'end' && end <= word)?.kind;
  if (before === 'SELECT' || before === 'DISTINCT') wants.add('expression');
  const named = path.length > 0 || wants.has('expression') || wants.has('column');
  const { statement, scope, values } = surroundings(source, word, offset, catalog, named);
  const place = { source, tokens, word, offset, wants, scope, catalog };
  const suggestions =
    path.length > 0
      ? membersOf(path, scope, catalog)
      : [
          ...values,
          ...unitsAt(source, tokens, offset),
          ...(wants.has('row value') ? insertedValues(statement, tokens, offset, catalog) : []),
          ...(wants.has('window') ? namedWindows(statement, offset) : []),
          ...(wants.has('prepared statement') ? preparedStatements(document) : []),
          ...expected(place, kinds, statement, catalog),
        ];
  return { replace, suggestions: withoutSecondBracket(ranked(suggestions, place), source, offset) };
}

const isRowValue = (source: string, { start }: Token): boolean =>
  expectedAt(source, start).wants.has('row value');

/** Whether the offset is in a text in quotes; one that is not closed goes on at its end. */
function isInside({ start, end }: Token, source: string, offset: number): boolean {
  const closed = end > start + 1 && source[end - 1] === source[start];
  return start < offset && (closed ? offset < end : offset <= end);
}

/** What is visible at the cursor. A name that is still to be written is read as if it were there: what is behind it keeps its sense. */
function surroundings(source: string, word: number, offset: number, catalog: Catalog, named: boolean) {
  const filled = named && word === offset ? `${source.slice(0, offset)}_ ${source.slice(offset)}` : source;
  const parsed = parseStatement(filled);
  const { statement } = parsed;
  const analysis = analysisOf(parsed, catalog);
  const values = filled === source ? [] : comparedValues(statement, analysis, catalog, offset);
  return { statement, scope: scopeAt(statement, analysis, offset), values };
}

/** A function's name alone, where its brackets are there already. */
function withoutSecondBracket(
  suggestions: readonly Suggestion[],
  source: string,
  offset: number,
): readonly Suggestion[] {
  if (source[offset] !== '(') return suggestions;
  return suggestions.map((each) =>
    each.kind === 'function' ? { ...each, insert: each.label, snippet: false } : each,
  );
}

/** Whether the offset stands where a function takes the name of a pool. */
function takesPoolName(source: string, tokens: readonly Token[], offset: number): boolean {
  const bracket = bracketsAround(tokens, offset).at(-1);
  if (!bracket?.before || bracket.open.kind !== '(' || itemAt(bracket, offset) > 0) return false;
  const name = source.slice(bracket.before.start, bracket.before.end).toUpperCase();
  return (
    name === usePoolFunction.name ||
    findPoolFunction(name) !== undefined ||
    findVirtualTable(name)?.takesPool === true
  );
}

function wordStart(source: string, offset: number): number {
  const word = /[@\p{L}\p{N}_$]*$/u.exec(source.slice(0, offset));
  return offset - (word?.[0].length ?? 0);
}

/** The names before the dot that the word follows: `o`, `address` for `o.address.`. */
function pathBefore(source: string, tokens: readonly Token[], word: number): readonly string[] {
  const path: string[] = [];
  let at = tokens.findLastIndex(({ start }) => start < word);
  while (tokens[at]?.kind === '.') {
    const name = tokens[at - 1];
    if (!name || name.names === 0) return path;
    const text = source.slice(name.start, name.end);
    path.unshift(name.kind === 'quoted name' ? unquoted(text) : text);
    at -= 2;
  }
  return path;
}

function expected(
  place: Place,
  kinds: ReadonlySet<TokenKind>,
  statement: Statement | undefined,
  catalog: Catalog,
): readonly Suggestion[] {
  const { tokens, word, wants, scope } = place;
  const names = [...wants]
    .flatMap((want) => suggestionsFor(want, catalog, scope, targetOf(statement)))
    .filter(({ kind }) => kind !== 'column' || !wants.has('row value'));
  const snippets = wants.has('statement') ? statementSnippets : [];
  const joins = joinConditions(tokens, word, statement, scope);
  const pools = wants.has('expression') ? poolColumns(place) : [];
  const all = [
    ...joins,
    ...names,
    ...pools,
    ...snippets,
    ...keywordSuggestions(kinds, statement?.kind === 'Merge'),
  ];
  // Of columns with one name the innermost, which is the one that the name alone means.
  const first = new Map<string, Suggestion>();
  for (const each of all) {
    const key = `${each.kind} ${each.label}`;
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

/** The collection that a statement writes, whose fields its lists name. */
function targetOf(statement: Statement | undefined): string | undefined {
  switch (statement?.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return statement.target.parts.at(-1)?.text;
    case 'CreateIndex':
      return statement.on.parts.at(-1)?.text;
    default:
      return undefined;
  }
}
