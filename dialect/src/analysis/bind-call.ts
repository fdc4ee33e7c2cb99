import { castType, findFunction, functionNames, resolveCall } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import type { SetFunction } from '../functions/lowering.ts';
import { findPoolFunction } from '../functions/pool-functions.ts';
import type { PoolFunction } from '../functions/function-row.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { FunctionCall } from '../syntax/ast/query.ts';
import { checkArguments } from './check-arguments.ts';
import { bindAggregate, bindGrouping } from './bind-aggregate.ts';
import { elementsOf, overArray } from './bind-variadic.ts';
import { bindWindow } from './bind-window.ts';
import { fingerprint } from './fingerprint.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import type { Clause, Scope } from './scope.ts';
import * as shape from './shape.ts';

/** Window functions that also tell, as aggregates, the place of a row that is not there. */
const hypothetical: readonly string[] = ['RANK', 'DENSE_RANK', 'PERCENT_RANK', 'CUME_DIST'];

/** The functions that a name that is none may mean: of two that are as near, the one that is called more. */
function meantBy({ arguments: [first] }: FunctionCall): readonly string[] {
  return first?.value.kind === 'Star' ? ['COUNT'] : ['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', ...functionNames()];
}

/** A call by its name: of a pool function, an aggregate, a window function, a function that gives rows, or a scalar one. */
export function bindCall(node: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  const name = (node.name.parts.at(-1)?.text ?? '').toUpperCase();
  const pool = findPoolFunction(name);
  if (pool) return bindPoolFunction(pool, node, scope, binder);
  if (name === 'GROUPING') return bindGrouping(node, scope, binder);
  if (name === 'MERGE_ACTION') return bindMergeAction(node, scope, binder);
  const row = findFunction(name);
  if (!row) {
    const cast = asCast(name, node, scope, binder);
    if (cast) return cast;
    unknownName(name, node, binder);
    return nothingOf(node);
  }
  binder.references.push({ span: node.name.span, kind: 'function', name: row.name });
  return isScalar(row) ? scalarCall(row, node, scope, binder) : setCall(row, node, scope, binder);
}

const nothingOf = ({ span }: FunctionCall): BoundExpression => shape.constant(null, shape.nullType, span);

function unknownName(name: string, node: FunctionCall, binder: Binder): void {
  const near = closest(name, meantBy(node));
  const last = node.name.parts.at(-1)?.span ?? node.span;
  const fixes =
    near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span: last, text: near }] }];
  binder.report('QL2007', last, [name, didYouMean(near)], fixes);
}

function setCall(row: SetFunction, node: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  if (node.over) return bindWindow(row, node, scope, binder);
  const placed = hypothetical.includes(row.name) && node.withinGroup.length > 0;
  if (row.category === 'aggregate' || placed) return bindAggregate(row, node, scope, binder);
  if (row.category === 'table') return bindSeries(row, node, scope, binder);
  const advice = hypothetical.includes(row.name)
    ? 'it needs OVER (…), or WITHIN GROUP (ORDER BY …)'
    : 'a window function needs OVER (…)';
  binder.report('QL2008', node.span, [row.name, advice]);
  return nothingOf(node);
}

function scalarCall(row: Scalar, node: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  if (node.over || node.filter || node.distinct || node.withinGroup.length > 0) {
    const advice = 'OVER, FILTER, DISTINCT and WITHIN GROUP belong to aggregates';
    binder.report('QL2008', node.span, [row.name, advice]);
    return nothingOf(node);
  }
  const values = node.arguments.map((arg) => binder.expression(arg.value, scope, binder));
  const spread = node.arguments.at(-1)?.variadic ? values.at(-1) : undefined;
  const elements = spread && elementsOf(spread);
  if (spread && !elements) return overArray(row.name, values.slice(0, -1), spread, node.span, binder);
  let args: readonly BoundExpression[] = elements ? [...values.slice(0, -1), ...elements] : values;
  if (node.arguments.some((arg) => arg.name)) args = byName(row, node, args, binder);
  if (row.name === 'COALESCE' && args.length > 0) return bindCoalesce(args, node, binder);
  if (row.name === 'NULLIF' && args.length === 2) return bindNullIf(args, node);
  return bindScalar(row, args, node, binder);
}

