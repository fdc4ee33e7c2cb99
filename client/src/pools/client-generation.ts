import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { MongoClientOptions } from 'mongodb';
import type { OptionValues } from '../../../dialect/src/options/index.ts';
import { driverOptions, numberOption } from './driver-options.ts';
import { raiseLimit } from './driver-internals.ts';
import type { FailureContext } from './driver-failure.ts';
import { isWaitQueueTimeout, poolFailure } from './driver-failure.ts';
import type { EventSink } from './driver-events.ts';
import { listen } from './driver-events.ts';
import { makeClient } from './make-client.ts';

/** Connection numbers of one client lie below this: the next client's are above. */
const numbersPerClient = 2 ** 32;

/** One client of a pool: ALTER, CLEAR and RECONNECT replace it by the next. */
export class ClientGeneration {
  readonly client: MongoClient;
  readonly options: OptionValues;
  readonly #context: FailureContext;
  readonly #sink: EventSink;
  readonly #base: number;
  readonly #sides = new Map<string, Promise<MongoClient>>();
  readonly #ended: () => void;
  #leases = 0;
  #released: (() => void) | undefined;

  /** `ended` is told of each lease that was given back. Throws a PoolError where the driver refuses the connection string or the options. */
  constructor(number: number, context: FailureContext, sink: EventSink, ended: () => void) {
    this.#context = context;
    this.#sink = sink;
    this.#ended = ended;
    this.#base = number * numbersPerClient;
    this.options = context.options;
    this.client = makeClient(context);
    listen(this.client, this.#base, sink);
  }

  /** Connects, proves that commands run, and opens the connections of minPoolSize. Fails with a PoolError. */
  async open(openConnections: () => number, signal?: AbortSignal): Promise<void> {
    try {
      await abortable(this.#warm(openConnections, signal), signal);
    } catch (error) {
      await this.close().catch(() => undefined);
      throw signal?.aborted ? signal.reason : poolFailure(error, this.#context);
    }
  }

  /**
   * The driver opens one connection of minPoolSize each 100 ms. Operations open maxConnecting at a time, so rounds
   * of pings warm a pool in a fraction of that.
   */
  async #warm(openConnections: () => number, signal: AbortSignal | undefined): Promise<void> {
    const deadline = performance.now() + numberOption(this.options, 'connectTimeoutMS');
    const mayGoOn = (): boolean => performance.now() < deadline && !signal?.aborted;
    await this.#ping(mayGoOn);
    const wanted = numberOption(this.options, 'minPoolSize');
    while (openConnections() < wanted && mayGoOn()) {
      await Promise.all(Array.from({ length: wanted }, () => this.#ping(mayGoOn)));
      await sleep(1);
    }
  }

  /** Opening a connection can take longer than waitQueueTimeoutMS; it goes on meanwhile, and the next ping finds it. */
  async #ping(mayGoOn: () => boolean): Promise<void> {
    for (;;)
      try {
        await this.client.db('admin').command({ ping: 1 });
        return;
      } catch (error) {
        if (!isWaitQueueTimeout(error) || !mayGoOn()) throw error;
      }
  }

  /** From now on its connections are those that the pool counts. */
  takeOver(): void {
    this.#sink.metric({ kind: 'clientInUse', at: performance.now(), ...this.#numbers });
  }

  /** Lets it open as many connections to each server as the client that replaces it, for those who wait; 0 is any number. */
  growTo(maxPoolSize: number): void {
    const mine = numberOption(this.options, 'maxPoolSize');
    if (mine !== 0 && (maxPoolSize === 0 || maxPoolSize > mine)) raiseLimit(this.client, maxPoolSize);
  }

  get #numbers(): { from: number; to: number } {
    return { from: this.#base, to: this.#base + numbersPerClient };
  }

  /** The driver's number of a connection, by its number in the pool; undefined for another client's. */
  driverNumber(connection: number): number | undefined {
    const number = connection - this.#base;
    return number < 0 || number >= numbersPerClient ? undefined : number;
  }

  /** How many statements and transactions run on it. */
  get leases(): number {
    return this.#leases;
  }

  /** Counts as in use until the returned function is called. */
  lease(): () => void {
    this.#leases++;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#leases--;
      if (this.#leases === 0) this.#released?.();
      this.#ended();
    };
  }

  /** Lets what runs end, up to the limit in milliseconds, then closes. */
  async drainAndClose(limitMs: number, closing: () => void): Promise<void> {
    if (this.#leases > 0 && limitMs > 0) {
      const timer = new AbortController();
      await Promise.race([
        new Promise<void>((resolve) => (this.#released = resolve)),
        sleep(limitMs, undefined, { signal: timer.signal, ref: false }).catch(() => undefined),
      ]);
      timer.abort();
    }
    closing();
    await this.close();
  }

  async close(): Promise<void> {
    const sides = [...this.#sides.values()];
    this.#sides.clear();
    await Promise.allSettled([this.client.close(), ...sides.map(async (side) => (await side).close())]);
    // The last connections that were in use tell of their end a little later.
    await nextTurn();
    this.#sink.metric({ kind: 'clientClosed', at: performance.now(), ...this.#numbers });
  }

  /**
   * A client of one connection to one server, outside the pool and its counts: it stops operations also where the
   * pool has no connection left.
   */
  control(host: string): Promise<MongoClient> {
    return this.#side(host, () => {
      const options = Object.entries(driverOptions(this.options)).filter(([name]) => !ofTopology.test(name));
      return new MongoClient(directUri(this.#context.uri, host), {
        ...this.#credentials(),
        ...Object.fromEntries(options),
        ...{ maxPoolSize: 1, minPoolSize: 0, directConnection: true, appName: 'qlsql control' },
      });
    });
  }

  /** A small client to the same servers, outside the pool and its counts. */
  aside(): Promise<MongoClient> {
    return this.#side('', () => {
      const options = driverOptions(this.options);
      return new MongoClient(this.#context.uri, {
        ...options,
        ...{ maxPoolSize: 2, minPoolSize: 0, appName: 'qlsql aside' },
      });
    });
  }

  #side(key: string, make: () => MongoClient): Promise<MongoClient> {
    let side = this.#sides.get(key);
    if (!side) {
      side = this.#openSide(make);
      this.#sides.set(key, side);
      side.catch(() => this.#sides.delete(key));
    }
    return side;
  }

  async #openSide(make: () => MongoClient): Promise<MongoClient> {
    const client = make();
    try {
      return await client.connect();
    } catch (error) {
      await client.close();
      throw poolFailure(error, this.#context);
    }
  }

  /** Found out for the whole deployment, for a client that sees one server only. */
  #credentials(): MongoClientOptions {
    const { credentials, tls } = this.client.options;
    return { ...(tls ? { tls } : {}), ...(credentials?.source ? { authSource: credentials.source } : {}) };
  }
}

/** What means nothing, or is refused, on a connection to one server that must be able to stop operations. */
const ofTopology =
  /^(replicaSet|directConnection|loadBalanced|srv\w*|serverApi|readPreference\w*|maxStalenessSeconds)$/i;

/** The same connection string for one of its hosts alone. */
function directUri(uri: string, host: string): string {
  const match = /^mongodb(?:\+srv)?:\/\/(?:(.*)@)?([^/?]*)(\/[^?]*)?(?:\?(.*))?$/s.exec(uri);
  const user = match?.[1] === undefined ? '' : `${match[1]}@`;
  const parameters = new URLSearchParams(match?.[4] ?? '');
  for (const name of [...parameters.keys()]) if (ofTopology.test(name)) parameters.delete(name);
  return `mongodb://${user}${host}${match?.[3] ?? '/'}?${parameters.toString()}`;
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await work;
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
