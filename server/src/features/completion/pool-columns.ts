import { findVirtualTable } from '../../../../dialect/src/catalog/virtual-tables.ts';
import { typeText } from '../../../../dialect/src/functions/casts/type-name.ts';
import { tokenBehind } from './place.ts';
import type { Place } from './place.ts';
import type { Suggestion } from './suggestion.ts';

export const poolTable = 'CONNECTION_POOLS';

/**
 * Columns of CONNECTION_POOLS() for a select list that is begun and has no FROM yet: they are in no other table, so that FROM comes along
 * where nothing stands behind the cursor.
 */
export function poolColumns(place: Place): readonly Suggestion[] {
  const { tokens, word, offset, scope } = place;
  const isBegun = tokens[0]?.kind === 'SELECT' && offset > word && scope?.relations.length === 0;
  if (!isBegun || tokens.some(({ kind }) => kind === 'FROM')) return [];
  const behind = tokenBehind(place);
  const isLast = behind === undefined || behind.kind === ';';
  return (findVirtualTable(poolTable)?.columns ?? []).map(({ name, type }) => ({
    label: name,
    kind: 'column',
    detail: `${typeText(type)} · ${poolTable}()`,
    ...(isLast ? { insert: `${name}$0 FROM ${poolTable}()`, snippet: true } : {}),
    subject: { kind: 'column', relation: poolTable, name, type },
  }));
}
