import type { OptionValues } from './driver-options.ts';
import type { GroupType } from './group-options.ts';

const second = 1000;
const minute = 60 * second;

const safeWrite = { w: 'majority', j: true };

/** The lanes of a PRIORITY group: `[maxPoolSize, minPoolSize, idle, connect, socket, selection in ms, maxQueued]`. */
const lanes: Readonly<Record<string, readonly [number, number, number, number, number, number, number?]>> = {
  critical: [100, 10, minute, 5 * second, 10 * second, 3 * second],
  high: [75, 8, 2 * minute, 8 * second, 20 * second, 5 * second],
  normal: [50, 5, 5 * minute, 10 * second, 30 * second, 8 * second, 25],
  low: [25, 2, 10 * minute, 15 * second, 60 * second, 15 * second, 10],
};

/**
 * What a member of a group has where nobody says otherwise: over the defaults of a pool, below the group's own options.
 * Written with maxConcurrent and maxQueued, which are the member's and not its pool's.
 */
export function memberDefaults(type: GroupType, member: string): OptionValues {
  switch (type) {
    case 'READ_WRITE':
      return member === 'write'
        ? {
            ...{
              maxPoolSize: 50,
              minPoolSize: 5,
              readPreference: 'primary',
              heartbeatFrequencyMS: 5 * second,
            },
            ...{ writeConcern: safeWrite, readConcern: { level: 'majority' }, retryWrites: true },
          }
        : {
            ...{ maxPoolSize: 100, minPoolSize: 10, readPreference: 'secondaryPreferred', retryReads: true },
            ...{ readConcern: { level: 'available' }, maxIdleTimeMS: 10 * minute },
          };
    case 'TENANT':
      return { maxPoolSize: 20, minPoolSize: 2, appName: `app_tenant_${member}` };
    case 'REGION':
      return {
        ...{ maxPoolSize: 75, minPoolSize: 10, readPreference: 'nearest', compressors: ['zstd', 'zlib'] },
        ...{ connectTimeoutMS: 15 * second, serverSelectionTimeoutMS: 10 * second, appName: `app_${member}` },
      };
    case 'PRIORITY': {
      const critical = member === 'critical';
      const [maxPoolSize, minPoolSize, idle, connect, socket, selection, maxQueued] =
        lanes[member] ?? lanes['normal'] ?? [];
      return {
        ...{ maxPoolSize, minPoolSize, maxIdleTimeMS: idle, connectTimeoutMS: connect },
        ...{ socketTimeoutMS: socket, serverSelectionTimeoutMS: selection },
        readConcern: { level: critical ? 'majority' : 'available' },
        writeConcern: critical ? { ...safeWrite, wtimeoutMS: 10 * second } : { w: 1, wtimeoutMS: 5 * second },
        appName: `app_priority_${member}`,
        ...(maxQueued === undefined ? {} : { maxQueued }),
      };
    }
    case 'BATCH':
      return {
        ...{ maxPoolSize: 200, minPoolSize: 20, maxConnecting: 10, maxIdleTimeMS: 30 * minute },
        ...{
          connectTimeoutMS: 30 * second,
          socketTimeoutMS: 2 * minute,
          serverSelectionTimeoutMS: 15 * second,
        },
        ...{
          heartbeatFrequencyMS: 30 * second,
          readPreference: 'secondary',
          readConcern: { level: 'available' },
        },
        ...{ writeConcern: { w: 1 }, compressors: ['zstd', 'zlib'], appName: 'batch_processor' },
      };
  }
}
