// Free ports on this machine's loopback address.
import { createServer } from 'node:net';

// Below the ports that systems give to outgoing connections: there, a client that keeps trying a stopped server's
// port can be given that very port, connects to itself, and the server can't come back.
const lowest = 20_000;
const highest = 32_000;

/** @returns {Promise<number[]>} distinct ports that were free a moment ago */
export async function freePorts(count) {
  /** @type {Set<number>} */
  const ports = new Set();
  while (ports.size < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

/** @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
