import { MongoClient, MongoServerError } from 'mongodb';
import { poolFailure } from '../pools/driver-failure.ts';
import type { Outcome } from './finding.ts';
import { failed, messageOf, ok, warning } from './finding.ts';
import type { Target } from './target.ts';
import { patienceMs } from './target.ts';

const limits = { maxPoolSize: 1, serverSelectionTimeoutMS: patienceMs, connectTimeoutMS: patienceMs };
const refusedLogin = 18;
const notAllowed = 13;

/** A client as pools have it, and whether the server lets it in; without a client, it did not. */
export async function logIn(
  target: Target,
): Promise<{ readonly outcome: Outcome; readonly client?: MongoClient }> {
  const client = new MongoClient(target.uri, limits);
  try {
    await client.connect();
    const rights = await client
      .db('admin')
      .command({ listDatabases: 1, nameOnly: true, authorizedDatabases: true });
    const { databases } = rights as unknown as { readonly databases: readonly unknown[] };
    const { credentials } = target.options;
    const who = credentials ? 'The user is let in' : 'The server lets anybody in';
    return { outcome: ok(`${who} and sees ${databases.length} databases.`), client };
  } catch (error) {
    const outcome = await whyNot(target, error);
    // Whoever is in may be pinged, whatever else they may not do.
    if (outcome.state === 'warning') return { outcome, client };
    await client.close();
    return { outcome };
  }
}

/** How long an answer takes: the middle of several. */
export async function ping(client: MongoClient): Promise<Outcome> {
  const times: number[] = [];
  try {
    for (let n = 0; n < 9; n++) {
      const start = performance.now();
      await client.db('admin').command({ ping: 1 });
      times.push(performance.now() - start);
    }
  } catch (error) {
    return failed(
      `The server stopped answering: ${messageOf(error)}.`,
      'The connection stood and was cut.',
      'Try again; if it stays so, look for an idle limit of a proxy or firewall, and in the server’s log.',
    );
  }
  const middle = times.sort((a, b) => a - b)[4] ?? 0;
  const says = `An answer takes ${middle < 10 ? middle.toFixed(1) : Math.round(middle)} ms.`;
  if (middle < 100) return ok(says);
  return warning(
    says,
    'The server is far away or busy.',
    'Every statement waits at least this long: run what you can near the server, and do not lower timeouts.',
  );
}

async function whyNot(target: Target, error: unknown): Promise<Outcome> {
  const { credentials } = target.options;
  const code = error instanceof MongoServerError ? Number(error.code) : undefined;
  if (code === notAllowed)
    return credentials
      ? warning(
          'The user is let in, but may not list databases.',
          'It has rights on single collections only.',
          'Name the database in the connection string; what it may read can be queried.',
        )
      : failed(
          'The server wants a login.',
          'The connection string has no user.',
          'Add a user and a password: mongodb://user:password@host.',
        );
  if (code !== refusedLogin && !isRefusal(error)) {
    const { message } = poolFailure(error, { pool: 'doctor', uri: target.uri, options: limits });
    return failed(
      message,
      'The hosts answer one by one, but the driver finds none that it may use.',
      'Look at the steps above.',
    );
  }
  const source = credentials?.source ?? 'admin';
  if (source !== 'admin' && (await isLetInBy(target, 'admin')))
    return failed(
      `The server does not know the user in the database ${source}.`,
      'Without authSource, users are looked for in the database that the connection string names.',
      'Add authSource=admin: there the user is known.',
    );
  return failed(
    `The server refuses the user or the password (looked for in ${source}).`,
    'One of them is misspelt, the user is kept in another database, or reserved characters in the password are not encoded.',
    'Type them again, or name the database that holds the user as authSource.',
  );
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof MongoServerError && error.cause.code === refusedLogin
  );
}

async function isLetInBy({ uri }: Target, authSource: string): Promise<boolean> {
  const client = new MongoClient(uri, { ...limits, authSource });
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
