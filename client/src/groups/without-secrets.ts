import { redactUris } from '../pools/redact-uri.ts';

/** A value without the credentials of the connection strings in it. */
export function withoutSecrets<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? redactUris(inner) : inner,
  ) as T;
}
