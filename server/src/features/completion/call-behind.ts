import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { SqlType } from '../../../../dialect/src/index.ts';
import { unquoted } from '../../../../dialect/src/text/literals.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { allBrackets } from '../../text/brackets.ts';

/** A call whose brackets stand behind the cursor, as far as its tokens tell. */
export interface CallBehind {
  readonly star: boolean;
  readonly distinct: boolean;
  /** The type of each argument; unknown where it is computed. */
  readonly types: readonly SqlType[];
  /** What follows the brackets: OVER, FILTER, WITHIN, AS … */
  readonly next: Token | undefined;
  /** The alias behind it, in lower case. */
  readonly alias: string | undefined;
}

const unknown: SqlType = { name: 'unknown' };

/** The brackets right behind an offset, read as those of a call; undefined where there are none, or a query is in them. */
export function callBehind(
  source: string,
  tokens: readonly Token[],
  offset: number,
  scope: VisibleScope | undefined,
): CallBehind | undefined {
  const at = tokens.findIndex(({ kind, start }) => kind !== 'end' && start >= offset);
  const open = tokens[at];
  if (open?.kind !== '(') return undefined;
  const brackets = allBrackets(tokens);
  const pair = brackets.find((each) => each.open === open);
  const [first] = pair?.items[0] ?? [];
  if (!pair?.close || first?.kind === 'SELECT' || first?.kind === 'VALUES') return undefined;
  const behind = tokens.indexOf(pair.close) + 1;
  const named = tokens[behind]?.kind === 'AS' ? tokens[behind + 1] : tokens[behind];
  const distinct = first?.kind === 'DISTINCT';
  const items = pair.items.map((item, index) => (index === 0 && distinct ? item.slice(1) : item));
  return {
    star: first?.kind === '*' && pair.items.length === 1 && items[0]?.length === 1,
    distinct,
    types: first ? items.map((item) => typeOf(item, source, scope)) : [],
    next: tokens[behind],
    alias: named && named.names > 0 ? source.slice(named.start, named.end).toLowerCase() : undefined,
  };
}

/** The type of one token, or of a column behind its relation's name. */
function typeOf(item: readonly Token[], source: string, scope: VisibleScope | undefined): SqlType {
  const [last, dot, relation] = [item.at(-1), item.at(-2), item.at(-3)];
  if (!last || (item.length > 1 && !(item.length === 3 && dot?.kind === '.' && relation))) return unknown;
  switch (last.kind) {
    case 'number':
      return { name: /[.eE]/.test(source.slice(last.start, last.end)) ? 'decimal' : 'int' };
    case 'TRUE':
    case 'FALSE':
      return { name: 'boolean' };
    default: {
      const text = source.slice(last.start, last.end);
      const name = last.kind === 'quoted name' ? unquoted(text) : text;
      const columns = (scope?.relations ?? []).flatMap((each) => each.columns);
      return columns.find((column) => column.name === name)?.type ?? unknown;
    }
  }
}
