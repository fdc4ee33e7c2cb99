import type { AlertSeverity } from '../../../dialect/src/pipeline/alert-command.ts';
import type { FoundHeld } from '../pools/held-connections.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';

export type { AlertSeverity };

export type AlertState = 'pending' | 'firing' | 'resolved';

/** An event of the pool that had a part in raising an alert. */
export interface AlertEvent {
  /** `event_id` of CONNECTION_POOL_EVENTS(). */
  readonly id: number;
  readonly at: Date;
  /** `connectionCheckOutFailed to a:27017: timeout`. */
  readonly text: string;
}

/** What is the matter with one pool, at one instant. */
export interface AlertFacts {
  readonly message: string;
  /** The same without the text of a statement, where the message has one or may have one. */
  readonly bare?: string;
  readonly value?: number;
  readonly limit?: number;
  readonly unit?: string;
  readonly host?: string;
  /** What to do, in a sentence, and the statement that does it. */
  readonly advice?: string;
  readonly statement?: string;
  /** Where the SQL stands that is at fault: `orders.qlsql:12`. */
  readonly source?: string;
  /** The pool's option that would mend it. */
  readonly option?: string;
}

/** One alert from the first moment that its condition held. Immutable: a change makes a new one. */
export interface Alert extends AlertFacts {
  readonly id: number;
  /** The rule that raised it. */
  readonly name: string;
  readonly pool: string;
  readonly severity: AlertSeverity;
  readonly state: AlertState;
  /** Since when the condition has held. */
  readonly since: Date;
  readonly raisedAt?: Date;
  readonly endedAt?: Date;
  /** How often it was raised: one that comes back soon after its end goes on as the same. */
  readonly times: number;
  readonly acknowledgedAt?: Date;
  readonly snoozedUntil?: Date;
  readonly events: readonly AlertEvent[];
}

/** A figure far from its own past. */
export interface Unusual {
  readonly value: number;
  readonly median: number;
  /** How many times further from the median than values usually are. */
  readonly score: number;
}

/** What the rules look at: one pool at one instant, with what it did lately. */
export interface PoolView {
  readonly pool: PoolSnapshot;
  /** Counts of the last five minutes. */
  readonly lately: {
    readonly checkouts: number;
    readonly checkoutFailures: number;
    readonly operations: number;
    readonly clears: number;
  };
  /** Connections of the last hour that took the place of others, but for those that ALTER or CLEAR replaced. */
  readonly replacedInHour: number;
  /** Connections that are out for longer than leakDetectionThresholdMS, the longest first. */
  readonly leaks: readonly FoundHeld[];
  readonly room?: ServerRoom;
  readonly unusual: {
    readonly wait?: Unusual;
    readonly errors?: Unusual;
    readonly load?: Unusual;
  };
}
