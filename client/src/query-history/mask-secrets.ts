import { redactUris } from '../pools/redact-uri.ts';

/** A text in quotes that is given to something whose name says that it is a secret. */
const secret =
  /((?:\b|["'`])\w*(?:passw|passphrase|pwd|secret|token|credential|api_?key|private_?key|authMechanismProperties|proxyUsername)\w*["'`]?\s*(?::=|=>|=|<>|,|\bIN\s*\(|\bLIKE\b)\s*)[eE]?'(?:''|[^'])*'/gi;

/** A statement without the values of what may be secret in it. */
export function maskSecrets(text: string): string {
  return redactUris(text).replace(secret, (_, before: string) => `${before}'***'`);
}
