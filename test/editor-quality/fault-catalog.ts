import type { Catalog, CollectionInfo, FieldInfo, SqlType } from '../../dialect/src/index.ts';
import { emptyCatalog } from '../../dialect/src/index.ts';

const field = (name: string, type: SqlType): FieldInfo => ({
  ...{ name, type, certainty: 'declared', nullable: true },
  mayBeArray: type.name === 'array',
});

function collection(name: string, fields: Readonly<Record<string, SqlType['name']>>): CollectionInfo {
  const declared = Object.entries(fields).map(([each, type]) =>
    field(each, type === 'array' ? { name: type, element: { name: 'text' } } : { name: type }),
  );
  const id = field('_id', { name: 'objectId' });
  return { name, kind: 'collection', closed: true, indexes: [], fields: [id, ...declared] };
}

/** A shop whose validators declare every field: what is not among them is a mistake. */
export const faultCatalog: Catalog = {
  ...emptyCatalog,
  ...{ version: 1, database: 'shop', databases: ['shop'], connections: ['local', 'shop-prod'] },
  ...{ complete: true, serverVersion: [6, 0, 5] },
  collections: [
    collection('customers', { id: 'int', name: 'text', city: 'text', born: 'date' }),
    collection('orders', {
      ...{ id: 'int', customer_id: 'int', status: 'text' },
      ...{ total: 'double', placed: 'timestamp' },
    }),
    collection('products', { id: 'int', name: 'text', price: 'decimal', tags: 'array', active: 'boolean' }),
  ],
  pools: [
    {
      ...{ name: 'read_pool', connection: 'local', database: 'shop', state: 'ready' },
      options: { maxPoolSize: 150, minPoolSize: 10 },
    },
  ],
};
