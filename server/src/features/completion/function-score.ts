import {
  findFunction,
  functions,
  parameterAt,
  resolveCall,
} from '../../../../dialect/src/functions/index.ts';
import type { FunctionDescription } from '../../../../dialect/src/functions/function-row.ts';
import {
  findPoolFunction,
  poolFunctions,
  usePoolFunction,
} from '../../../../dialect/src/functions/pool-functions.ts';
import type { SqlFunction } from '../../../../dialect/src/functions/lowering.ts';
import type { SqlType } from '../../../../dialect/src/index.ts';
import type { CallBehind } from './call-behind.ts';
import { functionOrder, points, windowOrder } from './likelihood.ts';
import { tokenBefore } from './place.ts';
import { givenTypes, isOfKind, wantsAggregate } from './place-trials.ts';
import type { Suits, ValuePlace } from './place-trials.ts';

/** What a clause asks for: rows put together, or a value of one row. */
export type ClauseOrder = 'aggregates' | 'values';

/**
 * Points for a function: it is common where it is written, of the kind of those that the statement calls already, takes the arguments that
 * stand behind the cursor, gives what its place asks for, or has the name that the result gets.
 */
export function functionScore(
  place: ValuePlace,
  call: CallBehind | undefined,
  suits: Suits | undefined,
  clause: ClauseOrder,
): (label: string) => number {
  const { categories, names, repeated, pools } = calledAround(place);
  const isAssigned = tokenBefore({ tokens: place.tokens, word: place.value.start })?.kind === ':=';
  const families = new Set([...names].map(familyOf).filter((each) => each !== ''));
  const neighbours = neighboursOf(names);
  const known = call && whatIsGiven(place, call);
  const order = orderOf(known, clause);
  return (label) => {
    const row = findFunction(label);
    const usual = points(order, label, 71, 4) + points(order, label, 12, 0.1);
    if (!row) return label === usePoolFunction.name ? (isAssigned ? 140 : 0) : poolScore(label, pools);
    const other = row.name !== label && !functionOrder.includes(label) ? -40 : 0;
    const kin = (categories.has(row.category) ? 14 : 0) + (neighbours.has(row.name) ? 24 : 0);
    const family = families.has(familyOf(row.name)) ? 44 : 0;
    const gives = suits ? givesScore(row, known?.types ?? [], suits) : 0;
    const again = repeated.has(row.name) ? 90 : names.has(row.name) ? 10 : 0;
    return usual + other + kin + family + gives + again + (known ? callScore(row, known) : 0);
  };
}

/** Points for a function of a pool in a statement that calls some: they come together, each rarely twice. */
function poolScore(label: string, called: ReadonlySet<string>): number {
  return called.size === 0 ? 0 : points(poolOrder, label, 140, 1) - (called.has(label) ? 12 : 0);
}

const poolOrder: readonly string[] = poolFunctions.map(({ name }) => name);

function orderOf(call: Given | undefined, clause: ClauseOrder): readonly string[] {
  if (call?.next?.kind === 'OVER') return windowOrder;
  const together = call?.aggregates ?? clause === 'aggregates';
  return together ? functionOrder : scalarOrder;
}

/** Functions of one row: in WHERE, ON, GROUP BY. */
const scalarOrder = functionOrder.filter((name) => !isOfRows(findFunction(name)));

/** Whether it puts rows together, or looks along those of a window. */
function isOfRows(row: SqlFunction | undefined): boolean {
  return row?.category === 'aggregate' || row?.category === 'window';
}

/** A call behind the cursor, and what the analysis says of it. */
interface Given extends CallBehind {
  /** The type of each argument; text for a text that may stand for any. */
  readonly types: readonly SqlType[];
  readonly aggregates: boolean | undefined;
}

function whatIsGiven(place: ValuePlace, call: CallBehind): Given {
  const types = givenTypes(place);
  return {
    ...call,
    types: call.texts.map((_, index) => types[index] ?? unknown),
    aggregates: call.star || call.sorted ? true : wantsAggregate(place),
  };
}

const unknown: SqlType = { name: 'unknown' };

