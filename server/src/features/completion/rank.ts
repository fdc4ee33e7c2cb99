import { fitsAt } from '../../../../dialect/src/syntax/fits-at.ts';
import { isKeyword } from '../../../../dialect/src/text/keywords.ts';
import type { TokenKind } from '../../../../dialect/src/text/tokens.ts';
import { describedFunction } from '../../describe/subject.ts';
import {
  boundOrder,
  constantOrder,
  goingOnOrder,
  points,
  statementOrder,
  typeOrder,
  valueOrder,
  writtenOrder,
} from './likelihood.ts';
import { callBehind } from './call-behind.ts';
import { clauses, columnScore } from './column-score.ts';
import { functionScore } from './function-score.ts';
import { tokenBefore, tokenBehind } from './place.ts';
import type { Place } from './place.ts';
import { believed, parameterAsks, trialsAsk } from './place-trials.ts';
import type { Suggestion, SuggestionKind } from './suggestion.ts';

/** The suggestions by likelihood, those that begin with what is typed first. */
export function ranked(suggestions: readonly Suggestion[], place: Place): readonly Suggestion[] {
  const typed = place.source.slice(place.word, place.offset).toLowerCase();
  const score = scorer(place);
  const fit = fitting(suggestions, place);
  const places = new Map<SuggestionKind, number>();
  return suggestions
    .map((suggestion) => {
      const nth = places.get(suggestion.kind) ?? 0;
      places.set(suggestion.kind, nth + 1);
      const begins = typed !== '' && suggestion.label.toLowerCase().startsWith(typed);
      return { suggestion, score: score(suggestion, nth) + fit(suggestion) + (begins ? 1000 : 0) };
    })
    .sort((a, b) => b.score - a.score)
    .map(({ suggestion }) => suggestion);
}

type Score = (suggestion: Suggestion, nth: number) => number;

/** Points for what makes a statement sound that goes on behind the cursor and is not: the word in between is all that it misses. */
function fitting(suggestions: readonly Suggestion[], { source, word, offset }: Place) {
  const fit = fitsAt(source, { start: word, end: offset }, new Set(suggestions.map(tokenOf)));
  return fit ? (suggestion: Suggestion): number => (fit.has(tokenOf(suggestion)) ? 120 : 0) : () => 0;
}

/** The kind of token that a suggestion begins with. */
function tokenOf({ label, kind }: Suggestion): TokenKind {
  if (kind !== 'keyword' && kind !== 'type') return 'name';
  const [first = ''] = label.toUpperCase().split(' ', 1);
  return isKeyword(first) ? first : 'name';
}

function scorer(place: Place): Score {
  const { wants } = place;
  const before = tokenBefore(place);
  const after = tokenBehind(place);
  const used = wants.has('type') ? wordsOf(place) : new Set();
  if (wants.has('statement'))
    return ({ label, kind }) => points(statementOrder, label, 100, 1) + (kind === 'snippet' ? 50 : 0);
  if (wants.has('expression')) return valueScore(place);
  return ({ label, kind }, nth) => {
    if (kind === 'type')
      return 200 + points(typeOrder, label, 20, 1) + (used.has(label) ? 40 : 0) - nth / 100;
    // Settings are seldom asked for where there are lists to show.
    if (kind === 'option') return 10 - nth / 100;
    // Of what FROM may read the tables of pools come among collections, other functions behind all of these.
    if (kind === 'function' && !label.startsWith('CONNECTION_POOLS')) return 100 - nth / 100;
    if (kind !== 'keyword') return 200 - nth / 100;
    if (wants.has('frame bound')) return points(boundOrder, label, 200, 1);
    if (wants.has('column') && label === 'SELECT') return 100;
    if (before?.kind === '(' && label === (after?.kind === '(' ? 'VALUES' : 'SELECT')) return 300;
    const own = before && before.names > 0 ? (behindKeys[clauseAt(place) ?? 'end'] ?? []) : [];
    return (
      points(own, label, 60, 5) +
      points(goingOnOrder, label, 100, 1) +
      (pair(before?.kind, label) ? 200 : 0) +
      paired(place, label)
    );
  };
}

/** What goes on behind the keys of a clause more often than a condition does. */
const behindKeys: Readonly<Partial<Record<TokenKind, readonly string[]>>> = {
  ORDER: ['DESC', 'LIMIT', 'ASC'],
  GROUP: ['ORDER BY', 'HAVING', 'LIMIT'],
};

const pair = (before: TokenKind | undefined, label: string) =>
  before !== undefined && (beginnings[before] ?? []).includes(label);

/** Keywords that make a pair with what stands before or behind the cursor. */
function paired(place: Place, label: string): number {
  const before = tokenBefore(place);
  const after = tokenBehind(place);
  if (after && before && (followers[label] ?? []).includes(after.kind)) return 50;
  if (label === 'VALUES' && place.tokens[0]?.kind === 'INSERT') return 50;
  if (before === place.tokens[1] && before?.kind === '(' && explainOptions.includes(label)) return 400;
  if (label === 'OVER' && before?.kind === ')' && after?.kind === '(') return 60;
  return 0;
}

/** These alone stand in brackets right behind EXPLAIN. */
const explainOptions: readonly string[] = ['ANALYZE', 'VERBOSE', 'FORMAT'];

