import type { SqlType } from '../catalog/types.ts';
import { resolveCall } from '../functions/index.ts';
import type { SetFunction } from '../functions/lowering.ts';
import type { FunctionCall } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundAggregate, BoundExpression, BoundSortKey } from './bound.ts';
import { checkArguments } from './check-arguments.ts';
import { checkPair } from './check-types.ts';
import { toCondition } from './compare-rows.ts';
import { fingerprint } from './fingerprint.ts';
import { inClause } from './scope.ts';
import type { Clause, Scope, ScopeColumn, SelectGathering } from './scope.ts';
import * as shape from './shape.ts';
import { sortKeys } from './sort-keys.ts';
import { gatherColumns } from './walk.ts';

const afterGroups: readonly Clause[] = ['the select list', 'HAVING', 'ORDER BY', 'a window', 'RETURNING'];

/** GROUPING(…): a column of the groups that is computed once, however often it is written. */
export function bindGrouping(node: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  if (!scope.gathering || !afterGroups.includes(scope.clause)) {
    binder.report('QL2009', node.span, ['GROUPING', scope.clause, 'it speaks of groups']);
    return shape.constant(null, shape.intType, node.span);
  }
  if (node.arguments.length === 0)
    binder.report('QL2008', node.span, ['GROUPING', 'it takes expressions of GROUP BY']);
  const args = node.arguments.map((arg) => binder.expression(arg.value, scope, binder));
  const owner = ownerOf(args, scope);
  if (owner !== scope) return bindGrouping(node, owner, binder);
  const same = scope.gathering.groupings.find((each) => fingerprint(each.args) === fingerprint(args));
  const id = same?.id ?? binder.newId();
  if (!same) scope.gathering.groupings.push({ id, args, span: node.span });
  return shape.column(id, { type: shape.intType, nullable: false }, node.span);
}

/** Whether aggregates may stand in the clause; tells why not. */
function allowed(what: string, node: FunctionCall, scope: Scope, binder: Binder): boolean {
  if (scope.gathering && afterGroups.includes(scope.clause)) return true;
  const advice =
    scope.clause === 'WHERE' || scope.clause === 'JOIN'
      ? 'use HAVING, or filter in a query around this one'
      : scope.clause === 'an aggregate'
        ? 'aggregates cannot be nested'
        : 'it sees rows before they are grouped';
  if (scope.throughAlias) {
    binder.report('QL2011', scope.throughAlias.span, [scope.throughAlias.name, what, scope.clause, advice]);
  } else binder.report('QL2009', node.span, [what, scope.clause, advice]);
  return false;
}

/** An aggregate: a column of the groups of the query that it belongs to. */
export function bindAggregate(
  row: SetFunction,
  node: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const nothing = shape.constant(null, shape.nullType, node.span);
  const inner = inClause(scope, 'an aggregate');
  const first = node.arguments[0]?.value;
  const star = first?.kind === 'Star' && !first.qualifier && row.name === 'COUNT' && !node.distinct;
  const given = star ? [] : node.arguments.map((arg) => binder.expression(arg.value, inner, binder));
  const summands = shape.summands(row.name, given);
  const filter = node.filter && toCondition(binder.expression(node.filter, inner, binder));
  const owner = ownerOf(filter ? [...summands, filter] : summands, scope);
  if (owner !== scope) return bindAggregate(row, node, owner, binder);
  if (!allowed(`the aggregate ${row.name}`, node, scope, binder) || !scope.gathering) return nothing;
  const withinGroup = sortKeys(node.withinGroup, inner, binder).map((key) => {
    const [value = key.value] = shape.summands(row.name, [key.value]);
    return { ...key, value };
  });
  const args = row.category === 'window' ? besideKeys(summands, withinGroup, binder) : summands;
  const returns: SqlType | undefined = star ? { name: 'long' } : typeOf(row, args, withinGroup, node, binder);
  if (!returns) return nothing;
  checkArguments(row, args, binder);
  const likely = args[0] && returns.name === 'unknown' ? resolveCall(row, args.map(shape.guess)) : undefined;
  const aggregate: Aggregate = {
    span: node.span,
    row,
    args: node.distinct && row.name === 'COUNT' ? args.map(shape.identity) : args,
    distinct: node.distinct,
    filter,
    orderBy: sortKeys(node.orderBy, inner, binder),
    withinGroup,
    type: returns,
    likely: likely?.ok && shape.isKnown(likely.returns) ? likely.returns : undefined,
    nullable: row.empty !== 'zero' && row.category !== 'window',
  };
  return gathered(aggregate, scope.gathering, binder);
}

