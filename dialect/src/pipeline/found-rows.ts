import type { BoundAggregate, BoundExpression } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { cond, isNotNull } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { ExtendNode, GroupNode, PlanNode } from '../planner/plan-node.ts';
import { arrayResult } from './aggregate-array.ts';
import type { Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import { extend } from './extend.ts';
import { fitsInArray, joinFields } from './join-fields.ts';
import { isPlain, withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, placeOf, whenTrue } from './lower.ts';
import { fieldOf, withSide } from './plain-side.ts';
import type { PlainSide } from './plain-side.ts';

/** The documents of a collection that a subquery reads, as an array beside the row. */
export interface Found {
  readonly c: Compiler;
  readonly side: PlainSide;
  readonly local: Layout;
  /** Those that pass the subquery's conditions. */
  readonly rows: MongoExpression;
}

/** A subquery that gives one row of aggregates. */
export interface Aggregated {
  readonly group: GroupNode;
  /** What is computed of the aggregates, from the lowest to the highest. */
  readonly items: readonly ExtendNode[];
}

export function aggregated(query: PlanNode): Aggregated | undefined {
  const items: ExtendNode[] = [];
  let node = query;
  while (node.kind === 'extend') {
    items.unshift(node);
    node = node.input;
  }
  if (node.kind !== 'group' || node.group.keys.length > 0 || node.group.sets.length > 1) return undefined;
  return node.group.groupings.length > 0 ? undefined : { group: node, items };
}

/** A $lookup without a pipeline, and what is left of the documents that it finds. */
export interface Search {
  readonly lookup: Document;
  /** All that are found, under the name that the $lookup gives them. */
  readonly found: Found;
  /** Those that pass the side's conditions. */
  readonly rows: MongoExpression;
}

/** Undefined where no equality of fields ties the side to the row, or where the documents might be too many for an array. */
export function foundBy(c: Compiler, side: PlainSide, local: Layout, name: string): Search | undefined {
  const fields = joinFields(side.conditions, side, local);
  if (!fields || !fitsInArray(c, side, fields.foreignField)) return undefined;
  const sure = fields.exact && !fields.guard;
  const asked = side.conditions.filter((each) => !sure || each !== fields.condition);
  const lookup = {
    from: side.scan.relation.collection,
    localField: fields.localField,
    foreignField: fields.foreignField,
    as: name,
  };
  const found: Found = { c, side, local, rows: `$${name}` };
  return { lookup, found, rows: kept(found, asked, fields.condition) };
}

/** The stages behind the $lookup that compute a row of aggregates, and where its columns stand then. */
export function aggregatesOf(
  { group, items }: Aggregated,
  { lookup, found, rows }: Search,
): { stages: readonly Document[]; layout: Layout } | undefined {
  const { c, local } = found;
  const values = overGroup(group, found);
  if (!values) return undefined;
  const source = { kind: 'rows', rows: [] } as const;
  const places = group.group.aggregates.map(({ id }) => [id, placeOf(c, id)] as const);
  const start: Built = { source, stages: [], layout: withPlaces(local, places) };
  const computed = items.reduce((built, each) => extend(c, built, each.items), start);
  const stages = [
    ...(rows === found.rows ? [] : [{ $set: { [String(lookup['as'])]: rows } }]),
    ...(Object.keys(values).length > 0 ? [{ $set: values }] : []),
    ...computed.stages.map(({ stage }) => stage),
  ];
  return { stages, layout: computed.layout };
}

/** Only the documents that pass. */
function kept(
  { c, side, local, rows }: Found,
  conditions: readonly BoundExpression[],
  { span }: BoundExpression,
): MongoExpression {
  if (conditions.length === 0) return rows;
  const as = c.lowering.fresh('found');
  const layout = withSide(c, local, side, { kind: 'variable', name: as });
  return { $filter: { input: rows, as, cond: whenTrue(c, logical('AND', conditions, span), layout) } };
}

/** The documents' values of an expression over them. */
export function valuesOf({ c, side, local, rows }: Found, value: BoundExpression): MongoExpression {
  const as = c.lowering.fresh('found');
  const layout = withSide(c, local, side, { kind: 'variable', name: as });
  return { $map: { input: rows, as, in: { $ifNull: [lower(c, value, layout).expression, null] } } };
}

const simple: readonly string[] = ['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'BOOL_AND', 'BOOL_OR', 'EVERY'];

/** The aggregates' values, by name; undefined where one of them needs the rows as a group. */
function overGroup({ group }: GroupNode, found: Found): Document | undefined {
  const { c } = found;
  const values: Document = {};
  for (const aggregate of group.aggregates) {
    if (!c.used.has(aggregate.id)) continue;
    const { row, args, distinct, filter, orderBy, withinGroup } = aggregate;
    if (!simple.includes(row.name) || orderBy.length > 0 || withinGroup.length > 0) return undefined;
    if (distinct && !['COUNT', 'MIN', 'MAX'].includes(row.name)) return undefined;
    const [arg] = args;
    const rows = filter ? kept(found, [filter], filter) : found.rows;
    const value = arg ? overArray(aggregate, arg, { ...found, rows }) : { $size: rows };
    if (value === undefined) return undefined;
    values[c.name(aggregate.id)] = value;
  }
  return values;
}

function overArray(
  aggregate: BoundAggregate,
  arg: BoundExpression,
  found: Found,
): MongoExpression | undefined {
  const { c, side, local } = found;
  const layout = withSide(c, local, side, { kind: 'variable', name: 'each' });
  const lowered = lower(c, arg, layout);
  const path = pathIn(found, arg);
  const known = path === undefined ? undefined : overPath(aggregate, lowered, path);
  if (known !== undefined) return known;
  const values = path ?? valuesOf(found, arg);
  if (aggregate.distinct && aggregate.row.name === 'COUNT')
    return { $size: { $setUnion: [present(values)] } };
  return arrayResult(c, aggregate, [lowered], layout, values);
}

const present = (values: MongoExpression): MongoExpression => ({
  $filter: { input: values, as: 'each', cond: isNotNull('$$each') },
});

/** The path that gives a field of all found documents, but for those without it. */
function pathIn({ side, rows }: Found, value: BoundExpression): string | undefined {
  const path = fieldOf(side, value);
  return typeof rows === 'string' && path && isPlain(path) ? [rows, ...path].join('.') : undefined;
}

/** An aggregate that MongoDB takes of a path, leaving out NULL by itself. */
function overPath(
  { row, type }: BoundAggregate,
  arg: LoweredArgument,
  path: string,
): MongoExpression | undefined {
  const exact = type.name !== 'interval' && (type.name !== 'decimal' || arg.type.name === 'decimal');
  switch (row.name) {
    case 'MIN':
    case 'MAX':
      if (arg.type.name === 'double') return undefined;
      return { [`$${row.name.toLowerCase()}`]: path };
    case 'AVG':
      return exact ? { $avg: path } : undefined;
    case 'SUM':
      return exact ? cond(isNotNull({ $max: path }), { $sum: path }, null) : undefined;
    default:
      return undefined;
  }
}
