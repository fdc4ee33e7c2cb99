import type { SqlType } from '../catalog/types.ts';
import { resolveCall } from '../functions/index.ts';
import type { SetFunction } from '../functions/lowering.ts';
import { typeText } from '../functions/casts/type-name.ts';
import { bracketOf } from '../functions/type-rules.ts';
import { intervalType } from '../functions/values.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { FrameBound, FunctionCall, WindowFrame, WindowSpecification } from '../syntax/ast/query.ts';
import { checkArguments } from './check-arguments.ts';
import { checkFrame } from './check-frame.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundFrame, BoundFrameBound, BoundWindow } from './bound.ts';
import { inClause } from './scope.ts';
import type { Clause, Scope, SelectGathering } from './scope.ts';
import * as shape from './shape.ts';
import { sortKeys } from './sort-keys.ts';
import { toCondition } from './compare-rows.ts';
import { fingerprint } from './fingerprint.ts';
import { unifyOrTell } from './unify-or-tell.ts';

const places: readonly Clause[] = ['the select list', 'ORDER BY'];

/** `f(…) OVER (…)`: gathered with its SELECT, and a column in the expression it stands in. */
export function bindWindow(
  row: SetFunction,
  node: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const nothing = shape.constant(null, shape.nullType, node.span);
  const { gathering } = scope;
  if (!gathering || !places.includes(scope.clause)) {
    const advice = 'filter in a query around this one';
    const what = `the window function ${row.name}`;
    if (scope.throughAlias) {
      binder.report('QL2011', scope.throughAlias.span, [scope.throughAlias.name, what, scope.clause, advice]);
    } else binder.report('QL2009', node.span, [what, scope.clause, advice]);
    return nothing;
  }
  if (row.category === 'table' || !node.over) return nothing;
  if (node.distinct) {
    binder.report('QL2008', node.span, [row.name, 'DISTINCT is not part of window functions']);
    return nothing;
  }
  if (node.filter && row.category !== 'aggregate') {
    binder.report('QL2008', node.filter.span, [row.name, 'FILTER belongs to aggregates']);
    return nothing;
  }
  const inner = inClause(scope, 'a window');
  const first = node.arguments[0]?.value;
  const star = first?.kind === 'Star' && !first.qualifier && row.name === 'COUNT';
  const given = star ? [] : node.arguments.map((arg) => binder.expression(arg.value, inner, binder));
  const args =
    row.name === 'LAG' || row.name === 'LEAD'
      ? withDefault(row.name, given, binder)
      : shape.summands(row.name, given);
  const types = args.map(shape.parameterType);
  const resolution = resolveCall(row, types);
  const returns = star ? ({ name: 'long' } as const) : resolution.ok ? resolution.returns : undefined;
  if (!returns) {
    binder.report('QL2008', node.span, [row.name, resolution.ok ? '' : resolution.expected]);
    return nothing;
  }
  checkArguments(row, args, binder);
  if (node.nullTreatment === 'IGNORE NULLS') notAvailable(binder, 'IGNORE NULLS', node.span);
  const specification = bindSpecification(node.over, gathering.namedWindows, inner, binder);
  if (!specification) return nothing;
  const filter = node.filter && toCondition(binder.expression(node.filter, inner, binder));
  const likely = returns.name === 'unknown' ? resolveCall(row, args.map(shape.guess)) : undefined;
  const window: Omit<BoundWindow, 'id'> = {
    span: node.span,
    row,
    args,
    filter,
    ...specification,
    type: returns,
    likely: likely?.ok && shape.isKnown(likely.returns) ? likely.returns : undefined,
    nullable: row.category === 'aggregate' ? row.empty !== 'zero' : !neverNull.includes(row.name),
  };
  const same = gathering.windows.find(
    (each) => each.row === row && fingerprint({ ...each, id: 0 }) === fingerprint({ ...window, id: 0 }),
  );
  const id = same?.id ?? binder.newId();
  if (!same) gathering.windows.push({ ...window, id });
  return shape.column(id, window, node.span);
}

/** The default of LAG and LEAD as the values are. */
function withDefault(
  name: string,
  args: readonly BoundExpression[],
  binder: Binder,
): readonly BoundExpression[] {
  const [value, offset, otherwise, ...more] = args;
  if (!value || !offset || !otherwise || more.length > 0) return args;
  const unified = unifyOrTell(name, [value, otherwise], otherwise.span, binder);
  const [as, orElse] = unified.values;
  return as && orElse ? [as, offset, orElse] : args;
}

