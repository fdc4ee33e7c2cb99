import { links, longestTimer } from './links.ts';
import type { PoolOption } from './option.ts';

const severities = [
  'off',
  'emergency',
  'alert',
  'critical',
  'error',
  'warn',
  'notice',
  'info',
  'debug',
  'trace',
];

function component(name: string, documentation: string): PoolOption {
  return { name, group: 'monitoring', type: { kind: 'enum', values: severities }, documentation };
}

/** What is watched: the pool manager's own options, and the driver's monitoring and log. */
export const monitoringOptions: readonly PoolOption[] = [
  {
    name: 'enableMonitoring',
    group: 'monitoring',
    type: { kind: 'boolean' },
    default: true,
    documentation: 'Whether the pool’s commands are timed, and its samples kept; sizes are always counted.',
  },
  {
    name: 'monitoringInterval',
    group: 'monitoring',
    type: { kind: 'integer', min: 1000, max: longestTimer },
    default: 30_000,
    unit: 'ms',
    documentation: 'The time between two samples of the pool’s history.',
  },
  {
    name: 'leakDetectionThresholdMS',
    group: 'monitoring',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 60_000,
    unit: 'ms',
    documentation:
      'A connection that is checked out for longer raises an alert that says who holds it; 0 means never.',
  },
  {
    name: 'drainTimeoutMS',
    group: 'monitoring',
    type: { kind: 'integer', min: 0, max: longestTimer },
    default: 30_000,
    unit: 'ms',
    documentation:
      'How long ALTER and DROP let running operations finish before they close the old connections.',
  },
  {
    name: 'serverMonitoringMode',
    driver: 'serverMonitoringMode',
    group: 'monitoring',
    type: { kind: 'enum', values: ['auto', 'poll', 'stream'] },
    default: 'auto',
    documentation: 'How the driver watches a server: it asks now and then, or the server tells of changes.',
    link: links.connection,
  },
  {
    name: 'mongodbLogPath',
    driver: 'mongodbLogPath',
    group: 'monitoring',
    type: { kind: 'enum', values: ['stderr', 'stdout'] },
    default: 'stderr',
    documentation: 'Where the driver’s own log goes.',
    link: links.driver,
  },
  {
    name: 'mongodbLogComponentSeverities',
    driver: 'mongodbLogComponentSeverities',
    group: 'monitoring',
    type: {
      kind: 'document',
      fields: [
        component('default', 'For every component that is not named.'),
        component('command', 'Commands and their answers.'),
        component('topology', 'Servers that come, go and change roles.'),
        component('serverSelection', 'The choice of a server for an operation.'),
        component('connection', 'Connections and pools.'),
        component('client', 'The client itself.'),
      ],
    },
    defaultNote: 'off',
    documentation: 'From which severity on each component of the driver writes to its log.',
    link: links.driver,
  },
  {
    name: 'mongodbLogMaxDocumentLength',
    driver: 'mongodbLogMaxDocumentLength',
    group: 'monitoring',
    type: { kind: 'integer', min: 0 },
    default: 1000,
    documentation: 'How many characters of a document the driver’s log shows.',
    link: links.driver,
  },
];