/** Points for a function whose brackets stand there already. */
function callScore(row: SqlFunction, given: Given): number {
  const { star, distinct, constant, types, texts, next, alias, aggregates } = given;
  const set = isOfRows(row);
  if (star) return row.name === 'COUNT' ? 60 : -60;
  if (distinct && row.category !== 'aggregate') return -60;
  if (row.category === 'window' && next?.kind !== 'OVER' && next?.kind !== 'WITHIN') return -60;
  const over = next?.kind === 'OVER' && set ? 30 : 0;
  const filter =
    (next?.kind === 'FILTER' || next?.kind === 'WITHIN') && row.category === 'aggregate' ? 40 : 0;
  const together = aggregates === undefined || next?.kind === 'OVER' ? 0 : aggregates === set ? 20 : -60;
  const settled = constant && common.has(row.category) ? -24 : 0;
  const named = isNamed(row.name, alias) ? 60 : 0;
  return takesScore(row, types, texts) + over + filter + together + settled + named;
}

/** Points for a function by its arguments: whether it takes them, and how many of them are just what it asks for. */
function takesScore(
  row: SqlFunction,
  types: readonly SqlType[],
  texts: readonly (string | undefined)[],
): number {
  const [first] = texts;
  const unit = !row.units || first === undefined ? 0 : row.units.accepts(first) ? 60 : -60;
  const called = resolveCall(
    row,
    types,
    texts.map((text) => text !== undefined),
  );
  if (!called.ok) return -60;
  const just = types.map((type, index) => {
    const asked = parameterAt(called.signature, index)?.type ?? 'any';
    if (type.name === 'unknown' || asked === 'any' || asked === 'sameAsFirst') return 0;
    return isOfKind(type, asked) ? 8 : texts[index] === undefined ? -8 : 0;
  });
  return 24 + unit + just.reduce((sum: number, each) => sum + each, 0);
}

/** Whether a column is called after the function: `AS avg_price`, `AS total_count`. */
function isNamed(name: string, alias: string | undefined): boolean {
  return (
    alias !== undefined && (alias === name.toLowerCase() || alias.split('_').includes(name.toLowerCase()))
  );
}

/** Points for a function that gives what suits, and against one that cannot. */
function givesScore(row: SqlFunction, types: readonly SqlType[], suits: Suits): number {
  const called = resolveCall(row, types);
  const given = called.ok
    ? [called.returns]
    : row.signatures.map(({ parameters, returns }) => returns(parameters.map(() => unknown)));
  if (given.some(suits)) return 24;
  return given.some(({ name }) => name === 'unknown' || name === 'null') ? 0 : -40;
}

/** How many functions on either side of one in its chapter's table are its like: SQRT beside POWER, TAN beside COS. */
const nearby = 6;

function neighboursOf(names: ReadonlySet<string>): ReadonlySet<string> {
  const near = [...names].flatMap((name) => {
    const at = functions.findIndex((row) => row.name === name);
    return functions.slice(Math.max(0, at - nearby), at + nearby + 1);
  });
  return new Set(near.flatMap((row) => (common.has(row.category) ? [] : [row.name])));
}

/** Kinds that most statements call some of: one call says nothing of the next. */
const common: ReadonlySet<FunctionDescription['category']> = new Set(['aggregate', 'conditional']);

/** What else the statement calls: kinds, names, and those that are called elsewhere with just what stands behind the cursor. */
function calledAround({ source, tokens, value, given }: ValuePlace) {
  const categories = new Set<FunctionDescription['category']>();
  const names = new Set<string>();
  const repeated = new Set<string>();
  const pools = new Set<string>();
  tokens.forEach(({ start, end, names: naming }, index) => {
    const open = tokens[index + 1];
    if (naming === 0 || open?.kind !== '(' || start === value.start) return;
    const name = source.slice(start, end).toUpperCase();
    if (findPoolFunction(name)) pools.add(name);
    const row = findFunction(name);
    if (!row) return;
    names.add(row.name);
    if (!common.has(row.category)) categories.add(row.category);
    if (given !== undefined && given !== '' && source.startsWith(`${given})`, open.end))
      repeated.add(row.name);
  });
  return { categories, names, repeated, pools };
}

/** `ARRAY` of ARRAY_LENGTH; nothing of a name that is one word. */
const familyOf = (name: string): string => (name.includes('_') ? name.slice(0, name.indexOf('_')) : '');
