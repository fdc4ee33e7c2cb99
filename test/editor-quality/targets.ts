import { analyze, parseStatement } from '../../dialect/src/index.ts';
import type { AnyNode } from '../../dialect/src/syntax/nodes.ts';
import { walk } from '../../dialect/src/syntax/walk.ts';
import { isKeyword } from '../../dialect/src/text/keywords.ts';
import { unquoted } from '../../dialect/src/text/literals.ts';
import { scan } from '../../dialect/src/text/scan.ts';
import type { Sample } from './sources.ts';

export const targetKinds = ['keyword', 'column', 'alias', 'relation', 'function'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** A word of a statement that completion should know: a keyword, or the name of something that exists already. */
export interface Target {
  readonly kind: TargetKind;
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

/** The targets of a statement, in order; literals, punctuation and names that the statement makes up are none. */
export function targetsOf({ sql, catalog }: Sample): readonly Target[] {
  const { statement } = parseStatement(sql);
  if (!statement) return [];
  const known = new Map<number, TargetKind>();
  const madeUp = new Set<number>();
  const names = new Set<number>();
  for (const { span, kind } of analyze(statement, catalog).references) {
    if (kind === 'column' || kind === 'relation' || kind === 'function') known.set(span.start, kind);
    else if (kind === 'alias' || kind === 'cte') known.set(span.start, kind === 'cte' ? 'relation' : 'alias');
  }
  walk(statement, (node) => {
    if (node.kind === 'Identifier') names.add(node.span.start);
    if (node.kind === 'ColumnReference' && node.parts.length > 1)
      known.set(node.parts[0]?.span.start ?? -1, 'alias');
    if (node.kind === 'Star' && node.qualifier) known.set(node.qualifier.span.start, 'alias');
    for (const name of definitions(node)) madeUp.add(name.span.start);
  });
  return scan(sql).tokens.flatMap((token): Target[] => {
    const { kind, start, end } = token;
    if (madeUp.has(start) || kind === 'string' || kind === 'number') return [];
    const text = sql.slice(start, end);
    const word = kind === 'quoted name' ? unquoted(text) : text;
    const found = known.get(start);
    if (found && (token.names > 0 || isKeyword(kind))) return [{ kind: found, start, end, word }];
    return isKeyword(kind) && !names.has(start) ? [{ kind: 'keyword', start, end, word }] : [];
  });
}

/** The names that a node gives to something new. */
function definitions(node: AnyNode): readonly AnyNode[] {
  switch (node.kind) {
    case 'TableAlias':
    case 'CommonTableExpression':
      return [node.name, ...node.columns];
    case 'SelectItem':
      return node.alias ? [node.alias] : [];
    case 'NamedWindow':
      return [node.name];
    default:
      return [];
  }
}
