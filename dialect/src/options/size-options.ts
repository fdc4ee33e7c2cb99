import { links, longestTimer } from './links.ts';
import type { PoolOption } from './option.ts';

/** How many connections the pool holds, and for how long. */
export const sizeOptions: readonly PoolOption[] = [
  {
    name: 'maxPoolSize',
    driver: 'maxPoolSize',
    group: 'size',
    type: { kind: 'integer', min: 0 },
    default: 100,
    unit: 'connections',
    documentation:
      'The most connections that the pool may hold to each server, idle ones included; 0 means no limit. Operations beyond it wait in the queue.',
    link: links.connection,
  },
  {
    name: 'minPoolSize',
    driver: 'minPoolSize',
    group: 'size',
    type: { kind: 'integer', min: 0 },
    default: 5,
    unit: 'connections',
    documentation:
      'The connections that the pool keeps open to each server even when nothing uses them; CREATE opens them at once.',
    link: links.connection,
  },
  {
    name: 'maxConnecting',
    driver: 'maxConnecting',
    group: 'size',
    type: { kind: 'integer', min: 1 },
    default: 2,
    unit: 'connections',
    documentation: 'How many connections the pool establishes at the same time.',
    link: links.connection,
  },
  {
    name: 'maxIdleTimeMS',
    driver: 'maxIdleTimeMS',
    group: 'size',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 300_000,
    unit: 'ms',
    documentation: 'How long a connection may lie idle before the pool closes it; 0 means for ever.',
    link: links.connection,
  },
];
