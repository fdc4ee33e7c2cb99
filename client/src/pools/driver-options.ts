import zlib from 'node:zlib';
import type { MongoClientOptions } from 'mongodb';
import { findOption, toDriverOptions } from '../../../dialect/src/options/index.ts';
import type { OptionValues } from '../../../dialect/src/options/index.ts';

/** The options whose catalogue default a pool sets where neither the statement nor the connection string says anything. */
const withDefault = [
  'maxPoolSize',
  'minPoolSize',
  'maxIdleTimeMS',
  'maxConnecting',
  'connectTimeoutMS',
  'socketTimeoutMS',
  'serverSelectionTimeoutMS',
  'heartbeatFrequencyMS',
  'waitQueueTimeoutMS',
  'retryWrites',
  'retryReads',
  'compressors',
  'monitoringInterval',
  'leakDetectionThresholdMS',
  'drainTimeoutMS',
  'enableMonitoring',
] as const;

/**
 * The options in force: the statement's own over the session's defaults over what the connection string says over the
 * catalogue's defaults. The connection string's numbers and booleans count as values.
 */
export function effectiveOptions(uri: string, defaults: OptionValues, own: OptionValues): OptionValues {
  const base: Record<string, unknown> = {};
  for (const name of withDefault) base[name] = findOption(name)?.default;
  // Between two programs of one machine compression only costs: five times the CPU time of a small operation.
  if (isLocal(uri)) delete base['compressors'];
  const merged = { ...base, ...uriOptions(uri), ...defaults, ...own };
  // A default must not contradict what somebody wrote: maxPoolSize = 3 means at most 3, also at the beginning.
  if (own['minPoolSize'] === undefined && Number(merged['maxPoolSize']) > 0)
    merged['minPoolSize'] = Math.min(Number(merged['minPoolSize']), Number(merged['maxPoolSize']));
  return merged;
}

/** Whether every host of a connection string is this machine. */
function isLocal(uri: string): boolean {
  const hosts = /^mongodb:\/\/(?:.*@)?([^/?]*)/s.exec(uri)?.[1]?.split(',') ?? [''];
  return hosts.every((host) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|%2F.*)(:\d+)?$/i.test(host));
}

/** What a connection string says of options in the catalogue, in their own spelling. */
function uriOptions(uri: string): OptionValues {
  const query = /\?([^?]*)$/.exec(uri)?.[1];
  if (!query) return {};
  const found: Record<string, unknown> = {};
  for (const [key, text] of new URLSearchParams(query)) {
    const name = withDefault.find((option) => option.toLowerCase() === key.toLowerCase());
    const type = name && findOption(name)?.type.kind;
    if (name === undefined || type === undefined) continue;
    if (type === 'integer') found[name] = Number(text);
    else if (type === 'boolean') found[name] = text === 'true';
    else if (type === 'enumList') found[name] = text.split(',');
  }
  return found;
}

/** What the driver is given: the options that are its own, under its own names. */
export function driverOptions(options: OptionValues): MongoClientOptions {
  const result = toDriverOptions(options);
  const { compressors } = result;
  if (Array.isArray(compressors))
    result['compressors'] = compressors.filter((name) => name !== 'zstd' || hasZstd());
  return result as MongoClientOptions;
}

/** Node has zstd from 22.15 on. */
function hasZstd(): boolean {
  return typeof zlib.zstdCompress === 'function';
}

export function numberOption(options: OptionValues, name: string): number {
  return Number(options[name] ?? findOption(name)?.default ?? 0);
}
