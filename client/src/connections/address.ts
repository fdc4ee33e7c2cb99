/** What of a connection string may be stored and shown, and what belongs in the secret store alone. */
export interface SplitAddress {
  /** The connection string without user, password and secret options. */
  readonly address: string;
  readonly secret?: ConnectionSecret;
}

/** The secret half of a connection. Values are as they stand in the connection string, percent-encoded. */
export interface ConnectionSecret {
  readonly username?: string;
  readonly password?: string;
  /** Options whose values are secret: tlsCertificateKeyFilePassword, proxyPassword, authMechanismProperties. */
  readonly options?: Readonly<Record<string, string>>;
}

export type AddressReading =
  ({ readonly ok: true } & SplitAddress) | { readonly ok: false; readonly message: string };

const schemes = /^mongodb(\+srv)?:\/\//;

/** authMechanismProperties may carry AWS_SESSION_TOKEN. */
const secretOptions = new Set(['tlscertificatekeyfilepassword', 'proxypassword', 'authmechanismproperties']);

/** Takes a connection string apart. A password with reserved characters that were not encoded is encoded. */
export function readAddress(text: string): AddressReading {
  const uri = text.trim();
  const scheme = schemes.exec(uri)?.[0];
  if (!scheme) return no('A connection string begins with mongodb:// or mongodb+srv://.');
  const rest = uri.slice(scheme.length);
  const question = rest.indexOf('?');
  const head = question < 0 ? rest : rest.slice(0, question);
  const query = question < 0 ? '' : rest.slice(question + 1);
  const at = head.lastIndexOf('@');
  // With no @ before the ?, an @ behind it means a ? inside the password: the address would keep half of the password.
  if (at < 0 && query.includes('@')) return no('Write a ? in the user or password as %3F, and an @ as %40.');
  const place = head.slice(at + 1);
  const hosts = place.split('/', 1)[0] ?? '';
  if (hosts === '') return no('Name a host behind the //, such as mongodb://localhost:27017.');
  const badHost = hosts.split(',').find((host) => !isHost(host));
  if (badHost !== undefined)
    return no(
      `${badHost === '' ? 'An empty name' : badHost} is not a host: write name:port, with commas between hosts.`,
    );
  const { plain, secret: options } = divideOptions(query);
  const address = `${scheme}${place}${plain === '' ? '' : `${place.includes('/') ? '' : '/'}?${plain}`}`;
  const secret: ConnectionSecret = {
    ...(at < 0 ? {} : readUser(head.slice(0, at))),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
  return { ok: true, address, ...(Object.keys(secret).length === 0 ? {} : { secret }) };
}

/** The connection string that the driver is given. Never to be shown, stored or logged. */
export function joinAddress({ address, secret }: SplitAddress): string {
  if (!secret) return address;
  const scheme = schemes.exec(address)?.[0] ?? '';
  const user =
    secret.username === undefined
      ? ''
      : `${secret.username}${secret.password === undefined ? '' : `:${secret.password}`}@`;
  const rest = address.slice(scheme.length);
  const options = Object.entries(secret.options ?? {}).map(([name, value]) => `${name}=${value}`);
  if (options.length === 0) return `${scheme}${user}${rest}`;
  const begun = rest.includes('?') ? '&' : rest.includes('/') ? '?' : '/?';
  return `${scheme}${user}${rest}${begun}${options.join('&')}`;
}

/** The connection string as people see it: `mongodb://***@host`. */
export function displayAddress(address: string, hasSecret: boolean): string {
  return hasSecret ? address.replace(schemes, (scheme) => `${scheme}***@`) : address;
}

/** The database that the connection string names, where it names one. */
export function databaseOf(address: string): string | undefined {
  const path = address.replace(schemes, '').split('?', 1)[0]?.split('/')[1];
  return path ? decodeURIComponent(path) : undefined;
}

/**
 * A connection string with a database, where it names none. A server takes the database for the one that users log in at, unless told:
 * where it took `admin` before, it is told so.
 */
export function withDatabase(uri: string, database: string): string {
  const reading = readAddress(uri);
  if (!reading.ok || databaseOf(reading.address) !== undefined) return uri;
  const { address, secret } = reading;
  const [place = '', query = ''] = address.split('?', 2);
  const logsIn = secret?.username !== undefined && !/(^|&)auth(Source|Mechanism)=/i.test(query);
  const options = [query, logsIn ? 'authSource=admin' : ''].filter((part) => part !== '').join('&');
  const named = `${place.replace(/\/$/, '')}/${encodeURIComponent(database)}${options === '' ? '' : `?${options}`}`;
  return joinAddress({ address: named, ...(secret ? { secret } : {}) });
}

function no(message: string): AddressReading {
  return { ok: false, message };
}

function isHost(host: string): boolean {
  return /^(\[[0-9a-f:.]+\]|[^\s:[\]/@]+)(:\d{1,5})?$/i.test(host);
}

function readUser(user: string): ConnectionSecret {
  const colon = user.indexOf(':');
  if (colon < 0) return { username: encoded(user) };
  return { username: encoded(user.slice(0, colon)), password: encoded(user.slice(colon + 1)) };
}

/** As it is where it is already percent-encoded, else encoded. */
function encoded(text: string): string {
  const isEncoded = /^([A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text);
  return isEncoded ? text : encodeURIComponent(text);
}

function divideOptions(query: string): { plain: string; secret: Record<string, string> } {
  const secret: Record<string, string> = {};
  const plain: string[] = [];
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (secretOptions.has(name.toLowerCase())) secret[name] = pair.slice(equals + 1);
    else plain.push(pair);
  }
  return { plain: plain.join('&'), secret };
}

/** The hosts of an address as it has them: `a:27017,b:27017`. */
export const hosts = (address: string): string =>
  address.replace(/^mongodb(\+srv)?:\/\//, '').split(/[/?]/, 1)[0] ?? '';
