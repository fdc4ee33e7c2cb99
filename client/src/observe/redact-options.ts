import { redactUris } from '../pools/redact-uri.ts';

/** Options whose value is a secret, or holds one, whatever it is. */
const secret =
  /password|passphrase|secret|token|credential|^auth$|authMechanismProperties|proxyUsername|autoEncryption|^(pfx|key|cert|ca)$/i;

/** A pool's options without the values of those that are secrets. */
export function redactOptions(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, secret.test(name) ? '***' : redactValue(value)]),
  );
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactUris(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value === 'object' && value !== null) return redactOptions(value as Record<string, unknown>);
  return value;
}
