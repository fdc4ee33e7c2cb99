import { links, longestTimer } from './links.ts';
import type { PoolOption } from './option.ts';

const level = ['local', 'available', 'majority', 'linearizable', 'snapshot'];
const own = 'the connection’s own';

const writeConcernFields: readonly PoolOption[] = [
  {
    name: 'w',
    group: 'reliability',
    type: { kind: 'integerOrWord', min: 0, words: ['majority'], open: true },
    documentation:
      'How many members must have a write before it counts as done: a number, `majority`, or the name of a custom write concern.',
  },
  {
    name: 'j',
    group: 'reliability',
    type: { kind: 'boolean' },
    documentation: 'Whether a write must stand in the journal on disk before it counts as done.',
  },
  {
    name: 'journal',
    group: 'reliability',
    type: { kind: 'boolean' },
    documentation: 'The same as j.',
  },
  {
    name: 'wtimeoutMS',
    group: 'reliability',
    type: { kind: 'integer', min: 0, max: longestTimer },
    unit: 'ms',
    documentation: 'How long to wait for the members; 0 means for ever.',
  },
  {
    name: 'wtimeout',
    group: 'reliability',
    type: { kind: 'integer', min: 0, max: longestTimer },
    unit: 'ms',
    documentation: 'The same as wtimeoutMS.',
  },
];

/** What is retried, and when a read or a write counts as done. */
export const reliabilityOptions: readonly PoolOption[] = [
  {
    name: 'retryWrites',
    driver: 'retryWrites',
    group: 'reliability',
    type: { kind: 'boolean' },
    default: true,
    documentation: 'Whether a write that failed for network or failover reasons is tried once more.',
    link: links.connection,
  },
  {
    name: 'retryReads',
    driver: 'retryReads',
    group: 'reliability',
    type: { kind: 'boolean' },
    default: true,
    documentation: 'Whether a read that failed for network or failover reasons is tried once more.',
    link: links.connection,
  },
  {
    name: 'maxAdaptiveRetries',
    driver: 'maxAdaptiveRetries',
    group: 'reliability',
    type: { kind: 'integer', min: 0 },
    default: 2,
    documentation: 'How often an operation is tried again while the server says that it is overloaded.',
    link: links.driver,
  },
  {
    name: 'enableOverloadRetargeting',
    driver: 'enableOverloadRetargeting',
    group: 'reliability',
    type: { kind: 'boolean' },
    default: false,
    documentation: 'Whether a retry during overload goes to another server.',
    link: links.driver,
  },
  {
    name: 'readConcern',
    driver: 'readConcern',
    group: 'reliability',
    type: {
      kind: 'document',
      shorthand: 'level',
      needsShorthand: true,
      fields: [
        {
          name: 'level',
          group: 'reliability',
          type: { kind: 'enum', values: level },
          documentation: 'How durable and how consistent the data must be that a read returns.',
        },
      ],
    },
    defaultNote: own,
    documentation: 'How durable and how consistent the data must be that a read returns.',
    link: links.readConcern,
  },
  {
    name: 'readConcernLevel',
    driver: 'readConcernLevel',
    group: 'reliability',
    type: { kind: 'enum', values: level },
    defaultNote: own,
    documentation: 'The level of readConcern alone.',
    link: links.readConcern,
  },
  {
    name: 'writeConcern',
    driver: 'writeConcern',
    group: 'reliability',
    type: { kind: 'document', fields: writeConcernFields, shorthand: 'w' },
    defaultNote: own,
    documentation: 'How many members must have a write, and where, before it counts as done.',
    link: links.writeConcern,
  },
  {
    name: 'w',
    driver: 'w',
    group: 'reliability',
    type: { kind: 'integerOrWord', min: 0, words: ['majority'], open: true },
    defaultNote: own,
    documentation: 'The w of writeConcern alone.',
    link: links.writeConcern,
    deprecated: 'writeConcern',
  },
  {
    name: 'journal',
    driver: 'journal',
    group: 'reliability',
    type: { kind: 'boolean' },
    defaultNote: own,
    documentation: 'The j of writeConcern alone.',
    link: links.writeConcern,
    deprecated: 'writeConcern',
  },
  {
    name: 'wtimeoutMS',
    driver: 'wtimeoutMS',
    group: 'reliability',
    type: { kind: 'integer', min: 0, max: longestTimer },
    defaultNote: own,
    unit: 'ms',
    documentation: 'The wtimeoutMS of writeConcern alone.',
    link: links.writeConcern,
    deprecated: 'writeConcern',
  },
  {
    name: 'serverApi',
    driver: 'serverApi',
    group: 'reliability',
    type: {
      kind: 'document',
      shorthand: 'version',
      needsShorthand: true,
      fields: [
        {
          name: 'version',
          group: 'reliability',
          type: { kind: 'enum', values: ['1'] },
          documentation: 'The version of the Stable API.',
        },
        {
          name: 'strict',
          group: 'reliability',
          type: { kind: 'boolean' },
          documentation: 'Whether the server refuses commands that the Stable API does not hold.',
        },
        {
          name: 'deprecationErrors',
          group: 'reliability',
          type: { kind: 'boolean' },
          documentation: 'Whether the server refuses what the Stable API deprecates.',
        },
      ],
    },
    defaultNote: own,
    documentation: 'The version of the Stable API that the server must keep to.',
    link: links.stableApi,
  },
];
