import { writtenName } from '../../../dialect/src/text/written-name.ts';
import { formatDuration, formatPlural } from '../messages/format.ts';
import { alterStatement } from '../pools/advice.ts';
import { worstKind } from '../pools/error-kinds.ts';
import { shutOut, silent, slowWays, wayText } from '../pools/health.ts';
import { holderText } from '../pools/leak-watch.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { Rule } from './rule.ts';
import { critical, warning } from './rule.ts';

// What goes wrong in a pool and at its servers.

const second = 1000;
const fewestOperations = 20;
const topology = [
  'serverDescriptionChanged',
  'serverHeartbeatFailed',
  'serverClosed',
  'connectionPoolCleared',
];

export const troubleRules: readonly Rule[] = [
  {
    name: 'connection_leak',
    condition: 'a connection is out for longer than leakDetectionThresholdMS',
    levels: [warning(0)],
    holdMs: 0,
    clearMs: 0,
    events: ['connectionLeakSuspected'],
    measure: ({ pool, leaks: [longest] }) =>
      longest && { value: longest.heldMs, limit: Number(pool.options['leakDetectionThresholdMS']) },
    tell: ({ leaks: [longest, ...others] }) => {
      if (!longest) return { message: 'The connection was given back.' };
      const more = others.length === 0 ? '' : ` ${formatPlural(others.length, 'more connection')} likewise.`;
      const what = `A connection to ${longest.host} has been out for ${formatDuration(longest.heldMs)}`;
      return {
        message: `${what}: ${redactUris(holderText(longest))}.${more}`,
        bare: `${what}.${more}`,
        unit: 'ms',
        host: longest.host,
        option: 'leakDetectionThresholdMS',
        advice: 'Stop what holds it, or raise leakDetectionThresholdMS where this is as it should be.',
        statement: `KILL CONNECTION ${longest.id};`,
        ...(longest.source === undefined ? {} : { source: longest.source }),
      };
    },
  },
  {
    name: 'error_rate',
    condition: 'more than 5 % (critical: 10 %) of the operations of the last five minutes failed',
    levels: [warning(5, 4), critical(10, 8)],
    holdMs: 5 * second,
    clearMs: 30 * second,
    events: ['connectionCheckOutFailed', 'connectionPoolCleared', ...topology],
    measure: ({ pool, lately }) =>
      lately.operations < fewestOperations ? undefined : { value: pool.errorRate * 100 },
    tell: ({ pool }, { value }) => ({
      message: `${value.toFixed(1)} % of the operations failed in the last five minutes${worstKind(pool.errorsByKind)}.`,
      unit: 'percent',
      advice: `See what failed: SELECT * FROM CONNECTION_POOL_OPERATIONS('${pool.name.replaceAll("'", "''")}') WHERE error IS NOT NULL.`,
    }),
  },
  {
    name: 'pool_cleared',
    condition: 'the driver emptied the pool of a server in the last five minutes',
    levels: [warning(0), critical(2)],
    holdMs: 0,
    clearMs: 0,
    events: topology,
    measure: ({ lately }) => ({ value: lately.clears }),
    tell: (_, { value }) => ({
      message: `The driver threw all connections to a server away, ${value === 1 ? 'once' : `${value} times`} in the last five minutes.`,
      advice:
        'A server failed or changed its role: the events before it tell which. The pool fills again by itself.',
    }),
  },
  {
    name: 'connections_refused',
    condition: 'a server refuses the pool’s login, or three connections in a row, for 3 seconds',
    levels: [critical(0)],
    holdMs: 3 * second,
    clearMs: 5 * second,
    events: ['connectionClosed', ...topology],
    measure: ({ pool }) => ({ value: shutOut(pool).length }),
    tell: ({ pool }) => {
      const [first, ...others] = shutOut(pool);
      const more = others.length === 0 ? '' : ` ${formatPlural(others.length, 'more server')} likewise.`;
      return {
        message: first
          ? `${first.address} lets no connection in: ${first.why}${more}`
          : 'Connections can be opened.',
        unit: 'hosts',
        ...(first ? { host: first.address } : {}),
        advice:
          first?.kind === 'authentication'
            ? 'The server knows no such user, or the password is another: correct the credentials of the connection and create the pool anew.'
            : '“Diagnose Connection…” tells at which step a connection fails.',
      };
    },
  },
  {
    name: 'pool_failed',
    condition: 'no server of the pool answers for 5 seconds',
    levels: [critical(0)],
    holdMs: 5 * second,
    clearMs: 5 * second,
    events: topology,
    measure: ({ pool }) => ({ value: pool.state === 'failed' && shutOut(pool).length === 0 ? 1 : 0 }),
    tell: ({ pool }) => ({
      message: `No server answers: ${pool.hosts.map(({ address }) => address).join(', ')}.`,
      advice: 'See whether the servers run and can be reached. RECONNECT builds the client anew.',
      statement: `RECONNECT CONNECTION_POOL ${writtenName(pool.name)};`,
    }),
  },
  {
    name: 'primary_lost',
    condition: 'a replica set has no primary for 5 seconds',
    levels: [critical(0)],
    holdMs: 5 * second,
    clearMs: 5 * second,
    events: topology,
    unless: ['pool_failed'],
    measure: ({ pool }) => ({ value: hasNoPrimary(pool) ? 1 : 0 }),
    tell: ({ pool }) => ({
      message: 'The replica set has no primary: nothing can be written.',
      advice: 'An election takes some ten seconds. If none comes, too few members can see one another.',
      ...(pool.options['readPreference'] === 'primary' || pool.options['readPreference'] === undefined
        ? {
            option: 'readPreference',
            statement: alterStatement(pool.name, { readPreference: 'primaryPreferred' }),
          }
        : {}),
    }),
  },
  {
    name: 'slow_network',
    condition:
      'a heartbeat to a server takes more than 100 ms there and back, and three times what it usually does, for 30 seconds',
    levels: [warning(100, 70)],
    holdMs: 30 * second,
    clearMs: 30 * second,
    events: topology,
    measure: ({ pool }) => ({ value: slowWays(pool)[0]?.roundTripMs ?? 0 }),
    tell: ({ pool }) => {
      const [far, ...others] = slowWays(pool);
      if (!far) return { message: 'The network is as fast as usual.' };
      const more = others.length === 0 ? '' : ` ${formatPlural(others.length, 'more server')} likewise.`;
      const what = wayText(far);
      return {
        message: `${what.charAt(0).toUpperCase()}${what.slice(1)}.${more}`,
        unit: 'ms',
        host: far.address,
        advice:
          'Each command waits at least as long. See whether the network or VPN in between is at its limit, or the server too busy to answer.',
      };
    },
  },
  {
    name: 'host_down',
    condition: 'a server of the pool does not answer for 5 seconds',
    levels: [warning(0)],
    holdMs: 5 * second,
    clearMs: 5 * second,
    events: topology,
    unless: ['pool_failed'],
    measure: ({ pool }) => ({ value: silent(pool).length }),
    tell: ({ pool }) => {
      const [host, ...others] = silent(pool);
      return {
        message: `No answer from ${[host, ...others].join(', ')}.`,
        unit: 'hosts',
        advice: 'See whether the server runs and can be reached; the pool goes on with the others.',
        ...(host === undefined || others.length > 0 ? {} : { host }),
      };
    },
  },
];

function hasNoPrimary({ hosts }: PoolSnapshot): boolean {
  // A connection to just one member knows nothing of the others.
  return (
    hosts.length > 1 &&
    hosts.some(({ role }) => role === 'secondary') &&
    !hosts.some(({ role }) => role === 'primary')
  );
}
