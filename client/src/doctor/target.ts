import { MongoClient } from 'mongodb';
import type { MongoClientOptions, MongoOptions } from 'mongodb';

/** A place of the connection string; `path` is a Unix socket's. */
export interface Host {
  readonly host: string;
  readonly port: number;
  readonly path?: string;
}

/** What the driver reads from a connection string. */
export interface Target {
  readonly uri: string;
  /** Empty before the name service told them, where the string is `mongodb+srv:`. */
  readonly hosts: readonly Host[];
  readonly srv?: { readonly host: string; readonly service: string };
  readonly options: Readonly<MongoOptions>;
}

/** How long a step waits for one host, in milliseconds. */
export const patienceMs = 5000;

/** @throws the driver's error on a connection string that it cannot read */
export function readTarget(uri: string): Target {
  const { options } = new MongoClient(uri);
  const { srvHost, srvServiceName = 'mongodb' } = options;
  return {
    uri,
    hosts: srvHost ? [] : options.hosts.map(({ host, port, socketPath }) => hostOf(host, port, socketPath)),
    ...(srvHost && { srv: { host: srvHost, service: srvServiceName } }),
    options,
  };
}

function hostOf(host?: string, port?: number, path?: string): Host {
  return path === undefined
    ? { host: host ?? 'localhost', port: port ?? 27017 }
    : { host: path, port: 0, path };
}

/** `name:port`, an IPv6 address in brackets. */
export function placeOf({ host, port, path }: Host): string {
  return path ?? `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** `name:port` as servers call their members. */
export function readPlace(place: string): Host {
  const [, host = place, port = '27017'] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(place) ?? [];
  return { host, port: Number(port) };
}

/** A connection string to one host of a target, with nobody's credentials. */
export function directUri(host: Host): string {
  const place = host.path === undefined ? placeOf(host) : encodeURIComponent(host.path);
  return `mongodb://${place}/?directConnection=true`;
}

/** The TLS settings of a target as options of another client. */
export function tlsOptions({ options }: Target): MongoClientOptions {
  const { tls, tlsCAFile, tlsCertificateKeyFile, passphrase, rejectUnauthorized, checkServerIdentity } =
    options;
  return {
    tls,
    ...(tlsCAFile && { tlsCAFile }),
    ...(tlsCertificateKeyFile && { tlsCertificateKeyFile }),
    ...(passphrase && { tlsCertificateKeyFilePassword: passphrase }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    ...(checkServerIdentity && { checkServerIdentity }),
  };
}
