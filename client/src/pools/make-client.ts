import { MongoClient } from 'mongodb';
import type { FailureContext } from './driver-failure.ts';
import { poolFailure } from './driver-failure.ts';
import { driverOptions } from './driver-options.ts';
import { PoolError } from './pool-error.ts';
import { redactSecretsOf } from './redact-uri.ts';

/** A client, not yet connected. Throws a PoolError where the driver refuses the connection string or the options. */
export function makeClient(context: FailureContext): MongoClient {
  try {
    return new MongoClient(context.uri, driverOptions(context.options));
  } catch (error) {
    throw refusal(error, context);
  }
}

/** The driver's constructor takes no connection string or option that it cannot read. */
function refusal(error: unknown, context: FailureContext): PoolError {
  const failure = poolFailure(error, context);
  const text = error instanceof Error ? error.message : String(error);
  const aboutUri =
    /connection string|invalid (scheme|url|port)|unescaped|uri|hostname|protocol and host|slash|SRV/i.test(
      text,
    );
  if (failure.code === 'QL5003') return failure;
  const clean = redactSecretsOf(context.uri, text).replace(/[.\s]+$/, '');
  return aboutUri ? new PoolError('QL5004', [clean]) : new PoolError('QL5016', [context.pool, clean]);
}
