import { poolOptions } from './catalogue.ts';
import { longestTimer } from './links.ts';
import type { PoolOption } from './option.ts';

/** The kinds of groups of pools, as CREATE CONNECTION_POOL_GROUP … TYPE names them. */
export const groupTypes = ['READ_WRITE', 'TENANT', 'REGION', 'PRIORITY', 'BATCH'] as const;
export type GroupType = (typeof groupTypes)[number];

/** What one member of a group may be given: where it leads, how much runs at once, and every option of a pool. */
export const memberOptions: readonly PoolOption[] = [
  {
    name: 'connection',
    group: 'group',
    type: { kind: 'string' },
    defaultNote: 'the group’s own',
    documentation: 'The connection profile that the member’s pool is made on, or ‘mongodb://…’.',
  },
  {
    name: 'database',
    group: 'group',
    type: { kind: 'string' },
    defaultNote: 'the group’s own',
    documentation: 'The database that unqualified collection names lie in.',
  },
  {
    name: 'maxConcurrent',
    group: 'group',
    type: { kind: 'integer', min: 0 },
    defaultNote: 'maxPoolSize in a group of priorities, else no limit',
    documentation:
      'How many statements the member runs at once; others wait in its queue, up to waitQueueTimeoutMS. 0 means no limit.',
  },
  {
    name: 'maxQueued',
    group: 'group',
    type: { kind: 'integer', min: 0 },
    defaultNote: '10 for low and 25 for normal in a group of priorities, else no limit',
    documentation: 'How many statements may wait in the member’s queue: one more is refused at once.',
  },
  ...poolOptions.filter(({ secret, deprecated }) => !secret && !deprecated),
];

function member(name: string, documentation: string): PoolOption {
  return { name, group: 'group', type: { kind: 'document', fields: memberOptions }, documentation };
}

function members(name: string, documentation: string): PoolOption {
  return { name, group: 'group', type: { kind: 'members', fields: memberOptions }, documentation };
}

function variable(byDefault: string, what: string): PoolOption {
  return {
    name: 'variable',
    group: 'group',
    type: { kind: 'string', pattern: '^[A-Za-z_]\\w*$' },
    default: byDefault,
    documentation: `The session variable, without its @, that says which ${what} statements run for where USE named none.`,
  };
}

/** Of every type: when a member that fails is left alone, and for how long. */
const breakerOptions: readonly PoolOption[] = [
  {
    name: 'failureThreshold',
    group: 'group',
    type: { kind: 'integer', min: 1 },
    default: 3,
    documentation:
      'How many statements in a row may fail to reach a member before it is left alone; it is at once where none of its servers answers.',
  },
  {
    name: 'retryAfterMS',
    group: 'group',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 5000,
    unit: 'ms',
    documentation: 'How long a member is left alone before it is asked whether it answers again.',
  },
];

const ownOptions: Readonly<Record<GroupType, readonly PoolOption[]>> = {
  READ_WRITE: [
    member('read', 'The pool that statements which only read run through.'),
    member(
      'write',
      'The pool for statements that write, for transactions, and for reads while the other is out.',
    ),
  ],
  TENANT: [
    members('tenants', 'The tenants by name. ALTER adds those that are new; NULL for a name takes it away.'),
    variable('tenant', 'tenant'),
    {
      name: 'maxConnections',
      group: 'group',
      type: { kind: 'integer', min: 0 },
      default: 200,
      unit: 'connections',
      documentation:
        'The most connections that the open pools of all tenants may come to: the sum of their maxPoolSize. The one unused for longest closes for the next. 0 means no limit.',
    },
    {
      name: 'closeUnusedAfterMS',
      group: 'group',
      type: { kind: 'integer', min: 0, max: longestTimer },
      default: 600_000,
      unit: 'ms',
      documentation:
        'A tenant’s pool that is unused for longer is closed; its next statement opens it. 0 means never.',
    },
  ],
  REGION: [
    members('regions', 'The regions by name, in the order of preference.'),
    {
      name: 'routing',
      group: 'group',
      type: { kind: 'enum', values: ['nearest', 'listed'] },
      default: 'nearest',
      documentation:
        'nearest: to the region with the best score of latency, errors and health. listed: to the first in order that answers.',
    },
    {
      name: 'switchMargin',
      group: 'group',
      type: { kind: 'number', min: 0 },
      default: 10,
      documentation:
        'How many points of score another region must be better by before nearest changes to it.',
    },
  ],
  PRIORITY: [
    member('critical', 'The lane that nothing else can fill.'),
    member('high', 'The lane for what people wait for.'),
    member('normal', 'The lane for everything that says nothing else; refuses past 25 in its queue.'),
    member('low', 'The lane for what can wait; refuses past 10 in its queue.'),
    variable('priority', 'priority'),
  ],
  BATCH: [
    {
      name: 'batchSize',
      group: 'group',
      type: { kind: 'integer', min: 1, max: 100_000 },
      default: 1000,
      documentation: 'How many documents go to the server together.',
    },
    {
      name: 'concurrency',
      group: 'group',
      type: { kind: 'integer', min: 1 },
      default: 4,
      documentation:
        'How many batches of all statements are on their way at once; the next waits for one to end.',
    },
    {
      name: 'bypassDocumentValidation',
      group: 'group',
      type: { kind: 'boolean' },
      default: false,
      documentation: 'Whether documents are written unchecked by the validator of their collection.',
    },
  ],
};

/** What stands behind the name of a member in a table of members. */
export function memberOption(name: string, fields: readonly PoolOption[]): PoolOption {
  return {
    name,
    group: 'group',
    type: { kind: 'document', fields },
    documentation: 'A member of the group.',
  };
}

/** The options of a group of that type beside those of a pool, which hold for all its members; of any type where none is known. */
export function groupOptions(type: GroupType | undefined): readonly PoolOption[] {
  const types = type === undefined ? groupTypes : [type];
  const own = new Map(types.flatMap((each) => ownOptions[each]).map((option) => [option.name, option]));
  return [...own.values(), ...breakerOptions];
}

/** The members that every group of a type has; none where the statement names them. */
export function memberNames(type: GroupType): readonly string[] {
  if (type === 'BATCH') return ['batch'];
  return ownOptions[type].filter((option) => option.type.kind === 'document').map(({ name }) => name);
}

/** The option that names a group's members, where the type does not: `tenants`, `regions`. */
export function memberTable(type: GroupType): string | undefined {
  return ownOptions[type].find((option) => option.type.kind === 'members')?.name;
}
