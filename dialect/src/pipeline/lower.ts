import type { SqlType } from '../catalog/types.ts';
import type { ValueOperator } from '../syntax/ast/query.ts';
import type {
  BoundArray,
  BoundCall,
  BoundCase,
  BoundCoalesce,
  BoundColumn,
  BoundExpression,
  BoundExternal,
  BoundOperator,
  BoundRow,
  BoundSlice,
  BoundSubscript,
} from '../analysis/bound.ts';
import { cond, isNull, literal } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import {
  foldCall,
  foldCast,
  foldOperator,
  lowerCall,
  lowerCast,
  lowerOperator,
  resolveCall,
  typeOfOperands,
} from '../functions/index.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { nullType, toBson, typeOfValue, unknownType } from '../functions/values.ts';
import type { Compiler } from './compiler.ts';
import { at, isPlain, read, readPath } from './layout.ts';
import type { Layout } from './layout.ts';
import { holds, threeValued } from './three-valued.ts';

/** What conditions came to in one compilation, and where. */
const conditions = new WeakMap<
  Compiler,
  WeakMap<BoundExpression, { layout: Layout; lowered: LoweredArgument }>
>();

/** A condition is asked for its truth and for its falsehood: without a memory, each level of `((a = b) = c) = d` would double the work. */
function lowerCondition(c: Compiler, value: BoundExpression, layout: Layout): LoweredArgument {
  const known =
    conditions.get(c) ?? new WeakMap<BoundExpression, { layout: Layout; lowered: LoweredArgument }>();
  conditions.set(c, known);
  const found = known.get(value);
  if (found?.layout === layout) return found.lowered;
  const lowered = threeValued(c, value, layout, lower);
  known.set(value, { layout, lowered });
  return lowered;
}

/** Lowers an expression to what MongoDB evaluates for each row. Whatever depends on constants alone is computed here and now. */
export function lower(c: Compiler, value: BoundExpression, layout: Layout): LoweredArgument {
  c.place = value.span;
  switch (value.kind) {
    case 'constant':
      if (value.value === null) return nullConstant(value.type);
      return constantOf(value.value, value.type, value.untyped);
    case 'external':
      return lowerExternal(c, value);
    case 'column':
      return lowerColumn(c, value, layout);
    case 'field':
      return shaped(value, fieldOf(c, value.operand, value.name, layout));
    case 'subscript':
      return lowerSubscript(c, value, layout);
    case 'slice':
      return lowerSlice(c, value, layout);
    case 'logical':
    case 'not':
    case 'comparison':
    case 'test':
    case 'distinctFrom':
    case 'in':
    case 'like':
    case 'quantified':
      return lowerCondition(c, value, layout);
    case 'operator':
      return lowerOperation(c, value, layout);
    case 'call':
      return lowerFunction(c, value, layout);
    case 'coalesce':
      return lowerCoalesce(c, value, layout);
    case 'case':
      return lowerCase(c, value, layout);
    case 'cast': {
      const operand = lower(c, value.operand, layout);
      c.place = value.span;
      if (operand.constant !== undefined)
        return folded(c, foldCast(operand, value.type, c.lowering, value.try), value, value.type);
      return shaped(value, lowerCast(operand, value.type, { try: value.try }, c.lowering));
    }
    case 'array':
      return lowerArray(c, value, layout);
    case 'row':
      return lowerRow(c, value, layout);
    case 'subquery':
      c.report('QL4001', value.span, ['A subquery here']);
      return nullConstant(value.type);
  }
}

function lowerColumn(c: Compiler, value: BoundColumn, layout: Layout): LoweredArgument {
  const place = layout.get(value.id);
  if (place) return shaped(value, read(place));
  c.report('QL4002', value.span, [`column ${value.id} is not at hand; this is a defect of the compiler`]);
  return nullConstant(value.type);
}

