import { logical, negate } from '../../analysis/compare-rows.ts';
import type { BoundExpression, BoundOutput, ColumnId } from '../../analysis/bound.ts';
import { booleanType, column, comparison, shapeOf } from '../../analysis/shape.ts';
import { columnsOf } from '../../analysis/walk.ts';
import type { ApplyNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, mapInputs, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { costInside, costOutside, findsQuickly } from '../semi-join-cost.ts';
import { separated, untied } from '../decorrelate.ts';
import type { Decorrelated } from '../decorrelate.ts';
import { isStored } from './join-order.ts';
import { conjuncts } from '../conditions.ts';

/**
 * EXISTS and IN, where a filter asks whether they hold, from the subquery's side: its distinct keys first, then the rows that have them, by
 * an index. Where the rows are fewer than the keys, IN becomes EXISTS, which looks for each row; so does NOT IN, beside what NULL is to it.
 */
export const semiJoin: Rule = {
  name: 'semi-join',
  needs: ['filter', 'apply'],
  apply: (root, _outputs, newId) => rewrite(root, (node) => joined(node, newId)),
};

type NewId = () => ColumnId;

/** What takes the place of a subquery and of the condition that asks for it. */
interface Instead {
  readonly apply: PlanNode;
  readonly conditions: readonly BoundExpression[];
}

function joined(node: PlanNode, newId: NewId): PlanNode {
  if (node.kind !== 'filter') return node;
  const conditions = conjuncts(node.predicate);
  for (const each of conditions) {
    const question = questionOf(each);
    const apply = question && applied(node.input, question.id);
    const instead = apply && insteadOf(question, apply, newId);
    if (!instead) continue;
    const input = replaced(node.input, apply, instead.apply);
    const left = [...conditions.filter((other) => other !== each), ...instead.conditions];
    if (left.length === 0) return input;
    // The filter may ask for other subqueries, and what was IN is EXISTS now.
    return joined({ ...node, input, predicate: logical('AND', left, node.predicate.span) }, newId);
  }
  return node;
}

/** A condition that is nothing but a subquery's answer; `operand` is what IN looks for. */
interface Question {
  readonly id: ColumnId;
  readonly holds: boolean;
  readonly operand?: BoundExpression;
}

function questionOf(value: BoundExpression): Question | undefined {
  if (value.kind === 'column') return { id: value.id, holds: true };
  if (value.kind === 'not') {
    const inner = questionOf(value.operand);
    return inner && { ...inner, holds: !inner.holds };
  }
  if (value.kind !== 'quantified' || value.array.kind !== 'column') return undefined;
  const [any, all] = [
    value.quantifier === 'ANY' && value.operator === '=',
    value.quantifier === 'ALL' && value.operator === '<>',
  ];
  return any || all ? { id: value.array.id, holds: any, operand: value.operand } : undefined;
}

/** The subquery of a column, among those right below a filter. */
function applied(node: PlanNode, id: ColumnId): ApplyNode | undefined {
  if (node.kind === 'apply' && node.id === id) return node;
  return node.kind === 'apply' || node.kind === 'filter' ? applied(node.input, id) : undefined;
}

/** The plan with another node in the place of one. */
function replaced(node: PlanNode, old: PlanNode, by: PlanNode): PlanNode {
  if (node === old) return by;
  return mapInputs(node, (input) => replaced(input, old, by));
}

function insteadOf(question: Question, apply: ApplyNode, newId: NewId): Instead | undefined {
  const ties = tiesOf(question, apply);
  if (!ties || ties.pairs.length === 0 || !ties.pairs.every(({ outer, inner }) => alike(outer, inner)))
    return undefined;
  const exists = apply.form === 'exists';
  const quick = ties.pairs.some((pair) => findsQuickly(apply.query, pair));
  if (!question.holds) return !exists && quick ? unlessFound(question, apply, newId) : undefined;
  const leaf =
    allStored(apply.input) &&
    leafOf(apply.input, new Set(ties.pairs.flatMap(({ outer }) => [...columnsOf(outer)])));
  if (leaf && costInside(ties, leaf) < costOutside(ties, apply.query, apply.input))
    return { apply: replaced(apply.input, leaf, fromInside(ties, leaf, apply, newId)), conditions: [] };
  return apply.form === 'array' && quick ? whereFound(question, apply, newId) : undefined;
}

/** The subquery by itself, and the equalities by which a row finds what it asks for. */
function tiesOf({ operand }: Question, apply: ApplyNode): Decorrelated | undefined {
  const around = columnsGiven(apply.input);
  const own = untied(apply.query, around);
  if (!own || apply.form === 'scalar') return undefined;
  if (apply.form === 'exists') return own;
  const [output] = apply.outputs;
  if (apply.form === 'array')
    return operand && output && isOf(operand, around)
      ? { ...own, pairs: [...own.pairs, { outer: operand, inner: column(output.id, output, output.span) }] }
      : undefined;
  const split = apply.predicate && separated(conjuncts(apply.predicate), around);
  return split?.rest.length === 0 ? { ...own, pairs: [...own.pairs, ...split.pairs] } : undefined;
}

function isOf(value: BoundExpression, columns: ReadonlySet<ColumnId>): boolean {
  const read = [...columnsOf(value)];
  return read.length > 0 && read.every((id) => columns.has(id));
}

/** Whether distinct values of the one meet at most one of the other: a double and a decimal are equal to several of each other's. */
function alike(a: BoundExpression, b: BoundExpression): boolean {
  const names = [a.type.name, b.type.name];
  if (names.some((name) => name === 'interval' || name === 'array' || name === 'document')) return false;
  return a.type.name === b.type.name || !names.some((name) => name === 'double' || name === 'decimal');
}

/** Whether inner joins are of collections alone: a join begins with what is computed, and can do so once. */
function allStored(node: PlanNode): boolean {
  switch (node.kind) {
    case 'filter':
    case 'apply':
      return allStored(node.input);
    case 'join':
      return allStored(node.left) && (node.type === 'INNER' ? allStored(node.right) : true);
    default:
      return isStored(node);
  }
}

/** The collection, with its conditions, that gives all of the columns, where fewer of its rows mean fewer of the plan's. */
function leafOf(node: PlanNode, columns: ReadonlySet<ColumnId>): PlanNode | undefined {
  const given = columnsGiven(node);
  if (![...columns].every((id) => given.has(id))) return undefined;
  switch (node.kind) {
    case 'scan':
      return node;
    case 'filter': {
      const leaf = leafOf(node.input, columns);
      return leaf === node.input ? node : leaf;
    }
    case 'apply':
      return leafOf(node.input, columns);
    case 'join':
      if (node.type === 'FULL') return undefined;
      return leafOf(node.left, columns) ?? (node.type === 'INNER' ? leafOf(node.right, columns) : undefined);
    default:
      return undefined;
  }
}

/** The rows of the leaf that have one of the subquery's distinct keys. */
function fromInside(
  { node, pairs }: Decorrelated,
  leaf: PlanNode,
  { origin }: ApplyNode,
  newId: NewId,
): PlanNode {
  const items = pairs.map(({ inner }) => ({ id: newId(), value: inner }));
  const place = origin ? { origin } : {};
  const columns = items.map(({ id, value }): BoundOutput => ({
    id,
    name: `key${id}`,
    span: value.span,
    ...shapeOf(value),
  }));
  const keys: PlanNode = {
    kind: 'distinct',
    input: { kind: 'extend', input: node, items, ...place },
    columns,
    ...place,
  };
  const parts = pairs.flatMap(({ outer }, index): BoundExpression[] => {
    const key = columns[index];
    return key ? [equal(outer, column(key.id, key, key.span))] : [];
  });
  const on = logical('AND', parts, origin ?? { start: 0, end: 0 });
  return { kind: 'join', type: 'INNER', left: keys, right: leaf, on, ...place };
}

const equal = (left: BoundExpression, right: BoundExpression): BoundExpression =>
  comparison('=', left, right, left.span);

/** `operand IN (query)` as EXISTS of such a row. */
function found(operand: BoundExpression, apply: ApplyNode, id: ColumnId): ApplyNode {
  const [output] = apply.outputs;
  if (!output) return apply;
  const predicate = equal(column(output.id, output, output.span), operand);
  return { ...apply, id, form: 'exists', query: { kind: 'filter', input: apply.query, predicate } };
}

const truth = (id: ColumnId, span: BoundExpression['span']): BoundExpression =>
  column(id, { type: booleanType, nullable: false }, span);

function whereFound({ operand }: Question, apply: ApplyNode, newId: NewId): Instead | undefined {
  if (!operand) return undefined;
  const id = newId();
  return { apply: found(operand, apply, id), conditions: [truth(id, operand.span)] };
}

/** NOT IN holds where no row has the value, neither is NULL, and of an empty query always. */
function unlessFound({ operand }: Question, apply: ApplyNode, newId: NewId): Instead | undefined {
  const [output] = apply.outputs;
  if (!operand || !output) return undefined;
  const { span } = operand;
  const isNull = (value: BoundExpression): BoundExpression => ({
    kind: 'test',
    test: 'NULL',
    operand: value,
    span,
    type: booleanType,
    nullable: false,
  });
  const met = newId();
  let input: PlanNode = {
    kind: 'filter',
    input: found(operand, apply, met),
    predicate: negate(truth(met, span), span),
  };
  const conditions: BoundExpression[] = [];
  if (output.nullable) {
    const id = newId();
    const predicate = isNull(column(output.id, output, output.span));
    input = { ...apply, id, input, form: 'exists', query: { kind: 'filter', input: apply.query, predicate } };
    conditions.push(negate(truth(id, span), span));
  }
  if (operand.nullable) {
    const id = newId();
    input = { ...apply, id, input, form: 'exists' };
    const present = negate(isNull(operand), span);
    conditions.push(logical('OR', [present, negate(truth(id, span), span)], span));
  }
  return { apply: input, conditions };
}
