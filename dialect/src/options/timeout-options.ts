import { links, longestTimer } from './links.ts';
import type { PoolOption } from './option.ts';

/** How long to wait, and for what. */
export const timeoutOptions: readonly PoolOption[] = [
  {
    name: 'waitQueueTimeoutMS',
    driver: 'waitQueueTimeoutMS',
    group: 'timeouts',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 10_000,
    unit: 'ms',
    documentation: 'How long an operation waits for a free connection before it fails; 0 means for ever.',
    link: links.connection,
  },
  {
    name: 'connectTimeoutMS',
    driver: 'connectTimeoutMS',
    group: 'timeouts',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 10_000,
    unit: 'ms',
    documentation: 'How long opening a connection may take before it is given up; 0 means for ever.',
    link: links.connection,
  },
  {
    name: 'socketTimeoutMS',
    driver: 'socketTimeoutMS',
    group: 'timeouts',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 0,
    unit: 'ms',
    documentation:
      'How long a connection may be silent while a command runs before it is closed and the command fails; 0 means for ever. A statement may take long: that its server is gone is noticed by the heartbeat.',
    link: links.connection,
  },
  {
    name: 'serverSelectionTimeoutMS',
    driver: 'serverSelectionTimeoutMS',
    group: 'timeouts',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 5000,
    unit: 'ms',
    documentation: 'How long an operation waits for a server that suits its read preference before it fails.',
    link: links.connection,
  },
  {
    name: 'heartbeatFrequencyMS',
    driver: 'heartbeatFrequencyMS',
    group: 'timeouts',
    type: { kind: 'integer', min: 500, max: longestTimer },
    default: 10_000,
    unit: 'ms',
    documentation:
      'The time between two checks of a server, from the end of one to the beginning of the next.',
    link: links.connection,
  },
  {
    name: 'minHeartbeatFrequencyMS',
    driver: 'minHeartbeatFrequencyMS',
    group: 'timeouts',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 500,
    unit: 'ms',
    documentation: 'The shortest time between two checks of a server, also when the driver is in a hurry.',
    link: links.driver,
  },
];
