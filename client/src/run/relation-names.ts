import { isInformationSchema } from '../../../dialect/src/catalog/information-schema.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';

/**
 * The names of all relations that a statement reads or writes, as written, without those of another database. Names
 * of CTEs are among them.
 */
export function relationNames(statement: Statement): ReadonlySet<string> {
  const names = new Set<string>();
  visit(statement, (node) => {
    if (typeof node['kind'] !== 'string' || !named.has(node['kind'])) return;
    const at =
      node['kind'] === 'CreateIndex' ? node['on'] : (node['targets'] ?? node['name'] ?? node['target']);
    for (const name of [at].flat() as readonly (QualifiedName | undefined)[]) {
      const [only, ...more] = name?.parts ?? [];
      if (only && more.length === 0) names.add(only.text);
    }
  });
  return names;
}

/** Whether a statement reads INFORMATION_SCHEMA: then all that exists is looked into before it runs. */
export function readsInformationSchema(statement: Statement): boolean {
  let found = false;
  visit(statement, ({ kind, name }) => {
    if (kind !== 'NamedTable' && kind !== 'TableQuery') return;
    const [qualifier, ...more] = (name as QualifiedName).parts;
    if (qualifier && more.length > 0 && isInformationSchema(qualifier.text)) found = true;
  });
  return found;
}

const named = new Set([
  ...['NamedTable', 'TableQuery', 'Insert', 'Update', 'Delete', 'Merge', 'Describe'],
  ...['CreateIndex', 'Truncate'],
]);

interface QualifiedName {
  readonly parts: readonly { readonly text: string }[];
}

/** Sees a value and every object within it. */
export function visit(value: unknown, see: (node: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (typeof value === 'object' && value !== null) {
    see(value as Record<string, unknown>);
    for (const item of Object.values(value)) visit(item, see);
  }
}
