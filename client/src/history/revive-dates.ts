const dates: ReadonlySet<string> = new Set([
  ...['at', 'since', 'createdAt', 'lastUsedAt'],
  ...['raisedAt', 'endedAt', 'acknowledgedAt', 'snoozedUntil'],
]);

/** For JSON.parse: moments that were written as ISO 8601 are `Date`s again. */
export function reviveDates(name: string, value: unknown): unknown {
  return dates.has(name) && typeof value === 'string' ? new Date(value) : value;
}
