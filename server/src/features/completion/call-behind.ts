import { stringValue } from '../../../../dialect/src/text/literals.ts';
import type { Span } from '../../../../dialect/src/text/span.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { allBrackets } from '../../text/brackets.ts';
import type { Bracket } from '../../text/brackets.ts';

/** A call whose brackets stand behind the cursor, as far as its tokens tell. */
export interface CallBehind {
  readonly star: boolean;
  /** Whether DISTINCT or ALL begins it, as they may an aggregate. */
  readonly distinct: boolean;
  /** Whether its arguments are constants alone, which nobody puts together or chooses from. */
  readonly constant: boolean;
  /** Whether its arguments have an order, as those of aggregates may. */
  readonly sorted: boolean;
  /** What stands between the brackets, those and ORDER BY left aside. */
  readonly given: Span;
  /** For each argument, what it says where it is one text: such a text may stand for a value of any type. */
  readonly texts: readonly (string | undefined)[];
  /** What follows the brackets: OVER, FILTER, WITHIN, AS … */
  readonly next: Token | undefined;
  /** Where all ends that belongs to the call: FILTER (…) and OVER (…) do. */
  readonly end: number;
  /** The alias behind it, in lower case. */
  readonly alias: string | undefined;
}

/** The brackets right behind an offset, read as those of a call; undefined where there are none, or a query is in them. */
export function callBehind(source: string, tokens: readonly Token[], offset: number): CallBehind | undefined {
  const open = tokens.find(({ kind, start }) => kind !== 'end' && start >= offset);
  if (open?.kind !== '(') return undefined;
  const brackets = allBrackets(tokens);
  const pair = brackets.find((each) => each.open === open);
  const [first] = pair?.items[0] ?? [];
  if (!pair?.close || first?.kind === 'SELECT' || first?.kind === 'VALUES') return undefined;
  const distinct = first?.kind === 'DISTINCT' || first?.kind === 'ALL';
  const order = pair.items.flat().find(({ kind }) => kind === 'ORDER');
  const items = first ? pair.items.filter(([item]) => !order || (item && item.start < order.start)) : [];
  const last = lastToken(tokens, tokens.indexOf(pair.close), brackets);
  const behind = tokens[last + 1];
  const named = behind?.kind === 'AS' ? tokens[last + 2] : behind;
  return {
    star: first?.kind === '*' && items.length === 1 && items[0]?.length === 1,
    distinct,
    constant: items.length > 0 && items.flat().every(({ kind }) => kind === 'string' || kind === 'number'),
    sorted: order !== undefined,
    given: { start: distinct ? first.end : open.end, end: order?.start ?? pair.close.start },
    texts: items.map(([only, ...more]) =>
      only?.kind === 'string' && more.length === 0 ? stringValue(source, only) : undefined,
    ),
    next: tokens[tokens.indexOf(pair.close) + 1],
    end: tokens[last]?.end ?? pair.close.end,
    alias: named && named.names > 0 ? source.slice(named.start, named.end).toLowerCase() : undefined,
  };
}

/** The last token of a call whose brackets close at a token. */
function lastToken(tokens: readonly Token[], close: number, brackets: readonly Bracket[]): number {
  const word = tokens[close + 1]?.kind;
  if (word !== 'FILTER' && word !== 'WITHIN' && word !== 'OVER') return close;
  const open = tokens[close + (word === 'WITHIN' ? 3 : 2)];
  const pair = brackets.find((each) => each.open === open);
  if (pair?.close) return lastToken(tokens, tokens.indexOf(pair.close), brackets);
  return word === 'OVER' ? close + 2 : close;
}
