import type { CollectionInfo, FieldInfo, IndexInfo } from '../../../dialect/src/index.ts';
import type { ListedCollection } from '../run/catalog-source.ts';

/** A row of the connections view. Commands go by `connection`, `collection` and `path`; `within` is a collection's id. */
export type ConnectionNode =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'connection'; readonly connection: string }
  | { readonly kind: 'database'; readonly connection: string; readonly database: string }
  | {
      readonly kind: 'collection';
      readonly connection: string;
      readonly database: string;
      readonly collection: string;
      readonly listed: ListedCollection;
    }
  | { readonly kind: 'field'; readonly within: string; readonly path: string; readonly field: FieldInfo }
  | { readonly kind: 'indexes'; readonly within: string; readonly indexes: readonly IndexInfo[] }
  | { readonly kind: 'index'; readonly within: string; readonly index: IndexInfo }
  /** What an empty row has below it. */
  | { readonly kind: 'nothing'; readonly within: string; readonly message: string }
  | { readonly kind: 'trouble'; readonly message: string };

export type CollectionNode = Extract<ConnectionNode, { readonly kind: 'collection' }>;

export function isNode(row: unknown): row is ConnectionNode {
  return typeof row === 'object' && row !== null && 'kind' in row && ('connection' in row || 'folder' in row);
}

/** Stays the same over refreshes, so that rows stay open and selected; unlike their objects. */
export function idOf(node: ConnectionNode): string {
  switch (node.kind) {
    case 'folder':
      return `n:${node.folder}`;
    case 'connection':
      return `c:${node.connection}`;
    case 'database':
      return `d:${node.connection}/${node.database}`;
    case 'collection':
      return `t:${node.connection}/${node.database}/${node.collection}`;
    case 'field':
      return `f:${node.within}/${node.path}`;
    case 'indexes':
      return `i:${node.within}`;
    case 'index':
      return `i:${node.within}/${node.index.name}`;
    case 'nothing':
      return `e:${node.within}`;
    case 'trouble':
      return `x:${node.message}`;
  }
}

export function nothing(within: ConnectionNode, message: string): ConnectionNode {
  return { kind: 'nothing', within: idOf(within), message };
}

export function fieldNodes(
  parent: Extract<ConnectionNode, { readonly kind: 'collection' | 'field' }>,
  fields: readonly FieldInfo[],
): ConnectionNode[] {
  const [within, before] = parent.kind === 'field' ? [parent.within, `${parent.path}.`] : [idOf(parent), ''];
  return fields.map((field) => ({ kind: 'field', within, path: `${before}${field.name}`, field }));
}

export function indexesOf(node: CollectionNode, { indexes }: CollectionInfo): ConnectionNode {
  return { kind: 'indexes', within: idOf(node), indexes };
}
