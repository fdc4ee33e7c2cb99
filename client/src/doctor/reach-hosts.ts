import { connect } from 'node:net';
import type { Outcome } from './finding.ts';
import { codeOf, failed, messageOf, ok, skipped, warning } from './finding.ts';
import type { Host, Target } from './target.ts';
import { patienceMs, placeOf } from './target.ts';

/** The hosts that take a TCP connection, and what there is to say of the others. */
export async function reachHosts(
  target: Target,
  hosts: readonly Host[],
): Promise<{ readonly outcome: Outcome; readonly hosts: readonly Host[] }> {
  if (target.options.proxyHost)
    return { outcome: skipped(`The proxy ${target.options.proxyHost} reaches the hosts.`), hosts };
  const tries = await Promise.all(hosts.map(async (host) => ({ host, error: await reach(host) })));
  const reached = tries.filter(({ error }) => error === undefined).map(({ host }) => host);
  const [missed] = tries.filter(({ error }) => error !== undefined);
  if (!missed) {
    const [only] = hosts;
    const says =
      hosts.length === 1 && only
        ? `${placeOf(only)} takes connections.`
        : `All ${hosts.length} hosts take connections.`;
    return { outcome: ok(says), hosts };
  }
  const names = tries.filter(({ error }) => error !== undefined).map(({ host }) => placeOf(host));
  const { says, cause, cure } = whyNot(missed.error);
  const outcome = reached.length === 0 ? failed : warning;
  return { outcome: outcome(`${names.join(', ')} ${says}.`, cause, cure), hosts: reached };
}

/** Why a host takes no connection; undefined where it does. */
export function reach({ host, port, path }: Host): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const socket = path === undefined ? connect({ host, port }) : connect({ path });
    const end = (error?: Error): void => {
      socket.destroy();
      resolve(error);
    };
    socket.setTimeout(patienceMs, () =>
      end(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
    );
    socket.once('connect', () => end());
    socket.once('error', end);
  });
}

function whyNot(error: unknown): { readonly says: string; readonly cause: string; readonly cure: string } {
  // Where a name has several addresses, each failed in its own way; the first tells enough.
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  switch (codeOf(first)) {
    case 'ECONNREFUSED':
      return {
        says: 'refuses the connection',
        cause: 'The machine is there, but nothing listens at this port.',
        cure: 'Start MongoDB there, or correct the port. In a container the port has to be published.',
      };
    case 'ETIMEDOUT':
      return {
        says: `gives no answer within ${patienceMs / 1000} seconds`,
        cause: 'A firewall drops the connection, or the machine is off.',
        cure: 'Allow this machine’s address (in Atlas: Network Access), or connect the VPN.',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        says: 'cannot be reached from this network',
        cause: 'There is no route to the address: this machine is offline, or the address is private.',
        cure: 'Connect the network or the VPN that the server is in.',
      };
    case 'ENOENT':
    case 'EACCES':
      return {
        says: `cannot be opened (${codeOf(first)})`,
        cause: 'There is no socket file at this path, or this user may not use it.',
        cure: 'Compare the path with unixDomainSocket in the server’s configuration.',
      };
    default:
      return {
        says: `cannot be reached (${codeOf(first) || messageOf(first)})`,
        cause: 'The connection was ended before it stood.',
        cure: 'Look for a proxy or a firewall on the way, and in the server’s log.',
      };
  }
}
