import { MongoClient } from 'mongodb';
import type { Outcome } from './finding.ts';
import { failed, messageOf, ok, warning } from './finding.ts';
import { reach } from './reach-hosts.ts';
import { speaksTls } from './shake-hands.ts';
import type { Host, Target } from './target.ts';
import { directUri, placeOf, readPlace, tlsOptions } from './target.ts';

/** What a server says of itself before anybody logs in. */
interface Hello {
  readonly setName?: string;
  readonly hosts?: readonly string[];
  readonly primary?: string;
  readonly isWritablePrimary?: boolean;
  readonly secondary?: boolean;
  readonly msg?: string;
}

/** Whether a MongoDB answers, whether it is the one that is meant, and whether its set's other members can be reached. */
export async function greetServer(target: Target, host: Host): Promise<Outcome> {
  const place = placeOf(host);
  let hello: Hello;
  try {
    hello = await greet(target, host);
  } catch (error) {
    const wantsTls = target.options.tls !== true && host.path === undefined && (await speaksTls(host));
    if (wantsTls)
      return failed(
        `${place} answers in TLS only.`,
        'The connection string does not ask for TLS.',
        'Add tls=true to it.',
      );
    return failed(
      `What listens at ${place} does not answer as a MongoDB: ${messageOf(error)}.`,
      'Another program has this port, or a proxy stands before the server.',
      'Correct the port, or look at what listens there.',
    );
  }
  const wanted = target.options.replicaSet;
  if (wanted && hello.setName !== wanted)
    return failed(
      hello.setName
        ? `${place} belongs to the replica set ${hello.setName}, not to ${wanted}.`
        : `${place} belongs to no replica set, and the connection string asks for ${wanted}.`,
      'The driver only takes members of the set that the string names.',
      hello.setName ? `Write replicaSet=${hello.setName}.` : 'Take replicaSet out of the connection string.',
    );
  return await lookAround(target, host, hello);
}

async function greet(target: Target, host: Host): Promise<Hello> {
  const { proxyHost, proxyPort, proxyUsername, proxyPassword } = target.options;
  const client = new MongoClient(directUri(host), {
    ...tlsOptions(target),
    ...(proxyHost && {
      proxyHost,
      ...(proxyPort && { proxyPort }),
      ...(proxyUsername && { proxyUsername }),
      ...(proxyPassword && { proxyPassword }),
    }),
    // The host has just taken a connection: what does not answer soon is something else.
    serverSelectionTimeoutMS: 2000,
    connectTimeoutMS: 2000,
    ...(target.options.loadBalanced && { directConnection: false, loadBalanced: true }),
  });
  try {
    return (await client.db('admin').command({ hello: 1 })) as Hello;
  } finally {
    await client.close();
  }
}

/** The driver goes to a set's members by the names that the set has for them, whatever the connection string says. */
async function lookAround(target: Target, host: Host, hello: Hello): Promise<Outcome> {
  const { setName, hosts: members = [], primary } = hello;
  if (setName === undefined) {
    return ok(`${placeOf(host)} is a ${hello.msg === 'isdbgrid' ? 'mongos' : 'MongoDB by itself'}.`);
  }
  const says = `${placeOf(host)} is ${roleOf(hello)} of ${setName} with ${members.length} members${hello.isWritablePrimary || !primary ? '' : `, ${primary} the primary`}.`;
  if (target.options.directConnection) return ok(says);
  const tries = await Promise.all(
    members.map(async (member) => ((await reach(readPlace(member))) ? [member] : [])),
  );
  const lost = tries.flat();
  if (lost.length > 0)
    return warning(
      `${says} This machine cannot reach ${lost.join(', ')}.`,
      'The set calls its members by names or addresses that are only known in its own network, or they are down.',
      'Make the names known here (hosts file, VPN), or talk to one member alone with directConnection=true.',
    );
  if (primary === undefined)
    return warning(
      `${says} None of them is the primary.`,
      'An election is going on, or too few members are up for one.',
      'Wait a moment and try again; if it stays so, start the members that are down.',
    );
  return ok(says);
}

function roleOf({ isWritablePrimary, secondary }: Hello): string {
  return isWritablePrimary ? 'the primary' : secondary ? 'a secondary' : 'a member';
}
