import { DataTransferItem, type TreeDragAndDropController } from 'vscode';
import type { ConnectionNode } from './connection-nodes.ts';
import type { ConnectionStore } from './connection-store.ts';
import { nameInSql } from './name-in-sql.ts';

const ownRows = 'application/vnd.code.tree.qlsql.connections';

/** Rows that are dragged: a name goes into an editor as SQL writes it, a connection into a folder. */
export function dragRows(connections: ConnectionStore): TreeDragAndDropController<ConnectionNode> {
  return {
    dragMimeTypes: ['text/plain'],
    dropMimeTypes: [ownRows],
    handleDrag(nodes, transfer) {
      const names = nodes.flatMap((node) => nameInSql(node) ?? []);
      if (names.length > 0) transfer.set('text/plain', new DataTransferItem(names.join(', ')));
      transfer.set(ownRows, new DataTransferItem(nodes));
    },
    async handleDrop(target, transfer) {
      const nodes = transfer.get(ownRows)?.value as readonly ConnectionNode[] | undefined;
      const names = (nodes ?? []).flatMap((node) => (node.kind === 'connection' ? [node.connection] : []));
      if (names.length === 0) return;
      if (target?.kind === 'folder') await connections.setFolder(names, target.folder);
      else if (target === undefined) await connections.setFolder(names, undefined);
      else if (target.kind === 'connection')
        await connections.setFolder(names, connections.get(target.connection)?.folder);
    },
  };
}
