import { canonicalZone } from './casts/time-zone.ts';
import { cond, hasType, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweredArgument, LoweringContext } from './lowering.ts';
import { isInterval, SqlError } from './values.ts';

/** A value that date operators take: what may be anything counts as NULL where it is no date. */
export const asDate = (argument: LoweredArgument, value: MongoExpression): MongoExpression =>
  argument.type.name === 'unknown' ? cond(hasType(value, 'date'), value, null) : value;

/** A time zone that MongoDB takes: a constant is checked and put right. */
export function lowerZone(zone: LoweredArgument, context: LoweringContext): MongoExpression {
  if (isInterval(zone.constant)) return literal(zoneOf(zone.constant));
  if (zone.type.name === 'interval') {
    context.refuse('A time zone that is an interval must be a constant.');
    return literal('UTC');
  }
  if (typeof zone.constant !== 'string') return zone.expression;
  const canonical = canonicalZone(zone.constant, true);
  if (canonical) return literal(canonical);
  context.refuse(`There is no time zone '${zone.constant}'.`);
  return literal('UTC');
}

/** A zone's proper name while folding. */
export function zoneOf(name: unknown): string {
  if (isInterval(name)) return offsetZone(name.ms);
  const zone = canonicalZone(String(name), true);
  if (!zone) throw new SqlError(`there is no time zone '${String(name)}'`);
  return zone;
}

/** A zone so many milliseconds ahead of UTC. */
function offsetZone(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
