import type { BoundExpression, ColumnId } from '../../analysis/bound.ts';
import type { ExtendNode, JoinNode, PlanNode } from '../plan-node.ts';
import { givenBy, mapInputs, someNode } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * An outer join whose padded rows no condition above it lets through is an inner join: its rows can be looked for from either side, and
 * conditions on the padded side go down to it.
 */
export const outerToInner: Rule = {
  name: 'outer-to-inner',
  needs: ['join', 'filter'],
  apply: (root) => (someNode(root, isOuter) ? reduce(root, nothing) : root),
};

const isOuter = (node: PlanNode): boolean => node.kind === 'join' && node.type !== 'INNER';

/** Columns of which NULL is let through nowhere above. */
type Required = ReadonlySet<ColumnId>;
const nothing: Required = new Set();

function reduce(node: PlanNode, required: Required): PlanNode {
  switch (node.kind) {
    case 'filter':
      return into(node, and(required, rejecting(node.predicate)));
    case 'extend':
      return into(node, and(required, copied(node, required)));
    case 'sort':
      return into(node, required);
    case 'apply': {
      const [input, query] = [reduce(node.input, required), reduce(node.query, nothing)];
      return input === node.input && query === node.query ? node : { ...node, input, query };
    }
    case 'join':
      return reduceJoin(node, required);
    default:
      return mapInputs(node, (each) => reduce(each, nothing));
  }
}

function into<N extends PlanNode & { readonly input: PlanNode }>(node: N, required: Required): N {
  const input = reduce(node.input, required);
  return input === node.input ? node : { ...node, input };
}

function reduceJoin(join: JoinNode, required: Required): PlanNode {
  const type = reducedType(join, required);
  const own = join.on ? rejecting(join.on) : nothing;
  // ON decides which rows of the padded sides meet another, and of an inner join which are left at all.
  const [ofLeft, ofRight] =
    type === 'INNER'
      ? [and(required, own), and(required, own)]
      : type === 'LEFT'
        ? [required, own]
        : [nothing, nothing];
  const [left, right] = [reduce(join.left, ofLeft), reduce(join.right, ofRight)];
  return type === join.type && left === join.left && right === join.right
    ? join
    : { ...join, type, left, right };
}

function reducedType({ type, left, right }: JoinNode, required: Required): JoinNode['type'] {
  if (type === 'INNER' || required.size === 0) return type;
  const asks = (side: PlanNode): boolean => {
    const given = givenBy(side);
    return [...required].some((id) => given.has(id));
  };
  if (type === 'LEFT') return asks(right) ? 'INNER' : 'LEFT';
  if (!asks(left)) return 'FULL';
  return asks(right) ? 'INNER' : 'LEFT';
}

/** Columns that are computed here by naming another. */
function copied({ items }: ExtendNode, required: Required): Required {
  if (required.size === 0) return nothing;
  return new Set(items.flatMap(({ id, value }) => (required.has(id) ? [...strictIn(value)] : [])));
}

/** Columns without a value for which a condition is not true. */
function rejecting(condition: BoundExpression): Required {
  switch (condition.kind) {
    case 'column':
      return new Set([condition.id]);
    case 'logical': {
      const each = condition.operands.map(rejecting);
      if (condition.operator === 'AND') return each.reduce(and, nothing);
      const [first = nothing, ...others] = each;
      return new Set([...first].filter((id) => others.every((other) => other.has(id))));
    }
    case 'not': {
      const { operand } = condition;
      if (operand.kind === 'test') return operand.test === 'NULL' ? strictIn(operand.operand) : nothing;
      return strictIn(operand);
    }
    case 'test':
      return condition.test === 'TRUE' || condition.test === 'FALSE' ? strictIn(condition.operand) : nothing;
    default:
      return strictIn(condition);
  }
}

/** Columns without a value for which an expression has none. */
function strictIn(value: BoundExpression): Required {
  switch (value.kind) {
    case 'column':
      return new Set([value.id]);
    case 'comparison':
      return and(strictIn(value.left), strictIn(value.right));
    case 'operator':
      return arithmetic.has(value.operator) ? value.operands.map(strictIn).reduce(and, nothing) : nothing;
    case 'like':
      return and(strictIn(value.operand), strictIn(value.pattern));
    case 'in':
    case 'cast':
    case 'field':
    case 'not':
      return strictIn(value.operand);
    case 'call':
      return value.row.nulls === 'strict' ? value.args.map(strictIn).reduce(and, nothing) : nothing;
    default:
      return nothing;
  }
}

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);

function and(a: Required, b: Required): Required {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a;
  return new Set([...a, ...b]);
}
