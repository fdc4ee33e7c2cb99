import type { FunctionCall } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import * as shape from './shape.ts';

const databases = new Set(['CURRENT_DATABASE', 'CURRENT_CATALOG', 'CURRENT_SCHEMA', 'DATABASE']);
const users = new Set(['CURRENT_USER', 'CURRENT_ROLE', 'SESSION_USER']);

/** CURRENT_DATABASE, CURRENT_USER and their kin: what the catalogue knows of where the session is; undefined for any other call. */
export function bindSessionName(node: FunctionCall, binder: Binder): BoundExpression | undefined {
  const name = (node.name.parts.at(-1)?.text ?? '').toUpperCase();
  const { database, user } = binder.catalog;
  const found = databases.has(name) ? { text: database } : users.has(name) ? { text: user } : undefined;
  if (!found || node.arguments.length > 0 || node.over || node.filter) return undefined;
  binder.references.push({ span: node.name.span, kind: 'function', name });
  return shape.constant(found.text ?? null, shape.textType, node.span);
}
