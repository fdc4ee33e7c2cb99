import { findFunction, takesArguments } from '../../../../dialect/src/functions/index.ts';
import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { FunctionDescription } from '../../../../dialect/src/functions/function-row.ts';
import type { SqlFunction } from '../../../../dialect/src/functions/lowering.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { callBehind } from './call-behind.ts';
import type { CallBehind } from './call-behind.ts';
import type { Suits } from './wanted-type.ts';

/** What a statement's other calls, and what stands behind the cursor, say of the one that is being written. */
export interface FunctionPlace {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly word: number;
  readonly offset: number;
  readonly scope: VisibleScope | undefined;
}

/**
 * Points for a function: it is of the kind of those that the statement calls already, takes the arguments that stand behind the cursor, gives
 * what its place asks for, or has the name that the result gets.
 */
export function functionScore(place: FunctionPlace, suits: Suits | undefined): (label: string) => number {
  const { source, tokens, offset, scope } = place;
  const { categories, names } = calledAround(place);
  const families = new Set([...names].map(familyOf).filter((each) => each !== ''));
  const call = callBehind(source, tokens, offset, scope);
  return (label) => {
    const row = findFunction(label);
    if (!row) return 0;
    const kin = categories.has(row.category) ? 14 : 0;
    const family = families.has(familyOf(row.name)) ? 44 : 0;
    const gives = suits && givesWanted(row, suits) ? 14 : 0;
    return kin + family + gives + (names.has(row.name) ? 10 : 0) + (call ? callScore(row, call) : 0);
  };
}

/** Points for a function whose brackets stand there already. */
function callScore(row: SqlFunction, { star, distinct, types, next, alias }: CallBehind): number {
  const set = row.category === 'aggregate' || row.category === 'window';
  if (star) return row.name === 'COUNT' ? 60 : -60;
  if (distinct && row.category !== 'aggregate') return -60;
  if (row.category === 'window' && next?.kind !== 'OVER' && next?.kind !== 'WITHIN') return -60;
  const takes = takesArguments(row, types);
  const exact = takes && types.some(({ name }) => name !== 'unknown') && !takesAny(row);
  const over = next?.kind === 'OVER' && set ? 30 : 0;
  const filter =
    (next?.kind === 'FILTER' || next?.kind === 'WITHIN') && row.category === 'aggregate' ? 40 : 0;
  return (takes ? 24 : -60) + (exact ? 12 : 0) + over + filter + (isNamed(row.name, alias) ? 60 : 0);
}

const takesAny = ({ signatures }: SqlFunction): boolean =>
  signatures.every(({ parameters }) =>
    parameters.every(({ type }) => type === 'any' || type === 'sameAsFirst'),
  );

/** Whether a column is called after the function: `AS avg_price`, `AS total_count`. */
function isNamed(name: string, alias: string | undefined): boolean {
  return (
    alias !== undefined && (alias === name.toLowerCase() || alias.split('_').includes(name.toLowerCase()))
  );
}

function givesWanted({ signatures }: SqlFunction, suits: Suits): boolean {
  return signatures.some(({ parameters, returns }) =>
    suits(returns(parameters.map(() => ({ name: 'unknown' })))),
  );
}

/** Kinds that most statements call some of: one call says nothing of the next. */
const common: ReadonlySet<FunctionDescription['category']> = new Set(['aggregate', 'conditional']);

function calledAround({ source, tokens, word, offset }: FunctionPlace) {
  const categories = new Set<FunctionDescription['category']>();
  const names = new Set<string>();
  tokens.forEach(({ start, end, names: naming }, index) => {
    if (naming === 0 || tokens[index + 1]?.kind !== '(' || (start < offset && end > word)) return;
    const row = findFunction(source.slice(start, end).toUpperCase());
    if (!row) return;
    names.add(row.name);
    if (!common.has(row.category)) categories.add(row.category);
  });
  return { categories, names };
}

/** `ARRAY` of ARRAY_LENGTH; nothing of a name that is one word. */
const familyOf = (name: string): string => (name.includes('_') ? name.slice(0, name.indexOf('_')) : '');
