import type { BoundExpression, BoundItem, BoundOutput, BoundRelation } from '../analysis/bound.ts';
import { negate } from '../analysis/compare-rows.ts';
import { booleanType, column, constant, unknownType } from '../analysis/shape.ts';
import { lift } from './lift.ts';
import type { Planner } from './planner.ts';
import type { JoinNode, PlanNode, SetOperationNode } from './plan-node.ts';
import { columnsGiven, columnsRead } from './plan-walk.ts';
import { ofRowAround } from './recursion-around.ts';

/** One row without columns. */
export const single: PlanNode = { kind: 'rows', columns: [], rows: [[]] };

/** The plan of what a FROM names. */
export function planRelation(relation: BoundRelation, planner: Planner): PlanNode {
  switch (relation.kind) {
    case 'scan': {
      const scan: PlanNode = { kind: 'scan', relation, origin: relation.span };
      const { sample, span } = relation;
      return sample ? { kind: 'filter', input: scan, predicate: sample, origin: span } : scan;
    }
    case 'virtual':
      return { kind: 'virtual', relation, origin: relation.span };
    case 'single':
      return single;
    case 'working': {
      const around = planner.around.get(relation.name);
      return around
        ? ofRowAround(relation, around, planner)
        : { kind: 'working', relation, origin: relation.span };
    }
    case 'derived':
      return planner.kept(relation) ?? planner.query(relation.query).root;
    case 'series':
      return { kind: 'series', input: single, series: [relation], outer: false, origin: relation.span };
    case 'join':
      return planJoin(relation, planner);
  }
}

type BoundJoin = Extract<BoundRelation, { kind: 'join' }>;

function planJoin(join: BoundJoin, planner: Planner): PlanNode {
  const [a, b] = [
    withRows(planRelation(join.left, planner), join.rows?.left),
    withRows(planRelation(join.right, planner), join.rows?.right),
  ];
  const [left, right] = join.type === 'RIGHT' ? [b, a] : [a, b];
  const type = join.type === 'CROSS' ? 'INNER' : join.type === 'RIGHT' ? 'LEFT' : join.type;
  const origin = join.span;
  const root: PlanNode = { kind: 'join', type, left, right, on: join.on, origin };
  const whole = withSubqueries(root, planner);
  return join.merged.length > 0 ? { kind: 'extend', input: whole, items: join.merged, origin } : whole;
}

const withRows = (side: PlanNode, rows: readonly BoundItem[] = []): PlanNode =>
  rows.length > 0 ? { kind: 'extend', input: side, items: rows } : side;

/** A join's condition may hold subqueries: they are computed for the rows of the right side, which see the left row. */
function withSubqueries(join: JoinNode, planner: Planner): PlanNode {
  if (!join.on) return join;
  const lifted = lift(planner, join.right, [join.on]);
  if (lifted.input === join.right) return join;
  const [on] = lifted.values;
  const joined: JoinNode = { ...join, right: lifted.input, on };
  if (join.type !== 'FULL') return joined;
  const ofLeft = columnsGiven(join.left);
  if (!someOf(columnsRead(lifted.input), ofLeft)) return joined;
  return behindOneAnother({ ...joined, type: 'LEFT' }, unmet(join, join.on, planner), ofLeft, planner);
}

const someOf = (columns: ReadonlySet<number>, others: ReadonlySet<number>): boolean =>
  [...columns].some((id) => others.has(id));

/** The rows of a full join's right side that no left row meets. */
function unmet({ left, right, origin }: JoinNode, on: BoundExpression, planner: Planner): PlanNode {
  const asked = lift(planner, left, [on]);
  const query: PlanNode = { kind: 'filter', input: asked.input, predicate: asked.values[0] ?? on, origin };
  const id = planner.newId();
  const input: PlanNode = { kind: 'apply', id, input: right, form: 'exists', query, outputs: [], origin };
  const met = column(id, { type: booleanType, nullable: false }, on.span);
  return { kind: 'filter', input, predicate: negate(met, on.span), origin };
}

/** The rows of a left join, and behind them others of its right side, whose columns of the left one are NULL. */
function behindOneAnother(
  joined: JoinNode,
  alone: PlanNode,
  ofLeft: ReadonlySet<number>,
  planner: Planner,
): PlanNode {
  const span = joined.on?.span ?? { start: 0, end: 0 };
  const nothing = constant(null, unknownType, span);
  const output = (id: number): BoundOutput => ({ id, name: '', span, type: unknownType, nullable: true });
  const missing = [...ofLeft].map((left) => ({ output: output(left), left, right: planner.newId() }));
  const columns: SetOperationNode['columns'] = [
    ...missing,
    ...[...columnsGiven(alone)].map((id) => ({ output: output(id), left: id, right: id })),
  ];
  const items = missing.map(({ right: id }): BoundItem => ({ id, value: nothing }));
  const right: PlanNode = { kind: 'extend', input: alone, items };
  return {
    kind: 'setOperation',
    operator: 'UNION',
    all: true,
    left: joined,
    right,
    columns,
    origin: joined.origin,
  };
}
