import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prometheusText, type MeasuredPools } from './prometheus-text.ts';

/** A page of figures that is being served. */
export interface MetricsEndpoint {
  /** `http://127.0.0.1:9216/metrics` */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves the pools' figures at `/metrics`, to this machine alone. Port 0 takes any. Rejects where the port is taken. */
export async function serveMetrics(pools: MeasuredPools, port: number): Promise<MetricsEndpoint> {
  const server = createServer((request, response) => answer(pools, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.unref();
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () => closed(server),
  };
}

function answer(
  pools: MeasuredPools,
  { method, url, headers }: IncomingMessage,
  response: ServerResponse,
): void {
  // A page in a browser must not reach it by a name that somebody points at this machine.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(headers.host ?? '')) return refuse(response, 403);
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
  if (url?.split('?')[0] !== '/metrics') return refuse(response, 404);
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(method === 'HEAD' ? undefined : prometheusText(pools));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end();
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
