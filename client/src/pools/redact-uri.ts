// Credentials must never be seen: every text that may hold a connection string passes through here.

const hidden = '***';

/**
 * A text with the credentials of every MongoDB connection string in it replaced: the user information, and the
 * parameters that are secrets. Works on strings that no URI parser would take, such as passwords with `/`, `@`, `:`
 * or spaces in them that were not percent-encoded; it would rather hide too much than too little.
 */
export function redactUris(text: string): string {
  return text
    .replace(cutCredentials, (_, scheme: string) => `${scheme}${hidden}@`)
    .replace(token, (_, scheme: string, rest: string) => {
      return `${scheme}${redactParameters(redactUserInformation(rest))}`;
    });
}

/** A connection string as far as no space or quote ends it. */
const token = /\b(mongodb(?:\+srv)?:\/\/)([^\s'"`<>]*)/gi;

/** A user and the beginning of a password that a space or quote cuts, as it has no `@` before that: on to the `@`. */
const cutCredentials =
  /\b(mongodb(?:\+srv)?:\/\/)[^\s'"`<>@:/,?]*:(?!\d{1,5}(?:[/,?\s'"`<>.;)]|$))[^\s@]*[\s'"`<>][^@\n]*@/gi;

/** The user information ends at the last `@` before the query: an unencoded one may stand in the password. */
function redactUserInformation(rest: string): string {
  const query = queryStart(rest);
  const at = rest.lastIndexOf('@', query === -1 ? rest.length : query);
  if (at === -1) return rest;
  return `${hidden}@${rest.slice(at + 1)}`;
}

/** Where the parameters begin; a `?` inside a password is before the last `@`. */
function queryStart(rest: string): number {
  const at = rest.lastIndexOf('@');
  const first = rest.indexOf('?', at + 1);
  if (first !== -1) return first;
  // An `@` behind the `?` may itself be part of a parameter, so that the query began earlier.
  const earlier = rest.search(/\?[A-Za-z]+=/);
  return earlier;
}

const secretParameter =
  /([?&;](?:authMechanismProperties|tlsCertificateKeyFilePassword|password|proxyPassword|proxyUsername|sslPass|[A-Za-z]*(?:secret|token|password))=)[^&\s]*/gi;

function redactParameters(rest: string): string {
  return rest.replace(secretParameter, `$1${hidden}`);
}

/** A text without the secrets of one connection string, wherever and however they stand in it. */
export function redactSecretsOf(uri: string, text: string): string {
  let result = redactUris(text);
  for (const secret of secretsOf(uri)) result = result.split(secret).join(hidden);
  return result;
}

/** The password of a connection string as written and as decoded. Short ones are left: they would garble any text. */
function secretsOf(uri: string): readonly string[] {
  const rest = uri.replace(/^mongodb(\+srv)?:\/\//i, '');
  if (rest === uri) return [];
  const query = queryStart(rest);
  const at = rest.lastIndexOf('@', query === -1 ? rest.length : query);
  const colon = at === -1 ? -1 : rest.slice(0, at).indexOf(':');
  if (colon === -1) return [];
  const written = rest.slice(colon + 1, at);
  return [...new Set([written, decoded(written)])].filter((secret) => secret.length >= 4);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
