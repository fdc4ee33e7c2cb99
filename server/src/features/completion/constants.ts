import { intervalUnits } from '../../../../dialect/src/syntax/grammar/constants.ts';
import { sqlValue } from '../../../../dialect/src/options/index.ts';
import type { Suggestion } from './suggestion.ts';
import { commonUnits } from './units.ts';

// Constants that people write at places of their own, the commonest first.

const values = (labels: readonly string[], detail: string): readonly Suggestion[] =>
  labels.map((label) => ({ label, kind: 'value', detail }));

export const counts = values(['10', '100', '1', '20', '50', '1000'], 'rows');

export const intervals = values(
  ["'1 day'", "'1 hour'", "'7 days'", "'30 days'", "'1 month'", "'15 minutes'", "'1 year'"],
  'interval',
);

/** Behind a number: `INTERVAL 5 DAY`. */
export const intervalUnitNames = values(
  [...intervalUnits].sort((a, b) => rankOf(a) - rankOf(b)).map((unit) => unit.toUpperCase()),
  'unit',
);

function rankOf(unit: string): number {
  const at = commonUnits.indexOf(unit);
  return at < 0 ? commonUnits.length : at;
}

const commonZones: readonly string[] = [
  ...['UTC', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'Asia/Tokyo'],
];

export const timeZones = values(
  [...new Set([...commonZones, ...Intl.supportedValuesOf('timeZone')])].map(sqlValue),
  'time zone',
);

/** What OVER takes in brackets. */
export const windows: readonly Suggestion[] = [
  ['(PARTITION BY …)', '(PARTITION BY $1)', 'the rows that agree in a column'],
  ['(ORDER BY …)', '(ORDER BY $1)', 'the rows up to this one'],
  ['(PARTITION BY … ORDER BY …)', '(PARTITION BY $1 ORDER BY $2)', 'of those that agree, up to this one'],
  ['()', '()', 'all rows'],
].map(([label = '', insert = '', detail = '']) => ({
  ...{ label, insert, detail, kind: 'value', snippet: insert.includes('$'), goOn: insert.includes('$') },
}));
