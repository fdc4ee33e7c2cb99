import { createServer } from 'node:net';

// Free ports on this machine's loopback address.

// Below the ports that systems give to outgoing connections: there, a client that keeps trying a stopped server's
// port can be given that very port, connects to itself, and the server can't come back.
const lowest = 20_000;
const highest = 32_000;

/** Distinct ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
