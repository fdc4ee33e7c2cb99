import {
  MongoBulkWriteError,
  MongoError,
  MongoErrorLabel,
  MongoInvalidArgumentError,
  MongoMissingCredentialsError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoOperationTimeoutError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import type { ServerDescription, TopologyDescription } from 'mongodb';
import type { ProblemCode } from '../../../dialect/src/problems/catalog.ts';
import type { ErrorKind } from './pool-types.ts';
import { PoolError } from './pool-error.ts';
import { redactSecretsOf, redactUris } from './redact-uri.ts';

/** What a failure of the driver is told of the place where it happened. */
export interface FailureContext {
  readonly pool: string;
  /** Only to take its secrets out of texts. */
  readonly uri: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a driver's error counts as. */
export function errorKind(error: unknown): ErrorKind {
  return error instanceof PoolError ? error.kind : classify(error).kind;
}

/** A driver's error as a numbered problem without credentials. A PoolError stays as it is. */
export function poolFailure(error: unknown, context: FailureContext): PoolError {
  if (error instanceof PoolError) return error;
  const { code, kind, args } = classify(error);
  const clean = args(context).map((arg) =>
    typeof arg === 'string' ? redactSecretsOf(context.uri, arg) : arg,
  );
  return new PoolError(code, clean, { kind, transient: isTransient(error, code, kind) });
}

/** What the driver marks as worth a further try of the whole transaction, and what it forgets to mark: a connection of a pool that was emptied. */
function isTransient(error: unknown, code: ProblemCode, kind: ErrorKind): boolean {
  const marked =
    error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.TransientTransactionError);
  return marked || kind === 'network' || kind === 'server selection' || code === 'QL5012';
}

interface Classified {
  readonly code: ProblemCode;
  readonly kind: ErrorKind;
  readonly args: (context: FailureContext) => readonly (string | number)[];
}

function classify(thrown: unknown): Classified {
  const error = withoutBulk(thrown);
  const chain = causes(error);
  const refused = chain.find((one) => one instanceof MongoServerError && [18, 11].includes(codeOf(one)));
  if (refused)
    return {
      code: 'QL5003',
      kind: 'authentication',
      args: ({ uri }) => [hostsOf(uri), plain(refused)],
    };
  if (isWaitQueueTimeout(error))
    return {
      code: 'QL5008',
      kind: 'timeout',
      args: ({ pool, options }) => [
        pool,
        Number(options['waitQueueTimeoutMS']),
        Number(options['maxPoolSize']),
      ],
    };
  if (['MongoClientClosedError', 'MongoPoolClosedError', 'MongoTopologyClosedError'].includes(nameOf(error)))
    return { code: 'QL5015', kind: 'other', args: ({ pool }) => [pool] };
  if (error instanceof MongoServerSelectionError) return selection(error, chain);
  if (error instanceof MongoNetworkTimeoutError || error instanceof MongoOperationTimeoutError)
    return {
      code: 'QL5012',
      kind: 'timeout',
      args: ({ uri, options }) => [hostsOf(uri), Number(options['socketTimeoutMS'])],
    };
  if (error instanceof MongoNetworkError || nameOf(error) === 'PoolClearedOnNetworkError')
    return {
      code: 'QL5010',
      kind: 'network',
      args: ({ uri }) => [hostsOf(uri), plain(error), 'Run it again.'],
    };
  if (error instanceof MongoServerError) return fromServer(error);
  if (error instanceof MongoMissingCredentialsError)
    return { code: 'QL5003', kind: 'authentication', args: ({ uri }) => [hostsOf(uri), plain(error)] };
  if (error instanceof MongoParseError || error instanceof MongoInvalidArgumentError)
    return { code: 'QL5016', kind: 'other', args: ({ pool }) => [pool, plain(error)] };
  const broken = brokenConnection(error, chain);
  if (broken !== undefined)
    return { code: 'QL5010', kind: 'network', args: ({ uri }) => [hostsOf(uri), broken, 'Run it again.'] };
  return { code: 'QL5027', kind: 'other', args: () => [plain(error)] };
}

/** A bulk write wraps whatever ends it as if the server had said it. */
function withoutBulk(error: unknown): unknown {
  if (!(error instanceof MongoBulkWriteError)) return error;
  const { errorResponse } = error;
  return errorResponse instanceof Error && !(errorResponse instanceof MongoServerError)
    ? errorResponse
    : error;
}

/**
 * Why a connection broke, in errors that the driver does not tell as such: the socket's own, of a write that it waits to be taken,
 * and its own of a server that left the replica set or ended without an answer.
 */
function brokenConnection(error: unknown, chain: readonly unknown[]): string | undefined {
  const withoutAnswer = ['MongoServerClosedError', 'MongoUnexpectedServerResponseError'];
  if (withoutAnswer.includes(nameOf(error))) return plain(error);
  return (
    systemReason(chain) ?? (/^ERR_(STREAM|SOCKET)_/.test(systemCode(error) ?? '') ? plain(error) : undefined)
  );
}

/** No server was found: because none answers, or because none has the right role. */
function selection(error: MongoServerSelectionError, chain: readonly unknown[]): Classified {
  const reason = systemReason(chain);
  const unknownHost = chain.find((one) => systemCode(one) === 'ENOTFOUND' || systemCode(one) === 'EAI_AGAIN');
  if (unknownHost)
    return {
      code: 'QL5002',
      kind: 'server selection',
      args: ({ uri }) => [String((unknownHost as { hostname?: unknown }).hostname ?? hostsOf(uri))],
    };
  const tls = chain.find((one) => /\b(tls|ssl|certificate)\b/i.test(plain(one)));
  if (tls) return { code: 'QL5013', kind: 'server selection', args: ({ uri }) => [hostsOf(uri), plain(tls)] };
  const servers = serversOf(error);
  if (servers.some(({ type }) => type !== 'Unknown'))
    return {
      code: 'QL5009',
      kind: 'server selection',
      args: ({ uri }) => [hostsOf(uri), rolesOf(servers)],
    };
  return {
    code: 'QL5001',
    kind: 'server selection',
    args: ({ uri }) => [hostsOf(uri), reason ?? plain(error)],
  };
}

function serversOf(error: MongoServerSelectionError): readonly ServerDescription[] {
  const description = error.reason as TopologyDescription | undefined;
  return description ? [...description.servers.values()] : [];
}

function rolesOf(servers: readonly ServerDescription[]): string {
  return servers.map(({ address, type }) => `${address} is ${hostRole(type)}`).join(', ');
}

/** What the driver calls a server, in the words of the dialect: `RSPrimary` is `primary`. */
export function hostRole(type: string): string {
  return type === 'Unknown' ? 'unknown' : type.replace(/^RS/, '').toLowerCase();
}

function fromServer(error: MongoServerError): Classified {
  const text = plain(error);
  const number = codeOf(error);
  const kind = serverKind(error, number);
  const as = (code: ProblemCode, is: ErrorKind = kind): Classified => ({
    code,
    kind: is,
    args: () => [text, number],
  });
  switch (number) {
    case 13:
      return as('QL5017');
    case 50:
      return { code: 'QL5011', kind, args: () => [] };
    case 11000:
    case 11001:
      return as('QL5021', 'write');
    case 121:
      return as('QL5022', 'write');
    case 146:
    case 292:
      return as('QL5023');
    case 10334:
    case 13548:
    case 17419:
    case 17420:
      return { code: 'QL5032', kind, args: () => [] };
    case 237:
    case 43:
    case 136:
    case 175:
    case 11601:
    case 91:
    case 11600:
    case 11602:
      return { code: 'QL5025', kind, args: () => [text, 'Run it again.'] };
    case 189:
    case 10107:
    case 13435:
    case 13436:
      return { code: 'QL5026', kind, args: ({ uri }) => [hostsOf(uri), text] };
    default:
      return as('QL5024');
  }
}

/** What the server answers where its own state, or that of its network, is why; all else it says of the statement. */
const ofServer: Readonly<Record<number, ErrorKind>> = {
  ...byKind('network', 6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436),
  ...byKind('timeout', 50, 202, 262),
  // Cursors that are gone, concerns that cannot be met, a full disk, faults of the server's own.
  ...byKind('other', 1, 8, 43, 64, 100, 133, 134, 14031),
};

function byKind(kind: ErrorKind, ...numbers: readonly number[]): Record<number, ErrorKind> {
  return Object.fromEntries(numbers.map((number) => [number, kind]));
}

function serverKind(error: MongoServerError, number: number): ErrorKind {
  const ofDocuments = 'writeErrors' in error || error.name === 'MongoBulkWriteError';
  return ofServer[number] ?? (ofDocuments ? 'write' : 'statement');
}

/** The error and everything that led to it: its causes, and what the driver knows of each server. */
function causes(error: unknown): readonly unknown[] {
  const found = new Set<unknown>();
  const visit = (one: unknown) => {
    if (one === undefined || one === null || typeof one !== 'object' || found.has(one)) return;
    found.add(one);
    if ('cause' in one) visit(one.cause);
    if (one instanceof MongoServerSelectionError) for (const server of serversOf(one)) visit(server.error);
    if (one instanceof AggregateError) one.errors.forEach(visit);
  };
  visit(error);
  return [...found];
}

const systemSentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  ETIMEDOUT: 'the connection attempt timed out',
  EPIPE: 'the connection was closed',
};

function systemReason(chain: readonly unknown[]): string | undefined {
  for (const one of chain) {
    const code = systemCode(one);
    if (code && systemSentences[code]) return systemSentences[code];
  }
  return undefined;
}

function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

function codeOf(error: unknown): number {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'number' ? code : 0;
}

export const isWaitQueueTimeout = (error: unknown): boolean => nameOf(error) === 'MongoWaitQueueTimeoutError';

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

/** An error's own text as the middle of a sentence: without credentials, line ends and the full stop. */
function plain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return redactUris(text)
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '');
}

/** The addresses of a connection string, without anything that may be secret. */
function hostsOf(uri: string): string {
  const hosts = redactUris(uri)
    .replace(/^mongodb(\+srv)?:\/\//i, '')
    .replace(/^\*\*\*@/, '')
    .split(/[/?]/, 1)[0];
  return hosts === undefined || hosts === '' ? 'the server' : hosts;
}