/** The column of an aggregate that is computed once, however often it is written. */
function gathered(aggregate: Aggregate, { aggregates }: SelectGathering, binder: Binder): BoundExpression {
  const same = aggregates.find((each) => isSameAggregate(each, aggregate));
  const id = same?.id ?? binder.newId();
  if (!same) aggregates.push({ ...aggregate, id });
  return shape.column(id, aggregate, aggregate.span);
}

/** What an aggregate gives of such values; undefined, and told, where it takes none such. */
function typeOf(
  row: SetFunction,
  args: readonly BoundExpression[],
  keys: readonly BoundSortKey[],
  node: FunctionCall,
  binder: Binder,
): SqlType | undefined {
  const types = [...args, ...keys.map(({ value }) => value)].map(({ type }) => type);
  const resolution = resolveCall(row, row.category === 'window' ? [] : types);
  const misused = misuse(row, args, keys);
  if (misused === undefined && resolution.ok) return resolution.returns;
  const bare = row.name === 'COUNT' && node.arguments.length === 0 && !node.distinct;
  const advice = misused ?? (resolution.ok ? '' : resolution.expected);
  binder.report('QL2008', node.span, [row.name, advice], bare ? [countRows(node)] : []);
  return undefined;
}

/** How the values of an aggregate do not go with WITHIN GROUP; undefined where they do. */
function misuse(
  row: SetFunction,
  args: readonly BoundExpression[],
  keys: readonly BoundSortKey[],
): string | undefined {
  if (row.category === 'window' && args.length !== keys.length)
    return 'it takes a value for each key of WITHIN GROUP';
  if (!takesOrder(row)) return undefined;
  if (keys.length !== 1) return 'it needs WITHIN GROUP (ORDER BY …) with one key';
  const isComplete = args.length + 1 === row.signatures[0]?.parameters.length;
  return isComplete ? undefined : `it is written as ${row.example?.sql ?? row.name}`;
}

/** The row that is not there by the keys that it is sorted by; tells of values that have no place among them. */
function besideKeys(
  values: readonly BoundExpression[],
  keys: readonly BoundSortKey[],
  binder: Binder,
): readonly BoundExpression[] {
  return values.map((value, index) => {
    const key = keys[index]?.value;
    if (!key) return value;
    const [beside] = shape.meet(value, key);
    checkPair(beside, key, binder);
    return beside;
  });
}

/** Whether an aggregate reads the values that WITHIN GROUP orders. */
const takesOrder = ({ signatures }: SetFunction): boolean =>
  signatures.some(({ parameters }) => parameters.at(-1)?.name === 'ordered');

/** `count()` as it is meant. */
const countRows = ({ name }: FunctionCall) => ({
  title: 'Write COUNT(*)',
  changes: [{ span: { start: name.span.end + 1, end: name.span.end + 1 }, text: '*' }],
});

type Aggregate = Omit<BoundAggregate, 'id'>;

function isSameAggregate(a: Aggregate, b: Aggregate): boolean {
  if (a.row !== b.row || a.distinct !== b.distinct || a.args.length !== b.args.length) return false;
  const mark = ({ args, filter, orderBy, withinGroup }: Aggregate) =>
    fingerprint([args, filter, orderBy, withinGroup]);
  return mark(a) === mark(b);
}

/** The query that an aggregate belongs to: the innermost one whose columns it reads, or its own where it reads none. */
function ownerOf(values: readonly BoundExpression[], scope: Scope): Scope {
  if (!scope.parent) return scope;
  const read = new Set<number>();
  for (const value of values) gatherColumns(value, read);
  if (read.size === 0) return scope;
  const isRead = ({ id }: ScopeColumn) => read.has(id);
  const owns = (at: Scope) =>
    at.relations.some(({ columns, hidden }) => columns.some(isRead) || hidden.some(isRead));
  let found: Scope | undefined = scope;
  while (found && !owns(found)) found = found.parent;
  return found?.gathering ? found : scope;
}
