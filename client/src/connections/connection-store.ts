import { EventEmitter, type Event, type Memento, type SecretStorage } from 'vscode';
import type { ConnectionResolver, ConnectionRole, ConnectionTarget } from '../run/connections.ts';
import {
  databaseOf,
  displayAddress,
  joinAddress,
  readAddress,
  type ConnectionSecret,
  type SplitAddress,
} from './address.ts';
import type { ConnectionColor } from './connection-colors.ts';
import { isRole } from './connection-roles.ts';

/** A connection as it is stored and shown: it holds no secret. */
export interface ConnectionProfile {
  readonly name: string;
  /** The connection string without credentials. */
  readonly address: string;
  /** Whether the secret store holds a user or password for it. */
  readonly hasSecret: boolean;
  /** False for one that lives as long as the window, such as the demo's. */
  readonly stored: boolean;
  /** The folder that the tree shows it in; at the top where there is none. */
  readonly folder?: string;
  readonly color?: ConnectionColor;
}

const profilesKey = 'qlsql.connections';
const rolesKey = 'qlsql.connectionRoles';
const defaultKey = 'qlsql.defaultConnection';
const secretKey = (name: string) => `qlsql.connection.${name}`;

/** Connection profiles: what may be shown in the global state, what may not in the secret store. */
export class ConnectionStore implements ConnectionResolver {
  readonly onDidChange: Event<void>;
  readonly #changed = new EventEmitter<void>();
  readonly #state: Memento;
  readonly #secrets: SecretStorage;
  readonly #passing = new Map<string, SplitAddress>();

  constructor(state: Memento, secrets: SecretStorage) {
    this.#state = state;
    this.#secrets = secrets;
    this.onDidChange = this.#changed.event;
  }

  list(): readonly ConnectionProfile[] {
    const passing = [...this.#passing].map(([name, { address, secret }]) => ({
      name,
      address,
      hasSecret: secret !== undefined,
      stored: false,
    }));
    return [...this.#stored(), ...passing];
  }

  names(): string[] {
    return this.list().map(({ name }) => name);
  }

  get(name: string): ConnectionProfile | undefined {
    return this.list().find((profile) => profile.name === name);
  }

  /** The profile for statements that name none: the chosen one, else the first. */
  default(): ConnectionProfile | undefined {
    const profiles = this.list();
    const chosen = this.#state.get<string>(defaultKey);
    return profiles.find((profile) => profile.name === chosen) ?? profiles[0];
  }

  /** What statements may do on a connection. */
  role(name: string): ConnectionRole {
    const role = this.#roles()[name];
    return isRole(role) ? role : 'dev';
  }

  async setRole(name: string, role: ConnectionRole): Promise<void> {
    await this.#state.update(rolesKey, { ...this.#roles(), [name]: role });
    this.#changed.fire();
  }

  async setDefault(name: string): Promise<void> {
    await this.#state.update(defaultKey, name);
    this.#changed.fire();
  }

  /** Stores a profile under a name, instead of the one that had it. Rejects a connection string that cannot be read. */
  async save(name: string, uri: string): Promise<void> {
    const { address, secret } = read(uri);
    if (secret) await this.#secrets.store(secretKey(name), JSON.stringify(secret));
    else await this.#secrets.delete(secretKey(name));
    const stored = this.#stored();
    const known = stored.find((other) => other.name === name);
    const profile: ConnectionProfile = {
      ...known,
      ...{ name, address, hasSecret: secret !== undefined, stored: true },
    };
    const next = known
      ? stored.map((other) => (other.name === name ? profile : other))
      : [...stored, profile];
    await this.#state.update(profilesKey, next);
    this.#changed.fire();
  }

  /** Adds a profile that is forgotten when the window closes. Rejects a connection string that cannot be read. */
  addPassing(name: string, uri: string): void {
    this.#passing.set(name, read(uri));
    this.#changed.fire();
  }

  /** A connection string with the stored secret of a profile, where it brings none of its own. */
  async withStoredSecret(name: string, uri: string): Promise<string> {
    const { address, secret } = read(uri);
    const kept = secret ?? (await this.#secret(name));
    return joinAddress({ address, ...(kept ? { secret: kept } : {}) });
  }

  /** The folders that hold a connection, by name. */
  folders(): readonly string[] {
    return [...new Set(this.#stored().flatMap(({ folder }) => (folder ? [folder] : [])))].sort();
  }

  /** Puts profiles into a folder, or without one to the top. */
  async setFolder(names: readonly string[], folder: string | undefined): Promise<void> {
    await this.#change(names, ({ folder: _, ...rest }) => (folder ? { ...rest, folder } : rest));
  }

  async setColor(name: string, color: ConnectionColor | undefined): Promise<void> {
    await this.#change([name], ({ color: _, ...rest }) => (color ? { ...rest, color } : rest));
  }

  async #change(
    names: readonly string[],
    change: (profile: ConnectionProfile) => ConnectionProfile,
  ): Promise<void> {
    const next = this.#stored().map((profile) => (names.includes(profile.name) ? change(profile) : profile));
    await this.#state.update(profilesKey, next);
    this.#changed.fire();
  }

  /** Gives a profile's place, role and looks, and its being the default, to one that was saved under another name. */
  async rename(from: string, to: string): Promise<void> {
    const isDefault = this.#state.get<string>(defaultKey) === from;
    const { folder, color } = this.get(from) ?? {};
    await this.setRole(to, this.role(from));
    await this.setFolder([to], folder);
    await this.setColor(to, color);
    await this.remove(from);
    if (isDefault) await this.setDefault(to);
  }

  async remove(name: string): Promise<void> {
    this.#passing.delete(name);
    await this.#secrets.delete(secretKey(name));
    await this.#state.update(
      profilesKey,
      this.#stored().filter((profile) => profile.name !== name),
    );
    if (this.#state.get<string>(defaultKey) === name) await this.#state.update(defaultKey, undefined);
    this.#changed.fire();
  }

  /** The connection string with its secret, for the driver alone; undefined for an unknown name. */
  async resolve(name: string): Promise<ConnectionTarget | undefined> {
    const profile = this.get(name);
    if (!profile) return undefined;
    const { address } = profile;
    const secret =
      this.#passing.get(name)?.secret ?? (profile.hasSecret ? await this.#secret(name) : undefined);
    const database = databaseOf(address);
    const uri = joinAddress({ address, ...(secret ? { secret } : {}) });
    return { uri, ...(database === undefined ? {} : { database }) };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #secret(name: string): Promise<ConnectionSecret | undefined> {
    const text = await this.#secrets.get(secretKey(name));
    return text === undefined ? undefined : (JSON.parse(text) as ConnectionSecret);
  }

  /** They outlive their profiles: pools that stay open are known by the name that the connection had. */
  #roles(): Readonly<Record<string, unknown>> {
    return this.#state.get<Readonly<Record<string, unknown>>>(rolesKey, {});
  }

  #stored(): readonly ConnectionProfile[] {
    return this.#state.get<readonly ConnectionProfile[]>(profilesKey, []);
  }
}

/** How a profile's address reads: `mongodb://***@host`. */
export function displayProfile(profile: ConnectionProfile): string {
  return displayAddress(profile.address, profile.hasSecret);
}

function read(uri: string): SplitAddress {
  const reading = readAddress(uri);
  if (!reading.ok) throw new Error(reading.message);
  return reading;
}
