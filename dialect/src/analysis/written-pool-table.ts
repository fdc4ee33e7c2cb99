import { findVirtualTable } from '../catalog/virtual-tables.ts';
import type { QualifiedName } from '../syntax/ast/common.ts';
import type { Binder } from './binder.ts';

/** Says of a write to CONNECTION_POOLS() and its kin which statements change what they tell of; false where the target is none of them. */
export function reportPoolTable(target: QualifiedName, binder: Binder): boolean {
  const [word, ...more] = target.parts;
  const table = word && more.length === 0 ? findVirtualTable(word.text) : undefined;
  if (!table) return false;
  binder.report('QL2062', target.span, [table.name, statementsFor(table.name)]);
  return true;
}

function statementsFor(table: string): string {
  if (table === 'CONNECTION_POOL_CHECKOUTS') return 'KILL CONNECTION';
  const object = /ALERT/.test(table)
    ? 'ALERT'
    : /GROUP/.test(table)
      ? 'CONNECTION_POOL_GROUP'
      : 'CONNECTION_POOL';
  return `CREATE, ALTER or DROP ${object}`;
}
