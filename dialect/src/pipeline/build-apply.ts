import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { raise } from '../functions/raise.ts';
import type { ApplyNode, PlanNode } from '../planner/plan-node.ts';
import { applyByField } from './apply-by-field.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { read, withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { foreign } from './lookup.ts';
import { lookupFields } from './lookup-index.ts';
import { lower, placeOf } from './lower.ts';

/** A subquery as a $lookup whose result is made one value of the row. */
export function buildApply(c: Compiler, node: ApplyNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  if (!c.used.has(node.id)) return input;
  const byField = applyByField(c, node, input);
  if (byField) return byField;
  const name = c.name(node.id);
  const single = givesOneRow(node.query);
  const also = node.predicate ? [node.predicate] : [];
  const { parts } = foreign(c, node.query, input.layout, also, (built, around) => {
    const layout = withPlaces(built.layout, around);
    return {
      ...built,
      stages: [...built.stages, ...tail(c, node, layout, single).map((stage): Stage => ({ stage }))],
    };
  });
  const { from, ...rest } = parts;
  const fields = lookupFields(node.query, input.layout);
  const stages: Document[] = [
    { $lookup: { ...(from === undefined ? {} : { from, ...fields }), ...rest, as: name } },
    { $set: { [name]: result(node.form, `$${name}`, single) } },
  ];
  const made = stages.map((stage): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) }));
  return {
    ...input,
    stages: [...input.stages, ...made],
    layout: withPlaces(input.layout, [[node.id, placeOf(c, node.id)]]),
  };
}

/** What ends the subquery's own pipeline: only what the answer needs leaves it. */
function tail(c: Compiler, node: ApplyNode, layout: Layout, single: boolean): Document[] {
  const place = node.outputs[0] ? layout.get(node.outputs[0].id) : undefined;
  const value: MongoExpression = place ? { $ifNull: [read(place), null] } : null;
  switch (node.form) {
    case 'exists':
      return [{ $limit: 1 }, { $project: { _id: 1 } }];
    case 'scalar':
      return [...(single ? [] : [{ $limit: 2 }]), { $project: { _id: 0, v: value } }];
    case 'array':
      return [{ $project: { _id: 0, v: value } }];
    case 'test': {
      const holds = node.predicate ? lower(c, node.predicate, layout).expression : true;
      return [{ $project: { _id: 0, v: { $ifNull: [holds, null] } } }];
    }
  }
}

function result(form: ApplyNode['form'], rows: string, single: boolean): MongoExpression {
  const first = { $arrayElemAt: [`${rows}.v`, 0] };
  switch (form) {
    case 'exists':
      return { $ne: [rows, []] };
    case 'array':
      return `${rows}.v`;
    case 'scalar':
      if (single) return first;
      return cond(
        { $gt: [{ $size: rows }, 1] },
        raise('argument', 'A subquery used as a value gave more than one row'),
        first,
      );
    case 'test':
      return {
        $cond: [{ $in: [true, `${rows}.v`] }, true, cond({ $in: [null, `${rows}.v`] }, null, false)],
      };
  }
}

/** Whether a query gives at most one row, so that this need not be checked for each. */
function givesOneRow(node: PlanNode): boolean {
  switch (node.kind) {
    case 'group':
      return node.group.keys.length === 0 && node.group.sets.length <= 1;
    case 'rows':
      return node.rows.length <= 1;
    case 'limit':
      return (node.limit?.kind === 'constant' && node.limit.value === 1) || givesOneRow(node.input);
    case 'filter':
    case 'extend':
    case 'window':
    case 'sort':
    case 'distinct':
    case 'apply':
      return givesOneRow(node.input);
    default:
      return false;
  }
}
