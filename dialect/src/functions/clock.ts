import type { SqlType } from '../catalog/types.ts';
import { timeFromMs } from './casts/datetime-text.ts';
import type { ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { dateType, msPerDay, timestampType, timestamptzType, timeType } from './values.ts';

/** CURRENT_TIMESTAMP and its kin: one instant for the whole statement, so always a constant. */
function clock(
  name: string,
  aliases: readonly string[],
  type: SqlType,
  documentation: string,
  result: string,
  compute: (now: Date) => unknown,
  parameters = '[precision integer]',
): ScalarFunction {
  return {
    name,
    aliases,
    category: 'datetime',
    documentation: `${documentation} The same throughout the statement.`,
    example: { sql: parameters === '' ? `${name}()` : name, result },
    signatures: [signature(parameters, type)],
    nulls: 'native',
    evaluate: (_, { now }) => compute(now),
  };
}

/** The start of the day that an instant lies in, in UTC. */
export const midnight = (now: Date): Date => new Date(Math.floor(now.getTime() / msPerDay) * msPerDay);

/** What the clock says: constants of the statement. */
export const clockFunctions: readonly ScalarFunction[] = [
  clock('CURRENT_DATE', ['CURDATE', 'TODAY'], dateType, 'Today, in UTC.', '2024-02-29', midnight),
  clock(
    'CURRENT_TIMESTAMP',
    [],
    timestamptzType,
    'The instant at which the statement began.',
    '2024-02-29 10:30:05+00',
    (now) => now,
  ),
  clock(
    'NOW',
    ['TRANSACTION_TIMESTAMP', 'STATEMENT_TIMESTAMP', 'CLOCK_TIMESTAMP'],
    timestamptzType,
    'The instant at which the statement began, as a function.',
    '2024-02-29 10:30:05+00',
    (now) => now,
    '',
  ),
  clock(
    'LOCALTIMESTAMP',
    [],
    timestampType,
    'The date and time in UTC.',
    '2024-02-29 10:30:05',
    (now) => now,
  ),
  clock('CURRENT_TIME', ['LOCALTIME'], timeType, 'The time of day in UTC.', '10:30:05', (now) =>
    timeFromMs(now.getTime()),
  ),
];
