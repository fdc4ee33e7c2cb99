import type { BoundAggregate, BoundExpression } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { raise } from '../functions/raise.ts';
import { columnsGiven } from '../planner/plan-walk.ts';
import type { ApplyNode, ExtendNode, GroupNode, PlanNode } from '../planner/plan-node.ts';
import { arrayResult } from './aggregate-array.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { extend } from './extend.ts';
import { fitsInArray, joinFields } from './join-fields.ts';
import { read, withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, placeOf, whenTrue } from './lower.ts';
import { plainSide, withSide } from './plain-side.ts';
import type { PlainSide } from './plain-side.ts';

/** The documents of a collection that a subquery reads, as an array beside the row. */
interface Found {
  readonly c: Compiler;
  readonly side: PlainSide;
  readonly local: Layout;
  /** Those that pass the subquery's conditions. */
  readonly rows: MongoExpression;
}

/**
 * A subquery over one collection that an equality of fields ties to the row: a $lookup without a pipeline brings the documents, and
 * expressions over their array answer. Undefined where it is something else, or where they might be too many for an array.
 */
export function applyByField(c: Compiler, node: ApplyNode, input: Built): Built | undefined {
  const aggregate = aggregated(node.query);
  const side = plainSide(aggregate?.group.input ?? node.query);
  if (!side || (aggregate ? node.form !== 'scalar' : node.form === 'test')) return undefined;
  const local = input.layout;
  const fields = joinFields(side.conditions, side, columnsGiven(side.scan), local);
  if (!fields || !fitsInArray(c, side, fields.foreignField)) return undefined;
  const name = c.name(node.id);
  const sure = fields.exact && !fields.guard;
  const asked = side.conditions.filter((each) => !sure || each !== fields.condition);
  const lookup = {
    from: side.scan.relation.collection,
    localField: fields.localField,
    foreignField: fields.foreignField,
    as: name,
  };
  const found: Found = { c, side, local, rows: `$${name}` };
  const rows = kept(found, asked, fields.condition);
  const of = (...stages: readonly Document[]): Built => ({
    ...input,
    stages: [
      ...input.stages,
      ...stages.map((stage): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) })),
    ],
    layout: withPlaces(local, [[node.id, placeOf(c, node.id)]]),
  });
  if (!aggregate) return of({ $lookup: lookup }, { $set: { [name]: answer(node, { ...found, rows }) } });
  const values = overGroup(aggregate.group, found);
  if (!values) return undefined;
  const computed = aggregate.items.reduce((built, each) => extend(c, built, each.items), {
    ...input,
    stages: [],
    layout: withPlaces(
      local,
      aggregate.group.group.aggregates.map(({ id }) => [id, placeOf(c, id)]),
    ),
  } as Built);
  const place = node.outputs[0] && computed.layout.get(node.outputs[0].id);
  return of(
    { $lookup: lookup },
    ...(rows === `$${name}` ? [] : [{ $set: { [name]: rows } }]),
    { $set: values },
    ...computed.stages.map(({ stage }) => stage),
    { $set: { [name]: place ? { $ifNull: [read(place), null] } : null } },
  );
}

interface Aggregated {
  readonly group: GroupNode;
  /** What is computed of the aggregates, from the lowest to the highest. */
  readonly items: readonly ExtendNode[];
}

/** A subquery that gives one row of aggregates. */
function aggregated(query: PlanNode): Aggregated | undefined {
  const items: ExtendNode[] = [];
  let node = query;
  while (node.kind === 'extend') {
    items.unshift(node);
    node = node.input;
  }
  if (node.kind !== 'group' || node.group.keys.length > 0 || node.group.sets.length > 1) return undefined;
  return node.group.groupings.length > 0 ? undefined : { group: node, items };
}

/** Only the documents that pass. */
function kept(
  { c, side, local, rows }: Found,
  conditions: readonly BoundExpression[],
  { span }: BoundExpression,
): MongoExpression {
  if (conditions.length === 0) return rows;
  const as = c.lowering.fresh('found');
  const layout = withSide(local, side, { kind: 'variable', name: as });
  return { $filter: { input: rows, as, cond: whenTrue(c, logical('AND', conditions, span), layout) } };
}

/** The documents' values of an expression over them. */
function valuesOf({ c, side, local, rows }: Found, value: BoundExpression): MongoExpression {
  const as = c.lowering.fresh('found');
  const layout = withSide(local, side, { kind: 'variable', name: as });
  return { $map: { input: rows, as, in: { $ifNull: [lower(c, value, layout).expression, null] } } };
}

function answer(node: ApplyNode, found: Found): MongoExpression {
  const { c, side, local, rows } = found;
  const [output] = node.outputs;
  const value: BoundExpression | undefined = output && { ...output, kind: 'column' };
  if (node.form === 'exists') return { $ne: [rows, []] };
  if (!value) return null;
  if (node.form === 'array') return valuesOf(found, value);
  const [all, one] = [c.lowering.fresh('found'), c.lowering.fresh('one')];
  const layout = withSide(local, side, { kind: 'variable', name: one });
  const only = {
    $let: {
      vars: { [one]: { $arrayElemAt: [`$$${all}`, 0] } },
      in: { $ifNull: [lower(c, value, layout).expression, null] },
    },
  };
  const several = raise('argument', 'A subquery used as a value gave more than one row');
  return { $let: { vars: { [all]: rows }, in: cond({ $gt: [{ $size: `$$${all}` }, 1] }, several, only) } };
}

const simple: readonly string[] = ['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'BOOL_AND', 'BOOL_OR', 'EVERY'];

/** The aggregates' values, by name; undefined where one of them needs the rows as a group. */
function overGroup({ group }: GroupNode, found: Found): Document | undefined {
  const { c, side, local } = found;
  const values: Document = {};
  for (const aggregate of group.aggregates) {
    if (!c.used.has(aggregate.id)) continue;
    const { row, args, distinct, filter, orderBy, withinGroup } = aggregate;
    if (!simple.includes(row.name) || distinct || orderBy.length > 0 || withinGroup.length > 0)
      return undefined;
    const [arg] = args;
    const rows = filter ? kept(found, [filter], filter) : found.rows;
    const name = c.name(aggregate.id);
    if (!arg) values[name] = { $size: rows };
    else {
      const value = overArray(
        aggregate,
        arg,
        { ...found, rows },
        withSide(local, side, { kind: 'variable', name: 'each' }),
      );
      if (value === undefined) return undefined;
      values[name] = value;
    }
  }
  return values;
}

function overArray(
  aggregate: BoundAggregate,
  arg: BoundExpression,
  found: Found,
  layout: Layout,
): MongoExpression | undefined {
  const lowered = lower(found.c, arg, layout);
  return arrayResult(found.c, aggregate, [lowered], layout, valuesOf(found, arg));
}
