import type { Catalog } from '../catalog/catalog.ts';
import type { SqlType } from '../catalog/types.ts';
import type { Statement } from '../syntax/ast/index.ts';
import { analyze } from './analyze.ts';
import type { BoundExpression, BoundExternal, BoundItem, BoundQuery, BoundWrite } from './bound.ts';
import type { BoundWriteStatement } from './bound-statement.ts';

/** Types by name as it is written: `$1`, `:name`, `@var`. */
export type ParameterTypes = Readonly<Record<string, SqlType>>;

/**
 * The types that the parameters and variables of a statement have by where they stand: of what they are compared with, of the field that they
 * go to, of LIMIT. Those that may be anything are left out, and so are all of a statement that cannot be bound.
 */
export function parameterTypes(statement: Statement, catalog: Catalog): ParameterTypes {
  const found: Record<string, SqlType> = {};
  const open: unknown[] = [analyze(statement, catalog).bound];
  for (let node = open.pop(); open.length > 0 || node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node) note(node as BoundNode, catalog, found);
    for (const inner of Array.isArray(node) ? (node as unknown[]) : Object.values(node)) open.push(inner);
  }
  return found;
}

type BoundNode = BoundExpression | BoundQuery | BoundWrite | BoundWriteStatement;

const text: SqlType = { name: 'text' };
const long: SqlType = { name: 'long' };
const boolean: SqlType = { name: 'boolean' };

/** What a node tells of the parameters that are its own operands. */
function note(node: BoundNode, catalog: Catalog, found: Record<string, SqlType>): void {
  const give = (value: BoundExpression | undefined, type: SqlType | undefined): void => {
    if (value?.kind === 'external' && value.source !== 'pool' && type && isKnown(type))
      found[writtenName(value)] ??= type;
  };
  const alike = (values: readonly BoundExpression[]): void => {
    const type = values.map(knownType).find((known) => known !== undefined);
    for (const value of values) give(value, type);
  };
  switch (node.kind) {
    case 'comparison':
    case 'distinctFrom':
      return alike([node.left, node.right]);
    case 'in':
      return alike([node.operand, ...node.items]);
    case 'operator':
    case 'coalesce':
      return alike(node.operands);
    case 'like':
      give(node.operand, text);
      return give(node.pattern, text);
    case 'not':
      return give(node.operand, boolean);
    case 'logical':
      for (const operand of node.operands) give(operand, boolean);
      return;
    case 'cast':
      return give(node.operand, node.type);
    case 'quantified':
      return give(node.operand, knownType(node.array)?.element);
    case 'query':
      give(node.limit, long);
      return give(node.offset, long);
    case 'write':
      // The whole statement has this kind too: its steps come by themselves.
      return 'steps' in node ? undefined : fields(node, catalog, give);
    default:
      return;
  }
}

/** What a write puts into fields has the fields' types. */
function fields(
  write: BoundWrite,
  catalog: Catalog,
  give: (value: BoundExpression, type: SqlType | undefined) => void,
): void {
  const known = catalog.collections.find(({ name }) => name === write.collection)?.fields ?? [];
  const computed = new Map(write.computed.map((item: BoundItem) => [item.id, item.value]));
  for (const { values } of write.branches)
    for (const { field, value } of values)
      give(
        value.kind === 'column' ? (computed.get(value.id) ?? value) : value,
        known.find(({ name }) => name === field)?.type,
      );
}

/** A parameter or variable as it is written. */
function writtenName({ source, name }: BoundExternal): string {
  return source === 'variable' ? `@${name}` : /^\d/.test(name) ? `$${name}` : `:${name}`;
}

function knownType(value: BoundExpression): SqlType | undefined {
  if (value.kind === 'external' || (value.kind === 'constant' && value.untyped)) return undefined;
  return [value.type, value.likely].find((type) => type !== undefined && isKnown(type));
}

const isKnown = ({ name }: SqlType): boolean => name !== 'unknown' && name !== 'null';
