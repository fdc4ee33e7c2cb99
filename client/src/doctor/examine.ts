import { redactSecretsOf } from '../pools/redact-uri.ts';
import type { Finding, Outcome, Step } from './finding.ts';
import { failed, messageOf, ok, skipped, steps } from './finding.ts';
import { findNames } from './find-names.ts';
import { greetServer } from './greet-server.ts';
import { logIn, ping } from './log-in.ts';
import { reachHosts } from './reach-hosts.ts';
import { shakeHands } from './shake-hands.ts';
import type { Target } from './target.ts';
import { readTarget } from './target.ts';

/**
 * Goes from a connection string to an answer, step by step, and says of each what it came to: one finding for each step, in their order.
 * What cannot be tried since an earlier step failed is skipped. It never throws, and ends within some seconds for each step; at once, with nothing more to
 * say, when it is aborted.
 */
export async function* examine(uri: string, signal?: AbortSignal): AsyncGenerator<Finding, void> {
  let done = 0;
  for await (const outcome of untilAborted(outcomes(uri), signal)) {
    const { step } = steps[done++] as { readonly step: Step };
    yield clean(uri, { ...outcome, step });
  }
  if (signal?.aborted) return;
  for (const { step } of steps.slice(done))
    yield { step, ...skipped('Not tried: an earlier step has to succeed first.') };
}

/** The same until a signal comes, however long the next takes. */
async function* untilAborted<Item>(
  items: AsyncGenerator<Item, void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item, void> {
  const aborted = new Promise<undefined>((resolve) =>
    signal?.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  try {
    while (!signal?.aborted) {
      const next = await Promise.race([items.next(), aborted]);
      if (!next || next.done) return;
      yield next.value;
    }
  } finally {
    // What the step that goes on has opened is closed as that ends.
    void items.return().catch(() => undefined);
  }
}

/** Ends with the first that failed. */
async function* outcomes(uri: string): AsyncGenerator<Outcome, void> {
  const target = read(uri);
  if ('state' in target) return yield target;
  yield ok(
    target.srv
      ? `The hosts are those of ${target.srv.host}.`
      : `It names ${count(target.hosts.length, 'host')}.`,
  );
  const named = await findNames(target);
  yield named.outcome;
  if (named.outcome.state === 'failed') return;
  const reached = await reachHosts(target, named.hosts);
  yield reached.outcome;
  const [host] = reached.hosts;
  if (!host) return;
  const encrypted = await shakeHands(target, host);
  yield encrypted;
  if (encrypted.state === 'failed') return;
  const greeted = await greetServer(target, host);
  yield greeted;
  if (greeted.state === 'failed') return;
  const { outcome, client } = await logIn(target);
  try {
    yield outcome;
    if (client) yield await ping(client);
  } finally {
    await client?.close();
  }
}

function read(uri: string): Target | Outcome {
  try {
    return readTarget(uri);
  } catch (error) {
    return failed(
      `The driver cannot read the connection string: ${messageOf(error)}`,
      'It is not of the form mongodb://user:password@host:port/database?options, or an option is misspelt.',
      'Correct it. In user and password write @ as %40, : as %3A, / as %2F, ? as %3F and % as %25.',
    );
  }
}

function clean(uri: string, { cause, cure, ...finding }: Finding): Finding {
  return {
    ...finding,
    says: redactSecretsOf(uri, finding.says),
    ...(cause && { cause: redactSecretsOf(uri, cause) }),
    ...(cure && { cure }),
  };
}

function count(n: number, word: string): string {
  return n === 1 ? `one ${word}` : `${n} ${word}s`;
}
