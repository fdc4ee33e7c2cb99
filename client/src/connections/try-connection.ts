import { PoolManager } from '../pools/manager.ts';
import { redactUris } from '../pools/redact-uri.ts';
import { databaseNames } from '../run/catalog-source.ts';

/** Whether a server answers behind a connection string, and with which databases; if not, why, in a sentence without secrets. */
export type Trial =
  | { readonly ok: true; readonly databases: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Connects once, pings, and closes. */
export async function tryConnection(uri: string, signal: AbortSignal): Promise<Trial> {
  const manager = new PoolManager();
  try {
    const options = { maxPoolSize: 1, minPoolSize: 0, serverSelectionTimeoutMS: 5000 };
    await manager.create({ name: 'trial', uri, options }, { signal });
    const { client } = await manager.aside('trial');
    return { ok: true, databases: await databaseNames(client) };
  } catch (error) {
    return { ok: false, message: redactUris(error instanceof Error ? error.message : String(error)) };
  } finally {
    await manager.close();
  }
}