function lowerOperation(c: Compiler, value: BoundOperator, layout: Layout): LoweredArgument {
  const args = value.operands.map((operand) => lower(c, operand, layout));
  c.place = value.span;
  const [left, right] = args as [LoweredArgument, LoweredArgument | undefined];
  const type = settled(
    value.type,
    () => right && typeOfOperands(value.operator as ValueOperator, left, right),
  );
  if (args.every((arg) => arg.constant !== undefined)) {
    const known = foldOperator(value.operator, args, type, c.lowering);
    if (known) return folded(c, known, value, type);
  }
  return { ...shaped(value, lowerOperator(value.operator, args, type, c.lowering)), type };
}

function lowerFunction(c: Compiler, value: BoundCall, layout: Layout): LoweredArgument {
  const args = value.args.map((arg) => lower(c, arg, layout));
  c.place = value.span;
  const type = settled(value.type, () => {
    const resolution = resolveCall(
      value.row,
      args.map((arg) => (arg.untyped ? nullType : arg.type)),
    );
    return resolution.ok ? resolution.returns : undefined;
  });
  if (!value.row.volatile && args.every((arg) => arg.constant !== undefined)) {
    const known = foldCall(value.row, args, c.lowering);
    if (known) return folded(c, known, value, type);
  }
  return { ...shaped(value, lowerCall(value.row, args, c.lowering)), type };
}

function lowerCoalesce(c: Compiler, value: BoundCoalesce, layout: Layout): LoweredArgument {
  const args = value.operands
    .map((operand) => lower(c, operand, layout))
    .filter((arg) => arg.constant !== null);
  const first = args.findIndex((arg) => !arg.nullable);
  const useful = first >= 0 ? args.slice(0, first + 1) : args;
  const [only] = useful;
  if (!only) return nullConstant(value.type);
  if (useful.length === 1) return only;
  // A field twice in one $ifNull makes a $group of version 6.0 fail ("duplicate field").
  const parts = [...new Set(useful.map((arg) => arg.expression))];
  return shaped(value, { $ifNull: first >= 0 ? parts : [...parts, null] });
}

function lowerArray(c: Compiler, value: BoundArray, layout: Layout): LoweredArgument {
  const items = value.items.map((item) => lower(c, item, layout));
  if (items.every((item) => item.constant !== undefined)) {
    const constant = items.map((item) => item.constant);
    return { expression: literal(constant), type: value.type, nullable: false, constant };
  }
  return shaped(
    value,
    items.map((item) => (item.nullable ? { $ifNull: [item.expression, null] } : item.expression)),
  );
}

function lowerRow(c: Compiler, value: BoundRow, layout: Layout): LoweredArgument {
  const items = value.items.map((item) => lower(c, item, layout).expression);
  const fields = rowFields(value);
  return shaped(
    value,
    Object.fromEntries(items.map((item, index) => [fields[index], { $ifNull: [item, null] }])),
  );
}

/** The fields of the document that a row is: as its columns are called where a document may have such fields, each once. */
function rowFields({ items, names = [] }: BoundRow): readonly string[] {
  const fit = new Set(names).size === items.length && names.every((name) => /^[^.$][^.]*$/s.test(name));
  return fit ? names : items.map((_, index) => `f${index + 1}`);
}

/** A type that hung on a parameter or a variable is known once its value is. */
function settled(type: SqlType, compute: () => SqlType | undefined): SqlType {
  return type.name === 'unknown' && !type.json ? (compute() ?? type) : type;
}

function constantOf(value: unknown, type: SqlType, untyped = false): LoweredArgument {
  const constant = toBson(value, type);
  return { expression: literal(constant), type, nullable: constant === null, constant, untyped };
}

function nullConstant(type: SqlType): LoweredArgument {
  return { expression: literal(null), type, nullable: true, constant: null };
}

function shaped(value: BoundExpression, expression: MongoExpression): LoweredArgument {
  return {
    expression,
    type: value.type,
    nullable: value.nullable,
    likely: value.type.name === 'unknown' ? value.likely : undefined,
  };
}

/** A constant that was computed, or the problem that computing it met. */
function folded(
  c: Compiler,
  result: ReturnType<typeof foldCast>,
  value: BoundExpression,
  type: SqlType,
): LoweredArgument {
  if (!result.ok) {
    c.report('QL4004', value.span, [result.message]);
    return nullConstant(type);
  }
  return result.value.constant === null ? nullConstant(type) : result.value;
}