/** What stands behind some words only. */
const followers: Readonly<Record<string, readonly TokenKind[]>> = {
  LEFT: ['JOIN', 'OUTER'],
  INNER: ['JOIN'],
  CROSS: ['JOIN'],
  FULL: ['JOIN', 'OUTER'],
  RIGHT: ['JOIN', 'OUTER'],
  'ORDER BY': ['BY'],
  'GROUP BY': ['BY'],
  'PARTITION BY': ['BY'],
  UNION: ['ALL', 'SELECT', 'DISTINCT'],
  EXCEPT: ['ALL', 'SELECT'],
  INTERSECT: ['ALL', 'SELECT'],
  IS: ['NULL', 'NOT', 'TRUE', 'FALSE', 'UNKNOWN', 'DISTINCT', 'MISSING'],
  NOT: ['IN', 'LIKE', 'ILIKE', 'BETWEEN', 'SIMILAR', 'EXISTS'],
  NULLS: ['FIRST', 'LAST'],
  LIMIT: ['number'],
  LIKE: ['string'],
};

function valueScore(place: Place): Score {
  const { tokens, word, offset, scope, wants } = place;
  const before = tokenBefore(place);
  const after = tokenBehind(place);
  const clause = clauseAt(place);
  const together = clause === 'SELECT' || clause === 'HAVING' || clause === 'ORDER';
  // Without FROM there are no rows to put together; but it may be still to be written.
  const hasRows = scope?.relations.length !== 0 || after === undefined || after.kind === ';';
  const order = together && hasRows ? 'aggregates' : 'values';
  const call = after?.kind === '(' ? 60 : 0;
  const constant = after?.kind === 'string' ? 90 : 0;
  const qualifier = after?.kind === '.' ? 80 : 0;
  const several = (scope?.relations.length ?? 0) > 1;
  const quantifies = call > 0 && before !== undefined && comparisons.has(before.kind);
  const written = callBehind(place.source, tokens, offset);
  const value = {
    ...{ source: place.source, tokens, scope, catalog: believed(place.catalog, place.source) },
    value: { start: word, end: written?.end ?? offset },
    given: written && place.source.slice(written.given.start, written.given.end),
  };
  const suits = parameterAsks(value) ?? trialsAsk(value);
  const column = columnScore(place, suits);
  const kin = functionScore(value, written, suits, order);
  return (suggestion, nth) => {
    const { label, kind } = suggestion;
    switch (kind) {
      case 'snippet':
        return 300 - nth;
      case 'column':
        return column(suggestion);
      case 'alias':
        return (several ? 104 : 88) - 4 * Math.min(nth, 20) + qualifier;
      case 'function':
        return call + kin(label);
      // A pool is offered only where it may stand.
      case 'pool':
        return 200 - nth;
      // So are the values that a column has and the units that a function takes; columns stand there as well.
      case 'value':
        return nth < mostValues ? 300 - nth : 50 - nth / 100;
      case 'keyword':
        return (
          points(valueOrder, label, 84, 3) +
          points(wants.has('row value') ? writtenOrder : [], label, 200, 1) +
          (points(constantOrder, label, 1, 0.01) > 0 ? constant : 0) +
          (label === 'SELECT' && isArgument(place, call > 0) ? -60 : opening(before?.kind, label)) +
          (quantifies && (label === 'ALL' || label === 'ANY') ? 110 : 0)
        );
      default:
        return 10 - nth / 100;
    }
  };
}

/** Whether the brackets before the cursor are those of a function, or a function follows: a query is seldom meant there. */
function isArgument({ source, tokens, word }: Place, calls: boolean): boolean {
  const at = tokens.findLastIndex(({ end, kind }) => kind !== 'end' && end <= word);
  if (tokens[at]?.kind !== '(') return false;
  const name = tokens[at - 1];
  return calls || (name !== undefined && describedFunction(source.slice(name.start, name.end)) !== undefined);
}

/** As many values come before columns: among the first ten is room for those as well. */
const mostValues = 7;

const comparisons: ReadonlySet<TokenKind> = new Set<TokenKind>(['=', '<>', '!=', '<', '<=', '>', '>=']);

/** Words that are likely right behind another: SELECT in brackets, DISTINCT behind SELECT. */
function opening(before: TokenKind | undefined, label: string): number {
  return pair(before, label) ? 24 : 0;
}

const beginnings: Readonly<Partial<Record<TokenKind, readonly string[]>>> = {
  '(': ['SELECT', 'DISTINCT', 'PARTITION BY', 'ORDER BY'],
  SELECT: ['DISTINCT', 'CASE'],
  WHERE: ['EXISTS', 'NOT'],
  AND: ['NOT', 'EXISTS'],
  CASE: ['WHEN'],
  DISTINCT: ['FROM', 'ON'],
  number: ['PRECEDING', 'FOLLOWING'],
  UNBOUNDED: ['PRECEDING', 'FOLLOWING'],
  CURRENT: ['ROW'],
  THEN: ['NULL'],
  ELSE: ['NULL'],
  IS: ['NULL', 'NOT'],
  NOT: ['EXISTS', 'NULL'],
  CREATE: ['CONNECTION_POOL'],
  UNION: ['ALL'],
  AT: ['TIME'],
  TIME: ['ZONE'],
};

/** The word that began the clause around the cursor, brackets left aside. */
function clauseAt({ tokens, word }: Place): TokenKind | undefined {
  let depth = 0;
  for (let at = tokens.findLastIndex(({ end, kind }) => kind !== 'end' && end <= word); at >= 0; at -= 1) {
    const { kind } = tokens[at]!;
    if (kind === ')') depth += 1;
    else if (kind === '(') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (clauses.has(kind) || kind === 'PARTITION')) return kind;
  }
  return undefined;
}

/** The words of the statement, in lower case, but the one that is being written. */
function wordsOf({ source, tokens, word, offset }: Place): ReadonlySet<string> {
  const others = tokens.filter(({ start, end }) => start >= offset || end <= word);
  return new Set(others.map(({ start, end }) => source.slice(start, end).toLowerCase()));
}
