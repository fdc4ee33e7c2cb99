import { emptyCatalog } from '../../../dialect/src/index.ts';
import type { Catalog, CollectionInfo, FieldInfo, SqlType } from '../../../dialect/src/index.ts';

const field = (name: string, type: SqlType['name'], more: Partial<FieldInfo> = {}): FieldInfo => ({
  name,
  type: { name: type },
  certainty: 'declared',
  nullable: true,
  mayBeArray: false,
  ...more,
});

const collection = (
  name: string,
  fields: readonly FieldInfo[],
  more: Partial<CollectionInfo> = {},
): CollectionInfo => ({
  name,
  kind: 'collection',
  fields,
  closed: true,
  indexes: [],
  ...more,
});

const idIndex = {
  name: 'id_1',
  keys: [{ path: 'id', direction: 1 }],
  unique: true,
  sparse: false,
  partial: false,
} as const;

const sampled = { certainty: 'sampled', mayBeArray: true } as const;

/** `customers` and `orders` with validators that declare their fields, `events` known by samples only. */
export const shop: Catalog = {
  ...emptyCatalog,
  version: 1,
  database: 'shop',
  complete: true,
  collections: [
    collection(
      'customers',
      [
        field('id', 'int', { nullable: false }),
        field('name', 'text'),
        field('city', 'text'),
        field('since', 'date'),
        field('tags', 'array', { type: { name: 'array', element: { name: 'text' } } }),
      ],
      { indexes: [idIndex] },
    ),
    collection(
      'orders',
      [
        field('id', 'int', { nullable: false }),
        field('customer_id', 'int'),
        field('status', 'text'),
        field('total', 'decimal'),
        field('placed', 'timestamp'),
      ],
      { indexes: [idIndex] },
    ),
    collection(
      'events',
      [
        field('_id', 'objectId', { ...sampled, nullable: false, mayBeArray: false }),
        field('kind', 'text', sampled),
        field('value', 'double', sampled),
        field('page', 'document', {
          ...sampled,
          type: { name: 'document', fields: [{ name: 'url', type: { name: 'text' } }] },
        }),
      ],
      { closed: false },
    ),
  ],
};
