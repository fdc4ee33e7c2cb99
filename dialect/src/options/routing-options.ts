import { links } from './links.ts';
import type { PoolOption } from './option.ts';

const modes = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];
const own = 'the connection’s own';

const staleness: PoolOption = {
  name: 'maxStalenessSeconds',
  group: 'routing',
  type: { kind: 'integer', min: 90 },
  unit: 'seconds',
  documentation: 'How far a secondary may lag behind before reads no longer go to it.',
};

/** Which server an operation goes to. */
export const routingOptions: readonly PoolOption[] = [
  {
    name: 'readPreference',
    driver: 'readPreference',
    group: 'routing',
    type: {
      kind: 'document',
      shorthand: 'mode',
      needsShorthand: true,
      fields: [
        {
          name: 'mode',
          group: 'routing',
          type: { kind: 'enum', values: modes },
          documentation: 'Which members of the replica set reads go to.',
        },
        {
          name: 'tags',
          group: 'routing',
          type: { kind: 'tagSets' },
          documentation: 'Tags that a member must have, the preferred set first.',
        },
        staleness,
        {
          name: 'hedge',
          group: 'routing',
          type: {
            kind: 'document',
            fields: [
              {
                name: 'enabled',
                group: 'routing',
                type: { kind: 'boolean' },
                documentation: 'Whether reads are hedged.',
              },
            ],
          },
          documentation: 'Whether mongos sends a read to two members and takes the first answer.',
        },
      ],
    },
    defaultNote: own,
    documentation: 'Which members of the replica set reads go to.',
    link: links.readPreference,
  },
  {
    ...staleness,
    driver: 'maxStalenessSeconds',
    defaultNote: 'no limit',
    link: links.readPreference,
  },
  {
    name: 'readPreferenceTags',
    driver: 'readPreferenceTags',
    group: 'routing',
    type: { kind: 'tagSets' },
    defaultNote: 'any member',
    documentation: 'Tags that a member must have for reads to go to it, the preferred set first.',
    link: links.readPreference,
  },
  {
    name: 'localThresholdMS',
    driver: 'localThresholdMS',
    group: 'routing',
    type: { kind: 'integer', min: 0 },
    default: 15,
    unit: 'ms',
    documentation: 'Servers whose round-trip time is this close to the nearest one’s share the operations.',
    link: links.connection,
  },
  {
    name: 'replicaSet',
    driver: 'replicaSet',
    group: 'routing',
    type: { kind: 'string' },
    defaultNote: own,
    documentation: 'The name of the replica set; servers that say another are left out.',
    link: links.connection,
  },
  {
    name: 'directConnection',
    driver: 'directConnection',
    group: 'routing',
    type: { kind: 'boolean' },
    defaultNote: own,
    documentation: 'Whether to speak to the one host of the URI only, whatever its role in a replica set.',
    link: links.connection,
  },
  {
    name: 'srvMaxHosts',
    driver: 'srvMaxHosts',
    group: 'routing',
    type: { kind: 'integer', min: 0 },
    default: 0,
    documentation: 'How many of the hosts that a mongodb+srv URI leads to are used; 0 means all.',
    link: links.connection,
  },
  {
    name: 'srvServiceName',
    driver: 'srvServiceName',
    group: 'routing',
    type: { kind: 'string' },
    default: 'mongodb',
    documentation: 'The service’s name in the DNS record of a mongodb+srv URI.',
    link: links.connection,
  },
  {
    name: 'srvAllowedHostsSuffix',
    driver: 'srvAllowedHostsSuffix',
    group: 'routing',
    type: { kind: 'string' },
    defaultNote: 'the domain of the URI',
    documentation:
      'What the name of every host must end with that a mongodb+srv URI leads to. It weakens the usual check of names: take the longest that fits.',
    link: links.driver,
  },
];