const neverNull: readonly string[] = ['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'CUME_DIST'];

/** What the windows of WINDOW read, also those that no call names: these have to be sound as well. */
export function readByNamedWindows(scope: Scope, binder: Binder): readonly BoundExpression[] {
  const windows = scope.gathering?.namedWindows ?? [];
  return windows.flatMap(({ window }, index) => {
    const before = windows.slice(0, index);
    const found = bindSpecification(window, before, inClause(scope, 'a window'), binder);
    return found ? [...found.partitionBy, ...found.orderBy.map(({ value }) => value)] : [];
  });
}

function bindSpecification(
  over: NonNullable<FunctionCall['over']>,
  windows: SelectGathering['namedWindows'],
  scope: Scope,
  binder: Binder,
): Pick<BoundWindow, 'partitionBy' | 'orderBy' | 'frame'> | undefined {
  const specification = resolveSpecification(over, windows, binder);
  if (!specification) return undefined;
  const orderBy = sortKeys(specification.orderBy, scope, binder);
  return {
    partitionBy: specification.partitionBy.map((each) => binder.expression(each, scope, binder)),
    orderBy,
    frame: bindFrame(specification, orderBy[0]?.value, scope, binder),
  };
}

/** OVER name, or a specification that may build on a named window: one of WINDOW on those before it. */
function resolveSpecification(
  over: NonNullable<FunctionCall['over']>,
  windows: SelectGathering['namedWindows'],
  binder: Binder,
): WindowSpecification | undefined {
  const named = (name: { text: string; span: FunctionCall['span'] }) => {
    const index = windows.findIndex((each) => each.name.text.toLowerCase() === name.text.toLowerCase());
    const found = windows[index];
    if (found) return resolveSpecification(found.window, windows.slice(0, index), binder);
    const near = closest(
      name.text,
      windows.map((each) => each.name.text),
    );
    binder.report('QL2020', name.span, [name.text, didYouMean(near)]);
    return undefined;
  };
  if (over.kind === 'Identifier') return named(over);
  if (!over.base) return over;
  const base = named(over.base);
  if (!base) return undefined;
  return {
    ...over,
    partitionBy: base.partitionBy,
    orderBy: base.orderBy.length > 0 ? base.orderBy : over.orderBy,
  };
}

const boundTypes = {
  'UNBOUNDED PRECEDING': 'unbounded preceding',
  PRECEDING: 'preceding',
  'CURRENT ROW': 'current',
  FOLLOWING: 'following',
  'UNBOUNDED FOLLOWING': 'unbounded following',
} as const;

/** What a text as the offset of a frame stands for, by the type of the key: an interval behind times, a number behind numbers. */
function offsetType(key: SqlType): SqlType | undefined {
  if (['date', 'timestamp', 'timestamptz', 'time', 'interval'].includes(key.name)) return intervalType;
  return ['int', 'long', 'double', 'decimal'].includes(key.name) ? key : undefined;
}

/** Tells of an offset of RANGE that cannot be added to the key. */
function checkDistance(key: BoundExpression, offset: BoundExpression, binder: Binder): void {
  const wanted = bracketOf(offsetType(key.type) ?? offset.type);
  const given = bracketOf(offset.type);
  if (given !== undefined && given !== wanted)
    binder.report('QL2016', offset.span, ['RANGE', typeText(key.type), ` and ${typeText(offset.type)}`]);
}

function bindFrame(
  specification: WindowSpecification,
  key: BoundExpression | undefined,
  scope: Scope,
  binder: Binder,
): BoundFrame {
  const frame: WindowFrame | undefined = specification.frame;
  if (!frame) {
    return { unit: 'RANGE', start: { type: 'unbounded preceding' }, end: { type: 'current' } };
  }
  checkFrame(frame, specification.orderBy.length, binder);
  const wanted = key && offsetType(shape.guess(key));
  const bound = (each: FrameBound): BoundFrameBound => {
    const written = each.offset && binder.expression(each.offset, scope, binder);
    const offset = written && wanted && shape.isUntyped(written) ? shape.cast(written, wanted) : written;
    if (frame.unit === 'RANGE' && offset && key && offsetType(key.type)) checkDistance(key, offset, binder);
    return { type: boundTypes[each.type], ...(offset ? { offset } : {}) };
  };
  return {
    unit: frame.unit,
    start: bound(frame.start),
    end: frame.end ? bound(frame.end) : { type: 'current' },
    ...(frame.exclude && frame.exclude !== 'NO OTHERS' ? { exclude: frame.exclude } : {}),
  };
}