/** `date(x)`: a type's name before one value in parentheses casts it. */
function asCast(name: string, node: FunctionCall, scope: Scope, binder: Binder): BoundExpression | undefined {
  const [argument, ...more] = node.arguments;
  const type = castType({
    kind: 'TypeName',
    span: node.name.span,
    name: name.toLowerCase(),
    modifiers: [],
    arrayDimensions: 0,
  });
  if (!type || !argument || more.length > 0 || node.distinct || node.over || node.filter) return undefined;
  return { ...shape.cast(binder.expression(argument.value, scope, binder), type), span: node.span };
}

type Scalar = Extract<NonNullable<ReturnType<typeof findFunction>>, { nulls: unknown }>;

function bindScalar(
  row: Scalar,
  args: readonly BoundExpression[],
  node: FunctionCall,
  binder: Binder,
): BoundExpression {
  // A literal without a type, or NULL, fits any parameter.
  const types = args.map(shape.parameterType);
  const resolution = resolveCall(row, types);
  if (!resolution.ok) {
    binder.report('QL2008', node.span, [row.name, resolution.expected]);
    return shape.constant(null, shape.nullType, node.span);
  }
  checkArguments(row, args, binder);
  let { returns } = resolution;
  if (returns.name === 'null') {
    // Literals of which nothing says what they are are texts: GREATEST('a', 'b') is no NULL.
    const asTexts = args.map(({ type }) => type);
    const called = resolveCall(row, asTexts);
    if (called.ok) ({ returns } = called);
  }
  const guessed = returns.name === 'unknown' ? resolveCall(row, args.map(shape.guess)) : undefined;
  const likely = guessed?.ok && shape.isKnown(guessed.returns) ? guessed.returns : undefined;
  const nullable = row.nulls === 'own' || row.mayBeNull === true || args.some((arg) => arg.nullable);
  return { kind: 'call', row, args, span: node.span, type: returns, likely, nullable };
}

/** Arguments given by name, in the order of the signature; those left out between them are NULL. */
function byName(
  row: Scalar,
  node: FunctionCall,
  args: readonly BoundExpression[],
  binder: Binder,
): BoundExpression[] {
  const parameters = row.signatures[0]?.parameters ?? [];
  const placed: BoundExpression[] = [];
  node.arguments.forEach((arg, index) => {
    const at = arg.name ? parameters.findIndex((each) => each.name === arg.name?.text) : index;
    const value = args[index];
    if (at < 0) binder.report('QL2008', arg.span, [row.name, `it has no parameter ${arg.name?.text ?? ''}`]);
    else if (placed[at])
      binder.report('QL2008', arg.span, [row.name, `${parameters[at]?.name ?? ''} is given twice`]);
    else if (value) placed[at] = value;
  });
  return Array.from(placed, (value) => value ?? shape.constant(null, shape.nullType, node.span));
}

function bindCoalesce(args: readonly BoundExpression[], node: FunctionCall, binder: Binder): BoundExpression {
  const unified = shape.unify(args);
  if (!unified) {
    binder.report('QL2016', node.span, ['COALESCE', args.map((arg) => arg.type.name).join(' and '), '']);
    return shape.constant(null, shape.nullType, node.span);
  }
  const likely = args.find((arg) => arg.likely)?.likely;
  return {
    kind: 'coalesce',
    operands: unified.values,
    span: node.span,
    type: unified.type,
    likely: unified.type.name === 'unknown' ? likely : undefined,
    nullable: unified.values.every((value) => value.nullable),
  };
}

