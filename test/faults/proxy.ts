import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Transform } from 'node:stream';

/** A way to a server that can be made slow, or cut. */
export interface Proxy {
  readonly port: number;
  /** What is sent from now on arrives so many milliseconds later, each way. */
  delayMs: number;
  /** Whether connections are ended as soon as they come. */
  refuses: boolean;
  /** Ends every connection that is open, without a word of the protocol. */
  cut(): void;
  /** Takes nothing more from connections that are open now: what is sent piles up at the sender. */
  stall(): void;
  /** Passes nothing on any more through connections that are open now, and tells neither side: as after a sleep of the machine. */
  forget(): void;
  close(): Promise<void>;
}

/** A proxy on this machine before a port of it. */
export async function startProxy(to: number): Promise<Proxy> {
  const open = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  const server = createServer((client) => {
    if (proxy.refuses) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(to, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      from.pipe(late(proxy, () => forgotten.has(client))).pipe(to);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    refuses: false,
    cut,
    stall: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    forget: () => {
      for (const socket of open) forgotten.add(socket);
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

/** Passes bytes on in their order, each when its time has come; drops them where they lead nowhere. */
function late(proxy: Pick<Proxy, 'delayMs'>, leadsNowhere: () => boolean): Transform {
  let last = Promise.resolve();
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const due = performance.now() + proxy.delayMs;
      last = last.then(async () => {
        const rest = due - performance.now();
        if (rest > 0) await sleep(rest);
        if (!leadsNowhere()) this.push(chunk);
      });
      done();
    },
    flush(done) {
      void last.then(() => done());
    },
  });
}
