import { parse } from 'dotenv';
import { readAddress } from './address.ts';

/** A connection string of an environment file. */
export interface EnvironmentConnection {
  readonly variable: string;
  /** Holds credentials: for the connection store alone. */
  readonly uri: string;
  /** A name for it: `SHOP_MONGODB_URI` is `shop`. */
  readonly name: string;
}

/** The connection strings in the text of an environment file; values that the driver would not read are left out. */
export function readEnvironment(text: string): readonly EnvironmentConnection[] {
  return Object.entries(parse(text)).flatMap(([variable, value]) =>
    readAddress(value).ok ? [{ variable, uri: value.trim(), name: nameOf(variable) }] : [],
  );
}

const words = new Set(['mongo', 'mongodb', 'uri', 'url', 'database', 'db', 'connection', 'string', 'dsn']);

function nameOf(variable: string): string {
  const own = variable
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '' && !words.has(word));
  return own.join('_') || 'mongodb';
}
