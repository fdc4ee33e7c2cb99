import { links } from './links.ts';
import type { PoolOption } from './option.ts';

function flag(name: string, byDefault: boolean, documentation: string): PoolOption {
  return {
    name,
    driver: name,
    group: 'bson',
    type: { kind: 'boolean' },
    default: byDefault,
    documentation,
    link: links.driver,
  };
}

/** How values go into BSON and come out of it. */
export const bsonOptions: readonly PoolOption[] = [
  flag('promoteValues', true, 'Whether BSON values become plain JavaScript values where they fit.'),
  flag('promoteLongs', true, 'Whether 64-bit integers become plain numbers where they fit.'),
  flag('promoteBuffers', false, 'Whether binary values become buffers.'),
  flag('useBigInt64', false, 'Whether 64-bit integers become big integers.'),
  flag('bsonRegExp', false, 'Whether regular expressions stay BSON values.'),
  flag('ignoreUndefined', false, 'Whether undefined fields are left out of what is written.'),
  flag('checkKeys', false, 'Whether field names that MongoDB treats specially are refused.'),
  flag('serializeFunctions', false, 'Whether functions are written as code.'),
  flag('enableUtf8Validation', true, 'Whether text that is not valid UTF-8 is an error when read.'),
  flag('forceServerObjectId', false, 'Whether the server makes the _id of a new document.'),
];
