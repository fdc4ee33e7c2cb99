import { lookup, resolveSrv } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Outcome } from './finding.ts';
import { codeOf, failed, messageOf, ok, skipped, warning } from './finding.ts';
import type { Host, Target } from './target.ts';

/** The hosts behind a target's names, and what there is to say of the names. */
export async function findNames(
  target: Target,
): Promise<{ readonly outcome: Outcome; readonly hosts: readonly Host[] }> {
  if (target.options.proxyHost) {
    return {
      outcome: skipped(`The proxy ${target.options.proxyHost} finds the names.`),
      hosts: target.hosts,
    };
  }
  let { hosts } = target;
  if (target.srv) {
    const found = await findRecords(target.srv.host, target.srv.service);
    if ('outcome' in found) return { outcome: found.outcome, hosts: [] };
    hosts = found.hosts;
  }
  const named = hosts.filter(({ host, path }) => path === undefined && isIP(host) === 0);
  if (named.length === 0)
    return { outcome: skipped('There is no name to look up: the hosts are addresses.'), hosts };
  const tries = await Promise.all(named.map(({ host }) => addressesOf(host)));
  const unknown = tries.flatMap((found) => (typeof found === 'string' ? [] : [found]));
  const known = tries.flatMap((found) => (typeof found === 'string' ? [found] : []));
  const [first] = unknown;
  if (!first) return { outcome: ok(`${known.join('; ')}.`), hosts };
  const says = `${unknown.map(({ host }) => host).join(', ')} cannot be found.`;
  const outcome = unknown.length === named.length ? failed : warning;
  return { outcome: outcome(says, first.cause, first.cure), hosts };
}

async function findRecords(
  name: string,
  service: string,
): Promise<{ readonly hosts: readonly Host[] } | { readonly outcome: Outcome }> {
  const record = `_${service}._tcp.${name}`;
  try {
    const records = await resolveSrv(record);
    return { hosts: records.map(({ name: host, port }) => ({ host, port })) };
  } catch (error) {
    const code = codeOf(error);
    const missing = code === 'ENOTFOUND' || code === 'ENODATA';
    return {
      outcome: failed(
        `The name service has no hosts for ${name} (SRV ${record}: ${code || messageOf(error)}).`,
        missing
          ? 'The name is misspelt or the cluster is gone or paused, or the deployment has no SRV record at all.'
          : 'The name server in use does not answer SRV questions: some routers, VPNs and containers do not.',
        missing
          ? 'Compare the name with what your provider shows. A server without SRV record takes mongodb:// with host and port.'
          : 'Try another name server, or the mongodb:// form of the string, which lists the hosts.',
      ),
    };
  }
}

/** A sentence of a name's addresses, or why it has none. */
async function addressesOf(
  host: string,
): Promise<string | { readonly host: string; readonly cause: string; readonly cure: string }> {
  try {
    const found = await lookup(host, { all: true });
    return `${host} is ${found.map(({ address }) => address).join(', ')}`;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EAI_AGAIN' || code === 'ETIMEDOUT')
      return {
        host,
        cause: 'No name server answers: this machine is offline, or its VPN is not connected.',
        cure: 'Connect the network or the VPN, and try again.',
      };
    return {
      host,
      cause: 'The name is misspelt, or only known inside another network, such as that of a container.',
      cure: 'Check the spelling; for a container’s own name write localhost and the published port.',
    };
  }
}
