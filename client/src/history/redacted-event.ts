import type { PoolEvent } from '../pools/pool-types.ts';

/** Events whose detail is the text of a statement, with the values that somebody wrote in it. */
const withStatement: ReadonlySet<string> = new Set(['connectionLeakSuspected']);

export function holdsStatement(type: string): boolean {
  return withStatement.has(type);
}

/** An event without the text of a statement, as a file may hold it. */
export function redactedEvent(event: PoolEvent): PoolEvent {
  if (!holdsStatement(event.type)) return event;
  const bare: { -readonly [Name in keyof PoolEvent]: PoolEvent[Name] } = { ...event };
  delete bare.detail;
  return bare;
}