function bindNullIf(args: readonly BoundExpression[], node: FunctionCall): BoundExpression {
  const [a, b] = args as readonly [BoundExpression, BoundExpression];
  const [left, right] = shape.meet(a, b);
  const { span } = node;
  const when = shape.comparison('=', left, right, span);
  return {
    kind: 'case',
    branches: [{ when, then: shape.constant(null, left.type, span) }],
    otherwise: left,
    span,
    ...shape.shapeOf(left),
    nullable: true,
  };
}

/** Without argument, a column of the row of CONNECTION_POOLS() in FROM, or of the session's current pool; else of the pool named. */
function bindPoolFunction(
  row: PoolFunction,
  node: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  binder.references.push({ span: node.name.span, kind: 'function', name: row.name });
  const type = row.signatures[0]?.returns([]) ?? shape.unknownType;
  if (node.arguments.length > 1)
    binder.report('QL2008', node.span, [row.name, 'it takes the name of one pool']);
  const [arg] = node.arguments;
  if (!arg) {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const pools = at.relations.find((relation) => relation.pools);
      const column = pools?.columns.find((each) => each.name === row.column);
      if (column) return shape.column(column.id, column, node.span);
    }
  }
  const pool = arg && binder.expression(arg.value, scope, binder);
  if (pool && pool.kind !== 'constant' && pool.kind !== 'external') {
    notAvailable(binder, `${row.name} of a pool whose name is computed`, arg.span);
  }
  if (pool?.kind === 'constant' && pool.value !== null)
    binder.references.push({ span: pool.span, kind: 'pool', name: String(pool.value) });
  return {
    kind: 'external',
    source: 'pool',
    name: row.column,
    ...(pool ? { pool } : {}),
    span: node.span,
    type,
    nullable: true,
  };
}

function bindMergeAction(node: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  const action = scope.relations.find((relation) => relation.mergeAction)?.mergeAction;
  if (action) return { ...action, span: node.span };
  binder.report('QL2009', node.span, ['MERGE_ACTION', scope.clause, 'it belongs to RETURNING of a MERGE']);
  return shape.constant(null, shape.textType, node.span);
}

const givingRows: readonly Clause[] = ['the select list', 'GROUP BY', 'ORDER BY', 'a window'];

/** A function that gives rows, outside FROM: its values become a column, one row for each. The same call again is the same column. */
function bindSeries(row: SetFunction, node: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  const nothing = shape.constant(null, shape.nullType, node.span);
  if (!scope.gathering || !givingRows.includes(scope.clause)) {
    notAvailable(binder, `${row.name} in ${scope.clause}`, node.span);
    return nothing;
  }
  const args = node.arguments.map((arg) => binder.expression(arg.value, scope, binder));
  const types = args.map(shape.parameterType);
  const resolution = resolveCall(row, types);
  if (!resolution.ok || args.length === 0) {
    binder.report('QL2008', node.span, [
      row.name,
      resolution.ok ? 'it needs an argument' : resolution.expected,
    ]);
    return nothing;
  }
  if (row.record)
    binder.report('QL2058', node.span, [row.name, 'its columns are named in FROM, AS t(a int, b text)']);
  const given = shape.seriesArguments(row.name, args);
  checkArguments(row, given, binder);
  const grouped = scope.clause === 'GROUP BY';
  const mark = fingerprint([row.name, given]);
  const same = scope.gathering.series.find(
    ({ series }) => fingerprint([series.function, series.args]) === mark,
  );
  const [known] = same?.series.columns ?? [];
  if (same && known) {
    same.grouped ||= grouped;
    return shape.column(known.id, known, node.span);
  }
  const id = binder.newId();
  const typed = given === args ? types : given.map((arg) => arg.type);
  const type = row.columns?.(typed)[0]?.type ?? resolution.returns;
  const output = { id, name: row.name.toLowerCase(), span: node.span, type, nullable: true };
  const { span } = node;
  const series = { kind: 'series', span, function: row.name, args: given, columns: [output] } as const;
  scope.gathering.series.push({ series, grouped });
  return shape.column(id, output, node.span);
}
