import type { FoundHeld } from './held-connections.ts';
import { holderText } from './leak-watch.ts';
import type { Percentiles, PoolSnapshot, Refusal } from './pool-types.ts';
import { Hysteresis } from './hysteresis.ts';
import { loadShare } from './utilization.ts';

export interface Health {
  readonly health: PoolSnapshot['health'];
  /** 0 (dead) to 100 (perfect). */
  readonly healthScore: number;
  /** What is wrong, a sentence each. */
  readonly issues: readonly string[];
  /** What each of them takes off the score. */
  readonly issuePoints: readonly number[];
}

type Judged = Pick<
  PoolSnapshot,
  | 'state'
  | 'options'
  | 'size'
  | 'active'
  | 'maxSize'
  | 'errorRate'
  | 'operations'
  | 'checkout'
  | 'response'
  | 'hosts'
> & { readonly recentErrors: number };

interface Finding {
  readonly severity: 'UNHEALTHY' | 'WARNING' | 'NOTE';
  readonly points: number;
  readonly issue: string;
}

const minute = 60_000;

/**
 * Judges a pool. `unusedMs` is the time since its last use, or since it was made; `tooLong` are the connections that
 * are out for longer than leakDetectionThresholdMS; `standing` remembers how the pool stood when it was judged before.
 */
export function assessHealth(
  pool: Judged,
  unusedMs: number,
  tooLong: readonly FoundHeld[] = [],
  standing = new Hysteresis(),
): Health {
  const findings = [...find(pool, unusedMs, standing), ...leaks(pool, tooLong)];
  const is = (severity: Finding['severity']) => findings.some((finding) => finding.severity === severity);
  const points = findings.reduce((sum, finding) => sum + finding.points, 0);
  return {
    health: is('UNHEALTHY') ? 'UNHEALTHY' : is('WARNING') ? 'WARNING' : 'HEALTHY',
    healthScore: Math.max(0, 100 - points),
    issues: findings.map((finding) => finding.issue),
    issuePoints: findings.map((finding) => finding.points),
  };
}

function* find(pool: Judged, unusedMs: number, standing: Hysteresis): Generator<Finding> {
  const refusing = shutOut(pool);
  for (const { address, why } of refusing)
    yield { severity: 'UNHEALTHY', points: 100, issue: `${address} lets no connection in: ${why}` };
  if (pool.state === 'failed' && refusing.length === 0)
    yield { severity: 'UNHEALTHY', points: 100, issue: 'The pool has no server to run on.' };

  const percent = pool.errorRate * 100;
  const elevated = standing.over('errors', percent, 5);
  if (standing.over('many errors', percent, 10))
    yield { severity: 'UNHEALTHY', points: 40, issue: `High error rate: ${percent.toFixed(2)} %.` };
  else if (elevated)
    yield { severity: 'WARNING', points: 20, issue: `Elevated error rate: ${percent.toFixed(2)} %.` };

  if (standing.over('recent errors', pool.recentErrors, 5))
    yield {
      severity: 'UNHEALTHY',
      points: 30,
      issue: `${pool.recentErrors} operations failed in the last five minutes.`,
    };

  const down = silent(pool);
  if (down.length > 0) yield { severity: 'WARNING', points: 20, issue: `No answer from ${down.join(', ')}.` };

  const [far] = slowWays(pool);
  const isSlow = standing.over('round trip', far?.roundTripMs ?? 0, 100);
  if (far && isSlow) yield { severity: 'WARNING', points: 15, issue: `Slow network: ${wayText(far)}.` };

  const full = loadShare(pool, Number(pool.options['minPoolSize'] ?? 0));
  if (standing.over('full', full, 0.9))
    yield {
      severity: 'WARNING',
      points: 15,
      issue: `High pool utilization: ${(full * 100).toFixed(1)} % of ${pool.maxSize} connections${fullest(pool)}.`,
    };

  if (standing.over('operations', lately(pool.response), 5000))
    yield {
      severity: 'WARNING',
      points: 15,
      issue: `Slow operations: ${Math.round(pool.response.average)} ms on average.`,
    };
  if (standing.over('checkouts', lately(pool.checkout), 1000))
    yield {
      severity: 'WARNING',
      points: 15,
      issue: `Slow checkouts: operations wait ${Math.round(pool.checkout.average)} ms on average for a connection.`,
    };

  if (unusedMs > 60 * minute)
    yield { severity: 'NOTE', points: 0, issue: `Unused for ${Math.round(unusedMs / minute)} minutes.` };
}

/** An average that still says something: the last five minutes have a share in it. In milliseconds. */
export function lately({ average, max }: Percentiles): number {
  return max > 0 ? average : 0;
}

/** The hosts that do not answer, but for those that let no connection in. */
export function silent({ hosts }: Pick<PoolSnapshot, 'hosts'>): readonly string[] {
  return hosts.filter(({ role, refused }) => role === 'unknown' && !refused).map(({ address }) => address);
}

interface SlowWay {
  readonly address: string;
  readonly roundTripMs: number;
  readonly usualRoundTripMs: number;
}

/** The hosts to which the way takes more than three times as long as it usually does, the slowest first: far away is not slow. */
export function slowWays({ hosts }: Pick<PoolSnapshot, 'hosts'>): readonly SlowWay[] {
  return hosts
    .map(({ address, roundTripMs = 0, usualRoundTripMs = 0 }) => ({ address, roundTripMs, usualRoundTripMs }))
    .filter(({ roundTripMs, usualRoundTripMs }) => roundTripMs > 3 * usualRoundTripMs)
    .sort((one, other) => other.roundTripMs - one.roundTripMs);
}

/** `a round trip to a:27017 takes 502 ms, and usually 1 ms` */
export function wayText({ address, roundTripMs, usualRoundTripMs }: SlowWay): string {
  return `a round trip to ${address} takes ${Math.round(roundTripMs)} ms, and usually ${Math.ceil(usualRoundTripMs)} ms`;
}

/** The hosts that let no connection in, and why; sentences. */
export function shutOut({
  hosts,
}: Pick<PoolSnapshot, 'hosts'>): readonly (Refusal & { readonly address: string })[] {
  return hosts.flatMap(({ address, refused }) =>
    refused ? [{ ...refused, address, why: `${refused.why.replace(/[.\s]+$/, '')}.` }] : [],
  );
}

function* leaks({ options }: Judged, tooLong: readonly FoundHeld[]): Generator<Finding> {
  const limit = Number(options['leakDetectionThresholdMS']);
  for (const [index, held] of tooLong.entries())
    yield {
      severity: 'WARNING',
      // Several do not make it worse: they are often one cause.
      points: index === 0 ? 15 : 0,
      issue: `A connection to ${held.host} has been out for more than ${limit} ms: ${holderText(held)}.`,
    };
}

/** An issue without the text of the statement that it may tell. */
export function withoutHolder(issue: string): string {
  return issue.replace(/^(A connection to .*? has been out for more than \d+ ms): .*$/s, '$1.');
}

/** ` to a:27017`, where there are several hosts: the limit is one for each. */
function fullest({ hosts }: Judged): string {
  if (hosts.length < 2) return '';
  const [most] = [...hosts].sort((left, right) => right.size - left.size);
  return ` to ${most?.address ?? ''}`;
}
