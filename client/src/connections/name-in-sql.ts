import { writtenName } from '../../../dialect/src/text/written-name.ts';

/** The name of a collection or field of the tree as a statement writes it; undefined for what has no such name. */
export function nameInSql(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  if ('path' in row && typeof row.path === 'string') return row.path.split('.').map(writtenName).join('.');
  if ('collection' in row && typeof row.collection === 'string') return writtenName(row.collection);
  return undefined;
}
