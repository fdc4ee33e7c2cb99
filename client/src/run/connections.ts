/** Where a connection leads. The URI may hold credentials: it goes to the pool manager and nowhere else. */
export interface ConnectionTarget {
  readonly uri: string;
  readonly database?: string;
}

/** *dev*: anything. *confirm*: somebody says yes to each write. *read-only*: nothing that writes. */
export type ConnectionRole = 'dev' | 'confirm' | 'read-only';

/** The connections there are, by the names that ON CONNECTION uses. */
export interface ConnectionResolver {
  names(): string[];
  /** The name of the connection for statements that name none. */
  default(): { readonly name: string } | undefined;
  /** What statements may do on a connection; *dev* where it is not said. */
  role?(name: string): ConnectionRole;
  /** Undefined where no connection has the name. */
  resolve(name: string): Promise<ConnectionTarget | undefined>;
}

/** Of some connections the one that allows the least. */
export function strictest(
  connections: Pick<ConnectionResolver, 'role'>,
  names: readonly string[],
): string | undefined {
  const role = (name: string) => connections.role?.(name) ?? 'dev';
  return (
    names.find((name) => role(name) === 'read-only') ??
    names.find((name) => role(name) === 'confirm') ??
    names[0]
  );
}
