import type { BoundExpression } from '../analysis/bound.ts';
import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { raise } from '../functions/raise.ts';
import type { ApplyNode } from '../planner/plan-node.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { aggregated, aggregatesOf, foundBy, valuesOf } from './found-rows.ts';
import type { Found } from './found-rows.ts';
import { read, withPlaces } from './layout.ts';
import { lower, placeOf } from './lower.ts';
import { plainSide, withSide } from './plain-side.ts';

/**
 * A subquery over one collection that an equality of fields ties to the row: a $lookup without a pipeline brings the documents, and
 * expressions over their array answer. Undefined where it is something else, or where they might be too many for an array.
 */
export function applyByField(c: Compiler, node: ApplyNode, input: Built): Built | undefined {
  const aggregate = aggregated(node.query);
  const side = plainSide(aggregate?.group.input ?? node.query);
  if (!side || (aggregate ? node.form !== 'scalar' : node.form === 'test')) return undefined;
  const local = input.layout;
  const name = c.name(node.id);
  const search = foundBy(c, side, local, name);
  if (!search) return undefined;
  const { lookup, found, rows } = search;
  const of = (...stages: readonly Document[]): Built => ({
    ...input,
    stages: [
      ...input.stages,
      ...stages.map((stage): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) })),
    ],
    layout: withPlaces(local, [[node.id, placeOf(c, node.id)]]),
  });
  if (!aggregate) return of({ $lookup: lookup }, { $set: { [name]: answer(node, { ...found, rows }) } });
  const made = aggregatesOf(aggregate, search);
  if (!made) return undefined;
  const place = node.outputs[0] && made.layout.get(node.outputs[0].id);
  return of({ $lookup: lookup }, ...made.stages, {
    $set: { [name]: place ? { $ifNull: [read(place), null] } : null },
  });
}

function answer(node: ApplyNode, found: Found): MongoExpression {
  const { c, side, local, rows } = found;
  const [output] = node.outputs;
  const value: BoundExpression | undefined = output && { ...output, kind: 'column' };
  if (node.form === 'exists') return { $ne: [rows, []] };
  if (!value) return null;
  if (node.form === 'array') return valuesOf(found, value);
  const [all, one] = [c.lowering.fresh('found'), c.lowering.fresh('one')];
  const layout = withSide(c, local, side, { kind: 'variable', name: one });
  const only = {
    $let: {
      vars: { [one]: { $arrayElemAt: [`$$${all}`, 0] } },
      in: { $ifNull: [lower(c, value, layout).expression, null] },
    },
  };
  const several = raise('argument', 'A subquery used as a value gave more than one row');
  return { $let: { vars: { [all]: rows }, in: cond({ $gt: [{ $size: `$$${all}` }, 1] }, several, only) } };
}
