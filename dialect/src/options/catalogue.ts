import { bsonOptions } from './bson-options.ts';
import { monitoringOptions } from './monitoring-options.ts';
import { networkOptions } from './network-options.ts';
import type { PoolOption } from './option.ts';
import { refusedOptions } from './refused-options.ts';
import type { RefusedOption } from './refused-options.ts';
import { reliabilityOptions } from './reliability-options.ts';
import { routingOptions } from './routing-options.ts';
import { securityOptions } from './security-options.ts';
import { sizeOptions } from './size-options.ts';
import { timeoutOptions } from './timeout-options.ts';

/** Every option that a pool may be given, by group. */
export const poolOptions: readonly PoolOption[] = [
  ...sizeOptions,
  ...timeoutOptions,
  ...reliabilityOptions,
  ...routingOptions,
  ...networkOptions,
  ...securityOptions,
  ...bsonOptions,
  ...monitoringOptions,
];

const byName = new Map(poolOptions.map((option) => [option.name, option]));
const refusedByName = new Map(refusedOptions.map((option) => [option.name, option]));

/** The option of exactly that name. */
export function findOption(name: string): PoolOption | undefined {
  return byName.get(name);
}

/** The driver's option of exactly that name that SQL cannot set. */
export function findRefused(name: string): RefusedOption | undefined {
  return refusedByName.get(name);
}
