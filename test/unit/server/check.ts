import type { Catalog, FieldInfo, SqlType } from '../../../dialect/src/index.ts';
import { emptyCatalog } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { updateDocument } from '../../../server/src/documents.ts';
import type { DocumentModel } from '../../../server/src/documents.ts';
import { cursor } from './cursor.ts';

/** A field that samples showed. */
export function field(name: string, type: SqlType['name'], more: Partial<FieldInfo> = {}): FieldInfo {
  return { name, type: { name: type }, certainty: 'sampled', nullable: true, mayBeArray: false, ...more };
}

/** A shop: two collections, two pools, of which one is alive. */
export const shop: Catalog = {
  ...emptyCatalog,
  version: 1,
  database: 'shop',
  databases: ['admin', 'shop'],
  connections: ['local', 'shop-prod'],
  defaultConnection: 'local',
  servers: [{ connection: 'local', host: 'localhost:27017', limit: 1000 }],
  complete: true,
  collections: [
    {
      name: 'orders',
      kind: 'collection',
      closed: false,
      estimatedCount: 1_200_000,
      indexes: [
        { name: '_id_', keys: [{ path: '_id', direction: 1 }], unique: true, sparse: false, partial: false },
        {
          name: 'by_status',
          keys: [{ path: 'status', direction: 1 }],
          unique: false,
          sparse: false,
          partial: false,
        },
      ],
      fields: [
        field('_id', 'objectId'),
        field('customer_id', 'int'),
        field('status', 'text', { examples: ['completed', 'open'], presence: 0.98 }),
        field('total', 'double'),
      ],
    },
    {
      name: 'users',
      kind: 'collection',
      closed: false,
      indexes: [],
      fields: [field('_id', 'objectId'), field('user_id', 'int'), field('full name', 'text')],
    },
  ],
  pools: [
    {
      name: 'read_pool',
      connection: 'local',
      database: 'shop',
      state: 'ready',
      options: { maxPoolSize: 150, minPoolSize: 10 },
      live: {
        health_status: 'HEALTHY',
        active_connections: 21,
        current_connections: 42,
        max_connections: 150,
        avg_checkout_time_ms: 0.8312,
        waiting_operations: 0,
      },
    },
    { name: 'write_pool', state: 'paused', options: { maxPoolSize: 75 } },
  ],
};

export function model(text: string, catalog: Catalog = shop): DocumentModel {
  return updateDocument({ uri: 'file:///test.qlsql', text, catalog });
}

/** Asks a feature at the cursor mark of a text; gives the answer with a function that cuts spans out of the text. */
export function check<Answer>(
  marked: string,
  feature: (document: DocumentModel, offset: number) => Answer,
  catalog: Catalog = shop,
): { readonly answer: Answer; readonly cut: (span: Span) => string } {
  const { text, offset } = cursor(marked);
  return { answer: feature(model(text, catalog), offset), cut: ({ start, end }) => text.slice(start, end) };
}
