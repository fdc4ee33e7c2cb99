import { ObjectId, UUID } from 'bson';
import { cond } from './expression.ts';
import type { ScalarFunction } from './lowering.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { numberType } from './type-rules.ts';
import { doubleType } from './values.ts';

/** Values that are others each time. */
export const randomFunctions: readonly ScalarFunction[] = [
  {
    name: 'RANDOM',
    aliases: ['RAND'],
    category: 'number',
    documentation:
      'A number from 0 up to, not including, 1, or a whole number between two, both included; another one for each row.',
    example: { sql: 'RANDOM()', result: '0.8972164' },
    signatures: [
      signature('', doubleType),
      signature('low integer, high integer', ([low, high]) => numberType(low!, high!), 'the same type'),
    ],
    nulls: 'strict',
    volatile: true,
    lower: ({ it: [low, high], returns }) => {
      if (low === undefined) return { $rand: {} };
      const count = { $add: [{ $subtract: [high, low] }, 1] };
      const value = { $add: [low, { $floor: { $multiply: [{ $rand: {} }, count] } }] };
      const whole = returns.name === 'int' ? { $toInt: value } : { $toLong: value };
      return cond({ $gt: [low, high] }, raise('argument', 'RANDOM begins above its end'), whole);
    },
  },
  {
    name: 'GEN_RANDOM_UUID',
    aliases: ['UUID_GENERATE_V4', 'UUIDV4'],
    category: 'system',
    documentation: 'A random UUID: one for the whole statement.',
    example: { sql: 'GEN_RANDOM_UUID()', result: 'f0e4c2f7-6d3b-4a5e-9a7f-2f2f0c5c6d1a' },
    signatures: [signature('', { name: 'uuid' })],
    nulls: 'native',
    evaluate: () => new UUID().toBinary(),
  },
  {
    name: 'UUIDV7',
    category: 'system',
    documentation:
      'A UUID that begins with the time, so that later ones sort behind it: one for the whole statement.',
    example: { sql: 'UUIDV7()', result: '019535d9-3df7-79fb-b466-fa907fa17f9e' },
    signatures: [signature('', { name: 'uuid' })],
    nulls: 'native',
    evaluate: (_, { now }) => {
      const uuid = new UUID().toBinary();
      const view = new DataView(uuid.buffer.buffer, uuid.buffer.byteOffset);
      view.setUint32(0, Math.floor(now.getTime() / 2 ** 16));
      view.setUint16(4, now.getTime() % 2 ** 16);
      view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
      return uuid;
    },
  },
  {
    name: 'NEW_OBJECTID',
    category: 'system',
    documentation: 'A new ObjectId: one for the whole statement.',
    example: { sql: 'NEW_OBJECTID()', result: '65e05b9d8f1b2c3d4e5f6071' },
    signatures: [signature('', { name: 'objectId' })],
    nulls: 'native',
    evaluate: () => new ObjectId(),
  },
];