function lowerExternal(c: Compiler, value: BoundExternal): LoweredArgument {
  const { environment } = c;
  if (!environment) return { expression: literal(null), type: value.type, nullable: true };
  if (value.source === 'pool') return lowerPoolColumn(c, value);
  const held = value.source === 'parameter' ? environment.parameters : environment.variables;
  if (!(value.name in held)) {
    const mark = value.source === 'variable' ? '@' : /^\d/.test(value.name) ? '$' : ':';
    c.report('QL4003', value.span, [`${mark}${value.name}`]);
    return nullConstant(nullType);
  }
  const given = held[value.name];
  if (given === null || given === undefined) return nullConstant(nullType);
  const type = typeOfValue(given);
  const constant = typeof given === 'number' || typeof given === 'bigint' ? toBson(given, type) : given;
  return {
    expression: literal(constant),
    type,
    nullable: false,
    constant,
    ...(typeof given === 'string' ? { untyped: true } : {}),
  };
}

/** The column of CONNECTION_POOLS() for the pool that is named, or for the session's current one; NULL where there is none. */
function lowerPoolColumn(c: Compiler, value: BoundExternal): LoweredArgument {
  const { environment } = c;
  const named = value.pool ? lower(c, value.pool, new Map()).constant : environment?.currentPool;
  const rows = environment?.virtualRows('CONNECTION_POOLS') ?? [];
  const found = rows.find((row) => row['pool_name'] === named)?.[value.name];
  return found === undefined || found === null ? nullConstant(value.type) : constantOf(found, value.type);
}

/** A field of a document: as a path where the document stands at one, so that MongoDB can use it. */
function fieldOf(c: Compiler, operand: BoundExpression, name: string, layout: Layout): MongoExpression {
  const path = pathOf(operand, layout);
  if (path && isPlain([name])) return readPath([...path, name]);
  const input = lower(c, operand, layout).expression;
  if (!isPlain([name])) return { $getField: { field: { $literal: name }, input } };
  if (typeof input === 'string' && input.startsWith('$')) return `${input}.${name}`;
  // A path reads the computed as the stored: of an array, the field of each of its documents.
  const found = c.lowering.fresh('found');
  return { $let: { vars: { [found]: input }, in: `$$${found}.${name}` } };
}

/** The path of a plain column or of a field inside one; undefined for anything computed. */
export function pathOf(value: BoundExpression, layout: Layout): readonly string[] | undefined {
  if (value.kind === 'column') {
    const place = layout.get(value.id);
    return place?.kind === 'path' ? place.path : undefined;
  }
  if (value.kind !== 'field') return undefined;
  const inner = pathOf(value.operand, layout);
  return inner && [...inner, value.name];
}

function lowerSubscript(c: Compiler, value: BoundSubscript, layout: Layout): LoweredArgument {
  const operand = lower(c, value.operand, layout);
  const index = lower(c, value.index, layout);
  if (index.type.name === 'text' && index.constant !== undefined) {
    return shaped(value, {
      $getField: { field: { $literal: String(index.constant) }, input: operand.expression },
    });
  }
  if (index.constant === null) return nullConstant(value.type);
  const position = index.constant === undefined ? index.expression : Number(String(index.constant));
  // A negative index would count from the end, and what is no array would be an error: both are NULL in SQL.
  const array =
    operand.type.name === 'array'
      ? operand.expression
      : cond({ $isArray: [operand.expression] }, operand.expression, null);
  if (typeof position === 'number') {
    return position < 0 ? nullConstant(value.type) : shaped(value, { $arrayElemAt: [array, position] });
  }
  const element = { $arrayElemAt: [array, { $toInt: position }] };
  return shaped(value, cond({ $lt: [position, 0] }, null, element));
}

/** `a[low:high]`, both ends included, counted from 0. An end that is NULL makes the slice NULL. */
function lowerSlice(c: Compiler, value: BoundSlice, layout: Layout): LoweredArgument {
  const operand = lower(c, value.operand, layout);
  const [low, high] = [value.low, value.high].map((bound) => bound && lower(c, bound, layout));
  if (low?.constant === null || high?.constant === null) return nullConstant(value.type);
  const sure = operand.type.name === 'array' && value.depth === 0;
  const cut = (given: MongoExpression, depth: number): MongoExpression => {
    if (depth === 0) return sliced(sure ? given : cond({ $isArray: [given] }, given, null), low, high);
    const row = c.lowering.fresh('row');
    return { $map: { input: given, as: row, in: cut(`$$${row}`, depth - 1) } };
  };
  return shaped(value, cut(operand.expression, value.depth));
}

