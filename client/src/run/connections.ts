/** Where a connection leads. The URI may hold credentials: it goes to the pool manager and nowhere else. */
export interface ConnectionTarget {
  readonly uri: string;
  readonly database?: string;
}

/** The connections there are, by the names that ON CONNECTION uses. */
export interface ConnectionResolver {
  names(): string[];
  /** The name of the connection for statements that name none. */
  default(): { readonly name: string } | undefined;
  /** Undefined where no connection has the name. */
  resolve(name: string): Promise<ConnectionTarget | undefined>;
}
