import { findFunction } from '../../../../dialect/src/functions/index.ts';
import { sqlValue } from '../../../../dialect/src/options/index.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { bracketsAround, itemAt } from '../../text/brackets.ts';
import type { Suggestion } from './suggestion.ts';

/** Units as people write them most. */
export const commonUnits: readonly string[] = [
  'day',
  'month',
  'hour',
  'week',
  'year',
  'minute',
  'quarter',
  'second',
  'epoch',
];

/** The units that the function takes whose first argument is at the offset; EXTRACT takes them as words. */
export function unitsAt(source: string, tokens: readonly Token[], offset: number): readonly Suggestion[] {
  const bracket = bracketsAround(tokens, offset).at(-1);
  if (!bracket?.before || bracket.open.kind !== '(' || itemAt(bracket, offset) > 0) return [];
  // It is written already where something stands before the cursor.
  if (tokens.some(({ start, end }) => start > bracket.open.start && end < offset)) return [];
  const row = findFunction(source.slice(bracket.before.start, bracket.before.end));
  const written = (unit: string) => (row?.name === 'EXTRACT' ? unit : sqlValue(unit));
  const names = row?.units?.names ?? [];
  const ordered = [
    ...commonUnits.filter((unit) => names.includes(unit)),
    ...names.filter((unit) => !commonUnits.includes(unit)),
  ];
  return ordered.map((unit) => ({
    ...{ label: written(unit), kind: 'value', detail: `unit of ${row?.name}` },
  }));
}