function sliced(
  array: MongoExpression,
  low: LoweredArgument | undefined,
  high: LoweredArgument | undefined,
): MongoExpression {
  const known = [low, high].every((bound) => !bound || bound.constant !== undefined);
  if (!known) return computedSlice(array, low, high);
  const from = Math.max(0, low ? Number(String(low.constant)) : 0);
  const to = high ? Number(String(high.constant)) : undefined;
  if (to !== undefined && to < from) return cond(isNull(array), null, []);
  const count = to === undefined ? 2 ** 31 - 1 : to - from + 1;
  return { $slice: [array, from, count] };
}

/** A slice whose ends only the row knows: $slice wants a count above zero. */
function computedSlice(
  array: MongoExpression,
  low: LoweredArgument | undefined,
  high: LoweredArgument | undefined,
): MongoExpression {
  const from = low ? { $max: [0, { $toInt: low.expression }] } : 0;
  const to = high ? { $toInt: high.expression } : { $subtract: [{ $size: '$$items' }, 1] };
  const part = cond({ $lt: ['$$to', '$$from'] }, [], {
    $slice: ['$$items', '$$from', { $max: [1, { $add: [{ $subtract: ['$$to', '$$from'] }, 1] }] }],
  });
  const bounds = [low, high].flatMap((bound) => (bound?.nullable ? [isNull(bound.expression)] : []));
  const absent = { $or: [isNull('$$items'), ...bounds] };
  const sliced = { $let: { vars: { from, to }, in: part } };
  return { $let: { vars: { items: array }, in: cond(absent, null, sliced) } };
}

/** A field that several branches give: written the same twice, it makes a $group of version 6.0 fail ("duplicate field"). */
function distinctly(results: readonly LoweredArgument[]): readonly LoweredArgument[] {
  const fields = new Set<MongoExpression>();
  return results.map((each) => {
    if (typeof each.expression !== 'string' || !fields.has(each.expression)) {
      fields.add(each.expression);
      return each;
    }
    return { ...each, expression: { $ifNull: [each.expression, null] } };
  });
}

function lowerCase(c: Compiler, value: BoundCase, layout: Layout): LoweredArgument {
  const branches: [MongoExpression, LoweredArgument][] = [];
  let otherwise = value.otherwise ? undefined : nullConstant(value.type);
  for (const branch of value.branches) {
    const when = whenTrue(c, branch.when, layout);
    if (when === false) continue;
    const then = lower(c, branch.then, layout);
    if (when === true) {
      otherwise = then;
      break;
    }
    branches.push([when, then]);
  }
  const last = otherwise ?? (value.otherwise ? lower(c, value.otherwise, layout) : nullConstant(value.type));
  if (branches.length === 0) return last;
  const results = distinctly([...branches.map(([, then]) => then), last]);
  const [otherwiseResult = last] = results.slice(-1);
  const type = settled(value.type, () => results.find((each) => each.constant !== null)?.type ?? unknownType);
  const expression =
    branches.length === 1 && branches[0]
      ? cond(branches[0][0], branches[0][1].expression, otherwiseResult.expression)
      : {
          $switch: {
            branches: branches.map(([when], index) => ({ case: when, then: results[index]?.expression })),
            default: otherwiseResult.expression,
          },
        };
  return { ...shaped(value, expression), type, nullable: results.some((each) => each.nullable) };
}

/** The expression that is true where the condition is true, and false where it is false or NULL; folded to a boolean where it can be. */
export function whenTrue(c: Compiler, value: BoundExpression, layout: Layout): MongoExpression {
  return holds(c, value, layout, lower, true);
}

/** A place for a column whose value was just computed under a name of its own. */
export const placeOf = (c: Compiler, id: number) => at(c.name(id));
